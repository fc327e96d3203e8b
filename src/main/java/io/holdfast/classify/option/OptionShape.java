package io.holdfast.classify.option;

import io.holdfast.address.Protocol;
import io.holdfast.wire.MalformedPacketException;
import io.holdfast.wire.OptionDefinition;
import io.holdfast.wire.OptionTable;
import io.holdfast.wire.OptionType;
import io.holdfast.wire.PacketReader;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How much of an option's payload is its own data, and what space the sub-options behind these belong to. */
final class OptionShape {

    /** RFC 8415 §21.4, §21.21: IAID, T1, T2. */
    private static final int IA = 12;
    /** RFC 8415 §21.6: address and two lifetimes. */
    private static final int IAADDR = 24;
    /** RFC 8415 §21.22: two lifetimes, a prefix length, a prefix. */
    private static final int IAPREFIX = 25;

    private OptionShape() {}

    /** Bytes before the sub-options; -1 when the payload does not fit the definition. */
    static int fixedLength(OptionSpace space, int code, OptionDefinition definition, byte[] payload) {
        int special = lease6(space, code);
        if (special > 0) {
            return payload.length < special ? -1 : special;
        }
        if (SpecialText.has(space, code) || definition.array()) {
            return payload.length;
        }
        return switch (definition.type()) {
            case BINARY, INTERNAL -> payload.length;
            case EMPTY -> 0;
            case RECORD -> fields(definition.recordTypes(), space, payload);
            case STRING, TUPLE, FQDN, BOOLEAN, PSID -> fields(List.of(definition.type()), space, payload);
            case INT8, INT16, INT32, UINT8, UINT16, UINT32 -> fields(List.of(definition.type()), space, payload);
            case IPV4_ADDRESS, IPV6_ADDRESS, IPV6_PREFIX -> fields(List.of(definition.type()), space, payload);
        };
    }

    /** Absent when there are none. */
    static @Nullable String innerSpace(OptionSpace space, int code, OptionDefinition definition) {
        if (lease6(space, code) > 0) {
            return OptionTable.DHCP6;
        }
        if (SpecialText.has(space, code) || definition.array()) {
            return null;
        }
        return switch (definition.type()) {
            // Kea looks for sub-options behind any number, in a space without a name if need be.
            case INT8, INT16, INT32, UINT8, UINT16, UINT32 -> definition.encapsulates();
            case BINARY, INTERNAL, STRING -> null;
            case EMPTY, RECORD, TUPLE, FQDN, BOOLEAN, PSID, IPV4_ADDRESS, IPV6_ADDRESS, IPV6_PREFIX ->
                definition.encapsulates().isEmpty() ? null : definition.encapsulates();
        };
    }

    /** A list of domain names that may be compressed (RFC 3397 §2). */
    static boolean isNameList4(OptionSpace space, OptionDefinition definition) {
        return space.protocol() == Protocol.DHCP4 && definition.type() == OptionType.FQDN && definition.array();
    }

    private static int lease6(OptionSpace space, int code) {
        if (!space.name().equals(OptionTable.DHCP6)) {
            return 0;
        }
        return switch (code) {
            case 3, 25 -> IA;
            case 5 -> IAADDR;
            case 26 -> IAPREFIX;
            default -> 0;
        };
    }

    private static int fields(List<OptionType> types, OptionSpace space, byte[] payload) {
        PacketReader in = new PacketReader(payload, 0, payload.length);
        try {
            for (OptionType type : types) {
                in.skip(length(type, space, payload, in), "field");
            }
        } catch (MalformedPacketException e) {
            return -1;
        }
        return in.consumed();
    }

    /** How long the field at the cursor is; more than there is when it is cut off. */
    static int length(OptionType type, OptionSpace space, byte[] payload, PacketReader in) {
        int at = in.consumed();
        int left = payload.length - at;
        int first = left == 0 ? 0 : payload[at] & 0xff;
        return switch (type) {
            case BOOLEAN, INT8, UINT8 -> 1;
            case INT16, UINT16 -> 2;
            case INT32, UINT32, IPV4_ADDRESS -> 4;
            case IPV6_ADDRESS -> 16;
            case PSID -> 3;
            case BINARY, STRING -> left;
            case IPV6_PREFIX -> left == 0 ? 0 : 1 + (first + 7) / 8;
            case TUPLE -> tuple(space, payload, at, left);
            case FQDN -> labels(payload, at);
            case EMPTY, INTERNAL, RECORD -> 0;
        };
    }

    private static int tuple(OptionSpace space, byte[] payload, int at, int left) {
        if (space.protocol() == Protocol.DHCP4) {
            return left < 1 ? 1 : 1 + (payload[at] & 0xff);
        }
        return left < 2 ? 2 : 2 + ((payload[at] & 0xff) << 8 | payload[at + 1] & 0xff);
    }

    private static int labels(byte[] payload, int from) {
        int at = from;
        while (at < payload.length && payload[at] != 0) {
            at += 1 + (payload[at] & 0xff);
        }
        return at + 1 - from;
    }
}
