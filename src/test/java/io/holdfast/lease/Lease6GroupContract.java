package io.holdfast.lease;

import static io.holdfast.lease.Lease6Builder.lease6;
import static io.holdfast.lease.Lease6Builder.like;
import static io.holdfast.lease.Lease6Builder.prefix;
import static io.holdfast.lease.LeaseBuilder.NOW;
import static io.holdfast.lease.LeaseText.assertSame;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.address.Ipv6Address;
import io.holdfast.lease.LeaseChange.Grant;
import io.holdfast.lease.LeaseChange.Release;
import io.holdfast.lease.LeaseChange.Renew;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@link LeaseStore#commit}: what belongs together is carried out all or none. */
interface Lease6GroupContract extends StoreUnderTest {

    private static ChangeGroup group(LeaseChange... changes) {
        return new ChangeGroup(List.of(changes));
    }

    @Test
    default void aGroupThatFitsIsCarriedOut() {
        Lease6 held = lease6("2001:db8::1").build();
        Lease6 leaving = lease6("2001:db8::3").build();
        given(held, leaving);
        Lease6 renewed = like(held).since(NOW + 1).build();
        Lease6 network = prefix("2001:db8:100::/56").build();
        List<ChangeOutcome> outcomes = store().commit(
                        List.of(group(new Grant(null, network), new Renew(held, renewed), new Release(leaving, null))));
        assertThat(outcomes).hasSize(3).allMatch(ChangeOutcome.Applied.class::isInstance);
        assertSame(store().page(LeaseFilter.ALL, 10), renewed, network);
    }

    @Test
    default void ofAGroupThatDoesNotFitNothingIsCarriedOutAndTheOthersAre() {
        Lease6 held = lease6("2001:db8::1").build();
        Lease6 leaving = lease6("2001:db8::5").client(5).build();
        Lease6 strangers = prefix("2001:db8:100::/56").client(9).build();
        given(held, strangers, leaving);
        Lease6 alone = lease6("2001:db8::2").client(2).build();
        Lease6 one = lease6("2001:db8::3").client(3).build();
        Lease6 two = prefix("2001:db8:300::/56").client(3).build();
        List<ChangeOutcome> outcomes = store().commit(List.of(
                group(
                        new Renew(held, like(held).since(NOW + 1).build()),
                        new Grant(null, prefix("2001:db8:100::/56").build()),
                        new Grant(null, lease6("2001:db8::4").build())),
                group(new Grant(null, alone)),
                group(new Grant(null, two), new Grant(null, one)),
                group(new Release(leaving, null), new Grant(null, strangers))));
        assertTaken(outcomes.get(0), held);
        assertTaken(outcomes.get(1), strangers);
        assertTaken(outcomes.get(2), null);
        assertThat(outcomes.subList(3, 6)).allMatch(ChangeOutcome.Applied.class::isInstance);
        assertTaken(outcomes.get(6), leaving);
        assertTaken(outcomes.get(7), strangers);
        assertSame(store().page(LeaseFilter.ALL, 10), held, alone, one, leaving, strangers, two);
    }

    @Test
    default void groupsWithAnAddressInCommonComeOneAfterTheOther() {
        Lease6 first = lease6("2001:db8::1").client(1).build();
        Lease6 renewed = like(first).since(NOW + 1).build();
        Lease6 second = lease6("2001:db8::2").client(1).build();
        List<ChangeOutcome> outcomes = store().commit(List.of(
                group(
                        new Grant(null, first),
                        new Grant(null, lease6("2001:db8::3").build())),
                group(
                        new Grant(null, lease6("2001:db8::1").client(2).build()),
                        new Grant(null, lease6("2001:db8::4").client(2).build())),
                group(new Renew(first, renewed), new Grant(null, second))));
        assertThat(outcomes.subList(0, 2)).allMatch(ChangeOutcome.Applied.class::isInstance);
        assertTaken(outcomes.get(2), first);
        assertTaken(outcomes.get(3), null);
        assertThat(outcomes.subList(4, 6)).allMatch(ChangeOutcome.Applied.class::isInstance);
        assertSame(row6("2001:db8::1"), renewed);
        assertSame(row6("2001:db8::2"), second);
        assertThat(row6("2001:db8::4")).isNull();
    }

    @Test
    default void twoChangesOfOneAddressInOneGroupAreRefused() {
        Lease6 lease = lease6("2001:db8::1").build();
        assertThatThrownBy(() -> store().commit(List.of(group(new Grant(null, lease), new Release(lease, null)))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2001:db8::1");
        assertThat(row6("2001:db8::1")).isNull();
    }

    @Test
    default void aLargeBatchOfGroupsTellsEachItsOwnOutcome() {
        List<Lease6> held = new ArrayList<>();
        List<ChangeGroup> groups = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            Ipv6Address address = new Ipv6Address(0x2001_0db8_0000_0000L, i);
            Ipv6Address network = new Ipv6Address(0x2001_0db9_0000_0000L + ((long) i << 8), 0);
            if (i % 7 == 0) {
                held.add(lease6(address).client(1000 + i).build());
            }
            groups.add(group(
                    new Grant(null, prefix(network + "/56").client(i).build()),
                    new Grant(null, lease6(address).client(i).build())));
        }
        given(held.toArray(Lease[]::new));
        List<ChangeOutcome> outcomes = store().commit(groups);
        for (int i = 0; i < 200; i++) {
            if (i % 7 == 0) {
                assertTaken(outcomes.get(2 * i), null);
                assertTaken(outcomes.get(2 * i + 1), held.get(i / 7));
            } else {
                assertThat(outcomes.subList(2 * i, 2 * i + 2)).allMatch(ChangeOutcome.Applied.class::isInstance);
            }
        }
        assertThat(store().page(LeaseFilter.ALL, 1000)).hasSize(2 * (200 - held.size()) + held.size());
    }
}
