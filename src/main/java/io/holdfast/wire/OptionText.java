package io.holdfast.wire;

import io.holdfast.address.HexText;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Option payloads as operators write them: comma-separated fields by definition, or hexadecimal. */
public final class OptionText {

    private OptionText() {}

    /**
     * The payload for {@code data} as written with {@code csv-format} true. Fields are separated by commas, of which
     * several in a row count as one; a comma inside a field is written {@code \,}.
     *
     * @throws IllegalArgumentException naming the option, the number of the field that is wrong, what was found and
     *     what is allowed
     */
    public static byte[] encode(OptionDefinition definition, String data) {
        return encode(definition, data, false);
    }

    /** The same for an option of DHCPv6. */
    public static byte[] encode6(OptionDefinition definition, String data) {
        return encode(definition, data, true);
    }

    private static byte[] encode(OptionDefinition definition, String data, boolean v6) {
        try {
            return definition.type() == OptionType.INTERNAL
                    ? internal(definition, data)
                    : fields(definition, data, new OptionField(definition, v6));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "option '" + definition.name() + "' (" + definition.code() + "): " + e.getMessage(), e);
        }
    }

    /** How many fields at the end of {@code data} are left out, because Kea does so: those that a record has no place for. */
    public static int surplus(OptionDefinition definition, String data) {
        return definition.type() == OptionType.RECORD && !definition.array()
                ? Math.max(0, split(data, ',').size() - definition.recordTypes().size())
                : 0;
    }

    /**
     * The payload as {@link #encode} would read it; bytes that are not text are written as hexadecimal.
     *
     * @throws MalformedPacketException when the payload does not fit the definition, saying where
     */
    public static String decode(OptionDefinition definition, byte[] payload) throws MalformedPacketException {
        return decode(definition, payload, new OptionField(definition, false));
    }

    /** The same for an option of DHCPv6. */
    public static String decode6(OptionDefinition definition, byte[] payload) throws MalformedPacketException {
        return decode(definition, payload, new OptionField(definition, true));
    }

    private static String decode(OptionDefinition definition, byte[] payload, OptionField field)
            throws MalformedPacketException {
        PacketReader in = new PacketReader(payload, 0, payload.length);
        if (definition.type() == OptionType.INTERNAL) {
            return internal(definition, in);
        }
        List<OptionType> types = types(definition);
        if (types.isEmpty() || (payload.length == 0 && definition.array())) {
            return payload.length == 0 ? "" : OptionField.hex(payload);
        }
        List<String> texts = new ArrayList<>();
        for (OptionType type : types) {
            texts.add(field.read(type, in));
        }
        while (definition.array() && in.remaining() > 0) {
            texts.add(field.read(types.getLast(), in));
        }
        if (in.remaining() > 0 && !definition.encapsulates().isEmpty()) {
            texts.add(OptionField.hex(in.bytes(in.remaining(), "sub-options")));
        }
        in.finish("option " + definition.code());
        return String.join(", ", texts);
    }

    /**
     * The payload for {@code data} as written with {@code csv-format} false: {@code 0A1B}, {@code 0x0a1b}, {@code 0a:1b},
     * {@code 0a 1b}; of digits without separator an odd number is allowed, and a zero thought before them; or text
     * {@code 'in quotes'}.
     *
     * @throws IllegalArgumentException naming the text
     */
    public static byte[] hex(String data) {
        String quoted = data.strip();
        if (quoted.length() > 2 && quoted.startsWith("'") && quoted.endsWith("'")) {
            return quoted.substring(1, quoted.length() - 1).strip().getBytes(StandardCharsets.UTF_8);
        }
        if (data.indexOf(':') >= 0) {
            return HexText.parse(data);
        }
        if (data.indexOf(' ') >= 0) {
            return HexText.parse(data.replace(' ', ':'));
        }
        String digits = data.length() > 2 && data.startsWith("0x") ? data.substring(2) : data;
        return HexText.parse(digits.length() % 2 == 0 ? digits : "0" + digits);
    }

    private static byte[] fields(OptionDefinition definition, String data, OptionField field) {
        List<String> texts = split(data, ',');
        texts = texts.subList(0, texts.size() - surplus(definition, data));
        List<OptionType> types = types(definition);
        if (texts.size() < types.size()) {
            throw new IllegalArgumentException("it has " + count(texts.size()) + " but needs "
                    + (definition.array() ? "at least " : "") + types.size() + ", " + describe(definition, types));
        }
        if (texts.size() > types.size() && !definition.array()) {
            throw new IllegalArgumentException("it has " + count(texts.size()) + " but takes "
                    + (types.isEmpty() ? "no data" : types.size() + ", " + describe(definition, types))
                    + "; a comma inside a field is written \\\\,");
        }
        PacketWriter out = new PacketWriter(64);
        for (int i = 0; i < texts.size(); i++) {
            try {
                field.write(
                        types.get(Math.min(i, types.size() - 1)), texts.get(i).strip(), out);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("field " + (i + 1) + ": " + e.getMessage(), e);
            }
        }
        return out.toBytes();
    }

    private static List<OptionType> types(OptionDefinition definition) {
        return switch (definition.type()) {
            case EMPTY -> List.of();
            case RECORD -> definition.recordTypes();
            case BINARY, BOOLEAN, INT8, INT16, INT32, UINT8, UINT16, UINT32 -> List.of(definition.type());
            case IPV4_ADDRESS, IPV6_ADDRESS, IPV6_PREFIX, PSID -> List.of(definition.type());
            case STRING, TUPLE, FQDN, INTERNAL -> List.of(definition.type());
        };
    }

    private static byte[] internal(OptionDefinition definition, String data) {
        return switch (definition.code()) {
            case ClasslessRoutes.CODE -> ClasslessRoutes.encode(data);
            case EncryptedDns.CODE -> EncryptedDns.encode(data);
            case EncryptedDns.CODE_6 -> EncryptedDns.encode6(data);
            default -> hex(data);
        };
    }

    private static String internal(OptionDefinition definition, PacketReader in) throws MalformedPacketException {
        return switch (definition.code()) {
            case ClasslessRoutes.CODE -> ClasslessRoutes.decode(in);
            case EncryptedDns.CODE -> EncryptedDns.decode(in);
            case EncryptedDns.CODE_6 -> EncryptedDns.decode6(in);
            default -> OptionField.hex(in.bytes(in.remaining(), "payload"));
        };
    }

    /** Fields between separators; empty ones do not count, a backslash takes the meaning from the next one or itself. */
    static List<String> split(String text, char separator) {
        List<String> fields = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && i + 1 < text.length() && (text.charAt(i + 1) == separator || text.charAt(i + 1) == '\\')) {
                field.append(text.charAt(++i));
            } else if (c != separator) {
                field.append(c);
            } else if (!field.isEmpty()) {
                fields.add(field.toString());
                field.setLength(0);
            }
        }
        if (!field.isEmpty()) {
            fields.add(field.toString());
        }
        return fields;
    }

    private static String count(int fields) {
        return fields == 0 ? "no data" : fields == 1 ? "1 field" : fields + " fields";
    }

    private static String describe(OptionDefinition definition, List<OptionType> types) {
        return String.join(", ", types.stream().map(OptionType::keaName).toList())
                + (definition.array() ? " (the last repeated)" : "");
    }
}
