package io.holdfast.wire.v6;

import io.holdfast.address.IaType;
import io.holdfast.address.Ipv6Address;
import io.holdfast.address.Ipv6Prefix;
import io.holdfast.wire.PacketWriter;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Writes options (RFC 8415 §21) one after the other; those between the beginning and the end of an IA go into it. */
final class OptionWriter6 {

    private static final int NOT_IN_IA = -1;

    private final PacketWriter out;
    private int ia = NOT_IN_IA;

    OptionWriter6(PacketWriter out) {
        this.out = out;
    }

    void option(int code, byte[] payload) {
        if (payload.length > 0xffff) {
            throw new IllegalStateException(
                    "option " + code + " has at most 65535 bytes, " + payload.length + " were wanted");
        }
        out.u16(code).u16(payload.length).bytes(payload);
    }

    void number(int code, int number) {
        out.u16(code).u16(4).i32(number);
    }

    void codes(int code, int[] codes) {
        out.u16(code);
        int mark = out.beginLength();
        for (int each : codes) {
            out.u16(each);
        }
        out.endLength(mark);
    }

    void status(int number, String message) {
        out.u16(OptionCode6.STATUS_CODE);
        int mark = out.beginLength();
        out.u16(number).bytes(message.getBytes(StandardCharsets.UTF_8)).endLength(mark);
    }

    void beginIa(IaType type, int iaid, long t1, long t2) {
        if (ia != NOT_IN_IA) {
            throw new IllegalStateException("an identity association is begun inside of another");
        }
        out.u16(type == IaType.NA ? OptionCode6.IA_NA : OptionCode6.IA_PD);
        ia = out.beginLength();
        out.i32(iaid).i32((int) t1).i32((int) t2);
    }

    void endIa() {
        if (ia == NOT_IN_IA) {
            throw new IllegalStateException("no identity association was begun");
        }
        out.endLength(ia);
        ia = NOT_IN_IA;
    }

    void address(Ipv6Address address, long preferred, long valid) {
        out.u16(OptionCode6.IAADDR);
        int mark = out.beginLength();
        out.bytes(address.toBytes()).i32((int) preferred).i32((int) valid).endLength(mark);
    }

    void prefix(Ipv6Prefix prefix, long preferred, long valid, @Nullable Ipv6Prefix excluded) {
        out.u16(OptionCode6.IAPREFIX);
        int mark = out.beginLength();
        out.i32((int) preferred).i32((int) valid).u8(prefix.length());
        out.bytes(prefix.network().toBytes());
        if (excluded != null) {
            out.u16(OptionCode6.PD_EXCLUDE);
            int inner = out.beginLength();
            ExcludedPrefix.write(out, prefix, excluded);
            out.endLength(inner);
        }
        out.endLength(mark);
    }

    void finish() {
        if (ia != NOT_IN_IA) {
            throw new IllegalStateException("an identity association was begun and not ended");
        }
    }
}
