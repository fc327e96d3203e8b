package io.holdfast.address;

/**
 * An IPv4 address as its 32 bits in network order; {@code 10.0.0.1} is {@code 0x0a000001}. Ordered as unsigned
 * numbers.
 */
public record Ipv4Address(int bits) implements IpAddress {

    public static final Ipv4Address UNSPECIFIED = new Ipv4Address(0);
    public static final Ipv4Address BROADCAST = new Ipv4Address(-1);
    public static final int BYTES = 4;

    /**
     * Reads dotted-quad text. Leading zeros are refused, because some readers take them for octal.
     *
     * @throws IllegalArgumentException naming the text, when it is not four decimal numbers from 0 to 255
     */
    public static Ipv4Address parse(String text) {
        int bits = 0;
        int part = -1;
        int parts = 1;
        int digits = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= '0' && c <= '9') {
                part = part < 0 ? c - '0' : part * 10 + c - '0';
                digits++;
                if (part > 255 || (digits > 1 && part < 10) || digits > 3) {
                    throw notAnAddress(text);
                }
            } else if (c == '.' && part >= 0 && parts < BYTES) {
                bits = bits << 8 | part;
                part = -1;
                digits = 0;
                parts++;
            } else {
                throw notAnAddress(text);
            }
        }
        if (parts != BYTES || part < 0) {
            throw notAnAddress(text);
        }
        return new Ipv4Address(bits << 8 | part);
    }

    /** The address held in four bytes, most significant first. */
    public static Ipv4Address of(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("an IPv4 address has 4 bytes, not " + bytes.length);
        }
        return new Ipv4Address(
                (bytes[0] & 0xff) << 24 | (bytes[1] & 0xff) << 16 | (bytes[2] & 0xff) << 8 | bytes[3] & 0xff);
    }

    /** The address with this number as an unsigned 32-bit value, as databases store it. */
    public static Ipv4Address ofUnsigned(long number) {
        if (number < 0 || number > 0xffff_ffffL) {
            throw new IllegalArgumentException("not an unsigned 32-bit number: " + number);
        }
        return new Ipv4Address((int) number);
    }

    public long toUnsigned() {
        return bits & 0xffff_ffffL;
    }

    @Override
    public byte[] toBytes() {
        return new byte[] {(byte) (bits >>> 24), (byte) (bits >>> 16), (byte) (bits >>> 8), (byte) bits};
    }

    @Override
    public boolean isUnspecified() {
        return bits == 0;
    }

    @Override
    public Ipv4Address next() {
        return new Ipv4Address(bits + 1);
    }

    @Override
    public int compareTo(IpAddress other) {
        return other instanceof Ipv4Address(int otherBits) ? Integer.compareUnsigned(bits, otherBits) : -1;
    }

    @Override
    public String toString() {
        return (bits >>> 24) + "." + (bits >>> 16 & 0xff) + "." + (bits >>> 8 & 0xff) + "." + (bits & 0xff);
    }

    private static IllegalArgumentException notAnAddress(String text) {
        return new IllegalArgumentException("not an IPv4 address: '" + text + "'");
    }
}
