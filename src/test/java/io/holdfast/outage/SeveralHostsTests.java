package io.holdfast.outage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Two servers in one {@code host} entry, of which one takes changes: the server finds it and follows it, with nobody
 * there to help. The two have our tables but do not replicate, so each has the leases that were given out while it was
 * the one that takes changes; that is not what is looked at here.
 */
@Timeout(180)
class SeveralHostsTests {

    private static final Duration BACK = Duration.ofSeconds(60);
    private static final Duration SILENCE = Duration.ofSeconds(1);
    private static final String FOUND_AGAIN = "DHCP4_DB_RECONNECT_SUCCEEDED";

    @TempDir
    private Path directory = Path.of("");

    private int clients;

    private static LeaseDatabaseConfig both(BreakableServer one, BreakableServer other) {
        return LeaseDatabaseConfig.of(one)
                .with("host", "127.0.0.1:" + one.port() + ",127.0.0.1:" + other.port())
                .onFail("stop-retry-exit", 10_000, 100);
    }

    private static void promote(BreakableServer next, BreakableServer former) {
        former.readOnly(true);
        next.readOnly(false);
    }

    private static long leases(BreakableServer server) throws SQLException {
        try (Connection connection = server.database().connect();
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("select count(*) from lease4")) {
            found.next();
            return found.getLong(1);
        }
    }

    /** A client that has never been here is served, and its lease is on this server. */
    private void served(ServerUnderTest server, BreakableServer by) throws SQLException {
        long before = leases(by);
        try (TestClient4 client = TestClient4.of(server, "02:00:00:00:01:%02x".formatted(++clients))) {
            client.patience(SILENCE);
            await("service by " + by)
                    .atMost(BACK)
                    .until(
                            () -> client.discover().flatMap(client::select),
                            answer -> answer.filter(Heard4::isAck).isPresent());
        }
        assertThat(leases(by)).isEqualTo(before + 1);
    }

    @ParameterizedTest
    @EnumSource
    void theOneThatTakesChangesIsFoundAndFollowed(Product product) throws SQLException {
        try (BreakableServer one = BreakableServer.started(product);
                BreakableServer other = BreakableServer.started(product)) {
            one.readOnly(true);
            try (ServerUnderTest server = ServerUnderTest.start(directory, both(one, other))) {
                served(server, other);

                promote(one, other);
                other.dropSessions();
                served(server, one);

                server.log().clear();
                promote(other, one);
                assertThat(server.log().await(FOUND_AGAIN, BACK))
                        .as("without traffic and with the sessions kept")
                        .contains("is back");
                served(server, other);

                promote(one, other);
                served(server, one);
                assertThat(leases(other)).isEqualTo(2);
                assertThat(server.ended()).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void theOtherTakesOverFromOneThatIsKilled(Product product) throws SQLException {
        try (BreakableServer one = BreakableServer.started(product);
                BreakableServer other = BreakableServer.started(product)) {
            other.readOnly(true);
            try (ServerUnderTest server = ServerUnderTest.start(directory, both(one, other))) {
                served(server, one);
                one.kill();
                other.readOnly(false);
                served(server, other);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void withBothAwayThereIsSilenceUntilOneIsBackThatTakesChanges(Product product) throws SQLException {
        try (BreakableServer one = BreakableServer.started(product);
                BreakableServer other = BreakableServer.started(product)) {
            other.readOnly(true);
            try (ServerUnderTest server = ServerUnderTest.start(directory, both(one, other));
                    TestClient4 client = TestClient4.of(server, "02:00:00:00:02:01")) {
                Heard4 bound = client.bind();
                one.kill();
                other.kill();
                client.patience(SILENCE);
                assertThat(client.renew()).isEmpty();
                await("loss").atMost(BACK).until(() -> !server.isReady());

                server.log().clear();
                other.start();
                server.log().await("127.0.0.1:" + other.port() + ": the server is read-only", BACK);
                assertThat(client.renew()).isEmpty();

                one.start();
                assertThat(await("answer").atMost(BACK).until(client::renew, Optional::isPresent))
                        .contains(bound);
                assertThat(server.isReady()).isTrue();
            }
        }
    }

    /** As with one server: those who are in are served, however many more the pool would like. */
    @Test
    void aServerThatLetsNoMoreInIsNotLost() throws SQLException {
        try (BreakableServer one = BreakableServer.started(Product.POSTGRESQL);
                BreakableServer other = BreakableServer.started(Product.POSTGRESQL)) {
            other.readOnly(true);
            one.administrator().execute("alter role " + one.settings().user() + " connection limit 4");
            try (ServerUnderTest server = ServerUnderTest.start(directory, both(one, other));
                    TestClient4 client = TestClient4.of(server, "02:00:00:00:03:01")) {
                Heard4 bound = client.bind();
                for (int i = 0; i < 50; i++) {
                    assertThat(client.renew()).contains(bound);
                }
                assertThat(server.log().with("LOST_CONNECTION")).isEmpty();
            }
        }
    }
}
