package io.holdfast.address;

import java.math.BigInteger;

/**
 * What a pool is made of, and parts of it: equally spaced addresses from {@code first} to {@code last}, both included. They
 * are a step of 1 apart, or, where they are the networks of prefixes to delegate, the size of such a prefix.
 */
public sealed interface AddressRange permits Ipv4Range, Ipv6Range, PrefixRange {

    IpAddress first();

    IpAddress last();

    /** How many there are, at least 1. */
    BigInteger count();

    /** The one {@code place} places after the first; 0 is the first. */
    IpAddress at(BigInteger place);

    /** Whether the address is one of them: a network that is no multiple of the step is not. */
    boolean contains(IpAddress address);

    /** The one after this one; the address must be one of them, and not the last. */
    IpAddress after(IpAddress address);

    /** The one before this one; the address must be one of them, and not the first. */
    IpAddress before(IpAddress address);

    /** Those from {@code from} to {@code to}, both of which must be among them. */
    AddressRange part(IpAddress from, IpAddress to);

    /** Significant bits of each: 32, 128, or the length of the prefixes. */
    int length();
}
