package io.holdfast.reclaim;

import static io.holdfast.lease.LeaseBuilder.NOW;
import static io.holdfast.lease.LeaseBuilder.lease;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.address.Ipv4Address;
import io.holdfast.address.Protocol;
import io.holdfast.availability.BackendBusy;
import io.holdfast.availability.BackendUnavailable;
import io.holdfast.availability.DatabaseWatch;
import io.holdfast.availability.HandScheduler;
import io.holdfast.availability.LossPolicy;
import io.holdfast.availability.Reason;
import io.holdfast.availability.ServiceGate;
import io.holdfast.availability.Watches;
import io.holdfast.config.ReclaimSettings;
import io.holdfast.lease.Lease;
import io.holdfast.lease.Lease4;
import io.holdfast.lease.LeaseBuilder;
import io.holdfast.lease.LeaseChange;
import io.holdfast.lease.LeaseFilter;
import io.holdfast.lease.LeaseState;
import io.holdfast.lease.SteeredLeaseStore;
import io.holdfast.store.memory.MemoryLeaseStore;
import io.holdfast.telemetry.StatisticBoard;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ReclaimerTests {

    private final SteeredLeaseStore store = new SteeredLeaseStore(MemoryLeaseStore.withoutFile(Protocol.DHCP4));
    private final StatisticBoard board =
            new StatisticBoard(Protocol.DHCP4, Clock.fixed(Instant.ofEpochSecond(NOW), ZoneOffset.UTC));
    private final HandScheduler scheduler = new HandScheduler(NOW * 1000);
    private final ServiceGate gate = new ServiceGate(_ -> {});
    private long nanos;

    private static ReclaimSettings settings(long hold, int maxLeases, int maxMillis) {
        return new ReclaimSettings(10, 25, hold, maxLeases, maxMillis, 2);
    }

    private Reclaimer reclaimer(ReclaimSettings settings) {
        return new Reclaimer(Protocol.DHCP4, store, settings, board, scheduler::seconds, () -> nanos);
    }

    /** Leases from 10.0.0.0 on that ended before now, the first first. */
    private void expired(int count) {
        List<LeaseChange> grants = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Ipv4Address address = Ipv4Address.ofUnsigned(0x0a000000L + i);
            Lease4 row = lease(address)
                    .until(NOW - 1 - count + i)
                    .hostname("h")
                    .fqdn(true, true)
                    .build();
            grants.add(new LeaseChange.Grant(null, row));
        }
        store.apply(grants);
        store.calls().clear();
    }

    private void put(LeaseBuilder lease) {
        store.apply(List.of(new LeaseChange.Grant(null, lease.build())));
    }

    private List<Lease> rows(LeaseState state) {
        return store.page(LeaseFilter.ALL.inState(state), 10_000);
    }

    private long statistic(String name) {
        return Objects.requireNonNull(board.samples(name), name).getFirst().value();
    }

    @Test
    void whatHasEndedIsKeptForItsClientWithoutItsName() {
        put(lease("10.0.0.1").until(NOW - 1).hostname("pc").fqdn(true, true));
        put(lease("10.0.0.2").until(NOW));
        put(lease("10.0.0.3").lifetime(Lease4.INFINITE).since(1));
        assertThat(reclaimer(settings(3600, 100, 250)).round()).isEqualTo(1);
        Lease4 kept = (Lease4) rows(LeaseState.EXPIRED_RECLAIMED).getFirst();
        assertThat(kept.hardware())
                .isEqualTo(LeaseBuilder.hardwareOf(Ipv4Address.parse("10.0.0.1").bits()));
        assertThat(kept.hostname()).isEmpty();
        assertThat(kept.fqdnForward() || kept.fqdnReverse()).isFalse();
        assertThat(rows(LeaseState.DEFAULT))
                .as("an equal second has not expired")
                .hasSize(2);
    }

    @Test
    void withoutHoldItIsRemoved() {
        expired(3);
        assertThat(reclaimer(settings(0, 100, 250)).round()).isEqualTo(3);
        assertThat(store.page(LeaseFilter.ALL, 10)).isEmpty();
    }

    @Test
    void aDeclinedAddressIsFreeAfterItsProbation() {
        put(lease("10.0.0.1").until(NOW - 1).state(LeaseState.DECLINED).pool(7));
        assertThat(reclaimer(settings(3600, 100, 250)).round()).isEqualTo(1);
        assertThat(store.page(LeaseFilter.ALL, 10)).isEmpty();
        assertThat(statistic("subnet[1].declined-addresses")).isEqualTo(-1);
        assertThat(statistic("subnet[1].assigned-addresses")).isEqualTo(-1);
        assertThat(statistic("subnet[1].reclaimed-leases")).isEqualTo(1);
        assertThat(statistic("subnet[1].reclaimed-declined-addresses")).isEqualTo(1);
        assertThat(statistic("subnet[1].pool[7].reclaimed-declined-addresses")).isEqualTo(1);
        assertThat(statistic("reclaimed-declined-addresses")).isEqualTo(1);
    }

    @Test
    void aRoundEndsAtItsNumberAndTakesTheOldestFirst() {
        expired(500);
        assertThat(reclaimer(settings(3600, 250, 0)).round()).isEqualTo(250);
        assertThat(store.calls()).as("small steps").filteredOn("apply"::equals).hasSize(3);
        assertThat(rows(LeaseState.EXPIRED_RECLAIMED))
                .last()
                .extracting(Lease::address)
                .isEqualTo(Ipv4Address.parse("10.0.0.249"));
        assertThat(statistic("reclaimed-leases")).isEqualTo(250);
        assertThat(statistic("subnet[1].assigned-addresses")).isEqualTo(-250);
    }

    @Test
    void aRoundEndsWhenItsTimeIsOver() {
        expired(500);
        store.fault((_, done) -> nanos += done ? 60_000_000 : 0);
        assertThat(reclaimer(settings(3600, 0, 250)).round())
                .as("120 ms per step")
                .isEqualTo(300);
    }

    @Test
    void aRoundWithoutBoundsReclaimsAll() {
        expired(1050);
        assertThat(reclaimer(settings(3600, 0, 0)).round()).isEqualTo(1050);
        assertThat(rows(LeaseState.DEFAULT)).isEmpty();
    }

    @Test
    void aLeaseThatIsRenewedMeanwhileIsLeftAlone() {
        expired(3);
        store.fault((operation, done) -> {
            if (operation.equals("expired") && done) {
                store.fault((_, _) -> {});
                Lease4 row = (Lease4) rows(LeaseState.DEFAULT).get(1);
                store.apply(List.of(new LeaseChange.Renew(row, row.renewed(NOW, 3600))));
            }
        });
        assertThat(reclaimer(settings(3600, 100, 250)).round()).isEqualTo(2);
        assertThat(rows(LeaseState.DEFAULT))
                .singleElement()
                .extracting(Lease::expire)
                .isEqualTo(NOW + 3600);
        assertThat(statistic("reclaimed-leases")).isEqualTo(2);
    }

    @Test
    void aStoreThatAlwaysAnswersTakenDoesNotHoldAnybodyForEver() {
        expired(300);
        Reclaimer reclaimer = new Reclaimer(
                Protocol.DHCP4, new AlwaysTaken(store), settings(3600, 0, 0), board, scheduler::seconds, () -> nanos);
        assertThat(reclaimer.round()).isZero();
        assertThat(reclaimer.all(true)).isZero();
        assertThat(statistic("reclaimed-leases")).isZero();
    }

    @Test
    void byCommandAllAreReclaimedWhateverTheBounds() {
        expired(350);
        Reclaimer reclaimer = reclaimer(settings(3600, 10, 1));
        assertThat(reclaimer.all(false)).isEqualTo(350);
        assertThat(rows(LeaseState.EXPIRED_RECLAIMED)).hasSize(350);
        expiredAgain();
        assertThat(reclaimer.all(true)).isEqualTo(1);
        assertThat(rows(LeaseState.EXPIRED_RECLAIMED)).hasSize(350);
    }

    private void expiredAgain() {
        put(lease("10.1.0.1").until(NOW - 5));
    }

    @Test
    void aFlushRemovesWhatHasBeenKeptLongEnough() {
        for (int i = 0; i < 250; i++) {
            put(lease(Ipv4Address.ofUnsigned(0x0a000000L + i))
                    .until(NOW - 3601)
                    .state(i % 2 == 0 ? LeaseState.EXPIRED_RECLAIMED : LeaseState.RELEASED));
        }
        put(lease("10.1.0.1").until(NOW - 3600).state(LeaseState.EXPIRED_RECLAIMED));
        put(lease("10.1.0.2").until(NOW - 9999));
        assertThat(reclaimer(settings(3600, 100, 250)).flush()).isEqualTo(250);
        assertThat(store.page(LeaseFilter.ALL, 1000)).hasSize(2);
    }

    @Test
    void theTimerKeepsItsPaceAndSkipsWhileTheServiceIsOff() {
        DatabaseWatch watch = watch();
        expired(2);
        ReclaimTimer timer = timer(watch);
        gate.close(Reason.USER);
        scheduler.turn(Duration.ofSeconds(10));
        assertThat(store.calls()).isEmpty();
        gate.open(1);
        scheduler.turn(Duration.ofSeconds(10));
        assertThat(store.calls()).containsExactly("expired", "apply");
        scheduler.turn(Duration.ofSeconds(5));
        assertThat(store.calls()).containsExactly("expired", "apply", "purge");
        timer.close();
        scheduler.turn(Duration.ofMinutes(2));
        assertThat(store.calls()).hasSize(3);
        assertThat(scheduler.waiting()).isZero();
    }

    @Test
    void theTimerReportsALossAndWaitsForTheDatabase() {
        DatabaseWatch watch = watch();
        timer(watch);
        store.fault((_, _) -> {
            throw new BackendUnavailable("lease", "down");
        });
        scheduler.turn(Duration.ofSeconds(10));
        assertThat(watch.isUsable()).isFalse();
        scheduler.turn(Duration.ofMillis(500));
        assertThat(store.calls()).hasSize(1);
        store.fault((_, _) -> {});
        scheduler.turn(Duration.ofSeconds(60));
        assertThat(watch.isUsable()).isTrue();
        assertThat(store.calls()).hasSizeGreaterThan(5);
    }

    @Test
    void whateverGoesWrongTheTimerGoesOn() {
        DatabaseWatch watch = watch();
        timer(watch);
        List<RuntimeException> faults = List.of(
                new BackendBusy("lease", "deadlocks", new IllegalStateException()),
                new IllegalStateException("no right to update lease4"));
        for (RuntimeException fault : faults) {
            store.calls().clear();
            store.fault((_, _) -> {
                throw fault;
            });
            scheduler.turn(Duration.ofSeconds(20));
            assertThat(store.calls()).as("%s", fault).contains("expired").hasSizeGreaterThan(1);
            assertThat(watch.isUsable()).isTrue();
        }
    }

    private DatabaseWatch watch() {
        DatabaseWatch watch = Watches.lease(
                new LossPolicy(true, true, 5, 1000, false),
                gate,
                () -> {
                    if (scheduler.seconds() < NOW + 11) {
                        // The first attempt follows the loss at once; that one fails.
                        reachUnlessLost();
                    }
                },
                scheduler,
                Watches.DEAF);
        watch.start();
        return watch;
    }

    private void reachUnlessLost() {
        if (scheduler.seconds() >= NOW + 10) {
            throw new BackendUnavailable("lease", "down");
        }
    }

    private ReclaimTimer timer(DatabaseWatch watch) {
        ReclaimSettings settings = settings(3600, 100, 250);
        ReclaimTimer timer = new ReclaimTimer(reclaimer(settings), settings, gate, watch, scheduler);
        timer.start();
        return timer;
    }
}
