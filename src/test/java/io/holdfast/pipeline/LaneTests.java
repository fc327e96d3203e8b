package io.holdfast.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.address.Ipv4Address;
import io.holdfast.address.Protocol;
import io.holdfast.availability.BackendBusy;
import io.holdfast.availability.BackendUnavailable;
import io.holdfast.availability.HandScheduler;
import io.holdfast.availability.Reason;
import io.holdfast.lease.Lease;
import io.holdfast.lease.Lease4;
import io.holdfast.lease.LeaseBuilder;
import io.holdfast.lease.LeaseChange;
import io.holdfast.lease.LeaseFilter;
import io.holdfast.lease.LeaseState;
import io.holdfast.store.memory.MemoryLeaseStore;
import io.holdfast.transport.Datagram;
import io.holdfast.transport.Outgoing;
import io.holdfast.wire.MalformedPacketException;
import io.holdfast.wire.v4.Message4;
import io.holdfast.wire.v4.MessageType4;
import io.holdfast.wire.v4.OptionCode4;
import io.holdfast.wire.v4.Request4;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One lane with real engine and store: what is answered, what is dropped and how it is counted. */
class LaneTests {

    private static final String CONFIG = """
            { "Dhcp4": { "interfaces-config": { "interfaces": [ "*" ] }, "lease-database": { "type": "memfile" },
              "valid-lifetime": 3600, "subnet4": [ { "id": 1, "subnet": "10.0.0.0/24",
                "pools": [ { "pool": "10.0.0.100-10.0.0.102" } ] } ] } }
            """;

    private final HandScheduler scheduler = new HandScheduler(1_800_000_000_000L);
    private final MemoryLeaseStore rows = MemoryLeaseStore.withoutFile(Protocol.DHCP4);
    private final List<String> answers = new ArrayList<>();
    private final SimulatedServer server = new SimulatedServer(
            CONFIG,
            Ipv4Address.parse("10.0.0.1"),
            rows,
            scheduler,
            SimulatedServer.SERVE,
            1,
            7,
            (_, replies) -> replies.forEach(this::note));

    private void note(Outgoing reply) {
        try {
            Message4 message = Message4.read(reply.data(), reply.data().length);
            answers.add(message.transactionId() + " " + message.type() + " " + message.yourAddress());
        } catch (MalformedPacketException e) {
            throw new AssertionError(e);
        }
    }

    private static Request4 message(MessageType4 type, int client, int transaction) {
        return Request4.of(type, transaction, LeaseBuilder.hardwareOf(client));
    }

    private static Request4 discover(int client, int transaction) {
        return message(MessageType4.DHCPDISCOVER, client, transaction);
    }

    private static Request4 wanting(int client, int transaction, String address) {
        return message(MessageType4.DHCPREQUEST, client, transaction)
                .option(OptionCode4.REQUESTED_ADDRESS, Ipv4Address.parse(address))
                .option(OptionCode4.SERVER_IDENTIFIER, server());
    }

    private static Ipv4Address server() {
        return Ipv4Address.parse("10.0.0.1");
    }

    private void receive(Request4... requests) {
        Arrays.stream(requests).forEach(request -> server.receive(request.toBytes()));
        server.work(0);
    }

    private long count(String statistic) {
        return server.statistic(statistic);
    }

    private List<Lease> leases() {
        return rows.page(LeaseFilter.ALL, 10);
    }

