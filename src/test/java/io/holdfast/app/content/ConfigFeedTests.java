package io.holdfast.app.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.address.Protocol;
import io.holdfast.app.database.ConfigBackends;
import io.holdfast.availability.BackendUnavailable;
import io.holdfast.config.Configs;
import io.holdfast.config.ServerConfig;
import io.holdfast.config.json.ConfigException;
import io.holdfast.config.json.JsonWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a server goes by whose configuration databases come, go, change and have errors. */
class ConfigFeedTests {

    private static final String SUBNET = "\"subnet4\": [{\"id\": 5, \"subnet\": \"192.0.5.0/24\"}]";
    private static final String BROKEN =
            "\"subnet4\": [{\"id\": 5, \"subnet\": \"192.0.5.0/24\", \"pools\": [{\"pool\": \"10.0.0.1-10.0.0.2\"}]}]";

    private static final String SERVES = ", \"on-fail\": \"serve-retry-continue\"";

    @TempDir
    private Path state;

    private final MemoryConfigDatabase database = new MemoryConfigDatabase();
    private Instant now = Instant.parse("2026-01-02T03:04:05Z");
    private int ends;
    private ConfigFeed feed;

    @BeforeEach
    void start() {
        feed = new ConfigFeed(
                Protocol.DHCP4,
                database::open,
                new ContentCopy(copy()),
                (_, task) -> task.run(),
                () -> now,
                () -> ends++);
    }

    private Path copy() {
        return state.resolve("dhcp4-config-copy.json");
    }

    private static ServerConfig file(String database) {
        return file("Alpha", database);
    }

    private static ServerConfig file(String tag, String database) {
        return Configs.server("""
                "server-tag": "%s", "lease-database": {"type": "memfile", "persist": false},
                "subnet4": [{"id": 1, "subnet": "192.0.1.0/24"}],
                "config-control": {"config-databases": [
                  {"type": "mysql", "name": "kea", "user": "kea", "password": "s3cr3t" %s}]}
                """.formatted(tag, database));
    }

    private ServerConfig served(String database) throws ConfigException {
        ServerConfig config = feed.prepare(file(database));
        feed.keep();
        return config;
    }

    private static int[] ids(ServerConfig config) {
        return Objects.requireNonNull(config).subnets().stream()
                .mapToInt(subnet -> subnet.id())
                .toArray();
    }

    @Test
    void aFileWithoutDatabasesIsTheWhole() throws ConfigException {
        ServerConfig alone = Configs.server("\"valid-lifetime\": 7");
        assertThat(feed.prepare(alone)).isSameAs(alone);
        feed.keep();
        assertThat(feed.isEmpty()).isTrue();
        assertThat(feed.hasNews()).isFalse();
        assertThat(copy()).doesNotExist();
    }

    @Test
    void newsAreTakenOver() throws ConfigException {
        database.has(SUBNET);
        assertThat(ids(served(""))).containsExactly(1, 5);
        assertThat(database.tags).containsExactly("alpha");
        assertThat(feed.hasNews()).isFalse();

        database.has(SUBNET.replace("\"id\": 5", "\"id\": 6"));
        assertThat(feed.hasNews()).isTrue();
        assertThat(ids(feed.refetch(false))).containsExactly(1, 6);
        feed.keep();
        assertThat(feed.hasNews()).isFalse();

        database.has("");
        assertThat(ids(feed.refetch(false))).containsExactly(1);
    }

    /** Its audit grows by what others are given. */
    @Test
    void whatIsForOtherServersChangesNothing() throws ConfigException {
        database.has(SUBNET);
        served("");
        database.has(SUBNET);
        assertThat(feed.hasNews()).isTrue();
        assertThat(feed.refetch(false)).isNull();
        assertThat(feed.hasNews()).isFalse();
    }

    @Test
    void whatWasWrittenEarlierAndIsSeenLaterIsNews() throws ConfigException {
        database.has(SUBNET);
        served("");
        database.hasLate(SUBNET.replace("\"id\": 5", "\"id\": 6"));
        assertThat(feed.hasNews()).isTrue();
        assertThat(ids(feed.refetch(false))).containsExactly(1, 6);
        feed.keep();
        assertThat(feed.hasNews()).isFalse();
    }

