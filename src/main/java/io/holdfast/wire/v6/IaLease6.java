package io.holdfast.wire.v6;

import io.holdfast.address.Ipv6Address;
import io.holdfast.address.Ipv6Prefix;
import io.holdfast.wire.MalformedPacketException;
import io.holdfast.wire.PacketReader;
import org.jspecify.annotations.Nullable;

/**
 * An address (IAADDR, RFC 8415 §21.6; {@code length} is 128) or a prefix (IAPREFIX, §21.22) in an identity association.
 * The bits of {@code address} are those that were sent, also beyond {@code length}. Lifetimes are unsigned seconds.
 */
public record IaLease6(Ipv6Address address, int length, long preferredLifetime, long validLifetime, Options6 options) {

    private static final int ADDRESS_BITS = 128;

    /** From the payload of an IAADDR; what {@code around} forgives, its options do. */
    static IaLease6 address(Options6 around, PacketReader in) throws MalformedPacketException {
        Ipv6Address address = Ipv6Address.of(in.bytes(Ipv6Address.BYTES, "address of an IAADDR"));
        long preferred = Integer.toUnsignedLong(in.i32("preferred lifetime of an IAADDR"));
        long valid = Integer.toUnsignedLong(in.i32("valid lifetime of an IAADDR"));
        return new IaLease6(address, ADDRESS_BITS, preferred, valid, around.rest(in));
    }

    /** From the payload of an IAPREFIX; with leniency a length beyond 128 is 128, as with Kea. */
    static IaLease6 prefix(Options6 around, PacketReader in) throws MalformedPacketException {
        long preferred = Integer.toUnsignedLong(in.i32("preferred lifetime of an IAPREFIX"));
        long valid = Integer.toUnsignedLong(in.i32("valid lifetime of an IAPREFIX"));
        int length = in.u8("prefix length of an IAPREFIX");
        if (length > ADDRESS_BITS && !around.lenient()) {
            throw new MalformedPacketException("the prefix length of an IAPREFIX at offset " + (in.position() - 1)
                    + " is " + length + ", more than 128");
        }
        Ipv6Address address = Ipv6Address.of(in.bytes(Ipv6Address.BYTES, "prefix of an IAPREFIX"));
        return new IaLease6(address, Math.min(length, ADDRESS_BITS), preferred, valid, around.rest(in));
    }

    /** The prefix, without bits that were set beyond its length. */
    public Ipv6Prefix prefix() {
        return Ipv6Prefix.around(address, length);
    }

    /** The part that is taken out of the prefix (option 67, RFC 6603 §4.2); absent when missing. */
    public @Nullable Ipv6Prefix excluded() throws MalformedPacketException {
        PacketReader in = options.reader(OptionCode6.PD_EXCLUDE);
        return in == null ? null : ExcludedPrefix.read(in, prefix());
    }

    /** What the option's own status code says; absent when there is none. */
    public @Nullable Status6 status() throws MalformedPacketException {
        return options.status();
    }
}
