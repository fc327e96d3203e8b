package io.holdfast.lease;

import io.holdfast.address.IaType;
import org.jspecify.annotations.Nullable;

/**
 * How many leases a pool of a subnet has in a state.
 *
 * @param poolId 0 for pools without an id
 * @param type addresses or prefixes; absent for DHCPv4
 */
public record LeaseCount(int subnetId, int poolId, @Nullable IaType type, LeaseState state, long leases) {}
