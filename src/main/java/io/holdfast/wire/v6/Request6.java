package io.holdfast.wire.v6;

import io.holdfast.address.Duid;
import io.holdfast.address.IaType;
import io.holdfast.address.Ipv6Address;
import io.holdfast.address.Ipv6Prefix;
import io.holdfast.wire.PacketWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes what a DHCPv6 client sends (RFC 8415 §18.2), and what its relays make of it (§19.1); options go out in the
 * order they are added.
 */
public final class Request6 {

    private static final int MAX_TRANSACTION_ID = 0xffffff;

    private final PacketWriter out = new PacketWriter(256);
    private final OptionWriter6 options = new OptionWriter6(out);
    private final List<Hop> hops = new ArrayList<>();

    private Request6() {}

    /** @param transactionId 24 bits */
    public static Request6 of(MessageType6 type, int transactionId) {
        if (type.isRelay() || (transactionId & ~MAX_TRANSACTION_ID) != 0) {
            throw new IllegalArgumentException(type.text() + " with the transaction id " + transactionId
                    + ": no relay's, and 24 bits are possible");
        }
        Request6 request = new Request6();
        request.out.u8(type.number()).u8(transactionId >>> 16).u16(transactionId & 0xffff);
        return request;
    }

    public Request6 clientId(Duid duid) {
        return option(OptionCode6.CLIENT_ID, duid.bytes());
    }

    public Request6 serverId(Duid duid) {
        return option(OptionCode6.SERVER_ID, duid.bytes());
    }

    public Request6 elapsed(int hundredths) {
        return option(OptionCode6.ELAPSED_TIME, new byte[] {(byte) (hundredths >>> 8), (byte) hundredths});
    }

    public Request6 rapidCommit() {
        return option(OptionCode6.RAPID_COMMIT, new byte[0]);
    }

    /** The option request option (RFC 8415 §21.7). */
    public Request6 requesting(int... codes) {
        options.codes(OptionCode6.OPTION_REQUEST, codes);
        return this;
    }

    public Request6 option(int code, byte[] payload) {
        options.option(code, payload);
        return this;
    }

    /** Adds an option that is one number of 32 bits. */
    public Request6 option(int code, int number) {
        options.number(code, number);
        return this;
    }

    public Request6 option(int code, String text) {
        return option(code, text.getBytes(StandardCharsets.UTF_8));
    }

    /** An IA_NA or IA_PD without any hint. */
    public Request6 ia(IaType type, int iaid) {
        return beginIa(type, iaid, 0, 0).endIa();
    }

    /** An IA_NA with this address, lifetimes, T1 and T2 left to the server (RFC 8415 §18.2). */
    public Request6 ia(int iaid, Ipv6Address address) {
        return beginIa(IaType.NA, iaid, 0, 0).address(address, 0, 0).endIa();
    }

    /** An IA_PD with this prefix, lifetimes, T1 and T2 left to the server; {@code ::/56} asks for a length only. */
    public Request6 ia(int iaid, Ipv6Prefix prefix) {
        return beginIa(IaType.PD, iaid, 0, 0).prefix(prefix, 0, 0).endIa();
    }

    /** Begins an IA_NA or IA_PD; what is added goes into it, until {@link #endIa}. T1 and T2 are unsigned seconds. */
    public Request6 beginIa(IaType type, int iaid, long t1, long t2) {
        options.beginIa(type, iaid, t1, t2);
        return this;
    }

    public Request6 endIa() {
        options.endIa();
        return this;
    }

    /** An IAADDR; outside of an IA it is the address of an ADDR-REG-INFORM (RFC 9686 §4.2). */
    public Request6 address(Ipv6Address address, long preferredLifetime, long validLifetime) {
        options.address(address, preferredLifetime, validLifetime);
        return this;
    }

    public Request6 prefix(Ipv6Prefix prefix, long preferredLifetime, long validLifetime) {
        options.prefix(prefix, preferredLifetime, validLifetime, null);
        return this;
    }

    /**
     * As if a relay had passed the message on. The first one named is nearest to the client, each further one is around
     * those before it; the hop counts are 0, 1, 2 and so on (RFC 8415 §19.1).
     *
     * @param link an address of the link that the message came from
     * @param peer who the relay had the message from
     */
    public Request6 relayedBy(Ipv6Address link, Ipv6Address peer) {
        hops.add(new Hop(link, peer, new PacketWriter(64)));
        return this;
    }

    /** Adds an option to the relay that was named last. */
    public Request6 relayOption(int code, byte[] payload) {
        if (hops.isEmpty()) {
            throw new IllegalStateException("option " + code + " is for a relay, but there is none");
        }
        new OptionWriter6(hops.getLast().options).option(code, payload);
        return this;
    }

    /** What goes out, relays included. */
    public byte[] toBytes() {
        options.finish();
        byte[] message = out.toBytes();
        for (int count = 0; count < hops.size(); count++) {
            message = hops.get(count).around(message, count);
        }
        return message;
    }

    private record Hop(Ipv6Address link, Ipv6Address peer, PacketWriter options) {

        byte[] around(byte[] message, int hopCount) {
            PacketWriter relayed = new PacketWriter(Relay6.HEADER_BYTES + options.position() + 4 + message.length);
            relayed.u8(MessageType6.RELAY_FORW.number()).u8(hopCount);
            relayed.bytes(link.toBytes()).bytes(peer.toBytes()).bytes(options.toBytes());
            new OptionWriter6(relayed).option(OptionCode6.RELAY_MSG, message);
            return relayed.toBytes();
        }
    }
}
