package io.holdfast.outage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** That the kit breaks a database as it says. */
@Timeout(180)
class BreakableServerTests {

    private static final String ROW =
            "insert into lease4 (address, valid_lifetime, subnet_id, state) values (%d, 60, 1, 0)";
    private static final int ENOUGH_TO_FILL = 20_000;

    private static long rows(BreakableServer server) throws SQLException {
        try (Connection connection = server.database().connect();
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("select count(*) from lease4")) {
            found.next();
            return found.getLong(1);
        }
    }

    private static void insert(BreakableServer server, int address) {
        server.database().execute(ROW.formatted(address));
    }

    @ParameterizedTest
    @EnumSource
    void whatItAcknowledgedOutlivesAKill(Product product) throws SQLException {
        long began = System.nanoTime();
        try (BreakableServer server = BreakableServer.started(product)) {
            long started = System.nanoTime();
            insert(server, 1);
            try (Connection open = server.database().connect()) {
                long killing = System.nanoTime();
                server.kill();
                long killed = System.nanoTime();
                assertThatThrownBy(() -> open.createStatement().executeQuery("select 1"))
                        .isInstanceOf(SQLException.class);
                assertThatThrownBy(() -> server.database().connect()).isInstanceOf(SQLException.class);
                long restarting = System.nanoTime();
                server.start();
                report(product, "first start", began, started);
                report(product, "kill", killing, killed);
                report(product, "start after kill", restarting, System.nanoTime());
            }
            assertThat(rows(server)).isEqualTo(1);
            long stopping = System.nanoTime();
            server.stop();
            report(product, "stop", stopping, System.nanoTime());
            assertThat(server.isRunning()).isFalse();
            server.start();
            assertThat(rows(server)).isEqualTo(1);
        }
    }

    private static void report(Product product, String what, long began, long ended) {
        System.out.printf(
                Locale.ROOT,
                "%s: %s %d ms%n",
                product,
                what,
                Duration.ofNanos(ended - began).toMillis());
    }

    @ParameterizedTest
    @EnumSource
    void pausedItIsSilentAndResumedItGoesOn(Product product) throws Exception {
        try (BreakableServer server = BreakableServer.started(product);
                Connection open = server.database().connect();
                Statement statement = open.createStatement()) {
            server.pause();
            open.setNetworkTimeout(Runnable::run, 500);
            long before = System.nanoTime();
            assertThatThrownBy(() -> statement.executeQuery("select 1")).isInstanceOf(SQLException.class);
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThan(Duration.ofMillis(400));
            server.resume();
            assertThat(rows(server)).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void readOnlyItRefusesChangesAlsoAfterAStart(Product product) throws SQLException {
        try (BreakableServer server = BreakableServer.started(product)) {
            server.readOnly(true);
            assertReadOnly(server, 1);
            server.kill();
            server.start();
            assertReadOnly(server, 1);
            server.readOnly(false);
            insert(server, 1);
            assertThat(rows(server)).isEqualTo(1);
        }
    }

    private static void assertReadOnly(BreakableServer server, int address) throws SQLException {
        try (Connection connection = server.database().connect();
                Statement statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.execute(ROW.formatted(address)))
                    .isInstanceOfSatisfying(
                            SQLException.class,
                            e -> assertThat(
                                            server.product() == Product.POSTGRESQL
                                                    ? e.getSQLState()
                                                    : Integer.toString(e.getErrorCode()))
                                    .isEqualTo(server.product() == Product.POSTGRESQL ? "25006" : "1290"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void sessionsCanBeEnded(Product product) throws SQLException {
        try (BreakableServer server = BreakableServer.started(product);
                Connection open = server.database().connect();
                Statement statement = open.createStatement()) {
            server.dropSessions();
            assertThatThrownBy(() -> statement.executeQuery("select 1")).isInstanceOf(SQLException.class);
            assertThat(rows(server)).isZero();
        }
    }

    /** How the product puts it is its own affair: an error, an end, or a wait without end. */
    @ParameterizedTest
    @EnumSource
    void aFullDiskHindersChangesUntilThereIsRoom(Product product) throws SQLException {
        try (BreakableServer server = BreakableServer.startedOnSmallDisk(product)) {
            insert(server, 1);
            server.fillDisk();
            int reached = insertUntilItFails(server);
            assertThat(reached).isLessThan(ENOUGH_TO_FILL);
            server.freeDisk();
            server.kill(); // or MySQL would look for room once a minute
            server.start();
            long before = rows(server);
            assertThat(before).isGreaterThanOrEqualTo(reached - 1);
            insert(server, ENOUGH_TO_FILL + 1);
            assertThat(rows(server)).isEqualTo(before + 1);
        }
    }

    private static int insertUntilItFails(BreakableServer server) throws SQLException {
        try (Connection connection = server.database().connect();
                Statement statement = connection.createStatement()) {
            connection.setNetworkTimeout(Runnable::run, 3_000);
            for (int address = 2; address < ENOUGH_TO_FILL; address++) {
                try {
                    statement.execute(ROW.formatted(address));
                } catch (SQLException e) {
                    System.out.printf("%s: row %d on a full disk: %s%n", server.product(), address, e);
                    return address;
                }
            }
            return ENOUGH_TO_FILL;
        }
    }
}
