package io.holdfast.outage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.holdfast.address.Ipv4Address;
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
    private static final String ROW =
            "insert into lease4 (address, valid_lifetime, subnet_id, state) values (%d, 3600, 2, 0)";
    private static final int CLIENTS = 8;
    private static final int ENOUGH_TO_FILL = 50_000;

    @TempDir
    private Path directory = Path.of("");

    @ParameterizedTest
    @EnumSource
    void whatWasAcknowledgedIsThereWhenThereIsRoomAgain(Product product) throws SQLException {
        fillAndFree(product, Mode.rotating(product.ordinal()));
    }

    @Tag("slow")
    @ParameterizedTest
    @EnumSource
    void whatWasAcknowledgedIsThereAlsoInOtherModes(Product product) throws SQLException {
        fillAndFree(product, Mode.rotating(product.ordinal() + 1));
        fillAndFree(product, Mode.rotating(product.ordinal() + 2));
    }

    private void fillAndFree(Product product, Mode mode) throws SQLException {
        try (BreakableServer database = BreakableServer.startedOnSmallDisk(product)) {
            LeaseDatabaseConfig config =
                    LeaseDatabaseConfig.of(database).impatient().onFail(mode.word(), 1000, 200);
            try (ServerUnderTest server = ServerUnderTest.start(directory, config)) {
                List<TestClient4> acknowledged = new ArrayList<>();
                acknowledged.add(bound(server, 0).orElseThrow());
                server.log().clear();
                database.fillDisk();
                useUp(database);
                for (int i = 1; i <= CLIENTS || server.log().with(Outage.LOST).isEmpty(); i++) {
                    bound(server, i).ifPresent(acknowledged::add);
                }
                assertThat(server.isAlive()).isTrue();
                assertThat(server.ended()).isEmpty();
                System.out.printf(
                        Locale.ROOT,
                        "cell: disk full, %s, %s: lost %d times, back %d times, %d acknowledged, %s%n",
                        product,
                        mode.word(),
                        server.log().with(Outage.LOST).size(),
                        server.log().with(Outage.BACK).size(),
                        acknowledged.size() - 1,
                        server.log().with(Outage.LOST).getFirst());

                database.freeDisk();
                if (!database.isRunning() || product == Product.MYSQL) {
                    database.kill(); // MySQL would look for room once a minute
                    database.start();
                }
                acknowledged.forEach(OutageDiskTests::assertStillHasItsAddress);
                assertNormal(server, acknowledged.size());
                acknowledged.forEach(TestClient4::close);
            }
        }
    }

    /** Absent when it was not answered; else it has a lease. */
    private static Optional<TestClient4> bound(ServerUnderTest server, int number) {
        TestClient4 client =
                TestClient4.of(server, "02:00:00:00:%02x:%02x".formatted(6 + (number >> 8), number & 0xff));
        Optional<Heard4> answer = client.patience(SILENCE).discover().flatMap(client::select);
        if (answer.isEmpty()) {
            client.close();
            return Optional.empty();
        }
        assertThat(answer).hasValueSatisfying(ack -> assertThat(ack.isAck()).isTrue());
        return Optional.of(client);
    }

    private static void assertStillHasItsAddress(TestClient4 client) {
        Ipv4Address address = client.address();
        Heard4 renewed = await("a renewal is answered")
                .atMost(Outage.SOON)
                .until(() -> client.patience(SILENCE).renew(), Optional::isPresent)
                .orElseThrow();
        assertThat(renewed.isAck()).isTrue();
        assertThat(renewed.address()).isEqualTo(address);
    }

    private static void assertNormal(ServerUnderTest server, int leases) {
        await("normal service").atMost(Outage.SOON).untilAsserted(() -> {
            assertThat(Status.of(server).state()).isEqualTo("connected");
            assertThat(Status.of(server).isDisabled()).isFalse();
            assertThat(server.isReady()).isTrue();
            assertThat(Outage.statistic(server, "subnet[1].assigned-addresses")).isEqualTo(leases);
        });
        Outage.assertNoNak(server);
    }

    /** What the server has kept for itself is used up. */
    private static void useUp(BreakableServer database) throws SQLException {
        try (Connection connection = database.administrator().connect();
                Statement statement = connection.createStatement()) {
            connection.setNetworkTimeout(Runnable::run, 3_000);
            for (int address = 1; address < ENOUGH_TO_FILL; address++) {
                try {
                    statement.execute(ROW.formatted(address));
                } catch (SQLException e) {
                    return; // full at last
                }
            }
            throw new IllegalStateException("the disk of " + database + " cannot be filled");
        }
    }
}
