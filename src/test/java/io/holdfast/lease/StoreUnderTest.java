package io.holdfast.lease;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.address.IpAddress;
import io.holdfast.address.Ipv4Address;
import io.holdfast.address.Ipv6Address;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a contract test asks of the class that runs it, and the short forms its tests use. */
public interface StoreUnderTest {

    /** The store, open; without leases when a test begins. */
    LeaseStore store();

    /** Another way to the same leases, as a second server has it; where there is none, the store itself. */
    default LeaseStore other() {
        return store();
    }

    default void given(Lease... leases) {
        List<LeaseChange> grants = new ArrayList<>();
        for (Lease lease : leases) {
            grants.add(new LeaseChange.Grant(null, lease));
        }
        assertThat(store().apply(grants)).allMatch(ChangeOutcome.Applied.class::isInstance);
    }

    default ChangeOutcome apply(LeaseChange change) {
        List<ChangeOutcome> outcomes = store().apply(List.of(change));
        assertThat(outcomes).hasSize(1);
        return outcomes.getFirst();
    }

    default void assertApplied(LeaseChange change) {
        assertThat(apply(change)).isInstanceOf(ChangeOutcome.Applied.class);
    }

    default void assertTaken(LeaseChange change, @Nullable Lease present) {
        assertTaken(apply(change), present);
    }

    default void assertTaken(ChangeOutcome outcome, @Nullable Lease present) {
        assertThat(outcome).isInstanceOf(ChangeOutcome.Taken.class);
        LeaseText.assertSame(((ChangeOutcome.Taken) outcome).present(), present);
    }

    /** The row of the address; absent: no row. */
    default @Nullable Lease4 row(String address) {
        return row(Ipv4Address.parse(address));
    }

    default @Nullable Lease4 row(Ipv4Address address) {
        return (Lease4) rowOf(address);
    }

    /** The row of an address of DHCPv6, or of a prefix. */
    default @Nullable Lease6 row6(String address) {
        return (Lease6) rowOf(Ipv6Address.parse(address));
    }

    private @Nullable Lease rowOf(IpAddress address) {
        List<List<Lease>> answers = store().find(List.of(new LeaseQuestion.OfAddress(address)));
        assertThat(answers).hasSize(1);
        assertThat(answers.getFirst()).hasSizeLessThan(2);
        return answers.getFirst().isEmpty() ? null : answers.getFirst().getFirst();
    }
}
