package io.holdfast.outage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Reconfigurations that name a database which is away, and reconfigurations while one is away. Normally on PostgreSQL and
 * MariaDB; on MySQL, too, by
 *
 * <pre>./mvnw test -DexcludedGroups= -Dtest='Outage*Tests,SeveralDatabasesTests'</pre>
 */
@Timeout(180)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OutageReconfigurationTests {

    private static final int TRIES = 1000;
    private static final int WAIT_MILLIS = 100;
    private static final Duration END = Duration.ofSeconds(30);
    private static final Duration SILENCE = Duration.ofMillis(150);
    private static final String UNRECOVERABLE = "DHCP4_CONFIG_UNRECOVERABLE_ERROR";

    private final Databases databases = new Databases();

    @TempDir
    private Path directory = Path.of("");

    private static LeaseDatabaseConfig config(BreakableServer database, Mode mode) {
        return LeaseDatabaseConfig.of(database).onFail(mode.word(), TRIES, WAIT_MILLIS);
    }

    /** Nobody listens there. */
    private static LeaseDatabaseConfig unreachable(LeaseDatabaseConfig config) {
        return config.with("port", Ports.free());
    }

    private static void assertServesNobody(ServerUnderTest server, TestClient4 client) {
        assertThat(client.patience(SILENCE).renew()).isEmpty();
        assertThat(client.inform()).isEmpty();
        assertThat(client.discover()).isEmpty();
        assertThat(server.isReady()).isFalse();
        assertThat(server.isAlive()).isTrue();
        assertThat(server.ended()).isEmpty();
        Status status = Status.of(server);
        assertThat(status.isDisabled()).isTrue();
        assertThat(status.state()).isEqualTo("abandoned");
        assertThat(Answer.to(server, "version-get").result()).isZero();
    }

    private static void assertServes(ServerUnderTest server, TestClient4 client, Heard4 bound) {
        assertThat(client.patience(Outage.SOON).renew()).contains(bound);
        Status status = Status.of(server);
        assertThat(status.state()).isEqualTo("connected");
        assertThat(status.isDisabled()).isFalse();
        assertThat(server.isReady()).isTrue();
        await("leases counted anew")
                .atMost(Outage.SOON)
                .until(() -> Outage.statistic(server, "subnet[1].assigned-addresses") == 1);
        Outage.assertNoNak(server);
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MARIADB"})
    void aDatabaseThatCannotBeReachedStopsServiceUntilItIsCorrected(Product product) {
        BreakableServer database = databases.healthy(product);
        LeaseDatabaseConfig good = config(database, Mode.SERVE_RETRY_EXIT);
        try (ServerUnderTest server = ServerUnderTest.start(directory, good);
                TestClient4 client = TestClient4.of(server, "02:00:00:00:04:01")) {
            Heard4 bound = client.bind();
            LeaseDatabaseConfig bad = unreachable(good);
            Answer refused = Answer.of(server.configSet(bad));
            assertThat(refused.result()).isNotZero();
            assertThat(refused.text())
                    .contains("lease", "127.0.0.1:" + bad.leaseDatabase().get("port"));
            assertThat(server.log().with(UNRECOVERABLE)).hasSize(1);
            assertServesNobody(server, client);
            long attempts = Outage.attempts(server, "failed");
            assertThat(attempts).isEqualTo(1);
            // A second one that cannot be used changes nothing about that.
            assertThat(Answer.of(server.configSet(unreachable(good))).result()).isNotZero();
            assertServesNobody(server, client);
            // Nobody tried the first one again.
            assertThat(Outage.attempts(server, "failed")).isEqualTo(attempts + 1);

            assertThat(Answer.of(server.configSet(good)).result()).isZero();
            assertServes(server, client, bound);
            assertThat(server.log().with(Outage.LOST)).isEmpty();

            server.writeConfig(bad);
            assertThat(Answer.to(server, "config-reload").result()).isNotZero();
            assertServesNobody(server, client);
            server.writeConfig(good);
            assertThat(Answer.to(server, "config-reload").result()).isZero();
            assertServes(server, client, bound);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MARIADB"})
    void whoMayRetryWaitsForTheDatabaseOfTheNewConfiguration(Product product) {
        BreakableServer database = databases.healthy(product);
        LeaseDatabaseConfig good = config(database, Mode.SERVE_RETRY_EXIT);
        try (Wire wire = Wire.to("127.0.0.1", database.port());
                ServerUnderTest server = ServerUnderTest.start(directory, good);
                TestClient4 client = TestClient4.of(server, "02:00:00:00:04:02")) {
            Heard4 bound = client.bind();
            wire.refuse();
            LeaseDatabaseConfig waiting = good.with("port", wire.port())
                    .with("retry-on-startup", true)
                    .with("on-fail", Mode.STOP_RETRY_EXIT.word());
            assertThat(Answer.of(server.configSet(waiting)).result()).isZero();
            server.log().await(Outage.FAILED + "2:", Outage.SOON);
            Status status = Status.of(server);
            assertThat(status.state()).isEqualTo("recovering");
            assertThat(status.origins()).isEqualTo(List.of(Outage.origin(product)));
            assertThat(server.isReady()).isFalse();
            assertThat(client.patience(SILENCE).renew()).isEmpty();
            wire.pass();
            server.log().await(Outage.BACK, Outage.SOON);
            assertServes(server, client, bound);
            assertThat(server.log().with(Outage.LOST)).hasSize(1);
            assertThat(server.log().with(UNRECOVERABLE)).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MARIADB"})
    void whoRetriesTheNewDatabaseInVainEndsAsTheModeSays(Product product) {
        BreakableServer database = databases.healthy(product);
        LeaseDatabaseConfig good = config(database, Mode.SERVE_RETRY_EXIT);
        try (ServerUnderTest server = ServerUnderTest.start(directory, good)) {
            LeaseDatabaseConfig inVain =
                    unreachable(good).with("retry-on-startup", true).with("max-reconnect-tries", 3);
            assertThat(Answer.of(server.configSet(inVain)).result()).isZero();
            assertThat(server.awaitEnd(END)).isEqualTo(1);
            assertThat(server.log().with("3 attempts have failed")).hasSize(1);
        }
    }

    /** The recovery that was under way is thrown away with the database: it may not end the server later. */
    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MARIADB"})
    void aLostDatabaseIsReplacedByOneThatIsThere(Product product) {
        BreakableServer database = databases.healthy(product);
        LeaseDatabaseConfig direct = config(database, Mode.SERVE_RETRY_EXIT);
        try (Wire wire = Wire.to("127.0.0.1", database.port());
                ServerUnderTest server = ServerUnderTest.start(
                        directory, direct.with("port", wire.port()).with("on-fail", Mode.STOP_RETRY_EXIT.word()));
                TestClient4 client = TestClient4.of(server, "02:00:00:00:04:03")) {
            Heard4 bound = client.bind();
            lose(wire, server, client);
            assertThat(Status.of(server).origins()).isEqualTo(List.of(Outage.origin(product)));
            assertThat(Answer.of(server.configSet(direct)).result()).isZero();
            long attempts = Outage.attempts(server, "failed");
            assertServes(server, client, bound);
            int connections = wire.connections();
            // Longer than many pauses of the former recovery.
            await("no attempts any more")
                    .during(Duration.ofSeconds(1))
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> Outage.attempts(server, "failed") == attempts && wire.connections() == connections);
            assertThat(server.log().with(Outage.BACK)).isEmpty();
        }
    }

    /** Nothing is recovered by itself after a reconfiguration that did not reach every database. */
    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MARIADB"})
    void aReconfigurationToTheLostDatabaseEndsItsRecovery(Product product) {
        BreakableServer database = databases.healthy(product);
        try (Wire wire = Wire.to("127.0.0.1", database.port())) {
            LeaseDatabaseConfig config = config(database, Mode.SERVE_RETRY_EXIT).with("port", wire.port());
            try (ServerUnderTest server = ServerUnderTest.start(directory, config);
                    TestClient4 client = TestClient4.of(server, "02:00:00:00:04:04")) {
                Heard4 bound = client.bind();
                lose(wire, server, client);
                assertThat(Answer.of(server.configSet(config)).result()).isNotZero();
                assertServesNobody(server, client);
                long attempts = Outage.attempts(server, "failed");
                wire.pass();
                await("no attempts any more")
                        .during(Duration.ofSeconds(1))
                        .atMost(Duration.ofSeconds(10))
                        .until(() -> Outage.attempts(server, "failed") == attempts);
                assertServesNobody(server, client);
                assertThat(Answer.of(server.configSet(config)).result()).isZero();
                assertServes(server, client, bound);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MARIADB"})
    void aConfigurationWithErrorsChangesNothingInAnOutage(Product product) {
        BreakableServer database = databases.healthy(product);
        try (Wire wire = Wire.to("127.0.0.1", database.port())) {
            LeaseDatabaseConfig config = config(database, Mode.STOP_RETRY_EXIT).with("port", wire.port());
            try (ServerUnderTest server = ServerUnderTest.start(directory, config);
                    TestClient4 client = TestClient4.of(server, "02:00:00:00:04:05")) {
                Heard4 bound = client.bind();
                lose(wire, server, client);
                long attempts = Status.of(server).attempts();
                assertThat(Answer.of(server.configSet(config.with("on-fail", "whatever")))
                                .result())
                        .isEqualTo(1);
                assertThat(Answer.of(server.command("config-set", "{ \"Dhcp4\": { \"nonsense\": 1 } }"))
                                .result())
                        .isEqualTo(1);
                Status status = Status.of(server);
                assertThat(status.state()).isEqualTo("recovering");
                assertThat(status.attempts()).isGreaterThanOrEqualTo(attempts);
                assertThat(status.origins()).isEqualTo(List.of(Outage.origin(product)));
                assertThat(server.log().with(UNRECOVERABLE)).isEmpty();
                wire.pass();
                server.log().await(Outage.BACK, Outage.SOON);
                assertServes(server, client, bound);
                assertThat(server.log().with(Outage.LOST)).hasSize(1);
            }
        }
    }

    private static void lose(Wire wire, ServerUnderTest server, TestClient4 client) {
        wire.refuse();
        assertThat(client.patience(SILENCE).renew()).isEmpty();
        server.log().await(Outage.FAILED + "2:", Outage.SOON);
    }

    @Tag("slow")
    @Timeout(600)
    @Test
    void allOfItOnMysqlToo() {
        aDatabaseThatCannotBeReachedStopsServiceUntilItIsCorrected(Product.MYSQL);
        whoMayRetryWaitsForTheDatabaseOfTheNewConfiguration(Product.MYSQL);
        whoRetriesTheNewDatabaseInVainEndsAsTheModeSays(Product.MYSQL);
        aLostDatabaseIsReplacedByOneThatIsThere(Product.MYSQL);
        aReconfigurationToTheLostDatabaseEndsItsRecovery(Product.MYSQL);
        aConfigurationWithErrorsChangesNothingInAnOutage(Product.MYSQL);
    }

    @AfterAll
    void close() {
        databases.close();
    }
}
