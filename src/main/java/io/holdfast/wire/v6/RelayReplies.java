package io.holdfast.wire.v6;

import io.holdfast.wire.PacketWriter;
import java.util.BitSet;
import java.util.List;

/**
 * What goes around a reply to a relayed message (RFC 8415 §19.3): a RELAY-REPL for each relay, outermost first, with hop
 * count and addresses as received, and whatever the relay needs back to find its way: its interface-id (§21.18), the
 * option 135 that says it has a port of its own (RFC 8357 §5.2), and what its echo request names (RFC 4994 §4).
 */
final class RelayReplies {

    /** Where the messages that the relays pass on begin. */
    private final int[] marks;

    private RelayReplies(int[] marks) {
        this.marks = marks;
    }

    /** Writes what comes before the message. */
    static RelayReplies begin(PacketWriter out, List<Relay6> relays) {
        int[] marks = new int[relays.size()];
        for (int i = 0; i < marks.length; i++) {
            Relay6 relay = relays.get(i);
            out.u8(MessageType6.RELAY_REPL.number()).u8(relay.hopCount());
            out.bytes(relay.linkAddress().toBytes());
            out.bytes(relay.peerAddress().toBytes());
            echo(out, relay.options());
            out.u16(OptionCode6.RELAY_MSG);
            marks[i] = out.beginLength();
        }
        return new RelayReplies(marks);
    }

    /** Says how long the messages have become. */
    void end(PacketWriter out) {
        for (int mark : marks) {
            out.endLength(mark);
        }
    }

    private static void echo(PacketWriter out, Options6 options) {
        BitSet wanted = options.listed(OptionCode6.ECHO_REQUEST);
        wanted.set(OptionCode6.INTERFACE_ID);
        wanted.set(OptionCode6.RELAY_SOURCE_PORT);
        wanted.clear(OptionCode6.RELAY_MSG);
        for (int i = 0; i < options.size(); i++) {
            int code = options.codeAt(i);
            if (wanted.get(code)) {
                byte[] payload = options.payloadAt(i);
                out.u16(code).u16(payload.length).bytes(payload);
            }
        }
    }
}
