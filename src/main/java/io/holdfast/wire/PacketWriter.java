package io.holdfast.wire;

import java.util.Arrays;

/** A cursor that writes big-endian numbers and bytes, and grows as needed up to the size of a UDP datagram. */
public final class PacketWriter {

    public static final int MAX_BYTES = 65_507;

    private byte[] data;
    private int position;

    public PacketWriter(int expectedBytes) {
        data = new byte[expectedBytes];
    }

    public int position() {
        return position;
    }

    public PacketWriter u8(int value) {
        room(1);
        data[position++] = (byte) value;
        return this;
    }

    public PacketWriter u16(int value) {
        room(2);
        data[position++] = (byte) (value >>> 8);
        data[position++] = (byte) value;
        return this;
    }

    public PacketWriter i32(int value) {
        room(4);
        data[position++] = (byte) (value >>> 24);
        data[position++] = (byte) (value >>> 16);
        data[position++] = (byte) (value >>> 8);
        data[position++] = (byte) value;
        return this;
    }

    public PacketWriter bytes(byte[] bytes) {
        return bytes(bytes, 0, bytes.length);
    }

    public PacketWriter bytes(byte[] bytes, int from, int length) {
        room(length);
        System.arraycopy(bytes, from, data, position, length);
        position += length;
        return this;
    }

    public PacketWriter zeros(int count) {
        room(count);
        Arrays.fill(data, position, position + count, (byte) 0);
        position += count;
        return this;
    }

    /** Leaves room for the length (16 bits) of what follows; returns the mark that {@link #endLength} takes. */
    public int beginLength() {
        u16(0);
        return position;
    }

    /** Writes into the room left by {@link #beginLength} how many bytes have followed it. */
    public PacketWriter endLength(int mark) {
        int length = position - mark;
        if (mark < 2 || length < 0) {
            throw new IllegalArgumentException("no length was begun at " + mark + " of " + position + " bytes");
        }
        data[mark - 2] = (byte) (length >>> 8);
        data[mark - 1] = (byte) length;
        return this;
    }

    /** What has been written, as an array of its own. */
    public byte[] toBytes() {
        return Arrays.copyOf(data, position);
    }

    /** Begins anew with the same memory. */
    public void clear() {
        position = 0;
    }

    private void room(int count) {
        int needed = position + count;
        if (needed > MAX_BYTES) {
            throw new IllegalStateException(
                    "a datagram has at most " + MAX_BYTES + " bytes, " + needed + " were wanted");
        }
        if (needed > data.length) {
            data = Arrays.copyOf(data, Math.min(MAX_BYTES, Math.max(needed, data.length * 2)));
        }
    }
}
