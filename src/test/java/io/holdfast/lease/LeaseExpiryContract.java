package io.holdfast.lease;

import static io.holdfast.lease.LeaseBuilder.NOW;
import static io.holdfast.lease.LeaseBuilder.lease;
import static io.holdfast.lease.LeaseText.assertSame;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.address.Ipv4Address;
import io.holdfast.address.Ipv4Range;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@link LeaseStore#expired} and {@link LeaseStore#purge}. */
interface LeaseExpiryContract extends StoreUnderTest {

    private static Lease4 declined(String address, long until) {
        return lease(address)
                .hardware(null)
                .clientId(null)
                .state(LeaseState.DECLINED)
                .until(until)
                .build();
    }

    @Test
    default void theExpiredAreThoseThatEndedBeforeNowFirstEndedFirst() {
        Lease4 third = lease("192.0.2.1").until(NOW - 1).build();
        Lease4 first = lease("192.0.2.2").until(NOW - 5000).build();
        Lease4 second = declined("192.0.2.3", NOW - 100);
        given(
                third,
                first,
                second,
                lease("192.0.2.4").until(NOW).build(),
                lease("192.0.2.5").until(NOW + 1).build(),
                declined("192.0.2.6", NOW + 1),
                lease("192.0.2.7").lifetime(Lease4.INFINITE).since(NOW - 9000).build(),
                lease("192.0.2.8")
                        .until(NOW - 9000)
                        .state(LeaseState.EXPIRED_RECLAIMED)
                        .build(),
                lease("192.0.2.9").until(NOW - 9000).state(LeaseState.RELEASED).build());

        assertSame(store().expired(NOW, 100), first, second, third);
        assertSame(store().expired(NOW, 2), first, second);
        assertSame(store().expired(NOW - 100, 100), first);
        assertThat(store().expired(NOW - 5000, 100)).isEmpty();
    }

    @Test
    default void aLeaseThatWasRenewedReclaimedOrRemovedIsNoLongerExpired() {
        Lease4 renewing = lease("192.0.2.1").until(NOW - 1).build();
        Lease4 reclaiming = lease("192.0.2.2").until(NOW - 2).build();
        Lease4 leaving = lease("192.0.2.3").until(NOW - 3).build();
        given(renewing, reclaiming, leaving);
        assertThat(store().expired(NOW, 100)).hasSize(3);
        store().apply(List.of(
                new LeaseChange.Renew(renewing, renewing.renewed(NOW, 60)),
                new LeaseChange.Expire(reclaiming, reclaiming.in(LeaseState.EXPIRED_RECLAIMED)),
                new LeaseChange.Expire(leaving, null)));

        assertThat(store().expired(NOW, 100)).isEmpty();
        assertThat(store().expired(NOW + 61, 100)).extracting(Lease::address).containsExactly(renewing.address());
    }

    /** 2038-01-19 03:14:07 UTC, the last second that {@code expire} can hold in MySQL. */
    long LAST_SECOND = Integer.MAX_VALUE;

    private void assertHeld(Lease4 given, long now) {
        Lease4 row = row(given.address());
        assertThat(row).isNotNull();
        assertThat(row.isVacant(now)).as("vacant at " + now).isFalse();
        assertThat(row.lastTransaction()).isGreaterThan(0);
        assertThat(store().expired(now, 10)).isEmpty();
        Ipv4Range only = new Ipv4Range(given.address(), given.address());
        assertThat(store().vacancies(only, given.address(), 1, true, now)).isEmpty();
    }

    private void assertChangeable(Lease4 written, Lease4 renewed) {
        // By what was written, and by what is read.
        assertApplied(new LeaseChange.Renew(written, renewed));
        Lease4 row = row(written.address());
        assertThat(row).isNotNull();
        assertApplied(new LeaseChange.Renew(row, renewed));
        assertApplied(new LeaseChange.Release(renewed, renewed.in(LeaseState.RELEASED)));
        Lease4 released = row(written.address());
        assertThat(released).isNotNull();
        assertThat(released.state()).isEqualTo(LeaseState.RELEASED);
        assertApplied(new LeaseChange.Grant(released, written));
    }

    @Test
    default void aLeaseOfManyYearsIsItsClientsBeyond2038() {
        Lease4 given = lease("192.0.2.1").lifetime(Lease4.INFINITE - 1).build();
        given(given);
        assertHeld(given, NOW);
        assertHeld(given, LAST_SECOND + 1);
        assertHeld(given, NOW + 4_000_000_000L);
        assertChangeable(given, given.renewed(NOW + 10, Lease4.INFINITE - 1));
    }

