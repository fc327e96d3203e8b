package io.holdfast.app;

import io.holdfast.address.AddressRange;
import io.holdfast.address.IaType;
import io.holdfast.config.ServerConfig;
import io.holdfast.config.ServerConfig4;
import io.holdfast.config.ServerConfig6;
import io.holdfast.config.Subnet;
import io.holdfast.config.Subnet4;
import io.holdfast.config.Subnet6;
import io.holdfast.lease.LeaseCount;
import io.holdfast.lease.LeaseStore;
import io.holdfast.telemetry.LeaseStatistic;
import io.holdfast.telemetry.PoolKind;
import io.holdfast.telemetry.PoolName;
import io.holdfast.telemetry.SampleLimit;
import io.holdfast.telemetry.StatisticBoard;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Sets the statistics of leases to what the store holds: at the start, after a reconfiguration and after an outage, because
 * other servers may have worked on it meanwhile. Declined leases count as assigned, too.
 */
final class LeaseTotals {

    /** Statistics hold no more; IPv6 has pools that are larger. */
    private static final BigInteger MOST = BigInteger.valueOf(Long.MAX_VALUE);

    /** What one configured pool is called, and how large it is. */
    private record Size(LeaseStatistic statistic, PoolName pool, BigInteger size) {}

    private final StatisticBoard board;
    private SampleLimit samples = SampleLimit.DEFAULT;

    LeaseTotals(StatisticBoard board) {
        this.board = board;
    }

    /** Drops what is not configured any longer, and shows the sizes of all pools. */
    void configured(ServerConfig config) {
        limitSamples(config);
        show(config, config.subnets());
        board.retainSubnets(Set.copyOf(ids(config)));
    }

    /**
     * The same after a configuration that differs only in subnets: those that are as they were stay untouched.
     *
     * @return those whose leases have to be counted, because they are new or have other pools
     */
    List<Subnet> amended(ServerConfig former, ServerConfig next) {
        Set<Integer> gone = new HashSet<>(ids(former));
        List<Subnet> changed = new ArrayList<>();
        for (Subnet subnet : next.subnets()) {
            gone.remove(subnet.id());
            Subnet before = former.subnets().withId(subnet.id());
            if (before == null || !sizes(before).equals(sizes(subnet))) {
                changed.add(subnet);
            }
        }
        show(next, changed);
        if (!gone.isEmpty()) {
            board.retainSubnets(Set.copyOf(ids(next)));
        }
        return changed;
    }

    private static List<Integer> ids(ServerConfig config) {
        return config.subnets().stream().map(Subnet::id).toList();
    }

    private void show(ServerConfig config, List<? extends Subnet> subnets) {
        subnets.forEach(subnet -> board.show(subnet.id()));
        Map<PoolName, BigInteger> ofPools = new HashMap<>();
        Map<LeaseStatistic, Map<Integer, BigInteger>> ofSubnets = new HashMap<>();
        for (Size size : sizes(subnets)) {
            board.show(size.pool());
            BigInteger sum = ofPools.merge(size.pool(), size.size(), BigInteger::add);
            board.set(size.statistic(), size.pool(), clamped(sum));
            ofSubnets
                    .computeIfAbsent(size.statistic(), _ -> new HashMap<>())
                    .merge(size.pool().subnetId(), size.size(), BigInteger::add);
        }
        for (Subnet subnet : subnets) {
            totals(config)
                    .forEach(statistic -> board.set(
                            statistic,
                            subnet.id(),
                            clamped(ofSubnets
                                    .getOrDefault(statistic, Map.of())
                                    .getOrDefault(subnet.id(), BigInteger.ZERO))));
        }
    }

    private static List<LeaseStatistic> totals(ServerConfig config) {
        return switch (config) {
            case ServerConfig4 _ -> List.of(LeaseStatistic.TOTAL_ADDRESSES);
            case ServerConfig6 _ -> List.of(LeaseStatistic.TOTAL_NAS, LeaseStatistic.TOTAL_PDS);
        };
    }

    private static List<Size> sizes(List<? extends Subnet> subnets) {
        return subnets.stream().flatMap(subnet -> sizes(subnet).stream()).toList();
    }

