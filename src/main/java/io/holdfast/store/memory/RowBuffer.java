package io.holdfast.store.memory;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Rows of the lease file as bytes, in the making. */
final class RowBuffer {

    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final int KEPT = 1 << 20;

    private byte[] bytes = new byte[8192];
    private int length;

    int length() {
        return length;
    }

    ByteBuffer content() {
        return ByteBuffer.wrap(bytes, 0, length);
    }

    /** Empties it; one that grew very large gives its memory back. */
    void clear() {
        length = 0;
        if (bytes.length > KEPT) {
            bytes = new byte[KEPT];
        }
    }

    void add(int character) {
        room(1);
        bytes[length++] = (byte) character;
    }

    /** Ends a column that is not the last. */
    void next() {
        add(',');
    }

    void addText(String ascii) {
        add(ascii.getBytes(StandardCharsets.US_ASCII));
    }

    void add(byte[] text) {
        room(text.length);
        System.arraycopy(text, 0, bytes, length, text.length);
        length += text.length;
    }

    void addNumber(long number) {
        room(20);
        int start = length;
        long rest = number;
        do {
            bytes[length++] = (byte) ('0' + rest % 10);
            rest /= 10;
        } while (rest != 0);
        for (int i = start, j = length - 1; i < j; i++, j--) {
            byte swapped = bytes[i];
            bytes[i] = bytes[j];
            bytes[j] = swapped;
        }
    }

    void addAddress(int bits) {
        addNumber(bits >>> 24);
        add('.');
        addNumber(bits >>> 16 & 0xff);
        add('.');
        addNumber(bits >>> 8 & 0xff);
        add('.');
        addNumber(bits & 0xff);
    }

    /** A part of a packed lease, if it is present, in hexadecimal digits. */
    void addHex(byte[] parts, int kind) {
        if (PackedParts.has(parts, kind)) {
            int at = PackedParts.offset(parts, kind);
            int from = at + PackedParts.lengthBytes(kind);
            addHex(parts, from, from + PackedParts.length(parts, at, kind));
        }
    }

    /** A part of a packed lease, if it is present, as {@link #addEscaped(byte[], int, int)} has it. */
    void addEscaped(byte[] parts, int kind) {
        if (PackedParts.has(parts, kind)) {
            int at = PackedParts.offset(parts, kind);
            int from = at + PackedParts.lengthBytes(kind);
            addEscaped(parts, from, from + PackedParts.length(parts, at, kind));
        }
    }

    /** Bytes {@code from} to {@code to} of the array, as {@code 0a:1b:2c}. */
    void addHex(byte[] source, int from, int to) {
        room(3 * (to - from));
        for (int i = from; i < to; i++) {
            if (i > from) {
                bytes[length++] = ':';
            }
            bytes[length++] = HEX[source[i] >> 4 & 15];
            bytes[length++] = HEX[source[i] & 15];
        }
    }

    /** UTF-8 text; what would disturb a reader of rows is written as {@code &#x2c}, the comma's code in hexadecimal. */
    void addEscaped(byte[] source, int from, int to) {
        room(5 * (to - from));
        for (int i = from; i < to; i++) {
            byte c = source[i];
            if (c >= 0x20 && c <= 0x7e && c != ',' && c != '&') {
                bytes[length++] = c;
            } else {
                bytes[length++] = '&';
                bytes[length++] = '#';
                bytes[length++] = 'x';
                bytes[length++] = HEX[c >> 4 & 15];
                bytes[length++] = HEX[c & 15];
            }
        }
    }

    private void room(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(length + more, Math.addExact(length, length >> 1)));
        }
    }
}
