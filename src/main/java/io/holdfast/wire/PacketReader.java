package io.holdfast.wire;

import java.util.Arrays;

/**
 * A cursor over received bytes. It owns all bounds: reading past the end throws, so that codecs check no lengths
 * themselves. Numbers are big-endian.
 */
public final class PacketReader {

    private final byte[] data;
    private final int begin;
    private final int end;
    private int position;

    /** Reads {@code data[from, to)}. */
    public PacketReader(byte[] data, int from, int to) {
        if (from < 0 || to > data.length || from > to) {
            throw new IndexOutOfBoundsException("[" + from + ", " + to + ") of " + data.length);
        }
        this.data = data;
        this.begin = from;
        this.position = from;
        this.end = to;
    }

    public int position() {
        return position;
    }

    public int remaining() {
        return end - position;
    }

    public int u8(String what) throws MalformedPacketException {
        need(1, what);
        return data[position++] & 0xff;
    }

    public int u16(String what) throws MalformedPacketException {
        need(2, what);
        int value = (data[position] & 0xff) << 8 | data[position + 1] & 0xff;
        position += 2;
        return value;
    }

    /** 32 bits as they are; the caller decides whether they are signed. */
    public int i32(String what) throws MalformedPacketException {
        need(4, what);
        int value = (data[position] & 0xff) << 24
                | (data[position + 1] & 0xff) << 16
                | (data[position + 2] & 0xff) << 8
                | data[position + 3] & 0xff;
        position += 4;
        return value;
    }

    public byte[] bytes(int length, String what) throws MalformedPacketException {
        need(length, what);
        byte[] bytes = Arrays.copyOfRange(data, position, position + length);
        position += length;
        return bytes;
    }

    public void skip(int length, String what) throws MalformedPacketException {
        need(length, what);
        position += length;
    }

    /** Reads one byte; {@code what} and {@code number} name it in an error, without costing a string when there is none. */
    public int u8(String what, int number) throws MalformedPacketException {
        if (position == end) {
            need(1, what + " " + number);
        }
        return data[position++] & 0xff;
    }

    /** As {@link #u8(String, int)}, two bytes. */
    public int u16(String what, int number) throws MalformedPacketException {
        if (end - position < 2) {
            need(2, what + " " + number);
        }
        return u16(what);
    }

    /** Skips; {@code what} and {@code number} name the bytes in an error. */
    public void skip(int length, String what, int number) throws MalformedPacketException {
        if (length > end - position) {
            need(length, what + " " + number);
        }
        position += length;
    }

    /** A cursor over the next {@code length} bytes; this one moves behind them. */
    public PacketReader slice(int length, String what) throws MalformedPacketException {
        need(length, what);
        PacketReader slice = new PacketReader(data, position, position + length);
        position += length;
        return slice;
    }

    /** Another cursor over the same bytes, standing {@code offset} bytes behind their beginning. */
    public PacketReader at(int offset, String what) throws MalformedPacketException {
        if (offset < 0 || offset > end - begin) {
            throw new MalformedPacketException(
                    what + " points at offset " + offset + ", but there are only " + (end - begin) + " bytes");
        }
        PacketReader there = new PacketReader(data, begin, end);
        there.position = begin + offset;
        return there;
    }

    /** How many bytes lie behind the cursor. */
    public int consumed() {
        return position - begin;
    }

    /** To be called when all has been read. */
    public void finish(String what) throws MalformedPacketException {
        if (position != end) {
            throw new MalformedPacketException(
                    what + ": " + (end - position) + " bytes too many at offset " + position);
        }
    }

    private void need(int length, String what) throws MalformedPacketException {
        if (length < 0 || length > end - position) {
            throw new MalformedPacketException(what + " needs " + length + " bytes at offset " + position
                    + ", but only " + (end - position) + " are left");
        }
    }
}
