package io.holdfast.telemetry;

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

    /** Forgets the counters of subnets and pools that are no longer configured. */
    void retainSubnets(java.util.Set<Integer> subnetIds);
}
