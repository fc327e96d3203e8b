package io.holdfast.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.address.Ipv4Address;
import io.holdfast.address.Protocol;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** UDP over the loopback, as anybody may: with plain channels and with the system's batch calls. */
class LoopbackTests {

    private static final int MANY = 2_000;
    private static final Duration DEADLINE = Duration.ofSeconds(10);

    private final RecordingMeters meters = new RecordingMeters();

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void manyDatagramsGoBothWays(boolean nativeAccess) throws Exception {
        int port = freePort();
        try (Transport transport = open(port, nativeAccess, 0);
                DatagramSocket client = client()) {
            transport.start(datagram -> transport.send(List.of(echo(datagram))));
            BitSet seen = new BitSet();
            byte[] answer = new byte[2_000];
            for (int i = 0; i < MANY; i++) {
                byte[] data = ByteBuffer.allocate(300).putInt(i).array();
                client.send(new DatagramPacket(data, data.length, address(), port));
                if (i % 100 == 99) {
                    for (int j = 0; j < 100; j++) {
                        DatagramPacket packet = new DatagramPacket(answer, answer.length);
                        client.receive(packet);
                        assertThat(packet.getLength()).isEqualTo(300);
                        assertThat(packet.getSocketAddress()).isEqualTo(new InetSocketAddress(address(), port));
                        seen.set(ByteBuffer.wrap(answer).getInt());
                    }
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
        try (Transport transport = open(port, nativeAccess, 0);
                DatagramSocket client = client()) {
            transport.start(received::add);
            client.send(new DatagramPacket(new byte[] {1, 2, 3}, 3, address(), port));
            Datagram datagram = received.poll(DEADLINE.toSeconds(), TimeUnit.SECONDS);
            assertThat(datagram).isNotNull();
            assertThat(datagram.length()).isEqualTo(3);
            assertThat(datagram.data()).startsWith(1, 2, 3);
            assertThat(datagram.source()).isEqualTo(Ipv4Address.parse("127.0.0.1"));
            assertThat(datagram.destination()).isEqualTo(Ipv4Address.parse("127.0.0.1"));
            assertThat(datagram.sourcePort()).isEqualTo(client.getLocalPort());
            assertThat(datagram.link().loopback()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void sendingWorksAfterReceivingHasStopped(boolean nativeAccess) throws Exception {
        int port = freePort();
        AtomicReference<Datagram> last = new AtomicReference<>();
        BlockingQueue<Datagram> received = new LinkedBlockingQueue<>();
        try (Transport transport = open(port, nativeAccess, 0);
                DatagramSocket client = client()) {
            transport.start(datagram -> {
                last.set(datagram);
                received.add(datagram);
            });
            client.send(new DatagramPacket(new byte[] {7}, 1, address(), port));
            assertThat(received.poll(DEADLINE.toSeconds(), TimeUnit.SECONDS)).isNotNull();

            long before = System.nanoTime();
            transport.stopReceiving();
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(2));

            client.send(new DatagramPacket(new byte[] {8}, 1, address(), port));
            transport.send(List.of(echo(last.get())));
            DatagramPacket answer = new DatagramPacket(new byte[10], 10);
            client.receive(answer);
            assertThat(answer.getData()).startsWith(7);
            assertThat(received).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatCannotBeSentIsCounted(boolean nativeAccess) throws Exception {
        Link lo = loopback();
        Ipv4Address here = Ipv4Address.parse("127.0.0.1");
        Transport transport = open(freePort(), nativeAccess, 0);
        try {
            transport.send(List.of(new Outgoing(new byte[300], lo, here, here, 0, null)));
            assertThat(meters.drops).containsExactly("send-failed");
        } finally {
            transport.close();
        }
        transport.send(List.of(new Outgoing(new byte[300], lo, here, here, 9, null)));
        assertThat(meters.drops).containsExactly("send-failed", "send-without-socket");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theOwnerOfThePortIsNamed(boolean nativeAccess) throws Exception {
        try (DatagramSocket owner = client()) {
            assertThatThrownBy(() -> open(owner.getLocalPort(), nativeAccess, 0))
                    .isInstanceOf(SocketOpenException.class)
                    .hasMessage("cannot open the UDP socket 127.0.0.1:" + owner.getLocalPort()
                            + " on lo: the port is in use by java (process "
                            + ProcessHandle.current().pid() + ")");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aPortInUseIsTriedAgainUntilItIsFree(boolean nativeAccess) throws Exception {
        DatagramSocket owner = client();
        int port = owner.getLocalPort();
        try (Transport transport = open(port, nativeAccess, 1_000)) {
            assertThat(transport.status().state()).isEqualTo("retrying");
            assertThat(transport.status().errors()).hasSize(1);
            owner.close();
            BlockingQueue<Datagram> received = new LinkedBlockingQueue<>();
            transport.start(received::add);
            long deadline = System.nanoTime() + DEADLINE.toNanos();
            while (!transport.status().state().equals("ready") && System.nanoTime() < deadline) {
                Thread.onSpinWait();
            }
            assertThat(transport.status()).isEqualTo(new Transport.Status("ready", List.of(), 1));
            try (DatagramSocket client = client()) {
                client.send(new DatagramPacket(new byte[] {7}, 1, address(), port));
                assertThat(received.poll(DEADLINE.toSeconds(), TimeUnit.SECONDS))
                        .isNotNull();
            }
        } finally {
            owner.close();
        }
    }

    @Test
    void whenTheRetriesAreUsedUpTheOwnerIsTold() throws Exception {
        BlockingQueue<String> givenUp = new LinkedBlockingQueue<>();
        try (DatagramSocket owner = client();
                Transport transport =
                        Transports.open(settings(owner.getLocalPort(), false, 2), Thread::new, meters, givenUp::add)) {
            assertThat(givenUp.poll(DEADLINE.toSeconds(), TimeUnit.SECONDS)).contains("the port is in use");
            assertThat(transport.status().state()).isEqualTo("failed");
        }
    }

    @Test
    void anUnknownInterfaceIsRefused() {
        TransportSettings settings = new TransportSettings(
                Protocol.DHCP4, List.of("nowhere0"), false, false, false, 6767, false, 0, Duration.ofMillis(100));
        assertThatThrownBy(() -> Transports.open(settings, Thread::new, meters, s -> {}))
                .isInstanceOf(SocketOpenException.class)
                .hasMessageStartingWith("there is no interface nowhere0; there are: ")
                .hasMessageContaining("lo");
    }

    private Transport open(int port, boolean nativeAccess, int retries) throws SocketOpenException {
        return Transports.open(settings(port, nativeAccess, retries), Thread::new, meters, s -> {});
    }

    private static TransportSettings settings(int port, boolean nativeAccess, int retries) {
        return new TransportSettings(
                Protocol.DHCP4,
                List.of("lo/127.0.0.1"),
                false,
                false,
                nativeAccess,
                port,
                true,
                retries,
                Duration.ofMillis(100));
    }

    private static Link loopback() throws SocketOpenException {
        return Links.detect(true).stream().filter(Link::loopback).findFirst().orElseThrow();
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

    private static DatagramSocket client() throws IOException {
        DatagramSocket socket = new DatagramSocket(0, address());
        socket.setSoTimeout((int) DEADLINE.toMillis());
        return socket;
    }

    private static int freePort() throws IOException {
        try (DatagramSocket socket = client()) {
            return socket.getLocalPort();
        }
    }

    private static InetAddress address() {
        return InetAddress.ofLiteral("127.0.0.1");
    }
}
