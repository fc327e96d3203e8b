package io.holdfast.lease;

import static io.holdfast.lease.LeaseBuilder.NOW;
import static io.holdfast.lease.LeaseBuilder.lease;
import static io.holdfast.lease.LeaseText.assertSame;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.address.Ipv4Address;
import io.holdfast.lease.LeaseChange.Decline;
import io.holdfast.lease.LeaseChange.Expire;
import io.holdfast.lease.LeaseChange.Grant;
import io.holdfast.lease.LeaseChange.Release;
import io.holdfast.lease.LeaseChange.Renew;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@link LeaseStore#apply}, many changes at once. */
interface LeaseBatchContract extends StoreUnderTest {

    private static Ipv4Address address(int i) {
        return new Ipv4Address(0x0a000000 + i);
    }

    @Test
    default void anEmptyBatchChangesNothing() {
        assertThat(store().apply(List.of())).isEmpty();
    }

    @Test
    default void oneThatFindsItsAddressTakenDoesNotHinderTheOthers() {
        Lease4 held = lease("192.0.2.2").client(99).build();
        given(held);
        Lease4 first = lease("192.0.2.3").client(1).build();
        Lease4 third = lease("192.0.2.1").client(3).build();
        List<ChangeOutcome> outcomes = store().apply(List.of(
                new Grant(null, first),
                new Grant(null, lease("192.0.2.2").client(2).build()),
                new Grant(null, third)));

        assertThat(outcomes).hasSize(3);
        assertThat(outcomes.get(0)).isInstanceOf(ChangeOutcome.Applied.class);
        assertTaken(outcomes.get(1), held);
        assertThat(outcomes.get(2)).isInstanceOf(ChangeOutcome.Applied.class);
        assertSame(store().page(LeaseFilter.ALL, 10), third, held, first);
    }

    @Test
    default void changesOfEveryKindShareABatch() {
        Lease4 renewing = lease("192.0.2.1").build();
        Lease4 releasing = lease("192.0.2.2").build();
        Lease4 leaving = lease("192.0.2.3").build();
        Lease4 declining = lease("192.0.2.4").build();
        Lease4 over = lease("192.0.2.5").until(NOW - 5).build();
        Lease4 vacant = lease("192.0.2.6").client(60).until(NOW - 5).build();
        given(renewing, releasing, leaving, declining, over, vacant);
        Lease4 renewed = renewing.renewed(NOW + 50, 3600);
        Lease4 released = releasing.in(LeaseState.RELEASED);
        Lease4 declined = lease("192.0.2.4")
                .hardware(null)
                .clientId(null)
                .state(LeaseState.DECLINED)
                .build();
        Lease4 reclaimed = over.in(LeaseState.EXPIRED_RECLAIMED);
        Lease4 reused = lease("192.0.2.6").client(61).build();
        Lease4 fresh = lease("192.0.2.7").build();
        List<ChangeOutcome> outcomes = store().apply(List.of(
                new Grant(null, fresh),
                new Renew(renewing, renewed),
                new Release(releasing, released),
                new Release(leaving, null),
                new Decline(declining, declined),
                new Expire(over, reclaimed),
                new Grant(vacant, reused)));

        assertThat(outcomes).hasSize(7).allMatch(ChangeOutcome.Applied.class::isInstance);
        assertSame(store().page(LeaseFilter.ALL, 10), renewed, released, declined, reclaimed, reused, fresh);
    }

    @Test
    default void ofTwoGrantsOfOneAddressTheFirstGetsIt() {
        Lease4 first = lease("192.0.2.1").client(1).build();
        Lease4 second = lease("192.0.2.1").client(2).build();
        List<ChangeOutcome> outcomes =
                store().apply(List.of(new Grant(null, first), new Grant(null, second), new Grant(null, first)));

        assertThat(outcomes.get(0)).isInstanceOf(ChangeOutcome.Applied.class);
        assertTaken(outcomes.get(1), first);
        assertTaken(outcomes.get(2), first);
        assertSame(row("192.0.2.1"), first);
    }

