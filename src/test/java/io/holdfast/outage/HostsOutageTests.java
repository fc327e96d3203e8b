package io.holdfast.outage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.holdfast.address.Protocol;
import io.holdfast.host.HostIdentifier;
import io.holdfast.host.ReservationBuilder;
import io.holdfast.outage.HostsAsking.Promised;
import io.holdfast.store.Database;
import io.holdfast.store.SqlHostStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Reservations in a database that goes away, while leases are where they are: the guide's third table of outages, and what
 * comes after. Leases are in a file here, so that nothing else is away. Normally each protocol on one product; on the others,
 * MySQL among them, by
 *
 * <pre>./mvnw test -DexcludedGroups= -Dtest=HostsOutageTests</pre>
 */
@Timeout(300)
class HostsOutageTests {

    private static final Path GUIDE = Path.of("src/docs/outages.md");
    private static final int TABLE = 2;
    private static final Duration SILENCE = Duration.ofMillis(500);
    private static final Duration SOON = Duration.ofSeconds(30);

    /** Has a reservation and is seen before the outage. */
    private static final int MARY = 0xa1;
    /** Has none, and is seen. */
    private static final int JOHN = 0xb1;
    /** Has a reservation, and is not seen. */
    private static final int ANNA = 0xc1;

    private static final int NEWCOMER = 0xd1;

    @TempDir
    private Path directory = Path.of("");

    private static Stream<Arguments> everyday() {
        return Stream.of(Arguments.of(Product.POSTGRESQL, Dhcp.V4), Arguments.of(Product.MARIADB, Dhcp.V6));
    }

    private static Stream<Arguments> allOthers() {
        return Stream.of(
                Arguments.of(Product.POSTGRESQL, Dhcp.V6),
                Arguments.of(Product.MARIADB, Dhcp.V4),
                Arguments.of(Product.MYSQL, Dhcp.V4),
                Arguments.of(Product.MYSQL, Dhcp.V6));
    }

    private static String use(Dhcp protocol) {
        return protocol == Dhcp.V4 ? "hosts-1" : "hosts6-1";
    }

    private static LeaseDatabaseConfig config(Dhcp protocol, BreakableServer database, Mode mode) {
        return LeaseDatabaseConfig.memfile()
                .serving(protocol)
                .hosts(LeaseDatabaseConfig.of(database).onFail(mode.word(), 1000, 200));
    }

    private static HostIdentifier identifier(Dhcp protocol, int client) {
        return protocol == Dhcp.V4
                ? ReservationBuilder.hardware("020000%06x".formatted(client))
                : ReservationBuilder.identifier(HostIdentifier.Type.DUID, "00030001020000%06x".formatted(client));
    }

    /** Outside the pools. */
    private static List<String> reserved(Dhcp protocol, int client) {
        return protocol == Dhcp.V4
                ? List.of("192.0.2." + ((client >> 4) - 8))
                : List.of("2001:db8:1::" + ((client >> 4) - 8), "2001:db8:9000:%x00::/56".formatted(client));
    }

    private static void reserve(BreakableServer database, Dhcp protocol, int client, List<String> leases) {
        Protocol of = protocol == Dhcp.V4 ? Protocol.DHCP4 : Protocol.DHCP6;
        try (Database connected = database.database().open("test", 1)) {
            ReservationBuilder reservation =
                    ReservationBuilder.of(identifier(protocol, client)).in(1);
            for (String lease : leases) {
                if (protocol == Dhcp.V4) {
                    reservation.address(lease);
                } else if (lease.contains("/")) {
                    reservation.prefix(lease, null);
                } else {
                    reservation.address6(lease);
                }
            }
            new SqlHostStore(connected, of).add(reservation.build(), true);
        }
    }

    /** A server of one mode and its clients. */
    private static final class Site implements AutoCloseable {

        private final Dhcp protocol;
        private final Mode mode;
        private final ServerUnderTest server;
        private final TestClient mary;
        private final TestClient john;
        private final List<TestClient> others = new ArrayList<>();

