package io.holdfast.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.address.IpAddress;
import io.holdfast.address.Ipv6Address;
import io.holdfast.address.Protocol;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A DHCPv6 server and clients on both ends of a cable, in network namespaces, on Linux. */
class Linux6TransportTests {

    private static final int SERVER_PORT = 547;
    private static final int CLIENT_PORT = 546;
    private static final Duration DEADLINE = Duration.ofSeconds(10);
    private static final Ipv6Address SERVER = Ipv6Address.parse("2001:db8::1");
    private static final Ipv6Address SECOND = Ipv6Address.parse("2001:db8::129");
    private static final Ipv6Address RELAY = Ipv6Address.parse("2001:db8::2");
    private static final byte[] QUESTION = new byte[300];
    /** Sent after what must not come: when it is there, everything before it is. */
    private static final byte[] LAST = {99};

    private NetworkNamespace server;
    private NetworkNamespace client;
    private final BlockingQueue<Datagram> received = new LinkedBlockingQueue<>();
    private final RecordingMeters meters = new RecordingMeters();
    private @Nullable Transport transport;

    @BeforeEach
    void lay() throws Exception {
        server = NetworkNamespace.create("srv6");
        client = NetworkNamespace.create("cli6");
        // Addresses are valid at once, except where a test is about that they are not.
        duplicateDetection(server, "default", false);
        duplicateDetection(client, "default", false);
        server.connect("eth0", client, "eth1");
        server.ip("addr add 2001:db8::1/64 dev eth0");
        server.ip("addr add 2001:db8::129/64 dev eth0");
        client.ip("addr add 2001:db8::2/64 dev eth1");
        awaitLinkLocal(server, "eth0");
        awaitLinkLocal(client, "eth1");
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

    @Test
    void aClientsMulticastComesOnceAndIsAnsweredFromTheLinkLocalAddress() throws Exception {
        Transport open = listen("eth0");
        client.inside(() -> {
            try (UdpClient socket = UdpClient.open(link("eth1"), CLIENT_PORT, SERVER_PORT)) {
                socket.send(QUESTION, Ipv6Address.UNSPECIFIED, Multicast6.RELAYS_AND_SERVERS);
                socket.send(LAST, Ipv6Address.UNSPECIFIED, Multicast6.RELAYS_AND_SERVERS);
                List<Datagram> questions = receivedBeforeLast();
                assertThat(questions).singleElement().satisfies(question -> {
                    assertThat(question.length()).isEqualTo(300);
                    assertThat(question.source()).isEqualTo(linkLocal(link("eth1")));
                    assertThat(question.sourcePort()).isEqualTo(CLIENT_PORT);
                    assertThat(question.destination()).isEqualTo(Multicast6.RELAYS_AND_SERVERS);
                    assertThat(question.link().name()).isEqualTo("eth0");
                });
                open.send(List.of(answer(questions.getFirst(), new byte[] {5})));
                assertThat(answers(socket, 1)).singleElement().satisfies(answer -> {
                    assertThat(answer.data()).containsExactly(5);
                    assertThat(answer.source()).isEqualTo(serversLinkLocal());
                    assertThat(answer.sourcePort()).isEqualTo(SERVER_PORT);
                });
                return socket;
            }
        });
        assertThat(meters.drops).isEmpty();
    }

    @Test
    void unicastIsAcceptedOnlyAtTheNamedAddressAndAnsweredFromIt() throws Exception {
        Transport open = listen("eth0/2001:db8::129");
        client.inside(() -> {
            try (DatagramSocket relay = relay()) {
                relay.send(packet(QUESTION, SECOND));
                relay.send(packet(new byte[3_000], SECOND));
                relay.send(packet(LAST, SECOND));
                List<Datagram> questions = receivedBeforeLast();
                assertThat(questions)
                        .extracting(question -> question.length() + " to " + question.destination())
                        .containsExactly("300 to 2001:db8::129", "3000 to 2001:db8::129");
                assertThat(questions).extracting(Datagram::source).containsOnly(RELAY);
                open.send(List.of(answer(questions.getFirst(), new byte[] {5})));
                DatagramPacket answer = new DatagramPacket(new byte[100], 100);
                relay.receive(answer);
                assertThat(answer.getSocketAddress())
                        .isEqualTo(new InetSocketAddress(PortableStation.inet(SECOND), SERVER_PORT));
                return relay;
            }
        });
        // The kernel refuses the other address's port: nobody listens there.
        client.inside(() -> {
            try (UdpClient socket = UdpClient.open(SERVER, SERVER_PORT)) {
                assertThatThrownBy(() -> {
                            long end = System.nanoTime() + DEADLINE.toNanos();
                            while (System.nanoTime() < end) {
                                socket.send(QUESTION, Ipv6Address.UNSPECIFIED, SERVER);
                                socket.receive(datagram -> {});
                            }
                        })
                        .isInstanceOf(IOException.class)
                        .hasMessage("nobody listens on [2001:db8::1]:547");
                return socket;
            }
        });
        assertThat(received).isEmpty();
        assertThat(meters.drops).isEmpty();
    }

    /** What is sent to an address may come by any interface, and its answer must find the way back. */
    @Test
    void aRelayBehindAnotherInterfaceIsAnsweredByTheRouteToIt() throws Exception {
        server.connect("eth2", client, "eth3");
        server.ip("addr add 2001:db8:2::1/64 dev eth2");
        client.ip("addr add 2001:db8:2::2/64 dev eth3");
        client.ip("addr del 2001:db8::2/64 dev eth1");
        client.ip("route add 2001:db8::129/128 via 2001:db8:2::1");
        Transport open = listen("eth0/2001:db8::129");
        client.inside(() -> {
            try (UdpClient relay = UdpClient.open(SECOND, SERVER_PORT)) {
                relay.send(QUESTION, Ipv6Address.UNSPECIFIED, SECOND);
                Datagram question = next();
                assertThat(question.source()).isEqualTo(Ipv6Address.parse("2001:db8:2::2"));
                open.send(List.of(answer(question, new byte[] {5})));
                assertThat(answers(relay, 1)).extracting(Datagram::source).containsExactly(SECOND);
                return relay;
            }
        });
        assertThat(meters.drops).isEmpty();
    }

    @Test
    void aNamedAddressIsServedBesidesMulticast() throws Exception {
        listen("eth0/2001:db8::1");
        client.inside(() -> {
            try (UdpClient socket = UdpClient.open(link("eth1"), CLIENT_PORT, SERVER_PORT)) {
                socket.send(QUESTION, Ipv6Address.UNSPECIFIED, SERVER);
                assertThat(next().destination()).isEqualTo(SERVER);
                socket.send(QUESTION, Ipv6Address.UNSPECIFIED, Multicast6.RELAYS_AND_SERVERS);
                assertThat(next().destination()).isEqualTo(Multicast6.RELAYS_AND_SERVERS);
                socket.send(QUESTION, Ipv6Address.UNSPECIFIED, serversLinkLocal());
                assertThat(next().destination()).isEqualTo(serversLinkLocal());
                return socket;
            }
        });
    }

    @Test
    void aRelaysMulticastToTheSiteIsAnsweredFromAnAddressThatRoutersForward() throws Exception {
        Transport open = listen("eth0");
        client.inside(() -> {
            try (DatagramSocket relay = relay()) {
                client.ip("route add ff05::/16 dev eth1 table local");
                relay.send(packet(QUESTION, Multicast6.SERVERS));
                relay.send(packet(LAST, Multicast6.SERVERS));
                List<Datagram> questions = receivedBeforeLast();
                assertThat(questions).extracting(Datagram::destination).containsExactly(Multicast6.SERVERS);
                open.send(List.of(answer(questions.getFirst(), new byte[] {5})));
                DatagramPacket answer = new DatagramPacket(new byte[100], 100);
                relay.receive(answer);
                assertThat(answer.getPort()).isEqualTo(SERVER_PORT);
                assertThat(IpAddress.of(answer.getAddress().getAddress())).isIn(SERVER, SECOND);
                return relay;
            }
        });
    }

    @Test
    void eachLinkHasItsOwn() throws Exception {
        server.connect("eth2", client, "eth3");
        awaitLinkLocal(server, "eth2");
        awaitLinkLocal(client, "eth3");
        Transport open = listen("*");
        client.inside(() -> {
            client.ip("route add ff05::/16 dev eth3 table local");
            try (UdpClient one = UdpClient.open(link("eth1"), CLIENT_PORT, SERVER_PORT);
                    UdpClient three = UdpClient.open(link("eth3"), CLIENT_PORT, SERVER_PORT)) {
                for (UdpClient socket : List.of(one, three)) {
                    socket.send(QUESTION, Ipv6Address.UNSPECIFIED, Multicast6.RELAYS_AND_SERVERS);
                    Datagram question = next();
                    assertThat(question.link().name()).isEqualTo(socket == one ? "eth0" : "eth2");
                    open.send(List.of(answer(question, new byte[] {5})));
                    assertThat(answers(socket, 1)).hasSize(1);
                }
                three.send(QUESTION, Ipv6Address.UNSPECIFIED, Multicast6.SERVERS);
                assertThat(next().link().name()).isEqualTo("eth2");
                one.send(LAST, Ipv6Address.UNSPECIFIED, Multicast6.RELAYS_AND_SERVERS);
                assertThat(receivedBeforeLast()).isEmpty();
                return one;
            }
        });
    }

    @Test
    void aQuestionFromThisVeryMachineIsAnswered() throws Exception {
        Transport open = listen("eth0/2001:db8::1");
        server.inside(() -> {
            try (UdpClient local = UdpClient.open(SERVER, SERVER_PORT)) {
                local.send(QUESTION, Ipv6Address.UNSPECIFIED, SERVER);
                open.send(List.of(answer(next(), new byte[] {5})));
                assertThat(answers(local, 1)).hasSize(1);
                return local;
            }
        });
        assertThat(meters.drops).isEmpty();
    }

    @Test
    void aCrowdsQuestionsComeAndAreAnsweredInBatches() throws Exception {
        Transport open = listen("eth0", "eth0/2001:db8::1");
        int many = 500;
        client.inside(() -> {
            try (UdpClient socket = UdpClient.open(link("eth1"), CLIENT_PORT, SERVER_PORT)) {
                List<Outgoing> replies = new ArrayList<>();
                for (int i = 0; i < many; i++) {
                    Ipv6Address to = i % 2 == 0 ? Multicast6.RELAYS_AND_SERVERS : SERVER;
                    socket.send(new byte[] {(byte) i, (byte) (i >> 8)}, Ipv6Address.UNSPECIFIED, to);
                }
                for (int i = 0; i < many; i++) {
                    Datagram question = next();
                    replies.add(answer(question, question.data()));
                }
                open.send(replies);
                Set<String> seen = new HashSet<>();
                for (Datagram answer : answers(socket, many)) {
                    boolean even = answer.data()[0] % 2 == 0;
                    assertThat(answer.source()).isEqualTo(even ? serversLinkLocal() : SERVER);
                    seen.add(answer.data()[0] + " " + answer.data()[1]);
                }
                assertThat(seen).hasSize(many);
                return socket;
            }
        });
        assertThat(meters.drops).isEmpty();
    }

    @Test
    void anInterfaceMayGoDownVanishAndComeBack() throws Exception {
        Transport open = listen("eth0");
        server.ip("link set eth0 down");
        awaitState(open, "retrying");
        assertThat(open.status().errors()).containsExactly("interface eth0 is down");
        server.ip("link set eth0 up");
        awaitState(open, "ready");
        multicastAndAwait();

        server.ip("link del eth0");
        awaitState(open, "retrying");
        assertThat(open.status().errors()).singleElement().asString().startsWith("there is no interface eth0");
        server.connect("eth0", client, "eth1");
        awaitState(open, "ready");
        awaitLinkLocal(client, "eth1");
        multicastAndAwait();
    }

    @Test
    void anAddressStillCheckedForDuplicatesIsWaitedFor() throws Exception {
        server.ip("link set eth0 down");
        duplicateDetection(server, "eth0", true);
        server.ip("link set eth0 up");
        Transport open = listen(1_000, "eth0", "eth0/2001:db8::7");
        assertThat(open.status().state()).isEqualTo("retrying");
        assertThat(open.status().errors())
                .containsExactlyInAnyOrder(
                        "interface eth0 has no IPv6 link-local address (one that is still being checked for duplicates"
                                + " does not count)",
                        "interface eth0 does not have the address 2001:db8::7; it has: none (one that is still being"
                                + " checked for duplicates does not count)");
        server.ip("addr add 2001:db8::7/64 dev eth0");
        awaitState(open, "ready");
        client.inside(() -> {
            try (UdpClient socket = UdpClient.open(link("eth1"), CLIENT_PORT, SERVER_PORT)) {
                socket.send(QUESTION, Ipv6Address.UNSPECIFIED, Ipv6Address.parse("2001:db8::7"));
                assertThat(next().destination()).isEqualTo(Ipv6Address.parse("2001:db8::7"));
                return socket;
            }
        });
        multicastAndAwait();
    }

    @Test
    void anotherServerOnThePortIsNamed() throws Exception {
        server.inside(() -> {
            try (DatagramSocket owner = new DatagramSocket(SERVER_PORT)) {
                assertThatThrownBy(() -> listen("eth0"))
                        .isInstanceOf(SocketOpenException.class)
                        .hasMessage("cannot open the UDP socket [" + serversLinkLocal() + "]:547 on eth0:"
                                + " the port is in use by java (process "
                                + ProcessHandle.current().pid() + ")");
                return owner;
            }
        });
    }

    @Test
    void aMissingCapabilityIsNamed() throws Exception {
        assertThat(refusal(SERVER_PORT))
                .startsWith("cannot open the UDP socket [fe80::")
                .endsWith("]:547 on eth0: ports below 1024 need the capability CAP_NET_BIND_SERVICE");
        assertThat(refusal(6547)).isEmpty();
    }

    private String refusal(int port) throws Exception {
        return server.inside(() -> {
            UnprivilegedThread.dropCapabilities();
            try (Transport open = Transports.open(settings(port, 0, "eth0"), Thread::new, meters, sentence -> {})) {
                return String.join(", ", open.status().errors());
            } catch (SocketOpenException e) {
                return String.valueOf(e.getMessage());
            }
        });
    }

    @Test
    void plainChannelsHearClientsOnTheLinkAndAnswer() throws Exception {
        Station station = server.inside(() -> PortableStation.open(
                link("eth0").with6(List.of(serversLinkLocal(), SERVER)), Protocol.DHCP6, SERVER_PORT, meters));
        try {
            client.inside(() -> {
                try (UdpClient socket = UdpClient.open(link("eth1"), CLIENT_PORT, SERVER_PORT)) {
                    for (Ipv6Address to : List.of(Multicast6.RELAYS_AND_SERVERS, SERVER)) {
                        socket.send(QUESTION, Ipv6Address.UNSPECIFIED, to);
                        Datagram question = from(station);
                        assertThat(question.destination()).isEqualTo(to);
                        assertThat(question.source()).isEqualTo(linkLocal(link("eth1")));
                        assertThat(station.send(List.of(answer(question, new byte[] {5}))))
                                .isZero();
                        assertThat(answers(socket, 1))
                                .extracting(Datagram::source)
                                .containsExactly(to.equals(SERVER) ? SERVER : serversLinkLocal());
                    }
                    return socket;
                }
            });
        } finally {
            station.close();
        }
    }

    private static Datagram from(Station station) throws IOException {
        List<Datagram> questions = new ArrayList<>();
        long deadline = System.nanoTime() + DEADLINE.toNanos();
        while (questions.isEmpty() && System.nanoTime() < deadline) {
            for (Station.Receiver receiver : station.receivers()) {
                receiver.receive(questions::add);
            }
        }
        assertThat(questions).hasSize(1);
        return questions.getFirst();
    }

    private static Outgoing answer(Datagram question, byte[] data) {
        return new Outgoing(
                data, question.link(), question.destination(), question.source(), question.sourcePort(), null);
    }

    private Datagram next() throws InterruptedException {
        Datagram datagram = received.poll(DEADLINE.toSeconds(), TimeUnit.SECONDS);
        assertThat(datagram).isNotNull();
        return datagram;
    }

    private List<Datagram> receivedBeforeLast() throws InterruptedException {
        List<Datagram> before = new ArrayList<>();
        for (Datagram datagram = next(); datagram.length() != LAST.length; datagram = next()) {
            before.add(datagram);
        }
        // A second copy would come by another socket, in the next round of the same thread.
        Datagram late = received.poll(300, TimeUnit.MILLISECONDS);
        if (late != null) {
            before.add(late);
        }
        return before;
    }

    private void multicastAndAwait() throws Exception {
        client.inside(() -> {
            try (UdpClient socket = UdpClient.open(link("eth1"), CLIENT_PORT, SERVER_PORT)) {
                long deadline = System.nanoTime() + DEADLINE.toNanos();
                Datagram datagram = null;
                // The cable's carrier takes a moment after the interface is up.
                while (datagram == null && System.nanoTime() < deadline) {
                    socket.send(QUESTION, Ipv6Address.UNSPECIFIED, Multicast6.RELAYS_AND_SERVERS);
                    datagram = received.poll(50, TimeUnit.MILLISECONDS);
                }
                assertThat(datagram).isNotNull();
                return datagram;
            }
        });
    }

    private Transport listen(String... interfaces) throws Exception {
        return listen(0, interfaces);
    }

    private Transport listen(int retries, String... interfaces) throws Exception {
        TransportSettings settings = settings(SERVER_PORT, retries, interfaces);
        Transport open = server.inside(() -> Transports.open(settings, server.threads(), meters, sentence -> {}));
        transport = open;
        open.start(received::add);
        return open;
    }

    private static TransportSettings settings(int port, int retries, String... interfaces) {
        return new TransportSettings(
                Protocol.DHCP6, List.of(interfaces), false, false, true, port, true, retries, Duration.ofMillis(100));
    }

    private static List<Datagram> answers(UdpClient socket, int count) throws Exception {
        List<Datagram> answers = new ArrayList<>();
        long deadline = System.nanoTime() + DEADLINE.toNanos();
        while (answers.size() < count && System.nanoTime() < deadline) {
            socket.receive(answers::add);
        }
        return answers;
    }

    private static DatagramSocket relay() throws Exception {
        DatagramSocket relay = new DatagramSocket(SERVER_PORT, PortableStation.inet(RELAY));
        relay.setSoTimeout((int) DEADLINE.toMillis());
        return relay;
    }

    private static DatagramPacket packet(byte[] data, Ipv6Address to) {
        return new DatagramPacket(data, data.length, PortableStation.inet(to), SERVER_PORT);
    }

    private Ipv6Address serversLinkLocal() throws Exception {
        return server.inside(() -> linkLocal(link("eth0")));
    }

    private static Ipv6Address linkLocal(Link link) {
        return link.addresses6().stream()
                .filter(Ipv6Address::isLinkLocal)
                .findFirst()
                .orElseThrow();
    }

    private static Link link(String name) throws SocketOpenException {
        return Links.detect(true).stream()
                .filter(link -> link.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static void awaitLinkLocal(NetworkNamespace where, String name) throws Exception {
        long deadline = System.nanoTime() + DEADLINE.toNanos();
        while (where.inside(() -> link(name).addresses6()).stream().noneMatch(Ipv6Address::isLinkLocal)) {
            assertThat(System.nanoTime()).as("a link-local address on %s", name).isLessThan(deadline);
        }
    }

    private static void awaitState(Transport open, String state) {
        long deadline = System.nanoTime() + DEADLINE.toNanos();
        while (!open.status().state().equals(state) && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        assertThat(open.status().state()).isEqualTo(state);
    }

    /** Aborts the test where the kernel does not let it be chosen. */
    private static void duplicateDetection(NetworkNamespace where, String name, boolean wanted) throws Exception {
        try {
            Path settings = Path.of("/proc/sys/net/ipv6/conf/" + name);
            where.inside(() -> {
                Files.writeString(settings.resolve("accept_dad"), wanted ? "1" : "0");
                // Each takes a second: enough for a busy machine to see that it is being checked.
                return Files.writeString(settings.resolve("dad_transmits"), "3");
            });
        } catch (IOException e) {
            Assumptions.abort("no IPv6, or its settings cannot be changed here: " + e);
        }
    }
}
