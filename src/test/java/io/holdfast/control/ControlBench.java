package io.holdfast.control;

import io.holdfast.address.Protocol;
import io.holdfast.availability.BackendIdentity;
import io.holdfast.availability.BackendUnavailable;
import io.holdfast.availability.DatabaseWatch;
import io.holdfast.availability.LossPolicy;
import io.holdfast.availability.ServiceGate;
import io.holdfast.availability.Watches;
import io.holdfast.config.CompiledConfig;
import io.holdfast.config.ServerConfig;
import io.holdfast.config.compile.ConfigCompiler;
import io.holdfast.config.json.ConfigException;
import io.holdfast.config.json.JsonReader;
import io.holdfast.config.json.JsonWriter;
import io.holdfast.host.HostSource;
import io.holdfast.lease.Lease;
import io.holdfast.lease.LeaseChange;
import io.holdfast.lease.LeaseEffect;
import io.holdfast.lease.LeaseStore;
import io.holdfast.store.memory.MemoryLeaseStore;
import io.holdfast.telemetry.Meters;
import io.holdfast.telemetry.StatisticBoard;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A whole control plane of one protocol on a store in memory, with a clock turned by hand; requests and answers are JSON text. */
public final class ControlBench implements ConfigControl {

    /** The present of the tests, seconds since 1970: 2026-01-02 03:04:05 UTC. */
    public static final long NOW = 1_767_323_045L;

    public static final String CONFIG = """
            {"Dhcp4": {
              "interfaces-config": {"interfaces": ["*"]},
              "lease-database": {"type": "memfile", "persist": false},
              "valid-lifetime": 3600,
              "subnet4": [
                {"id": 1, "subnet": "192.0.2.0/24",
                 "pools": [{"pool": "192.0.2.10-192.0.2.19", "pool-id": 7}, {"pool": "192.0.2.100-192.0.2.199"}]},
                {"id": 4294967294, "subnet": "198.51.100.0/24", "valid-lifetime": 600}
              ]
            }}
            """;

    public static final String CONFIG6 = """
            {"Dhcp6": {
              "interfaces-config": {"interfaces": ["*"]},
              "lease-database": {"type": "memfile", "persist": false},
              "valid-lifetime": 3600,
              "subnet6": [
                {"id": 1, "subnet": "2001:db8:1::/64",
                 "pools": [{"pool": "2001:db8:1::10-2001:db8:1::1f", "pool-id": 7}, {"pool": "2001:db8:1::1:0/112"}],
                 "pd-pools": [{"prefix": "2001:db8:8000::", "prefix-len": 36, "delegated-len": 56, "pool-id": 9}]},
                {"id": 4294967294, "subnet": "2001:db8:2::/64", "valid-lifetime": 600}
              ]
            }}
            """;

    /** A task that waits for the clock. */
    private record Task(long due, Runnable work) {}

    public final TurnedClock clock = new TurnedClock();
    public final ServiceGate gate = new ServiceGate(_ -> {});
    public final StatisticBoard board;
    public final List<String> calls = new ArrayList<>();
    public LeaseStore store;
    public ServerFacts.Sockets sockets = new ServerFacts.Sockets(List.of(), false);
    public List<DatabaseWatch> watches = new ArrayList<>();
    public @Nullable LeaseExport export;
    public @Nullable Path file;
    public @Nullable ConfigNotAppliedException refusal;
    public @Nullable BackendUnavailable outage;
    public List<String> unusable = List.of();
    public boolean hasConfigDatabases;
    public int amended;
    public List<HostSource> hosts = List.of();
    public final Protocol type;
    public final CommandRegistry registry;
    public final CommandProtocol protocol;
    private final List<Task> tasks = new ArrayList<>();
    private ServerConfig config;

    public ControlBench() {
        this(Protocol.DHCP4);
    }

    public ControlBench(Protocol type) {
        this.type = type;
        board = new StatisticBoard(type, clock);
        store = MemoryLeaseStore.withoutFile(type);
        config = config(
                switch (type) {
                    case DHCP4 -> CONFIG;
                    case DHCP6 -> CONFIG6;
                });
        ConfigChanges changes = new ConfigChanges(this);
        registry = new CommandRegistry(Stream.of(
                        new ServerCommands(facts(), this, gate, clock).commands(),
                        new ServiceCommands(
                                        type,
                                        new ServiceSwitch(gate, this::schedule),
                                        remove -> calls.add("reclaim " + remove),
                                        value -> calls.add("shutdown " + value))
                                .commands(),
                        new StatisticCommands(board, ZoneOffset.UTC).commands(),
                        new ConfigCommands(this, changes).commands(),
                        new SubnetCommands(changes).commands(),
                        new NetworkCommands(changes).commands(),
                        new ClassCommands(changes).commands(),
                        new ReservationQueries(this, () -> hosts).commands(),
                        new ReservationEditing(changes, () -> hosts).commands(),
                        new LeaseQueries(type, this::store).commands(),
                        new LeaseEditing(type, this::store, this, this::count, clock).commands(),
                        new LeaseTallies(type, this::store, this, board, clock).commands(),
                        new LeaseFileCommand(type, () -> export).commands())
                .flatMap(List::stream)
                .toList());
        protocol = new CommandProtocol(() -> Map.of(type, registry));
    }

