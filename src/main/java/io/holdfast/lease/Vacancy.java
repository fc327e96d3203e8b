package io.holdfast.lease;

import io.holdfast.address.Ipv4Address;
import org.jspecify.annotations.Nullable;

/** An address that can be granted; {@code former} is its row when it has one: what a grant must name as expected. */
public record Vacancy(Ipv4Address address, @Nullable Lease4 former) {}
