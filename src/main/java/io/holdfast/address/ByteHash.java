package io.holdfast.address;

/**
 * The hash of a client's identifying bytes. Hardware addresses of one vendor differ in their last three bytes only, which
 * {@link java.util.Arrays#hashCode(byte[])} lets fall together by the dozen.
 */
public final class ByteHash {

    /** 2^64 divided by the golden ratio, odd: every bit of a byte reaches the upper half. */
    private static final long FACTOR = 0x9E3779B97F4A7C15L;

    private ByteHash() {}

    public static int of(byte[] bytes) {
        long hash = bytes.length;
        for (byte each : bytes) {
            hash = (hash + (each & 0xff)) * FACTOR;
            hash ^= hash >>> 29;
        }
        return (int) (hash >>> 32);
    }
}
