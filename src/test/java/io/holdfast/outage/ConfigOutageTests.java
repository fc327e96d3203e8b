package io.holdfast.outage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.holdfast.address.Protocol;
import io.holdfast.outage.ConfigAway.Promised;
import io.holdfast.store.config.ConfigRows;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The configuration in a database that goes away: the guide's fourth table of outages, and what comes after. What clients
 * are served by shows in the lifetime they are given. Normally each protocol on one product; on the others, MySQL among
 * them, by
 *
 * <pre>./mvnw test -DexcludedGroups= -Dtest='ConfigOutage*Tests'</pre>
 */
@Timeout(180)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConfigOutageTests {

    private static final Path GUIDE = Path.of("src/docs/outages.md");
    private static final int TABLE = 3;
    private static final int TRIES = 1000;
    private static final int WAIT_MILLIS = 100;
    /** Of a command that waits for nothing. */
    private static final Duration AT_ONCE = Duration.ofSeconds(1);

    private final Databases databases = new Databases();

    @TempDir
    private Path directory = Path.of("");

    private static List<Arguments> everyday() {
        return List.of(Arguments.of(Product.POSTGRESQL, Dhcp.V4), Arguments.of(Product.MARIADB, Dhcp.V6));
    }

    private static List<Arguments> allOthers() {
        return List.of(
                Arguments.of(Product.POSTGRESQL, Dhcp.V6),
                Arguments.of(Product.MARIADB, Dhcp.V4),
                Arguments.of(Product.MYSQL, Dhcp.V4),
                Arguments.of(Product.MYSQL, Dhcp.V6));
    }

    private static List<Arguments> byMode(boolean everyday) {
        List<Arguments> cells = new ArrayList<>();
        for (Mode mode : Mode.values()) {
            for (Arguments each : everyday()) {
                boolean turn =
                        each.get()[0].equals(mode == Mode.SERVE_RETRY_EXIT ? Product.MARIADB : Product.POSTGRESQL);
                if (everyday == turn) {
                    cells.add(Arguments.of(each.get()[0], each.get()[1], mode));
                }
            }
            if (!everyday) {
                allOthers().forEach(each -> cells.add(Arguments.of(each.get()[0], each.get()[1], mode)));
            }
        }
        return cells;
    }

    private static List<Arguments> eachMode() {
        return byMode(true);
    }

    private static List<Arguments> allOtherModes() {
        return byMode(false);
    }

    private BreakableServer database(Product product, Dhcp protocol) {
        BreakableServer database = databases.healthy(product);
        tell(database, protocol, ConfigAway.FETCHED);
        return database;
    }

    /** Past all servers, as an operator does. */
    private static void tell(BreakableServer database, Dhcp protocol, int lifetime) {
        ConfigRows rows = new ConfigRows(database.database(), protocol == Dhcp.V4 ? Protocol.DHCP4 : Protocol.DHCP6);
        rows.write(
                "delete from " + rows.table("global_parameter"),
                rows.insert(
                        "global_parameter",
                        "id",
                        "1",
                        "name",
                        "'valid-lifetime'",
                        "value",
                        "'" + lifetime + "'",
                        "parameter_type",
                        "0"),
                rows.assign("global_parameter", 1, "all"));
    }

    private static LeaseDatabaseConfig config(BreakableServer database, Wire wire, Mode mode) {
        return LeaseDatabaseConfig.of(database, wire).onFail(mode.word(), TRIES, WAIT_MILLIS);
    }

    @Test
    void theGuidesTableIsWhatIsTestedHere() {
        Map<String, Map<String, Promised>> expected = new LinkedHashMap<>();
        for (ConfigAway away : ConfigAway.values()) {
            Map<String, Promised> row = new LinkedHashMap<>();
            Arrays.stream(Mode.values()).forEach(mode -> row.put(mode.toString(), away.promised(mode)));
            expected.put(away.toString(), row);
        }
        Map<String, Map<String, Promised>> written = new LinkedHashMap<>();
        GuideTable.of(GUIDE, TABLE).rows().forEach((away, row) -> {
            Map<String, Promised> promises = new LinkedHashMap<>();
            row.forEach((mode, cell) -> promises.put(mode, Promised.of(cell)));
            written.put(away, promises);
        });
        assertThat(written).isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("everyday")
    void whatWasFetchedIsServedAndChangesComeAfterwards(Product product, Dhcp protocol) {
        lose(product, protocol);
    }

    @Tag("slow")
    @ParameterizedTest
    @MethodSource("allOthers")
    void whatWasFetchedIsServedAndChangesComeAfterwardsOnOthers(Product product, Dhcp protocol) {
        lose(product, protocol);
    }

    private void lose(Product product, Dhcp protocol) {
        BreakableServer database = database(product, protocol);
        List<ConfigSite> sites = new ArrayList<>();
        try (Wire wire = Wire.to("127.0.0.1", database.port())) {
            for (Mode mode : Mode.values()) {
                ConfigSite site = ConfigSite.started(
                        directory.resolve("lost-" + mode + protocol + product),
                        protocol,
                        mode,
                        config(database, wire, mode));
                sites.add(site);
                site.awaitLifetime(ConfigAway.FETCHED);
            }
            wire.refuse();
            sites.forEach(ConfigOutageTests::away);
            tell(database, protocol, ConfigAway.CHANGED);
            sites.forEach(site -> site.assertKept(ConfigAway.LOST));
            wire.pass();
            sites.forEach(ConfigOutageTests::back);
        } finally {
            sites.forEach(ConfigSite::close);
        }
    }

    private static void away(ConfigSite site) {
        assertThat(site.pull().result()).isEqualTo(1); // whoever pulls notices
        site.await("recovering");
        long asked = System.nanoTime();
        Answer refused = site.pull();
        assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(AT_ONCE);
        assertThat(refused.result()).isEqualTo(1);
        assertThat(refused.text()).contains(site.use()).doesNotContain(Template.PASSWORD);
        Status status = site.status();
        assertThat(status.isDisabled()).isEqualTo(site.mode().stops());
        assertThat(status.attempts() + status.left()).isEqualTo(TRIES);
        assertThat(site.server().health()).contains(site.use(), "\"recovering\"");
        assertThat(site.server().prometheus())
                .contains("holdfast_backend_state{backend=\"" + site.use() + "\",state=\"recovering\"} 1.0");
        site.assertKept(ConfigAway.LOST);
    }

    private static void back(ConfigSite site) {
        site.await("connected");
        site.awaitLifetime(ConfigAway.CHANGED);
        assertThat(site.status().isDisabled()).isFalse();
        assertThat(site.server().isReady()).isTrue();
        assertThat(site.server().ended()).isEmpty();
        assertThat(site.pull().result()).isZero();
        Outage.assertNobodyRefused(site.server(), site.protocol());
    }

    /** How long the tries last. */
    enum Limit {
        NO_TRIES(0),
        TWO_TRIES(2);

        private final int tries;

        Limit(int tries) {
            this.tries = tries;
        }
    }

    @ParameterizedTest
    @MethodSource("eachMode")
    void triesThatAreUsedUpEndTheServerOrDoNot(Product product, Dhcp protocol, Mode mode) {
        giveUp(product, protocol, mode, Limit.TWO_TRIES);
    }

    @Tag("slow")
    @ParameterizedTest
    @MethodSource("eachMode")
    void withoutTriesTheServerEndsAtOnceOrDoesNot(Product product, Dhcp protocol, Mode mode) {
        giveUp(product, protocol, mode, Limit.NO_TRIES);
    }

    @Tag("slow")
    @ParameterizedTest
    @MethodSource("allOtherModes")
    void triesThatAreUsedUpEndTheServerOrDoNotOnOthers(Product product, Dhcp protocol, Mode mode) {
        giveUp(product, protocol, mode, Limit.TWO_TRIES);
        giveUp(product, protocol, mode, Limit.NO_TRIES);
    }

    private void giveUp(Product product, Dhcp protocol, Mode mode, Limit limit) {
        BreakableServer database = database(product, protocol);
        try (Wire wire = Wire.to("127.0.0.1", database.port());
                ConfigSite site = ConfigSite.started(
                        directory.resolve("given-up-" + limit + mode + protocol + product),
                        protocol,
                        mode,
                        config(database, wire, mode).with("max-reconnect-tries", limit.tries))) {
            site.awaitLifetime(ConfigAway.FETCHED);
            site.server().log().clear();
            wire.refuse();
            String end = limit.tries == 0 ? "DB_RECONNECT_DISABLED" : "DB_RECONNECT_FAILED";
            if (mode.exits()) {
                assertThat(site.server().awaitEnd(Outage.SOON)).isEqualTo(1);
                assertThat(site.server().log().with(protocol.logged("FATAL_" + end)))
                        .hasSize(1);
                return;
            }
            site.server().log().await(protocol.logged(end), Outage.SOON);
            goesOn(site, limit);
            wire.pass();
            tell(database, protocol, ConfigAway.CHANGED);
            // It is tried again every 30 s; whoever sets the configuration again need not wait.
            assertThat(site.set(config(database, wire, mode)).result()).isZero();
            back(site);
        }
    }

    private static void goesOn(ConfigSite site, Limit limit) {
        Status status = site.status();
        assertThat(status.state()).isEqualTo("abandoned");
        assertThat(status.attempts()).isEqualTo(limit.tries);
        assertThat(status.isDisabled()).isFalse();
        site.assertKept(ConfigAway.GIVEN_UP);
        assertThat(site.pull().result()).isEqualTo(1);
        assertThat(site.server().ended()).isEmpty();
    }

    /** Nobody need do anything, however late it comes back. */
    @Tag("slow")
    @ParameterizedTest
    @MethodSource("everyday")
    void whoeverContinuesTakesTheChangesWhenItIsThereAgain(Product product, Dhcp protocol) {
        BreakableServer database = database(product, protocol);
        Mode mode = Mode.SERVE_RETRY_CONTINUE;
        try (Wire wire = Wire.to("127.0.0.1", database.port());
                ConfigSite site = ConfigSite.started(
                        directory.resolve("late-" + protocol),
                        protocol,
                        mode,
                        config(database, wire, mode).with("max-reconnect-tries", 1))) {
            wire.refuse();
            site.await("abandoned");
            tell(database, protocol, ConfigAway.CHANGED);
            wire.pass();
            site.server().log().await(protocol.back(), Duration.ofSeconds(60));
            back(site);
        }
    }

    @ParameterizedTest
    @MethodSource("eachMode")
    void whoStartsWithoutItGoesByTheCopyOrTheFileOrNotAtAll(Product product, Dhcp protocol, Mode mode) {
        startWithout(product, protocol, mode);
    }

    @Tag("slow")
    @ParameterizedTest
    @MethodSource("allOtherModes")
    void whoStartsWithoutItGoesByTheCopyOrTheFileOrNotAtAllOnOthers(Product product, Dhcp protocol, Mode mode) {
        startWithout(product, protocol, mode);
    }

    private void startWithout(Product product, Dhcp protocol, Mode mode) {
        BreakableServer database = database(product, protocol);
        Path fresh = directory.resolve("fresh-" + mode + protocol + product);
        try (Wire wire = Wire.to("127.0.0.1", database.port())) {
            LeaseDatabaseConfig config = config(database, wire, mode);
            LeaseDatabaseConfig waiting = config.with("retry-on-startup", true);
            start(ConfigAway.START_WITHOUT_COPY, fresh, protocol, mode, config, wire);
            start(ConfigAway.WAITING_START_WITHOUT_COPY, fresh, protocol, mode, waiting, wire);
            // By now there is a copy.
            start(ConfigAway.START, fresh, protocol, mode, config, wire);
            start(ConfigAway.WAITING_START, fresh, protocol, mode, waiting, wire);
        }
    }

    private static void start(
            ConfigAway away, Path directory, Dhcp protocol, Mode mode, LeaseDatabaseConfig config, Wire wire) {
        wire.refuse();
        try (ConfigSite site = ConfigSite.started(directory, protocol, mode, config)) {
            if (away.promised(mode) == Promised.NO_SERVER) {
                assertThat(site.server().ended()).hasValue(1);
                assertThat(site.server().log().with(site.use() + " database")).isNotEmpty();
                return;
            }
            assertThat(site.status().state()).isEqualTo("recovering");
            assertThat(site.status().isDisabled()).isEqualTo(mode.stops());
            boolean copied = away == ConfigAway.START || away == ConfigAway.WAITING_START;
            assertThat(site.fromCopy()).isEqualTo(copied ? Optional.of(true) : Optional.empty());
            site.assertKept(away);
            wire.pass();
            site.await("connected");
            site.awaitLifetime(ConfigAway.FETCHED);
            await("content of its own")
                    .atMost(Outage.SOON)
                    .until(() -> site.fromCopy().equals(Optional.of(false)));
        }
    }

    @ParameterizedTest
    @MethodSource("eachMode")
    void aConfigurationWhoseDatabaseIsAwayIsRefusedUnlessItCanBeDoneWithout(Product product, Dhcp protocol, Mode mode) {
        reconfigure(product, protocol, mode);
    }

    @Tag("slow")
    @ParameterizedTest
    @MethodSource("allOtherModes")
    void aConfigurationWhoseDatabaseIsAwayIsRefusedUnlessItCanBeDoneWithoutOnOthers(
            Product product, Dhcp protocol, Mode mode) {
        reconfigure(product, protocol, mode);
    }

    private void reconfigure(Product product, Dhcp protocol, Mode mode) {
        BreakableServer database = database(product, protocol);
        try (Wire wire = Wire.to("127.0.0.1", database.port())) {
            LeaseDatabaseConfig good = config(database, wire, mode);
            LeaseDatabaseConfig other = good.with("port", Ports.free());
            try (ConfigSite site =
                    ConfigSite.started(directory.resolve("set-" + mode + protocol + product), protocol, mode, good)) {
                site.awaitLifetime(ConfigAway.FETCHED);
                setAnother(site, other);
                assertThat(site.set(good).result()).isZero();
                site.awaitLifetime(ConfigAway.FETCHED);

                wire.refuse();
                assertThat(site.pull().result()).isEqualTo(1);
                site.await("recovering");
                assertThat(site.set(good).result()).isZero();
                site.assertKept(ConfigAway.SET_AGAIN);
                tell(database, protocol, ConfigAway.CHANGED);
                wire.pass();
                back(site);
            }
        }
    }

    private static void setAnother(ConfigSite site, LeaseDatabaseConfig other) {
        Answer refused = site.set(other);
        assertThat(refused.result()).isEqualTo(1);
        assertThat(refused.text()).contains(site.use());
        assertThat(site.status().state()).isEqualTo("connected");
        site.assertKept(ConfigAway.SET);
        assertThat(site.set(other.with("retry-on-startup", true)).result()).isZero();
        assertThat(site.status().state()).isEqualTo("recovering");
        site.assertKept(ConfigAway.WAITING_SET);
    }

    @AfterAll
    void close() {
        databases.close();
    }
}
