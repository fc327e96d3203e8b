package io.holdfast.outage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One process that serves both protocols: what happens to the database of one is no business of the other. */
@Timeout(180)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OutageOfOneProtocolTests {

    private static final Duration SILENCE = Duration.ofMillis(150);
    private static final Product ONE = Product.POSTGRESQL;
    private static final Product OTHER = Product.MARIADB;

    private final Databases databases = new Databases();

    @TempDir
    private Path directory = Path.of("");

    private static LeaseDatabaseConfig config(Dhcp protocol, BreakableServer database, Mode mode) {
        return LeaseDatabaseConfig.of(database).serving(protocol).onFail(mode.word(), 1000, 100);
    }

    private static Dhcp other(Dhcp protocol) {
        return protocol == Dhcp.V4 ? Dhcp.V6 : Dhcp.V4;
    }

    /** As if nothing had ever been. */
    private static void assertServes(ServerUnderTest server, Dhcp protocol, TestClient client) {
        assertThat(Status.of(server, protocol).state()).isEqualTo("connected");
        assertThat(Status.of(server, protocol).isDisabled()).isFalse();
        Heard bound = client.lastLease();
        assertThat(client.patience(Outage.SOON).renew()).isEqualTo(Optional.of(bound));
    }

    private static void assertAway(ServerUnderTest server, Dhcp protocol, Product product, Mode mode) {
        Status status = Status.of(server, protocol);
        assertThat(status.state()).isEqualTo("recovering");
        assertThat(status.isDisabled()).isEqualTo(mode.stops());
        assertThat(status.origins()).isEqualTo(mode.stops() ? List.of(Outage.origin(product)) : List.of());
    }

    private static void assertConnectivity(ServerUnderTest server, Dhcp protocol, String state) {
        assertThat(Health.of(server).backend(protocol)).containsEntry("state", state);
        assertThat(server.prometheus())
                .contains("holdfast_backend_state{backend=\"" + protocol.backend() + "\",state=\"" + state + "\"} 1.0");
    }

    @ParameterizedTest
    @EnumSource
    void theProtocolWhoseDatabaseIsThereServesOn(Dhcp losing) {
        Dhcp keeping = other(losing);
        BreakableServer lost = databases.healthy(ONE);
        BreakableServer kept = databases.healthy(OTHER);
        try (ServerUnderTest server = ServerUnderTest.start(
                        directory,
                        config(losing, lost, Mode.STOP_RETRY_EXIT),
                        config(keeping, kept, Mode.STOP_RETRY_EXIT));
                TestClient unlucky = losing.client(server, 0x701);
                TestClient lucky = keeping.client(server, 0x702);
                TestClient newcomer = keeping.client(server, 0x703)) {
            unlucky.bind();
            lucky.bind();
            assertThat(server.isReady()).isTrue();
            lost.kill();
            assertThat(unlucky.patience(SILENCE).renew()).isEmpty();
            server.log().await(losing.lost(), Outage.SOON);

            assertAway(server, losing, ONE, Mode.STOP_RETRY_EXIT);
            assertServes(server, keeping, lucky);
            newcomer.bind();
            assertConnectivity(server, losing, "recovering");
            assertConnectivity(server, keeping, "connected");
            // Somebody's clients are not served.
            assertThat(server.isReady()).isFalse();
            assertThat(server.isAlive()).isTrue();
            assertThat(unlucky.renew()).isEmpty();

            lost.start();
            server.log().await(losing.back(), Outage.SOON);
            assertServes(server, losing, unlucky);
            assertServes(server, keeping, lucky);
            assertConnectivity(server, losing, "connected");
            assertThat(server.isReady()).isTrue();
            assertThat(server.log().with(keeping.lost())).isEmpty();
            assertThat(server.log().with(keeping.back())).isEmpty();
            Outage.assertNobodyRefused(server, losing);
            Outage.assertNobodyRefused(server, keeping);
        }
    }

    /** Each has connections, a watch and tries of its own, and a mode of its own. */
    @ParameterizedTest
    @EnumSource(names = "POSTGRESQL")
    void bothLoseOneDatabaseAndGetItBack(Product product) {
        loseBoth(product);
    }

    @Tag("slow")
    @ParameterizedTest
    @EnumSource(names = {"MARIADB", "MYSQL"})
    void bothLoseOneDatabaseAndGetItBackOnOtherProducts(Product product) {
        loseBoth(product);
    }

    private void loseBoth(Product product) {
        BreakableServer database = databases.healthy(product);
        try (ServerUnderTest server = ServerUnderTest.start(
                        directory,
                        config(Dhcp.V4, database, Mode.STOP_RETRY_EXIT),
                        config(Dhcp.V6, database, Mode.SERVE_RETRY_CONTINUE));
                TestClient four = Dhcp.V4.client(server, 0x711);
                TestClient6 six = TestClient6.of(server, 0x712)) {
            four.bind();
            six.bind();
            for (Dhcp protocol : Dhcp.values()) {
                protocol.rowsOfAnotherServer(product, 1)
                        .forEach(row -> database.database().execute(row));
            }
            database.kill();
            assertThat(four.patience(SILENCE).renew()).isEmpty();
            assertThat(six.patience(SILENCE).renew()).isEmpty();
            for (Dhcp protocol : Dhcp.values()) {
                server.log().await(protocol.lost(), Outage.SOON);
                assertConnectivity(server, protocol, "recovering");
            }
            assertAway(server, Dhcp.V4, product, Mode.STOP_RETRY_EXIT);
            assertAway(server, Dhcp.V6, product, Mode.SERVE_RETRY_CONTINUE);
            assertThat(six.patience(Outage.SOON).requestInformation()).isPresent();
            assertThat(six.confirm())
                    .hasValueSatisfying(answer -> assertThat(answer.takesAway()).isFalse());

            database.start();
            for (Dhcp protocol : Dhcp.values()) {
                server.log().await(protocol.back(), Outage.SOON);
            }
            assertServes(server, Dhcp.V4, four);
            assertServes(server, Dhcp.V6, six);
            for (Dhcp protocol : Dhcp.values()) {
                await("leases of " + protocol + " counted anew")
                        .atMost(Outage.SOON)
                        .untilAsserted(() -> assertThat(protocol.assigned())
                                .allSatisfy(name -> assertThat(Outage.statistic(server, protocol, name))
                                        .isEqualTo(2)));
                assertThat(server.log().with(protocol.lost())).hasSize(1);
                assertThat(server.log().with(protocol.back())).hasSize(1);
                Outage.assertNobodyRefused(server, protocol);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void theOthersConfigurationIsChangedInTheOutageOfOne(Dhcp losing) {
        Dhcp keeping = other(losing);
        BreakableServer lost = databases.healthy(ONE);
        BreakableServer kept = databases.healthy(OTHER);
        LeaseDatabaseConfig good = config(keeping, kept, Mode.STOP_RETRY_EXIT);
        try (ServerUnderTest server =
                        ServerUnderTest.start(directory, config(losing, lost, Mode.STOP_RETRY_EXIT), good);
                TestClient unlucky = losing.client(server, 0x721);
                TestClient lucky = keeping.client(server, 0x722)) {
            unlucky.bind();
            lucky.bind();
            lost.kill();
            assertThat(unlucky.patience(SILENCE).renew()).isEmpty();
            server.log().await(losing.lost(), Outage.SOON);

            assertThat(Answer.of(server.configSet(good.with("on-fail", Mode.SERVE_RETRY_EXIT.word())))
                            .result())
                    .isZero();
            assertAway(server, losing, ONE, Mode.STOP_RETRY_EXIT);
            assertServes(server, keeping, lucky);

            assertThat(Answer.of(server.configSet(good.with("port", Ports.free())))
                            .result())
                    .isNotZero();
            assertThat(lucky.patience(SILENCE).renew()).isEmpty();
            assertThat(Status.of(server, keeping).isDisabled()).isTrue();
            assertAway(server, losing, ONE, Mode.STOP_RETRY_EXIT);

            lost.start();
            server.log().await(losing.back(), Outage.SOON);
            assertServes(server, losing, unlucky);
            assertThat(server.isReady()).isFalse();
            assertThat(Answer.of(server.configSet(good)).result()).isZero();
            assertServes(server, keeping, lucky);
            assertServes(server, losing, unlucky);
            assertThat(server.isReady()).isTrue();
            assertThat(server.log().with(losing.lost())).hasSize(1);
            assertThat(server.log().with(losing.back())).hasSize(1);
        }
    }

    /** A server whose operator prefers its end to a half of it: one process is one process. */
    @Test
    void whoIsToEndWhenTheTriesAreUsedUpEndsWithBothProtocols() {
        BreakableServer lost = databases.healthy(ONE);
        BreakableServer kept = databases.healthy(OTHER);
        try (ServerUnderTest server = ServerUnderTest.start(
                        directory,
                        config(Dhcp.V6, lost, Mode.SERVE_RETRY_EXIT).with("max-reconnect-tries", 3),
                        config(Dhcp.V4, kept, Mode.SERVE_RETRY_CONTINUE));
                TestClient six = Dhcp.V6.client(server, 0x731)) {
            six.bind();
            lost.kill();
            assertThat(six.patience(SILENCE).renew()).isEmpty();
            assertThat(server.awaitEnd(Outage.SOON)).isEqualTo(1);
            assertThat(server.log().with(Dhcp.V6.logged("FATAL_DB_RECONNECT_FAILED")))
                    .singleElement()
                    .asString()
                    .contains("lease6", "127.0.0.1");
            for (Dhcp protocol : Dhcp.values()) {
                assertThat(server.log().with(protocol.logged("SHUTDOWN"))).hasSize(1);
            }
        }
    }

    @AfterAll
    void close() {
        databases.close();
    }
}
