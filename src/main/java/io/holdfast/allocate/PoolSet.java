package io.holdfast.allocate;

import io.holdfast.address.IaType;
import io.holdfast.lease.Lease;
import io.holdfast.lease.Lease4;
import io.holdfast.lease.Lease6;
import org.jspecify.annotations.Nullable;

/**
 * Which pools an address is picked from: those of a subnet that have addresses, or those that have prefixes of one length,
 * as far as they are for the same clients.
 *
 * @param type addresses or prefixes; absent for DHCPv4
 * @param length of each in bits, 32 or 128 for addresses
 * @param group of {@link io.holdfast.config.PoolGroups}. It counts only when an address is picked: where an address is
 *     named, that says in which pool it is.
 */
public record PoolSet(int subnetId, @Nullable IaType type, int length, int group) {

    /** Those of a DHCPv4 subnet. */
    public static PoolSet of(int subnetId) {
        return new PoolSet(subnetId, null, 32, 0);
    }

    /** The addresses of a DHCPv6 subnet. */
    public static PoolSet addresses(int subnetId) {
        return new PoolSet(subnetId, IaType.NA, 128, 0);
    }

    /** The prefixes of this length that a DHCPv6 subnet delegates. */
    public static PoolSet prefixes(int subnetId, int length) {
        return new PoolSet(subnetId, IaType.PD, length, 0);
    }

    /** Those that a lease is from, if it is from pools. */
    public static PoolSet of(Lease lease) {
        return switch (lease) {
            case Lease4 four -> of(four.subnetId());
            case Lease6 six -> new PoolSet(six.subnetId(), six.type(), six.prefixLength(), 0);
        };
    }

    /** Those of the same subnet and kind that are for other clients. */
    public PoolSet inGroup(int other) {
        return other == group ? this : new PoolSet(subnetId, type, length, other);
    }
}
