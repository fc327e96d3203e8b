package io.holdfast.app;

import io.holdfast.address.Duid;
import io.holdfast.address.HardwareAddress;
import io.holdfast.address.IaType;
import io.holdfast.address.Ipv4Address;
import io.holdfast.address.Ipv6Address;
import io.holdfast.address.Protocol;
import io.holdfast.wire.MalformedPacketException;
import io.holdfast.wire.v4.Message4;
import io.holdfast.wire.v4.MessageType4;
import io.holdfast.wire.v4.OptionCode4;
import io.holdfast.wire.v4.Request4;
import io.holdfast.wire.v6.Ia6;
import io.holdfast.wire.v6.IaLease6;
import io.holdfast.wire.v6.Message6;
import io.holdfast.wire.v6.MessageType6;
import io.holdfast.wire.v6.OptionCode6;
import io.holdfast.wire.v6.Request6;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.SocketTimeoutException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * One client behind a relay, which asks what it would be given (DISCOVER, SOLICIT): {@code address}, {@code prefix}, {@code
 * lifetime}, {@code file}, and the bytes of the options that it asks for, by their codes.
 */
final class LoopbackAsking implements AutoCloseable {

    /** An answer that does not come within this will not come. */
    private static final int PATIENCE_MILLIS = 500;

    private static final int VENDOR_CLASS_6 = 16;
    private static final byte[] ENTERPRISE = {0, 0, 0, 9, 0, 1, 7};

    /** The answer goes to the port that the question came from; the link is that of 192.0.2.1. */
    private static final byte[] RELAY_AGENT = {
        OptionCode4.RelayAgent.RELAY_SOURCE_PORT, 0, OptionCode4.RelayAgent.LINK_SELECTION, 4, (byte) 192, 0, 2, 1
    };

    private static final byte[] FROM_HERE = {0, 0};

    private final WholeServer server;
    private final Protocol protocol;
    private final int[] codes;
    private final DatagramSocket socket;

    LoopbackAsking(WholeServer server, Protocol protocol, int... codes) throws IOException {
        this.server = server;
        this.protocol = protocol;
        this.codes = codes.clone();
        this.socket = new DatagramSocket(0, server.dhcp().getAddress());
        socket.setSoTimeout(PATIENCE_MILLIS);
    }

    /** Empty when nobody answers. */
    Map<String, String> ask() throws IOException, MalformedPacketException {
        byte[] question = switch (protocol) {
            case DHCP4 -> discover();
            case DHCP6 -> solicit();
        };
        DatagramPacket answer = new DatagramPacket(new byte[1500], 1500);
        try {
            socket.send(new DatagramPacket(question, question.length, server.dhcp()));
            socket.receive(answer);
        } catch (SocketTimeoutException _) {
            return Map.of();
        }
        return switch (protocol) {
            case DHCP4 -> read(Message4.read(answer.getData(), answer.getLength()));
            case DHCP6 -> read(Message6.read(answer.getData(), answer.getLength()));
        };
    }

    private byte[] discover() {
        return Request4.of(MessageType4.DHCPDISCOVER, 7, HardwareAddress.parse("02:00:00:00:00:07"))
                .relayedBy(Ipv4Address.parse("127.0.0.1"))
                .option(OptionCode4.VENDOR_CLASS, "phone 7")
                .requesting(codes)
                .option(OptionCode4.RELAY_AGENT_INFORMATION, RELAY_AGENT)
                .toBytes();
    }

    private byte[] solicit() {
        return Request6.of(MessageType6.SOLICIT, 7)
                .clientId(Duid.parse("00:03:00:01:02:00:00:00:00:07"))
                .elapsed(0)
                .option(VENDOR_CLASS_6, ENTERPRISE)
                .requesting(codes)
                .ia(IaType.NA, 1)
                .ia(IaType.PD, 2)
                .relayedBy(Ipv6Address.parse("2001:db8:1::1"), Ipv6Address.parse("fe80::7"))
                .relayOption(OptionCode6.RELAY_SOURCE_PORT, FROM_HERE)
                .toBytes();
    }

    private Map<String, String> read(Message4 offer) throws MalformedPacketException {
        Map<String, String> seen = new TreeMap<>();
        seen.put("address", offer.yourAddress().toString());
        seen.put("lifetime", String.valueOf(offer.unsignedOption(OptionCode4.LEASE_TIME, 0)));
        seen.put("file", offer.bootFile());
        for (int code : codes) {
            put(seen, code, offer.option(code));
        }
        return seen;
    }

    private Map<String, String> read(Message6 advertise) throws MalformedPacketException {
        Map<String, String> seen = new TreeMap<>();
        for (Ia6 ia : advertise.ias()) {
            for (IaLease6 lease : ia.leases()) {
                seen.put(
                        ia.type() == IaType.NA ? "address" : "prefix",
                        lease.address() + (ia.type() == IaType.NA ? "" : "/" + lease.length()));
                seen.put("lifetime", String.valueOf(lease.validLifetime()));
            }
        }
        for (int code : codes) {
            put(seen, code, advertise.option(code));
        }
        return seen;
    }

    private static void put(Map<String, String> seen, int code, byte[] bytes) {
        if (bytes != null) {
            seen.put(String.valueOf(code), HexFormat.of().formatHex(bytes));
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}
