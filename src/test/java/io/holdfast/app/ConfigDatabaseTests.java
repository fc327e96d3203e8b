package io.holdfast.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.holdfast.config.BackendSettings;
import io.holdfast.outage.Wire;
import io.holdfast.store.TestDatabase;
import io.holdfast.store.TestDatabases;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A whole server whose subnets are in a database: changed there, lost, and started without it. */
@Timeout(300)
class ConfigDatabaseTests {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String ASSIGN = " select %d, id, current_timestamp from dhcp4_server where tag = 'all'";

    @TempDir
    private Path directory = Path.of("");

    private final TestDatabase database = TestDatabases.postgresql().withSchema();
    private @Nullable WholeServer server;
    private Wire wire;

    @BeforeEach
    void open() {
        BackendSettings settings = database.settings();
        wire = Wire.to(settings.host().host(), settings.host().port());
    }

    @AfterEach
    void stop() throws Exception {
        end();
        wire.close();
    }

    private void end() {
        if (server != null) {
            server.close();
        }
    }

    /** @param seconds between two looks for changes */
    private void start(int seconds) throws Exception {
        start(seconds, "");
    }

    private void start(int seconds, String more) throws Exception {
        server = new WholeServer(
                directory, """
                "lease-database": { "type": "memfile", "persist": false }, "valid-lifetime": 1000, %s
                "subnet4": [ { "id": 1, "subnet": "192.0.1.0/24" } ],
                "config-control": { "config-fetch-wait-time": %d, "config-databases": [ %s ] }
                """.formatted(more, seconds, WholeServer.waitedFor(database.settings(), wire.port())));
    }

    private String command(String name) throws Exception {
        return command(name, "{}");
    }

    private String command(String name, String arguments) throws Exception {
        return server == null ? "" : server.command(name, arguments);
    }

    private void write(String... statements) {
        List<String> all = new ArrayList<>(
                List.of("begin", "select createAuditRevisionDHCP4(current_timestamp, 'all', 'a test', false)"));
        all.addAll(List.of(statements));
        all.add("commit");
        database.execute(all.toArray(String[]::new));
    }

    private void subnet(int id) {
        write(
                "insert into dhcp4_subnet (subnet_id, subnet_prefix, modification_ts) values (" + id + ", '192.0." + id
                        + ".0/24', current_timestamp)",
                "insert into dhcp4_subnet_server (subnet_id, server_id, modification_ts)" + ASSIGN.formatted(id));
    }

    private void pool(int id, String first, String last) {
        write("insert into dhcp4_pool (start_address, end_address, subnet_id, modification_ts) values ('" + first
                + "', '" + last + "', " + id + ", current_timestamp)");
        write("update dhcp4_subnet set modification_ts = current_timestamp where subnet_id = " + id);
    }

    @Test
    void changesAreNoticedAndPulled() throws Exception {
        subnet(5);
        start(1);
        assertThat(command("subnet4-list")).contains("192.0.1.0/24", "192.0.5.0/24");
        String hash = command("config-hash-get");
        subnet(6);
        await().atMost(SOON).until(() -> command("subnet4-list").contains("192.0.6.0/24"));
        assertThat(command("config-get")).contains("192.0.6.0/24", "\"password\":\"*****\"");
        assertThat(command("config-hash-get")).isNotEqualTo(hash);
        assertThat(command("config-write")).contains("\"result\":0");
        assertThat(Files.readString(directory.resolve("kea.conf"))).contains("192.0.6.0/24");
    }

    /** Whoever writes by hand may tell, too; the next look would be in an hour. */
    @Test
    void whatTheDatabaseTellsOfIsTakenOverAtOnce() throws Exception {
        start(3600);
        subnet(6);
        awaitTold(6);
        wire.reset();
        wire.restore();
        subnet(7);
        awaitTold(7);
    }

    private void awaitTold(int id) {
        await().atMost(SOON).until(() -> {
            database.execute("notify holdfast_config, 'dhcp6'", "notify holdfast_config, 'dhcp4'");
            return command("subnet4-list").contains("192.0." + id + ".0/24");
        });
    }

