package io.holdfast.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.address.ClientIdentifier;
import io.holdfast.address.HardwareAddress;
import io.holdfast.address.Ipv4Address;
import io.holdfast.availability.BackendBusy;
import io.holdfast.availability.BackendUnavailable;
import io.holdfast.availability.HandScheduler;
import io.holdfast.availability.Reason;
import io.holdfast.lease.Lease4;
import io.holdfast.lease.LeaseBuilder;
import io.holdfast.lease.LeaseChange;
import io.holdfast.lease.LeaseCount;
import io.holdfast.lease.LeaseFilter;
import io.holdfast.lease.LeaseState;
import io.holdfast.store.memory.MemoryLeaseStore;
import io.holdfast.transport.Outgoing;
import io.holdfast.wire.MalformedPacketException;
import io.holdfast.wire.v4.Message4;
import io.holdfast.wire.v4.MessageType4;
import io.holdfast.wire.v4.OptionCode4;
import io.holdfast.wire.v4.Request4;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Clients, two servers on one lease store, and everything that goes wrong between them, all by one seed. Lanes are
 * interleaved by letting another lane work inside a store call of the first.
 */
final class SimulatedNetwork {

    private static final int CLIENTS = 130;
    private static final int LIFETIME = 3600;

    /** What a client knows. */
    private static final class Client {
        final int number;

        @Nullable
        Ipv4Address held;

        long until;

        @Nullable
        Ipv4Address offered;

        @Nullable
        Ipv4Address offeredBy;

        int transaction;

        Client(int number) {
            this.number = number;
        }

        boolean runs(long now) {
            return held != null && until >= now;
        }

        HardwareAddress hardware() {
            return LeaseBuilder.hardwareOf(number);
        }

        @Nullable
        ClientIdentifier clientId() {
            return number % 3 == 0 ? LeaseBuilder.clientIdOf(number) : null;
        }
    }

    private final SplittableRandom random;
    private final HandScheduler scheduler = new HandScheduler(1_800_000_000_000L);
    private final MemoryLeaseStore store = MemoryLeaseStore.withoutFile();
    private final List<SimulatedServer> servers = new ArrayList<>();
    private final List<Client> clients = new ArrayList<>();
    private final Map<Integer, Client> byTransaction = new HashMap<>();
    private int transactions;
    private int depth;
    private double trouble;
    private @Nullable Throwable failure;
    long received;
    long acknowledged;
    long refused;
    long faults;

    SimulatedNetwork(long seed) {
        random = new SplittableRandom(seed);
        String json = """
                { "Dhcp4": { "interfaces-config": { "interfaces": [ "*" ] }, "lease-database": { "type": "memfile" },
                  "valid-lifetime": %d, "authoritative": %s, "expired-leases-processing": { "max-reclaim-leases": 20,
                    "hold-reclaimed-time": %d }, "decline-probation-period": 1200,
                  "subnet4": [ { "id": 1, "subnet": "10.0.0.0/24", "allocator": "%s", "offer-lifetime": %d,
                    "pools": [ { "pool": "10.0.0.100-10.0.0.159" }, { "pool": "10.0.0.170-10.0.0.209", "pool-id": 7 } ] } ] } }
                """.formatted(
                        LIFETIME,
                        random.nextBoolean(),
                        random.nextBoolean() ? 0 : 5000,
                        random.nextBoolean() ? "iterative" : "random",
                        random.nextInt(3) == 0 ? 20 : 0);
        for (int i = 1; i <= 2; i++) {
            SimulatedServer server = new SimulatedServer(
                    json,
                    Ipv4Address.parse("10.0.0." + i),
                    store,
                    scheduler,
                    random.nextBoolean() ? SimulatedServer.STOP : SimulatedServer.SERVE,
                    2 + random.nextInt(2),
                    random.nextLong(),
                    this::deliver);
            server.store.fault((operation, done) -> storeCall(server, operation, done));
            servers.add(server);
        }
        for (int i = 0; i < CLIENTS; i++) {
            clients.add(new Client(i + 1));
        }
    }

