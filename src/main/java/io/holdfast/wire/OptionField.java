package io.holdfast.wire;

import io.holdfast.address.HexText;
import io.holdfast.address.Ipv4Address;
import io.holdfast.address.Ipv6Address;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Pattern;

/** One field of an option between text and bytes; one line per type in each direction. */
final class OptionField {

    /** RFC 8572 §8.3: the only DHCPv4 option whose items have a length of two bytes. */
    private static final int SZTP_REDIRECT = 143;

    private static final Pattern DECIMAL = Pattern.compile("[+-]?[0-9]{1,18}");
    private static final Pattern HEXADECIMAL = Pattern.compile("(0[xX])?[0-9a-fA-F]{1,15}");

    private final boolean wideTuple;

    /** @param v6 whether it is an option of DHCPv6, whose items have such lengths always (RFC 8415 §21.15) */
    OptionField(OptionDefinition definition, boolean v6) {
        wideTuple =
                v6 || definition.code() == SZTP_REDIRECT && definition.space().equals(OptionTable.DHCP4);
    }

    /** @throws IllegalArgumentException saying what was found and what is allowed */
    void write(OptionType type, String text, PacketWriter out) {
        switch (type) {
            case BINARY -> out.bytes(OptionText.hex(text));
            case BOOLEAN -> out.u8(bool(text));
            case INT8 -> out.u8((int) number(text, Byte.MIN_VALUE, Byte.MAX_VALUE));
            case INT16 -> out.u16((int) number(text, Short.MIN_VALUE, Short.MAX_VALUE));
            case INT32 -> out.i32((int) number(text, Integer.MIN_VALUE, Integer.MAX_VALUE));
            case UINT8 -> out.u8((int) number(text, 0, 0xff));
            case UINT16 -> out.u16((int) number(text, 0, 0xffff));
            case UINT32 -> out.i32((int) number(text, 0, 0xffff_ffffL));
            case IPV4_ADDRESS -> out.i32(Ipv4Address.parse(text).bits());
            case IPV6_ADDRESS -> out.bytes(Ipv6Address.parse(text).toBytes());
            case IPV6_PREFIX -> prefix(text, out);
            case PSID -> psid(text, out);
            case STRING -> out.bytes(text.getBytes(StandardCharsets.UTF_8));
            case TUPLE -> tuple(text.getBytes(StandardCharsets.UTF_8), out);
            case FQDN -> out.bytes(DomainName.encode(text));
            case EMPTY, INTERNAL, RECORD -> throw new IllegalArgumentException("no field has type " + type.keaName());
        }
    }

    String read(OptionType type, PacketReader in) throws MalformedPacketException {
        return switch (type) {
            case BINARY -> hex(in.bytes(in.remaining(), "binary"));
            case BOOLEAN -> bool(in.u8("boolean"));
            case INT8 -> String.valueOf((byte) in.u8("int8"));
            case INT16 -> String.valueOf((short) in.u16("int16"));
            case INT32 -> String.valueOf(in.i32("int32"));
            case UINT8 -> String.valueOf(in.u8("uint8"));
            case UINT16 -> String.valueOf(in.u16("uint16"));
            case UINT32 -> Integer.toUnsignedString(in.i32("uint32"));
            case IPV4_ADDRESS -> new Ipv4Address(in.i32("ipv4-address")).toString();
            case IPV6_ADDRESS ->
                Ipv6Address.of(in.bytes(Ipv6Address.BYTES, "ipv6-address")).toString();
            case IPV6_PREFIX -> prefix(in);
            case PSID -> psid(in);
            case STRING -> text(trimmed(in.bytes(in.remaining(), "string")));
            case TUPLE -> text(in.bytes(wideTuple ? in.u16("length of a tuple") : in.u8("length of a tuple"), "tuple"));
            case FQDN -> DomainName.read(in);
            case EMPTY, INTERNAL, RECORD -> throw new MalformedPacketException("no field has type " + type.keaName());
        };
    }

    static String hex(byte[] bytes) {
        return bytes.length == 0 ? "" : "0x" + HexText.format(bytes).replace(":", "");
    }

    /** A whole number from {@code min} to {@code max}, decimal, or else hexadecimal with or without 0x. */
    static long number(String text, long min, long max) {
        long number;
        if (DECIMAL.matcher(text).matches()) {
            number = Long.parseLong(text);
        } else if (HEXADECIMAL.matcher(text).matches()) {
            number = Long.parseLong(
                    text, text.length() > 1 && (text.charAt(1) | 0x20) == 'x' ? 2 : 0, text.length(), 16);
        } else {
            throw new IllegalArgumentException("'" + text + "' is not a whole number from " + min + " to " + max);
        }
        if (number < min || number > max) {
            throw new IllegalArgumentException(text + " is not from " + min + " to " + max);
        }
        return number;
    }

