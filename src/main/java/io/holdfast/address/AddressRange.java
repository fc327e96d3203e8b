package io.holdfast.address;

import java.math.BigInteger;

/**
 * What a pool is made of, and parts of it: equally spaced addresses from {@code first} to {@code last}, both included. They
 * are a step of 1 apart, or, where they are the networks of prefixes to delegate, the size of such a prefix.
 */
public sealed interface AddressRange permits Ipv4Range, Ipv6Range, PrefixRange {

    /**
     * The addresses of a range written {@code first-last} or {@code address/length}, without blanks.
     *
     * @throws IllegalArgumentException saying what is wrong
     */
    static AddressRange parse(Protocol protocol, String text) {
        if (text.indexOf('/') >= 0) {
            return switch (protocol) {
                case DHCP4 -> Ipv4Prefix.parse(text).range();
                case DHCP6 -> Ipv6Prefix.parse(text).range();
            };
        }
        int hyphen = text.indexOf('-');
        if (hyphen < 0) {
            throw new IllegalArgumentException("'" + text + "' is neither first-last nor address/length");
        }
        String first = text.substring(0, hyphen);
        String last = text.substring(hyphen + 1);
        return switch (protocol) {
            case DHCP4 -> new Ipv4Range(Ipv4Address.parse(first), Ipv4Address.parse(last));
            case DHCP6 -> new Ipv6Range(Ipv6Address.parse(first), Ipv6Address.parse(last));
        };
    }

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
