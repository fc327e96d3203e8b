package io.holdfast.wire.v6;

import io.holdfast.address.Duid;
import io.holdfast.wire.MalformedPacketException;
import io.holdfast.wire.PacketReader;
import io.holdfast.wire.PacketWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A view of options in the order they were received (RFC 8415 §21.1): those of a message, of a relay, or inside another
 * option. Nothing is copied until asked. There may be several of one code; where only one makes sense the first counts,
 * as with Kea, and {@link #count} tells whoever must refuse the message.
 *
 * <pre>
 *  0 code(2)   2 length of the payload(2)   4 payload
 * </pre>
 */
public final class Options6 {

    private static final char[] NONE = {};
    private static final int HEADER_BYTES = 4;

    private final byte[] data;
    private final boolean lenient;

    /** Where the options begin: their headers. */
    private char[] starts = NONE;

    private int size;

    private Options6(byte[] data, boolean lenient) {
        this.data = data;
        this.lenient = lenient;
    }

    /** Reads {@code in}, a cursor over {@code data}, to its end; {@code lenient} forgives a last option that is cut off. */
    static Options6 read(byte[] data, PacketReader in, boolean lenient) throws MalformedPacketException {
        Options6 options = new Options6(data, lenient);
        while (in.remaining() > 0) {
            int start = in.position();
            if (lenient && options.cutOff(start, in.remaining())) {
                return options;
            }
            int code = in.u16("code of an option");
            in.skip(in.u16("length of option", code), "option", code);
            options.add(start);
        }
        return options;
    }

    /** The same options, but for this one in the place of the first of its code; over bytes of their own. */
    Options6 with(int code, byte[] payload) throws MalformedPacketException {
        int end = 0;
        for (int i = 0; i < size; i++) {
            end = Math.max(end, start(i) + HEADER_BYTES + lengthAt(i));
        }
        if (end + HEADER_BYTES + payload.length > PacketWriter.MAX_BYTES) {
            throw new MalformedPacketException("no room for " + payload.length + " more bytes in option " + code);
        }
        byte[] header = {(byte) (code >> 8), (byte) code, (byte) (payload.length >> 8), (byte) payload.length};
        byte[] whole = Arrays.copyOf(data, end + HEADER_BYTES + payload.length);
        System.arraycopy(header, 0, whole, end, HEADER_BYTES);
        System.arraycopy(payload, 0, whole, end + HEADER_BYTES, payload.length);
        Options6 changed = new Options6(whole, lenient);
        int replaced = indexOf(code);
        for (int i = 0; i < size; i++) {
            changed.add(i == replaced ? end : starts[i]);
        }
        if (replaced < 0) {
            changed.add(end);
        }
        return changed;
    }

    /** How many options there are, all codes together. */
    public int size() {
        return size;
    }

    /** The code of the option at {@code index}, which is less than {@link #size}. */
    public int codeAt(int index) {
        return u16(start(index));
    }

    /** A copy of the payload of the option at {@code index}. */
    public byte[] payloadAt(int index) {
        int from = start(index) + HEADER_BYTES;
        return Arrays.copyOfRange(data, from, from + lengthAt(index));
    }

    /** How many options have this code. */
    public int count(int code) {
        int count = 0;
        for (int i = 0; i < size; i++) {
            count += codeAt(i) == code ? 1 : 0;
        }
        return count;
    }

    public boolean has(int code) {
        return indexOf(code) >= 0;
    }

    /** How many bytes the payload of the first option with this code has; -1 when there is none. */
    public int length(int code) {
        int index = indexOf(code);
        return index < 0 ? -1 : lengthAt(index);
    }

    /** A copy of the payload of the first option with this code; absent when there is none. */
    public byte @Nullable [] payload(int code) {
        int index = indexOf(code);
        return index < 0 ? null : payloadAt(index);
    }

    /** Copies of the payloads of all options with this code, in their order. */
    public List<byte[]> payloads(int code) {
        List<byte[]> payloads = new ArrayList<>(2);
        for (int i = 0; i < size; i++) {
            if (codeAt(i) == code) {
                payloads.add(payloadAt(i));
            }
        }
        return payloads;
    }

    /** The codes that there are, each once, in the order they first appear. */
    public int[] codes() {
        BitSet seen = new BitSet();
        int[] codes = new int[size];
        int distinct = 0;
        for (int i = 0; i < size; i++) {
            int code = codeAt(i);
            if (!seen.get(code)) {
                seen.set(code);
                codes[distinct++] = code;
            }
        }
        return Arrays.copyOf(codes, distinct);
    }

    /** The first option 13 (RFC 8415 §21.13); absent when there is none. */
    public @Nullable Status6 status() throws MalformedPacketException {
        PacketReader in = reader(OptionCode6.STATUS_CODE);
        if (in == null) {
            return null;
        }
        int number = in.u16("number of the status code option");
        byte[] message = in.bytes(in.remaining(), "message of the status code option");
        return new Status6(number, new String(message, StandardCharsets.UTF_8));
    }

    /** A list of codes, two bytes each, such as options 6 and 43; empty when there is none. */
    public int[] codeList(int code) throws MalformedPacketException {
        PacketReader in = reader(code);
        int[] codes = new int[in == null ? 0 : in.remaining() / 2];
        for (int i = 0; in != null && i < codes.length; i++) {
            codes[i] = in.u16("list of option", code);
        }
        if (in != null && !lenient) {
            in.finish("list of codes in option " + code);
        }
        return codes;
    }

    /** Whether a list of codes, two bytes each, names {@code wanted}. */
    public boolean listNames(int code, int wanted) {
        int index = indexOf(code);
        int from = index < 0 ? 0 : start(index) + HEADER_BYTES;
        int count = index < 0 ? 0 : lengthAt(index) / 2;
        for (int i = 0; i < count; i++) {
            if (u16(from + 2 * i) == wanted) {
                return true;
            }
        }
        return false;
    }

    /** The codes in a list, two bytes each, as a set of its own; half a code at the end does not count. */
    BitSet listed(int code) {
        BitSet listed = new BitSet();
        int index = indexOf(code);
        int from = index < 0 ? 0 : start(index) + HEADER_BYTES;
        int count = index < 0 ? 0 : lengthAt(index) / 2;
        for (int i = 0; i < count; i++) {
            listed.set(u16(from + 2 * i));
        }
        return listed;
    }

    /** An option that is one unsigned number of 16 bits; {@code otherwise} when missing. */
    public int u16(int code, int otherwise) throws MalformedPacketException {
        PacketReader in = reader(code);
        if (in == null) {
            return otherwise;
        }
        int value = in.u16("option", code);
        in.finish("option " + code);
        return value;
    }

    /** An option that is one unsigned number of 32 bits; {@code otherwise} when missing. */
    public long u32(int code, long otherwise) throws MalformedPacketException {
        PacketReader in = reader(code);
        if (in == null) {
            return otherwise;
        }
        long value = Integer.toUnsignedLong(in.i32("option " + code));
        in.finish("option " + code);
        return value;
    }

    /** The options inside the first option with this code, which holds nothing else; absent when there is none. */
    public @Nullable Options6 inside(int code) throws MalformedPacketException {
        PacketReader in = reader(code);
        return in == null ? null : rest(in);
    }

    /** The DUID that is the first option with this code; absent when there is none. {@code name} is for the error. */
    @Nullable
    Duid duid(int code, String name) throws MalformedPacketException {
        int index = indexOf(code);
        if (index < 0) {
            return null;
        }
        int length = lengthAt(index);
        if (length < Duid.MIN_BYTES || length > Duid.MAX_BYTES) {
            throw new MalformedPacketException("the " + name + " (option " + code + ") at offset " + start(index)
                    + " has " + length + " bytes, not " + Duid.MIN_BYTES + " to " + Duid.MAX_BYTES);
        }
        return Duid.of(payloadAt(index));
    }

    /** The options in what the cursor has still before it. */
    Options6 rest(PacketReader in) throws MalformedPacketException {
        return read(data, in, lenient);
    }

    boolean lenient() {
        return lenient;
    }

    /** A cursor over the payload of the first option with this code; absent when there is none. */
    @Nullable
    PacketReader reader(int code) {
        int index = indexOf(code);
        return index < 0 ? null : readerAt(index);
    }

    PacketReader readerAt(int index) {
        int from = start(index) + HEADER_BYTES;
        return new PacketReader(data, from, from + lengthAt(index));
    }

    private int indexOf(int code) {
        for (int i = 0; i < size; i++) {
            if (u16(starts[i]) == code) {
                return i;
            }
        }
        return -1;
    }

    private int lengthAt(int index) {
        return u16(start(index) + 2);
    }

    private int start(int index) {
        if (index >= size) {
            throw new IndexOutOfBoundsException("option " + index + " of " + size);
        }
        return starts[index];
    }

    private void add(int start) {
        if (size == starts.length) {
            starts = Arrays.copyOf(starts, Math.max(8, size * 2));
        }
        starts[size++] = (char) start;
    }

    private boolean cutOff(int start, int remaining) {
        return remaining < HEADER_BYTES || remaining < HEADER_BYTES + u16(start + 2);
    }

    private int u16(int offset) {
        return (data[offset] & 0xff) << 8 | data[offset + 1] & 0xff;
    }
}
