package io.holdfast.config;

import io.holdfast.classify.ClassGuard;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whom a pool is for.
 *
 * @param names the pool's own policy for names, with what it inherits; absent: the subnet's
 */
public record PoolPolicy(
        ClassGuard guard,
        List<Integer> additionalClasses,
        @Nullable NamePolicy names) {

    public static final PoolPolicy STANDARD = new PoolPolicy(ClassGuard.NONE, List.of(), null);

    public PoolPolicy {
        additionalClasses = List.copyOf(additionalClasses);
    }
}
