package io.holdfast.engine.v4;

import io.holdfast.address.IpAddress;
import io.holdfast.address.Ipv4Address;
import io.holdfast.address.Ipv4Range;
import io.holdfast.address.Protocol;
import io.holdfast.allocate.AddressPickers;
import io.holdfast.allocate.OfferBook;
import io.holdfast.allocate.PoolSurvey;
import io.holdfast.config.ServerConfig4;
import io.holdfast.config.compile.ConfigCompiler;
import io.holdfast.config.json.ConfigException;
import io.holdfast.engine.Arrival;
import io.holdfast.engine.Decision;
import io.holdfast.engine.DropReason;
import io.holdfast.engine.RateBook;
import io.holdfast.engine.Transmission;
import io.holdfast.host.HostAnswer;
import io.holdfast.host.HostLookup;
import io.holdfast.host.HostQuestion;
import io.holdfast.lease.ChangeOutcome;
import io.holdfast.lease.Lease;
import io.holdfast.lease.Lease4;
import io.holdfast.lease.LeaseChange;
import io.holdfast.lease.LeaseLimit;
import io.holdfast.lease.LeaseQuestion;
import io.holdfast.lease.LeaseStore;
import io.holdfast.lease.Vacancy;
import io.holdfast.store.memory.MemoryLeaseStore;
import io.holdfast.wire.v4.Request4;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Leases in a map, and the part of the pipeline in the protocol with the engine: answers its questions, carries out its
 * changes, packet by packet or as a batch. Several servers can share one map.
 */
final class World {

    static final long START = 1_800_000_000L;
    static final Ipv4Address SERVER = Ipv4Address.parse("10.0.0.1");

    final TreeMap<Ipv4Address, Lease4> rows;
    final ServerConfig4 config;
    final OfferBook offers = new OfferBook(30, 100_000);
    /** Seconds of the clock that packets are counted by. */
    double seconds = 1;

    final RateBook rates = new RateBook(() -> (long) (seconds * 1e9), 10_000);
    final AddressPickers pickers;
    final Engine4 engine;
    long now = START;
    /** Where reservations are found that the configuration leaves to databases. */
    HostLookup reservations =
            questions -> questions.stream().map(_ -> HostAnswer.NOTHING).toList();

    int finds;
    int hostFinds;
    int refills;
    int commits;
    int counts;
    final List<Decision.Probe> probes = new ArrayList<>();
    final List<LeaseChange> applied = new ArrayList<>();

    World(String json) {
        this(json, new TreeMap<>());
    }

    World(String json, TreeMap<Ipv4Address, Lease4> rows) {
        this(json, rows, EngineSettings4.STANDARD);
    }

    World(String json, TreeMap<Ipv4Address, Lease4> rows, EngineSettings4 settings) {
        this.rows = rows;
        this.config = compile(json);
        pickers = new AddressPickers(config, new SplittableRandom(4711));
        engine = new Engine4(config, offers, pickers, rates, settings);
    }

