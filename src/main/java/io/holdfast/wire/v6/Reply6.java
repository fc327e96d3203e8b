package io.holdfast.wire.v6;

import io.holdfast.address.Duid;
import io.holdfast.address.IaType;
import io.holdfast.address.Ipv6Address;
import io.holdfast.address.Ipv6Prefix;
import io.holdfast.wire.PacketWriter;
import org.jspecify.annotations.Nullable;

/**
 * Writes one DHCPv6 reply (RFC 8415 §18.3): the request's transaction id, and options in the order they are added; all
 * of it in a RELAY-REPL for each relay that the request came through (§19.3). Whatever does not fit into one datagram is
 * an {@link IllegalStateException}.
 */
public final class Reply6 {

    private final PacketWriter out;
    private final OptionWriter6 options;
    private final RelayReplies relays;

    private Reply6(PacketWriter out, RelayReplies relays) {
        this.out = out;
        this.options = new OptionWriter6(out);
        this.relays = relays;
    }

    /** Begins a reply to {@code request}. */
    public static Reply6 to(Message6 request, MessageType6 type) {
        return to(new PacketWriter(512), request, type);
    }

    /** As the other, in the memory of {@code scratch}, which is cleared and may be used again after {@link #finish}. */
    public static Reply6 to(PacketWriter scratch, Message6 request, MessageType6 type) {
        if (type.isRelay()) {
            throw new IllegalArgumentException("a relay's message is none that answers a client: " + type.text());
        }
        scratch.clear();
        RelayReplies relays = RelayReplies.begin(scratch, request.relays());
        scratch.u8(type.number());
        scratch.u8(request.transactionId() >>> 16).u16(request.transactionId() & 0xffff);
        return new Reply6(scratch, relays);
    }

    public Reply6 option(int code, byte[] payload) {
        options.option(code, payload);
        return this;
    }

    /** Adds an option that is one number of 32 bits. */
    public Reply6 option(int code, int number) {
        options.number(code, number);
        return this;
    }

    public Reply6 option(int code, Duid duid) {
        return option(code, duid.bytes());
    }

    /** Adds a status code option (RFC 8415 §21.13): about the IA that was begun, otherwise about the message. */
    public Reply6 status(StatusCode6 code, String message) {
        options.status(code.number(), message);
        return this;
    }

    /** Begins an IA_NA or IA_PD; what is added goes into it, until {@link #endIa}. T1 and T2 are unsigned seconds. */
    public Reply6 beginIa(IaType type, int iaid, long t1, long t2) {
        options.beginIa(type, iaid, t1, t2);
        return this;
    }

    public Reply6 endIa() {
        options.endIa();
        return this;
    }

    /** Adds an IAADDR (RFC 8415 §21.6); lifetimes are unsigned seconds. */
    public Reply6 address(Ipv6Address address, long preferredLifetime, long validLifetime) {
        options.address(address, preferredLifetime, validLifetime);
        return this;
    }

    /**
     * Adds an IAPREFIX (RFC 8415 §21.22), with the part that the client must leave alone, if there is one.
     *
     * @param excluded a longer prefix inside of {@code prefix} (RFC 6603 §4.2)
     */
    public Reply6 prefix(Ipv6Prefix prefix, long preferredLifetime, long validLifetime, @Nullable Ipv6Prefix excluded) {
        options.prefix(prefix, preferredLifetime, validLifetime, excluded);
        return this;
    }

    /** Bytes written so far, with those of the relays. */
    public int length() {
        return out.position();
    }

    /** The datagram's bytes. To be called once. */
    public byte[] finish() {
        options.finish();
        relays.end(out);
        return out.toBytes();
    }
}
