package io.holdfast.pipeline;

import io.holdfast.address.Duid;
import io.holdfast.address.IaIdentity;
import io.holdfast.address.Ipv6Address;
import io.holdfast.address.Ipv6Prefix;
import io.holdfast.address.Protocol;
import io.holdfast.availability.HandScheduler;
import io.holdfast.config.ServerConfig6;
import io.holdfast.config.compile.ConfigCompiler;
import io.holdfast.config.json.ConfigException;
import io.holdfast.lease.Lease;
import io.holdfast.lease.Lease6;
import io.holdfast.lease.LeaseChange;
import io.holdfast.lease.LeaseFilter;
import io.holdfast.lease.LeaseQuestion;
import io.holdfast.lease.LeaseState;
import io.holdfast.store.memory.MemoryLeaseStore;
import io.holdfast.wire.MalformedPacketException;
import io.holdfast.wire.v6.Ia6;
import io.holdfast.wire.v6.IaLease6;
import io.holdfast.wire.v6.Message6;
import io.holdfast.wire.v6.MessageType6;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Clients with addresses and prefixes, one or two servers on one store, and everything that goes wrong between them, all
 * by one seed. After every step: no address and no prefix has two owners, no prefixes overlap, no answer tells of a lease
 * that is not durable, and nobody loses a lease whose time is not over.
 */
final class Simulation6 {

    static final Duid SERVER_ID = Duid.parse("00:02:00:00:7e:d9:01:02:03:04");
    static final Ipv6Address RELAY = Ipv6Address.parse("2001:db8:2::1");

    private static final int FULL_CHECK = 100;
    private static final int DEEPEST = 2;
    private static final int VALID = 300;
    private static final int ADDRESSES = 24;
    private static final int MOST_CLIENTS = 23;
    private static final int MOST_ROUNDS = 40;

    final SplittableRandom random;
    final HandScheduler scheduler = new HandScheduler(1_800_000_000_000L);
    final Findings findings = new Findings();
    final MemoryLeaseStore store = MemoryLeaseStore.withoutFile(Protocol.DHCP6);
    final Map<MessageType6, Long> heard = new EnumMap<>(MessageType6.class);

    private final Journal journal = new Journal();
    private final List<SimulatedServer6> servers = new ArrayList<>();
    private final List<SimulatedClient6> clients = new ArrayList<>();
    private int depth;
    private boolean calm;

    Simulation6(long seed) {
        random = new SplittableRandom(seed);
        boolean random1 = random.nextBoolean();
        String allocator = random1 ? "random" : "iterative";
        ServerConfig6 config = seed % 2 == 0 ? shared(allocator) : config(allocator);
        for (int left = 1 + random.nextInt(2); left > 0; left--) {
            servers.add(new SimulatedServer6(this, config, 1 + random.nextInt(3)));
        }
        int count = 4 + random.nextInt(MOST_CLIENTS - 3);
        for (int number = 1; number <= count; number++) {
            clients.add(new SimulatedClient6(number, SERVER_ID, new SplittableRandom(random.nextLong())));
        }
    }

    private static ServerConfig6 config(String allocator) {
        String subnet = """
                { "id": %1$d, "subnet": "2001:db8:%1$d::/64", %3$s "rapid-commit": true,
                  "allocator": "%2$s", "pd-allocator": "%2$s",
                  "pools": [ { "pool": "2001:db8:%1$d::10 - 2001:db8:%1$d::%4$x" } ],
                  "pd-pools": [ { "prefix": "2001:db8:%1$d00::", "prefix-len": 52, "delegated-len": 56 },
                                { "prefix": "2001:db8:%1$d80::", "prefix-len": 56, "delegated-len": 60 } ] }
                """;
        return compile("\"subnet6\": [ %s, %s ]"
                .formatted(
                        subnet.formatted(1, allocator, "\"interface\": \"eth0\",", 0x10 + ADDRESSES - 1),
                        subnet.formatted(2, allocator, "", 0x10 + ADDRESSES - 1)));
    }

    /** The same subnets on one link, a pool for clients of a class, and something reserved for each third client. */
    private static ServerConfig6 shared(String allocator) {
        String subnet = """
                { "id": %1$d, "subnet": "2001:db8:%1$d::/64", "rapid-commit": true,
                  "allocator": "%2$s", "pd-allocator": "%2$s", "reservations": [ %4$s ],
                  "pools": [ { "pool": "2001:db8:%1$d::10 - 2001:db8:%1$d::%3$x" },
                             { "pool": "2001:db8:%1$d::a0 - 2001:db8:%1$d::a3", "client-classes": [ "odd" ] } ],
                  "pd-pools": [ { "prefix": "2001:db8:%1$d00::", "prefix-len": 52, "delegated-len": 56 },
                                { "prefix": "2001:db8:%1$d80::", "prefix-len": 56, "delegated-len": 60 } ] }
                """;
        return compile("""
                "client-classes": [ { "name": "odd", "test": "option[1000].exists" } ],
                "shared-networks": [ { "name": "all", "interface": "eth0", "subnet6": [ %s, %s ] } ]""".formatted(
                        subnet.formatted(1, allocator, 0x10 + ADDRESSES - 1, reservations(1)),
                        subnet.formatted(2, allocator, 0x10 + ADDRESSES - 1, reservations(2))));
    }

