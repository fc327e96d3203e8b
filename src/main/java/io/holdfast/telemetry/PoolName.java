package io.holdfast.telemetry;

/**
 * Which pools are counted together: those of one kind in a subnet that have one id.
 *
 * @param subnetId an unsigned int
 * @param poolId an unsigned int as configured; 0 for pools without one
 */
public record PoolName(int subnetId, PoolKind kind, int poolId) {}
