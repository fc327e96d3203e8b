package io.holdfast.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.address.HardwareAddress;
import io.holdfast.address.Ipv4Address;
import io.holdfast.address.Protocol;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server and a client on both ends of a cable, in network namespaces: raw and UDP sockets on Linux. */
class LinuxTransportTests {

    private static final int SERVER_PORT = 67;
    private static final int CLIENT_PORT = 68;
    private static final long DEADLINE_SECONDS = 10;
    private static final Ipv4Address SERVER = Ipv4Address.parse("192.0.2.1");
    private static final Ipv4Address SECOND = Ipv4Address.parse("192.0.2.129");
    private static final Ipv4Address RELAY = Ipv4Address.parse("192.0.2.2");
    private static final Ipv4Address OFFERED = Ipv4Address.parse("192.0.2.77");
    private static final byte[] QUESTION = new byte[300];
    /** Sent after what must not come twice: when it is there, everything before it is. */
    private static final byte[] LAST = {99};

    private NetworkNamespace server;
    private NetworkNamespace client;
    private final BlockingQueue<Datagram> received = new LinkedBlockingQueue<>();
    private final RecordingMeters meters = new RecordingMeters();
    private @Nullable Transport transport;

    @BeforeEach
    void lay() {
        server = NetworkNamespace.create("srv");
        client = NetworkNamespace.create("cli");
        server.connect("eth0", client, "eth1");
        server.ip("addr add 192.0.2.1/24 brd + dev eth0");
        server.ip("addr add 192.0.2.129/24 brd + dev eth0");
        client.ip("addr add 192.0.2.2/24 brd + dev eth1");
    }