    @Test
    void aBatchSharesItsRoundTripsAndCountsByKeasNames() {
        receive(discover(1, 11), discover(2, 12), discover(3, 13));
        assertThat(server.store.calls()).containsExactly("find", "vacancies");
        receive(wanting(1, 11, "10.0.0.100"), wanting(2, 12, "10.0.0.101"));
        assertThat(server.store.calls())
                .as("one commit for both, no read")
                .containsExactly("find", "vacancies", "apply");
        assertThat(answers)
                .containsExactly(
                        "11 DHCPOFFER 10.0.0.100",
                        "12 DHCPOFFER 10.0.0.101",
                        "13 DHCPOFFER 10.0.0.102",
                        "11 DHCPACK 10.0.0.100",
                        "12 DHCPACK 10.0.0.101");
        assertThat(count("pkt4-received")).isEqualTo(5);
        assertThat(count("pkt4-discover-received")).isEqualTo(3);
        assertThat(count("pkt4-request-received")).isEqualTo(2);
        assertThat(count("pkt4-sent")).isEqualTo(5);
        assertThat(count("pkt4-offer-sent")).isEqualTo(3);
        assertThat(count("pkt4-ack-sent")).isEqualTo(2);
        assertThat(count("assigned-addresses")).isEqualTo(2);
        assertThat(count("subnet[1].pool[0].cumulative-assigned-addresses")).isEqualTo(2);
        assertThat(server.labels).containsEntry("exchange DHCPACK", 2);
    }

    /** The lane has gone on meanwhile; when the answer to the ping is there, the packet is served anew. */
    @Test
    void aPacketPutAsideIsCountedOnceAndTheAddressInUseIsDeclined() {
        SimulatedServer pinging = new SimulatedServer(
                CONFIG.replace(
                        "\"valid-lifetime\"",
                        "\"hooks-libraries\": [ { \"library\": \"libdhcp_ping_check.so\" } ], \"valid-lifetime\""),
                Ipv4Address.parse("10.0.0.1"),
                rows,
                scheduler,
                SimulatedServer.SERVE,
                1,
                7,
                (_, replies) -> replies.forEach(this::note));
        List<Datagram> kept = new ArrayList<>();
        List<Ipv4Address> pinged = new ArrayList<>();
        pinging.prober = (wanted, packet) -> {
            pinged.add(wanted.address());
            return kept.add(packet);
        };
        pinging.receive(discover(1, 11).toBytes());
        pinging.work(0);
        assertThat(answers).isEmpty();
        for (boolean inUse : new boolean[] {true, false}) {
            pinging.offers.probes().begin(pinged.getLast());
            pinging.offers.probes().found(pinged.getLast(), inUse, scheduler.seconds());
            pinging.receive(kept.removeLast().again());
            pinging.work(0);
        }
        assertThat(pinged).containsExactly(Ipv4Address.parse("10.0.0.100"), Ipv4Address.parse("10.0.0.101"));
        assertThat(answers).containsExactly("11 DHCPOFFER 10.0.0.101");
        assertThat(leases())
                .singleElement()
                .satisfies(row -> assertThat(row.state()).isEqualTo(LeaseState.DECLINED));
        assertThat(pinging.statistic("pkt4-received")).isEqualTo(1);
        assertThat(pinging.statistic("pkt4-receive-drop")).isZero();
        assertThat(pinging.statistic("declined-addresses")).isEqualTo(1);
        assertThat(pinging.statistic("assigned-addresses")).isEqualTo(1);
        assertThat(pinging.board.samples("subnet[1].cumulative-assigned-addresses"))
                .as("no client has got one")
                .isNull();
    }

    @Test
    void aPacketThatCannotBePutAsideIsDropped() {
        SimulatedServer pinging = new SimulatedServer(
                CONFIG.replace(
                        "\"valid-lifetime\"",
                        "\"hooks-libraries\": [ { \"library\": \"libdhcp_ping_check.so\" } ], \"valid-lifetime\""),
                Ipv4Address.parse("10.0.0.1"),
                rows,
                scheduler,
                SimulatedServer.SERVE,
                1,
                7,
                (_, replies) -> replies.forEach(this::note));
        pinging.receive(discover(1, 11).toBytes());
        pinging.work(0);
        assertThat(answers).isEmpty();
        assertThat(pinging.statistic("pkt4-receive-drop")).isEqualTo(1);
    }

