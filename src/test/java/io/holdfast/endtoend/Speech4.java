package io.holdfast.endtoend;

import io.holdfast.address.HardwareAddress;
import io.holdfast.address.Ipv4Address;
import io.holdfast.wire.MalformedPacketException;
import io.holdfast.wire.v4.Message4;
import io.holdfast.wire.v4.MessageType4;
import io.holdfast.wire.v4.OptionCode4;
import io.holdfast.wire.v4.Request4;
import java.util.HexFormat;
import java.util.Set;

/** DHCPv4; a client's number is its transaction id and the end of its hardware address. */
record Speech4(int kind, Ipv4Address relay) implements Speech {

    static Speech4 of(int kind, String relay) {
        return new Speech4(kind, Ipv4Address.parse(relay));
    }

    private Request4 message(MessageType4 type, int number) {
        HardwareAddress hardware = HardwareAddress.parse("02:%02x:%02x:%02x:%02x:%02x"
                .formatted(kind, number >> 24 & 0xff, number >> 16 & 0xff, number >> 8 & 0xff, number & 0xff));
        return Request4.of(type, number, hardware).relayedBy(relay);
    }

    @Override
    public byte[] begin(int number) {
        return message(MessageType4.DHCPDISCOVER, number).toBytes();
    }

    @Override
    public byte[] select(int number, Heard offer) {
        return message(MessageType4.DHCPREQUEST, number)
                .option(OptionCode4.REQUESTED_ADDRESS, address(offer))
                .option(OptionCode4.SERVER_IDENTIFIER, offer.server())
                .toBytes();
    }

    @Override
    public byte[] extend(int number, Heard lease) {
        return message(MessageType4.DHCPREQUEST, number)
                .clientAddress(address(lease))
                .toBytes();
    }

    private static Ipv4Address address(Heard heard) {
        return Ipv4Address.parse(heard.leases().iterator().next());
    }

    @Override
    public Heard hear(byte[] data, int length) throws MalformedPacketException {
        Message4 answer = Message4.read(data, length);
        Heard.Meaning meaning = switch (answer.type()) {
            case DHCPOFFER -> Heard.Meaning.OFFER;
            case DHCPACK -> Heard.Meaning.ACK;
            case DHCPNAK -> Heard.Meaning.NAK;
            default -> Heard.Meaning.OTHER;
        };
        HardwareAddress hardware = answer.hardware();
        byte[] server = answer.option(OptionCode4.SERVER_IDENTIFIER);
        return new Heard(
                meaning,
                answer.transactionId(),
                hardware == null ? "" : HexFormat.of().formatHex(hardware.bytes()),
                Set.of(answer.yourAddress().toString()),
                server == null ? new byte[4] : server);
    }
}
