package io.holdfast.engine.v4;

import io.holdfast.address.Ipv4Address;
import io.holdfast.engine.Decision;
import io.holdfast.lease.JsonMembers;
import io.holdfast.lease.Lease4;
import io.holdfast.lease.LeaseQuestion;
import io.holdfast.wire.PacketWriter;
import io.holdfast.wire.v4.Message4;
import io.holdfast.wire.v4.OptionCode4;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Option 82 of a client's last relayed message, as its lease has kept it ({@code store-extended-info}): a renewal comes by
 * unicast past the relay, and is to be treated as if it had come through it ({@code stash-agent-options}).
 */
final class StashedOptions {

    /** Of messages that were completed so. */
    static final List<String> CLASSES = List.of("STASH_AGENT_OPTIONS");

    /** Behind the magic cookie. */
    private static final int OPTIONS = Message4.HEADER_BYTES + 4;

    private static final int MOST_IN_ONE = 255;

    private StashedOptions() {}

    /** Whether a message is a renewal past the relay. */
    static boolean mayHelp(Query4 query) {
        return query.duty() == Duty.REQUEST
                && query.ciaddr() != null
                && !query.relayed()
                && query.message().optionLength(OptionCode4.RELAY_AGENT_INFORMATION) <= 0;
    }

    /** The lease is that of the address the client has. */
    static Decision ask(Exchange4 x) {
        Ipv4Address address = x.query().ciaddr();
        return address == null ? x.inquiry.ask() : x.inquiry.ask(new LeaseQuestion.OfAddress(address));
    }

    /** What the client's lease has kept; absent when it has no running lease of its own, or one without. */
    static byte @Nullable [] of(Exchange4 x, long now) {
        Lease4 lease = x.known.row;
        if (lease == null
                || lease.isExpired(now)
                || !ClientLeases.belongs(lease, x.query().identity())) {
            return null;
        }
        String isc = lease.userContext() == null ? null : JsonMembers.member(lease.userContext(), "ISC");
        String info = isc == null ? null : JsonMembers.member(isc, "relay-agent-info");
        String written = info != null && info.startsWith("{") ? JsonMembers.member(info, "sub-options") : info;
        byte[] options = written == null ? null : bytes(written);
        return options != null && isWhole(options) ? options : null;
    }

    /** Hexadecimal as Kea writes it, or people: {@code "0x0104..."}, with colons or without. */
    private static byte @Nullable [] bytes(String quoted) {
        String text = quoted.replace("\"", "").replace(":", "").strip();
        String digits = text.startsWith("0x") ? text.substring(2) : text;
        if (digits.length() % 2 != 0 || !digits.chars().allMatch(HexFormat::isHexDigit)) {
            return null;
        }
        return HexFormat.of().parseHex(digits);
    }

    /** Whether it is one sub-option after the other, and at least one. */
    private static boolean isWhole(byte[] options) {
        int at = 0;
        while (at + 1 < options.length) {
            at += 2 + (options[at + 1] & 0xff);
        }
        return options.length > 0 && at == options.length;
    }

    /** The packet with these sub-options as option 82 before its own options, split where it must be (RFC 3396). */
    static byte[] insert(byte[] data, int length, byte[] subOptions) {
        PacketWriter out = new PacketWriter(length + subOptions.length + 8);
        out.bytes(data, 0, OPTIONS);
        for (int at = 0; at < subOptions.length; at += MOST_IN_ONE) {
            byte[] part = Arrays.copyOfRange(subOptions, at, Math.min(subOptions.length, at + MOST_IN_ONE));
            out.u8(OptionCode4.RELAY_AGENT_INFORMATION).u8(part.length).bytes(part);
        }
        return out.bytes(data, OPTIONS, length - OPTIONS).toBytes();
    }
}
