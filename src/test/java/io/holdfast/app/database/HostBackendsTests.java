package io.holdfast.app.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.availability.BackendUnavailable;
import io.holdfast.availability.Connectivity;
import io.holdfast.availability.DatabaseWatch;
import io.holdfast.availability.HandScheduler;
import io.holdfast.availability.LossPolicy;
import io.holdfast.availability.ServiceGate;
import io.holdfast.availability.Watches;
import io.holdfast.config.BackendSettings;
import io.holdfast.config.ServerConfig4;
import io.holdfast.config.compile.ConfigCompiler;
import io.holdfast.config.json.ConfigException;
import io.holdfast.host.DatabaseHosts;
import io.holdfast.host.HostMemory;
import io.holdfast.host.HostSource;
import io.holdfast.host.LayeredHosts;
import io.holdfast.host.MemoryHosts;
import io.holdfast.store.Database;
import io.holdfast.store.FaultListener;
import io.holdfast.store.PoolSettings;
import io.holdfast.store.postgresql.PostgresqlDialect;
import io.holdfast.telemetry.Meters;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Which hosts databases are opened and closed, in which order, when a configuration names others. */
class HostBackendsTests implements HostBackends.Opener {

    private final List<String> events = new ArrayList<>();
    private final HandScheduler scheduler = new HandScheduler(0);
    private final List<String> broken = new ArrayList<>();
    private final List<String> full = new ArrayList<>();
    private final HostBackends backends = new HostBackends(this, Watches.DEAF, () -> events.add("quiet"));

    @Override
    public HostMemory memory() {
        return new HostMemory(10);
    }

    @Override
    public HostBackend open(int number, BackendSettings settings, HostMemory memory, DatabaseWatch.Listener listener) {
        String name = String.valueOf(settings.name());
        events.add("open " + number + " " + name);
        DatabaseWatch watch = Watches.lease(
                new LossPolicy(true, true, 0, 0, false),
                new ServiceGate(_ -> {}),
                () -> reach(name),
                scheduler,
                listener);
        MemoryHosts store = new MemoryHosts();
        return new HostBackend(
                settings,
                new DatabaseHosts(name, store, memory, 0, () -> 0),
                new HostSource(name, "postgresql", false, store),
                watch,
                new Database(
                        name,
                        settings,
                        new PostgresqlDialect(),
                        PoolSettings.simple(1),
                        FaultListener.NONE,
                        Meters.NONE),
                () -> events.add("close " + name));
    }

    private void reach(String name) {
        if (full.remove(name)) {
            throw new BackendUnavailable(name, "full", new SQLException("too many clients", "53300"));
        }
        if (broken.contains(name)) {
            throw new BackendUnavailable(name, "cannot reach " + name);
        }
    }

    private static ServerConfig4 config(String... names) {
        String databases = Arrays.stream(names)
                .map(name -> "{ \"type\": \"postgresql\", \"name\": \"" + name + "\" }")
                .collect(Collectors.joining(", "));
        try {
            return ConfigCompiler.compile("{ \"Dhcp4\": { \"hosts-databases\": [ " + databases + " ] } }", "test.json")
                    .config();
        } catch (ConfigException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private void use(String... names) {
        backends.prepare(config(names));
        backends.keep();
    }

    private List<String> current() {
        return backends.current().stream()
                .map(backend -> backend.hosts().name())
                .toList();
    }

    @Test
    void newOnesAreOpenBeforeOldOnesAreClosed() {
        use("a", "b");
        events.clear();
        use("b", "c");
        assertThat(events).containsExactly("open 1 b", "open 2 c", "close a", "close b");
        assertThat(current()).containsExactly("b", "c");
        use();
        assertThat(current()).isEmpty();
        assertThat(backends.watches()).isEmpty();
    }

    @Test
    void whatIsRememberedOfADatabaseOutlivesAReconfiguration() {
        use("a", "b");
        HostMemory ofB = backends.current().getLast().hosts().memory();
        use("b", "c");
        assertThat(backends.current().getFirst().hosts().memory()).isSameAs(ofB);
        assertThat(backends.current().getLast().hosts().memory()).isNotSameAs(ofB);
    }

    @Test
    void oneThatCannotBeReachedClosesThoseOpenedWithIt() {
        use("a");
        events.clear();
        broken.add("c");
        assertThatThrownBy(() -> backends.prepare(config("b", "c", "d"))).hasMessage("cannot reach c");
        assertThat(events).containsExactly("open 1 b", "open 2 c", "close b", "close c");
        assertThat(current()).containsExactly("a");
        backends.abandon();
        assertThat(current()).isEmpty();
        assertThat(backends.watches())
                .extracting(watch -> watch.state().getClass().getSimpleName())
                .containsExactly("Connected", "Abandoned");
        assertThat(backends.watches().getLast().state()).isInstanceOf(Connectivity.Abandoned.class);
    }

    @Test
    void whatWasPreparedForNothingIsClosed() {
        use("a");
        events.clear();
        backends.prepare(config("b"));
        backends.undo();
        assertThat(events).containsExactly("open 1 b", "quiet", "close b");
        assertThat(current()).containsExactly("a");
    }

    @Test
    void whereThereIsNoRoomForBothTheOldOnesAreClosedFirst() {
        use("a");
        events.clear();
        full.add("b");
        backends.prepare(config("b"));
        assertThat(events).containsExactly("open 1 b", "close b", "quiet", "close a", "open 1 b");
        backends.undo();
        assertThat(current()).containsExactly("a");
    }

    @Test
    void withoutDatabasesTheConfigurationAloneIsAsked() {
        ServerConfig4 none = config();
        assertThat(HostBackends.lookup(none, List.of())).isSameAs(none.hosts().reservations());
        use("a");
        assertThat(HostBackends.lookup(none, backends.current())).isInstanceOf(LayeredHosts.class);
    }
}
