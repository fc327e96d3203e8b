package io.holdfast.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.holdfast.address.Protocol;
import io.holdfast.availability.HandScheduler;
import io.holdfast.telemetry.Meters;
import io.holdfast.transport.Datagram;
import io.holdfast.transport.Outgoing;
import io.holdfast.transport.SocketOpenException;
import io.holdfast.transport.Transport;
import io.holdfast.transport.TransportSettings;
import io.holdfast.transport.Transports;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The way from one set of sockets to the next, and back, whatever hinders it. */
class SocketsTests {

    private static final Duration WAIT = Duration.ofSeconds(5);

    private final HandScheduler scheduler = new HandScheduler(0);
    private final List<TransportSettings> asked = new ArrayList<>();
    private final List<Fake> opened = new ArrayList<>();
    private final List<Integer> refused = new ArrayList<>();
    private final Sockets sockets = new Sockets(this::open, _ -> {}, scheduler);

    private static TransportSettings on(int port) {
        return new TransportSettings(Protocol.DHCP4, List.of("lo"), false, false, false, port, true, 0, WAIT);
    }

    /** Refused are ports, not settings. */
    private Transport open(TransportSettings settings) throws SocketOpenException {
        asked.add(settings);
        if (refused.contains(settings.serverPort())) {
            throw new SocketOpenException("port " + settings.serverPort() + " is in use");
        }
        opened.add(new Fake(settings));
        return opened.getLast();
    }

    private static final class Fake implements Transport {
        private final TransportSettings settings;
        private boolean started;
        private boolean closed;

        Fake(TransportSettings settings) {
            this.settings = settings;
        }

        @Override
        public void start(Consumer<Datagram> handler) {
            if (settings.serverPort() == 666) {
                throw new IllegalStateException("no thread can be started");
            }
            started = true;
        }

        @Override
        public void send(List<Outgoing> replies) {}

        @Override
        public Status status() {
            return new Status("ready", List.of(), 1);
        }

        @Override
        public void stopReceiving() {}

        @Override
        public void close() {
            closed = true;
        }
    }

    private void assertListening(int port) {
        assertThat(opened.stream().filter(each -> !each.closed))
                .as("open transports")
                .singleElement()
                .satisfies(transport -> {
                    assertThat(transport.settings.serverPort()).isEqualTo(port);
                    assertThat(transport.started).isTrue();
                });
        assertThat(sockets.status().state()).isEqualTo("ready");
    }

    private void refuseTheChange(int from, int to) throws SocketOpenException {
        sockets.use(on(from), false);
        refused.add(to);
        refused.add(from);
        assertThatThrownBy(() -> sockets.use(on(to), false)).hasMessage("port " + to + " is in use");
    }

    @AfterEach
    void close() {
        sockets.close();
        assertThat(opened).allMatch(each -> each.closed);
    }

    @Test
    void theFormerSocketsAreBackWhenTheNewOnesCannotBeOpened() throws SocketOpenException {
        sockets.use(on(1), false);
        refused.add(2);
        assertThatThrownBy(() -> sockets.use(on(2), false)).hasMessage("port 2 is in use");
        assertListening(1);
        assertThat(scheduler.waiting()).isZero();
    }

    /** Nobody else would open them again: what is missing is tried for as long as it takes, and costs not the others. */
    @Test
    void theFormerSocketsAreOpenedWithMorePatienceThanAtFirst() throws SocketOpenException {
        sockets.use(on(1), false);
        refused.add(2);
        assertThatThrownBy(() -> sockets.use(on(2), false)).isInstanceOf(SocketOpenException.class);
        assertThat(asked.getLast().maxRetries()).isEqualTo(Integer.MAX_VALUE);
        assertThat(asked.getLast().requireAll()).isFalse();
        assertThat(asked.getFirst().maxRetries()).isZero();
        sockets.use(on(1), false);
        assertThat(asked).as("it is what is in use already").hasSize(3);
    }

    @Test
    void whenTheFormerCannotBeOpenedEitherTheyComeBackByThemselves() throws SocketOpenException {
        refuseTheChange(1, 2);
        assertThat(sockets.status()).isEqualTo(new Transport.Status("retrying", List.of("port 1 is in use"), 0));
        scheduler.turn(WAIT.multipliedBy(10));
        assertThat(sockets.status().state()).isEqualTo("retrying");
        int before = asked.size();
        scheduler.turn(WAIT.multipliedBy(10));
        assertThat(asked.size() - before).as("tries in ten waits").isEqualTo(10);
        refused.clear();
        scheduler.turn(WAIT);
        assertListening(1);
        assertThat(scheduler.waiting()).isZero();
    }