    /** Each pool is a search of its own; all of them together are still the work for one packet. */
    @ParameterizedTest
    @ValueSource(strings = {"iterative", "random"})
    void oneDiscoverFindsTheOnlyVacancyOfManyPools(String allocator) {
        String pools = IntStream.range(0, 80)
                .mapToObj(i -> "{ \"pool\": \"10.0.0." + (2 * i + 10) + "-10.0.0." + (2 * i + 10) + "\" }")
                .collect(Collectors.joining(", "));
        for (int i = 0; i < 79; i++) {
            rows.apply(List.of(new LeaseChange.Grant(
                    null, LeaseBuilder.lease("10.0.0." + (2 * i + 10)).build())));
        }
        SimulatedServer many = new SimulatedServer(
                """
                { "Dhcp4": { "interfaces-config": { "interfaces": [ "*" ] }, "lease-database": { "type": "memfile" },
                  "allocator": "%s", "valid-lifetime": 3600,
                  "subnet4": [ { "id": 1, "subnet": "10.0.0.0/24", "pools": [ %s ] } ] } }
                """.formatted(allocator, pools),
                Ipv4Address.parse("10.0.0.1"),
                rows,
                scheduler,
                SimulatedServer.SERVE,
                1,
                7,
                (_, replies) -> replies.forEach(this::note));
        many.receive(discover(1, 11).toBytes());
        many.work(0);
        assertThat(answers).containsExactly("11 DHCPOFFER 10.0.0.168");
    }

    @Test
    void whatSaysTheSameTwiceIsAnsweredOnce() {
        receive(discover(1, 11), discover(1, 11), discover(1, 12), wanting(1, 11, "10.0.0.100"));
        assertThat(answers)
                .filteredOn(answer -> answer.startsWith("11 DHCPOFFER"))
                .hasSize(1);
        assertThat(count("pkt4-received")).isEqualTo(4);
        assertThat(count("pkt4-duplicate")).isEqualTo(1);
        assertThat(count("pkt4-receive-drop")).isEqualTo(1);
        assertThat(server.labels).containsEntry("duplicate", 1);
    }

    @Test
    void droppedPacketsHaveAReasonAndCostTheOthersNothing() {
        server.receive(new byte[] {1, 1, 6, 0});
        server.receive(new byte[0]);
        receive(
                discover(1, 11),
                message(MessageType4.DHCPLEASEQUERY, 2, 12),
                Request4.withoutType(13, LeaseBuilder.hardwareOf(3)));
        assertThat(answers).containsExactly("11 DHCPOFFER 10.0.0.100");
        assertThat(count("pkt4-received")).isEqualTo(5);
        assertThat(count("pkt4-parse-failed")).isEqualTo(2);
        assertThat(count("pkt4-receive-drop")).isEqualTo(4);
        assertThat(server.labels)
                .containsEntry("malformed", 2)
                .containsEntry("unhandled-type", 1)
                .containsEntry("no-message-type", 1);
    }

    @Test
    void aFullSubnetIsSilenceAndAnAllocationFailure() {
        for (int client = 1; client <= 3; client++) {
            rows.apply(List.of(new LeaseChange.Grant(
                    null,
                    LeaseBuilder.lease("10.0.0." + (99 + client)).client(client).build())));
        }
        receive(discover(4, 4));
        assertThat(answers).isEmpty();
        assertThat(server.labels).containsEntry("no-address", 1);
        assertThat(count("v4-allocation-fail")).isEqualTo(1);
        assertThat(count("subnet[1].v4-allocation-fail-subnet")).isEqualTo(1);
    }

