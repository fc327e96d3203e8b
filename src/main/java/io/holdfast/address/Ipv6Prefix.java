package io.holdfast.address;

/** A network such as {@code 2001:db8::/32}; no bit of {@code network} is set beyond {@code length}. */
public record Ipv6Prefix(Ipv6Address network, int length) {

    public Ipv6Prefix {
        if (length < 0 || length > 128) {
            throw new IllegalArgumentException("a prefix length is from 0 to 128, not " + length);
        }
        Ipv6Address masked = masked(network, length);
        if (!masked.equals(network)) {
            throw new IllegalArgumentException(network + "/" + length
                    + " has bits set beyond the prefix; the network is " + masked + "/" + length);
        }
    }

    /**
     * Reads {@code address/length}.
     *
     * @throws IllegalArgumentException saying what is wrong
     */
    public static Ipv6Prefix parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            throw new IllegalArgumentException("not a prefix (address/length): '" + text + "'");
        }
        int length;
        try {
            length = Integer.parseInt(text, slash + 1, text.length(), 10);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("not a prefix (address/length): '" + text + "'", e);
        }
        return new Ipv6Prefix(Ipv6Address.parse(text.substring(0, slash)), length);
    }

    /** The prefix of this length that holds the address. */
    public static Ipv6Prefix around(Ipv6Address address, int length) {
        return new Ipv6Prefix(masked(address, length), length);
    }

    public Ipv6Range range() {
        return new Ipv6Range(
                network, new Ipv6Address(network.high() | ~highMask(length), network.low() | ~lowMask(length)));
    }

    public boolean contains(Ipv6Address address) {
        return masked(address, length).equals(network);
    }

    /** Whether the other lies inside this one, or is the same. */
    public boolean contains(Ipv6Prefix other) {
        return other.length >= length && contains(other.network);
    }

    @Override
    public String toString() {
        return network + "/" + length;
    }

    private static Ipv6Address masked(Ipv6Address address, int length) {
        return new Ipv6Address(address.high() & highMask(length), address.low() & lowMask(length));
    }

    private static long highMask(int length) {
        return length == 0 ? 0 : length >= 64 ? -1 : -1L << 64 - length;
    }

    private static long lowMask(int length) {
        return length <= 64 ? 0 : -1L << 128 - length;
    }
}