    private static List<Size> sizes(Subnet subnet) {
        List<Size> sizes = new ArrayList<>();
        switch (subnet) {
            case Subnet4 four ->
                four.pools()
                        .forEach(pool -> sizes.add(
                                size(LeaseStatistic.TOTAL_ADDRESSES, four, PoolKind.POOL, pool.id(), pool.range())));
            case Subnet6 six -> {
                six.pools()
                        .forEach(pool ->
                                sizes.add(size(LeaseStatistic.TOTAL_NAS, six, PoolKind.POOL, pool.id(), pool.range())));
                six.pdPools()
                        .forEach(pool -> sizes.add(
                                size(LeaseStatistic.TOTAL_PDS, six, PoolKind.PD_POOL, pool.id(), pool.range())));
            }
        }
        return sizes;
    }

    private static Size size(LeaseStatistic statistic, Subnet subnet, PoolKind kind, int poolId, AddressRange range) {
        return new Size(statistic, new PoolName(subnet.id(), kind, poolId), range.count());
    }

    private static long clamped(BigInteger number) {
        return number.min(MOST).longValue();
    }

    /** A count of 0 means that the age decides, as in Kea. */
    private void limitSamples(ServerConfig config) {
        SampleLimit limit = config.statisticSampleCount() > 0
                ? new SampleLimit.Count(config.statisticSampleCount())
                : new SampleLimit.Age(Duration.ofSeconds(config.statisticSampleAge()));
        if (!limit.equals(samples)) {
            samples = limit;
            board.limitNew(limit);
            board.limitAll(limit);
        }
    }

    /** Counts all leases anew. */
    void recount(ServerConfig config, LeaseStore store) {
        set(config, config.subnets(), store.count());
    }

    /** Counts those of some of its subnets anew. */
    void recount(ServerConfig config, List<Subnet> subnets, LeaseStore store) {
        set(config, subnets, store.count(subnets.stream().map(Subnet::id).collect(Collectors.toSet())));
    }

    private void set(ServerConfig config, List<? extends Subnet> subnets, List<LeaseCount> leases) {
        Map<LeaseStatistic, Map<PoolName, Long>> counts = new HashMap<>();
        for (LeaseCount count : leases) {
            PoolKind kind = count.type() == IaType.PD ? PoolKind.PD_POOL : PoolKind.POOL;
            PoolName pool = new PoolName(count.subnetId(), kind, count.poolId());
            for (LeaseStatistic statistic : counted(count)) {
                counts.computeIfAbsent(statistic, _ -> new HashMap<>()).merge(pool, count.leases(), Long::sum);
            }
        }
        gauges(config).forEach(statistic -> set(subnets, statistic, counts.getOrDefault(statistic, Map.of())));
    }

    private static List<LeaseStatistic> gauges(ServerConfig config) {
        return switch (config) {
            case ServerConfig4 _ -> List.of(LeaseStatistic.ASSIGNED_ADDRESSES, LeaseStatistic.DECLINED_ADDRESSES);
            case ServerConfig6 _ ->
                List.of(
                        LeaseStatistic.ASSIGNED_NAS,
                        LeaseStatistic.ASSIGNED_PDS,
                        LeaseStatistic.DECLINED_ADDRESSES,
                        LeaseStatistic.REGISTERED_NAS);
        };
    }

    private static List<LeaseStatistic> counted(LeaseCount count) {
        LeaseStatistic assigned = switch (count.type()) {
            case null -> LeaseStatistic.ASSIGNED_ADDRESSES;
            case NA -> LeaseStatistic.ASSIGNED_NAS;
            case PD -> LeaseStatistic.ASSIGNED_PDS;
        };
        return switch (count.state()) {
            case DEFAULT -> List.of(assigned);
            case DECLINED -> List.of(assigned, LeaseStatistic.DECLINED_ADDRESSES);
            case REGISTERED -> List.of(LeaseStatistic.REGISTERED_NAS);
            case EXPIRED_RECLAIMED, RELEASED -> List.of();
        };
    }

    private void set(List<? extends Subnet> subnets, LeaseStatistic statistic, Map<PoolName, Long> counts) {
        // No lane works meanwhile: once over the counts, not once for each subnet.
        Map<Integer, Long> ofSubnets = new HashMap<>();
        counts.forEach((pool, leases) -> ofSubnets.merge(pool.subnetId(), leases, Long::sum));
        for (Subnet subnet : subnets) {
            board.set(statistic, subnet.id(), ofSubnets.getOrDefault(subnet.id(), 0L));
        }
        for (Size size : sizes(subnets)) {
            board.set(statistic, size.pool(), counts.getOrDefault(size.pool(), 0L));
        }
    }
}
