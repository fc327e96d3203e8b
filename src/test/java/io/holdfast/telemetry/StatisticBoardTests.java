package io.holdfast.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.address.Protocol;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StatisticBoardTests {

    private static final String ASSIGNED = "assigned-addresses";

    private final TurnedClock clock = new TurnedClock();
    private final StatisticBoard board = new StatisticBoard(Protocol.DHCP4, clock);

    @Test
    void serverWideStatisticsExistFromTheStart() {
        assertThat(values("pkt4-received")).containsExactly(0L);
        assertThat(values("reclaimed-leases")).containsExactly(0L);
        assertThat(board.samples("total-addresses")).isNull();
        assertThat(board.samples("subnet[1].assigned-addresses")).isNull();
    }

    @Test
    void samplesCarryTheirTimesNewestFirst() {
        clock.now = Instant.parse("2026-01-02T03:04:05.000006Z");
        board.add(PacketStatistic.RECEIVED, 3);
        clock.now = clock.now.plusNanos(1_999_000);
        board.add(PacketStatistic.RECEIVED, 2);
        long second = Instant.parse("2026-01-02T03:04:05Z").getEpochSecond() * 1_000_000;
        assertThat(board.samples("pkt4-received"))
                .startsWith(new Sample(5, second + 2005), new Sample(3, second + 6))
                .hasSize(3);
    }

    @Test
    void twentySamplesAreKeptByDefault() {
        IntStream.rangeClosed(1, 30).forEach(_ -> board.add(PacketStatistic.SENT, 1));
        assertThat(values("pkt4-sent")).hasSize(20).startsWith(30L, 29L).endsWith(11L);
    }

    @Test
    void aSubnetsChangeIsTheServersToo() {
        board.add(LeaseStatistic.ASSIGNED_ADDRESSES, 1, 2);
        board.add(LeaseStatistic.ASSIGNED_ADDRESSES, 2, 3);
        board.add(LeaseStatistic.ASSIGNED_ADDRESSES, pool(2, 7), 3);
        assertThat(value("subnet[1].assigned-addresses")).isEqualTo(2);
        assertThat(value("subnet[2].assigned-addresses")).isEqualTo(3);
        assertThat(value("subnet[2].pool[7].assigned-addresses")).isEqualTo(3);
        assertThat(value(ASSIGNED)).isEqualTo(5);
    }

    @Test
    void settingChangesTheServersByTheDifference() {
        board.set(LeaseStatistic.ASSIGNED_ADDRESSES, 1, 10);
        board.set(LeaseStatistic.ASSIGNED_ADDRESSES, 2, 5);
        board.set(LeaseStatistic.ASSIGNED_ADDRESSES, 1, 4);
        board.set(LeaseStatistic.TOTAL_ADDRESSES, 1, 100);
        assertThat(value(ASSIGNED)).isEqualTo(9);
        assertThat(board.samples("total-addresses")).isNull();
        assertThat(value("subnet[1].total-addresses")).isEqualTo(100);
    }

    @Test
    void highSubnetIdsAreUnsigned() {
        board.add(LeaseStatistic.LEASE_REUSES, (int) 4294967294L, 1);
        assertThat(value("subnet[4294967294].v4-lease-reuses")).isEqualTo(1);
    }

    @Test
    void removedSubnetsLeaveTheServersGaugesButNotItsTotals() {
        board.set(LeaseStatistic.ASSIGNED_ADDRESSES, 1, 10);
        board.set(LeaseStatistic.ASSIGNED_ADDRESSES, 2, 5);
        board.set(LeaseStatistic.ASSIGNED_ADDRESSES, pool(2, 1), 5);
        board.add(LeaseStatistic.CUMULATIVE_ASSIGNED_ADDRESSES, 2, 50);
        board.retainSubnets(Set.of(1));
        assertThat(value(ASSIGNED)).isEqualTo(10);
        assertThat(value("cumulative-assigned-addresses")).isEqualTo(50);
        assertThat(board.samples("subnet[2].assigned-addresses")).isNull();
        assertThat(board.samples("subnet[2].pool[1].assigned-addresses")).isNull();
    }

    @Test
    void aCountLimitTrimsAndStays() {
        IntStream.rangeClosed(1, 10).forEach(_ -> board.add(PacketStatistic.SENT, 1));
        assertThat(board.limit("pkt4-sent", new SampleLimit.Count(3))).isTrue();
        assertThat(values("pkt4-sent")).containsExactly(10L, 9L, 8L);
        board.add(PacketStatistic.SENT, 1);
        assertThat(values("pkt4-sent")).containsExactly(11L, 10L, 9L);
        assertThat(board.limit("nonesuch", new SampleLimit.Count(3))).isFalse();
        assertThatThrownBy(() -> new SampleLimit.Count(0)).hasMessageContaining("at least one");
    }

    @Test
    void anAgeLimitIsMeasuredFromTheNewestSample() {
        board.limitAll(new SampleLimit.Age(Duration.ofSeconds(10)));
        for (int second = 0; second < 60; second++) {
            clock.now = clock.now.plusSeconds(1);
            board.add(PacketStatistic.SENT, 1);
        }
        assertThat(values("pkt4-sent")).hasSize(11).startsWith(60L).endsWith(50L);
        board.limitAll(new SampleLimit.Count(2));
        assertThat(values("pkt4-sent")).containsExactly(60L, 59L);
        board.add(LeaseStatistic.LEASE_REUSES, 1, 1);
        board.add(LeaseStatistic.LEASE_REUSES, 1, 1);
        assertThat(values("subnet[1].v4-lease-reuses")).containsExactly(2L, 1L);
    }

    @Test
    void theLimitOfNewStatisticsLeavesPresentOnesAlone() {
        board.limitNew(new SampleLimit.Count(1));
        board.add(PacketStatistic.SENT, 1);
        board.add(LeaseStatistic.LEASE_REUSES, 1, 1);
        assertThat(values("pkt4-sent")).containsExactly(1L, 0L);
        assertThat(values("subnet[1].v4-lease-reuses")).containsExactly(1L);
    }

    @Test
    void resettingForgetsTheSamples() {
        board.add(PacketStatistic.SENT, 4);
        board.add(PacketStatistic.RECEIVED, 4);
        assertThat(board.reset("pkt4-sent")).isTrue();
        assertThat(values("pkt4-sent")).containsExactly(0L);
        assertThat(value("pkt4-received")).isEqualTo(4);
        board.resetAll();
        assertThat(values("pkt4-received")).containsExactly(0L);
        assertThat(board.reset("subnet[1].nonesuch")).isFalse();
    }

    @Test
    void aRemovedStatisticComesBackWithItsNextChange() {
        assertThat(board.remove("pkt4-sent")).isTrue();
        assertThat(board.remove("pkt4-sent")).isFalse();
        assertThat(board.samples("pkt4-sent")).isNull();
        board.add(PacketStatistic.SENT, 2);
        assertThat(value("pkt4-sent")).isEqualTo(2);
        board.removeAll();
        assertThat(board.samples(false)).isEmpty();
    }

    @Test
    void listsTellServerWideFromTheRest() {
        board.show(1);
        board.show(pool(1, 0));
        board.show(pool(1, 5));
        assertThat(board.samples(true))
                .containsKeys("pkt4-received", ASSIGNED)
                .doesNotContainKey("subnet[1].assigned-addresses");
        assertThat(board.samples(false))
                .containsKeys(
                        "pkt4-received",
                        "subnet[1].total-addresses",
                        "subnet[1].v4-reservation-conflicts",
                        "subnet[1].pool[0].assigned-addresses",
                        "subnet[1].pool[5].reclaimed-leases")
                .doesNotContainKey("subnet[1].pool[5].v4-lease-reuses");
        assertThat(board.readings())
                .contains(new StatisticReading(new StatisticName("total-addresses", 1, PoolKind.POOL, 5), 0))
                .hasSize(board.samples(false).size());
    }

    private static PoolName pool(int subnetId, int poolId) {
        return new PoolName(subnetId, PoolKind.POOL, poolId);
    }

    @Test
    void theBoardOfDhcp6HasKeasNames() {
        StatisticBoard six = new StatisticBoard(Protocol.DHCP6, clock);
        six.show(1);
        six.show(pool(1, 0));
        six.show(new PoolName(1, PoolKind.PD_POOL, 3));
        six.addAll(LeaseStatistic.ASSIGNED_PDS, new PoolName(1, PoolKind.PD_POOL, 3), 2);
        six.addAll(LeaseStatistic.REGISTERED_NAS, pool(1, 0), 1);
        assertThat(six.samples(true))
                .containsKeys(
                        "pkt6-solicit-received",
                        "pkt6-infrequest-received",
                        "pkt6-addr-reg-reply-sent",
                        "assigned-nas",
                        "assigned-pds",
                        "cumulative-registered-nas",
                        "v6-allocation-fail-no-pools",
                        "v6-ia-pd-lease-reuses")
                .doesNotContainKeys("pkt4-received", "pkt6-discover-received", "total-nas", "registered-nas");
        assertThat(six.samples(false))
                .containsKeys(
                        "subnet[1].total-nas",
                        "subnet[1].total-pds",
                        "subnet[1].registered-nas",
                        "subnet[1].pool[0].declined-addresses",
                        "subnet[1].pd-pool[3].reclaimed-leases")
                .doesNotContainKeys(
                        "subnet[1].pd-pool[3].assigned-nas",
                        "subnet[1].pool[0].total-pds",
                        "subnet[1].pool[0].registered-nas",
                        "subnet[1].pd-pool[3].declined-addresses");
        assertThat(six.samples("assigned-pds").getFirst().value()).isEqualTo(2);
        assertThat(six.samples("subnet[1].pd-pool[3].assigned-pds").getFirst().value())
                .isEqualTo(2);
        assertThat(six.samples("subnet[1].registered-nas").getFirst().value()).isEqualTo(1);
    }

    @Test
    void manyThreadsLoseNothing() throws InterruptedException {
        List<Thread> threads = IntStream.range(0, 4)
                .mapToObj(_ -> Thread.ofPlatform().start(() -> {
                    for (int i = 0; i < 10_000; i++) {
                        board.add(LeaseStatistic.ASSIGNED_ADDRESSES, 1, 1);
                    }
                }))
                .toList();
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(value("subnet[1].assigned-addresses")).isEqualTo(40_000);
        assertThat(value(ASSIGNED)).isEqualTo(40_000);
    }

    private List<Long> values(String name) {
        List<Sample> samples = Objects.requireNonNull(board.samples(name), name);
        return samples.stream().map(Sample::value).toList();
    }

    private long value(String name) {
        return values(name).getFirst();
    }

    private static final class TurnedClock extends Clock {

        private Instant now = Instant.parse("2026-01-01T00:00:00Z");

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
