package io.holdfast.outage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A database that does not come back: how often it is tried, and who ends when. Normally each mode meets each product
 * with one kind of tries; the rest is
 *
 * <pre>./mvnw test -DexcludedGroups= -Dtest='Outage*Tests,SeveralDatabasesTests'</pre>
 */
@Timeout(180)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OutageTriesTests {

    private static final Duration END = Duration.ofSeconds(30);
    private static final Duration SILENCE = Duration.ofMillis(150);

    /** How recovery is limited: {@code max-reconnect-tries} and {@code reconnect-wait-time}. */
    enum Limit {
        NO_TRIES(0, 100),
        NO_WAIT(3, 0),
        /** The pause is longer than the test waits: whoever pauses fails. */
        ONE_TRY(1, 600_000),
        FOUR_TRIES(4, 100);

        private final int tries;
        private final int waitMillis;

        Limit(int tries, int waitMillis) {
            this.tries = tries;
            this.waitMillis = waitMillis;
        }

        int attempts() {
            return waitMillis == 0 ? 0 : tries;
        }
    }

    private final Databases databases = new Databases();

    @TempDir
    private Path directory = Path.of("");

    private static List<Arguments> all(boolean everyday) {
        List<Arguments> cells = new ArrayList<>();
        for (Limit limit : Limit.values()) {
            for (Mode mode : Mode.values()) {
                for (Product product : Product.values()) {
                    if (everyday == (product.ordinal() == (limit.ordinal() + mode.ordinal()) % 3)) {
                        cells.add(Arguments.of(limit, product, mode));
                    }
                }
            }
        }
        return cells;
    }

    private static List<Arguments> eachLimitInEachMode() {
        return all(true);
    }

    private static List<Arguments> allOthers() {
        return all(false);
    }

    @ParameterizedTest
    @MethodSource("eachLimitInEachMode")
    void aDatabaseThatStaysAwayIsTriedAsOftenAsConfigured(Limit limit, Product product, Mode mode) {
        stayAway(limit, product, mode);
    }

    @Tag("slow")
    @ParameterizedTest
    @MethodSource("allOthers")
    void aDatabaseThatStaysAwayIsTriedAsOftenAsConfiguredOnOtherProducts(Limit limit, Product product, Mode mode) {
        stayAway(limit, product, mode);
    }

    private void stayAway(Limit limit, Product product, Mode mode) {
        BreakableServer database = databases.healthy(product);
        LeaseDatabaseConfig config = config(database, limit, mode);
        try (ServerUnderTest server = ServerUnderTest.start(directory, config);
                TestClient4 client = TestClient4.of(server, "02:00:00:00:02:01")) {
            client.bind();
            server.log().clear();
            database.kill();
            assertThat(client.patience(SILENCE).renew()).isEmpty();
            server.log().await(Outage.LOST, Outage.SOON);
            if (mode.exits()) {
                assertEnds(limit, server);
            } else {
                assertGoesOn(limit, server, client);
            }
            assertAttempts(limit, product, mode, server.log());
        }
    }

    private static LeaseDatabaseConfig config(BreakableServer database, Limit limit, Mode mode) {
        return LeaseDatabaseConfig.of(database).onFail(mode.word(), limit.tries, limit.waitMillis);
    }

    private static void assertEnds(Limit limit, ServerUnderTest server) {
        assertThat(server.awaitEnd(END)).isEqualTo(1);
        String id = limit.attempts() == 0 ? "DHCP4_FATAL_DB_RECONNECT_DISABLED" : "DHCP4_FATAL_DB_RECONNECT_FAILED";
        assertThat(server.log().with(id)).singleElement().asString().contains("lease", "127.0.0.1", "the server ends");
        assertThat(server.log().with("DHCP4_SHUTDOWN")).hasSize(1);
    }

    private static void assertGoesOn(Limit limit, ServerUnderTest server, TestClient4 client) {
        String id = limit.attempts() == 0 ? "DHCP4_DB_RECONNECT_DISABLED" : "DHCP4_DB_RECONNECT_FAILED";
        server.log().await(id, Outage.SOON);
        Status status = Status.of(server);
        assertThat(status.state()).isEqualTo("abandoned");
        assertThat(status.attempts()).isEqualTo(limit.attempts());
        assertThat(status.left()).isZero();
        assertThat(status.nextMillis()).isBetween(0L, 30_000L);
        assertThat(status.isDisabled()).isFalse();
        assertThat(server.isReady()).isTrue();
        assertThat(server.isAlive()).isTrue();
        assertThat(client.renew()).isEmpty();
        assertThat(Outage.attempts(server, "failed")).isEqualTo(limit.attempts());
        Outage.assertNoNak(server);
        assertThat(server.ended()).isEmpty();
    }

    /** Of the last attempt the line that gives it up tells. */
    private static void assertAttempts(Limit limit, Product product, Mode mode, LogLines log) {
        assertThat(log.with(Outage.LOST)).hasSize(1);
        assertThat(log.with(Outage.BACK)).isEmpty();
        assertThat(log.with(Outage.FAILED)).hasSize(Math.max(0, limit.attempts() - 1));
        if (limit.attempts() > 0) {
            assertThat(log.with(
                            limit.attempts() == 1
                                    ? "1 attempt has failed"
                                    : limit.attempts() + " attempts have failed"))
                    .hasSize(1);
        }
        Outage.assertPauses(log.times(Outage.FAILED), limit.waitMillis);
        System.out.printf(
                Locale.ROOT,
                "cell: %s, %s, %s: given up %d ms after the loss%n",
                limit,
                product,
                mode.word(),
                log.times(limit.attempts() == 0 ? "_RECONNECT_DISABLED" : "DB_RECONNECT_FAILED")
                                .getFirst()
                        - log.times(Outage.LOST).getFirst());
    }

    /** Abandoned is not forgotten: it is tried every 30 s, and then all is well again. */
    @Tag("slow")
    @ParameterizedTest
    @EnumSource
    void whoeverContinuesFindsTheDatabaseWhenItIsThereAgain(Product product) {
        BreakableServer database = databases.healthy(product);
        LeaseDatabaseConfig config = config(database, Limit.ONE_TRY, Mode.SERVE_RETRY_CONTINUE);
        try (ServerUnderTest server = ServerUnderTest.start(directory, config);
                TestClient4 client = TestClient4.of(server, "02:00:00:00:02:02")) {
            Heard4 bound = client.bind();
            database.kill();
            assertThat(client.patience(SILENCE).renew()).isEmpty();
            server.log().await("DHCP4_DB_RECONNECT_FAILED", Outage.SOON);
            database.start();
            server.log().await(Outage.BACK, Duration.ofSeconds(60));
            assertThat(client.patience(Outage.SOON).renew()).contains(bound);
            await("normal service")
                    .atMost(Outage.SOON)
                    .until(() -> Status.of(server).state().equals("connected"));
        }
    }

    @AfterAll
    void close() {
        databases.close();
    }
}