        Site(Path directory, BreakableServer database, Dhcp protocol, Mode mode) {
            this.protocol = protocol;
            this.mode = mode;
            this.server = ServerUnderTest.start(
                    ServersByMode.made(directory.resolve(mode.word())), config(protocol, database, mode));
            this.mary = protocol.client(server, MARY);
            this.john = protocol.client(server, JOHN);
        }

        TestClient client(int number) {
            TestClient client = protocol.client(server, number);
            others.add(client);
            return client;
        }

        void await(String state) {
            Awaitility.await("state " + state)
                    .atMost(SOON)
                    .until(() -> status().state().equals(state));
        }

        Status status() {
            return Status.of(server, protocol, use(protocol));
        }

        @Override
        public void close() {
            mary.close();
            john.close();
            others.forEach(TestClient::close);
            server.close();
        }
    }

    @Test
    void theGuidesTableIsWhatIsTestedHere() {
        Map<String, Map<String, Promised>> expected = new LinkedHashMap<>();
        for (HostsAsking asking : HostsAsking.values()) {
            Map<String, Promised> row = new LinkedHashMap<>();
            Arrays.stream(Mode.values()).forEach(mode -> row.put(mode.toString(), asking.promised(mode)));
            expected.put(asking.toString(), row);
        }
        Map<String, Map<String, Promised>> written = new LinkedHashMap<>();
        GuideTable.of(GUIDE, TABLE).rows().forEach((asking, row) -> {
            Map<String, Promised> promises = new LinkedHashMap<>();
            row.forEach((mode, cell) -> promises.put(mode, Promised.of(cell)));
            written.put(asking, promises);
        });
        assertThat(written).isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("everyday")
    void whatIsKnownIsHonouredAndWhatIsNotIsShort(Product product, Dhcp protocol) {
        outage(product, protocol);
    }

    @Tag("slow")
    @ParameterizedTest
    @MethodSource("allOthers")
    void whatIsKnownIsHonouredAndWhatIsNotIsShortOnOthers(Product product, Dhcp protocol) {
        outage(product, protocol);
    }

    private void outage(Product product, Dhcp protocol) {
        Map<Mode, Site> sites = new EnumMap<>(Mode.class);
        try (BreakableServer database = BreakableServer.started(product)) {
            reserve(database, protocol, MARY, reserved(protocol, MARY));
            reserve(database, protocol, ANNA, reserved(protocol, ANNA));
            for (Mode mode : Mode.values()) {
                Site site = new Site(directory, database, protocol, mode);
                sites.put(mode, site);
                assertThat(site.mary.bind().given()).containsExactlyElementsOf(reserved(protocol, MARY));
                assertThat(HostsAsking.longest(site.john.bind())).isEqualTo(LeaseDatabaseConfig.VALID_LIFETIME);
                site.mary.renew();
                site.john.renew();
            }
            database.kill();
            sites.values().forEach(site -> {
                site.await("recovering");
                away(site);
            });
            database.start();
            sites.values().forEach(site -> {
                site.await("connected");
                back(site);
            });
        } finally {
            sites.values().forEach(Site::close);
        }
    }

    private static void away(Site site) {
        Status status = site.status();
        assertThat(status.isDisabled()).isEqualTo(site.mode.stops());
        assertThat(site.server.isReady()).isEqualTo(site.mode.serves());
        assertThat(site.server.isAlive()).isTrue();
        Heard marys = site.mary.lastLease();
        Heard johns = site.john.lastLease();
        TestClient newcomer = site.client(NEWCOMER);
        if (site.mode.stops()) {
            List.of(site.mary, site.john, newcomer).forEach(client -> client.patience(SILENCE));
        }
        assertThat(HostsAsking.RESERVED_RENEWING.breach(site.mode, site.mary.renew(), marys))
                .isEmpty();
        assertThat(HostsAsking.RESERVED_ANEW.breach(site.mode, site.mary.tryToBind(), marys))
                .isEmpty();
        assertThat(HostsAsking.OTHER_RENEWING.breach(site.mode, site.john.renew(), johns))
                .isEmpty();
        assertThat(HostsAsking.UNKNOWN_ANEW.breach(site.mode, newcomer.tryToBind(), johns))
                .isEmpty();
        if (site.mode.serves()) {
            // Whether anything is reserved for her cannot be known: something of a pool, and not for long.
            TestClient anna = site.client(ANNA);
            assertThat(HostsAsking.UNKNOWN_ANEW.breach(site.mode, anna.tryToBind(), johns))
                    .isEmpty();
            assertThat(anna.lastLease().given()).isNotEqualTo(reserved(site.protocol, ANNA));
        }
        Outage.assertNobodyRefused(site.server, site.protocol);
    }

    private static void back(Site site) {
        assertThat(site.server.isReady()).isTrue();
        assertThat(site.client(ANNA).bind().given()).containsExactlyElementsOf(reserved(site.protocol, ANNA));
        Heard newcomers = site.client(NEWCOMER).bind();
        assertThat(HostsAsking.longest(newcomers)).isEqualTo(LeaseDatabaseConfig.VALID_LIFETIME);
        List.of(site.mary, site.john).forEach(client -> client.patience(SOON));
        assertThat(site.mary.renew().map(Heard::given)).contains(reserved(site.protocol, MARY));
        assertThat(site.john.renew()).isPresent();
    }

    /** A server that starts meanwhile knows nothing of before; but whoever has a lease keeps it. */
    @ParameterizedTest
    @MethodSource("everyday")
    void whoStartsWithoutItServesAsTheModeSays(Product product, Dhcp protocol) {
        start(product, protocol);
    }

    @Tag("slow")
    @ParameterizedTest
    @MethodSource("allOthers")
    void whoStartsWithoutItServesAsTheModeSaysOnOthers(Product product, Dhcp protocol) {
        start(product, protocol);
    }

    private void start(Product product, Dhcp protocol) {
        try (BreakableServer database = BreakableServer.started(product)) {
            reserve(database, protocol, MARY, reserved(protocol, MARY));
            Map<Mode, Heard> before = new EnumMap<>(Mode.class);
            for (Mode mode : Mode.values()) {
                try (Site site = new Site(directory, database, protocol, mode)) {
                    before.put(mode, site.mary.bind());
                }
            }
            database.kill();
            for (Mode mode : Mode.values()) {
                try (ServerUnderTest refused =
                        ServerUnderTest.start(directory.resolve(mode.word()), config(protocol, database, mode))) {
                    assertThat(refused.ended()).hasValue(1);
                    assertThat(refused.log().with(use(protocol) + " database")).isNotEmpty();
                }
            }
            for (Mode mode : Mode.values()) {
                startAway(database, protocol, mode, before.get(mode));
                database.kill();
            }
        }
    }

    private void startAway(BreakableServer database, Dhcp protocol, Mode mode, Heard marys) {
        LeaseDatabaseConfig hosts =
                LeaseDatabaseConfig.of(database).onFail(mode.word(), 1000, 200).with("retry-on-startup", true);
        try (ServerUnderTest server = ServerUnderTest.start(
                        directory.resolve(mode.word()),
                        LeaseDatabaseConfig.memfile().serving(protocol).hosts(hosts));
                TestClient mary = protocol.client(server, MARY)) {
            assertThat(Status.of(server, protocol, use(protocol)).state()).isEqualTo("recovering");
            assertThat(server.isReady()).isEqualTo(mode.serves());
            // Where she was given something already she says so.
            mary.patience(mode.serves() ? SOON : SILENCE);
            hold(mary, marys);
            assertThat(HostsAsking.UNKNOWN_RENEWING.breach(mode, mary.renew(), marys))
                    .isEmpty();
            database.start();
            server.log().await(protocol.back(), SOON);
            mary.patience(SOON);
            assertThat(mary.renew().map(Heard::given)).contains(reserved(protocol, MARY));
            assertThat(mary.bind().given()).containsExactlyElementsOf(reserved(protocol, MARY));
            Outage.assertNobodyRefused(server, protocol);
        }
    }

    private static void hold(TestClient client, Heard lease) {
        switch (client) {
            case TestClient4 four -> four.remember((Heard4) lease);
            case TestClient6 six -> six.remember((Heard6) lease);
        }
    }

    /** Whoever is left goes on; order is as configured, also after the first was away. */
    @ParameterizedTest
    @EnumSource
    void oneOfTwoOfDifferentTypesIsAway(Dhcp protocol) {
        try (BreakableServer first = BreakableServer.started(Product.POSTGRESQL);
                BreakableServer second = BreakableServer.started(Product.MARIADB)) {
            reserve(first, protocol, MARY, reserved(protocol, MARY));
            reserve(second, protocol, MARY, reserved(protocol, JOHN));
            reserve(second, protocol, ANNA, reserved(protocol, ANNA));
            LeaseDatabaseConfig config = LeaseDatabaseConfig.memfile()
                    .serving(protocol)
                    .hosts(
                            LeaseDatabaseConfig.of(first).onFail("serve-retry-continue", 1000, 200),
                            LeaseDatabaseConfig.of(second).onFail("stop-retry-exit", 1000, 200));
            try (ServerUnderTest server = ServerUnderTest.start(directory, config);
                    TestClient mary = protocol.client(server, MARY);
                    TestClient anna = protocol.client(server, ANNA)) {
                assertThat(mary.bind().given()).containsExactlyElementsOf(reserved(protocol, MARY));
                first.kill();
                server.log().await(protocol.lost(), SOON);
                assertThat(server.isReady()).isTrue();
                assertThat(mary.renew().map(Heard::given)).contains(reserved(protocol, MARY));
                // Perhaps the first has something else for her.
                Heard annas = anna.bind();
                assertThat(annas.given()).containsExactlyElementsOf(reserved(protocol, ANNA));
                assertThat(HostsAsking.longest(annas)).isEqualTo(HostsAsking.UNCERTAIN);

                second.kill();
                await("both are away").atMost(SOON).until(() -> !server.isReady());
                first.start();
                await("the first is back")
                        .atMost(SOON)
                        .until(() -> Status.of(server, protocol, use(protocol))
                                .state()
                                .equals("connected"));
                assertThat(server.isReady()).isFalse();
                assertThat(mary.patience(SILENCE).renew()).isEmpty();
                second.start();
                await("the second is back").atMost(SOON).until(server::isReady);
                assertThat(mary.patience(SOON).bind().given()).containsExactlyElementsOf(reserved(protocol, MARY));
                assertThat(HostsAsking.longest(anna.renew().orElseThrow()))
                        .isEqualTo(LeaseDatabaseConfig.VALID_LIFETIME);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MARIADB"})
    void triesThatAreUsedUpEndTheServerOrDoNot(Product product) {
        try (BreakableServer database = BreakableServer.started(product)) {
            LeaseDatabaseConfig leases = LeaseDatabaseConfig.memfile();
            try (ServerUnderTest exits = ServerUnderTest.start(
                            ServersByMode.made(directory.resolve("exits")),
                            leases.hosts(LeaseDatabaseConfig.of(database).onFail("serve-retry-exit", 2, 100)));
                    ServerUnderTest stays = ServerUnderTest.start(
                            ServersByMode.made(directory.resolve("stays")),
                            leases.hosts(LeaseDatabaseConfig.of(database).onFail("serve-retry-continue", 2, 100)));
                    TestClient client = Dhcp.V4.client(stays, NEWCOMER)) {
                database.kill();
                assertThat(exits.awaitEnd(SOON)).isEqualTo(1);
                assertThat(exits.log().with("DHCP4_FATAL_DB_RECONNECT_FAILED")).hasSize(1);
                stays.log().await("DHCP4_DB_RECONNECT_FAILED", SOON);
                assertThat(Status.of(stays, Dhcp.V4, "hosts-1").state()).isEqualTo("abandoned");
                assertThat(stays.isReady()).isTrue();
                assertThat(HostsAsking.longest(client.bind())).isEqualTo(HostsAsking.UNCERTAIN);
                assertThat(stays.health()).contains("hosts-1");
                assertThat(stays.prometheus())
                        .contains("holdfast_backend_state{backend=\"hosts-1\",state=\"abandoned\"} 1.0");
            }
        }
    }

    /** A replica will do for reading, and is not taken for lost when it is looked at. */
    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MARIADB"})
    void whoOnlyReadsMayBeReadOnly(Product product) {
        try (BreakableServer database = BreakableServer.started(product)) {
            reserve(database, Dhcp.V4, MARY, reserved(Dhcp.V4, MARY));
            database.readOnly(true);
            LeaseDatabaseConfig hosts = LeaseDatabaseConfig.of(database).onFail("serve-retry-exit", 1000, 100);
            try (ServerUnderTest refused = ServerUnderTest.start(
                    directory, LeaseDatabaseConfig.memfile().hosts(hosts))) {
                assertThat(refused.ended()).hasValue(1);
                assertThat(refused.log().with("read-only")).isNotEmpty();
            }
            try (ServerUnderTest server = ServerUnderTest.start(
                            directory, LeaseDatabaseConfig.memfile().hosts(hosts.with("readonly", true)));
                    TestClient mary = Dhcp.V4.client(server, MARY)) {
                assertThat(mary.bind().given()).containsExactlyElementsOf(reserved(Dhcp.V4, MARY));
                await("a look at the quiet database")
                        .atMost(SOON)
                        .until(() -> server.prometheus()
                                .lines()
                                .anyMatch(line -> line.startsWith("holdfast_store_seconds_count")
                                        && line.contains("operation=\"check\"")
                                        && line.contains("outcome=\"ok\"")));
                assertThat(Status.of(server, Dhcp.V4, "hosts-1").state()).isEqualTo("connected");
                assertThat(server.log().with(Dhcp.V4.lost())).isEmpty();
                assertThat(mary.renew().map(Heard::given)).contains(reserved(Dhcp.V4, MARY));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MARIADB"})
    void aConfigurationWhoseHostsDatabaseIsAwayIsTriedAndRefused(Product product) {
        try (BreakableServer database = BreakableServer.started(product);
                BreakableServer other = BreakableServer.stopped(product)) {
            reserve(database, Dhcp.V4, MARY, reserved(Dhcp.V4, MARY));
            LeaseDatabaseConfig good = config(Dhcp.V4, database, Mode.SERVE_RETRY_CONTINUE);
            LeaseDatabaseConfig bad = config(Dhcp.V4, other, Mode.SERVE_RETRY_CONTINUE);
            try (ServerUnderTest server = ServerUnderTest.start(directory, good);
                    TestClient mary = Dhcp.V4.client(server, MARY)) {
                assertThat(mary.bind().given()).containsExactlyElementsOf(reserved(Dhcp.V4, MARY));
                String trial = bad.json().replaceFirst("^\\{", "{ \"try-databases\": true,");
                assertThat(server.command(Dhcp.V4, "config-test", trial))
                        .contains("\"result\":1")
                        .contains("hosts-1 database");
                assertThat(mary.renew()).isPresent();

                assertThat(server.configSet(bad)).doesNotContain("\"result\":0");
                assertThat(server.isReady()).isFalse();
                assertThat(Status.of(server, Dhcp.V4, "hosts-1").state()).isEqualTo("abandoned");
                assertThat(mary.patience(SILENCE).renew()).isEmpty();
                assertThat(server.configSet(good)).contains("\"result\":0");
                assertThat(mary.patience(SOON).renew().map(Heard::given)).contains(reserved(Dhcp.V4, MARY));

                // The same again while it is away, for one who may wait: what was known goes on to hold.
                database.kill();
                server.log().await(Dhcp.V4.lost(), SOON);
                LeaseDatabaseConfig waiting = LeaseDatabaseConfig.memfile()
                        .hosts(LeaseDatabaseConfig.of(database)
                                .onFail("serve-retry-continue", 1000, 200)
                                .with("retry-on-startup", true));
                assertThat(server.configSet(waiting)).contains("\"result\":0");
                Optional<? extends Heard> renewed = mary.renew();
                assertThat(renewed.map(Heard::given)).contains(reserved(Dhcp.V4, MARY));
                assertThat(renewed.map(HostsAsking::longest)).contains((long) LeaseDatabaseConfig.VALID_LIFETIME);
            }
        }
    }
}