    /** The answer to a request, both as JSON. */
    public String ask(String request) {
        try {
            return JsonWriter.compact(
                    protocol.answer(JsonReader.parse(request, "<command>").root(), null)
                            .answer());
        } catch (ConfigException e) {
            throw new IllegalArgumentException(request, e);
        }
    }

    public String ask(String command, String arguments) {
        return ask("{\"command\": \"" + command + "\", \"arguments\": " + arguments + "}");
    }

    private void count(LeaseEffect effect) {
        effect.addTo(board);
    }

    public void given(Lease... leases) {
        store.apply(Stream.of(leases)
                .map(lease -> new LeaseChange.Grant(null, lease))
                .toList());
    }

    /** Lets time pass, and what was to happen in it happen. */
    public void pass(Duration time) {
        clock.now = clock.now.plus(time);
        List<Task> due = tasks.stream()
                .filter(task -> task.due <= clock.now.getEpochSecond())
                .toList();
        tasks.removeAll(due);
        due.forEach(task -> task.work.run());
    }

    /** A database that could not be reached at the start and is tried again later. */
    public DatabaseWatch lostDatabase() {
        DatabaseWatch watch = new DatabaseWatch(
                new BackendIdentity(
                        Protocol.DHCP4, "lease", BackendIdentity.Kind.LEASE_POSTGRESQL, "postgresql kea at db1"),
                new LossPolicy(true, false, 5, 1000, true),
                () -> {
                    throw new BackendUnavailable("lease", "connection refused");
                },
                new DatabaseWatch.Surroundings(
                        gate, this::schedule, clock::millis, () -> 0.5, Meters.NONE, Watches.DEAF));
        watch.start();
        watches.add(watch);
        return watch;
    }

    ServerConfig config(String json) {
        try {
            CompiledConfig compiled = ConfigCompiler.compile(json, "<test>");
            return Objects.requireNonNull(
                    switch (type) {
                        case DHCP4 -> compiled.dhcp4();
                        case DHCP6 -> compiled.dhcp6();
                    });
        } catch (ConfigException e) {
            throw new IllegalArgumentException(e);
        }
    }

    void use(String json) {
        config = config(json);
    }

    @Override
    public Protocol protocol() {
        return type;
    }

    @Override
    public ServerConfig current() {
        return config;
    }

    @Override
    public @Nullable Path file() {
        return file;
    }

    @Override
    public void apply(ServerConfig next) throws ConfigNotAppliedException {
        if (refusal != null) {
            throw refusal;
        }
        config = next;
    }

    @Override
    public void amend(ServerConfig next) throws ConfigNotAppliedException {
        amended++;
        apply(next);
    }

    @Override
    public boolean pull(boolean all) throws ConfigNotAppliedException {
        if (refusal != null) {
            throw refusal;
        }
        return hasConfigDatabases;
    }

    @Override
    public List<String> tryDatabases(ServerConfig tried) {
        return unusable;
    }

    private LeaseStore store() {
        if (outage != null) {
            throw outage;
        }
        return store;
    }

    private void schedule(Duration delay, Runnable task) {
        tasks.add(new Task(clock.now.plus(delay).getEpochSecond(), task));
    }

    private ServerFacts facts() {
        return new ServerFacts() {
            @Override
            public Build build() {
                return new Build("1.2.3", "1.2.3 (commit abc)", "built for tests");
            }

            @Override
            public long pid() {
                return 42;
            }

            @Override
            public long started() {
                return NOW - 100;
            }

            @Override
            public long configured() {
                return NOW - 10;
            }

            @Override
            public List<Backend> backends() {
                return watches.stream()
                        .map(watch -> new Backend(watch, new Pool(3, 1, 2, 0, 10)))
                        .toList();
            }

            @Override
            public Lanes lanes() {
                return new Lanes(4, 64, List.of(0.5, 0.25, 0.0));
            }

            @Override
            public Sockets sockets() {
                return sockets;
            }

            @Override
            public @Nullable String leaseFile() {
                return "/var/lib/holdfast/kea-leases" + type.label().charAt(4) + ".csv";
            }
        };
    }

    /** Stands still until it is turned. */
    public static final class TurnedClock extends Clock {

        private Instant now = Instant.ofEpochSecond(NOW, 123_456_000);

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
