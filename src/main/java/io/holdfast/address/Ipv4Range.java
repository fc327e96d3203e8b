package io.holdfast.address;

/** The addresses from {@code first} to {@code last}, both included. */
public record Ipv4Range(Ipv4Address first, Ipv4Address last) {

    public Ipv4Range {
        if (first.compareTo(last) > 0) {
            throw new IllegalArgumentException("range ends before it begins: " + first + "-" + last);
        }
    }

    public boolean contains(Ipv4Address address) {
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
    public String toString() {
        return first + "-" + last;
    }
}