    private static ServerConfig4 compile(String json) {
        try {
            return ConfigCompiler.compile(json, "test.json").config();
        } catch (ConfigException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** A configuration with the subnet 10.0.0.0/24 (id 1, pool .100 to .199), and more members for it. */
    static String subnet(String members) {
        return server(
                "\"subnet4\": [ {" + members + (members.isBlank() ? "" : ",")
                        + " \"id\": 1, \"subnet\": \"10.0.0.0/24\", \"pools\": [ { \"pool\": \"10.0.0.100-10.0.0.199\" } ] } ]");
    }

    /** Every renewal is written, unless the members say otherwise. */
    static String server(String members) {
        return """
                { "Dhcp4": { "interfaces-config": { "interfaces": [ "*" ] }, "lease-database": { "type": "memfile" },
                  "valid-lifetime": 3600, "min-valid-lifetime": 600, "max-valid-lifetime": 7200, %s %s } }""".formatted(members.contains("cache-threshold") ? "" : "\"cache-threshold\": 0.0,", members);
    }

    /** As if the last packet before was long ago: offers are over. */
    void pass(long seconds) {
        now += seconds;
    }

    static Arrival broadcast() {
        return new Arrival("eth0", List.of(SERVER), Ipv4Address.UNSPECIFIED, 68, Ipv4Address.BROADCAST);
    }

    static Arrival unicast(String source) {
        return new Arrival("eth0", List.of(SERVER), Ipv4Address.parse(source), 68, SERVER);
    }

    /** What became of one packet: a reason for silence, or a reply, or neither for messages that get none. */
    record Result(
            Exchange4 exchange,
            @Nullable DropReason dropped,
            @Nullable Transmission reply) {

        Transmission sent() {
            return Objects.requireNonNull(reply, () -> "silence: " + dropped);
        }

        ReplyView view() {
            return ReplyView.of(sent().data());
        }
    }

    Result send(Request4 request) {
        return send(request, broadcast());
    }

    Result send(Request4 request, Arrival arrival) {
        return sendAll(List.of(request), arrival).getFirst();
    }

    Result send(byte[] data, Arrival arrival) {
        return process(List.of(engine.open(data, data.length, arrival))).getFirst();
    }

    /** As one batch. */
    List<Result> sendAll(List<Request4> requests, Arrival arrival) {
        List<Exchange4> exchanges = new ArrayList<>();
        for (Request4 request : requests) {
            byte[] data = request.toBytes();
            exchanges.add(engine.open(data, data.length, arrival));
        }
        return process(exchanges);
    }

    private List<Result> process(List<Exchange4> exchanges) {
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
            all.add(result != null ? result : new Result(exchanges.get(i), null, engine.reply(exchanges.get(i), now)));
        }
        return all;
    }

    /** Decides for each, then asks, then refills, then commits: the order of the pipeline. */
    private List<Integer> round(List<Exchange4> exchanges, List<Integer> pending, @Nullable Result[] results) {
        List<Integer> again = new ArrayList<>();
        List<Runnable> refilling = new ArrayList<>();
        List<Runnable> committing = new ArrayList<>();
        for (int i : pending) {
            Exchange4 x = exchanges.get(i);
            switch (engine.decide(x, now)) {
                case Decision.Silence(DropReason reason) -> results[i] = new Result(x, reason, null);
                case Decision.Ask(List<LeaseQuestion> questions, List<HostQuestion> hosts) -> {
                    if (!hosts.isEmpty()) {
                        hostFinds++;
                        x.learnHosts(reservations.find(hosts));
                    }
                    finds += questions.isEmpty() ? 0 : 1;
                    x.learn(questions.stream()
                            .map(question -> List.<Lease>copyOf(find(question)))
                            .toList());
                    again.add(i);
                }
                case Decision.Count(List<LeaseLimit.Group> groups) -> {
                    counts++;
                    x.counted(groups.stream().map(this::held).toList());
                    again.add(i);
                }
                case Decision.Refill(var shortage) -> {
                    refilling.add(() -> {
                        refills++;
                        pickers.refill(
                                shortage,
                                vacancies(
                                        (Ipv4Range) shortage.range(),
                                        (Ipv4Address) shortage.from(),
                                        shortage.limit(),
                                        shortage.reuse()));
                    });
                    again.add(i);
                }
                case Decision.First(List<LeaseChange> changes) -> {
                    changes.forEach(this::apply);
                    again.add(i);
                }
                case Decision.Probe probe -> {
                    probes.add(probe);
                    results[i] = new Result(x, null, null);
                }
                case Decision.Answer(List<LeaseChange> changes, boolean _) ->
                    committing.add(() -> commit(x, changes, i, again));
            }
        }
        refilling.forEach(Runnable::run);
        committing.forEach(Runnable::run);
        return again;
    }

    private void commit(Exchange4 x, List<LeaseChange> changes, int index, List<Integer> again) {
        boolean lost = false;
        for (LeaseChange change : changes) {
            commits++;
            switch (apply(change)) {
                case ChangeOutcome.Applied _ -> {}
                case ChangeOutcome.Taken taken -> {
                    x.taken(change, taken);
                    lost = true;
                }
                case ChangeOutcome.Exceeded exceeded -> {
                    x.exceeded(change, exceeded);
                    lost = true;
                }
            }
        }
        if (lost) {
            again.add(index);
        }
    }

    ChangeOutcome apply(LeaseChange change) {
        Lease4 present = rows.get(change.address());
        if (!sameRow(present, (Lease4) change.expected())) {
            return new ChangeOutcome.Taken(present);
        }
        LeaseLimit reached = reached(change);
        if (reached != null) {
            return new ChangeOutcome.Exceeded(reached);
        }
        if (change.next() == null) {
            rows.remove(change.address());
        } else {
            rows.put((Ipv4Address) change.address(), (Lease4) change.next());
        }
        applied.add(change);
        return ChangeOutcome.APPLIED;
    }

    private static boolean sameRow(@Nullable Lease4 a, @Nullable Lease4 b) {
        return a == null || b == null
                ? a == b
                : Objects.equals(a.clientId(), b.clientId())
                        && Objects.equals(a.hardware(), b.hardware())
                        && a.expire() == b.expire()
                        && a.state() == b.state();
    }

    private List<Lease4> find(LeaseQuestion question) {
        return switch (question) {
            case LeaseQuestion.OfAddress(IpAddress address) ->
                rows.containsKey(address) ? List.of(rows.get(address)) : List.of();
            case LeaseQuestion.OfClient(var client, var subnets) ->
                rows.values().stream()
                        .filter(row -> subnets.contains(row.subnetId()))
                        .filter(row ->
                                isSame(row.clientId(), client.clientId()) || isSame(row.hardware(), client.hardware()))
                        .toList();
            case LeaseQuestion.OfDuid _ -> throw new AssertionError("DHCPv4 asks for a DUID");
        };
    }

    private static boolean isSame(@Nullable Object a, @Nullable Object b) {
        return a != null && b != null && a.equals(b);
    }

    List<Vacancy> vacancies(Ipv4Range range, Ipv4Address from, int limit, boolean reuse) {
        List<Vacancy> found = new ArrayList<>();
        for (long n = from.toUnsigned(); n <= range.last().toUnsigned() && found.size() < limit; n++) {
            Ipv4Address address = Ipv4Address.ofUnsigned(n);
            Lease4 row = rows.get(address);
            if (row == null || reuse && row.isVacant(now)) {
                found.add(new Vacancy(address, row));
            }
        }
        return found;
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
    Lease4 row(String address) {
        return rows.get(Ipv4Address.parse(address));
    }

    void put(Lease4 lease) {
        rows.put(lease.address(), lease);
    }

    /** As it is done beside the traffic: what is vacant is noted where it has to be known. */
    void survey() {
        try (LeaseStore store = MemoryLeaseStore.withoutFile(Protocol.DHCP4)) {
            store.apply(rows.values().stream()
                    .map(row -> (LeaseChange) new LeaseChange.Grant(null, row))
                    .toList());
            new PoolSurvey(() -> pickers, store, () -> now).run();
        }
    }
}
