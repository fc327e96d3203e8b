package io.holdfast.engine.v6;

import io.holdfast.address.AddressRange;
import io.holdfast.address.Duid;
import io.holdfast.address.IpAddress;
import io.holdfast.address.Ipv6Address;
import io.holdfast.address.Ipv6Prefix;
import io.holdfast.address.Protocol;
import io.holdfast.allocate.AddressPickers;
import io.holdfast.allocate.OfferBook;
import io.holdfast.allocate.PoolSurvey;
import io.holdfast.allocate.Shortage;
import io.holdfast.config.ServerConfig6;
import io.holdfast.config.compile.ConfigCompiler;
import io.holdfast.config.json.ConfigException;
import io.holdfast.engine.Arrival;
import io.holdfast.engine.Decision;
import io.holdfast.engine.DropReason;
import io.holdfast.engine.RateBook;
import io.holdfast.engine.Transmission;
import io.holdfast.host.HostLookup;
import io.holdfast.host.HostQuestion;
import io.holdfast.lease.ChangeOutcome;
import io.holdfast.lease.Lease;
import io.holdfast.lease.Lease6;
import io.holdfast.lease.LeaseChange;
import io.holdfast.lease.LeaseLimit;
import io.holdfast.lease.LeaseQuestion;
import io.holdfast.lease.LeaseState;
import io.holdfast.lease.LeaseStore;
import io.holdfast.lease.Vacancy;
import io.holdfast.store.memory.MemoryLeaseStore;
import io.holdfast.wire.v6.Request6;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Leases in a map, and the part of the pipeline in the protocol with the engine: answers its questions, carries out its
 * changes, packet by packet or as a batch, groups all or none. Several servers can share one map.
 */
final class World6 {

    static final long START = 1_800_000_000L;
    static final Duid SERVER = Duid.parse("00:03:00:01:02:00:5e:00:00:01");
    static final Ipv6Address OWN = Ipv6Address.parse("2001:db8:1::1");
    static final Ipv6Address OWN_LINK_LOCAL = Ipv6Address.parse("fe80::5eff:fe00:1");
    static final Ipv6Address ALL_SERVERS = Ipv6Address.parse("ff02::1:2");
    static final Ipv6Address CLIENT = Ipv6Address.parse("fe80::42");

    final TreeMap<IpAddress, Lease6> rows;
    final OfferBook offers = new OfferBook(30, 100_000);
    /** Seconds of the clock that packets are counted by. */
    double seconds = 1;

    final RateBook rates = new RateBook(() -> (long) (seconds * 1e9), 10_000);
    final AddressPickers pickers;
    final ServerConfig6 config;
    final Engine6 engine;
    long now = START;
    /** Who answers questions about reservations, where they are asked at all. */
    HostLookup hosts;

    int hostFinds;
    int finds;
    int refills;
    int commits;
    int counts;
    final List<LeaseChange> applied = new ArrayList<>();

    World6(String json) {
        this(json, new TreeMap<>());
    }

    World6(String json, TreeMap<IpAddress, Lease6> rows) {
        this(json, rows, EngineSettings6.standard(SERVER));
    }

    World6(String json, TreeMap<IpAddress, Lease6> rows, EngineSettings6 settings) {
        this.rows = rows;
        config = compile(json);
        hosts = config.hosts().reservations();
        pickers = new AddressPickers(config, new SplittableRandom(4711));
        engine = new Engine6(config, offers, pickers, rates, settings);
    }