    @Test
    default void changesOfOneAddressAreDecidedInTheirOrder() {
        Lease4 granted = lease("192.0.2.1").client(1).build();
        Lease4 renewed = granted.renewed(NOW + 10, 3600);
        Lease4 next = lease("192.0.2.1").client(2).build();
        List<ChangeOutcome> outcomes = store().apply(List.of(
                new Grant(null, granted),
                new Renew(granted, renewed),
                new Release(granted, null),
                new Release(renewed, null),
                new Grant(null, next)));

        assertThat(outcomes.get(0)).isInstanceOf(ChangeOutcome.Applied.class);
        assertThat(outcomes.get(1)).isInstanceOf(ChangeOutcome.Applied.class);
        assertTaken(outcomes.get(2), renewed);
        assertThat(outcomes.get(3)).isInstanceOf(ChangeOutcome.Applied.class);
        assertThat(outcomes.get(4)).isInstanceOf(ChangeOutcome.Applied.class);
        assertSame(row("192.0.2.1"), next);
    }

    @Test
    default void theSecondOfTwoRenewalsFromOneRowFindsTheFirstOnesRow() {
        Lease4 held = lease("192.0.2.1").build();
        given(held);
        Lease4 first = held.renewed(NOW + 1, 3600);
        List<ChangeOutcome> outcomes =
                store().apply(List.of(new Renew(held, first), new Renew(held, held.renewed(NOW + 2, 3600))));

        assertThat(outcomes.get(0)).isInstanceOf(ChangeOutcome.Applied.class);
        assertTaken(outcomes.get(1), first);
        assertSame(row("192.0.2.1"), first);
    }

    @Test
    default void largeBatchesOfGrantsRenewalsAndRemovals() {
        List<Lease4> leases = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            leases.add(lease(address(i * 3)).client(i).build());
        }
        List<LeaseChange> grants = new ArrayList<>();
        List<LeaseChange> renewals = new ArrayList<>();
        List<LeaseChange> removals = new ArrayList<>();
        for (Lease4 lease : leases.reversed()) {
            Lease4 renewed = lease.renewed(NOW + 100, 3600);
            grants.add(new Grant(null, lease));
            renewals.add(new Renew(lease, renewed));
            removals.add(new Release(renewed, null));
        }
        assertThat(store().apply(grants)).hasSize(500).allMatch(ChangeOutcome.Applied.class::isInstance);
        assertThat(store().apply(renewals)).hasSize(500).allMatch(ChangeOutcome.Applied.class::isInstance);
        assertThat(store().page(LeaseFilter.ALL, 1000)).hasSize(500).allMatch(l -> l.expire() == NOW + 3700);
        assertThat(store().apply(removals)).hasSize(500).allMatch(ChangeOutcome.Applied.class::isInstance);
        assertThat(store().page(LeaseFilter.ALL, 1000)).isEmpty();
    }

    @Test
    default void aLargeBatchTellsEachChangeItsOwnOutcome() {
        List<Lease4> held = new ArrayList<>();
        List<LeaseChange> grants = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            if (i % 5 == 0) {
                held.add(lease(address(i)).client(1000 + i).build());
            }
            grants.add(new Grant(null, lease(address(499 - i)).client(499 - i).build()));
        }
        given(held.toArray(Lease4[]::new));
        List<ChangeOutcome> outcomes = store().apply(grants);

        assertThat(outcomes).hasSize(500);
        for (int i = 0; i < 500; i++) {
            int number = 499 - i;
            if (number % 5 == 0) {
                assertTaken(outcomes.get(i), held.get(number / 5));
            } else {
                assertThat(outcomes.get(i)).isInstanceOf(ChangeOutcome.Applied.class);
            }
        }
        assertThat(store().page(LeaseFilter.ALL, 1000)).hasSize(500);
    }
}
