package io.holdfast.config;

import java.util.Map;

/**
 * When an address is pinged before it is offered (the feature {@code libdhcp_ping_check}).
 *
 * @param threads {@code ping-channel-threads}; 0: as many as there are lanes
 * @param ofSubnets for subnets that say something else, by their ids
 */
public record PingCheck(Terms global, int threads, Map<Integer, Terms> ofSubnets) {

    public PingCheck {
        ofSubnets = Map.copyOf(ofSubnets);
    }

    /**
     * @param requests echo requests without a reply after which the address is free
     * @param replyTimeoutMillis for each of them
     * @param clttSeconds a former owner is not made to wait within this time of its last transaction
     */
    public record Terms(boolean enabled, int requests, long replyTimeoutMillis, long clttSeconds) {}

    public Terms of(int subnetId) {
        return ofSubnets.getOrDefault(subnetId, global);
    }
}
