package io.holdfast.outage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The disk of the database's server is full, and has room again. Connecting works all the time and writing does not, so the
 * state goes to and fro with each request; what must hold is that nothing is acknowledged that is not there later.
 */
@Timeout(180)
class OutageDiskTests {

    private static final Duration SILENCE = Duration.ofMillis(500);
    private static final int CLIENTS = 8;
    private static final int ENOUGH_TO_FILL = 50_000;

    @TempDir
    private Path directory = Path.of("");

    @ParameterizedTest
    @EnumSource
    void whatWasAcknowledgedIsThereWhenThereIsRoomAgain(Product product) throws SQLException {
        fillAndFree(Dhcp.V4, product, Mode.rotating(product.ordinal()));
    }

    @Test
    void whatWasAcknowledgedByDhcp6IsThereWhenThereIsRoomAgain() throws SQLException {
        fillAndFree(Dhcp.V6, Product.POSTGRESQL, Mode.SERVE_RETRY_CONTINUE);
    }

    @Tag("slow")
    @Test
    void whatWasAcknowledgedByDhcp6IsThereAlsoOnOtherProducts() throws SQLException {
        fillAndFree(Dhcp.V6, Product.MARIADB, Mode.STOP_RETRY_EXIT);
        fillAndFree(Dhcp.V6, Product.MYSQL, Mode.SERVE_RETRY_EXIT);
    }

    @Tag("slow")
    @ParameterizedTest
    @EnumSource
    void whatWasAcknowledgedIsThereAlsoInOtherModes(Product product) throws SQLException {
        fillAndFree(Dhcp.V4, product, Mode.rotating(product.ordinal() + 1));
        fillAndFree(Dhcp.V4, product, Mode.rotating(product.ordinal() + 2));
    }

    /** Each attempt succeeds, since connecting needs no room; but who loses it again at once has not got it back. */
    @ParameterizedTest
    @EnumSource
    void aDiskThatStaysFullUsesUpTheTries(Product product) throws SQLException {
        try (BreakableServer database = BreakableServer.startedOnSmallDisk(product)) {
            LeaseDatabaseConfig config =
                    LeaseDatabaseConfig.of(database).impatient().onFail("serve-retry-exit", 3, 200);
            try (ServerUnderTest server = ServerUnderTest.start(directory, config)) {
                database.fillDisk();
                useUp(Dhcp.V4, database);
                int[] number = {0};
                await("the end of the server").atMost(Outage.SOON).until(() -> {
                    if (server.ended().isEmpty()) {
                        bound(server, Dhcp.V4, number[0]++).ifPresent(TestClient::close);
                    }
                    return server.ended().isPresent();
                });
                assertThat(server.ended()).hasValue(1);
                assertThat(server.log().with("DHCP4_FATAL_DB_RECONNECT_FAILED")).hasSize(1);
                database.freeDisk();
                if (product == Product.MYSQL) {
                    database.kill(); // it would look for room once a minute, and end after that
                }
            }
        }
    }

    private void fillAndFree(Dhcp protocol, Product product, Mode mode) throws SQLException {
        try (BreakableServer database = BreakableServer.startedOnSmallDisk(product)) {
            LeaseDatabaseConfig config = LeaseDatabaseConfig.of(database)
                    .serving(protocol)
                    .impatient()
                    .onFail(mode.word(), 1000, 200);
            try (ServerUnderTest server = ServerUnderTest.start(directory, config)) {
                List<TestClient> acknowledged = new ArrayList<>();
                TestClient first = protocol.client(server, 0x600);
                first.bind();
                acknowledged.add(first);
                server.log().clear();
                database.fillDisk();
                useUp(protocol, database);
                for (int i = 1;
                        i <= CLIENTS || server.log().with(protocol.lost()).isEmpty();
                        i++) {
                    bound(server, protocol, i).ifPresent(acknowledged::add);
                }
                assertThat(server.isAlive()).isTrue();
                assertThat(server.ended()).isEmpty();
                System.out.printf(
                        Locale.ROOT,
                        "cell: disk full, %s, %s, %s: lost %d times, back %d times, %d acknowledged, %s%n",
                        protocol.object(),
                        product,
                        mode.word(),
                        server.log().with(protocol.lost()).size(),
                        server.log().with(protocol.back()).size(),
                        acknowledged.size() - 1,
                        server.log().with(protocol.lost()).getFirst());

                database.freeDisk();
                if (!database.isRunning() || product == Product.MYSQL) {
                    database.kill(); // MySQL would look for room once a minute
                    database.start();
                }
                acknowledged.forEach(OutageDiskTests::assertStillHasItsAddress);
                assertNormal(server, protocol, acknowledged.size());
                acknowledged.forEach(TestClient::close);
            }
        }
    }

    /** Absent when it was not answered; else it has a lease. */
    private static Optional<TestClient> bound(ServerUnderTest server, Dhcp protocol, int number) {
        TestClient client = protocol.client(server, 0x600 + number).patience(SILENCE);
        Optional<? extends Heard> answer = client.tryToBind();
        if (answer.isEmpty()) {
            client.close();
            return Optional.empty();
        }
        return Optional.of(client);
    }

    private static void assertStillHasItsAddress(TestClient client) {
        Heard bound = client.lastLease();
        Optional<? extends Heard> renewed = await("a renewal is answered")
                .atMost(Outage.SOON)
                .until(() -> client.patience(SILENCE).renew(), Optional::isPresent);
        assertThat(renewed).isEqualTo(Optional.of(bound));
    }

    private static void assertNormal(ServerUnderTest server, Dhcp protocol, int leases) {
        await("normal service").atMost(Outage.SOON).untilAsserted(() -> {
            Status status = Status.of(server, protocol);
            assertThat(status.state()).isEqualTo("connected");
            assertThat(status.isDisabled()).isFalse();
            assertThat(server.isReady()).isTrue();
            assertThat(protocol.assigned())
                    .allSatisfy(name ->
                            assertThat(Outage.statistic(server, protocol, name)).isEqualTo(leases));
        });
        Outage.assertNobodyRefused(server, protocol);
    }

    /** What the server has kept for itself is used up. */
    private static void useUp(Dhcp protocol, BreakableServer database) throws SQLException {
        try (Connection connection = database.administrator().connect();
                Statement statement = connection.createStatement()) {
            connection.setNetworkTimeout(Runnable::run, 3_000);
            for (int number = 1; number < ENOUGH_TO_FILL; number++) {
                try {
                    statement.execute(protocol.filler(database.product(), number));
                } catch (SQLException e) {
                    return; // full at last
                }
            }
            throw new IllegalStateException("the disk of " + database + " cannot be filled");
        }
    }
}
