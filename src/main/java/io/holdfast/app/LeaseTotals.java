package io.holdfast.app;

import io.holdfast.config.Pool4;
import io.holdfast.config.ServerConfig4;
import io.holdfast.config.Subnet4;
import io.holdfast.lease.LeaseCount;
import io.holdfast.lease.LeaseState;
import io.holdfast.lease.LeaseStore;
import io.holdfast.telemetry.LeaseStatistic;
import io.holdfast.telemetry.SampleLimit;
import io.holdfast.telemetry.StatisticBoard;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Sets the statistics of leases to what the store holds: at the start, after a reconfiguration and after an outage, because
 * other servers may have worked on it meanwhile. Declined leases count as assigned, too.
 */
final class LeaseTotals {

    private record PoolKey(int subnetId, int poolId) {}

    private final StatisticBoard board;
    private SampleLimit samples = SampleLimit.DEFAULT;

    LeaseTotals(StatisticBoard board) {
        this.board = board;
    }

    /** Drops what is not configured any longer, and shows the sizes of all pools. */
    void configured(ServerConfig4 config) {
        limitSamples(config);
        Set<Integer> ids = new HashSet<>();
        for (Subnet4 subnet : config.subnets()) {
            ids.add(subnet.id());
            board.show(subnet.id(), subnet.pools().stream().map(Pool4::id).toList());
            Map<Integer, Long> sizes = new HashMap<>();
            subnet.pools().forEach(pool -> sizes.merge(pool.id(), pool.range().size(), Long::sum));
            sizes.forEach((pool, size) -> board.set(LeaseStatistic.TOTAL_ADDRESSES, subnet.id(), pool, size));
            board.set(
                    LeaseStatistic.TOTAL_ADDRESSES,
                    subnet.id(),
                    sizes.values().stream().mapToLong(Long::longValue).sum());
        }
        board.retainSubnets(ids);
    }

    /** A count of 0 means that the age decides, as in Kea. */
    private void limitSamples(ServerConfig4 config) {
        SampleLimit limit = config.statisticSampleCount() > 0
                ? new SampleLimit.Count(config.statisticSampleCount())
                : new SampleLimit.Age(Duration.ofSeconds(config.statisticSampleAge()));
        if (!limit.equals(samples)) {
            samples = limit;
            board.limitNew(limit);
            board.limitAll(limit);
        }
    }

    /** Counts the leases anew. */
    void recount(ServerConfig4 config, LeaseStore store) {
        Map<PoolKey, Long> assigned = new HashMap<>();
        Map<PoolKey, Long> declined = new HashMap<>();
        for (LeaseCount count : store.count()) {
            PoolKey key = new PoolKey(count.subnetId(), count.poolId());
            if (count.state() == LeaseState.DEFAULT || count.state() == LeaseState.DECLINED) {
                assigned.merge(key, count.leases(), Long::sum);
            }
            if (count.state() == LeaseState.DECLINED) {
                declined.merge(key, count.leases(), Long::sum);
            }
        }
        set(config, LeaseStatistic.ASSIGNED_ADDRESSES, assigned);
        set(config, LeaseStatistic.DECLINED_ADDRESSES, declined);
    }

    private void set(ServerConfig4 config, LeaseStatistic statistic, Map<PoolKey, Long> counts) {
        for (Subnet4 subnet : config.subnets()) {
            long sum = counts.entrySet().stream()
                    .filter(entry -> entry.getKey().subnetId() == subnet.id())
                    .mapToLong(Map.Entry::getValue)
                    .sum();
            board.set(statistic, subnet.id(), sum);
            for (Pool4 pool : subnet.pools()) {
                board.set(
                        statistic,
                        subnet.id(),
                        pool.id(),
                        counts.getOrDefault(new PoolKey(subnet.id(), pool.id()), 0L));
            }
        }
    }
}