    @AfterEach
    void tearDown() {
        if (transport != null) {
            transport.close();
        }
        if (server != null) {
            server.close();
        }
        if (client != null) {
            client.close();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aBroadcastOfAClientWithoutAddressComesOnce(boolean raw) throws Exception {
        listen(raw, "eth0");
        client.inside(() -> {
            try (PacketClient socket = PacketClient.open(link("eth1"), CLIENT_PORT, SERVER_PORT)) {
                socket.send(QUESTION, Ipv4Address.UNSPECIFIED, Ipv4Address.BROADCAST);
                socket.send(LAST, Ipv4Address.UNSPECIFIED, Ipv4Address.BROADCAST);
                return socket;
            }
        });
        assertThat(receivedBeforeLast()).singleElement().satisfies(datagram -> {
            assertThat(datagram.length()).isEqualTo(300);
            assertThat(datagram.source()).isEqualTo(Ipv4Address.UNSPECIFIED);
            assertThat(datagram.sourcePort()).isEqualTo(CLIENT_PORT);
            assertThat(datagram.destination()).isEqualTo(Ipv4Address.BROADCAST);
            assertThat(datagram.link().name()).isEqualTo("eth0");
            assertThat(datagram.link().addresses()).containsExactly(SERVER, SECOND);
        });
        assertThat(meters.drops).isEmpty();
    }

    @Test
    void anAnswerReachesAClientThatHasNoAddressYet() throws Exception {
        Transport open = listen(true, "eth0");
        Link here = server.inside(() -> link("eth0"));
        client.inside(() -> {
            try (PacketClient socket = PacketClient.open(link("eth1"), CLIENT_PORT, SERVER_PORT)) {
                HardwareAddress hardware = link("eth1").hardware();
                HardwareAddress another = HardwareAddress.parse("02:00:00:00:00:99");
                open.send(List.of(
                        // Not for us at link level, so the network does not deliver it.
                        new Outgoing(new byte[] {1}, here, SERVER, OFFERED, CLIENT_PORT, another),
                        new Outgoing(new byte[] {2}, here, SERVER, OFFERED, CLIENT_PORT, hardware),
                        new Outgoing(new byte[] {3, 3}, here, SERVER, Ipv4Address.BROADCAST, CLIENT_PORT, null)));
                List<Datagram> answers = answers(socket, 2);
                assertThat(answers).extracting(Datagram::length).containsExactly(1, 2);
                assertThat(answers).extracting(answer -> (int) answer.data()[0]).containsExactly(2, 3);
                assertThat(answers).extracting(Datagram::destination).containsExactly(OFFERED, Ipv4Address.BROADCAST);
                assertThat(answers).extracting(Datagram::source).containsOnly(SERVER);
                assertThat(answers).extracting(Datagram::sourcePort).containsOnly(SERVER_PORT);
                return socket;
            }
        });
        assertThat(meters.drops).isEmpty();
    }

    @Test
    void withoutPacketSocketsAnswersToClientsWithoutAddressAreBroadcast() throws Exception {
        Transport open = listen(false, "eth0");
        Link here = server.inside(() -> link("eth0"));
        client.inside(() -> {
            try (PacketClient socket = PacketClient.open(link("eth1"), CLIENT_PORT, SERVER_PORT)) {
                open.send(List.of(new Outgoing(
                        new byte[] {2},
                        here,
                        SECOND,
                        OFFERED,
                        CLIENT_PORT,
                        link("eth1").hardware())));
                assertThat(answers(socket, 1)).singleElement().satisfies(answer -> {
                    assertThat(answer.destination()).isEqualTo(Ipv4Address.BROADCAST);
                    assertThat(answer.source()).isEqualTo(SECOND);
                });
                return socket;
            }
        });
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aRelaysUnicastComesOnceAndIsAnswered(boolean raw) throws Exception {
        Transport open = listen(raw, "eth0");
        client.inside(() -> {
            try (DatagramSocket relay = relay()) {
                relay.send(packet(QUESTION, SERVER));
                relay.send(packet(new byte[3_000], SERVER));
                relay.send(packet(QUESTION, SECOND));
                relay.send(packet(LAST, SERVER));
                List<Datagram> questions = receivedBeforeLast();
                // Whole packets come from the packet socket, fragments from the other: the order between them is open.
                assertThat(questions)
                        .extracting(question -> question.length() + " to " + question.destination())
                        .containsExactlyInAnyOrder("300 to 192.0.2.1", "3000 to 192.0.2.1", "300 to 192.0.2.129");
                assertThat(questions).extracting(Datagram::source).containsOnly(RELAY);

                open.send(List.of(
                        new Outgoing(new byte[] {5}, questions.getFirst().link(), SECOND, RELAY, SERVER_PORT, null)));
                DatagramPacket answer = new DatagramPacket(new byte[100], 100);
                relay.receive(answer);
                assertThat(answer.getLength()).isEqualTo(1);
                assertThat(answer.getSocketAddress())
                        .isEqualTo(new InetSocketAddress(PortableStation.inet(SECOND), SERVER_PORT));

                // A "port unreachable" would show at the next call on a connected socket.
                relay.connect(PortableStation.inet(SERVER), SERVER_PORT);
                relay.send(packet(LAST, SERVER));
                assertThat(received.poll(DEADLINE_SECONDS, TimeUnit.SECONDS)).isNotNull();
                relay.send(packet(LAST, SERVER));
                assertThat(received.poll(DEADLINE_SECONDS, TimeUnit.SECONDS)).isNotNull();
                return relay;
            }
        });
        assertThat(meters.drops).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aQuestionFromThisVeryMachineComesOnceAndIsAnswered(boolean raw) throws Exception {
        Transport open = listen(raw, "eth0");
        server.inside(() -> {
            try (DatagramSocket local = new DatagramSocket(0, PortableStation.inet(SERVER))) {
                local.setSoTimeout(10_000);
                local.send(packet(QUESTION, SERVER));
                local.send(packet(LAST, SERVER));
                Datagram question = receivedBeforeLast().getFirst();
                open.send(List.of(
                        new Outgoing(new byte[] {5}, question.link(), SERVER, SERVER, local.getLocalPort(), null)));
                local.receive(new DatagramPacket(new byte[10], 10));
                return local;
            }
        });
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void onlyTheNamedAddressIsListenedOn(boolean raw) throws Exception {
        listen(raw, "eth0/192.0.2.129");
        client.inside(() -> {
            try (DatagramSocket relay = relay()) {
                relay.send(packet(QUESTION, SERVER));
                relay.send(packet(LAST, SECOND));
                return relay;
            }
        });
        assertThat(receivedBeforeLast()).isEmpty();
    }

    @Test
    void taggedFramesBelongToTheInterfaceOfTheirVlan() throws Exception {
        try {
            client.ip("link add link eth1 name eth1.5 type vlan id 5");
        } catch (IllegalStateException e) {
            Assumptions.abort("no VLAN interfaces in this kernel: " + e.getMessage());
        }
        client.ip("link set eth1.5 up");
        client.ip("link add link eth1 name eth1.6 type vlan id 6");
        client.ip("link set eth1.6 up");
        server.ip("link add link eth0 name eth0.5 type vlan id 5");
        server.ip("link set eth0.5 up");
        server.ip("addr add 198.51.100.1/24 dev eth0.5");
        listen(true, "eth0", "eth0.5");
        client.inside(() -> {
            for (String name : List.of("eth1.5", "eth1.6", "eth1")) {
                try (PacketClient socket = PacketClient.open(link(name), CLIENT_PORT, SERVER_PORT)) {
                    socket.send(name.equals("eth1") ? LAST : QUESTION, Ipv4Address.UNSPECIFIED, Ipv4Address.BROADCAST);
                }
            }
            return client;
        });
        List<String> links = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            Datagram datagram = received.poll(DEADLINE_SECONDS, TimeUnit.SECONDS);
            assertThat(datagram).isNotNull();
            links.add(datagram.link().name() + " " + datagram.length());
        }
        assertThat(links).containsExactlyInAnyOrder("eth0.5 300", "eth0 1");
        assertThat(received).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anInterfaceMayGoDownVanishAndComeBack(boolean raw) throws Exception {
        Transport open = listen(raw, "eth0");
        server.ip("link set eth0 down");
        awaitState(open, "retrying");
        assertThat(open.status().errors()).containsExactly("interface eth0 is down");
        server.ip("link set eth0 up");
        awaitState(open, "ready");
        broadcastAndAwait();

        server.ip("link del eth0");
        awaitState(open, "retrying");
        assertThat(open.status().errors()).singleElement().asString().startsWith("there is no interface eth0");
        server.connect("eth0", client, "eth1");
        server.ip("addr add 192.0.2.1/24 brd + dev eth0");
        awaitState(open, "ready");
        broadcastAndAwait();
    }

    @Test
    void aMissingCapabilityIsNamed() throws Exception {
        assertThat(refusal(true, 6767))
                .isEqualTo("cannot open the packet socket on eth0: packet sockets need the capability CAP_NET_RAW"
                        + " (or use dhcp-socket-type udp, which serves clients without an address by broadcast only)");
        assertThat(refusal(false, SERVER_PORT))
                .isEqualTo("cannot open the UDP socket 192.0.2.1:67 on eth0:"
                        + " ports below 1024 need the capability CAP_NET_BIND_SERVICE");
        assertThat(refusal(false, 6767)).isEmpty();
    }

    private String refusal(boolean raw, int port) throws Exception {
        return server.inside(() -> {
            UnprivilegedThread.dropCapabilities();
            TransportSettings settings = new TransportSettings(
                    Protocol.DHCP4, List.of("eth0"), raw, false, true, port, true, 0, Duration.ofMillis(100));
            try (Transport open = Transports.open(settings, Thread::new, meters, sentence -> {})) {
                return String.join(", ", open.status().errors());
            } catch (SocketOpenException e) {
                return String.valueOf(e.getMessage());
            }
        });
    }

    private void broadcastAndAwait() throws Exception {
        client.inside(() -> {
            try (PacketClient socket = PacketClient.open(link("eth1"), CLIENT_PORT, SERVER_PORT)) {
                long deadline =
                        System.nanoTime() + Duration.ofSeconds(DEADLINE_SECONDS).toNanos();
                Datagram datagram = null;
                // The cable's carrier takes a moment after the interface is up.
                while (datagram == null && System.nanoTime() < deadline) {
                    socket.send(QUESTION, Ipv4Address.UNSPECIFIED, Ipv4Address.BROADCAST);
                    datagram = received.poll(50, TimeUnit.MILLISECONDS);
                }
                assertThat(datagram).isNotNull();
                return datagram;
            }
        });
    }

    private static void awaitState(Transport open, String state) {
        long deadline = System.nanoTime() + Duration.ofSeconds(DEADLINE_SECONDS).toNanos();
        while (!open.status().state().equals(state) && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        assertThat(open.status().state()).isEqualTo(state);
    }

    private Transport listen(boolean raw, String... interfaces) throws Exception {
        TransportSettings settings = new TransportSettings(
                Protocol.DHCP4, List.of(interfaces), raw, false, true, SERVER_PORT, true, 0, Duration.ofMillis(100));
        Transport open = server.inside(() -> Transports.open(settings, server.threads(), meters, sentence -> {}));
        transport = open;
        open.start(received::add);
        return open;
    }

    private List<Datagram> receivedBeforeLast() throws InterruptedException {
        List<Datagram> before = new ArrayList<>();
        for (; ; ) {
            Datagram datagram = received.poll(DEADLINE_SECONDS, TimeUnit.SECONDS);
            assertThat(datagram).as("the last datagram, after %s", before).isNotNull();
            if (datagram.length() == LAST.length) {
                // Another socket's thread may still be at work: a second copy would come by it.
                Datagram late = received.poll(300, TimeUnit.MILLISECONDS);
                if (late != null) {
                    before.add(late);
                }
                return before;
            }
            before.add(datagram);
        }
    }

    private static List<Datagram> answers(PacketClient socket, int count) throws Exception {
        List<Datagram> answers = new ArrayList<>();
        long deadline = System.nanoTime() + Duration.ofSeconds(DEADLINE_SECONDS).toNanos();
        while (answers.size() < count && System.nanoTime() < deadline) {
            socket.receive(answers::add);
        }
        return answers;
    }

    private static DatagramSocket relay() throws Exception {
        DatagramSocket relay = new DatagramSocket(SERVER_PORT, PortableStation.inet(RELAY));
        relay.setSoTimeout((int) Duration.ofSeconds(DEADLINE_SECONDS).toMillis());
        return relay;
    }

    private static DatagramPacket packet(byte[] data, Ipv4Address to) {
        InetAddress address = PortableStation.inet(to);
        return new DatagramPacket(data, data.length, address, SERVER_PORT);
    }

    private static Link link(String name) throws SocketOpenException {
        return Links.detect(true).stream()
                .filter(link -> link.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
