package io.holdfast.config;

import io.holdfast.address.Ipv4Range;

/** Addresses of a subnet; see {@link Pool}. */
public record Pool4(int id, Ipv4Range range, OptionSet options, PoolPolicy policy) implements Pool {}
