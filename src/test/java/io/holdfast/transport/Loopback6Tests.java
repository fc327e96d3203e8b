package io.holdfast.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.address.Ipv6Address;
import io.holdfast.address.Protocol;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A DHCPv6 server on the loopback, as anybody may have it: unicast to ::1, for there is no link-local address. */
class Loopback6Tests {

    private static final int MANY = 1_000;
    private static final Duration DEADLINE = Duration.ofSeconds(10);
    private static final Ipv6Address HERE = Ipv6Address.parse("::1");

    private final RecordingMeters meters = new RecordingMeters();

    @BeforeEach
    void needsTheAddress() throws SocketOpenException {
        Assumptions.assumeTrue(
                Links.detect(true).stream().anyMatch(link -> link.addresses6().contains(HERE)),
                "the loopback has no IPv6 address here");
    }

    @ParameterizedTest
    @CsvSource({"false,lo", "false,lo/::1", "true,lo", "true,lo/::1"})
    void manyDatagramsGoBothWays(boolean nativeAccess, String name) throws Exception {
        int port = freePort();
        try (Transport transport = open(port, nativeAccess, name);
                UdpClient client = UdpClient.open(HERE, port)) {
            assertThat(client.target()).isEqualTo("[::1]:" + port);
            transport.start(datagram -> transport.send(List.of(echo(datagram))));
            BitSet seen = new BitSet();
            long deadline = System.nanoTime() + DEADLINE.toNanos();
            for (int i = 0; i < MANY; i++) {
                client.send(ByteBuffer.allocate(300).putInt(i).array(), Ipv6Address.UNSPECIFIED, HERE);
                while (i % 100 == 99 && seen.cardinality() <= i && System.nanoTime() < deadline) {
                    client.receive(datagram -> {
                        assertThat(datagram.length()).isEqualTo(300);
                        assertThat(datagram.source()).isEqualTo(HERE);
                        assertThat(datagram.sourcePort()).isEqualTo(port);
                        seen.set(ByteBuffer.wrap(datagram.data()).getInt());
                    });
                }
            }
            assertThat(seen.cardinality()).isEqualTo(MANY);
            assertThat(meters.drops).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aDatagramTellsHowItCame(boolean nativeAccess) throws Exception {
        int port = freePort();
        BlockingQueue<Datagram> received = new LinkedBlockingQueue<>();
        try (Transport transport = open(port, nativeAccess, "lo");
                UdpClient client = UdpClient.open(HERE, port)) {
            transport.start(received::add);
            client.send(new byte[] {1, 2, 3}, Ipv6Address.UNSPECIFIED, HERE);
            Datagram datagram = received.poll(DEADLINE.toSeconds(), TimeUnit.SECONDS);
            assertThat(datagram).isNotNull();
            assertThat(datagram.length()).isEqualTo(3);
            assertThat(datagram.data()).startsWith(1, 2, 3);
            assertThat(datagram.source()).isEqualTo(HERE);
            assertThat(datagram.destination()).isEqualTo(HERE);
            assertThat(datagram.link().addresses6()).containsExactly(HERE);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatCannotBeSentIsCounted(boolean nativeAccess) throws Exception {
        Link lo = Links.detect(true).stream().filter(Link::loopback).findFirst().orElseThrow();
        try (Transport transport = open(freePort(), nativeAccess, "lo")) {
            transport.send(List.of(new Outgoing(new byte[300], lo, HERE, HERE, 0, null)));
            assertThat(meters.drops).containsExactly("send-failed");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theOwnerOfThePortIsNamed(boolean nativeAccess) throws Exception {
        try (DatagramSocket owner = new DatagramSocket(0, InetAddress.ofLiteral("::1"))) {
            assertThatThrownBy(() -> open(owner.getLocalPort(), nativeAccess, "lo"))
                    .isInstanceOf(SocketOpenException.class)
                    .hasMessage("cannot open the UDP socket [::1]:" + owner.getLocalPort()
                            + " on lo: the port is in use by java (process "
                            + ProcessHandle.current().pid() + ")");
        }
    }

    private Transport open(int port, boolean nativeAccess, String name) throws SocketOpenException {
        TransportSettings settings = new TransportSettings(
                Protocol.DHCP6, List.of(name), false, false, nativeAccess, port, true, 0, Duration.ofMillis(100));
        return Transports.open(settings, Thread::new, meters, sentence -> {});
    }

    private static Outgoing echo(Datagram datagram) {
        return new Outgoing(
                datagram.data(),
                datagram.link(),
                datagram.destination(),
                datagram.source(),
                datagram.sourcePort(),
                null);
    }

    private static int freePort() throws IOException {
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.ofLiteral("::1"))) {
            return socket.getLocalPort();
        }
    }
}
