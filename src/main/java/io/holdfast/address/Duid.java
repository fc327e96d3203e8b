package io.holdfast.address;

import java.util.Arrays;

/** A DHCP unique identifier, its type of two bytes included: 3 to 130 bytes (RFC 8415 §11.1). */
public final class Duid {

    public static final int MIN_BYTES = 3;
    public static final int MAX_BYTES = 130;

    private final byte[] bytes;

    private Duid(byte[] bytes) {
        if (bytes.length < MIN_BYTES || bytes.length > MAX_BYTES) {
            throw new IllegalArgumentException("a DUID has 3 to 130 bytes, not " + bytes.length);
        }
        this.bytes = bytes;
    }

    /** Takes over {@code bytes}; the caller must not change them afterwards. */
    public static Duid of(byte[] bytes) {
        return new Duid(bytes);
    }

    /** Reads hexadecimal bytes such as {@code 00:03:00:01:02:00:5e:10:00:01}. */
    public static Duid parse(String text) {
        return new Duid(HexText.parse(text));
    }

    /** 1 DUID-LLT, 2 DUID-EN, 3 DUID-LL, 4 DUID-UUID (RFC 8415 §11, RFC 6355). */
    public int type() {
        return (bytes[0] & 0xff) << 8 | bytes[1] & 0xff;
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
        return other instanceof Duid that && Arrays.equals(bytes, that.bytes);
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
