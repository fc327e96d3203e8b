package io.holdfast.engine;

import io.holdfast.address.IaType;
import org.jspecify.annotations.Nullable;

/**
 * A client asked for an address or a prefix and got none.
 *
 * @param subnetId an unsigned int
 * @param type what it asked for; absent for DHCPv4
 */
public record Failure(int subnetId, @Nullable IaType type, AllocationFailure reason) {}
