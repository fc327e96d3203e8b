package io.holdfast.classify.option;

import io.holdfast.address.Protocol;
import io.holdfast.wire.DomainName;
import io.holdfast.wire.MalformedPacketException;
import io.holdfast.wire.OptionDefinition;
import io.holdfast.wire.OptionType;
import io.holdfast.wire.PacketReader;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The description of an option that is not a text, character by character as Kea writes it, because people compare with
 * it: {@code type=082, len=006,\noptions:\n  type=001, len=004: 31:32:33:34 '1234'}.
 */
final class OptionDescription {

    private static final HexFormat PAIRS = HexFormat.ofDelimiter(":");
    private static final HexFormat CAPITALS = HexFormat.of().withUpperCase();

    private final SeenOption option;
    private final int indent;
    private final StringBuilder text = new StringBuilder();

    OptionDescription(SeenOption option, int indent) {
        this.option = option;
        this.indent = indent;
    }

    String text() {
        String special = SpecialText.of(option, indent);
        if (special != null) {
            return special;
        }
        OptionDefinition definition = option.definition();
        if (definition != null && definition.array() && definition.type() == OptionType.TUPLE) {
            return tuples();
        }
        text.append(header(option, indent, ""));
        try {
            fields(definition);
        } catch (MalformedPacketException e) {
            text.setLength(0);
            text.append(header(option, indent, ""));
            generic();
        }
        return text.append(subOptions(option, indent)).toString();
    }

    private String tuples() {
        boolean wide = option.space().protocol() == Protocol.DHCP6;
        try {
            return SpecialText.tuples(option, cursor(), indent, wide);
        } catch (MalformedPacketException e) {
            text.append(header(option, indent, ""));
            generic();
            return text.toString();
        }
    }

    private void fields(@Nullable OptionDefinition definition) throws MalformedPacketException {
        if (definition == null) {
            generic();
            return;
        }
        switch (definition.type()) {
            case BINARY, INTERNAL -> generic();
            case EMPTY -> {
                if (definition.encapsulates().isEmpty()) {
                    generic();
                } else {
                    text.append(':');
                }
            }
            case STRING -> text.append(": \"").append(Bytes.of(option.fixed())).append("\" (string)");
            case INT8, INT16, INT32, UINT8, UINT16, UINT32 -> numbers(definition);
            case RECORD -> custom(definition, definition.recordTypes());
            case IPV4_ADDRESS, IPV6_ADDRESS -> addresses(definition);
            case BOOLEAN, FQDN, TUPLE, PSID, IPV6_PREFIX -> custom(definition, List.of(definition.type()));
        }
    }

    static String header(SeenOption option, int indent, String name) {
        boolean four = option.space().protocol() == Protocol.DHCP4;
        return " ".repeat(indent) + "type=" + padded(option.code(), four) + (name.isEmpty() ? "" : "(" + name + ")")
                + ", len=" + padded(option.length(), four);
    }

    static String subOptions(SeenOption option, int indent) {
        if (option.inside().isEmpty()) {
            return "";
        }
        StringBuilder list = new StringBuilder(",\noptions:");
        for (SeenOption sub : option.inside()) {
            list.append('\n').append(sub.described(indent + 2));
        }
        return list.toString();
    }

    private static String padded(int number, boolean four) {
        String digits = Integer.toString(number);
        return "0".repeat(Math.max(0, (four ? 3 : 5) - digits.length())) + digits;
    }

    private void generic() {
        byte[] bytes = option.fixed();
        text.append(": ").append(PAIRS.formatHex(bytes));
        if (bytes.length == 0) {
            text.append("''");
        } else if (printable(bytes)) {
            text.append(" '").append(Bytes.of(bytes)).append('\'');
        }
    }

    private static boolean printable(byte[] bytes) {
        for (byte b : bytes) {
            if (b < ' ' || b == 0x7f) {
                return false;
            }
        }
        return true;
    }

