package io.holdfast.host;

import static io.holdfast.host.ReservationBuilder.hardware;
import static io.holdfast.host.ReservationBuilder.identifier;
import static io.holdfast.host.ReservationBuilder.of;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.address.Ipv4Address;
import io.holdfast.host.HostQuestion.OfAddress;
import io.holdfast.host.HostQuestion.OfClient;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What every store of DHCPv4's reservations does. */
public interface HostStoreContract {

    HostIdentifier MARY = hardware("020000000001");
    HostIdentifier JOHN = hardware("020000000002");

    HostStore store();

    static Reservation full() {
        return of(MARY).in(7)
                .address("192.0.2.10")
                .hostname("Mary.example.org")
                .classes("gold", "phones")
                .boot("192.0.2.99", "boot.example.org", "/boot/mary.bin")
                .context("{ \"comment\": \"h\u00e4llo\" }")
                .option(new HostOption("dhcp4", 6, null, "192.0.2.1, 192.0.2.2", true, false, List.of(), null))
                .option(new HostOption(
                        "vendor-4491",
                        200,
                        new byte[] {1, (byte) 0xfe, 0},
                        null,
                        false,
                        true,
                        List.of("a \"b\"", "c"),
                        "{ \"x\": 1 }"))
                .option(new HostOption("dhcp4", 80, new byte[0], null, false, false, List.of(), null))
                .build();
    }

    @Test
    default void keepsEverythingOfAReservation() {
        assertThat(store().add(full(), true)).isEqualTo(HostOutcome.DONE);
        assertThat(HostText.of(find(new OfClient(List.of(MARY), List.of(7))))).containsExactly(HostText.of(full()));
    }

    @Test
    default void keepsAReservationOfNothing() {
        Reservation bare =
                of(identifier(HostIdentifier.Type.CIRCUIT_ID, "00ff")).build();
        store().add(bare, true);
        assertThat(HostText.of(find(new OfClient(List.of(bare.identifier()), List.of(1)))))
                .containsExactly(HostText.of(bare));
    }

    @Test
    default void answersABatchInTheOrderOfItsQuestions() {
        store().add(of(MARY).address("192.0.2.1").build(), true);
        store().add(of(JOHN).in(0).address("192.0.2.2").build(), true);
        store().add(full(), true);
        List<List<Reservation>> answers = store().find(List.of(
                new OfClient(List.of(JOHN), List.of(1, 0)),
                new OfAddress(Ipv4Address.parse("192.0.2.10"), 32, List.of(7)),
                new OfClient(List.of(hardware("02")), List.of(1)),
                new OfClient(List.of(JOHN, MARY), List.of(0, 1, 7)),
                new OfAddress(Ipv4Address.parse("192.0.2.1"), 32, List.of(7, 0))));
        assertThat(answers.stream()
                        .map(answer -> answer.stream()
                                .map(r -> r.subnetId() + ":" + r.address())
                                .toList()))
                .containsExactly(
                        List.of("0:192.0.2.2"),
                        List.of("7:192.0.2.10"),
                        List.of(),
                        List.of("0:192.0.2.2", "1:192.0.2.1", "7:192.0.2.10"),
                        List.of());
    }

    @Test
    default void tellsIdentifiersOfDifferentKindsApart() {
        store().add(
                        of(identifier(HostIdentifier.Type.FLEX_ID, "0a0b"))
                                .hostname("flex")
                                .build(),
                        true);
        store().add(
                        of(identifier(HostIdentifier.Type.CLIENT_ID, "0a0b"))
                                .hostname("client")
                                .build(),
                        true);
        assertThat(find(new OfClient(List.of(identifier(HostIdentifier.Type.CLIENT_ID, "0a0b")), List.of(1))))
                .extracting(Reservation::hostname)
                .containsExactly("client");
        assertThat(find(new OfClient(List.of(identifier(HostIdentifier.Type.DUID, "0a0b")), List.of(1))))
                .isEmpty();
    }

    @Test
    default void holdsNoIdentifierThatFitsNoColumn() {
        HostIdentifier endless = new HostIdentifier(HostIdentifier.Type.FLEX_ID, new byte[256]);
        HostIdentifier empty = new HostIdentifier(HostIdentifier.Type.FLEX_ID, new byte[0]);
        store().add(full(), true);
        assertThat(find(new OfClient(List.of(endless, empty, MARY), List.of(7))))
                .hasSize(1);
        assertThat(find(new OfClient(List.of(endless), List.of(7)))).isEmpty();
    }

    @Test
    default void addsNoSecondForAnIdentifierInASubnet() {
        store().add(of(MARY).address("192.0.2.1").build(), false);
        assertThat(store().add(of(MARY).address("192.0.2.2").build(), false)).isEqualTo(HostOutcome.DUPLICATE);
        assertThat(store().add(of(MARY).in(2).address("192.0.2.2").build(), false))
                .isEqualTo(HostOutcome.DONE);
        assertThat(store().page(1, null, 0, 10)).hasSize(1);
    }

    @Test
    default void addsNoSecondForAnAddressUnlessTheyMayBeShared() {
        store().add(of(MARY).address("192.0.2.1").build(), true);
        Reservation second = of(JOHN).address("192.0.2.1").build();
        assertThat(store().add(second, true)).isEqualTo(HostOutcome.DUPLICATE);
        assertThat(store().page(null, null, 0, 10)).hasSize(1);
        assertThat(store().add(second, false)).isEqualTo(HostOutcome.DONE);
        assertThat(find(new OfAddress(Ipv4Address.parse("192.0.2.1"), 32, List.of(1))))
                .hasSize(2);
    }