    /** Some clients act, all lanes work, time passes; in {@code trouble} of the store calls something goes wrong. */
    void step(double troubleNow) {
        trouble = troubleNow;
        for (int n = 1 + random.nextInt(12); n > 0; n--) {
            act(clients.get(random.nextInt(CLIENTS)));
        }
        workAll();
        SimulatedServer server = servers.get(random.nextInt(servers.size()));
        switch (random.nextInt(30)) {
            case 0 -> server.gate.close(Reason.USER);
            case 1, 2, 3, 4 -> server.gate.open(Reason.USER.origin());
            case 5, 6, 7 -> reclaim(server);
            case 8 -> scheduler.turn(Duration.ofSeconds(random.nextInt(1500)));
            case 9, 10, 11 -> servers.forEach(s -> s.reachable = true);
            default -> scheduler.turn(Duration.ofMillis(random.nextInt(4000)));
        }
        check();
    }

    /** No more trouble: everything comes back, and time passes until every lease is over. */
    void calm() {
        trouble = 0;
        servers.forEach(server -> {
            server.reachable = true;
            server.gate.open(Reason.USER.origin());
        });
        scheduler.turn(Duration.ofSeconds(2L * LIFETIME));
    }

    private void act(Client client) {
        long now = scheduler.seconds();
        Ipv4Address offered = client.offered;
        if (offered != null && client.offeredBy != null && random.nextInt(8) != 0) {
            broadcast(
                    client,
                    message(client, MessageType4.DHCPREQUEST)
                            .option(OptionCode4.REQUESTED_ADDRESS, offered)
                            .option(OptionCode4.SERVER_IDENTIFIER, client.offeredBy));
            client.offered = null;
            return;
        }
        Ipv4Address held = client.held;
        if (held == null || !client.runs(now)) {
            client.held = null;
            Request4 reboot = message(client, MessageType4.DHCPREQUEST);
            broadcast(
                    client,
                    held != null && random.nextBoolean()
                            ? reboot.option(OptionCode4.REQUESTED_ADDRESS, held)
                            : message(client, MessageType4.DHCPDISCOVER));
            return;
        }
        switch (random.nextInt(14)) {
            case 0 -> {
                client.held = null;
                unicast(message(client, MessageType4.DHCPRELEASE).clientAddress(held));
            }
            case 1 -> {
                client.held = null;
                broadcast(
                        client, message(client, MessageType4.DHCPDECLINE).option(OptionCode4.REQUESTED_ADDRESS, held));
            }
            case 2 -> { // starts anew and has forgotten everything
                client.held = null;
                broadcast(client, message(client, MessageType4.DHCPDISCOVER));
            }
            case 3 -> unicast(message(client, MessageType4.DHCPINFORM).clientAddress(held));
            case 4, 5 ->
                broadcast(
                        client, message(client, MessageType4.DHCPREQUEST).option(OptionCode4.REQUESTED_ADDRESS, held));
            case 6, 7, 8 ->
                broadcast(client, message(client, MessageType4.DHCPREQUEST).clientAddress(held));
            default -> unicast(message(client, MessageType4.DHCPREQUEST).clientAddress(held));
        }
    }

    private Request4 message(Client client, MessageType4 type) {
        client.transaction = ++transactions;
        byTransaction.put(client.transaction, client);
        Request4 request = Request4.of(type, client.transaction, client.hardware());
        ClientIdentifier id = client.clientId();
        return id == null ? request : request.option(OptionCode4.CLIENT_IDENTIFIER, id.bytes());
    }

    private void broadcast(Client client, Request4 request) {
        servers.forEach(server -> send(server, request.toBytes()));
    }

    private void unicast(Request4 request) {
        send(servers.get(random.nextInt(servers.size())), request.toBytes());
    }

    /** Packets get lost, and packets double. */
    private void send(SimulatedServer server, byte[] data) {
        for (int copies = random.nextInt(10) == 0 ? 0 : random.nextInt(8) == 0 ? 2 : 1; copies > 0; copies--) {
            server.receive(data);
            received++;
        }
    }

