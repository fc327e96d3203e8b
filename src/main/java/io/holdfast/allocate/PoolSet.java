package io.holdfast.allocate;

import io.holdfast.address.IaType;
import org.jspecify.annotations.Nullable;

/**
 * Which pools an address is picked from: those of a subnet that have addresses, or those that have prefixes of one length.
 *
 * @param type addresses or prefixes; absent for DHCPv4
 * @param length of each in bits, 32 or 128 for addresses
 */
public record PoolSet(int subnetId, @Nullable IaType type, int length) {

    /** Those of a DHCPv4 subnet. */
    public static PoolSet of(int subnetId) {
        return new PoolSet(subnetId, null, 32);
    }

    /** The addresses of a DHCPv6 subnet. */
    public static PoolSet addresses(int subnetId) {
        return new PoolSet(subnetId, IaType.NA, 128);
    }

    /** The prefixes of this length that a DHCPv6 subnet delegates. */
    public static PoolSet prefixes(int subnetId, int length) {
        return new PoolSet(subnetId, IaType.PD, length);
    }
}
