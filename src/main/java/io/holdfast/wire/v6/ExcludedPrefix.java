package io.holdfast.wire.v6;

import io.holdfast.address.Ipv6Address;
import io.holdfast.address.Ipv6Prefix;
import io.holdfast.wire.MalformedPacketException;
import io.holdfast.wire.PacketReader;
import io.holdfast.wire.PacketWriter;

/**
 * The payload of option 67 (RFC 6603 §4.2): the excluded prefix's length, then those of its bits that the delegated
 * prefix does not have, beginning with the highest bit of a byte, and zeros up to the end of the last byte.
 */
final class ExcludedPrefix {

    private static final int MAX_BITS = 128;

    private ExcludedPrefix() {}

    static void write(PacketWriter out, Ipv6Prefix delegated, Ipv6Prefix excluded) {
        if (excluded.length() <= delegated.length() || !delegated.contains(excluded)) {
            throw new IllegalArgumentException(excluded + " is not a part of " + delegated);
        }
        byte[] subnet = shiftLeft(excluded.network(), delegated.length()).toBytes();
        out.u8(excluded.length()).bytes(subnet, 0, subnetBytes(delegated.length(), excluded.length()));
    }

    static Ipv6Prefix read(PacketReader in, Ipv6Prefix delegated) throws MalformedPacketException {
        int length = in.u8("length of an excluded prefix");
        if (length <= delegated.length() || length > MAX_BITS) {
            throw new MalformedPacketException("the length of an excluded prefix at offset " + (in.position() - 1)
                    + " is " + length + ", not one from " + (delegated.length() + 1) + " to 128, inside of "
                    + delegated);
        }
        int count = subnetBytes(delegated.length(), length);
        byte[] subnet = new byte[Ipv6Address.BYTES];
        System.arraycopy(in.bytes(count, "subnet id of an excluded prefix"), 0, subnet, 0, count);
        in.finish("excluded prefix");
        Ipv6Address below = shiftRight(Ipv6Address.of(subnet), delegated.length());
        Ipv6Address network = delegated.network();
        return Ipv6Prefix.around(new Ipv6Address(network.high() | below.high(), network.low() | below.low()), length);
    }

    private static int subnetBytes(int delegatedLength, int excludedLength) {
        return (excludedLength - delegatedLength - 1) / 8 + 1;
    }

    /** {@code bits} is from 0 to 127. */
    private static Ipv6Address shiftLeft(Ipv6Address address, int bits) {
        if (bits == 0) {
            return address;
        }
        return bits >= Long.SIZE
                ? new Ipv6Address(address.low() << bits - Long.SIZE, 0)
                : new Ipv6Address(address.high() << bits | address.low() >>> Long.SIZE - bits, address.low() << bits);
    }

    /** {@code bits} is from 0 to 127. */
    private static Ipv6Address shiftRight(Ipv6Address address, int bits) {
        if (bits == 0) {
            return address;
        }
        return bits >= Long.SIZE
                ? new Ipv6Address(0, address.high() >>> bits - Long.SIZE)
                : new Ipv6Address(address.high() >>> bits, address.low() >>> bits | address.high() << Long.SIZE - bits);
    }
}