    @Test
    default void aLeaseGivenShortlyBeforeThatSecondRunsItsTime() {
        Lease4 given = lease("192.0.2.1").since(LAST_SECOND - 10).lifetime(3600).build();
        given(given);
        assertHeld(given, LAST_SECOND);
        assertHeld(given, LAST_SECOND + 3590);
        assertChangeable(given, given.renewed(LAST_SECOND - 5, 7200));
    }

    @Test
    default void aLeaseGivenAfterThatSecondRunsItsTime() {
        Lease4 given =
                lease("192.0.2.1").since(LAST_SECOND + 1000).lifetime(3600).build();
        given(given);
        assertHeld(given, LAST_SECOND + 1000);
        assertHeld(given, LAST_SECOND + 4600);
        assertChangeable(given, given.renewed(LAST_SECOND + 1010, 7200));
    }

    @Test
    default void afterThatSecondOtherLeasesEndAsBefore() {
        Lease4 ended = lease("192.0.2.1").until(NOW).build();
        Lease4 released =
                lease("192.0.2.2").until(NOW).state(LeaseState.RELEASED).build();
        given(ended, released);
        assertSame(store().expired(LAST_SECOND + 10, 10), ended);
        Ipv4Range both = new Ipv4Range(ended.address(), released.address());
        assertThat(store().vacancies(both, ended.address(), 10, true, LAST_SECOND + 10))
                .hasSize(2);
        assertThat(store().purge(LAST_SECOND + 10, 10)).isEqualTo(1);
    }

    @Test
    default void manyExpiredLeasesComeInPortionsFirstEndedFirst() {
        List<Lease4> leases = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            leases.add(lease(new Ipv4Address(0x0a000000 + i))
                    .until(NOW - 1 - (i * 7919L) % 3001)
                    .build());
        }
        given(leases.toArray(Lease4[]::new));
        List<Long> ends = new ArrayList<>();
        List<Lease> portion = store().expired(NOW, 64);
        while (!portion.isEmpty()) {
            List<LeaseChange> changes = new ArrayList<>();
            for (Lease lease : portion) {
                ends.add(lease.expire());
                changes.add(new LeaseChange.Expire(lease, lease.in(LeaseState.EXPIRED_RECLAIMED)));
            }
            assertThat(store().apply(changes)).allMatch(ChangeOutcome.Applied.class::isInstance);
            portion = store().expired(NOW, 64);
        }
        assertThat(ends).hasSize(300).isSorted();
    }

    @Test
    default void purgesWhatWasReclaimedOrReleasedAndEndedBefore() {
        given(
                lease("192.0.2.1")
                        .until(NOW - 1)
                        .state(LeaseState.EXPIRED_RECLAIMED)
                        .build(),
                lease("192.0.2.2").until(NOW - 1).state(LeaseState.RELEASED).build(),
                lease("192.0.2.3")
                        .until(NOW)
                        .state(LeaseState.EXPIRED_RECLAIMED)
                        .build(),
                lease("192.0.2.4").until(NOW - 1).build(),
                declined("192.0.2.5", NOW - 1),
                lease("192.0.2.6").lifetime(Lease4.INFINITE).since(NOW - 1).build());

        assertThat(store().purge(NOW, 100)).isEqualTo(2);
        assertThat(store().page(LeaseFilter.ALL, 100))
                .extracting(l -> ((Ipv4Address) l.address()).bits() & 0xff)
                .containsExactly(3, 4, 5, 6);
        assertThat(store().purge(NOW, 100)).isZero();
        assertThat(store().purge(NOW + 1, 100)).isEqualTo(1);
        assertThat(row("192.0.2.3")).isNull();
    }

    @Test
    default void purgesAtMostAsManyAsAllowed() {
        List<Lease4> leases = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            leases.add(lease(new Ipv4Address(0x0a000000 + i))
                    .until(NOW - 100 - i)
                    .state(i % 2 == 0 ? LeaseState.RELEASED : LeaseState.EXPIRED_RECLAIMED)
                    .build());
        }
        given(leases.toArray(Lease4[]::new));

        assertThat(store().purge(NOW, 10)).isEqualTo(10);
        assertThat(store().page(LeaseFilter.ALL, 100)).hasSize(15);
        assertThat(store().purge(NOW, 10)).isEqualTo(10);
        assertThat(store().purge(NOW, 10)).isEqualTo(5);
        assertThat(store().page(LeaseFilter.ALL, 100)).isEmpty();
        assertThat(store().count()).allMatch(c -> c.leases() == 0);
    }

    @Test
    default void whatWasPurgedCanBeGrantedAnew() {
        given(lease("192.0.2.1").until(NOW - 1).state(LeaseState.RELEASED).build());
        assertThat(store().purge(NOW, 100)).isEqualTo(1);
        Lease4 next = lease("192.0.2.1").client(5).build();
        assertApplied(new LeaseChange.Grant(null, next));
        assertSame(row("192.0.2.1"), next);
    }
}
