package io.holdfast.wire.v4;

import io.holdfast.wire.MalformedPacketException;
import io.holdfast.wire.PacketReader;
import io.holdfast.wire.PacketWriter;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Where a message's options are: one number per part, holding its code (8 bits), length (8) and offset (16). Parts of
 * one code belong together in the order options, file, sname (RFC 2131 §4.1, RFC 3396 §5).
 */
final class OptionIndex {

    private static final int FILE_OVERLOADED = 1;
    private static final int SNAME_OVERLOADED = 2;
    private static final int MOST_IN_ONE = 255;

    private final byte[] data;
    private int[] parts = new int[16];
    private int count;
    private int overload;

    private OptionIndex(byte[] data) {
        this.data = data;
    }

    /** Reads from {@code in}, which stands behind the magic cookie. */
    static OptionIndex of(byte[] data, PacketReader in, boolean lenient) throws MalformedPacketException {
        OptionIndex index = new OptionIndex(data);
        index.scan(in, lenient);
        index.overload = index.overload(lenient);
        if (index.fileHasOptions()) {
            index.scan(new PacketReader(data, Message4.FILE, Message4.HEADER_BYTES), lenient);
        }
        if (index.snameHasOptions()) {
            index.scan(new PacketReader(data, Message4.SNAME, Message4.FILE), lenient);
        }
        return index;
    }

    /** The same options, but for this one in the place of all parts of its code; over bytes of their own. */
    OptionIndex with(int code, byte[] payload) throws MalformedPacketException {
        int end = Message4.HEADER_BYTES + 4;
        for (int i = 0; i < count; i++) {
            end = Math.max(end, offsetOf(parts[i]) + lengthOf(parts[i]));
        }
        if (end + payload.length > PacketWriter.MAX_BYTES) {
            throw new MalformedPacketException("no room for " + payload.length + " more bytes in option " + code);
        }
        byte[] whole = Arrays.copyOf(data, end + payload.length);
        System.arraycopy(payload, 0, whole, end, payload.length);
        OptionIndex changed = new OptionIndex(whole);
        changed.overload = overload;
        for (int i = 0; i < count; i++) {
            if (parts[i] >>> 24 != code) {
                changed.add(parts[i]);
            }
        }
        for (int at = 0; at < payload.length; at += MOST_IN_ONE) {
            changed.add(code << 24 | Math.min(MOST_IN_ONE, payload.length - at) << 16 | end + at);
        }
        return changed;
    }

    /** What the options are in. */
    byte[] data() {
        return data;
    }

    boolean fileHasOptions() {
        return (overload & FILE_OVERLOADED) != 0;
    }

    boolean snameHasOptions() {
        return (overload & SNAME_OVERLOADED) != 0;
    }

    /** The bytes of all parts, or -1 when there is none. */
    int length(int code) {
        int length = -1;
        for (int i = 0; i < count; i++) {
            if (parts[i] >>> 24 == code) {
                length = Math.max(length, 0) + lengthOf(parts[i]);
            }
        }
        return length;
    }

    /** The byte at {@code position} of the joined payload, which has that many. */
    int at(int code, int position) {
        int rest = position;
        for (int i = 0; i < count; i++) {
            if (parts[i] >>> 24 == code) {
                if (rest < lengthOf(parts[i])) {
                    return data[offsetOf(parts[i]) + rest] & 0xff;
                }
                rest -= lengthOf(parts[i]);
            }
        }
        throw new IndexOutOfBoundsException("byte " + position + " of option " + code);
    }

    byte @Nullable [] payload(int code) {
        int length = length(code);
        if (length < 0) {
            return null;
        }
        byte[] payload = new byte[length];
        int at = 0;
        for (int i = 0; i < count; i++) {
            if (parts[i] >>> 24 == code) {
                System.arraycopy(data, offsetOf(parts[i]), payload, at, lengthOf(parts[i]));
                at += lengthOf(parts[i]);
            }
        }
        return payload;
    }

    /** A cursor over the payload, in place unless it has several parts. */
    @Nullable
    PacketReader reader(int code) {
        int only = -1;
        for (int i = 0; i < count; i++) {
            if (parts[i] >>> 24 == code) {
                if (only >= 0) {
                    byte[] payload = payload(code);
                    return payload == null ? null : new PacketReader(payload, 0, payload.length);
                }
                only = i;
            }
        }
        return only < 0
                ? null
                : new PacketReader(data, offsetOf(parts[only]), offsetOf(parts[only]) + lengthOf(parts[only]));
    }

    int[] codes() {
        int[] codes = new int[count];
        int distinct = 0;
        for (int i = 0; i < count; i++) {
            int code = parts[i] >>> 24;
            boolean seen = false;
            for (int j = 0; j < distinct && !seen; j++) {
                seen = codes[j] == code;
            }
            if (!seen) {
                codes[distinct++] = code;
            }
        }
        return Arrays.copyOf(codes, distinct);
    }

    private void scan(PacketReader in, boolean lenient) throws MalformedPacketException {
        while (in.remaining() > 0) {
            int code = in.u8("option code");
            if (code == OptionCode4.END) {
                return;
            }
            if (code != OptionCode4.PAD) {
                if (lenient && cutOff(in)) {
                    return;
                }
                int length = in.u8("length of option", code);
                int offset = in.position();
                in.skip(length, "option", code);
                add(code << 24 | length << 16 | offset);
            }
        }
    }

    private boolean cutOff(PacketReader in) {
        return in.remaining() == 0 || in.remaining() - 1 < (data[in.position()] & 0xff);
    }

    private void add(int part) {
        if (count == parts.length) {
            parts = Arrays.copyOf(parts, count * 2);
        }
        parts[count++] = part;
    }

    /** Option 52 of the options field; elsewhere it would mean nothing. */
    private int overload(boolean lenient) throws MalformedPacketException {
        int length = length(OptionCode4.OVERLOAD);
        if (length < 0) {
            return 0;
        }
        int value = length == 1 ? at(OptionCode4.OVERLOAD, 0) : 0;
        if (value >= FILE_OVERLOADED && value <= (FILE_OVERLOADED | SNAME_OVERLOADED)) {
            return value;
        }
        if (lenient) {
            return 0;
        }
        throw new MalformedPacketException(
                length == 1
                        ? "option 52 (overload) is " + at(OptionCode4.OVERLOAD, 0) + ", not 1, 2 or 3"
                        : "option 52 (overload) has " + length + " bytes, not 1");
    }

    private static int lengthOf(int part) {
        return part >>> 16 & 0xff;
    }

    private static int offsetOf(int part) {
        return part & 0xffff;
    }
}
