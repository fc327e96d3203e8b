package io.holdfast.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.holdfast.config.BackendSettings;
import io.holdfast.config.BackendSettings.Type;
import io.holdfast.store.TestDatabase;
import io.holdfast.store.TestDatabases;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Three servers with one configuration database, of which each has its own share and what is for all. */
@Timeout(300)
class ServerTagTests {

    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    private Path directory = Path.of("");

    /** None of them would look of its own for an hour. */
    @Test
    void eachHasItsShareAsSoonAsPostgresqlTellsOfIt() throws Exception {
        share(TestDatabases.postgresql().withSchema(), 3600);
    }

    @Test
    void eachHasItsShareWithTheNextLookAtMariadb() throws Exception {
        share(TestDatabases.mariadb().withSchema(), 1);
    }

    private void share(TestDatabase database, int seconds) throws Exception {
        write(
                database,
                "insert into dhcp4_server (tag, description, modification_ts) values ('a', '', current_timestamp)");
        write(
                database,
                "insert into dhcp4_server (tag, description, modification_ts) values ('b', '', current_timestamp)");
        subnet(database, 5, "a");
        subnet(database, 6, "b");
        subnet(database, 7, "all");
        try (WholeServer a = server(database, "\"server-tag\": \"a\",", "a", seconds);
                WholeServer b = server(database, "\"server-tag\": \"B\",", "b", seconds);
                WholeServer untagged = server(database, "", "untagged", seconds)) {
            assertHas(a, 5, 7);
            assertHas(b, 6, 7);
            assertHas(untagged, 7);

            subnet(database, 8, "a");
            subnet(database, 9, "all");
            awaitHas(a, 5, 7, 8, 9);
            awaitHas(b, 6, 7, 9);
            awaitHas(untagged, 7, 9);

            write(
                    database,
                    "insert into dhcp4_subnet_server (subnet_id, server_id, modification_ts)"
                            + " select 5, id, current_timestamp from dhcp4_server where tag = 'b'",
                    "update dhcp4_subnet set modification_ts = current_timestamp where subnet_id = 5");
            awaitHas(b, 5, 6, 7, 9);
            write(database, "delete from dhcp4_subnet where subnet_id = 7");
            awaitHas(a, 5, 8, 9);
            awaitHas(b, 5, 6, 9);
            awaitHas(untagged, 9);
        }
    }

    private WholeServer server(TestDatabase database, String tag, String name, int seconds) throws Exception {
        BackendSettings settings = database.settings();
        return new WholeServer(directory.resolve(name), """
                %s "lease-database": { "type": "memfile", "persist": false },
                "config-control": { "config-fetch-wait-time": %d, "config-databases": [ %s ] }
                """.formatted(
                tag, seconds, WholeServer.waitedFor(settings, settings.host().port())));
    }

    private static void subnet(TestDatabase database, int id, String tag) {
        write(
                database,
                "insert into dhcp4_subnet (subnet_id, subnet_prefix, modification_ts) values (" + id + ", '192.0." + id
                        + ".0/24', current_timestamp)",
                "insert into dhcp4_subnet_server (subnet_id, server_id, modification_ts) select " + id
                        + ", id, current_timestamp from dhcp4_server where tag = '" + tag + "'");
    }

    /** As one audit revision, of which PostgreSQL tells. */
    private static void write(TestDatabase database, String... statements) {
        boolean tells = database.settings().type() == Type.POSTGRESQL;
        List<String> all = new ArrayList<>();
        all.add("begin");
        all.add((tells ? "select" : "call") + " createAuditRevisionDHCP4(current_timestamp, 'all', 'a test', "
                + (tells ? "false" : "0") + ")");
        all.addAll(List.of(statements));
        if (tells) {
            all.add("notify holdfast_config, 'dhcp4'");
        }
        all.add("commit");
        database.execute(all.toArray(String[]::new));
    }

    private static void awaitHas(WholeServer server, int... ids) {
        await().atMost(SOON).untilAsserted(() -> assertHas(server, ids));
    }

    private static void assertHas(WholeServer server, int... ids) throws Exception {
        String subnets = server.command("subnet4-list", "{}");
        for (int id = 5; id <= 9; id++) {
            int wanted = id;
            if (Arrays.stream(ids).anyMatch(each -> each == wanted)) {
                assertThat(subnets).contains("192.0." + id + ".0/24");
            } else {
                assertThat(subnets).doesNotContain("192.0." + id + ".0/24");
            }
        }
    }
}
