package io.holdfast.telemetry;

import java.util.Set;

/**
 * The counters of one protocol's server that the statistic-* commands show. Safe for many threads; callers on the packet
 * path add once per batch and counter, not once per packet.
 */
public interface Statistics {

    void add(PacketStatistic statistic, long amount);

    /** Adds to the subnet's counter and, where there is one, the server's. */
    void add(LeaseStatistic statistic, int subnetId, long amount);

    /** Adds to the pool's counter only, if pools of this kind have one. */
    void add(LeaseStatistic statistic, PoolName pool, long amount);

    /** Sets the subnet's counter; the server's changes by the difference. */
    void set(LeaseStatistic statistic, int subnetId, long value);

    /** Sets the pool's counter only, if pools of this kind have one. */
    void set(LeaseStatistic statistic, PoolName pool, long value);

    /** Adds to the pool's counter, the subnet's and the server's, as far as there are such. */
    default void addAll(LeaseStatistic statistic, PoolName pool, long amount) {
        if (amount != 0) {
            add(statistic, pool.subnetId(), amount);
            add(statistic, pool, amount);
        }
    }

    /** Forgets the counters of subnets and pools that are no longer configured. */
    void retainSubnets(Set<Integer> subnetIds);
}
