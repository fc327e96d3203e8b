package io.holdfast.address;

import java.util.HexFormat;

/** Bytes as text: {@code 0a:1b:2c}. */
public final class HexText {

    private static final HexFormat COLONS = HexFormat.ofDelimiter(":");
    private static final HexFormat PLAIN = HexFormat.of();

    private HexText() {}

    public static String format(byte[] bytes) {
        return COLONS.formatHex(bytes);
    }

    /**
     * Reads pairs of hexadecimal digits: with colons ({@code 0a:1b}), or without ({@code 0a1b}); a single digit between
     * colons stands for itself ({@code a:1b}).
     *
     * @throws IllegalArgumentException naming the text
     */
    public static byte[] parse(String text) {
        try {
            return text.indexOf(':') < 0 ? PLAIN.parseHex(text) : COLONS.parseHex(padded(text));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("not hexadecimal bytes: '" + text + "'", e);
        }
    }

    private static String padded(String text) {
        StringBuilder padded = new StringBuilder(text.length() + 8);
        String separator = "";
        for (String part : text.split(":", -1)) {
            padded.append(separator).append(part.length() == 1 ? "0" : "").append(part);
            separator = ":";
        }
        return padded.toString();
    }
}
