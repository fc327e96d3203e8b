package io.holdfast.address;

import java.math.BigInteger;

/** The addresses from {@code first} to {@code last}, both included. */
public record Ipv4Range(Ipv4Address first, Ipv4Address last) implements AddressRange {

    public Ipv4Range {
        if (first.compareTo(last) > 0) {
            throw new IllegalArgumentException("range ends before it begins: " + first + "-" + last);
        }
    }

    @Override
    public boolean contains(IpAddress address) {
        return first.compareTo(address) <= 0 && address.compareTo(last) <= 0;
    }

    public boolean overlaps(Ipv4Range other) {
        return first.compareTo(other.last) <= 0 && other.first.compareTo(last) <= 0;
    }

    /** How many addresses, 1 to 2^32. */
    public long size() {
        return last.toUnsigned() - first.toUnsigned() + 1;
    }

    /** The address {@code offset} places after the first. */
    public Ipv4Address at(long offset) {
        return Ipv4Address.ofUnsigned(first.toUnsigned() + offset);
    }

    @Override
    public BigInteger count() {
        return BigInteger.valueOf(size());
    }

    @Override
    public Ipv4Address at(BigInteger place) {
        return at(place.longValueExact());
    }

    @Override
    public Ipv4Address after(IpAddress address) {
        return ((Ipv4Address) address).next();
    }

    @Override
    public Ipv4Address before(IpAddress address) {
        return new Ipv4Address(((Ipv4Address) address).bits() - 1);
    }

    @Override
    public Ipv4Range part(IpAddress from, IpAddress to) {
        return new Ipv4Range((Ipv4Address) from, (Ipv4Address) to);
    }

    @Override
    public int length() {
        return 32;
    }

    @Override
    public String toString() {
        return first + "-" + last;
    }
}
