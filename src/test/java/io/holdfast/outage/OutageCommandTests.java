package io.holdfast.outage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What an operator does during an outage: switches the service off and on, asks, ends the server. */
@Timeout(180)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OutageCommandTests {

    private static final Duration SILENCE = Duration.ofMillis(150);
    private static final Duration PROMPT = Duration.ofSeconds(4);
    private static final int MANY = 20;

    private final Databases databases = new Databases();

    @TempDir
    private Path directory = Path.of("");

    private static LeaseDatabaseConfig config(BreakableServer database, Wire wire, Mode mode) {
        return LeaseDatabaseConfig.of(database, wire).onFail(mode.word(), 1000, 100);
    }

    private static void lose(Wire wire, ServerUnderTest server, TestClient4 client) {
        server.log().clear();
        wire.refuse();
        assertThat(client.patience(SILENCE).renew()).isEmpty();
        server.log().await(Outage.FAILED + "1:", Outage.SOON);
    }

    private static void comeBack(Wire wire, ServerUnderTest server) {
        wire.pass();
        server.log().await(Outage.BACK, Outage.SOON);
    }

    private static void assertOrigins(ServerUnderTest server, boolean user, List<Long> databases) {
        Status status = Status.of(server);
        assertThat(status.isDisabledByUser()).isEqualTo(user);
        assertThat(status.origins()).isEqualTo(databases);
        assertThat(status.isDisabled()).isEqualTo(user || !databases.isEmpty());
        assertThat(server.isReady()).isEqualTo(!status.isDisabled());
        assertThat(server.isAlive()).isTrue();
    }

    /** Neither lifts the other's reason, in whatever order they go. */
    @ParameterizedTest
    @EnumSource
    void theUserAndTheDatabaseDoNotLiftEachOthersReason(Product product) {
        BreakableServer database = databases.healthy(product);
        List<Long> away = List.of(Outage.origin(product));
        try (Wire wire = Wire.to("127.0.0.1", database.port());
                ServerUnderTest server =
                        ServerUnderTest.start(directory, config(database, wire, Mode.STOP_RETRY_EXIT));
                TestClient4 client = TestClient4.of(server, "02:00:00:00:05:01")) {
            Heard4 bound = client.bind();
            lose(wire, server, client);
            assertThat(Answer.to(server, "dhcp-disable").result()).isZero();
            assertOrigins(server, true, away);
            comeBack(wire, server);
            assertOrigins(server, true, List.of());
            assertThat(client.renew()).isEmpty();
            assertThat(Answer.to(server, "dhcp-enable").result()).isZero();
            assertOrigins(server, false, List.of());
            assertThat(client.patience(Outage.SOON).renew()).contains(bound);

            lose(wire, server, client);
            assertThat(Answer.to(server, "dhcp-disable").result()).isZero();
            assertThat(Answer.to(server, "dhcp-enable").result()).isZero();
            assertOrigins(server, false, away);
            assertThat(client.renew()).isEmpty();
            comeBack(wire, server);
            assertOrigins(server, false, List.of());
            assertThat(client.patience(Outage.SOON).renew()).contains(bound);
            Outage.assertNoNak(server);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aTimeThatRunsOutInTheOutageLiftsTheUsersReasonOnly(Product product) {
        BreakableServer database = databases.healthy(product);
        try (Wire wire = Wire.to("127.0.0.1", database.port());
                ServerUnderTest server =
                        ServerUnderTest.start(directory, config(database, wire, Mode.STOP_RETRY_EXIT));
                TestClient4 client = TestClient4.of(server, "02:00:00:00:05:02")) {
            Heard4 bound = client.bind();
            lose(wire, server, client);
            server.command("dhcp-disable", "{\"max-period\": 1}");
            await("end of the period")
                    .atMost(Outage.SOON)
                    .until(() -> !Status.of(server).isDisabledByUser());
            assertOrigins(server, false, List.of(Outage.origin(product)));
            assertThat(client.renew()).isEmpty();
            comeBack(wire, server);
            assertOrigins(server, false, List.of());
            assertThat(client.patience(Outage.SOON).renew()).contains(bound);
        }
    }

    /** In a serving mode the user's reason is the only one. */
    @Test
    void aServiceThatTheUserSwitchedOffStaysOffWhateverTheDatabaseDoes() {
        BreakableServer database = databases.healthy(Product.POSTGRESQL);
        try (Wire wire = Wire.to("127.0.0.1", database.port());
                ServerUnderTest server =
                        ServerUnderTest.start(directory, config(database, wire, Mode.SERVE_RETRY_CONTINUE));
                TestClient4 client = TestClient4.of(server, "02:00:00:00:05:03")) {
            Heard4 bound = client.bind();
            lose(wire, server, client);
            Answer.to(server, "dhcp-disable");
            assertOrigins(server, true, List.of());
            assertThat(client.inform()).isEmpty();
            comeBack(wire, server);
            assertOrigins(server, true, List.of());
            assertThat(client.renew()).isEmpty();
            Answer.to(server, "dhcp-enable");
            assertThat(client.patience(Outage.SOON).renew()).contains(bound);
        }
    }

    /** Also those that need the database say at once that it is away. */
    @ParameterizedTest
    @EnumSource
    void commandsAreAnsweredAtOnceWhileABlackHoleIsTried(Product product) {
        BreakableServer database = databases.healthy(product);
        try (Wire wire = Wire.to("127.0.0.1", database.port());
                ServerUnderTest server = ServerUnderTest.start(
                        directory, config(database, wire, Mode.SERVE_RETRY_EXIT).impatient());
                TestClient4 client = TestClient4.of(server, "02:00:00:00:05:04")) {
            client.bind();
            wire.neverAnswer();
            assertThat(client.patience(SILENCE).renew()).isEmpty();
            server.log().await(Outage.LOST, Outage.SOON);
            long slowest = 0;
            for (int i = 0; i < MANY; i++) {
                long before = System.nanoTime();
                assertThat(Answer.to(server, "status-get").result()).isZero();
                Answer leases = Answer.of(server.command("lease4-get", "{\"ip-address\": \"192.0.2.10\"}"));
                assertThat(leases.result()).isEqualTo(1);
                assertThat(leases.text()).contains("away");
                assertThat(server.isAlive()).isTrue();
                slowest = Math.max(slowest, System.nanoTime() - before);
            }
            System.out.printf(
                    Locale.ROOT,
                    "cell: commands, %s: slowest three of %d took %d ms%n",
                    product,
                    MANY,
                    Duration.ofNanos(slowest).toMillis());
            assertThat(Duration.ofNanos(slowest)).isLessThan(Duration.ofSeconds(2)); // a third of it when idle
        }
    }

    /** With the default time limits an attempt takes five seconds; nobody waits for it. */
    @ParameterizedTest
    @EnumSource
    void aServerThatIsRecoveringEndsPromptly(Product product) {
        BreakableServer database = databases.healthy(product);
        LogLines log;
        long before;
        try (Wire wire = Wire.to("127.0.0.1", database.port());
                ServerUnderTest server = ServerUnderTest.start(
                        directory,
                        LeaseDatabaseConfig.of(database, wire).onFail(Mode.STOP_RETRY_EXIT.word(), 1000, 100));
                TestClient4 client = TestClient4.of(server, "02:00:00:00:05:05")) {
            client.bind();
            wire.refuse();
            assertThat(client.patience(SILENCE).renew()).isEmpty();
            server.log().await(Outage.FAILED + "2:", Outage.SOON);
            int connections = wire.connections();
            wire.blackHole();
            await("an attempt in a black hole").atMost(Outage.SOON).until(() -> wire.connections() > connections);
            log = server.log();
            before = System.nanoTime();
        } // the wire is the last to go
        Duration took = Duration.ofNanos(System.nanoTime() - before);
        System.out.printf(Locale.ROOT, "cell: end, %s: %d ms%n", product, took.toMillis());
        assertThat(took).isLessThan(PROMPT);
        assertThat(log.with("DHCP4_SHUTDOWN")).hasSize(1);
    }

    @AfterAll
    void close() {
        databases.close();
    }
}
