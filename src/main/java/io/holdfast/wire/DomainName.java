package io.holdfast.wire;

import java.nio.charset.StandardCharsets;

/**
 * Domain names between text ({@code www.example.org.}) and the labels of RFC 1035 §3.1. A dot or backslash inside a
 * label is written with a backslash before it, an unprintable byte as three decimal digits: {@code \046}.
 */
public final class DomainName {

    private static final int MAX_BYTES = 255;
    private static final int MAX_LABEL = 63;
    private static final int POINTER = 0xc0;

    private DomainName() {}

    /**
     * The labels of {@code text}, which is taken for complete with or without a last dot; not compressed.
     *
     * @throws IllegalArgumentException naming the text and what is wrong
     */
    public static byte[] encode(String text) {
        PacketWriter out = new PacketWriter(text.length() + 2);
        if (!text.equals(".")) {
            byte[] rest = text.getBytes(StandardCharsets.UTF_8);
            int at = 0;
            while (at < rest.length) {
                at = label(text, rest, at, out);
            }
            if (rest.length == 0) {
                throw notAName(text, "it is empty");
            }
        }
        out.u8(0);
        if (out.position() > MAX_BYTES) {
            throw notAName(text, "it needs " + out.position() + " bytes, more than 255");
        }
        return out.toBytes();
    }

    /** Writes the label that begins at {@code at}; returns where the next begins. */
    private static int label(String text, byte[] in, int at, PacketWriter out) {
        byte[] label = new byte[in.length];
        int length = 0;
        int next = at;
        while (next < in.length && in[next] != '.') {
            int c = in[next++] & 0xff;
            if (c == '\\') {
                boolean decimal = next + 2 < in.length && isDigit(in[next]);
                c = next >= in.length ? -1 : decimal ? decimal(in, next) : in[next] & 0xff;
                next += decimal ? 3 : 1;
            }
            if (c < 0 || c > 0xff) {
                throw notAName(text, "a backslash is followed by neither a character nor three digits up to 255");
            }
            label[length++] = (byte) c;
        }
        if (length == 0 || length > MAX_LABEL) {
            throw notAName(text, "a label has " + length + " bytes, not 1 to 63");
        }
        out.u8(length).bytes(label, 0, length);
        return next + 1;
    }

    /** Reads one name, following compression pointers (RFC 1035 §4.1.4) into the bytes the cursor was made over. */
    public static String read(PacketReader in) throws MalformedPacketException {
        StringBuilder text = new StringBuilder();
        PacketReader from = in;
        int lowest = in.consumed();
        int bytes = 1;
        int length = from.u8("domain name");
        while (length != 0) {
            if ((length & POINTER) == POINTER) {
                int target = (length & ~POINTER) << 8 | from.u8("pointer in a domain name");
                if (target >= lowest) {
                    // Only backwards, so that no chain of pointers is endless.
                    throw new MalformedPacketException("a domain name points forward, to offset " + target);
                }
                lowest = target;
                from = from.at(target, "a domain name");
            } else if (length > MAX_LABEL) {
                throw new MalformedPacketException("a label of a domain name has the type " + (length >> 6));
            } else {
                bytes += length + 1;
                if (bytes > MAX_BYTES) {
                    throw new MalformedPacketException("a domain name is longer than 255 bytes");
                }
                appendLabel(text, from.bytes(length, "label of a domain name"));
            }
            length = from.u8("domain name");
        }
        return text.isEmpty() ? "." : text.toString();
    }

    private static void appendLabel(StringBuilder text, byte[] label) {
        for (byte b : label) {
            if (b == '.' || b == '\\') {
                text.append('\\').append((char) b);
            } else if (b > ' ' && b < 0x7f) {
                text.append((char) b);
            } else {
                text.append('\\').append((char) ('0' + (b & 0xff) / 100));
                text.append((char) ('0' + (b & 0xff) / 10 % 10)).append((char) ('0' + (b & 0xff) % 10));
            }
        }
        text.append('.');
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }

    private static int decimal(byte[] in, int at) {
        return isDigit(in[at + 1]) && isDigit(in[at + 2])
                ? (in[at] - '0') * 100 + (in[at + 1] - '0') * 10 + in[at + 2] - '0'
                : -1;
    }

    private static IllegalArgumentException notAName(String text, String why) {
        return new IllegalArgumentException("not a domain name: '" + text + "': " + why);
    }
}
