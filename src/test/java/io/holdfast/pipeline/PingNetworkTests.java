package io.holdfast.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.address.Ipv4Address;
import io.holdfast.allocate.ProbeBook;
import io.holdfast.engine.Decision;
import io.holdfast.transport.Datagram;
import io.holdfast.transport.EchoSocket;
import io.holdfast.transport.Link;
import io.holdfast.transport.NetworkNamespace;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Real echo requests between two network namespaces: one address is there, the others are not. */
class PingNetworkTests {

    private static final long PATIENCE_SECONDS = 20;

    private static Datagram packet(int transaction) {
        byte[] data = new byte[300];
        data[0] = (byte) transaction;
        return new Datagram(
                data,
                300,
                new Link("eth0", 2, null, List.of(), true, false, true, 1500),
                Ipv4Address.UNSPECIFIED,
                68,
                Ipv4Address.BROADCAST,
                0);
    }

    @Test
    void anAddressThatAnswersIsInUseAndOneThatDoesNotIsFree() throws Exception {
        try (NetworkNamespace server = NetworkNamespace.create("srv");
                NetworkNamespace client = NetworkNamespace.create("cli")) {
            server.connect("eth0", client, "eth1");
            server.ip("addr add 192.0.2.1/24 brd + dev eth0");
            client.ip("addr add 192.0.2.2/24 brd + dev eth1");
            ProbeBook book = new ProbeBook();
            BlockingQueue<Datagram> returned = new LinkedBlockingQueue<>();
            EchoSocket socket = server.inside(() -> EchoSocket.open(4711));
            try (AddressProber prober = new AddressProber(book, socket, returned::add, () -> 100, System::nanoTime)) {
                prober.start(Thread.ofPlatform().factory());
                Ipv4Address used = Ipv4Address.parse("192.0.2.2");
                prober.probe(new Decision.Probe(used, 1, 15_000), packet(1));
                assertThat(returned.poll(PATIENCE_SECONDS, TimeUnit.SECONDS)).isNotNull();
                assertThat(book.take(used, 100)).isEqualTo(ProbeBook.State.IN_USE);
                Ipv4Address free = Ipv4Address.parse("192.0.2.3");
                prober.probe(new Decision.Probe(free, 2, 100), packet(2));
                assertThat(returned.poll(PATIENCE_SECONDS, TimeUnit.SECONDS)).isNotNull();
                assertThat(book.take(free, 100)).isEqualTo(ProbeBook.State.FREE);
                Ipv4Address nowhere = Ipv4Address.parse("198.51.100.1");
                prober.probe(new Decision.Probe(nowhere, 1, 600_000), packet(3));
                assertThat(returned.poll(PATIENCE_SECONDS, TimeUnit.SECONDS))
                        .as("no route: not waited for")
                        .isNotNull();
                assertThat(book.take(nowhere, 100)).isEqualTo(ProbeBook.State.FREE);
            }
        }
    }
}
