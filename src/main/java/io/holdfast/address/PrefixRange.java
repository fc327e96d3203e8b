package io.holdfast.address;

import java.math.BigInteger;

/**
 * Prefixes of one length to be delegated, by their networks: one behind the other from {@code first} to {@code last}, both
 * included.
 */
public record PrefixRange(Ipv6Address first, Ipv6Address last, int length) implements AddressRange {

    /** @throws IllegalArgumentException when a network has bits set beyond the length */
    public PrefixRange {
        new Ipv6Prefix(first, length);
        new Ipv6Prefix(last, length);
        if (first.compareTo(last) > 0) {
            throw new IllegalArgumentException("range ends before it begins: " + first + "-" + last + "/" + length);
        }
    }

    /** All prefixes of {@code delegatedLength} that lie in {@code whole}. */
    public static PrefixRange of(Ipv6Prefix whole, int delegatedLength) {
        if (delegatedLength < whole.length()) {
            throw new IllegalArgumentException("prefixes of length " + delegatedLength + " do not fit into " + whole);
        }
        Ipv6Address end = whole.range().last();
        return new PrefixRange(
                whole.network(), Ipv6Prefix.around(end, delegatedLength).network(), delegatedLength);
    }

    public Ipv6Prefix prefix(Ipv6Address network) {
        return new Ipv6Prefix(network, length);
    }

    @Override
    public boolean contains(IpAddress address) {
        return address instanceof Ipv6Address network
                && first.compareTo(network) <= 0
                && network.compareTo(last) <= 0
                && Ipv6Prefix.around(network, length).network().equals(network);
    }

    @Override
    public BigInteger count() {
        return last.toNumber()
                .subtract(first.toNumber())
                .shiftRight(128 - length)
                .add(BigInteger.ONE);
    }

    @Override
    public Ipv6Address at(BigInteger place) {
        return Ipv6Address.of(first.toNumber().add(place.shiftLeft(128 - length)));
    }

    @Override
    public Ipv6Address after(IpAddress address) {
        return ((Ipv6Address) address).plus(stepHigh(), stepLow());
    }

    @Override
    public Ipv6Address before(IpAddress address) {
        return ((Ipv6Address) address).minus(stepHigh(), stepLow());
    }

    @Override
    public PrefixRange part(IpAddress from, IpAddress to) {
        return new PrefixRange((Ipv6Address) from, (Ipv6Address) to, length);
    }

    @Override
    public String toString() {
        return first + "-" + last + "/" + length;
    }

    private long stepHigh() {
        return length >= 1 && length <= 64 ? 1L << 64 - length : 0;
    }

    private long stepLow() {
        return length > 64 ? 1L << 128 - length : 0;
    }
}
