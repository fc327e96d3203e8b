package io.holdfast.engine.v6;

import static io.holdfast.engine.v6.World6.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.address.IaType;
import io.holdfast.address.IpAddress;
import io.holdfast.address.Ipv6Address;
import io.holdfast.address.Ipv6Prefix;
import io.holdfast.engine.v6.World6.Result;
import io.holdfast.host.HostAnswer;
import io.holdfast.host.HostLookup;
import io.holdfast.lease.Lease6;
import io.holdfast.lease.LeaseChange;
import io.holdfast.lease.LeaseState;
import io.holdfast.wire.v6.Ia6;
import io.holdfast.wire.v6.IaLease6;
import io.holdfast.wire.v6.MessageType6;
import io.holdfast.wire.v6.Request6;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Many clients, each with one or two addresses and a prefix, against one or two servers that share their leases, by seed:
 * clients come, renew, rebind, release, decline, fall silent; time passes, packets double, rows are reclaimed behind the
 * servers' backs.
 */
class Simulation6Tests {

    private static final int CLIENTS = 90;
    private static final int IAS = 3;

    /** What each association believes to have, and until when. */
    private final Map<String, IaLease6> held = new HashMap<>();

    private final Map<String, Long> until = new HashMap<>();
    private int replies;
    private int failures;

    /** Of the configuration that holds now: whose each address and prefix is, by the client's number. */
    private Map<Ipv6Address, Integer> reserved = Map.of();

    /** Leases end because of reservations that have come, or been found. */
    private boolean yielding;

    private int yields;

    @ParameterizedTest(name = "seed {0}, {1} server(s), {2}, rapid {3}")
    @CsvSource({
        "1, 1, iterative, false", "2, 1, random, false", "3, 2, iterative, false", "4, 2, random, false",
        "5, 1, iterative, true", "6, 2, iterative, true", "7, 2, random, true", "8, 1, random, true"
    })
    void nobodyLosesALeaseAndNoneHasTwoOwners(long seed, int servers, String allocator, boolean rapid) {
        SplittableRandom random = new SplittableRandom(seed);
        TreeMap<IpAddress, Lease6> rows = new TreeMap<>();
        List<World6> worlds = new ArrayList<>();
        for (int i = 0; i < servers; i++) {
            worlds.add(new World6(config(allocator, rapid), rows));
        }
        for (int step = 0; step < 2000; step++) {
            World6 world = worlds.get(random.nextInt(servers));
            act(world, random);
            if (random.nextInt(30) == 0) {
                long later = world.now + random.nextInt(900);
                worlds.forEach(each -> each.now = later);
            }
            if (random.nextInt(20) == 0) {
                reclaim(world, random);
            }
            check(world, "seed " + seed + " step " + step);
        }
        assertThat(replies).isGreaterThan(800);
        assertThat(failures)
                .as("the pools are small enough to be full at times")
                .isPositive();
        worlds.forEach(world -> assertThat(world.offers.size()).isLessThanOrEqualTo(CLIENTS * IAS));
    }

    private static String config(String allocator, boolean rapid) {
        return World6.server("""
                "decline-probation-period": 600, "allocator": "%1$s", "pd-allocator": "%1$s",
                "subnet6": [ { "id": 1, "subnet": "2001:db8:1::/64", "interface": "eth0", "rapid-commit": %2$s,
                  "pools": [ { "pool": "2001:db8:1::100-2001:db8:1::150" } ],
                  "pd-pools": [ { "prefix": "2001:db8:100::", "prefix-len": 50, "delegated-len": 56 },
                                { "prefix": "2001:db8:200::", "prefix-len": 60, "delegated-len": 64 } ] } ]""".formatted(allocator, rapid));
    }

    /**
     * Two subnets of a network, one of them for clients of a class, and reservations that change; in a database that may be
     * away.
     */
    @ParameterizedTest(name = "seed {0}, {1} server(s), in a database {2}, away {3}")
    @CsvSource({
        "11, 1, false, false",
        "12, 2, false, false",
        "13, 1, true, false",
        "14, 2, true, false",
        "15, 1, true, true",
        "16, 2, true, true"
    })
    void nobodyGetsWhatIsReservedForAnother(long seed, int servers, boolean inDatabase, boolean away) {
        SplittableRandom random = new SplittableRandom(seed);
        TreeMap<IpAddress, Lease6> rows = new TreeMap<>();
        yielding = true;
        List<World6> worlds = worlds(rows, servers, inDatabase, 0, START);
        for (int step = 0; step < 1200; step++) {
            if (step % 150 == 149) {
                worlds = worlds(rows, servers, inDatabase, step, worlds.getFirst().now);
            }
            World6 world = worlds.get(random.nextInt(servers));
            boolean certain = !away || random.nextInt(3) > 0;
            HostLookup hosts = world.config.hosts().reservations();
            world.hosts = certain
                    ? hosts
                    : questions -> questions.stream()
                            .map(question -> new HostAnswer(List.of(), false))
                            .toList();
            act(world, random);
            if (random.nextInt(30) == 0) {
                long later = world.now + random.nextInt(900);
                worlds.forEach(each -> each.now = later);
            }
            if (random.nextInt(20) == 0) {
                reclaim(world, random);
            }
            check(world, "seed " + seed + " step " + step);
        }
        assertThat(replies).isGreaterThan(500);
        assertThat(yields).as("leases that gave way to reservations").isPositive();
    }

