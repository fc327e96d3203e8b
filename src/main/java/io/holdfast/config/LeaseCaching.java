package io.holdfast.config;

import org.jspecify.annotations.Nullable;

/**
 * When a renewal is answered by the lease as it stands, without writing it.
 *
 * @param threshold part of the lifetime that may have gone by; 0 for never
 * @param maxAge seconds that may have gone by at most; absent: no such bound
 */
public record LeaseCaching(double threshold, @Nullable Long maxAge) {

    public static final LeaseCaching OFF = new LeaseCaching(0, null);
}