    @Test
    default void ofManyThatGiveOneAddressAtOnceOneDoes() throws Exception {
        List<Callable<HostOutcome>> adding = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Reservation one = of("0200000000a" + i).address("192.0.2.77").build();
            adding.add(() -> store().add(one, true));
        }
        List<HostOutcome> outcomes = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            for (Future<HostOutcome> each : threads.invokeAll(adding)) {
                outcomes.add(each.get());
            }
        }
        assertThat(outcomes).containsOnlyOnce(HostOutcome.DONE).contains(HostOutcome.DUPLICATE);
        assertThat(store().page(null, null, 0, 10)).hasSize(1);
    }

    @Test
    default void updateReplacesAllButTheIdentity() {
        store().add(full(), true);
        long id = find(new OfClient(List.of(MARY), List.of(7))).getFirst().databaseId();
        Reservation next = of(MARY).in(7)
                .hostname("new")
                .option(new HostOption("dhcp4", 3, null, "192.0.2.254", false, false, List.of(), null))
                .build();
        assertThat(store().update(next, true)).isEqualTo(HostOutcome.DONE);
        List<Reservation> found = find(new OfClient(List.of(MARY), List.of(7)));
        assertThat(HostText.of(found)).containsExactly(HostText.of(next));
        assertThat(found.getFirst().databaseId()).isEqualTo(id);
    }

    @Test
    default void updateOfNobodyChangesNothing() {
        store().add(full(), true);
        assertThat(store().update(of(MARY).in(8).build(), true)).isEqualTo(HostOutcome.ABSENT);
        assertThat(HostText.of(store().page(null, null, 0, 10))).containsExactly(HostText.of(full()));
    }

    @Test
    default void updateToAnotherOnesAddressIsADuplicate() {
        store().add(of(MARY).address("192.0.2.1").build(), true);
        store().add(of(JOHN).address("192.0.2.2").build(), true);
        Reservation moved = of(JOHN).address("192.0.2.1").build();
        assertThat(store().update(moved, true)).isEqualTo(HostOutcome.DUPLICATE);
        assertThat(store().update(of(JOHN).address("192.0.2.2").hostname("same").build(), true))
                .isEqualTo(HostOutcome.DONE);
        assertThat(store().update(moved, false)).isEqualTo(HostOutcome.DONE);
    }

    @Test
    default void deletesByIdentifier() {
        store().add(full(), true);
        assertThat(store().delete(8, MARY)).isFalse();
        assertThat(store().delete(7, JOHN)).isFalse();
        assertThat(store().delete(7, MARY)).isTrue();
        assertThat(store().page(null, null, 0, 10)).isEmpty();
        assertThat(store().delete(7, MARY)).isFalse();
        assertThat(store().add(full(), true)).isEqualTo(HostOutcome.DONE);
    }

    @Test
    default void deletesByAddress() {
        store().add(full(), true);
        store().add(of(JOHN).in(8).address("192.0.2.10").build(), true);
        assertThat(store().delete(9, Ipv4Address.parse("192.0.2.10"))).isFalse();
        assertThat(store().delete(7, Ipv4Address.parse("192.0.2.10"))).isTrue();
        assertThat(store().page(null, null, 0, 10))
                .extracting(Reservation::identifier)
                .containsExactly(JOHN);
    }

    @Test
    default void pagesByNumber() {
        for (int i = 0; i < 7; i++) {
            store().add(
                            of("02000000010" + i)
                                    .in(i % 2)
                                    .hostname("h" + i)
                                    .option(new HostOption(
                                            "dhcp4", 3, null, "192.0.2.1", false, false, List.of(), null))
                                    .option(new HostOption(
                                            "dhcp4", 6, null, "192.0.2.1", false, false, List.of(), null))
                                    .build(),
                            true);
        }
        List<Reservation> first = store().page(null, null, 0, 3);
        assertThat(first).extracting(Reservation::hostname).containsExactly("h0", "h1", "h2");
        assertThat(first).allSatisfy(r -> assertThat(r.options()).hasSize(2));
        assertThat(store().page(null, null, first.getLast().databaseId(), 10))
                .extracting(Reservation::hostname)
                .containsExactly("h3", "h4", "h5", "h6");
        assertThat(store().page(0, null, first.getFirst().databaseId(), 2))
                .extracting(Reservation::hostname)
                .containsExactly("h2", "h4");
    }

    @Test
    default void findsNamesWhateverTheirCase() {
        store().add(full(), true);
        store().add(of(JOHN).hostname("mary.Example.org").build(), true);
        store().add(of("020000000003").hostname("mary").build(), true);
        assertThat(store().page(null, "MARY.example.ORG", 0, 10))
                .extracting(Reservation::subnetId)
                .containsExactly(7, 1);
        assertThat(store().page(1, "mary.example.org", 0, 10))
                .extracting(Reservation::identifier)
                .containsExactly(JOHN);
    }

    @Test
    default void knowsSubnetsBeyondTheSignedNumbers() {
        Reservation far = of(MARY).in(-2).address("255.255.255.254").build();
        store().add(far, true);
        assertThat(HostText.of(find(new OfClient(List.of(MARY), List.of(-2))))).containsExactly(HostText.of(far));
        assertThat(find(new OfAddress(Ipv4Address.parse("255.255.255.254"), 32, List.of(-2))))
                .hasSize(1);
    }

    private List<Reservation> find(HostQuestion question) {
        return store().find(List.of(question)).getFirst();
    }
}
