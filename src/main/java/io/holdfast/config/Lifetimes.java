package io.holdfast.config;

import org.jspecify.annotations.Nullable;

/** Bounds of a lease's valid lifetime, seconds, 0 to 4294967295 (infinite). */
public record Lifetimes(long min, long normal, long max) {

    /** What a client gets that wishes {@code requested} seconds (absent: no wish). */
    public long grant(@Nullable Long requested) {
        return requested == null ? normal : Math.min(Math.max(requested, min), max);
    }
}
