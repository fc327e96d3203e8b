package io.holdfast.address;

/** A network such as {@code 192.0.2.0/24}; no bit of {@code network} is set beyond {@code length}. */
public record Ipv4Prefix(Ipv4Address network, int length) {

    public Ipv4Prefix {
        if (length < 0 || length > 32) {
            throw new IllegalArgumentException("a prefix length is from 0 to 32, not " + length);
        }
        if ((network.bits() & ~maskBits(length)) != 0) {
            throw new IllegalArgumentException(
                    network + "/" + length + " has bits set beyond the prefix; the network is "
                            + new Ipv4Address(network.bits() & maskBits(length)) + "/" + length);
        }
    }

    /**
     * Reads {@code address/length}.
     *
     * @throws IllegalArgumentException saying what is wrong
     */
    public static Ipv4Prefix parse(String text) {
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
        return new Ipv4Prefix(Ipv4Address.parse(text.substring(0, slash)), length);
    }

    public Ipv4Address mask() {
        return new Ipv4Address(maskBits(length));
    }

    public Ipv4Range range() {
        return new Ipv4Range(network, new Ipv4Address(network.bits() | ~maskBits(length)));
    }

    public boolean contains(Ipv4Address address) {
        return (address.bits() & maskBits(length)) == network.bits();
    }

    @Override
    public String toString() {
        return network + "/" + length;
    }

    private static int maskBits(int length) {
        return length == 0 ? 0 : -1 << 32 - length;
    }
}
