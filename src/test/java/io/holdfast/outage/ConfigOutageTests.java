package io.holdfast.outage;

import static org.assertj.core.api.Assertions.assertThat;

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

    @AfterAll
    void close() {
        databases.close();
    }
}
