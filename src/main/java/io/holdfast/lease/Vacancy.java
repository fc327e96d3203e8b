package io.holdfast.lease;

import io.holdfast.address.IpAddress;
import org.jspecify.annotations.Nullable;

/** An address that can be granted; {@code former} is its row when it has one: what a grant must name as expected. */
public record Vacancy(IpAddress address, @Nullable Lease former) {}
