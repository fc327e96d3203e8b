package io.holdfast.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.address.Ipv4Address;
import io.holdfast.allocate.ProbeBook;
import io.holdfast.engine.Decision;
import io.holdfast.transport.Datagram;
import io.holdfast.transport.Echoes;
import io.holdfast.transport.Link;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Each packet that is kept comes back with a result, whatever happens; time is turned by hand. */
class AddressProberTests {

    private static final Ipv4Address ADDRESS = Ipv4Address.parse("10.0.0.100");
    private static final Decision.Probe TWICE = new Decision.Probe(ADDRESS, 2, 100);
    private static final long MILLI = 1_000_000;

    private final ProbeBook book = new ProbeBook();
    private final List<Datagram> returned = new ArrayList<>();
    private final Network network = new Network();
    private long nanos = 5;
    private final AddressProber prober = new AddressProber(book, network, returned::add, () -> 100, () -> nanos);

    /** Who answers is told here. */
    private static final class Network implements Echoes {
        final List<Ipv4Address> sent = new ArrayList<>();
        final List<Ipv4Address> answers = new ArrayList<>();
        boolean reachable = true;
        boolean closed;

        @Override
        public boolean send(Ipv4Address to, int sequence) {
            sent.add(to);
            return reachable;
        }

        @Override
        public void receive(Consumer<Ipv4Address> answered) {
            answers.forEach(answered);
            answers.clear();
        }

        @Override
        public void discard() {
            answers.clear();
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    private static Datagram packet() {
        return new Datagram(
                new byte[300],
                300,
                new Link("eth0", 2, null, List.of(), true, false, true, 1500),
                Ipv4Address.UNSPECIFIED,
                68,
                Ipv4Address.BROADCAST,
                0);
    }

    @Test
    void whoAnswersNoRequestIsNotThere() {
        assertThat(prober.probe(TWICE, packet())).isTrue();
        prober.step();
        nanos += 99 * MILLI;
        prober.step();
        assertThat(network.sent).hasSize(1);
        nanos += MILLI;
        prober.step();
        assertThat(network.sent).hasSize(2);
        assertThat(returned).isEmpty();
        nanos += 100 * MILLI;
        prober.step();
        assertThat(returned)
                .singleElement()
                .satisfies(each -> assertThat(each.served()).isTrue());
        assertThat(book.take(ADDRESS, 100)).isEqualTo(ProbeBook.State.FREE);
    }

    @Test
    void anAnswerSaysThatItIsInUse() {
        prober.probe(TWICE, packet());
        network.answers.add(ADDRESS);
        prober.step();
        assertThat(returned).hasSize(1);
        assertThat(book.take(ADDRESS, 100)).isEqualTo(ProbeBook.State.IN_USE);
        network.answers.add(ADDRESS);
        prober.step();
        assertThat(returned).as("too late to matter").hasSize(1);
    }

    @Test
    void anAddressToWhichThereIsNoWayIsFreeAtOnce() {
        network.reachable = false;
        prober.probe(new Decision.Probe(ADDRESS, 1, 100), packet());
        prober.step();
        assertThat(returned).hasSize(1);
        assertThat(book.take(ADDRESS, 100)).isEqualTo(ProbeBook.State.FREE);
    }

    @Test
    void anAddressIsPingedForOnePacketAtATime() {
        assertThat(prober.probe(TWICE, packet())).isTrue();
        assertThat(prober.probe(TWICE, packet())).isFalse();
    }

    @Test
    void onlySoManyPacketsAreKept() {
        for (int i = 0; i < AddressProber.MOST; i++) {
            prober.probe(new Decision.Probe(new Ipv4Address(i), 1, 1), packet());
        }
        assertThat(prober.probe(TWICE, packet())).isFalse();
        assertThat(book.take(ADDRESS, 100)).as("nothing is remembered of it").isEqualTo(ProbeBook.State.UNKNOWN);
    }

    @Test
    void theEndGivesEverythingBack() {
        prober.probe(TWICE, packet());
        prober.close();
        assertThat(returned).hasSize(1);
        assertThat(book.take(ADDRESS, 100)).isEqualTo(ProbeBook.State.FREE);
        assertThat(network.closed).isTrue();
        assertThat(prober.probe(TWICE, packet())).isFalse();
    }
}
