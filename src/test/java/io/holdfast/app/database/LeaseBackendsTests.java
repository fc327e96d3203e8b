package io.holdfast.app.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.address.Protocol;
import io.holdfast.availability.BackendUnavailable;
import io.holdfast.availability.Connectivity;
import io.holdfast.availability.DatabaseWatch;
import io.holdfast.availability.HandScheduler;
import io.holdfast.availability.LossPolicy;
import io.holdfast.availability.ServiceGate;
import io.holdfast.availability.Watches;
import io.holdfast.config.BackendSettings;
import io.holdfast.config.ServerConfig;
import io.holdfast.config.ServerConfig4;
import io.holdfast.config.compile.ConfigCompiler;
import io.holdfast.config.json.ConfigException;
import io.holdfast.store.Database;
import io.holdfast.store.FaultListener;
import io.holdfast.store.PoolSettings;
import io.holdfast.store.memory.MemoryLeaseStore;
import io.holdfast.store.postgresql.PostgresqlDialect;
import io.holdfast.telemetry.Meters;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which lease database is opened and closed, in which order, when a configuration names another. */
class LeaseBackendsTests {

    private final List<String> events = new ArrayList<>();
    private final HandScheduler scheduler = new HandScheduler(0);
    private boolean broken;
    private int places = 1;
    private final LeaseBackends backends = new LeaseBackends(this::open, () -> events.add("quiet"));

    private LeaseBackend open(ServerConfig config) {
        BackendSettings settings = config.leaseDatabase();
        events.add("open " + label(settings));
        DatabaseWatch watch = Watches.lease(
                new LossPolicy(true, true, 0, 0, false),
                new ServiceGate(_ -> {}),
                () -> {
                    if (places++ == 0) {
                        throw new BackendUnavailable("lease", "full", new SQLException("too many clients", "53300"));
                    }
                    if (broken) {
                        throw new BackendUnavailable("lease", "cannot reach " + label(settings));
                    }
                },
                scheduler,
                Watches.DEAF);
        MemoryLeaseStore store = MemoryLeaseStore.withoutFile(Protocol.DHCP4);
        Database database = settings.type() == BackendSettings.Type.MEMFILE
                ? null
                : new Database(
                        "lease",
                        settings,
                        new PostgresqlDialect(),
                        PoolSettings.simple(1),
                        FaultListener.NONE,
                        Meters.NONE);
        return new LeaseBackend(settings, store, watch, database, null, store::close);
    }

    private static String label(BackendSettings settings) {
        return settings.name() + " " + settings.lfcInterval();
    }

    private static ServerConfig4 config(String members) {
        try {
            return ConfigCompiler.compile("{ \"Dhcp4\": { \"lease-database\": { " + members + " } } }", "test.json")
                    .config();
        } catch (ConfigException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static ServerConfig4 server(String name) {
        return config("\"type\": \"postgresql\", \"name\": \"" + name + "\"");
    }

    private static ServerConfig4 file(String name, int interval) {
        return config("\"type\": \"memfile\", \"name\": \"" + name + "\", \"lfc-interval\": " + interval);
    }

    @Test
    void whatStaysTheSameStaysOpen() {
        LeaseBackend first = backends.prepare(file("a", 1));
        backends.keep();
        assertThat(backends.prepare(file("a", 1))).isSameAs(first);
        backends.undo();
        assertThat(backends.current()).isSameAs(first);
        assertThat(events).containsExactly("open a 1");
    }

    /** A password may have changed, or where the name leads to. */
    @Test
    void aServerIsConnectedAnewByEachConfiguration() {
        LeaseBackend first = backends.prepare(server("a"));
        backends.keep();
        LeaseBackend second = backends.prepare(server("a"));
        assertOpen(first);
        backends.keep();
        assertThat(backends.current()).isSameAs(second).isNotSameAs(first);
        assertClosed(first);
    }

    /** Its places may all be taken by our own present connections. */
    @Test
    void aServerThatLetsNoMoreInIsTriedAgainWhenOurPresentConnectionsAreGone() {
        LeaseBackend first = backends.prepare(server("a"));
        backends.keep();
        places = 0;
        LeaseBackend second = backends.prepare(server("a"));
        assertClosed(first);
        backends.keep();
        assertThat(backends.current()).isSameAs(second);
        assertThat(events).containsExactly("open a 3600", "open a 3600", "quiet", "open a 3600");
    }

    @Test
    void whatCannotBeReachedIsToldAndNothingElseServes() {
        LeaseBackend first = backends.prepare(server("a"));
        backends.keep();
        broken = true;
        assertThatThrownBy(() -> backends.prepare(server("b"))).hasMessage("cannot reach b 3600");
        backends.abandon();
        assertClosed(first);
        assertThat(backends.current()).isNull();
        assertThat(backends.watch().state())
                .isInstanceOfSatisfying(
                        Connectivity.Abandoned.class,
                        state -> assertThat(state.lastError()).isEqualTo("cannot reach b 3600"));
        broken = false;
        backends.prepare(server("b"));
        backends.keep();
        assertThat(backends.watch().isUsable()).isTrue();
    }

    @Test
    void theNewOneIsOpenBeforeTheOldOneIsClosed() {
        LeaseBackend first = backends.prepare(file("a", 1));
        backends.keep();
        LeaseBackend second = backends.prepare(file("b", 1));
        assertThat(backends.current()).as("it serves meanwhile").isSameAs(first);
        assertOpen(first);
        backends.keep();
        assertThat(backends.current()).isSameAs(second);
        assertClosed(first);
        assertThat(events).containsExactly("open a 1", "open b 1");
    }

    @Test
    void theOldOneStaysWhenTheNewOneCannotBeUsed() {
        LeaseBackend first = backends.prepare(file("a", 1));
        backends.keep();
        broken = true;
        assertThatThrownBy(() -> backends.prepare(file("b", 1))).hasMessage("cannot reach b 1");
        backends.undo();
        assertThat(backends.current()).isSameAs(first);
        assertOpen(first);
        broken = false;
        LeaseBackend second = backends.prepare(file("b", 1));
        backends.undo();
        assertClosed(second);
        assertOpen(first);
    }

    @Test
    void oneFileIsNeverOpenTwice() {
        LeaseBackend first = backends.prepare(file("a", 1));
        backends.keep();
        backends.prepare(file("a", 2));
        assertClosed(first);
        backends.undo();
        assertThat(events).containsExactly("open a 1", "quiet", "open a 2", "quiet", "open a 1");
        assertThat(backends.current()).isNotNull();
    }

    @Test
    void whenNeitherCanBeOpenedThereIsNone() {
        backends.prepare(file("a", 1));
        backends.keep();
        broken = true;
        assertThatThrownBy(() -> backends.prepare(file("a", 2))).isInstanceOf(BackendUnavailable.class);
        assertThatThrownBy(backends::undo).hasMessage("cannot reach a 1");
        assertThat(backends.current()).isNull();
        broken = false;
        backends.prepare(file("a", 3));
        backends.keep();
        assertThat(backends.current()).as("a later configuration repairs it").isNotNull();
    }

    private static void assertOpen(LeaseBackend backend) {
        assertThat(backend.store().purge(0, 1)).isZero();
    }

    private static void assertClosed(LeaseBackend backend) {
        assertThatThrownBy(() -> backend.store().purge(0, 1)).isInstanceOf(BackendUnavailable.class);
    }
}
