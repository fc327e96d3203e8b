package io.holdfast.host;

import static io.holdfast.host.ReservationBuilder.hardware;
import static io.holdfast.host.ReservationBuilder.of;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.address.Ipv4Address;
import io.holdfast.address.Ipv6Address;
import io.holdfast.host.HostQuestion.OfAddress;
import io.holdfast.host.HostQuestion.OfClient;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class DatabaseHostsTests {

    private static final long SECOND = 1_000_000_000L;
    private static final HostIdentifier MARY = hardware("020000000001");
    private static final HostIdentifier JOHN = hardware("020000000002");
    private static final OfClient ABOUT_MARY = new OfClient(List.of(MARY), List.of(1));
    private static final OfClient ABOUT_JOHN = new OfClient(List.of(JOHN), List.of(1));

    private final MemoryHosts store = new MemoryHosts();
    private final AtomicLong clock = new AtomicLong(-5 * SECOND); // nanoTime may be negative
    private final DatabaseHosts hosts = new DatabaseHosts("hosts-1", store, new HostMemory(100), SECOND, clock::get);

    private HostAnswer ask(HostQuestion question) {
        return hosts.find(List.of(question)).getFirst();
    }

    private List<String> namesOf(HostQuestion question) {
        return ask(question).reservations().stream().map(Reservation::hostname).toList();
    }

    @Test
    void asksABatchInOneRoundTripAndEachThingOnce() {
        store.add(of(MARY).hostname("mary").build(), true);
        List<HostAnswer> answers =
                hosts.find(List.of(new OfClient(List.of(MARY, JOHN), List.of(1)), ABOUT_JOHN, ABOUT_MARY));
        assertThat(store.trips()).isEqualTo(1);
        assertThat(store.asked()).containsExactly(ABOUT_MARY, ABOUT_JOHN);
        assertThat(answers).extracting(answer -> answer.reservations().size()).containsExactly(1, 0, 1);
        assertThat(answers).allMatch(HostAnswer::certain);
    }

    @Test
    void asksAgainAfterASecond() {
        assertThat(namesOf(ABOUT_MARY)).isEmpty();
        store.add(of(MARY).hostname("mary").build(), true); // by another server
        clock.addAndGet(SECOND - 1);
        assertThat(namesOf(ABOUT_MARY)).isEmpty();
        clock.addAndGet(1);
        assertThat(namesOf(ABOUT_MARY)).containsExactly("mary");
        assertThat(hosts.asked()).isEqualTo(2);
        assertThat(hosts.fresh()).isEqualTo(1);
    }

    @Test
    void ownChangesAreSeenAtOnce() {
        HostStore changing = hosts.changing();
        OfAddress five = new OfAddress(Ipv4Address.parse("192.0.2.5"), 32, List.of(0, 1));
        OfAddress six = new OfAddress(Ipv4Address.parse("192.0.2.6"), 32, List.of(0, 1));
        assertThat(namesOf(ABOUT_MARY)).isEmpty();
        assertThat(namesOf(five)).isEmpty();

        changing.add(of(MARY).address("192.0.2.5").hostname("a").build(), true);
        assertThat(namesOf(ABOUT_MARY)).containsExactly("a");
        assertThat(namesOf(five)).containsExactly("a");
        assertThat(namesOf(six)).isEmpty();

        changing.update(of(MARY).address("192.0.2.6").hostname("b").build(), true);
        assertThat(namesOf(ABOUT_MARY)).containsExactly("b");
        assertThat(namesOf(five)).isEmpty();
        assertThat(namesOf(six)).containsExactly("b");

        changing.delete(1, MARY);
        assertThat(namesOf(ABOUT_MARY)).isEmpty();
        assertThat(namesOf(six)).isEmpty();

        changing.add(of(MARY).address("192.0.2.5").hostname("c").build(), true);
        assertThat(namesOf(ABOUT_MARY)).containsExactly("c");
        changing.delete(1, Ipv4Address.parse("192.0.2.5"));
        assertThat(namesOf(ABOUT_MARY)).isEmpty();
    }

    @Test
    void ownChangesOfPrefixesAreSeenAtOnce() {
        HostStore changing = hosts.changing();
        OfAddress prefix = new OfAddress(Ipv6Address.parse("2001:db8::"), 56, List.of(1));
        assertThat(namesOf(prefix)).isEmpty();
        changing.add(of(MARY).prefix("2001:db8::/56", null).hostname("p").build(), true);
        assertThat(namesOf(prefix)).containsExactly("p");
        assertThat(namesOf(ABOUT_MARY)).containsExactly("p");
        changing.delete(1, Ipv6Address.parse("2001:db8::"));
        assertThat(namesOf(prefix)).isEmpty();
        assertThat(namesOf(ABOUT_MARY)).isEmpty();
    }

    /** Otherwise it would be believed for a second. */
    @Test
    void anAnswerThatAChangeOvertookIsNotRemembered() {
        store.whileAnswering(
                () -> hosts.changing().add(of(MARY).hostname("mary").build(), true));
        assertThat(namesOf(ABOUT_MARY)).isEmpty();
        assertThat(namesOf(ABOUT_MARY)).containsExactly("mary");
    }

    @Test
    void whileAwayTheLastKnownHoldsAndTheUnknownIsUncertain() {
        store.add(of(MARY).hostname("mary").build(), true);
        ask(ABOUT_MARY);
        ask(ABOUT_JOHN);
        store.away();
        clock.addAndGet(86_400 * SECOND);
        assertThat(namesOf(ABOUT_MARY)).containsExactly("mary");
        assertThat(ask(ABOUT_MARY).certain()).isTrue();
        assertThat(ask(ABOUT_JOHN)).isEqualTo(HostAnswer.NOTHING);
        HostAnswer other = ask(new OfClient(List.of(hardware("02"), MARY), List.of(1)));
        assertThat(other.certain()).isFalse();
        assertThat(other.reservations()).hasSize(1);
        assertThat(ask(new OfClient(List.of(MARY), List.of(2))).certain()).isFalse();
        assertThat(hosts.unknown()).isEqualTo(2);

        store.back();
        store.delete(1, MARY);
        assertThat(ask(ABOUT_MARY)).isEqualTo(HostAnswer.NOTHING);
    }

    @Test
    void whatACommandDeletedIsNotHonouredInAnOutage() {
        store.add(of(MARY).hostname("mary").build(), true);
        ask(ABOUT_MARY);
        hosts.changing().delete(1, MARY);
        store.away();
        assertThat(ask(ABOUT_MARY)).isEqualTo(new HostAnswer(List.of(), false));
    }

    @Test
    void aStoreThatRefusesIsUncertainToo() {
        store.failing(new IllegalStateException("no such table"));
        assertThat(ask(ABOUT_MARY).certain()).isFalse();
        store.back();
        assertThat(ask(ABOUT_MARY).certain()).isTrue();
    }

    @Test
    void aFloodOfUnknownClientsPushesNoReservationOut() {
        store.add(of(MARY).hostname("mary").build(), true);
        ask(ABOUT_MARY);
        for (int i = 0; i < 10_000; i++) {
            ask(new OfClient(List.of(hardware("%012x".formatted(i))), List.of(1)));
        }
        store.away();
        assertThat(namesOf(ABOUT_MARY)).containsExactly("mary");
        assertThat(hosts.memory().nothing()).isLessThanOrEqualTo(100);
    }

    @Test
    void whatIsUsedIsNotForgotten() {
        for (int i = 0; i < 1_000; i++) {
            HostIdentifier other = hardware("%012x".formatted(i + 0x100));
            store.add(of(other).build(), true);
            if (i == 0) {
                store.add(of(MARY).hostname("mary").build(), true);
            }
            ask(new OfClient(List.of(other), List.of(1)));
            ask(ABOUT_MARY);
        }
        store.away();
        assertThat(namesOf(ABOUT_MARY)).containsExactly("mary");
        assertThat(ask(new OfClient(List.of(hardware("000000000100")), List.of(1)))
                        .certain())
                .isFalse();
        assertThat(hosts.memory().found()).isLessThanOrEqualTo(100);
    }

    /** Which subnets of a link are asked about depends on classes, so on what clients send. */
    @Test
    void setsOfSubnetsAreNotRememberedWithoutBound() {
        HostMemory memory = new HostMemory(100);
        for (int subnet = 1; subnet < 200_000; subnet++) {
            memory.addKeys(new OfClient(List.of(MARY), List.of(subnet)), new ArrayList<>());
        }
        assertThat(memory.scopes()).isBetween(1, 1 << 16);
    }
}
