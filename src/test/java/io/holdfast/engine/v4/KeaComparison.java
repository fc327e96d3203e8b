package io.holdfast.engine.v4;

import io.holdfast.address.HexText;
import io.holdfast.address.Ipv4Address;
import io.holdfast.engine.Arrival;
import io.holdfast.kea.KeaConversation;
import io.holdfast.kea.KeaProcess;
import io.holdfast.kea.RealClock;
import io.holdfast.kea.Told;
import io.holdfast.wire.v4.Message4;
import io.holdfast.wire.v4.OptionCode4;
import io.holdfast.wire.v4.Request4;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** Kea and Holdfast with the same configuration, and a way to tell both the same story and compare what they say. */
final class KeaComparison implements AutoCloseable {

    static final Ipv4Address SERVER = Ipv4Address.parse("127.0.0.1");

    /** The subnet of the packets that only mark time. */
    private static final String SENTINEL_RELAY = "127.200.0.1";

    private static final Set<String> TIMES = Set.of(
            "option " + OptionCode4.LEASE_TIME,
            "option " + OptionCode4.RENEWAL_TIME,
            "option " + OptionCode4.REBINDING_TIME);

    /** Kea forgets what it offers at once; so no story meets the offers of another. */
    private static final int OFFERS_GONE = 31;

    private final World holdfast;
    private final KeaProcess process;
    private final KeaConversation kea;

    /** @param members of {@code Dhcp4}, without the subnets */
    KeaComparison(String members, List<String> subnets) throws IOException {
        Path root = KeaProcess.root("kea-dhcp4");
        List<String> all = new ArrayList<>(subnets);
        all.add(
                "{ \"id\": 200, \"subnet\": \"127.200.0.0/24\", \"pools\": [ { \"pool\": \"127.200.0.10-127.200.0.20\" } ] }");
        String config = """
                { "Dhcp4": { "interfaces-config": { "interfaces": [ "lo" ], "dhcp-socket-type": "udp" },
                  "lease-database": { "type": "memfile", "persist": false },
                  "multi-threading": { "enable-multi-threading": false }, "cache-threshold": 0.0,
                  "loggers": [ { "name": "kea-dhcp4", "severity": "DEBUG", "debuglevel": 55,
                    "output-options": [ { "output": "stdout" } ] } ],
                  "valid-lifetime": 3600, "min-valid-lifetime": 600, "max-valid-lifetime": 7200,
                  %s "subnet4": [ %s ] } }""".formatted(members, String.join(", ", all));
        holdfast = new World(config);
        int port = freePort();
        DatagramSocket socket = new DatagramSocket();
        List<String> ports = List.of("-p", Integer.toString(port), "-P", Integer.toString(socket.getLocalPort()));
        process = KeaProcess.start(List.of(), root, "kea-dhcp4", config, ports);
        kea = converse(socket, port);
    }

    private KeaConversation converse(DatagramSocket socket, int port) throws IOException {
        try {
            return new KeaConversation(
                    process, socket, new InetSocketAddress(InetAddress.getLoopbackAddress(), port), sentinel());
        } catch (IOException | Error e) {
            process.close();
            throw e;
        }
    }

    private static int freePort() throws IOException {
        try (DatagramSocket probe = new DatagramSocket()) {
            return probe.getLocalPort();
        }
    }

    private static KeaConversation.Sentinel sentinel() {
        byte[] packet = Client.of(999_999)
                .discover()
                .relayedBy(Ipv4Address.parse(SENTINEL_RELAY))
                .toBytes();
        packet[4] ^= (byte) 0xff; // a transaction id of its own
        return new KeaConversation.Sentinel(packet, 4, 8);
    }

    /** One of the two. */
    interface Teller {

        void tell(byte[] packet);

        /** Nothing is said for so many seconds; with Kea, a second more may pass. */
        void pass(int seconds);

        default void tell(Request4 request) {
            tell(request.toBytes());
        }
    }

    interface Story {
        void with(Teller server);
    }

    Told tell(Story story) {
        holdfast.now += OFFERS_GONE;
        Told told = new Told();
        story.with(new Narrator(told.holdfast(), this::askHoldfast, this::turn));
        story.with(new Narrator(told.kea(), this::askKea, RealClock::pass));
        return told;
    }

    private void turn(int seconds) {
        holdfast.now += seconds;
        holdfast.seconds += seconds;
    }

    private interface Server {
        byte @Nullable [] ask(byte[] packet);
    }

    private record Narrator(List<Map<String, String>> said, Server server, IntConsumer clock) implements Teller {

        @Override
        public void tell(byte[] packet) {
            said.add(fields(server.ask(packet)));
        }

        @Override
        public void pass(int seconds) {
            clock.accept(seconds);
        }
    }

    /** Times may be a second apart. */
    static boolean isWithinASecond(String name, String ours, String theirs) {
        boolean times = TIMES.contains(name) && !ours.equals("-") && !theirs.equals("-");
        return ours.equals(theirs) || times && Math.abs(number(ours) - number(theirs)) <= 1;
    }

    private static long number(String hex) {
        return Integer.toUnsignedLong(ByteBuffer.wrap(HexText.parse(hex)).getInt());
    }

    private byte @Nullable [] askHoldfast(byte[] packet) {
        Arrival arrival = new Arrival("lo", List.of(SERVER), SERVER, 68, SERVER);
        World.Result result = holdfast.send(packet, arrival);
        return result.reply() == null ? null : result.reply().data();
    }

    private byte @Nullable [] askKea(byte[] packet) {
        try {
            return kea.exchange(packet);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /**
     * Fields and options by name; only that it is silence, when it is. Without {@code hops}: Kea copies the request's,
     * RFC 2131 table 3 wants 0.
     */
    private static Map<String, String> fields(byte @Nullable [] data) {
        if (data == null) {
            return Told.SILENCE;
        }
        Message4 message = ReplyView.of(data).message();
        Map<String, String> fields = new HashMap<>();
        fields.put("answer", String.valueOf(message.type()));
        fields.put("xid", Integer.toHexString(message.transactionId()));
        fields.put("op, htype, hlen", HexText.format(Arrays.copyOf(data, 3)));
        fields.put("secs, flags", HexText.format(Arrays.copyOfRange(data, 8, 12)));
        fields.put("ciaddr", message.clientAddress().toString());
        fields.put("yiaddr", message.yourAddress().toString());
        fields.put("siaddr", message.serverAddress().toString());
        fields.put("giaddr", message.relayAddress().toString());
        fields.put("chaddr", HexText.format(Arrays.copyOfRange(data, 28, 44)));
        fields.put("sname", message.serverName());
        fields.put("file", message.bootFile());
        for (int code : message.optionCodes()) {
            fields.put("option " + code, HexText.format(Objects.requireNonNull(message.option(code))));
        }
        return fields;
    }

    @Override
    public void close() throws IOException {
        kea.close();
        process.close();
    }
}
