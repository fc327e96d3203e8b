package io.holdfast.outage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.holdfast.address.Ipv4Address;
import io.holdfast.outage.Clientele.Answer;
import io.holdfast.wire.v4.MessageType4;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a client sees while the lease database is away: the table at the top of the guide's page on outages, each cell a
 * test, for a client with a lease and for a new one; then, with the database back, that everybody has what it had.
 */
@Timeout(300)
class OutageContractTests {

    private static final Path GUIDE = Path.of("src/docs/outages.md");
    private static final long DISK = 4L << 20;
    private static final Duration BACK = Duration.ofSeconds(60);

    @TempDir
    private Path directory = Path.of("");

    private final List<DynamicTest> cells = new ArrayList<>();

    @Test
    void theGuidesTableIsWhatIsTestedHere() {
        Map<String, Map<String, Promise>> expected = new LinkedHashMap<>();
        for (Asking asking : Asking.values()) {
            Map<String, Promise> row = new LinkedHashMap<>();
            Arrays.stream(LossMode.values()).forEach(mode -> row.put(mode.toString(), asking.promised(mode)));
            expected.put(asking.toString(), row);
        }
        Map<String, Map<String, Promise>> written = new LinkedHashMap<>();
        GuideTable.of(GUIDE).rows().forEach((message, row) -> {
            Map<String, Promise> promises = new LinkedHashMap<>();
            row.forEach((mode, cell) -> promises.put(mode, Promise.of(cell)));
            written.put(message, promises);
        });
        assertThat(written).isEqualTo(expected);
    }

    @TestFactory
    List<DynamicTest> postgresqlKilled() {
        return database(Product.POSTGRESQL, Fault.KILLED);
    }

    @TestFactory
    List<DynamicTest> postgresqlBlackHoled() {
        return database(Product.POSTGRESQL, Fault.BLACK_HOLED);
    }

    @TestFactory
    List<DynamicTest> mariadbKilled() {
        return database(Product.MARIADB, Fault.KILLED);
    }

    @TestFactory
    List<DynamicTest> mariadbBlackHoled() {
        return database(Product.MARIADB, Fault.BLACK_HOLED);
    }

    @TestFactory
    List<DynamicTest> mysqlKilled() {
        return database(Product.MYSQL, Fault.KILLED);
    }

    @TestFactory
    List<DynamicTest> mysqlBlackHoled() {
        return database(Product.MYSQL, Fault.BLACK_HOLED);
    }

    private List<DynamicTest> database(Product product, Fault fault) {
        try (BreakableServer database = BreakableServer.started(product);
                Wire wire = Wire.to("127.0.0.1", database.port());
                ServersByMode servers = new ServersByMode(
                        made(), mode -> through(database, wire).onFail(mode.toString(), 1000, 200))) {
            fault.begin(database, wire);
            servers.askAll().forEach(this::beforeItIsNoticed);
            servers.awaitState("recovering", () -> {});
            servers.askAll().forEach(this::asPromised);
            fault.end(database, wire);
            servers.awaitState("connected", () -> {});
            Arrays.stream(LossMode.values())
                    .forEach(mode ->
                            everybodyHasWhatItHad(mode.toString(), servers.clients(mode), servers.server(mode)));
        }
        return cells;
    }

    /** So that a black hole is found within the patience of a test. */
    private static LeaseDatabaseConfig through(BreakableServer database, Wire wire) {
        LeaseDatabaseConfig config = LeaseDatabaseConfig.of(database, wire).with("connect-timeout", 2);
        return database.product() == Product.POSTGRESQL
                ? config.with("tcp-user-timeout", 3)
                : config.with("read-timeout", 3);
    }

    @TestFactory
    List<DynamicTest> postgresqlAwayForGood() {
        return awayForGood(Product.POSTGRESQL);
    }

    @TestFactory
    List<DynamicTest> mariadbAwayForGood() {
        return awayForGood(Product.MARIADB);
    }

    @TestFactory
    List<DynamicTest> mysqlAwayForGood() {
        return awayForGood(Product.MYSQL);
    }

