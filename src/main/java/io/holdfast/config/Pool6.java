package io.holdfast.config;

import io.holdfast.address.Ipv6Range;

/** Addresses of a subnet; see {@link Pool}. */
public record Pool6(int id, Ipv6Range range, OptionSet options, PoolPolicy policy) implements Pool {}
