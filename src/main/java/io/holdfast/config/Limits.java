package io.holdfast.config;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How many leases, and how many packets in a time, classes and subnets may have (the feature {@code libdhcp_limits}).
 *
 * @param ofClasses by the number of the class
 * @param ofSubnets by the id of the subnet
 */
public record Limits(Map<Integer, Limit> ofClasses, Map<Integer, Limit> ofSubnets) {

    public Limits {
        ofClasses = Map.copyOf(ofClasses);
        ofSubnets = Map.copyOf(ofSubnets);
    }

    /**
     * @param addresses at most so many leases of addresses; absent: without limit; prefixes and rate likewise
     */
    public record Limit(
            @Nullable Long addresses,
            @Nullable Long prefixes,
            @Nullable Rate rate) {}

    /** At most so many packets in so many seconds; 0 for none at all. */
    public record Rate(long packets, long seconds) {}
}