    private static int bool(String text) {
        if (text.equalsIgnoreCase("true") || text.equals("1")) {
            return 1;
        }
        if (text.equalsIgnoreCase("false") || text.equals("0")) {
            return 0;
        }
        throw new IllegalArgumentException("'" + text + "' is not true, false, 1 or 0");
    }

    private static String bool(int value) throws MalformedPacketException {
        if (value > 1) {
            throw new MalformedPacketException("a boolean is " + value + ", not 0 or 1");
        }
        return value == 1 ? "true" : "false";
    }

    /** A length byte, then as many bytes as the length needs, the bits beyond it zero. */
    private static void prefix(String text, PacketWriter out) {
        String[] parts = halves(text, "an IPv6 prefix like 2001:db8::/32");
        byte[] address = Ipv6Address.parse(parts[0]).toBytes();
        int length = (int) number(parts[1], 0, 128);
        int bytes = (length + 7) / 8;
        if (length % 8 != 0) {
            address[bytes - 1] &= (byte) (0xff << 8 - length % 8);
        }
        out.u8(length).bytes(address, 0, bytes);
    }

    private static String prefix(PacketReader in) throws MalformedPacketException {
        int length = in.u8("length of an ipv6-prefix");
        if (length > 128) {
            throw new MalformedPacketException("the length of an ipv6-prefix is " + length + ", more than 128");
        }
        byte[] address = new byte[Ipv6Address.BYTES];
        int bytes = (length + 7) / 8;
        System.arraycopy(in.bytes(bytes, "ipv6-prefix"), 0, address, 0, bytes);
        if (length % 8 != 0) {
            address[bytes - 1] &= (byte) (0xff << 8 - length % 8);
        }
        return Ipv6Address.of(address) + "/" + length;
    }

    /** RFC 7597 §4.5, RFC 7618 §9: a length byte, then 16 bits of which the uppermost {@code length} count. */
    private static void psid(String text, PacketWriter out) {
        String[] parts = halves(text, "a PSID and its length like 3/4");
        int psid = (int) number(parts[0], 0, 0xffff);
        int length = (int) number(parts[1], 0, 16);
        if (length > 0 && psid >> length != 0) {
            throw new IllegalArgumentException("PSID " + psid + " does not fit into " + length + " bits");
        }
        out.u8(length).u16(psid << 16 - length);
    }

    private static String psid(PacketReader in) throws MalformedPacketException {
        int length = in.u8("length of a psid");
        int psid = in.u16("psid");
        if (length > 16 || (length > 0 && (psid << length & 0xffff) != 0)) {
            throw new MalformedPacketException(
                    "the psid 0x" + Integer.toHexString(psid) + " has not " + length + " bits");
        }
        return (length == 0 ? 0 : psid >> 16 - length) + "/" + length;
    }

    private void tuple(byte[] bytes, PacketWriter out) {
        int max = wideTuple ? 0xffff : 0xff;
        if (bytes.length > max) {
            throw new IllegalArgumentException("it has " + bytes.length + " bytes, more than " + max);
        }
        (wideTuple ? out.u16(bytes.length) : out.u8(bytes.length)).bytes(bytes);
    }

    private static String[] halves(String text, String example) {
        String[] parts = text.replace(" ", "").replace("\t", "").split("/", -1);
        if (parts.length != 2) {
            throw new IllegalArgumentException("'" + text + "' is not " + example);
        }
        return parts;
    }

    /** RFC 2132 §2: zeros at the end of text do not belong to it. */
    private static byte[] trimmed(byte[] bytes) {
        int length = bytes.length;
        while (length > 0 && bytes[length - 1] == 0) {
            length--;
        }
        return Arrays.copyOf(bytes, length);
    }

    /** Text that could be written into a configuration or a log line; hexadecimal when it has control characters. */
    private static String text(byte[] bytes) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.codePoints().anyMatch(Character::isISOControl) ? hex(bytes) : escaped(text);
        } catch (CharacterCodingException e) {
            return hex(bytes);
        }
    }

    static String escaped(String text) {
        return text.replace("\\", "\\\\").replace(",", "\\,");
    }
}
