package io.holdfast.wire.v4;

import io.holdfast.wire.MalformedPacketException;
import io.holdfast.wire.PacketReader;
import io.holdfast.wire.PacketWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The payload of options 124 and 125 (RFC 3925): blocks, each with the number of a vendor, a length of one byte, and data.
 */
public final class VendorBlocks4 {

    private static final int MOST = 255;

    private VendorBlocks4() {}

    /**
     * The data by enterprise number, in the order the vendors come first; what several blocks of one vendor have is joined.
     * What comes after a broken block does not count; a number at the end is a vendor without data.
     */
    public static Map<Long, byte[]> of(byte[] payload) {
        Map<Long, byte[]> blocks = new LinkedHashMap<>();
        read(payload, blocks);
        return blocks;
    }

    /** The same; absent when a block is broken. */
    public static @Nullable Map<Long, byte[]> whole(byte[] payload) {
        Map<Long, byte[]> blocks = new LinkedHashMap<>();
        return read(payload, blocks) ? blocks : null;
    }

    private static boolean read(byte[] payload, Map<Long, byte[]> blocks) {
        try {
            PacketReader in = new PacketReader(payload, 0, payload.length);
            while (in.remaining() > 0) {
                long enterprise = in.i32("enterprise number") & 0xffff_ffffL;
                int length = in.remaining() == 0 ? 0 : in.u8("length of vendor data");
                blocks.merge(enterprise, in.bytes(length, "vendor data"), VendorBlocks4::joined);
            }
            return true;
        } catch (MalformedPacketException _) {
            return false;
        }
    }

    /** The number of the first vendor, 0 when there is none. */
    public static long enterprise(byte[] payload) {
        return of(payload).keySet().stream().findFirst().orElse(0L);
    }

    /** @param data at most 255 bytes */
    public static byte[] block(long enterprise, byte[] data) {
        if (data.length > MOST) {
            throw new IllegalArgumentException(data.length + " bytes of a vendor, at most " + MOST + " have room");
        }
        return new PacketWriter(data.length + 5)
                .i32((int) enterprise)
                .u8(data.length)
                .bytes(data)
                .toBytes();
    }

    private static byte[] joined(byte[] one, byte[] other) {
        return new PacketWriter(one.length + other.length)
                .bytes(one)
                .bytes(other)
                .toBytes();
    }
}