    /** What was missing for it a command may have brought. */
    @Test
    void whatWasRefusedIsTriedAgainAfterACommand() throws ConfigException {
        ServerConfig present = served("");
        database.has(SUBNET.replace("\"id\": 5", "\"id\": 5, \"shared-network-name\": \"floor\""));
        assertThatThrownBy(() -> feed.refetch(false)).hasMessageContaining("floor");
        feed.undo();
        assertThat(feed.hasNews()).isFalse();

        Map<String, @Nullable Object> members =
                new LinkedHashMap<>(present.document().members());
        members.put("shared-networks", List.of(Map.of("name", "floor")));
        String text = JsonWriter.compact(members);
        feed.amended(Configs.server(text.substring(1, text.length() - 1)));
        assertThat(feed.facts().getFirst().content().refused()).contains("floor");
        assertThat(feed.hasNews()).isTrue();
        assertThat(ids(feed.refetch(false))).containsExactly(1, 5);
        feed.keep();
        assertThat(feed.facts().getFirst().content().refused()).isNull();
    }

    /** Whoever manages it and wants that says so by config-backend-pull. */
    @Test
    void aDatabaseThatWasMadeAnewTakesNothingAway() throws ConfigException {
        database.has(SUBNET);
        served("");
        database.isMadeAnew();
        assertThat(feed.hasNews()).isTrue();
        assertThatThrownBy(() -> feed.refetch(false)).hasMessageContaining("newest revision is 0, after 1");
        feed.undo();
        assertThat(feed.hasNews()).isFalse();
        assertThatThrownBy(() -> feed.prepare(file(""))).isInstanceOf(ConfigException.class);

        start();
        assertThat(ids(served(""))).containsExactly(1, 5);
        assertThat(feed.facts().getFirst().content().refused()).contains("config-backend-pull");
        assertThat(ids(feed.refetch(true))).containsExactly(1);
        feed.keep();
        assertThat(feed.hasNews()).isFalse();
        assertThat(ids(served(""))).containsExactly(1);
    }

    @Test
    void whatHasErrorsIsNoNewsUntilItChanges() throws ConfigException {
        database.has(SUBNET);
        served("");
        database.has(BROKEN);
        assertThat(feed.hasNews()).isTrue();
        assertThatThrownBy(() -> feed.refetch(false)).hasMessageContaining("config-databases[0] subnet4 id 5: Dhcp4");
        feed.undo();
        assertThat(feed.hasNews()).isFalse();
        assertThat(feed.facts().getFirst().content().refused()).contains("pool");
        assertThat(Files.exists(copy())).isTrue();

        database.has(SUBNET);
        assertThat(feed.hasNews()).isTrue();
        feed.refetch(false);
        assertThat(feed.facts().getFirst().content().refused()).isNull();
    }

    /** One mistake about a parameter may be one of ten thousand subnets. */
    @Test
    void ofManyErrorsTheStateTellsTheFirst() throws ConfigException {
        served("");
        database.has("\"subnet4\": ["
                + IntStream.rangeClosed(20, 50)
                        .mapToObj(i -> "{\"id\": " + i + ", \"subnet\": \"nonsense " + i + "\"}")
                        .collect(Collectors.joining(", "))
                + "]");
        assertThatThrownBy(() -> feed.refetch(false)).message().contains("nonsense20", "nonsense50");
        assertThat(feed.facts().getFirst().content().refused())
                .hasLineCount(11)
                .contains("nonsense20")
                .endsWith(" more");
    }

    @Test
    void whatACommandAddedStays() throws ConfigException {
        database.has(SUBNET);
        served("");
        feed.amended(Configs.server("""
                "subnet4": [{"id": 5, "subnet": "192.0.5.0/24"}, {"id": 1, "subnet": "192.0.1.0/24"},
                  {"id": 9, "subnet": "192.0.9.0/24"}]
                """));
        database.has("");
        assertThat(ids(feed.refetch(false))).containsExactly(1, 9);
    }

