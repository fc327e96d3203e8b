package io.holdfast.app;

import static org.awaitility.Awaitility.await;

import io.holdfast.address.Protocol;
import io.holdfast.store.TestDatabase;
import io.holdfast.store.TestDatabases;
import io.holdfast.store.config.ConfigRows;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * How long a change of one of many subnets in a configuration database takes until it is in effect, and what a client
 * notices meanwhile. A program, because it measures. Arguments: {@code postgresql|mariadb|mysql}, the number of subnets
 * (10000), how many changes (20).
 *
 * <p>The slowest answers of a client that asks without pause are those of the pauses; for comparison those of the same time
 * in which nothing changes.
 */
final class ConfigScaleMeasurement {

    private static final Duration SOON = Duration.ofSeconds(60);

    private final TestDatabase database;
    private final ConfigRows rows;
    private final int subnets;
    private final int changes;

    private ConfigScaleMeasurement(TestDatabase database, int subnets, int changes) {
        this.database = database;
        this.rows = new ConfigRows(database, Protocol.DHCP4);
        this.subnets = subnets;
        this.changes = changes;
    }

    public static void main(String[] arguments) throws Exception {
        TestDatabase database = switch (arguments[0]) {
            case "postgresql" -> TestDatabases.postgresql();
            case "mariadb" -> TestDatabases.mariadb();
            default -> TestDatabases.mysql();
        };
        new ConfigScaleMeasurement(
                        database.withSchema(),
                        arguments.length > 1 ? Integer.parseInt(arguments[1]) : 10_000,
                        arguments.length > 2 ? Integer.parseInt(arguments[2]) : 20)
                .measure();
        System.exit(0); // databases end with the process
    }

    private static String network(int number) {
        return "10." + number / 256 + "." + number % 256 + ".";
    }

    private void measure() throws Exception {
        boolean mysql = !database.settings().type().name().equals("POSTGRESQL");
        String address = mysql ? "inet_aton('%s')" : "'%s'";
        rows.fill(subnets, i -> network(i) + "0/24", i ->
                new String[] {address.formatted(network(i) + "10"), address.formatted(network(i) + "99")});
        Path directory = Files.createTempDirectory("scale");
        long began = System.nanoTime();
        try (WholeServer server = new WholeServer(directory, """
                "lease-database": { "type": "memfile", "persist": false }, "valid-lifetime": 1000,
                "subnet4": [ { "id": 100000, "subnet": "127.0.0.0/8", "pools": [ { "pool": "127.0.1.0/24" } ] } ],
                "config-control": { "config-fetch-wait-time": 1, "config-databases": [ %s ] }
                """.formatted(WholeServer.waitedFor(
                database.settings(), database.settings().host().port())))) {
            System.out.println("start with " + subnets + " subnets, Spring and all: " + since(began) + " ms");
            phase(server, "warm up, commands", () -> commands(server));
            phase(server, "nothing changes", () -> Thread.sleep(5_000));
            phase(server, "by commands", () -> commands(server));
            phase(server, "by SQL, until status-get tells", () -> statements(server));
        }
    }

    private interface Work {
        void run() throws Exception;
    }

    private void phase(WholeServer server, String name, Work work) throws Exception {
        try (SteadyProgram client = new SteadyProgram(server.dhcp().getPort())) {
            work.run();
            System.out.println(name + ": " + client.results());
        }
    }

    private void commands(WholeServer server) throws Exception {
        List<Long> millis = new ArrayList<>();
        for (int i = 1; i <= changes; i++) {
            int id = i * (subnets / changes);
            long began = System.nanoTime();
            String answer =
                    server.command("remote-subnet4-set", """
                    { "server-tags": [ "all" ], "subnets": [ { "id": %d, "subnet": "%s0/24", "shared-network-name": null,
                      "valid-lifetime": %d, "pools": [ { "pool": "%s10 - %4$s98" } ] } ] }
                    """.formatted(id, network(id), 2_000 + i, network(id)));
            millis.add(since(began));
            if (!answer.contains("\"result\":0")) {
                throw new IllegalStateException(answer);
            }
            Thread.sleep(100);
        }
        tell("%d changes by command", millis);
    }

    private void statements(WholeServer server) throws Exception {
        List<Long> millis = new ArrayList<>();
        for (int i = 1; i <= changes; i++) {
            int id = i * (subnets / changes) - 1;
            int lifetime = 3_000 + i;
            long began = System.nanoTime();
            rows.write("update " + rows.table("subnet") + " set valid_lifetime = " + lifetime + " where subnet_id = "
                    + id);
            if (database.settings().type().name().equals("POSTGRESQL")) {
                database.execute("notify holdfast_config, 'dhcp4'");
            }
            String revision = "\"revision\":" + newest();
            await().pollInterval(Duration.ofMillis(50))
                    .atMost(SOON)
                    .until(() -> server.command("status-get", "{}").contains(revision));
            millis.add(since(began));
        }
        tell("%d changes by SQL", millis);
    }

    private long newest() throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("select max(id) from dhcp4_audit")) {
            found.next();
            return found.getLong(1);
        }
    }

    private static long since(long began) {
        return (System.nanoTime() - began) / 1_000_000;
    }

    private static void tell(String what, List<Long> millis) {
        Collections.sort(millis);
        System.out.printf(
                Locale.ROOT,
                what + ": median %d ms, slowest %d ms%n",
                millis.size(),
                millis.get(millis.size() / 2),
                millis.getLast());
    }
}