    private void workAll() {
        for (int round = 0; round < 4; round++) {
            SimulatedServer server = servers.get(random.nextInt(servers.size()));
            server.work(random.nextInt(server.lanes.size()));
        }
        for (SimulatedServer server : servers) {
            for (int lane = 0; lane < server.lanes.size(); lane++) {
                server.work(lane);
            }
        }
    }

    private void reclaim(SimulatedServer server) {
        try {
            server.reclaimer.round();
        } catch (BackendUnavailable e) {
            if (!(e instanceof BackendBusy)) {
                server.watch.lost("reclaim");
            }
        } catch (IllegalStateException e) {
            faults++;
        }
    }

    /** Inside every store call of every server: interleaves, and breaks things. */
    private void storeCall(SimulatedServer server, String operation, boolean done) {
        List<LeaseChange> itsOwn = server.store.lastApplied();
        if (depth < 2 && random.nextInt(6) == 0) {
            depth++;
            SimulatedServer other = servers.get(random.nextInt(servers.size()));
            other.work(random.nextInt(other.lanes.size()));
            depth--;
        }
        if (random.nextDouble() >= trouble) {
            return;
        }
        faults++;
        if (done && operation.equals("apply")) {
            server.loseOutcome(itsOwn);
        }
        switch (random.nextInt(done ? 1 : 3)) {
            case 0 -> {
                server.reachable = random.nextInt(3) == 0;
                throw new BackendUnavailable("lease", "fault in " + operation + (done ? " after" : " before"));
            }
            case 1 -> throw new BackendBusy("lease", "fault in " + operation, new IllegalStateException());
            default -> throw new IllegalStateException("refused " + operation);
        }
    }

    /** Lanes survive whatever is thrown at them; what was found wrong here is therefore kept for {@link #check}. */
    private void deliver(SimulatedServer server, List<Outgoing> replies) {
        for (Outgoing reply : replies) {
            try {
                deliver(Message4.read(reply.data(), reply.data().length));
            } catch (MalformedPacketException | AssertionError e) {
                failure = failure == null ? e : failure;
            }
        }
    }

    private void deliver(Message4 reply) throws MalformedPacketException {
        Client client = Objects.requireNonNull(byTransaction.get(reply.transactionId()));
        long now = scheduler.seconds();
        boolean current = client.transaction == reply.transactionId() && random.nextInt(10) != 0;
        switch (Objects.requireNonNull(reply.type())) {
            case DHCPOFFER -> {
                if (current && client.offered == null) {
                    client.offered = reply.yourAddress();
                    client.offeredBy = reply.addressOption(OptionCode4.SERVER_IDENTIFIER);
                }
            }
            case DHCPACK -> {
                if (!reply.yourAddress().equals(Ipv4Address.UNSPECIFIED)) {
                    acknowledge(client, reply, current, now);
                }
            }
            case DHCPNAK -> {
                refused++;
                assertThat(client.runs(now) && client.transaction == reply.transactionId())
                        .as("client %d is refused %s while it has it", client.number, client.held)
                        .isFalse();
            }
            default -> throw new AssertionError("a server sent " + reply.type());
        }
    }

    private void acknowledge(Client client, Message4 reply, boolean current, long now) throws MalformedPacketException {
        acknowledged++;
        if (client.transaction != reply.transactionId()) {
            return; // it has gone on meanwhile, and may have given back what it got
        }
        Lease4 row = row(reply.yourAddress());
        assertThat(row).as("no answer without its commit").isNotNull();
        Lease4 lease = Objects.requireNonNull(row);
        assertThat(lease.hardware()).isEqualTo(client.hardware());
        assertThat(lease.clientId()).isEqualTo(client.clientId());
        assertThat(lease.state()).isEqualTo(LeaseState.DEFAULT);
        assertThat(lease.validLifetime())
                .isEqualTo(reply.unsignedOption(51, -1))
                .isEqualTo(LIFETIME);
        if (current) {
            if (client.runs(now)) {
                assertThat(reply.yourAddress())
                        .as("the address of client %d changed under it", client.number)
                        .isEqualTo(client.held);
            }
            client.held = reply.yourAddress();
            client.until = now + LIFETIME;
            client.offered = null;
        }
    }