    /** The tries are used up, and the server goes on; then a configuration that cannot work. */
    private List<DynamicTest> awayForGood(Product product) {
        try (BreakableServer database = BreakableServer.started(product)) {
            LeaseDatabaseConfig config =
                    LeaseDatabaseConfig.of(database).onFail(LossMode.SERVE_RETRY_CONTINUE.toString(), 2, 100);
            try (ServerUnderTest server = ServerUnderTest.start(made(), config);
                    Clientele clients = new Clientele(server, 0)) {
                database.kill();
                await("given up").atMost(BACK).until(() -> ServersByMode.isIn(server, "abandoned"));
                asPromised(LossMode.SERVE_RETRY_CONTINUE, clients.askAll());
                database.start();
                assertThat(server.configSet(config)).contains("\"result\":0");
                everybodyHasWhatItHad("tries used up", clients, server);

                assertThat(server.configSet(config.with("port", Ports.free()))).doesNotContain("\"result\":0");
                clients.askAll()
                        .forEach(answer -> cell(
                                "no working configuration: " + answer.asker(),
                                () -> assertThat(Promise.SILENCE.breach(answer.heard()))
                                        .isEmpty()));
                assertThat(server.configSet(config)).contains("\"result\":0");
                everybodyHasWhatItHad("no working configuration", clients, server);
            }
        }
        return cells;
    }

    /** The embedded store, whose disk is full. */
    @TestFactory
    List<DynamicTest> leaseFileOnAFullDisk() {
        try (SmallDisk disk = SmallDisk.at(made(), DISK);
                ServersByMode servers = new ServersByMode(
                        directory,
                        mode -> LeaseDatabaseConfig.memfile()
                                .with(
                                        "name",
                                        disk.directory().resolve(mode + ".csv").toString())
                                .with("on-fail", mode.toString()))) {
            disk.fill();
            // The last page of a file has room for some rows.
            servers.awaitState(
                    "recovering",
                    () -> Arrays.stream(LossMode.values())
                            .forEach(mode -> servers.clients(mode)
                                    .known(Asking.RENEWING)
                                    .patience(Duration.ofMillis(100))
                                    .renew()));
            servers.askAll().forEach(this::asPromised);
            disk.free();
            servers.awaitState("connected", () -> {});
            Arrays.stream(LossMode.values())
                    .forEach(mode ->
                            everybodyHasWhatItHad(mode.toString(), servers.clients(mode), servers.server(mode)));
        }
        return cells;
    }

    private Path made() {
        return ServersByMode.made(directory.resolve("made"));
    }

    private void cell(String name, Executable test) {
        cells.add(DynamicTest.dynamicTest(name, test));
    }

    private void asPromised(LossMode mode, List<Answer> answers) {
        answers.forEach(answer -> cell(
                mode + ": " + answer.asker(),
                () -> assertThat(answer.asker().asking().promised(mode).breach(answer.heard()))
                        .isEmpty()));
    }

    /** Nothing that needs the database; an open offer may be repeated until somebody knows. */
    private void beforeItIsNoticed(LossMode mode, List<Answer> answers) {
        answers.forEach(answer -> cell("not noticed yet, " + mode + ": " + answer.asker(), () -> {
            MessageType4 allowed = switch (answer.asker().asking()) {
                case DISCOVER -> MessageType4.DHCPOFFER;
                case INFORM -> MessageType4.DHCPACK;
                case SELECTING, RENEWING, REBINDING, INIT_REBOOT, RELEASE, DECLINE -> null;
            };
            assertThat(answer.heard().map(Heard4::type)).isIn(Optional.empty(), Optional.ofNullable(allowed));
            assertThat(answer.heard().map(Heard4::lifetime)).isNotEqualTo(Optional.of(0L));
        }));
    }

    /** A RELEASE or DECLINE during the outage has had no effect, and no newcomer got somebody else's address. */
    private void everybodyHasWhatItHad(String when, Clientele clients, ServerUnderTest server) {
        Map<Asking, Heard4> leases = clients.leases();
        Map<Asking, String> rows = new EnumMap<>(Asking.class);
        Set<Ipv4Address> taken = new HashSet<>();
        leases.forEach((asking, lease) -> {
            taken.add(lease.address());
            rows.put(asking, server.command("lease4-get", "{ \"ip-address\": \"" + lease.address() + "\" }"));
        });
        leases.forEach((asking, lease) -> {
            var renewed = clients.known(asking).patience(Duration.ofSeconds(5)).renew();
            cell("afterwards, " + when + ": the client of " + asking, () -> {
                assertThat(rows.get(asking)).contains("\"state\":0");
                assertThat(renewed).contains(lease);
            });
        });
        List<Heard4> newcomers = clients.bindNewcomers();
        cell(
                "afterwards, " + when + ": new clients",
                () -> assertThat(newcomers)
                        .extracting(Heard4::address)
                        .doesNotHaveDuplicates()
                        .doesNotContainAnyElementsOf(taken));
    }
}