    private List<World6> worlds(TreeMap<IpAddress, Lease6> rows, int servers, boolean inDatabase, int from, long now) {
        reserved = new HashMap<>();
        List<String> first = new ArrayList<>();
        List<String> second = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            int client = (from + 3 * i) % CLIENTS;
            String address = "2001:db8:%d::1%02x".formatted(1 + i % 2, 2 * i + (i % 4 < 2 ? 0 : 0x80));
            String prefix = i % 3 == 0 ? "2001:db8:100:%x00::/56".formatted(i) : "2001:db8:70%02x::/48".formatted(i);
            reserved.put(Ipv6Address.parse(address), client);
            reserved.put(Ipv6Prefix.parse(prefix).network(), client);
            (i % 2 == 0 ? first : second)
                    .add("{ \"duid\": \"%s\", \"ip-addresses\": [ \"%s\" ], \"prefixes\": [ \"%s\" ] }"
                            .formatted(Client6.of(client).duid(), address, prefix));
        }
        String config = World6.server("""
                %s "client-classes": [ { "name": "odd", "test": "option[1000].exists" } ],
                "shared-networks": [ { "name": "floor", "interface": "eth0", "subnet6": [
                  { "id": 1, "subnet": "2001:db8:1::/64", "reservations": [ %s ],
                    "pools": [ { "pool": "2001:db8:1::100-2001:db8:1::130" } ],
                    "pd-pools": [ { "prefix": "2001:db8:100::", "prefix-len": 50, "delegated-len": 56 } ] },
                  { "id": 2, "subnet": "2001:db8:2::/64", "reservations": [ %s ],
                    "pools": [ { "pool": "2001:db8:2::100-2001:db8:2::118", "client-classes": [ "odd" ] },
                               { "pool": "2001:db8:2::120-2001:db8:2::128" } ] } ] } ]""".formatted(
                        inDatabase ? "\"hosts-database\": { \"type\": \"postgresql\", \"name\": \"kea\" }," : "",
                        String.join(", ", first),
                        String.join(", ", second)));
        List<World6> worlds = new ArrayList<>();
        for (int i = 0; i < servers; i++) {
            worlds.add(new World6(config, rows));
            worlds.getLast().now = now;
        }
        return worlds;
    }

    private void act(World6 world, SplittableRandom random) {
        List<Integer> numbers = new ArrayList<>();
        List<Request6> batch = new ArrayList<>();
        for (int i = random.nextInt(4); i >= 0; i--) {
            int number = random.nextInt(CLIENTS);
            if (numbers.contains(number)) {
                continue;
            }
            MessageType6 type = next(number, world, random);
            Request6 request = message(number, type, world, random);
            for (int copies = random.nextInt(5) == 0 ? 2 : 1; copies > 0; copies--) {
                numbers.add(number);
                batch.add(request);
            }
        }
        List<Result> results = world.sendAll(batch, World6.multicast());
        for (int i = 0; i < results.size(); i++) {
            note(world, numbers.get(i), results.get(i), random);
        }
    }

    private MessageType6 next(int number, World6 world, SplittableRandom random) {
        boolean anything = false;
        for (int ia = 0; ia < IAS; ia++) {
            anything |= runs(key(number, ia), world.now);
        }
        if (!anything) {
            return MessageType6.SOLICIT;
        }
        return switch (random.nextInt(10)) {
            case 0 -> MessageType6.RELEASE;
            case 1 -> random.nextInt(3) == 0 ? MessageType6.DECLINE : MessageType6.SOLICIT;
            case 2, 3 -> MessageType6.REBIND;
            default -> MessageType6.RENEW;
        };
    }

    private Request6 message(int number, MessageType6 type, World6 world, SplittableRandom random) {
        Client6 client = Client6.of(number);
        boolean toUs = type != MessageType6.SOLICIT && type != MessageType6.REBIND;
        Request6 request = toUs ? client.toUs(type) : client.message(type);
        if (number % 2 == 1) {
            request.option(1000, new byte[] {1});
        }
        if (type == MessageType6.SOLICIT && random.nextBoolean()) {
            request.rapidCommit();
        }
        for (int ia = 0; ia < IAS; ia++) {
            String key = key(number, ia);
            IaLease6 lease = held.get(key);
            IaType kind = ia == 2 ? IaType.PD : IaType.NA;
            request.beginIa(kind, ia, 0, 0);
            if (lease != null && (runs(key, world.now) || random.nextBoolean())) {
                name(request, kind, lease);
            } else if (kind == IaType.PD && random.nextInt(4) == 0) {
                request.prefix(Ipv6Prefix.parse("::/64"), 0, 0);
            }
            request.endIa();
            if (type == MessageType6.RELEASE || type == MessageType6.DECLINE && kind == IaType.NA) {
                held.remove(key);
            }
        }
        return request;
    }

    private static void name(Request6 request, IaType kind, IaLease6 lease) {
        if (kind == IaType.NA) {
            request.address(lease.address(), 0, 0);
        } else {
            request.prefix(lease.prefix(), 0, 0);
        }
    }

    private void note(World6 world, int number, Result result, SplittableRandom random) {
        failures += result.exchange().failures().size();
        if (result.reply() == null) {
            return;
        }
        ReplyView6 view = result.view();
        if (view.type() == MessageType6.ADVERTISE) {
            if (random.nextInt(8) != 0) {
                note(world, number, world.send(selecting(number, view)), random);
            }
            return;
        }
        replies++;
        for (Ia6 ia : view.ias()) {
            if (yielding && ia.leases().isEmpty()) {
                held.remove(key(number, ia.iaid()));
            }
            for (IaLease6 lease : ia.leases()) {
                note(world, number, ia, lease);
            }
        }
    }

    private static Request6 selecting(int number, ReplyView6 view) {
        Request6 request = Client6.of(number).toUs(MessageType6.REQUEST);
        if (number % 2 == 1) {
            request.option(1000, new byte[] {1});
        }
        for (Ia6 ia : view.ias()) {
            request.beginIa(ia.type(), ia.iaid(), 0, 0);
            ia.leases().forEach(lease -> name(request, ia.type(), lease));
            request.endIa();
        }
        return request;
    }

    private void note(World6 world, int number, Ia6 ia, IaLease6 lease) {
        String key = key(number, ia.iaid());
        if (lease.validLifetime() == 0) {
            IaLease6 mine = held.get(key);
            boolean lost = mine != null && mine.address().equals(lease.address()) && runs(key, world.now);
            if (lost && yielding) {
                yields++;
                held.remove(key);
                return;
            }
            assertThat(lost).as("%s lost %s while it ran", key, lease.address()).isFalse();
            return;
        }
        Lease6 row =
                Objects.requireNonNull(world.rows.get(lease.address()), "a REPLY is in the store before it is sent");
        if (world.hosts == world.config.hosts().reservations()) {
            assertThat(reserved.getOrDefault(lease.address(), number))
                    .as("whose %s is", lease.address())
                    .isEqualTo(number);
        }
        assertThat(row.holder()).isNotNull();
        assertThat(Objects.requireNonNull(row.holder()).iaid()).isEqualTo(ia.iaid());
        assertThat(row.duid()).isEqualTo(Client6.of(number).duid());
        assertThat(row.type()).isEqualTo(ia.type());
        assertThat(row.prefixLength()).isEqualTo(lease.length());
        assertThat(row.state()).isEqualTo(LeaseState.DEFAULT);
        assertThat(row.validLifetime()).isEqualTo(lease.validLifetime());
        held.put(key, lease);
        until.put(key, row.expire());
    }

    private static void reclaim(World6 world, SplittableRandom random) {
        for (Lease6 row : List.copyOf(world.rows.values())) {
            if (row.isExpired(world.now)
                    && (row.state() == LeaseState.DEFAULT || row.state() == LeaseState.DECLINED)
                    && random.nextBoolean()) {
                boolean kept = row.state() == LeaseState.DEFAULT && random.nextBoolean();
                world.apply(new LeaseChange.Expire(row, kept ? row.kept() : null));
            }
        }
    }

    /** What each association believes to have is its own in the store. */
    private void check(World6 world, String when) {
        Map<Ipv6Address, String> owners = new HashMap<>();
        held.forEach((key, lease) -> {
            if (runs(key, world.now)) {
                assertThat(owners.put(lease.address(), key))
                        .as("%s: another owner of %s", when, lease.address())
                        .isNull();
                Lease6 row = world.rows.get(lease.address());
                assertThat(row)
                        .as("%s: the lease %s of %s", when, lease.address(), key)
                        .isNotNull();
                assertThat(key(Objects.requireNonNull(row)))
                        .as("%s: owner of %s", when, lease.address())
                        .isEqualTo(key);
            }
        });
    }

    private boolean runs(String key, long now) {
        return held.containsKey(key) && until.getOrDefault(key, 0L) >= now;
    }

    private static String key(int number, int ia) {
        return Client6.of(number).duid() + " " + ia;
    }

    private static String key(Lease6 row) {
        return row.duid() + " " + row.iaid();
    }
}
