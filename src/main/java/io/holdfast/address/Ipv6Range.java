package io.holdfast.address;

import java.math.BigInteger;

/** The addresses from {@code first} to {@code last}, both included. */
public record Ipv6Range(Ipv6Address first, Ipv6Address last) implements AddressRange {

    public Ipv6Range {
        if (first.compareTo(last) > 0) {
            throw new IllegalArgumentException("range ends before it begins: " + first + "-" + last);
        }
    }

    @Override
    public boolean contains(IpAddress address) {
        return first.compareTo(address) <= 0 && address.compareTo(last) <= 0;
    }

    public boolean overlaps(Ipv6Range other) {
        return first.compareTo(other.last) <= 0 && other.first.compareTo(last) <= 0;
    }

    @Override
    public BigInteger count() {
        return last.toNumber().subtract(first.toNumber()).add(BigInteger.ONE);
    }

    @Override
    public Ipv6Address at(BigInteger place) {
        return Ipv6Address.of(first.toNumber().add(place));
    }

    @Override
    public Ipv6Address after(IpAddress address) {
        return ((Ipv6Address) address).next();
    }

    @Override
    public Ipv6Address before(IpAddress address) {
        return ((Ipv6Address) address).minus(0, 1);
    }

    @Override
    public Ipv6Range part(IpAddress from, IpAddress to) {
        return new Ipv6Range((Ipv6Address) from, (Ipv6Address) to);
    }

    @Override
    public int length() {
        return 128;
    }

    @Override
    public String toString() {
        return first + "-" + last;
    }
}
