package io.holdfast.allocate;

import io.holdfast.address.IaType;
import org.jspecify.annotations.Nullable;

/**
 * Which pools an address is picked from: those of a subnet.
 *
 * @param type those of addresses or those of prefixes; absent for DHCPv4
 */
public record PoolSet(int subnetId, @Nullable IaType type) {

    /** Those of a DHCPv4 subnet. */
    public static PoolSet of(int subnetId) {
        return new PoolSet(subnetId, null);
    }
}
