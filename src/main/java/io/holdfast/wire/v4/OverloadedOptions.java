package io.holdfast.wire.v4;

import io.holdfast.wire.PacketWriter;
import java.util.Arrays;

/**
 * Spreads the options of a reply that is too long over the options field and, where unused, {@code file} and
 * {@code sname} (RFC 2131 §4.1). An option stays in one field; each goes into the first that has room for it.
 */
final class OverloadedOptions {

    private static final int OPTIONS_AT = Message4.HEADER_BYTES + 4;

    /** Option 53, which stays first; BOOTP has none. */
    private static final int MESSAGE_TYPE_BYTES = 3;

    private static final int OVERLOAD_BYTES = 3;
    private static final int FILE_ROOM = 127; // its last byte is for the end option
    private static final int SNAME_ROOM = 63;

    private final byte[] written;
    private final int typeBytes;
    private final PacketWriter options = new PacketWriter(576);
    private final PacketWriter file = new PacketWriter(FILE_ROOM);
    private final PacketWriter sname = new PacketWriter(SNAME_ROOM);
    private int[] omitted = new int[0];

    /** @param limit how long header and options field may become, the end option not counted */
    OverloadedOptions(byte[] written, int limit, boolean fileUnused, boolean serverNameUnused) {
        this.written = written;
        typeBytes =
                written.length > OPTIONS_AT && written[OPTIONS_AT] == OptionCode4.MESSAGE_TYPE ? MESSAGE_TYPE_BYTES : 0;
        int room = limit - OPTIONS_AT - typeBytes - OVERLOAD_BYTES;
        int at = OPTIONS_AT + typeBytes;
        while (at < written.length) {
            int next = behind(at);
            int length = next - at;
            if (options.position() + length <= room) {
                options.bytes(written, at, length);
            } else if (fileUnused && file.position() + length <= FILE_ROOM) {
                file.bytes(written, at, length);
            } else if (serverNameUnused && sname.position() + length <= SNAME_ROOM) {
                sname.bytes(written, at, length);
            } else {
                omitted = Arrays.copyOf(omitted, omitted.length + 1);
                omitted[omitted.length - 1] = written[at] & 0xff;
            }
            at = next;
        }
    }

    int[] omitted() {
        return omitted;
    }

    /** Writes the message anew, up to where option 82 or the end option follows. */
    void writeTo(PacketWriter out) {
        out.clear();
        out.bytes(written, 0, Message4.SNAME);
        field(out, sname, Message4.SNAME, Message4.FILE - Message4.SNAME);
        field(out, file, Message4.FILE, Message4.HEADER_BYTES - Message4.FILE);
        out.bytes(written, Message4.HEADER_BYTES, OPTIONS_AT + typeBytes - Message4.HEADER_BYTES);
        int overload = (file.position() > 0 ? 1 : 0) | (sname.position() > 0 ? 2 : 0);
        if (overload != 0) {
            out.u8(OptionCode4.OVERLOAD).u8(1).u8(overload);
        }
        out.bytes(options.toBytes());
    }

    private void field(PacketWriter out, PacketWriter overloaded, int at, int length) {
        if (overloaded.position() == 0) {
            out.bytes(written, at, length);
        } else {
            out.bytes(overloaded.toBytes()).u8(OptionCode4.END);
            out.zeros(length - overloaded.position() - 1);
        }
    }

    /** Where the option that begins at {@code at} ends: all its parts follow each other. */
    private int behind(int at) {
        int next = at;
        while (next < written.length && written[next] == written[at]) {
            next += 2 + (written[next + 1] & 0xff);
        }
        return next;
    }
}
