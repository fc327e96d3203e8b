package io.holdfast.outage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Leases that expire while the database is away are returned when it is back, with nobody's help. */
@Timeout(180)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OutageReclaimTests {

    private static final Duration SILENCE = Duration.ofMillis(150);
    private static final long RECLAIMED = 2;

    private final Databases databases = new Databases();

    @TempDir
    private Path directory = Path.of("");

    private static List<Arguments> all(boolean everyday) {
        List<Arguments> cells = new ArrayList<>();
        for (Dhcp protocol : Dhcp.values()) {
            for (Product product : Product.values()) {
                boolean turn = product == (protocol == Dhcp.V6 ? Product.POSTGRESQL : Product.MARIADB);
                if (everyday == turn) {
                    cells.add(Arguments.of(protocol, product));
                }
            }
        }
        return cells;
    }

    private static List<Arguments> eachProtocol() {
        return all(true);
    }

    private static List<Arguments> allOthers() {
        return all(false);
    }

    @ParameterizedTest
    @MethodSource("eachProtocol")
    void whatExpiredMeanwhileIsReturned(Dhcp protocol, Product product) {
        expireInAnOutage(protocol, product);
    }

    @Tag("slow")
    @ParameterizedTest
    @MethodSource("allOthers")
    void whatExpiredMeanwhileIsReturnedOnOtherProducts(Dhcp protocol, Product product) {
        expireInAnOutage(protocol, product);
    }

    private void expireInAnOutage(Dhcp protocol, Product product) {
        BreakableServer database = databases.healthy(product);
        try (Wire wire = Wire.to("127.0.0.1", database.port());
                ServerUnderTest server = ServerUnderTest.start(
                        directory,
                        LeaseDatabaseConfig.of(database, wire)
                                .serving(protocol)
                                .reclaimingEvery(1)
                                .onFail(Mode.SERVE_RETRY_EXIT.word(), 1000, 100));
                TestClient client = protocol.client(server, 0x801)) {
            client.bind();
            wire.refuse();
            assertThat(client.patience(SILENCE).renew()).isEmpty();
            server.log().await(protocol.lost(), Outage.SOON);
            List<String> rows = protocol.rowsOfAnotherServer(product, -1);
            rows.forEach(row -> database.database().execute(row));
            assertThat(expired(protocol, database)).isEqualTo(rows.size());
            assertThat(Outage.statistic(server, protocol, "reclaimed-leases")).isZero();

            wire.pass();
            server.log().await(protocol.back(), Outage.SOON);
            await("return of what has expired").atMost(Outage.SOON).untilAsserted(() -> {
                assertThat(expired(protocol, database)).isZero();
                assertThat(Outage.statistic(server, protocol, "reclaimed-leases"))
                        .isEqualTo(rows.size());
                assertThat(protocol.assigned())
                        .allSatisfy(name -> assertThat(Outage.statistic(server, protocol, name))
                                .isEqualTo(1));
            });
        }
    }

    /** Rows whose time is over, and which nobody has returned. */
    private static long expired(Dhcp protocol, BreakableServer database) {
        String query = "select count(*) from " + protocol.table() + " where expire < current_timestamp and state <> "
                + RECLAIMED;
        try (Connection connection = database.database().connect();
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(query)) {
            found.next();
            return found.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(query, e);
        }
    }

    @AfterAll
    void close() {
        databases.close();
    }
}