    private void numbers(OptionDefinition definition) throws MalformedPacketException {
        PacketReader in = cursor();
        if (!definition.array()) {
            text.append(": ")
                    .append(number(definition.type(), in))
                    .append(" (")
                    .append(definition.type().keaName());
            text.append(')');
            return;
        }
        // In lists Kea takes signed numbers of 16 and 32 bits for unsigned ones.
        OptionType type = switch (definition.type()) {
            case INT16 -> OptionType.UINT16;
            case INT32 -> OptionType.UINT32;
            default -> definition.type();
        };
        text.append(':');
        while (in.remaining() > 0) {
            text.append(' ')
                    .append(number(type, in))
                    .append('(')
                    .append(type.keaName())
                    .append(')');
        }
    }

    private void addresses(OptionDefinition definition) throws MalformedPacketException {
        if (!definition.array()) {
            custom(definition, List.of(definition.type()));
            return;
        }
        PacketReader in = cursor();
        int size = definition.type() == OptionType.IPV4_ADDRESS ? 4 : 16;
        text.append(':');
        while (in.remaining() > 0) {
            text.append(' ').append(AddressText.of(in.bytes(size, "address")));
        }
    }

    /** Any other option: each field with its type behind it. A last item of a list that is cut off does not count. */
    private void custom(OptionDefinition definition, List<OptionType> types) throws MalformedPacketException {
        PacketReader in = cursor();
        List<String> fields = new ArrayList<>();
        boolean list = definition.array() && definition.type() != OptionType.RECORD;
        if (!list) {
            for (OptionType type : types) {
                fields.add(field(type, in));
            }
        }
        while (definition.array() && in.remaining() > 0 && whole(types.getLast(), in)) {
            fields.add(field(types.getLast(), in));
        }
        text.append(':');
        fields.forEach(field -> text.append(' ').append(field));
    }

    private boolean whole(OptionType type, PacketReader in) {
        return type == OptionType.FQDN
                || OptionShape.length(type, option.space(), option.fixed(), in) <= in.remaining();
    }

    private String field(OptionType type, PacketReader in) throws MalformedPacketException {
        return value(type, in) + " (" + type.keaName() + ")";
    }

    private String value(OptionType type, PacketReader in) throws MalformedPacketException {
        return switch (type) {
            case BOOLEAN -> in.u8("boolean") == 1 ? "true" : "false";
            case INT8, INT16, INT32, UINT8, UINT16, UINT32 -> number(type, in);
            case IPV4_ADDRESS -> AddressText.of(in.bytes(4, "address"));
            case IPV6_ADDRESS -> AddressText.of(in.bytes(16, "address"));
            case FQDN -> '"' + DomainName.read(in) + '"';
            case STRING -> '"' + Bytes.of(in.bytes(in.remaining(), "text")) + '"';
            case TUPLE -> '"' + Bytes.of(in.bytes(tupleLength(in), "tuple")) + '"';
            case BINARY -> binary(in.bytes(in.remaining(), "bytes"));
            case PSID -> psid(in);
            case IPV6_PREFIX -> {
                in.skip(OptionShape.length(type, option.space(), option.fixed(), in), "prefix");
                yield "";
            }
            case EMPTY, INTERNAL, RECORD -> "";
        };
    }

    private static String number(OptionType type, PacketReader in) throws MalformedPacketException {
        return switch (type) {
            case INT8 -> String.valueOf((byte) in.u8("number"));
            case INT16 -> String.valueOf((short) in.u16("number"));
            case INT32 -> String.valueOf(in.i32("number"));
            case UINT8 -> String.valueOf(in.u8("number"));
            case UINT16 -> String.valueOf(in.u16("number"));
            default -> Integer.toUnsignedString(in.i32("number"));
        };
    }

    private int tupleLength(PacketReader in) throws MalformedPacketException {
        return option.space().protocol() == Protocol.DHCP4 ? in.u8("length") : in.u16("length");
    }

    private static String binary(byte[] bytes) {
        return bytes.length == 0
                ? "''"
                : CAPITALS.formatHex(bytes) + (printable(bytes) ? " '" + Bytes.of(bytes) + "'" : "");
    }

    private static String psid(PacketReader in) throws MalformedPacketException {
        int length = in.u8("PSID length");
        int psid = in.u16("PSID");
        return "len=" + length + ",psid=" + (length == 0 || length > 16 ? 0 : psid >> 16 - length);
    }

    private PacketReader cursor() {
        return new PacketReader(option.fixed(), 0, option.fixed().length);
    }
}
