package io.holdfast.config;

import io.holdfast.address.Ipv4Range;

/**
 * Addresses of a subnet that may be given to anybody.
 *
 * @param id 0 when not configured
 */
public record Pool4(int id, Ipv4Range range, OptionSet options) {}
