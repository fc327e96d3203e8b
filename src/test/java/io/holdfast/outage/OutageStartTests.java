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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A database that is away when the server starts, or has tables that it must not have. Normally on PostgreSQL and MariaDB;
 * on MySQL, and in the modes that were left out, by
 *
 * <pre>./mvnw test -DexcludedGroups= -Dtest='Outage*Tests,SeveralDatabasesTests'</pre>
 */
@Timeout(180)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OutageStartTests {

    private static final int TRIES = 1000;
    private static final int WAIT_MILLIS = 200;
    private static final Duration END = Duration.ofSeconds(30);
    private static final Duration SILENCE = Duration.ofMillis(150);
    private static final String LEASE =
            "insert into lease4 (address, valid_lifetime, subnet_id, state) values (3221226184, 3600, 1, 0)";

    private final Databases databases = new Databases();

    @TempDir
    private Path directory = Path.of("");

    private static List<Arguments> all(boolean everyday) {
        List<Arguments> cells = new ArrayList<>();
        for (Mode mode : Mode.values()) {
            for (Product product : Product.values()) {
                boolean turn = product.ordinal() == mode.ordinal() % 2;
                if (everyday == turn) {
                    cells.add(Arguments.of(product, mode));
                }
            }
        }
        return cells;
    }

    private static List<Arguments> eachMode() {
        return all(true);
    }

    private static List<Arguments> allOthers() {
        return all(false);
    }

    private BreakableServer away(Product product) {
        BreakableServer database = databases.healthy(product);
        database.database().execute(LEASE);
        database.kill();
        return database;
    }

    private static LeaseDatabaseConfig waiting(BreakableServer database, Mode mode) {
        return LeaseDatabaseConfig.of(database)
                .onFail(mode.word(), TRIES, WAIT_MILLIS)
                .with("retry-on-startup", true);
    }

    @ParameterizedTest
    @MethodSource("eachMode")
    void whoMayRetryAtTheStartServesWhenTheDatabaseIsThere(Product product, Mode mode) {
        serveLater(product, mode);
    }

    @Tag("slow")
    @ParameterizedTest
    @MethodSource("allOthers")
    void whoMayRetryAtTheStartServesWhenTheDatabaseIsThereOnOthers(Product product, Mode mode) {
        serveLater(product, mode);
    }

    private void serveLater(Product product, Mode mode) {
        BreakableServer database = away(product);
        try (ServerUnderTest server = ServerUnderTest.start(directory, waiting(database, mode));
                TestClient4 client = TestClient4.of(server, "02:00:00:00:03:01")) {
            server.log().await(Outage.FAILED + "2:", Outage.SOON);
            Status status = Status.of(server);
            assertThat(status.state()).isEqualTo("recovering");
            assertThat(status.attempts() + status.left()).isEqualTo(TRIES);
            assertThat(status.origins()).isEqualTo(mode.stops() ? List.of(Outage.origin(product)) : List.of());
            assertThat(server.isReady()).isEqualTo(!mode.stops());
            assertThat(server.isAlive()).isTrue();
            assertThat(client.patience(SILENCE).discover()).isEmpty();

            database.start();
            long mended = System.currentTimeMillis();
            server.log().await(Outage.BACK, Outage.SOON);
            long took = Math.max(0, server.log().times(Outage.BACK).getFirst() - mended);
            System.out.printf(
                    Locale.ROOT, "cell: away at the start, %s, %s: back after %d ms%n", product, mode.word(), took);
            client.patience(Outage.SOON).bind();
            await("leases counted anew") // after the gate has opened
                    .atMost(Outage.SOON)
                    .until(() -> Outage.statistic(server, "subnet[1].assigned-addresses") == 2);
            assertThat(server.isReady()).isTrue();
            assertThat(server.log().with(Outage.LOST)).hasSize(1);
            assertThat(server.log().with(Outage.BACK)).hasSize(1);
            // The start itself was an attempt, too; recovery then has all its tries.
            assertThat(Outage.attempts(server, "failed"))
                    .isEqualTo(1 + server.log().with(Outage.FAILED).size());
            Outage.assertNoNak(server);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MARIADB"})
    void whoMayNotRetryDoesNotStart(Product product) {
        BreakableServer database = away(product);
        for (Mode mode : Mode.values()) {
            try (ServerUnderTest server =
                    ServerUnderTest.start(directory, waiting(database, mode).with("retry-on-startup", false))) {
                assertThat(server.ended()).hasValue(1);
                assertThat(server.log().with("127.0.0.1:" + database.port())).isNotEmpty();
                assertThat(server.log().with(Outage.FAILED)).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MARIADB"})
    void whoRetriesInVainEndsAsTheModeSays(Product product) {
        BreakableServer database = away(product);
        LeaseDatabaseConfig threeTries =
                waiting(database, Mode.SERVE_RETRY_EXIT).with("max-reconnect-tries", 3);
        try (ServerUnderTest server = ServerUnderTest.start(directory, threeTries)) {
            assertThat(server.awaitEnd(END)).isEqualTo(1);
            assertThat(server.log().with("3 attempts have failed")).hasSize(1);
            assertThat(server.log().with("DHCP4_FATAL_DB_RECONNECT_FAILED")).hasSize(1);
        }
        try (ServerUnderTest server = ServerUnderTest.start(directory, threeTries.with("max-reconnect-tries", 0))) {
            assertThat(server.awaitEnd(END)).isEqualTo(1);
            assertThat(server.log().with("DHCP4_FATAL_DB_RECONNECT_DISABLED")).hasSize(1);
        }
        try (ServerUnderTest server =
                ServerUnderTest.start(directory, threeTries.with("on-fail", Mode.SERVE_RETRY_CONTINUE.word()))) {
            server.log().await("DHCP4_DB_RECONNECT_FAILED", Outage.SOON);
            assertThat(Status.of(server).state()).isEqualTo("abandoned");
            assertThat(server.ended()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MARIADB"})
    void anEmptyDatabaseIsGivenItsTables(Product product) {
        BreakableServer database = databases.healthy(product);
        LeaseDatabaseConfig config =
                LeaseDatabaseConfig.of(database.emptyDatabase().settings());
        try (ServerUnderTest server = ServerUnderTest.start(directory, config);
                TestClient4 client = TestClient4.of(server, "02:00:00:00:03:02")) {
            client.patience(Outage.SOON).bind();
        }
        databases.forget(product); // it is not empty any more
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MARIADB"})
    void aWrongSchemaIsFatalAlsoForThoseWhoRetry(Product product) {
        BreakableServer database = databases.healthy(product);
        database.database().execute("update schema_version set version = 3, minor = 1");
        try (ServerUnderTest server = ServerUnderTest.start(directory, waiting(database, Mode.SERVE_RETRY_CONTINUE))) {
            assertThat(server.ended()).hasValue(1);
            assertThat(server.log().with("3.1")).isNotEmpty();
            assertThat(server.log().with(Outage.FAILED)).isEmpty();
        } finally {
            databases.forget(product);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MARIADB"})
    void aForeignSchemaIsFatalAndLeftAlone(Product product) {
        BreakableServer database = databases.healthy(product);
        database.emptyDatabase().execute("create table invoices (id int)");
        try (ServerUnderTest server = ServerUnderTest.start(
                directory, LeaseDatabaseConfig.of(database.emptyDatabase().settings()))) {
            assertThat(server.ended()).hasValue(1);
            assertThat(server.log().with("invoices")).isNotEmpty();
        } finally {
            database.emptyDatabase().execute("drop table invoices");
        }
    }

    /** Changed under our feet: nobody is served by tables that we do not know, and all is well when they are right again. */
    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MARIADB"})
    void aSchemaThatIsWrongAfterAnOutageIsNoEndOfTries(Product product) {
        BreakableServer database = databases.healthy(product);
        LeaseDatabaseConfig config = waiting(database, Mode.STOP_RETRY_EXIT).with("retry-on-startup", false);
        try (ServerUnderTest server = ServerUnderTest.start(directory, config);
                TestClient4 client = TestClient4.of(server, "02:00:00:00:03:03")) {
            Heard4 bound = client.bind();
            database.database().execute("update schema_version set version = version + 100");
            database.kill();
            database.start();
            assertThat(client.patience(SILENCE).renew()).isEmpty();
            await("an attempt that sees the tables")
                    .atMost(Outage.SOON)
                    .until(() -> Status.of(server).lastError().contains("schema"));
            database.database().execute("update schema_version set version = version - 100");
            server.log().await(Outage.BACK, Outage.SOON);
            assertThat(client.patience(Outage.SOON).renew()).contains(bound);
        }
    }

    @Tag("slow")
    @Timeout(600)
    @Test
    void allOfItOnMysqlToo() {
        whoMayNotRetryDoesNotStart(Product.MYSQL);
        whoRetriesInVainEndsAsTheModeSays(Product.MYSQL);
        anEmptyDatabaseIsGivenItsTables(Product.MYSQL);
        aWrongSchemaIsFatalAlsoForThoseWhoRetry(Product.MYSQL);
        aForeignSchemaIsFatalAndLeftAlone(Product.MYSQL);
        aSchemaThatIsWrongAfterAnOutageIsNoEndOfTries(Product.MYSQL);
    }

    @AfterAll
    void close() {
        databases.close();
    }
}
