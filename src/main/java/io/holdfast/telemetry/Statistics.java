package io.holdfast.telemetry;

import java.util.Set;

/**
 * The counters that the statistic-* commands show. Safe for many threads; callers on the packet path add once per batch
 * and counter, not once per packet.
 */
public interface Statistics {

    void add(PacketStatistic statistic, long amount);

    /** Adds to the subnet's counter and, where there is one, the server's. */
    void add(LeaseStatistic statistic, int subnetId, long amount);

    /** Adds to the pool's counter only; {@code poolId} as configured, 0 for pools without an id. */
    void add(LeaseStatistic statistic, int subnetId, int poolId, long amount);

    /** Sets the subnet's counter; the server's changes by the difference. */
    void set(LeaseStatistic statistic, int subnetId, long value);

    /** Sets the pool's counter only. */
    void set(LeaseStatistic statistic, int subnetId, int poolId, long value);

    /** Adds what a change, or a batch of them, did to the leases of one pool; each amount may be zero or negative. */
    default void leases(
            int subnetId,
            int poolId,
            long assigned,
            long declined,
            long granted,
            long reclaimed,
            long reclaimedDeclined) {
        addBoth(LeaseStatistic.ASSIGNED_ADDRESSES, subnetId, poolId, assigned);
        addBoth(LeaseStatistic.DECLINED_ADDRESSES, subnetId, poolId, declined);
        addBoth(LeaseStatistic.CUMULATIVE_ASSIGNED_ADDRESSES, subnetId, poolId, granted);
        addBoth(LeaseStatistic.RECLAIMED_LEASES, subnetId, poolId, reclaimed);
        addBoth(LeaseStatistic.RECLAIMED_DECLINED_ADDRESSES, subnetId, poolId, reclaimedDeclined);
    }

    private void addBoth(LeaseStatistic statistic, int subnetId, int poolId, long amount) {
        if (amount != 0) {
            add(statistic, subnetId, amount);
            add(statistic, subnetId, poolId, amount);
        }
    }

    /** Forgets the counters of subnets and pools that are no longer configured. */
    void retainSubnets(Set<Integer> subnetIds);
}