    /** In the pools for some clients, outside of them for others. */
    private static String reservations(int subnet) {
        List<String> all = new ArrayList<>();
        for (int number = SimulatedClient6.STEADY; number <= MOST_CLIENTS; number += SimulatedClient6.STEADY) {
            if (SimulatedClient6.subnet(number) == subnet) {
                int host = number < 12 ? 0x10 + 2 * number : 0x900 + 2 * number;
                all.add("""
                        { "duid": "%1$s", "ip-addresses": [ "2001:db8:%2$d::%3$x", "2001:db8:%2$d::%4$x" ],
                          "prefixes": [ "2001:db8:%2$d00:%5$x00::/56", "2001:db8:9%6$02x::/48" ] }""".formatted(SimulatedClient6.duid(number), subnet, host, host + 1, number % 16, number));
            }
        }
        return String.join(", ", all);
    }

    private static ServerConfig6 compile(String links) {
        String json = """
                { "Dhcp6": { "lease-database": { "type": "memfile" }, "interfaces-config": { "interfaces": [ "*" ] },
                  "preferred-lifetime": 200, "valid-lifetime": %d, "decline-probation-period": 120,
                  "expired-leases-processing": { "hold-reclaimed-time": 100 },
                  %s } }
                """.formatted(VALID, links);
        try {
            return Objects.requireNonNull(
                    ConfigCompiler.compile(json, "simulation").dhcp6());
        } catch (ConfigException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** What was found wrong, with the last steps; absent when nothing was. */
    @Nullable
    String run(int steps) {
        for (int step = 1; step <= steps && findings.first() == null; step++) {
            journal.step(step, "step", step());
            scheduler.turn();
            if (step % FULL_CHECK == 0) {
                checkRows();
                servers.forEach(SimulatedServer6::check);
            }
        }
        if (findings.first() == null) {
            aftermath();
        }
        return findings.first() == null ? null : findings.first() + "\nthe last steps:\n" + journal.text();
    }

    private Object step() {
        int draw = random.nextInt(100);
        SimulatedServer6 server = servers.get(random.nextInt(servers.size()));
        if (draw < 40) {
            SimulatedClient6 client = clients.get(random.nextInt(clients.size()));
            send(client, client.act(now()));
            return client;
        } else if (draw < 72) {
            server.workOne();
            return "a lane works";
        } else if (draw < 88) {
            scheduler.turn(Duration.ofMillis(random.nextInt(random.nextInt(20) == 0 ? 1500 * VALID : 8_000)));
            return "now " + now();
        } else if (draw < 92) {
            SimulatedServer6.Trouble[] kinds = SimulatedServer6.Trouble.values();
            server.trouble = kinds[random.nextInt(kinds.length)];
            return server.trouble;
        } else if (draw < 96) {
            server.reachable = true;
            return "the store is back";
        }
        server.reclaim();
        return "reclaim";
    }

    /** In the middle of another lane's call of the store. */
    void interleave() {
        if (depth < DEEPEST && random.nextInt(6) == 0) {
            depth++;
            servers.get(random.nextInt(servers.size())).workOne();
            depth--;
        }
    }

    private long now() {
        return scheduler.seconds();
    }

    /** To every server, as by multicast; some get lost, some come twice. */
    private void send(SimulatedClient6 client, byte @Nullable [] data) {
        if (data == null) {
            return;
        }
        for (SimulatedServer6 server : servers) {
            int copies = calm ? 1 : random.nextInt(12) == 0 ? 0 : random.nextInt(12) == 0 ? 2 : 1;
            for (int copy = 0; copy < copies; copy++) {
                server.receive(client, data);
            }
        }
    }

    void deliver(byte[] data, boolean open) {
        findings.require(open, () -> "clients are answered while the service is off");
        try {
            Message6 reply = Message6.read(data, data.length);
            MessageType6 type = Objects.requireNonNull(reply.type());
            heard.merge(type, 1L, Long::sum);
            SimulatedClient6 client = clients.stream()
                    .filter(each -> isFor(reply, each))
                    .findFirst()
                    .orElse(null);
            findings.require(client != null, () -> "an answer to nobody: " + type);
            if (client == null || !client.awaits(reply.transactionId())) {
                return;
            }
            boolean lost = !calm && random.nextInt(12) == 0;
            if (type == MessageType6.ADVERTISE) {
                if (!lost && client.type() == MessageType6.SOLICIT) {
                    client.takeAdvertise(reply.ias(), now());
                }
            } else {
                for (Ia6 ia : reply.ias()) {
                    take(client, ia, lost);
                }
            }
        } catch (MalformedPacketException e) {
            findings.require(false, () -> "an answer cannot be read: " + e.getMessage());
        }
    }

    private static boolean isFor(Message6 reply, SimulatedClient6 client) {
        try {
            return client.duid.equals(reply.clientId());
        } catch (MalformedPacketException e) {
            return false;
        }
    }

    private void take(SimulatedClient6 client, Ia6 ia, boolean lost) {
        IaIdentity holder = new IaIdentity(client.duid, ia.type(), ia.iaid());
        boolean gives = client.type() != MessageType6.CONFIRM
                && client.type() != MessageType6.RELEASE
                && client.type() != MessageType6.DECLINE;
        for (IaLease6 lease : ia.leases()) {
            if (lease.validLifetime() == 0) {
                if (!lost) {
                    client.lose(holder, lease.prefix());
                }
            } else if (gives) {
                long until = client.sentAt() + lease.validLifetime();
                checkDurable(holder, lease, until);
                if (!lost) {
                    client.take(holder, lease.prefix(), until);
                    checkAlone(client, holder, lease.prefix());
                }
            }
        }
    }

    private void checkDurable(IaIdentity holder, IaLease6 lease, long until) {
        List<Lease> rows = store.find(List.of(new LeaseQuestion.OfAddress(lease.address())))
                .getFirst();
        Lease6 row = rows.isEmpty() ? null : (Lease6) rows.getFirst();
        findings.require(
                row != null
                        && row.state() == LeaseState.DEFAULT
                        && holder.equals(row.holder())
                        && row.prefix().equals(lease.prefix())
                        && row.expire() >= until,
                () -> holder + " is told of " + lease.prefix() + " until " + until + ", but there is " + row);
    }

    private void checkAlone(SimulatedClient6 client, IaIdentity holder, Ipv6Prefix what) {
        for (SimulatedClient6 other : clients) {
            other.held()
                    .forEach((ia, held) -> findings.require(
                            ia.equals(holder) || held.until() < now() || !overlap(held.what(), what),
                            () -> client + " gets " + what + ", and " + other + " has it"));
        }
    }

    /** A change is durable: it must not be at anybody's cost. */
    void committed(LeaseChange change) {
        Lease6 before = (Lease6) change.expected();
        Lease6 after = (Lease6) change.next();
        if (before != null && (after == null || !Objects.equals(before.holder(), after.holder()))) {
            checkGone(before, change);
        }
        if (after != null && after.state() == LeaseState.DEFAULT) {
            for (SimulatedClient6 other : clients) {
                other.held()
                        .forEach((ia, held) -> findings.require(
                                ia.equals(after.holder())
                                        || held.until() < now()
                                        || !overlap(held.what(), after.prefix()),
                                () -> after.prefix() + " is given to " + after.holder() + ", and " + other
                                        + " has it"));
            }
        }
    }

    private void checkGone(Lease6 before, LeaseChange change) {
        for (SimulatedClient6 client : clients) {
            client.held()
                    .forEach((ia, held) -> findings.require(
                            !ia.equals(before.holder())
                                    || held.until() < now()
                                    || !held.what().equals(before.prefix()),
                            () -> client + " loses " + before.prefix() + " by " + change));
        }
    }

    private static boolean overlap(Ipv6Prefix one, Ipv6Prefix other) {
        return one.contains(other) || other.contains(one);
    }

    private void checkRows() {
        List<Lease6> rows = store.page(LeaseFilter.ALL, Integer.MAX_VALUE).stream()
                .map(Lease6.class::cast)
                .filter(row -> !row.isVacant(now()))
                .toList();
        for (int i = 0; i < rows.size(); i++) {
            for (int j = i + 1; j < rows.size(); j++) {
                Lease6 one = rows.get(i);
                Lease6 other = rows.get(j);
                findings.require(!overlap(one.prefix(), other.prefix()), () -> one + " and " + other + " overlap");
            }
        }
    }

    /** All trouble ends: then everybody is served, as far as there is enough. */
    private void aftermath() {
        calm = true;
        for (SimulatedServer6 server : servers) {
            server.trouble = null;
            server.reachable = true;
        }
        scheduler.turn(Duration.ofSeconds(31));
        servers.forEach(server -> findings.require(server.isServing(), () -> "a server is not back"));
        servers.forEach(SimulatedServer6::workAll);
        clients.forEach(client -> client.held().clear());
        scheduler.turn(Duration.ofSeconds(2L * VALID + 120));
        servers.forEach(SimulatedServer6::reclaim);
        for (int round = 0; round < MOST_ROUNDS && missing() > 0; round++) {
            for (SimulatedClient6 client : clients) {
                if (!client.hasAll(now())) {
                    send(client, client.act(now()));
                    servers.forEach(SimulatedServer6::workAll);
                }
            }
            scheduler.turn(Duration.ofSeconds(4));
        }
        findings.require(missing() == 0, () -> missing() + " clients are not served although there is enough for all");
        checkRows();
        servers.forEach(SimulatedServer6::check);
    }

    private long missing() {
        return clients.stream().filter(client -> !client.hasAll(now())).count();
    }
}
