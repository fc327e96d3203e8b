package io.holdfast.address;

import java.util.Arrays;

/** The payload of a client's option 61, type byte included, 2 to 255 bytes (RFC 2132 §9.14, RFC 4361). */
public final class ClientIdentifier {

    public static final int MIN_BYTES = 2;
    public static final int MAX_BYTES = 255;

    private final byte[] bytes;

    private ClientIdentifier(byte[] bytes) {
        if (bytes.length < MIN_BYTES || bytes.length > MAX_BYTES) {
            throw new IllegalArgumentException("a client identifier has 2 to 255 bytes, not " + bytes.length);
        }
        this.bytes = bytes;
    }

    /** Takes over {@code bytes}; the caller must not change them afterwards. */
    public static ClientIdentifier of(byte[] bytes) {
        return new ClientIdentifier(bytes);
    }

    /** Reads hexadecimal bytes such as {@code 01:02:00:5e:10:00:01}. */
    public static ClientIdentifier parse(String text) {
        return new ClientIdentifier(HexText.parse(text));
    }

    public int length() {
        return bytes.length;
    }

    /** The bytes themselves, not a copy; not to be changed. */
    public byte[] bytes() {
        return bytes;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ClientIdentifier that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return ByteHash.of(bytes);
    }

    @Override
    public String toString() {
        return HexText.format(bytes);
    }
}