    @Test
    void aNamedDatabaseStaysOpen() throws ConfigException {
        served("");
        served("");
        assertThat(database.opened).isEqualTo(1);
        served(", \"on-fail\": \"serve-retry-continue\"");
        assertThat(database.opened).isEqualTo(2);
        assertThat(database.closed).isEqualTo(1);
        feed.prepare(file(""));
        feed.undo();
        assertThat(database.closed).isEqualTo(2);
        assertThat(feed.facts()).hasSize(1);
    }

    @Test
    void theCopyIsTheOwnersAloneAndHasNoPassword() throws ConfigException, IOException {
        database.has(SUBNET);
        served("");
        assertThat(Files.readString(copy())).contains("192.0.5.0/24", "alpha").doesNotContain("s3cr3t");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(copy())))
                .isEqualTo("rw-------");
        try (var files = Files.list(state)) {
            assertThat(files).hasSize(1);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            , "on-fail": "serve-retry-continue"
            , "on-fail": "serve-retry-exit", "max-reconnect-tries": 3, "reconnect-wait-time": 100
            , "on-fail": "stop-retry-exit", "max-reconnect-tries": 3, "reconnect-wait-time": 100, "retry-on-startup": true
            """)
    void aStartDuringAnOutageGoesByTheCopy(String mode) throws ConfigException {
        database.has(SUBNET);
        served(mode);
        database.isAway = true;
        now = now.plusSeconds(90);
        start();
        assertThat(ids(served(mode))).containsExactly(1, 5);
        assertThat(feed.facts().getFirst().content().copied()).isTrue();
        assertThat(database.gate.isOpen()).isEqualTo(mode.contains("serve"));
        assertThat(feed.hasNews()).isFalse();

        database.has(SUBNET.replace("\"id\": 5", "\"id\": 6"));
        database.comeBack();
        assertThat(database.gate.isOpen()).isTrue();
        assertThat(feed.hasNews()).isTrue();
        assertThat(ids(feed.refetch(false))).containsExactly(1, 6);
        feed.keep();
        assertThat(feed.facts().getFirst().content().copied()).isFalse();
    }

    @Test
    void withoutACopyOrWithKeasDefaultsAStartDuringAnOutageFails() throws ConfigException {
        database.isAway = true;
        assertThatThrownBy(() -> served(", \"on-fail\": \"serve-retry-continue\""))
                .isInstanceOf(BackendUnavailable.class);
        database.isAway = false;
        served("");
        database.isAway = true;
        start();
        assertThatThrownBy(() -> served("")).isInstanceOf(BackendUnavailable.class);
        assertThat(database.closed).isEqualTo(2);
    }

    @Test
    void retryOnStartupWithoutACopyGoesByTheFile() throws ConfigException {
        database.has(SUBNET);
        database.isAway = true;
        String mode = ", \"on-fail\": \"serve-retry-continue\", \"retry-on-startup\": true";
        assertThat(ids(served(mode))).containsExactly(1);
        assertThat(feed.facts().getFirst().content()).isNull();
        database.comeBack();
        assertThat(ids(feed.refetch(false))).containsExactly(1, 5);
    }

    @Test
    void theCopyOfAnotherServerOrDatabaseIsOfNoUse() throws ConfigException {
        database.has(SUBNET);
        served("");
        database.isAway = true;
        start();
        ServerConfig other = Configs.server("""
                "server-tag": "beta", "config-control": {"config-databases": [
                  {"type": "mysql", "name": "kea", "on-fail": "serve-retry-continue"}]}
                """);
        assertThatThrownBy(() -> feed.prepare(other)).isInstanceOf(BackendUnavailable.class);
    }

    @Test
    void aCopyThatCannotBeReadIsNone() throws ConfigException, IOException {
        Files.writeString(copy(), "{\"copies\": [{\"database\": 7}]}");
        assertThat(ids(served(""))).containsExactly(1);
        Files.writeString(copy(), "{");
        assertThat(new ContentCopy(copy()).read()).isEmpty();
    }

    @Test
    void aStartWithBrokenContentGoesByTheCopyOrFails() throws ConfigException {
        database.has(BROKEN);
        assertThatThrownBy(() -> served("")).isInstanceOf(ConfigException.class);
        database.has(SUBNET);
        served("");
        database.has(BROKEN);
        start();
        assertThat(ids(served(""))).containsExactly(1, 5);
        assertThat(feed.facts().getFirst().content().refused()).contains("pool");
        assertThat(feed.hasNews()).isFalse();
        database.has("");
        assertThat(feed.hasNews()).isTrue();
        assertThat(ids(feed.refetch(false))).containsExactly(1);
    }

    @Test
    void duringAnOutageTheLastContentIsServedAndSetAgain() throws ConfigException {
        database.has(SUBNET);
        String mode = ", \"on-fail\": \"serve-retry-continue\"";
        served(mode);
        database.goAway();
        assertThat(feed.hasNews()).isFalse();
        assertThat(feed.refetch(false)).isNull();
        assertThatThrownBy(() -> feed.refetch(true)).isInstanceOf(BackendUnavailable.class);
        assertThat(ids(served(mode))).containsExactly(1, 5);
    }

    /** What it has for the other tag was never known: without it the subnets would be gone. */
    @Test
    void anotherTagDuringAnOutageIsRefused() throws ConfigException {
        database.has(SUBNET);
        String mode = SERVES + ", \"max-reconnect-tries\": 3, \"reconnect-wait-time\": 100";
        served(mode);
        database.goAway();
        assertThatThrownBy(() -> feed.prepare(file("Beta", mode)))
                .isInstanceOf(BackendUnavailable.class)
                .hasMessageContaining("server tag beta");
        assertThat(ids(served(mode))).containsExactly(1, 5);
        assertThat(database.opened).isEqualTo(1);
    }

    @Test
    void whatComesBackWhileTheRestIsStartedIsLookedAtAgain() throws ConfigException {
        List<Runnable> looks = new ArrayList<>();
        feed.pollBy(new ConfigPoller(
                (wait, look) -> {
                    if (wait.isZero()) {
                        looks.add(look);
                    }
                },
                () -> {}));
        database.has(SUBNET);
        database.isAway = true;
        feed.prepare(file(SERVES + ", \"retry-on-startup\": true"));
        database.comeBack();
        looks.clear(); // nothing was in effect yet, so that it would have found nothing
        feed.keep();
        assertThat(looks).hasSize(1);
        assertThat(feed.hasNews()).isTrue();
    }

    @Test
    void whatIsMendedIsNotRefusedAnyLongerAlsoWhileAnotherIsAway() throws ConfigException {
        MemoryConfigDatabase second = new MemoryConfigDatabase();
        ConfigBackends.Opener both = (number, settings, waiting, listener) ->
                (number == 1 ? database : second).open(number, settings, waiting, listener);
        String two = SERVES + "}, {\"type\": \"mysql\", \"name\": \"more\"" + SERVES;
        database.has(SUBNET);
        second.has("\"renew-timer\": 77");
        feed = new ConfigFeed(
                Protocol.DHCP4, both, new ContentCopy(copy()), (_, task) -> task.run(), () -> now, () -> ends++);
        served(two);
        second.isAway = true;
        feed = new ConfigFeed(
                Protocol.DHCP4, both, new ContentCopy(copy()), (_, task) -> task.run(), () -> now, () -> ends++);
        served(two);
        assertThat(feed.facts().getLast().content().copied()).isTrue();

        database.has(BROKEN);
        assertThatThrownBy(() -> feed.refetch(false)).isInstanceOf(ConfigException.class);
        feed.undo();
        assertThat(feed.facts().getFirst().content().refused()).isNotNull();
        database.has(SUBNET.replace("\"id\": 5", "\"id\": 6"));
        assertThat(ids(feed.refetch(false))).containsExactly(1, 6);
        feed.keep();
        assertThat(feed.facts().getFirst().content().refused()).isNull();
    }

    @Test
    void aDatabaseLostForGoodEndsTheProcessIfItIsToEnd() throws ConfigException {
        served("");
        database.goAway();
        assertThat(ends).isEqualTo(1);
    }
}
