package io.holdfast.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.holdfast.address.Protocol;
import io.holdfast.app.database.Background;
import io.holdfast.app.database.RecoverySettings;
import io.holdfast.app.database.WatchedDatabase;
import io.holdfast.availability.BackendIdentity;
import io.holdfast.availability.BackendIdentity.Kind;
import io.holdfast.availability.Connectivity;
import io.holdfast.availability.DatabaseWatch;
import io.holdfast.availability.Reason;
import io.holdfast.availability.ServiceGate;
import io.holdfast.config.BackendSettings;
import io.holdfast.config.BackendSettings.OnFail;
import io.holdfast.config.HostPort;
import io.holdfast.outage.BreakableServer;
import io.holdfast.outage.Product;
import io.holdfast.outage.Wire;
import io.holdfast.store.PoolSettings;
import io.holdfast.store.mysql.MysqlDialect;
import io.holdfast.store.postgresql.PostgresqlDialect;
import io.holdfast.telemetry.Meters;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two databases of different products and modes under one gate: leases in one, reservations in the other. */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SeveralDatabasesTests {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final int MANY = 1000;
    private static final int WAIT_MILLIS = 100;

    /** Quiet databases are looked at so often that nobody needs to use them. */
    private static final RecoverySettings RECOVERY = new RecoverySettings(Duration.ZERO, 0, Duration.ofMillis(100));

    /** What a test breaks: one database, its wire and its watch. */
    private record Side(Kind kind, Wire wire, WatchedDatabase watched) {

        void lose() {
            wire.refuse();
            await("loss of " + kind)
                    .atMost(SOON)
                    .until(() -> watched.watch().state() instanceof Connectivity.Recovering);
        }

        void restore() {
            wire.pass();
            await("return of " + kind).atMost(SOON).until(() -> watched.watch().isUsable());
        }

        Reason reason() {
            return Reason.database(kind.origin(), watched.watch().identity().use());
        }
    }

    private final Map<Product, BreakableServer> servers = new EnumMap<>(Product.class);
    private final List<Side> sides = new CopyOnWriteArrayList<>();
    private final List<DatabaseWatch> recovered = new CopyOnWriteArrayList<>();
    private final List<DatabaseWatch> fatal = new CopyOnWriteArrayList<>();
    private final List<Boolean> changes = new CopyOnWriteArrayList<>();
    private ServiceGate gate;
    private Background background;

    private final DatabaseWatch.Listener listener = new DatabaseWatch.Listener() {
        @Override
        public void recovered(DatabaseWatch back, Duration outage) {
            recovered.add(back);
        }

        @Override
        public void fatal(DatabaseWatch gone) {
            fatal.add(gone);
        }
    };

    @BeforeEach
    void open() {
        gate = new ServiceGate(changes::add);
        background = new Background();
        recovered.clear();
        fatal.clear();
        changes.clear();
    }

    private Side side(Kind kind, Product product, OnFail mode, int tries) {
        BreakableServer server = servers.computeIfAbsent(product, BreakableServer::started);
        Wire wire = Wire.to("127.0.0.1", server.port());
        WatchedDatabase watched = new WatchedDatabase(
                new BackendIdentity(
                        Protocol.DHCP4, kind.name().startsWith("LEASE") ? "lease" : "hosts-1", kind, product.name()),
                settings(server.settings(), wire, mode, tries),
                product == Product.POSTGRESQL ? new PostgresqlDialect() : new MysqlDialect(),
                PoolSettings.simple(2),
                Meters.NONE,
                RECOVERY,
                new DatabaseWatch.Surroundings(
                        gate, background, System::currentTimeMillis, () -> 0.5, Meters.NONE, listener));
        Side side = new Side(kind, wire, watched);
        sides.add(side);
        watched.watch().start();
        return side;
    }

    private static BackendSettings settings(BackendSettings s, Wire wire, OnFail mode, int tries) {
        return new BackendSettings(
                s.type(),
                s.name(),
                s.user(),
                s.password(),
                null,
                List.of(new HostPort("127.0.0.1", wire.port())),
                true,
                false,
                3600,
                0,
                5,
                0,
                0,
                0,
                tries,
                WAIT_MILLIS,
                mode,
                false,
                s.tls());
    }

    private static Kind hosts(Product product) {
        return product == Product.POSTGRESQL ? Kind.HOSTS_POSTGRESQL : Kind.HOSTS_MYSQL;
    }

    private static Kind leases(Product product) {
        return product == Product.POSTGRESQL ? Kind.LEASE_POSTGRESQL : Kind.LEASE_MYSQL;
    }

    /** Service is off while the one that stops it is away, whatever becomes of the other. */
    @ParameterizedTest
    @CsvSource({
        "POSTGRESQL, MARIADB, SERVE_RETRY_EXIT, true",
        "POSTGRESQL, MARIADB, SERVE_RETRY_CONTINUE, false",
        "MARIADB, POSTGRESQL, SERVE_RETRY_EXIT, false",
        "MARIADB, POSTGRESQL, SERVE_RETRY_CONTINUE, true",
        "POSTGRESQL, MYSQL, SERVE_RETRY_CONTINUE, true",
        "MYSQL, POSTGRESQL, SERVE_RETRY_EXIT, false",
    })
    void theStrictestWins(Product stopping, Product serving, OnFail mode, boolean stoppingIsBackFirst) {
        Side strict = side(leases(stopping), stopping, OnFail.STOP_RETRY_EXIT, MANY);
        Side lenient = side(hosts(serving), serving, mode, MANY);
        lenient.lose();
        assertThat(gate.isOpen()).isTrue();
        strict.lose();
        assertThat(gate.reasons()).containsExactly(strict.reason());
        (stoppingIsBackFirst ? strict : lenient).restore();
        assertThat(gate.isOpen()).isEqualTo(stoppingIsBackFirst);
        (stoppingIsBackFirst ? lenient : strict).restore();
        assertThat(gate.isOpen()).isTrue();
        assertBackOnce(strict, lenient);
    }

    @ParameterizedTest
    @CsvSource({
        "POSTGRESQL, MARIADB, true",
        "POSTGRESQL, MARIADB, false",
        "MYSQL, POSTGRESQL, true",
        "MARIADB, POSTGRESQL, false",
        "MYSQL, MARIADB, true",
        "MARIADB, MYSQL, false",
    })
    void serviceIsBackWhenTheLastOneIs(Product leases, Product reservations, boolean leasesAreBackFirst) {
        Side one = side(leases(leases), leases, OnFail.STOP_RETRY_EXIT, MANY);
        Side other = side(hosts(reservations), reservations, OnFail.STOP_RETRY_EXIT, MANY);
        one.lose();
        other.lose();
        assertThat(gate.reasons()).containsExactlyInAnyOrder(one.reason(), other.reason());
        (leasesAreBackFirst ? one : other).restore();
        assertThat(gate.reasons()).containsExactly((leasesAreBackFirst ? other : one).reason());
        (leasesAreBackFirst ? other : one).restore();
        assertThat(gate.isOpen()).isTrue();
        assertBackOnce(one, other);
        assertThat(changes).containsExactly(false, true);
    }

    private void assertBackOnce(Side one, Side other) {
        await("both told of")
                .atMost(SOON)
                .untilAsserted(() -> assertThat(recovered)
                        .containsExactlyInAnyOrder(
                                one.watched().watch(), other.watched().watch()));
        assertThat(fatal).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"POSTGRESQL, MARIADB, STOP_RETRY_EXIT", "MARIADB, POSTGRESQL, SERVE_RETRY_EXIT"})
    void theFirstToRunOutOfTriesEndsTheProcess(Product patient, Product hasty, OnFail mode) {
        Side first = side(leases(patient), patient, mode, MANY);
        Side second = side(hosts(hasty), hasty, OnFail.SERVE_RETRY_EXIT, 3);
        first.lose();
        second.wire().refuse();
        await("the end").atMost(SOON).until(() -> !fatal.isEmpty());
        assertThat(fatal).containsExactly(second.watched().watch());
        assertThat(second.watched().watch().state())
                .isInstanceOfSatisfying(
                        Connectivity.Abandoned.class,
                        a -> assertThat(a.attempts()).isEqualTo(3));
        assertThat(first.watched().watch().state()).isInstanceOf(Connectivity.Recovering.class);
        assertThat(recovered).isEmpty();
    }

    /** The other goes on trying as its own mode says, and service is back with it. */
    @ParameterizedTest
    @CsvSource({"POSTGRESQL, MARIADB", "MARIADB, POSTGRESQL"})
    void whoeverContinuesEndsNobody(Product stopping, Product continuing) {
        Side strict = side(leases(stopping), stopping, OnFail.STOP_RETRY_EXIT, MANY);
        Side lenient = side(hosts(continuing), continuing, OnFail.SERVE_RETRY_CONTINUE, 1);
        strict.lose();
        lenient.wire().refuse();
        await("given up").atMost(SOON).until(() -> lenient.watched().watch().state() instanceof Connectivity.Abandoned);
        assertThat(fatal).isEmpty();
        assertThat(gate.reasons()).containsExactly(strict.reason());
        strict.restore();
        assertThat(gate.isOpen()).isTrue();
        assertThat(lenient.watched().watch().isUsable()).isFalse();
        assertThat(fatal).isEmpty();
    }

    @AfterEach
    void close() {
        sides.forEach(side -> {
            side.watched().close();
            side.wire().close();
        });
        sides.clear();
        background.close();
    }

    @AfterAll
    void stop() {
        servers.values().forEach(BreakableServer::close);
    }
}
