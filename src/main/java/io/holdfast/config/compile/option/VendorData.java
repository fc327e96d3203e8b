package io.holdfast.config.compile.option;

import io.holdfast.address.Protocol;
import io.holdfast.wire.MalformedPacketException;
import io.holdfast.wire.OptionDefinition;
import io.holdfast.wire.PacketReader;
import org.jspecify.annotations.Nullable;

/** The payloads of options that begin with a vendor's enterprise number: 124 and 125 of DHCPv4, 16 and 17 of DHCPv6. */
final class VendorData {

    private static final int VENDOR_CLASS_4 = 124;
    private static final int VENDOR_OPTIONS_4 = 125;
    private static final int VENDOR_CLASS_6 = 16;
    private static final int VENDOR_OPTIONS_6 = 17;

    private VendorData() {}

    static boolean beginsWithNumber(Protocol protocol, int code) {
        return switch (protocol) {
            case DHCP4 -> code == VENDOR_CLASS_4 || code == VENDOR_OPTIONS_4;
            case DHCP6 -> code == VENDOR_CLASS_6 || code == VENDOR_OPTIONS_6;
        };
    }

    /**
     * The payload itself.
     *
     * @throws IllegalArgumentException saying what is not in its place
     */
    static byte[] checked(Protocol protocol, String space, @Nullable OptionDefinition definition, byte[] payload) {
        if (definition == null || !space.equals(protocol.label())) {
            return payload;
        }
        try {
            PacketReader in = new PacketReader(payload, 0, payload.length);
            switch (protocol) {
                case DHCP4 -> check4(definition.code(), in);
                case DHCP6 -> check6(definition.code(), in);
            }
            return payload;
        } catch (MalformedPacketException e) {
            throw new IllegalArgumentException(
                    "option '" + definition.name() + "' (" + definition.code() + "): " + e.getMessage(), e);
        }
    }

    /** RFC 3925: a number, a length of one byte, data; again, for the same or another vendor. */
    private static void check4(int code, PacketReader in) throws MalformedPacketException {
        if (code != VENDOR_CLASS_4 && code != VENDOR_OPTIONS_4) {
            return;
        }
        do {
            in.skip(4, "enterprise number");
            // The number alone, as it is given where the options are in the vendor's space.
            if (in.remaining() > 0) {
                PacketReader data = in.slice(in.u8("length of the vendor's data"), "data of the vendor");
                while (code == VENDOR_OPTIONS_4 && data.remaining() > 0) {
                    data.skip(1, "code of a sub-option");
                    data.skip(data.u8("length of a sub-option"), "sub-option");
                }
            }
        } while (in.remaining() > 0);
    }

    /** RFC 8415 sections 21.16 and 21.17: a number, then a list of texts or options. */
    private static void check6(int code, PacketReader in) throws MalformedPacketException {
        if (code != VENDOR_CLASS_6 && code != VENDOR_OPTIONS_6) {
            return;
        }
        in.skip(4, "enterprise number");
        while (in.remaining() > 0) {
            if (code == VENDOR_OPTIONS_6) {
                in.skip(2, "code of a sub-option");
            }
            in.skip(in.u16("length of the vendor's data"), "data of the vendor");
        }
    }
}