    private static ServerConfig6 compile(String json) {
        try {
            return Objects.requireNonNull(
                    ConfigCompiler.compile(json, "test.json").dhcp6());
        } catch (ConfigException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /**
     * A configuration with the subnet 2001:db8:1::/64 (id 1) on eth0, the pool 2001:db8:1::100 to ::1ff and prefixes of
     * length 56 in 2001:db8:100::/40, and more members for it.
     */
    static String subnet(String members) {
        return server(
                "\"subnet6\": [ {" + members + (members.isBlank() ? "" : ",")
                        + " \"id\": 1, \"subnet\": \"2001:db8:1::/64\", \"interface\": \"eth0\","
                        + " \"pools\": [ { \"pool\": \"2001:db8:1::100-2001:db8:1::1ff\" } ],"
                        + " \"pd-pools\": [ { \"prefix\": \"2001:db8:100::\", \"prefix-len\": 40, \"delegated-len\": 56 } ] } ]");
    }

    /** Every renewal is written, unless the members say otherwise. */
    static String server(String members) {
        return """
                { "Dhcp6": { "interfaces-config": { "interfaces": [ "*" ] }, "lease-database": { "type": "memfile" },
                  "valid-lifetime": 3600, "min-valid-lifetime": 600, "max-valid-lifetime": 7200,
                  "preferred-lifetime": 1800, "min-preferred-lifetime": 300, "max-preferred-lifetime": 3600,
                  %s %s } }""".formatted(members.contains("cache-threshold") ? "" : "\"cache-threshold\": 0.0,", members);
    }

    static Arrival multicast() {
        return new Arrival("eth0", List.of(OWN_LINK_LOCAL, OWN), CLIENT, 546, ALL_SERVERS);
    }

    static Arrival unicast(String source) {
        return new Arrival("eth0", List.of(OWN_LINK_LOCAL, OWN), Ipv6Address.parse(source), 546, OWN);
    }

    /** From a relay, on an interface of which nothing is configured. */
    static Arrival relayed() {
        return new Arrival("eth9", List.of(OWN), Ipv6Address.parse("2001:db8:99::1"), 547, OWN);
    }

    /** What became of one packet: a reason for silence, or a reply. */
    record Result(
            Exchange6 exchange,
            @Nullable DropReason dropped,
            @Nullable Transmission reply) {

        Transmission sent() {
            return Objects.requireNonNull(reply, () -> "silence: " + dropped);
        }

        ReplyView6 view() {
            return ReplyView6.of(sent().data());
        }
    }

    Result send(Request6 request) {
        return send(request, multicast());
    }

    Result send(Request6 request, Arrival arrival) {
        return sendAll(List.of(request), arrival).getFirst();
    }

    Result send(byte[] data, Arrival arrival) {
        return process(List.of(engine.open(data, data.length, arrival))).getFirst();
    }

    /** As one batch. */
    List<Result> sendAll(List<Request6> requests, Arrival arrival) {
        List<Exchange6> exchanges = new ArrayList<>();
        for (Request6 request : requests) {
            byte[] data = request.toBytes();
            exchanges.add(engine.open(data, data.length, arrival));
        }
        return process(exchanges);
    }

    private List<Result> process(List<Exchange6> exchanges) {
        @Nullable Result[] results = new Result[exchanges.size()];
        List<Integer> pending = new ArrayList<>();
        for (int i = 0; i < results.length; i++) {
            pending.add(i);
        }
        while (!pending.isEmpty()) {
            pending = round(exchanges, pending, results);
        }
        List<Result> all = new ArrayList<>();
        for (int i = 0; i < results.length; i++) {
            Result result = results[i];
            Exchange6 x = exchanges.get(i);
            all.add(result != null ? result : new Result(x, null, x.reply(now)));
        }
        return all;
    }

    /** Decides for each, then asks, then refills, then commits: the order of the pipeline. */
    private List<Integer> round(List<Exchange6> exchanges, List<Integer> pending, @Nullable Result[] results) {
        List<Integer> again = new ArrayList<>();
        List<Runnable> refilling = new ArrayList<>();
        List<Runnable> committing = new ArrayList<>();
        for (int i : pending) {
            Exchange6 x = exchanges.get(i);
            switch (x.decide(now)) {
                case Decision.Silence(DropReason reason) -> results[i] = new Result(x, reason, null);
                case Decision.Ask(List<LeaseQuestion> questions, List<HostQuestion> hosts) -> {
                    hostFinds += hosts.isEmpty() ? 0 : 1;
                    x.learnHosts(this.hosts.find(hosts));
                    finds += questions.isEmpty() ? 0 : 1;
                    x.learn(questions.stream().map(this::find).toList());
                    again.add(i);
                }
                case Decision.Count(List<LeaseLimit.Group> groups) -> {
                    counts++;
                    x.counted(groups.stream().map(this::held).toList());
                    again.add(i);
                }
                case Decision.Refill(Shortage shortage) -> {
                    refilling.add(() -> {
                        refills++;
                        List<Vacancy> found = vacancies(shortage);
                        pickers.refill(shortage, found);
                        x.found(shortage, found);
                    });
                    again.add(i);
                }
                case Decision.First _, Decision.Probe _ -> throw new IllegalStateException("not in DHCPv6");
                case Decision.Answer(List<LeaseChange> changes, boolean together) ->
                    committing.add(() -> commit(x, changes, together, i, again));
            }
        }
        refilling.forEach(Runnable::run);
        committing.forEach(Runnable::run);
        return again;
    }

    private void commit(Exchange6 x, List<LeaseChange> changes, boolean together, int index, List<Integer> again) {
        if (changes.isEmpty()) {
            return;
        }
        if (changes.size() > 1 && !together) {
            throw new AssertionError("changes of one client that do not go together: " + changes);
        }
        commits++;
        if (changes.stream().map(LeaseChange::address).distinct().count() < changes.size()) {
            throw new AssertionError("one row is changed twice: " + changes);
        }
        if (changes.stream().allMatch(this::fits)) {
            TreeMap<IpAddress, Lease6> before = new TreeMap<>(rows);
            for (LeaseChange change : changes) {
                LeaseLimit reached = reached(change);
                if (reached != null) {
                    rows.clear();
                    rows.putAll(before);
                    x.exceeded(change, new ChangeOutcome.Exceeded(reached));
                    again.add(index);
                    return;
                }
                apply(change);
            }
            return;
        }
        for (LeaseChange change : changes) {
            x.taken(change, new ChangeOutcome.Taken(rows.get(change.address())));
        }
        again.add(index);
    }

    private boolean fits(LeaseChange change) {
        return sameRow(rows.get(change.address()), (Lease6) change.expected());
    }

    ChangeOutcome apply(LeaseChange change) {
        Lease6 present = rows.get(change.address());
        if (!fits(change)) {
            return new ChangeOutcome.Taken(present);
        }
        checkOwner(change);
        if (change.next() instanceof Lease6 next) {
            rows.put(change.address(), next);
        } else {
            rows.remove(change.address());
        }
        applied.add(change);
        return ChangeOutcome.APPLIED;
    }

    /** Nothing that runs is given to another, whatever the engine believes. */
    private void checkOwner(LeaseChange change) {
        Lease6 before = (Lease6) change.expected();
        Lease6 after = (Lease6) change.next();
        boolean fair = before == null
                || after == null
                || before.isVacant(now)
                || after.duid() == null
                || before.state() == LeaseState.REGISTERED && after.state() == LeaseState.REGISTERED
                || change instanceof LeaseChange.Renew && Objects.equals(before.holder(), after.holder())
                || change instanceof LeaseChange.Release;
        if (!fair) {
            throw new AssertionError("a running lease goes to another: " + change);
        }
    }

    private static boolean sameRow(@Nullable Lease6 a, @Nullable Lease6 b) {
        return a == null || b == null
                ? a == b
                : Objects.equals(a.holder(), b.holder()) && a.expire() == b.expire() && a.state() == b.state();
    }

    private List<Lease> find(LeaseQuestion question) {
        return switch (question) {
            case LeaseQuestion.OfAddress(IpAddress address) ->
                rows.containsKey(address) ? List.of(rows.get(address)) : List.of();
            case LeaseQuestion.OfDuid(Duid duid, List<Integer> subnets) ->
                rows.values().stream()
                        .filter(row -> subnets.contains(row.subnetId()) && duid.equals(row.duid()))
                        .map(Lease.class::cast)
                        .toList();
            case LeaseQuestion.OfClient _ -> throw new AssertionError("DHCPv6 asks for a client of DHCPv4");
        };
    }

    private List<Vacancy> vacancies(Shortage shortage) {
        AddressRange range = shortage.range();
        List<Vacancy> found = new ArrayList<>();
        IpAddress address = shortage.from();
        while (found.size() < shortage.limit()) {
            Lease6 row = rows.get(address);
            if ((row == null || shortage.reuse() && row.isVacant(now)) && isAlone(address, range.length())) {
                found.add(new Vacancy(address, row));
            }
            if (address.equals(range.last())) {
                break;
            }
            address = range.after(address);
        }
        return found;
    }

    /** Whether nothing that runs lies inside of this prefix, or around it. */
    private boolean isAlone(IpAddress network, int length) {
        Ipv6Prefix place = new Ipv6Prefix((Ipv6Address) network, length);
        return rows.values().stream()
                .filter(row -> !row.isVacant(now))
                .noneMatch(row -> place.contains(row.prefix()) || row.prefix().contains(place));
    }

    long held(LeaseLimit.Group group) {
        return rows.values().stream().filter(group::counts).count();
    }

    private @Nullable LeaseLimit reached(LeaseChange change) {
        return change.limits().stream()
                .filter(limit -> limit.isGrownBy(change) && held(limit.group()) >= limit.most())
                .findFirst()
                .orElse(null);
    }

    @Nullable
    Lease6 row(String address) {
        return rows.get(Ipv6Address.parse(address));
    }

    Lease6 theRow(String address) {
        return Objects.requireNonNull(row(address), address);
    }

    void put(Lease6 lease) {
        rows.put(lease.address(), lease);
    }

    /** As it is done beside the traffic: what is vacant is noted where it has to be known. */
    void survey() {
        try (LeaseStore store = MemoryLeaseStore.withoutFile(Protocol.DHCP6)) {
            store.apply(rows.values().stream()
                    .map(row -> (LeaseChange) new LeaseChange.Grant(null, row))
                    .toList());
            new PoolSurvey(() -> pickers, store, () -> now).run();
        }
    }
}