    @Test
    void whileTheStoreIsAwayThereIsSilenceButForThoseWhoNeedNoLease() {
        AtomicInteger calls = new AtomicInteger();
        server.store.fault((_, _) -> {
            calls.incrementAndGet();
            throw new BackendUnavailable("lease", "connection refused");
        });
        server.reachable = false;
        receive(discover(1, 11), discover(2, 12));
        receive(
                discover(3, 13),
                message(MessageType4.DHCPREQUEST, 4, 14).clientAddress(Ipv4Address.parse("10.0.0.100")),
                message(MessageType4.DHCPINFORM, 5, 15).clientAddress(Ipv4Address.parse("10.0.0.50")));
        assertThat(calls).as("one call, then nobody bothers it").hasValue(1);
        assertThat(scheduler.waiting()).as("one recovery").isEqualTo(1);
        assertThat(answers).as("no NAK, no offer").containsExactly("15 DHCPACK 0.0.0.0");
        assertThat(server.labels).containsEntry("backend-away", 4);
        assertThat(count("pkt4-processing-failed")).isEqualTo(4);
        assertThat(server.watch.isUsable()).isFalse();

        server.store.fault((_, _) -> {});
        server.reachable = true;
        scheduler.turn(Duration.ofSeconds(1));
        receive(discover(1, 21));
        assertThat(answers).contains("21 DHCPOFFER 10.0.0.100");
    }

    @Test
    void anOpenOfferIsNotRepeatedWhileTheStoreIsAway() {
        receive(discover(1, 11));
        server.store.fault((_, _) -> {
            throw new BackendUnavailable("lease", "connection refused");
        });
        receive(discover(2, 12), wanting(3, 13, "10.0.0.102"));
        assertThat(server.watch.isUsable()).isFalse();
        receive(discover(1, 14));
        assertThat(answers)
                .as("whoever takes an offer must get it; another server may be able to keep one")
                .containsExactly("11 DHCPOFFER 10.0.0.100");
        assertThat(server.labels).containsEntry("backend-away", 3);

        server.store.fault((_, _) -> {});
        scheduler.turn(Duration.ofSeconds(1));
        receive(discover(1, 15));
        assertThat(answers).last().isEqualTo("15 DHCPOFFER 10.0.0.100");
    }

    @Test
    void aStoreThatIsBusyOrRefusesIsNotAway() {
        List<RuntimeException> faults = List.of(
                new BackendBusy("lease", "deadlocks", new IllegalStateException()),
                new IllegalStateException("a value too long"));
        for (RuntimeException fault : faults) {
            server.store.fault((_, _) -> {
                throw fault;
            });
            receive(
                    discover(1, 11),
                    message(MessageType4.DHCPINFORM, 5, 15).clientAddress(Ipv4Address.parse("10.0.0.50")));
            assertThat(server.watch.isUsable()).isTrue();
        }
        assertThat(answers).containsExactly("15 DHCPACK 0.0.0.0", "15 DHCPACK 0.0.0.0");
        assertThat(server.labels).containsEntry("backend-busy", 1).containsEntry("store-failed", 1);
    }

    @Test
    void aCommitNobodyWasToldOfIsFoundWhenTheClientAsksAgain() {
        receive(discover(1, 11));
        server.store.fault((operation, done) -> {
            if (operation.equals("apply") && done) {
                throw new BackendUnavailable("lease", "connection lost while committing");
            }
        });
        receive(wanting(1, 11, "10.0.0.100"));
        assertThat(answers).containsExactly("11 DHCPOFFER 10.0.0.100");
        assertThat(leases())
                .as("it was committed, which the server does not know")
                .hasSize(1);
        server.store.fault((_, _) -> {});
        scheduler.turn();
        receive(wanting(1, 11, "10.0.0.100"));
        assertThat(answers).last().isEqualTo("11 DHCPACK 10.0.0.100");
        assertThat(leases()).hasSize(1);
    }

    @Test
    void aLostRaceIsDecidedAgainAtOnce() {
        receive(discover(1, 11));
        // Another server grants the same address between our offer and the request.
        rows.apply(List.of(new LeaseChange.Grant(
                null, LeaseBuilder.lease("10.0.0.100").client(9).build())));
        receive(wanting(1, 11, "10.0.0.100"));
        assertThat(answers).last().isEqualTo("11 DHCPNAK 0.0.0.0");
        receive(discover(1, 12));
        receive(wanting(1, 12, "10.0.0.101"));
        assertThat(answers).last().isEqualTo("12 DHCPACK 10.0.0.101");
        assertThat(leases())
                .extracting(Lease::hardware)
                .containsExactly(LeaseBuilder.hardwareOf(9), LeaseBuilder.hardwareOf(1));
    }

