package io.holdfast.lease;

/** How many leases a pool of a subnet has in a state; {@code poolId} is 0 for pools without an id. */
public record LeaseCount(int subnetId, int poolId, LeaseState state, long leases) {}
