package io.holdfast.host;

import static io.holdfast.host.ReservationBuilder.hardware;
import static io.holdfast.host.ReservationBuilder.of;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.address.Ipv4Address;
import io.holdfast.host.HostQuestion.OfAddress;
import io.holdfast.host.HostQuestion.OfClient;
import java.util.List;
import org.junit.jupiter.api.Test;

class LayeredHostsTests {

    private static final HostIdentifier MARY = hardware("020000000001");

    private final MemoryHosts first = new MemoryHosts();
    private final MemoryHosts second = new MemoryHosts();

    private LayeredHosts layers(Reservation... configured) {
        return new LayeredHosts(
                new ReservationIndex(List.of(configured)),
                List.of(
                        new DatabaseHosts("hosts-1", first, new HostMemory(10), 0, () -> 0),
                        new DatabaseHosts("hosts-2", second, new HostMemory(10), 0, () -> 0)));
    }

    private static List<String> names(HostAnswer answer) {
        return answer.reservations().stream().map(Reservation::hostname).toList();
    }

    @Test
    void ofTwoForAnIdentifierInASubnetTheFirstCounts() {
        first.add(of(MARY).hostname("one").build(), true);
        first.add(of(MARY).in(2).hostname("one-two").build(), true);
        second.add(of(MARY).hostname("two").build(), true);
        second.add(of(MARY).in(2).hostname("two-two").build(), true);
        second.add(of(MARY).in(0).hostname("two-everywhere").build(), true);
        HostAnswer answer = layers(of(MARY).hostname("configured").build())
                .find(List.of(new OfClient(List.of(MARY), List.of(1, 2, 0))))
                .getFirst();
        assertThat(names(answer)).containsExactly("configured", "one-two", "two-everywhere");
        assertThat(answer.certain()).isTrue();
    }

    @Test
    void allWhoHaveAnAddressAreNamed() {
        first.add(of(hardware("02")).address("192.0.2.1").hostname("one").build(), true);
        second.add(of(hardware("03")).address("192.0.2.1").hostname("two").build(), true);
        HostAnswer answer = layers(
                        of(MARY).address("192.0.2.1").hostname("configured").build())
                .find(List.of(new OfAddress(Ipv4Address.parse("192.0.2.1"), 32, List.of(1))))
                .getFirst();
        assertThat(names(answer)).containsExactly("configured", "one", "two");
    }

    @Test
    void oneThatIsAwayLeavesTheOthersButMakesItUncertain() {
        first.away();
        second.add(of(MARY).hostname("two").build(), true);
        LayeredHosts layers = layers(of(MARY).in(0).hostname("configured").build());
        HostAnswer answer =
                layers.find(List.of(new OfClient(List.of(MARY), List.of(1, 0)))).getFirst();
        assertThat(names(answer)).containsExactly("configured", "two");
        assertThat(answer.certain()).isFalse();
        assertThat(layers.find(List.of(new OfClient(List.of(hardware("09")), List.of(1))))
                        .getFirst())
                .isEqualTo(new HostAnswer(List.of(), false));
    }
}
