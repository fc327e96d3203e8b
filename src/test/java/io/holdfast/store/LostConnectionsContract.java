package io.holdfast.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.holdfast.availability.BackendUnavailable;
import io.holdfast.config.BackendSettings;
import io.holdfast.config.BackendSettings.Type;
import io.holdfast.config.HostPort;
import io.holdfast.outage.Wire;
import io.holdfast.telemetry.Meters;
import java.io.IOException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** What a loss does to the connections of a pool, and which of several servers is used. */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class LostConnectionsContract {

    private static final int PATIENCE_SECONDS = 30;

    private final List<String> told = new CopyOnWriteArrayList<>();
    private volatile boolean usable = true;
    private TestDatabase real;
    private Wire first;
    private Wire second;

    private final FaultListener listener = new FaultListener() {
        @Override
        public void lost(String error) {
            told.add(error);
        }

        @Override
        public boolean isUsable() {
            return usable;
        }
    };

    abstract TestDatabase database();

    /** A statement that takes twenty seconds. */
    abstract String sleep();

    @BeforeAll
    void start() {
        real = database();
    }

    @BeforeEach
    void open() {
        first = relay();
        second = relay();
        told.clear();
        usable = true;
    }

    @AfterEach
    void close() {
        first.close();
        second.close();
    }

    private Wire relay() {
        HostPort at = real.settings().host();
        return Wire.to(at.host(), at.port());
    }

    /** Through the relays, with sockets that may be silent for long. */
    private Database database(Wire... relays) {
        return database(1, relays);
    }

    private Database database(int connectTimeout, Wire... relays) {
        BackendSettings s = real.settings();
        List<HostPort> hosts = List.of(relays).stream()
                .map(r -> new HostPort("127.0.0.1", r.port()))
                .toList();
        BackendSettings patient = new BackendSettings(
                s.type(),
                s.name(),
                s.user(),
                s.password(),
                null,
                hosts,
                true,
                false,
                0,
                0,
                connectTimeout,
                s.type() == Type.MYSQL ? PATIENCE_SECONDS : 0,
                0,
                s.type() == Type.POSTGRESQL ? PATIENCE_SECONDS : 0,
                0,
                0,
                s.onFail(),
                false,
                s.tls());
        return new Database("lease", patient, real.dialect(), PoolSettings.simple(2), listener, Meters.NONE);
    }

    private static int one(Database database) {
        return database.call("one", 1, connection -> {
            try (Statement statement = connection.createStatement()) {
                return statement.execute("select 1") ? 1 : 0;
            }
        });
    }

    private static void awaitOne(Database database) {
        await().atMost(Duration.ofSeconds(20)).ignoreExceptions().until(() -> one(database) == 1);
    }

    private CompletableFuture<Integer> sleeping(Database database) throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CompletableFuture<Integer> sleeper =
                CompletableFuture.supplyAsync(() -> database.call("sleep", 1, connection -> {
                    try (Statement statement = connection.createStatement()) {
                        statement.execute("select 1");
                        begun.countDown();
                        statement.execute(sleep());
                        return 1;
                    }
                }));
        assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
        return sleeper;
    }

    /** Whoever waits on a dead connection must not do so until TCP gives up, once somebody knows that it is dead. */
    @Test
    void aLossEndsEverybodysWaitAndIsToldOnce() throws Exception {
        try (Database database = database(first)) {
            awaitOne(database);
            CompletableFuture<Integer> sleeper = sleeping(database);
            told.clear();
            first.blackHole();
            await().atMost(Duration.ofSeconds(20)).until(() -> {
                assertThatThrownBy(() -> one(database)).isInstanceOf(BackendUnavailable.class);
                return !told.isEmpty();
            });
            assertThat(failure(sleeper))
                    .isInstanceOfSatisfying(
                            BackendUnavailable.class,
                            e -> assertThat(e.isKnown()).isTrue());
            assertThat(told).hasSize(1);
        }
    }

    private static Throwable failure(CompletableFuture<Integer> call) throws InterruptedException, TimeoutException {
        try {
            call.get(3, TimeUnit.SECONDS);
            throw new AssertionError("the call succeeded");
        } catch (ExecutionException e) {
            return e.getCause();
        }
    }

    @Test
    void theFirstCallAfterALossFindsAFreshPool() throws IOException {
        try (Database database = database(first)) {
            awaitOne(database);
            first.reset();
            assertThatThrownBy(() -> one(database)).isInstanceOf(BackendUnavailable.class);
            assertThat(database.pool()).as("nothing knocks at a lost server").isNull();
            first.restore();
            database.probe();
            long before = System.nanoTime();
            assertThat(one(database)).isOne();
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(2));
        }
    }

    @Test
    void nobodyWaitsForADatabaseKnownToBeAway() throws IOException {
        try (Database database = database(first)) {
            awaitOne(database);
            usable = false;
            assertThatThrownBy(() -> one(database))
                    .isInstanceOf(BackendUnavailable.class)
                    .hasMessageContaining("away");
            assertThat(told).isEmpty();
        }
    }

    @Test
    void aQuietDatabaseIsLookedAtAndABusyOneIsNot() throws IOException {
        try (Database database = database(first)) {
            awaitOne(database);
            database.checkIfIdle(Duration.ZERO, true);
            assertThat(told).isEmpty();
            first.reset();
            database.checkIfIdle(Duration.ofMinutes(1), true);
            assertThat(told).isEmpty();
            assertThatThrownBy(() -> database.checkIfIdle(Duration.ZERO, true)).isInstanceOf(BackendUnavailable.class);
            assertThat(told).hasSize(1);
        }
    }

    @Test
    void ofSeveralServersTheOneThatCanBeUsedIsUsed() throws IOException {
        try (Database database = database(first, second)) {
            first.reset();
            database.probe();
            awaitOne(database);
            first.restore();
            second.reset();
            assertThatThrownBy(() -> one(database)).isInstanceOf(BackendUnavailable.class);
            database.probe();
            assertThat(one(database)).isOne();
            first.reset();
            assertThatThrownBy(database::probe)
                    .isInstanceOf(BackendUnavailable.class)
                    .hasMessageContaining("no server can be used: 127.0.0.1:")
                    .hasMessageContaining(Integer.toString(first.port()))
                    .hasMessageContaining(Integer.toString(second.port()));
        }
    }

    /** Names that are looked up slowly, passwords checked elsewhere: connecting takes longer than callers can wait. */
    @Test
    void aServerThatTakesItsTimeToConnectIsNotLost() {
        first.slow(Duration.ofMillis(400));
        try (Database database = database(PATIENCE_SECONDS, first)) {
            awaitOne(database);
            assertThat(told).isEmpty();
        }
    }
}
