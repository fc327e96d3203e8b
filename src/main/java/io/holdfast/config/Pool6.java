package io.holdfast.config;

import io.holdfast.address.Ipv6Range;

/**
 * Addresses of a subnet that may be given to anybody.
 *
 * @param id 0 when not configured
 */
public record Pool6(int id, Ipv6Range range, OptionSet options) {}
