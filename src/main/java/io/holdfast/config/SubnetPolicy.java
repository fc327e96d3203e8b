package io.holdfast.config;

import io.holdfast.classify.ClassGuard;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whom a subnet is for and how its clients are treated, in both protocols; with everything it inherits.
 *
 * @param network name of the shared network it belongs to; absent when it stands alone
 * @param guard whose packets can have this subnet; a shared network has one of its own
 * @param additionalClasses {@code evaluate-additional-classes} of the subnet itself
 * @param adaptiveThreshold part of a pool in use from which on lifetimes are the shortest; 1 for never
 */
public record SubnetPolicy(
        @Nullable String network,
        ClassGuard guard,
        List<Integer> additionalClasses,
        HostModes hosts,
        NamePolicy names,
        LeaseCaching caching,
        double adaptiveThreshold) {

    public static final SubnetPolicy STANDARD = new SubnetPolicy(
            null, ClassGuard.NONE, List.of(), HostModes.STANDARD, NamePolicy.STANDARD, LeaseCaching.OFF, 1);

    public SubnetPolicy {
        additionalClasses = List.copyOf(additionalClasses);
    }
}