    @Test
    void onDemandWithoutPollingAndNotWithErrors() throws Exception {
        start(0);
        subnet(5);
        assertThat(command("config-backend-pull")).contains("On demand configuration update successful.");
        assertThat(command("subnet4-list")).contains("192.0.5.0/24");
        pool(5, "10.0.0.1", "10.0.0.2");
        assertThat(command("config-backend-pull"))
                .contains("\"result\":1", "On demand configuration update failed: config-databases[0] subnet4 id 5: ");
        assertThat(command("status-get")).contains("\"use\":\"config-1\"", "\"refused\":\"config-databases[0]");
        assertThat(command("subnet4-list")).contains("192.0.5.0/24");
        write("delete from dhcp4_pool");
        write("update dhcp4_subnet set modification_ts = current_timestamp where subnet_id = 5");
        assertThat(command("config-backend-pull")).contains("\"result\":0");
        assertThat(command("status-get")).doesNotContain("refused");
    }

    /** What the command added is not in the database, and stays. */
    @Test
    void subnetCommandsAndReloadsGoWithIt() throws Exception {
        subnet(5);
        start(0);
        assertThat(command("subnet4-add", "{\"subnet4\": [{\"id\": 9, \"subnet\": \"192.0.9.0/24\"}]}"))
                .contains("\"result\":0");
        subnet(6);
        assertThat(command("config-backend-pull")).contains("\"result\":0");
        assertThat(command("subnet4-list")).contains("192.0.5.0/24", "192.0.6.0/24", "192.0.9.0/24");
        subnet(7);
        assertThat(command("config-reload")).contains("\"result\":0");
        assertThat(command("subnet4-list")).contains("192.0.7.0/24").doesNotContain("192.0.9.0/24");
    }

    @Test
    void aParameterThatReachesTheTimersIsPutInEffectToo() throws Exception {
        start(0);
        aTimer();
        assertThat(command("config-backend-pull")).contains("\"result\":0");
        assertThat(command("config-get")).contains("\"hold-reclaimed-time\":77");
    }

    /** It opens all databases anew: one that is away, and that the server serves without, must not end the service. */
    @Test
    void aParameterThatReachesTheTimersWaitsForAnotherDatabase() throws Exception {
        BackendSettings settings = database.settings();
        Wire hosts = Wire.to(settings.host().host(), settings.host().port());
        try {
            start(0, """
                    "hosts-database": %s,""".formatted(WholeServer.waitedFor(settings, hosts.port())));
            hosts.refuse();
            aTimer();
            assertThat(command("config-backend-pull")).contains("\"result\":1", "hosts-1");
            assertThat(command("status-get")).contains("\"globally-disabled\":false");
            assertThat(command("config-get")).doesNotContain("\"hold-reclaimed-time\":77");
            hosts.pass();
            await().atMost(SOON).until(() -> command("config-backend-pull").contains("\"result\":0"));
            assertThat(command("config-get")).contains("\"hold-reclaimed-time\":77");
        } finally {
            hosts.close();
        }
    }

    private void aTimer() {
        write(
                "insert into dhcp4_global_parameter (id, name, value, parameter_type, modification_ts) values (1,"
                        + " 'expired-leases-processing.hold-reclaimed-time', '77', 0, current_timestamp)",
                "insert into dhcp4_global_parameter_server (parameter_id, server_id, modification_ts)"
                        + ASSIGN.formatted(1));
    }

    @Test
    void aRestartDuringAnOutageServesByTheCopyUntilTheDatabaseIsBack() throws Exception {
        subnet(5);
        start(1);
        end();
        subnet(6);
        wire.refuse();
        start(1);
        assertThat(command("subnet4-list")).contains("192.0.5.0/24").doesNotContain("192.0.6.0/24");
        assertThat(command("status-get")).contains("\"from-copy\":true", "\"globally-disabled\":false");
        assertThat(command("config-backend-pull")).contains("\"result\":1", "config-1");
        wire.pass();
        await().atMost(SOON).until(() -> command("subnet4-list").contains("192.0.6.0/24"));
        assertThat(command("status-get")).contains("\"from-copy\":false");
    }
}