    @Test
    void goingBackToAFormerSetNeverFails() throws SocketOpenException {
        sockets.use(on(1), false);
        sockets.use(on(2), false);
        refused.add(1);
        sockets.goBackTo(on(1));
        assertThat(sockets.status().state()).isEqualTo("retrying");
        refused.clear();
        scheduler.turn(WAIT);
        assertListening(1);
    }

    @Test
    void aNewSetEndsTheTriesForTheFormer() throws SocketOpenException {
        refuseTheChange(1, 2);
        sockets.use(on(3), false);
        refused.clear();
        scheduler.turn(WAIT.multipliedBy(3));
        assertListening(3);
    }

    @Test
    void failedChangesOneAfterTheOtherAreTriedOncePerWait() throws SocketOpenException {
        refuseTheChange(1, 2);
        assertThatThrownBy(() -> sockets.use(on(2), false)).isInstanceOf(SocketOpenException.class);
        assertThatThrownBy(() -> sockets.use(on(1), false)).isInstanceOf(SocketOpenException.class);
        int before = asked.size();
        scheduler.turn(WAIT.multipliedBy(10));
        assertThat(asked.size() - before).isEqualTo(10);
        refused.clear();
        scheduler.turn(WAIT);
        assertListening(1);
    }

    @Test
    void aServerThatStopsTriesNoMore() throws SocketOpenException {
        refuseTheChange(1, 2);
        sockets.stopReceiving();
        refused.clear();
        scheduler.turn(WAIT.multipliedBy(3));
        assertThat(opened).hasSize(1);
    }

    @Test
    void socketsThatCannotBeReadFromAreClosedAndTheFormerAreBack() throws SocketOpenException {
        sockets.use(on(1), false);
        assertThatThrownBy(() -> sockets.use(on(666), false)).hasMessage("no thread can be started");
        assertListening(1);
    }

    @Test
    void atTheStartThereIsNothingToGoBackTo() {
        refused.add(1);
        assertThatThrownBy(() -> sockets.use(on(1), false)).isInstanceOf(SocketOpenException.class);
        assertThat(scheduler.waiting()).isZero();
        assertThat(sockets.status().state()).isEqualTo("failed");
    }

    /** With real sockets: somebody takes the port while the configuration changes, and lets it go later. */
    @Test
    void aPortThatWasTakenMeanwhileIsListenedOnOnceItIsFree() throws Exception {
        InetAddress local = InetAddress.getByName("127.0.0.1");
        BlockingQueue<Datagram> received = new LinkedBlockingQueue<>();
        int port;
        try (DatagramSocket free = new DatagramSocket(0, local)) {
            port = free.getLocalPort();
        }
        TransportSettings first = new TransportSettings(
                Protocol.DHCP4, List.of("lo"), false, false, false, port, true, 0, Duration.ofMillis(100));
        @Nullable DatagramSocket[] thief = new DatagramSocket[1];
        Sockets real = new Sockets(
                settings -> {
                    if (settings.interfaces().contains("nowhere0")) {
                        thief[0] = bound(port, local);
                    }
                    return Transports.open(settings, Thread::new, Meters.NONE, _ -> {});
                },
                received::add,
                scheduler);
        try {
            real.use(first, false);
            TransportSettings second = new TransportSettings(
                    Protocol.DHCP4, List.of("nowhere0"), false, false, false, port, true, 0, Duration.ofMillis(100));
            assertThatThrownBy(() -> real.use(second, false)).hasMessageContaining("nowhere0");
            assertThat(real.status().state()).isEqualTo("retrying");
            assertThat(real.status().open()).isZero();
            DatagramSocket taken = thief[0];
            assertThat(taken).isNotNull();
            taken.close();
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> real.status().state().equals("ready"));
            try (DatagramSocket client = new DatagramSocket(0, local)) {
                client.send(new DatagramPacket(new byte[] {7}, 1, local, port));
                assertThat(received.poll(20, TimeUnit.SECONDS)).isNotNull();
            }
        } finally {
            real.close();
        }
    }

    private static DatagramSocket bound(int port, InetAddress local) {
        try {
            return new DatagramSocket(port, local);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
