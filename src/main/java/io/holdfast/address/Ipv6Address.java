package io.holdfast.address;

import java.math.BigInteger;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;

/** An IPv6 address as its upper and lower 64 bits in network order. Ordered as unsigned numbers. */
public record Ipv6Address(long high, long low) implements IpAddress {

    public static final Ipv6Address UNSPECIFIED = new Ipv6Address(0, 0);

    public static final int BYTES = 16;

    private static final int GROUPS = 8;
    private static final long MAPPED_IPV4 = 0xffffL << 32;

    /**
     * Reads the text forms of RFC 4291 §2.2; a zone is refused.
     *
     * @throws IllegalArgumentException naming the text
     */
    public static Ipv6Address parse(String text) {
        if (text.indexOf(':') < 0 || text.indexOf('%') >= 0 || text.indexOf('[') >= 0) {
            throw new IllegalArgumentException("not an IPv6 address: '" + text + "'");
        }
        try {
            InetAddress address = Inet6Address.ofLiteral(text);
            byte[] bytes = address.getAddress();
            return bytes.length == BYTES
                    ? of(bytes)
                    : new Ipv6Address(0, MAPPED_IPV4 | Ipv4Address.of(bytes).toUnsigned());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("not an IPv6 address: '" + text + "'", e);
        }
    }

    /** The address held in sixteen bytes, most significant first. */
    public static Ipv6Address of(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("an IPv6 address has 16 bytes, not " + bytes.length);
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return new Ipv6Address(buffer.getLong(), buffer.getLong());
    }

    @Override
    public byte[] toBytes() {
        return ByteBuffer.allocate(BYTES).putLong(high).putLong(low).array();
    }

    /** The address with this number, 0 to 2^128 - 1. */
    public static Ipv6Address of(BigInteger number) {
        if (number.signum() < 0 || number.bitLength() > 128) {
            throw new IllegalArgumentException("not an unsigned 128-bit number: " + number);
        }
        return new Ipv6Address(number.shiftRight(64).longValue(), number.longValue());
    }

    /** The 128 bits as an unsigned number. */
    public BigInteger toNumber() {
        return new BigInteger(1, toBytes());
    }

    @Override
    public boolean isUnspecified() {
        return high == 0 && low == 0;
    }

    /** fe80::/10 (RFC 4291 §2.5.6). */
    public boolean isLinkLocal() {
        return high >>> 54 == 0xfe80L >>> 6;
    }

    /** ff00::/8 (RFC 4291 §2.7). */
    public boolean isMulticast() {
        return high >>> 56 == 0xff;
    }

    @Override
    public Ipv6Address next() {
        return plus(0, 1);
    }

    /** This address and a 128-bit number added, modulo 2^128. */
    Ipv6Address plus(long addHigh, long addLow) {
        long sum = low + addLow;
        long carry = Long.compareUnsigned(sum, low) < 0 ? 1 : 0;
        return new Ipv6Address(high + addHigh + carry, sum);
    }

    /** A 128-bit number taken away from this address, modulo 2^128. */
    Ipv6Address minus(long takeHigh, long takeLow) {
        long borrow = Long.compareUnsigned(low, takeLow) < 0 ? 1 : 0;
        return new Ipv6Address(high - takeHigh - borrow, low - takeLow);
    }

    @Override
    public int compareTo(IpAddress other) {
        if (!(other instanceof Ipv6Address(long otherHigh, long otherLow))) {
            return 1;
        }
        int byHigh = Long.compareUnsigned(high, otherHigh);
        return byHigh != 0 ? byHigh : Long.compareUnsigned(low, otherLow);
    }

    /** As RFC 5952 wants it: lower case, the longest run of two or more zero groups left out. */
    @Override
    public String toString() {
        int bestStart = -1;
        int bestLength = 1;
        for (int start = 0; start < GROUPS; start++) {
            int length = 0;
            while (start + length < GROUPS && group(start + length) == 0) {
                length++;
            }
            if (length > bestLength) {
                bestStart = start;
                bestLength = length;
            }
        }
        StringBuilder text = new StringBuilder(39);
        for (int i = 0; i < GROUPS; i++) {
            if (i == bestStart) {
                text.append("::");
                i += bestLength - 1;
            } else {
                text.append(text.isEmpty() || text.charAt(text.length() - 1) == ':' ? "" : ":")
                        .append(Integer.toHexString(group(i)));
            }
        }
        return text.toString();
    }

    private int group(int index) {
        long half = index < GROUPS / 2 ? high : low;
        return (int) (half >>> 48 - index % 4 * 16) & 0xffff;
    }
}