    private @Nullable Lease4 row(Ipv4Address address) {
        List<Lease4> rows = store.page(LeaseFilter.ALL.after(Ipv4Address.ofUnsigned(address.toUnsigned() - 1)), 1);
        return rows.isEmpty() || !rows.getFirst().address().equals(address) ? null : rows.getFirst();
    }

    private void check() {
        assertThat(failure).as("found when an answer arrived").isNull();
        long now = scheduler.seconds();
        Set<Ipv4Address> owned = new HashSet<>();
        for (Client client : clients) {
            Ipv4Address held = client.held;
            if (held != null && client.runs(now)) {
                assertThat(owned.add(held)).as("%s has two owners", held).isTrue();
                Lease4 row = row(held);
                assertThat(row)
                        .as("the lease %s of client %d", held, client.number)
                        .isNotNull();
                assertThat(Objects.requireNonNull(row).hardware()).isEqualTo(client.hardware());
                assertThat(row.expire()).isGreaterThanOrEqualTo(client.until);
                assertThat(row.state()).isEqualTo(LeaseState.DEFAULT);
            }
        }
        for (SimulatedServer server : servers) {
            List<Reason> reasons = server.gate.reasons();
            assertThat(server.gate.isOpen()).isEqualTo(reasons.isEmpty());
            assertThat(reasons.stream().anyMatch(Reason::isDatabase))
                    .as("the gate is closed for the database exactly while it is away, if the policy says so")
                    .isEqualTo(server.policy.stopService() && !server.watch.isUsable());
            assertThat(server.ended).isZero();
        }
    }

    /** Every packet has been counted once, and the counts of leases are those of the store. */
    void checkStatistics() {
        long counted = 0;
        long assigned = 0;
        long declined = 0;
        for (SimulatedServer server : servers) {
            long in = server.statistic("pkt4-received");
            long out = server.statistic("pkt4-sent");
            assertThat(out)
                    .isEqualTo(server.statistic("pkt4-offer-sent")
                            + server.statistic("pkt4-ack-sent")
                            + server.statistic("pkt4-nak-sent"));
            assertThat(in)
                    .isEqualTo(out
                            + server.statistic("pkt4-receive-drop")
                            + server.labels.getOrDefault("exchange silent", 0));
            assertThat(server.labels).doesNotContainKey("internal-error");
            counted += in;
            assigned += server.statistic("assigned-addresses") + server.uncounted[0];
            declined += server.statistic("declined-addresses") + server.uncounted[1];
            assertThat(server.statistic("subnet[1].assigned-addresses"))
                    .isEqualTo(server.statistic("assigned-addresses"));
        }
        assertThat(counted).isEqualTo(received);
        Map<LeaseState, Long> inStore = new HashMap<>();
        for (LeaseCount count : store.count()) {
            inStore.merge(count.state(), count.leases(), Long::sum);
        }
        long present = inStore.getOrDefault(LeaseState.DECLINED, 0L);
        assertThat(declined).isEqualTo(present);
        assertThat(assigned).isEqualTo(inStore.getOrDefault(LeaseState.DEFAULT, 0L) + present);
    }

    /** All clients renew or come back; returns how many have a lease then. */
    int everybody() {
        for (int round = 0; round < 10; round++) {
            for (Client client : clients) {
                if (!client.runs(scheduler.seconds())) {
                    act(client);
                }
            }
            workAll();
            scheduler.turn(Duration.ofMillis(4000));
            check();
        }
        return (int) clients.stream()
                .filter(client -> client.runs(scheduler.seconds()))
                .count();
    }

    int outages() {
        return servers.stream().mapToInt(server -> server.outages).sum();
    }
}
