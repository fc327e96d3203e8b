package io.holdfast.classify.option;

import java.nio.charset.StandardCharsets;

/**
 * The values of expressions are bytes, held in a {@code String} of one character per byte (ISO 8859-1), which has all that
 * expressions need: parts, comparison, a hash, patterns.
 */
public final class Bytes {

    private Bytes() {}

    public static String of(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    public static byte[] toArray(String value) {
        return value.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** The bytes of a text in UTF-8, as everything that is configured. */
    public static String ofText(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    /** A number in four bytes, the most significant first. */
    public static String ofNumber(long number) {
        char[] bytes = new char[4];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (char) (number >> 24 - 8 * i & 0xff);
        }
        return new String(bytes);
    }
}
