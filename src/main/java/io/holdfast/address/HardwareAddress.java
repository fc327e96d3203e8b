package io.holdfast.address;

import java.util.Arrays;

/**
 * A link-layer address: its ARP hardware type (1 = Ethernet) and 1 to 20 bytes. Two are equal when their bytes are: the
 * lease tables keep no type.
 */
public final class HardwareAddress {

    public static final int ETHERNET = 1;
    public static final int MAX_BYTES = 20;

    private final int type;
    private final byte[] bytes;

    private HardwareAddress(int type, byte[] bytes) {
        if (bytes.length == 0 || bytes.length > MAX_BYTES) {
            throw new IllegalArgumentException("a hardware address has 1 to 20 bytes, not " + bytes.length);
        }
        this.type = type;
        this.bytes = bytes;
    }

    /** Takes over {@code bytes}; the caller must not change them afterwards. */
    public static HardwareAddress of(int type, byte[] bytes) {
        return new HardwareAddress(type, bytes);
    }

    public static HardwareAddress ethernet(byte[] bytes) {
        return new HardwareAddress(ETHERNET, bytes);
    }

    /**
     * Reads hexadecimal bytes such as {@code 02:00:5e:10:00:01}.
     *
     * @throws IllegalArgumentException naming the text
     */
    public static HardwareAddress parse(String text) {
        return ethernet(HexText.parse(text));
    }

    public int type() {
        return type;
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
        return other instanceof HardwareAddress that && Arrays.equals(bytes, that.bytes);
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
