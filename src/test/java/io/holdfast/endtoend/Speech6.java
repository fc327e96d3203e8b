package io.holdfast.endtoend;

import io.holdfast.address.Duid;
import io.holdfast.address.IaType;
import io.holdfast.address.Ipv6Address;
import io.holdfast.address.Ipv6Prefix;
import io.holdfast.wire.MalformedPacketException;
import io.holdfast.wire.v6.Ia6;
import io.holdfast.wire.v6.IaLease6;
import io.holdfast.wire.v6.Message6;
import io.holdfast.wire.v6.MessageType6;
import io.holdfast.wire.v6.OptionCode6;
import io.holdfast.wire.v6.Request6;
import java.util.HexFormat;
import java.util.Set;
import java.util.TreeSet;

/** DHCPv6; every client wants an address and a prefix. A client's number is its transaction id and the end of its DUID. */
record Speech6(int kind, Ipv6Address relay) implements Speech {

    private static final int IAID = 1;
    private static final Ipv6Address PEER = Ipv6Address.parse("fe80::1");

    static Speech6 of(int kind, String relay) {
        return new Speech6(kind, Ipv6Address.parse(relay));
    }

    private Request6 message(MessageType6 type, int number) {
        Duid duid = Duid.parse("00:03:00:01:02:%02x:%02x:%02x:%02x:%02x"
                .formatted(kind, number >> 24 & 0xff, number >> 16 & 0xff, number >> 8 & 0xff, number & 0xff));
        return Request6.of(type, number).clientId(duid).elapsed(0).relayedBy(relay, PEER);
    }

    @Override
    public byte[] begin(int number) {
        return message(MessageType6.SOLICIT, number)
                .ia(IaType.NA, IAID)
                .ia(IaType.PD, IAID)
                .toBytes();
    }

    @Override
    public byte[] select(int number, Heard offer) {
        Request6 request = message(MessageType6.REQUEST, number).option(OptionCode6.SERVER_ID, offer.server());
        return with(offer, request).toBytes();
    }

    @Override
    public byte[] extend(int number, Heard lease) {
        return with(lease, message(MessageType6.REBIND, number)).toBytes();
    }

    private static Request6 with(Heard heard, Request6 request) {
        for (String lease : heard.leases()) {
            if (lease.indexOf('/') < 0) {
                request.ia(IAID, Ipv6Address.parse(lease));
            } else {
                request.ia(IAID, Ipv6Prefix.parse(lease));
            }
        }
        return request;
    }

    @Override
    public Heard hear(byte[] data, int length) throws MalformedPacketException {
        Message6 answer = Message6.read(data, length);
        Set<String> leases = new TreeSet<>();
        Set<IaType> types = new TreeSet<>();
        for (Ia6 ia : answer.ias()) {
            for (IaLease6 lease : ia.leases()) {
                if (lease.validLifetime() > 0) {
                    types.add(ia.type());
                    leases.add(
                            ia.type() == IaType.NA
                                    ? lease.address().toString()
                                    : lease.prefix().toString());
                }
            }
        }
        Duid client = answer.clientId();
        byte[] server = answer.option(OptionCode6.SERVER_ID);
        return new Heard(
                meaning(answer.type(), types.size() == IaType.values().length),
                answer.transactionId(),
                client == null ? "" : HexFormat.of().formatHex(client.bytes()),
                leases,
                server == null ? new byte[0] : server);
    }

    private static Heard.Meaning meaning(MessageType6 type, boolean complete) {
        return switch (type) {
            case ADVERTISE -> complete ? Heard.Meaning.OFFER : Heard.Meaning.NAK;
            case REPLY -> complete ? Heard.Meaning.ACK : Heard.Meaning.NAK;
            case null, default -> Heard.Meaning.OTHER;
        };
    }
}