    @Test
    void whoLosesEveryRaceIsGivenUpAfterAWhile() {
        AtomicInteger renewals = new AtomicInteger();
        rows.apply(List.of(new LeaseChange.Grant(
                null,
                LeaseBuilder.lease("10.0.0.100")
                        .client(1)
                        .clientId(null)
                        .lifetime(3000) // another than it would get: it cannot stay as it is stored
                        .since(scheduler.seconds())
                        .build())));
        server.store.fault((operation, done) -> {
            if (operation.equals("apply") && !done) {
                Lease4 row = (Lease4) leases().getFirst();
                rows.apply(List.of(new LeaseChange.Renew(
                        row, row.renewed(row.lastTransaction() - renewals.incrementAndGet(), 9999))));
            }
        });
        receive(
                message(MessageType4.DHCPREQUEST, 1, 11).clientAddress(Ipv4Address.parse("10.0.0.100")),
                discover(2, 12));
        assertThat(answers).as("the other client is served").containsExactly("12 DHCPOFFER 10.0.0.101");
        assertThat(renewals.get()).isBetween(2, 20);
        assertThat(server.labels).containsEntry("contended", 1);
        assertThat(count("pkt4-processing-failed")).isEqualTo(1);
    }

    /** The lease file's store shows what others are still writing; whether that comes off is known only then. */
    @Test
    void whoIsToldOfItsLeaseAsItStandsIsToldWhenThatIsDurable() {
        rows.apply(List.of(new LeaseChange.Grant(
                null,
                LeaseBuilder.lease("10.0.0.100")
                        .client(1)
                        .clientId(null)
                        .since(scheduler.seconds())
                        .build())));
        server.store.fault((operation, done) -> {
            if (operation.equals("apply")) {
                throw new BackendBusy("lease", "another change could not be written", new IllegalStateException());
            }
        });
        receive(message(MessageType4.DHCPREQUEST, 1, 11).clientAddress(Ipv4Address.parse("10.0.0.100")));
        assertThat(answers).isEmpty();
        server.store.fault((_, _) -> {});
        receive(message(MessageType4.DHCPREQUEST, 1, 12).clientAddress(Ipv4Address.parse("10.0.0.100")));
        assertThat(answers).containsExactly("12 DHCPACK 10.0.0.100");
        assertThat(server.store.applied()).isEmpty();
    }

    @Test
    void whileTheServiceIsOffNobodyIsAnswered() {
        server.gate.close(Reason.USER);
        receive(discover(1, 11), discover(2, 12));
        assertThat(answers).isEmpty();
        assertThat(server.store.calls()).isEmpty();
        assertThat(count("pkt4-received")).isEqualTo(2);
        assertThat(count("pkt4-service-disabled")).isEqualTo(2);
        assertThat(count("pkt4-receive-drop")).isEqualTo(2);
        server.gate.open(1);
        receive(discover(1, 13));
        assertThat(answers).hasSize(1);
    }

    @Test
    void releaseIsNeitherAnsweredNorDropped() {
        receive(discover(1, 11));
        receive(wanting(1, 11, "10.0.0.100"));
        receive(message(MessageType4.DHCPRELEASE, 1, 12).clientAddress(Ipv4Address.parse("10.0.0.100")));
        assertThat(answers).hasSize(2);
        assertThat(count("pkt4-release-received")).isEqualTo(1);
        assertThat(count("pkt4-receive-drop")).isZero();
        assertThat(count("assigned-addresses")).isZero();
        assertThat(server.labels).containsEntry("exchange silent", 1);
    }
}
