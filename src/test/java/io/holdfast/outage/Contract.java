package io.holdfast.outage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.holdfast.outage.Clientele.Answer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.function.Executable;

/**
 * What the clients of one protocol see while the lease database is away: the table at the top of the guide's page on
 * outages, each cell a test, for a client with a lease and for a new one; then, with the database back, that everybody
 * has what it had.
 */
final class Contract {

    private static final Path GUIDE = Path.of("src/docs/outages.md");
    private static final long DISK = 4L << 20;
    private static final Duration BACK = Duration.ofSeconds(60);

    private final Dhcp protocol;
    private final Path directory;
    private final List<DynamicTest> cells = new ArrayList<>();

    Contract(Dhcp protocol, Path directory) {
        this.protocol = protocol;
        this.directory = directory;
    }

    /** @param table the how manieth of the guide's page, from 0 */
    static void assertInGuide(Dhcp protocol, int table) {
        Map<String, Map<String, Promise>> expected = new LinkedHashMap<>();
        for (Asking asking : protocol.askings()) {
            Map<String, Promise> row = new LinkedHashMap<>();
            Arrays.stream(Mode.values()).forEach(mode -> row.put(mode.toString(), asking.promised(mode)));
            expected.put(asking.toString(), row);
        }
        Map<String, Map<String, Promise>> written = new LinkedHashMap<>();
        GuideTable.of(GUIDE, table).rows().forEach((message, row) -> {
            Map<String, Promise> promises = new LinkedHashMap<>();
            row.forEach((mode, cell) -> promises.put(mode, Promise.of(cell)));
            written.put(message, promises);
        });
        assertThat(written).isEqualTo(expected);
    }

    List<DynamicTest> database(Product product, Fault fault) {
        try (BreakableServer database = BreakableServer.started(product);
                Wire wire = Wire.to("127.0.0.1", database.port());
                ServersByMode servers = new ServersByMode(
                        protocol, made(), mode -> through(database, wire).onFail(mode.toString(), 1000, 200))) {
            fault.begin(database, wire);
            servers.askAll().forEach(this::beforeItIsNoticed);
            servers.awaitState("recovering", () -> {});
            servers.askAll().forEach(this::asPromised);
            fault.end(database, wire);
            everybodyIsServedAgain(servers);
        }
        return cells;
    }

    /** So that a black hole is found within the patience of a test. */
    private LeaseDatabaseConfig through(BreakableServer database, Wire wire) {
        LeaseDatabaseConfig config =
                LeaseDatabaseConfig.of(database, wire).serving(protocol).with("connect-timeout", 2);
        return database.product() == Product.POSTGRESQL
                ? config.with("tcp-user-timeout", 3)
                : config.with("read-timeout", 3);
    }

    /** The tries are used up, and the server goes on; then a configuration that cannot work. */
    List<DynamicTest> awayForGood(Product product) {
        try (BreakableServer database = BreakableServer.started(product)) {
            LeaseDatabaseConfig config = LeaseDatabaseConfig.of(database)
                    .serving(protocol)
                    .onFail(Mode.SERVE_RETRY_CONTINUE.toString(), 2, 100);
            try (ServerUnderTest server = ServerUnderTest.start(made(), config);
                    Clientele clients = new Clientele(protocol, server, 0)) {
                database.kill();
                await("given up")
                        .atMost(BACK)
                        .until(() -> Status.of(server, protocol).state().equals("abandoned"));
                asPromised(Mode.SERVE_RETRY_CONTINUE, clients.askAll());
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
    List<DynamicTest> leaseFileOnAFullDisk() {
        try (SmallDisk disk = SmallDisk.at(made(), DISK);
                ServersByMode servers = new ServersByMode(protocol, directory, mode -> onDisk(disk, mode))) {
            disk.fill();
            // The last page of a file has room for some rows.
            servers.awaitState(
                    "recovering",
                    () -> Arrays.stream(Mode.values())
                            .forEach(mode -> servers.clients(mode)
                                    .anyKnown()
                                    .patience(Duration.ofMillis(100))
                                    .renew()));
            servers.askAll().forEach(this::asPromised);
            disk.free();
            everybodyIsServedAgain(servers);
        }
        return cells;
    }

    private LeaseDatabaseConfig onDisk(SmallDisk disk, Mode mode) {
        return LeaseDatabaseConfig.memfile()
                .serving(protocol)
                .with("name", disk.directory().resolve(mode + ".csv").toString())
                .with("on-fail", mode.toString());
    }

    private Path made() {
        return ServersByMode.made(directory.resolve("made"));
    }

    private void cell(String name, Executable test) {
        cells.add(DynamicTest.dynamicTest(name, test));
    }

    private void asPromised(Mode mode, List<Answer> answers) {
        answers.forEach(answer -> cell(
                mode + ": " + answer.asker(),
                () -> assertThat(answer.asker().asking().promised(mode).breach(answer.heard()))
                        .isEmpty()));
    }

    /** Nothing that needs the database; an open offer may be repeated until somebody knows. */
    private void beforeItIsNoticed(Mode mode, List<Answer> answers) {
        answers.forEach(answer -> cell("not noticed yet, " + mode + ": " + answer.asker(), () -> {
            assertThat(answer.heard().map(Heard::words))
                    .isIn(Optional.empty(), answer.asker().asking().unnoticed());
            assertThat(answer.heard().map(Heard::takesAway)).isNotEqualTo(Optional.of(true));
        }));
    }

    private void everybodyIsServedAgain(ServersByMode servers) {
        servers.awaitState("connected", () -> {});
        Arrays.stream(Mode.values())
                .forEach(mode -> everybodyHasWhatItHad(mode.toString(), servers.clients(mode), servers.server(mode)));
    }

    /** A RELEASE or DECLINE during the outage has had no effect, and no newcomer got somebody else's address. */
    private void everybodyHasWhatItHad(String when, Clientele clients, ServerUnderTest server) {
        Map<Asking, Heard> leases = clients.leases();
        Map<Asking, List<String>> rows = new LinkedHashMap<>();
        Set<String> taken = new HashSet<>();
        leases.forEach((asking, lease) -> {
            taken.addAll(lease.given());
            rows.put(
                    asking,
                    lease.leaseArguments().stream()
                            .map(arguments -> server.command(protocol, protocol.command("get"), arguments))
                            .toList());
        });
        leases.forEach((asking, lease) -> {
            Optional<? extends Heard> renewed =
                    clients.known(asking).patience(Duration.ofSeconds(5)).renew();
            cell("afterwards, " + when + ": the client of " + asking, () -> {
                assertThat(rows.get(asking)).isNotEmpty().allMatch(row -> row.contains("\"state\":0"));
                assertThat(renewed).isEqualTo(Optional.of(lease));
            });
        });
        List<? extends Heard> newcomers = clients.bindNewcomers();
        cell(
                "afterwards, " + when + ": new clients",
                () -> assertThat(newcomers)
                        .flatExtracting(Heard::given)
                        .doesNotHaveDuplicates()
                        .doesNotContainAnyElementsOf(taken));
    }
}
