package io.holdfast.config;

import org.jspecify.annotations.Nullable;

/**
 * How T1 and T2 are found.
 *
 * @param renewTimer T1 as configured, seconds
 * @param rebindTimer T2 as configured, seconds
 * @param calculate compute what is not configured from the lifetime
 */
public record TeeTimes(
        @Nullable Long renewTimer, @Nullable Long rebindTimer, boolean calculate, double t1Percent, double t2Percent) {}
