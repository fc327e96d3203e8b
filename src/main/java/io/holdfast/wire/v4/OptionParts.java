package io.holdfast.wire.v4;

import io.holdfast.wire.PacketWriter;

/** Writes an option in as many parts of at most 255 bytes as it needs (RFC 3396 §6). */
final class OptionParts {

    private static final int MAX_PART = 255;

    private OptionParts() {}

    static void write(PacketWriter out, int code, byte[] payload) {
        int at = 0;
        do {
            int length = Math.min(MAX_PART, payload.length - at);
            out.u8(code).u8(length).bytes(payload, at, length);
            at += length;
        } while (at < payload.length);
    }

    /** The bytes that {@link #write} needs, codes and lengths included. */
    static int size(int payloadBytes) {
        return payloadBytes + 2 * Math.max(1, (payloadBytes + MAX_PART - 1) / MAX_PART);
    }
}
