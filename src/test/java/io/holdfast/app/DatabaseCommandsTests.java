package io.holdfast.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.config.BackendSettings;
import io.holdfast.config.BackendSettings.Type;
import io.holdfast.store.TestDatabase;
import io.holdfast.store.TestDatabases;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.opentest4j.TestAbortedException;
import picocli.CommandLine;

/** The commands for databases as an operator types them, against real servers. */
class DatabaseCommandsTests {

    enum Server {
        POSTGRESQL(TestDatabases::postgresql, "29.0", "28.0"),
        MARIADB(TestDatabases::mariadb, "30.0", "29.0"),
        MYSQL(TestDatabases::mysql, "30.0", "29.0");

        private final Supplier<TestDatabase> fresh;
        private final String version;
        private final String before;

        Server(Supplier<TestDatabase> fresh, String version, String before) {
            this.fresh = fresh;
            this.version = version;
            this.before = before;
        }
    }

    /** As Kea 3.0 writes it. */
    private static final List<String> LEASES6 = List.of(
            "address,duid,valid_lifetime,expire,subnet_id,pref_lifetime,lease_type,iaid,prefix_len,fqdn_fwd,fqdn_rev,"
                    + "hostname,hwaddr,state,user_context,hwtype,hwaddr_source,pool_id",
            "2001:db8::1,00:03:00:01:02:00:00:00:00:01,3600,1800003600,1,1800,0,4294967295,128,1,0,h.example.org.,"
                    + "02:00:00:00:00:01,0,{ \"a\": 1&#x2c \"b\": 2 },1,4,7",
            "2001:db8::2,00:00:00,86400,1800086400,1,0,0,0,128,0,0,,,1,,,,0",
            "2001:db8:100::,00:04:01,4294967295,6094967295,2,4294967295,2,5,56,0,0,,,0,,,,9");

    private static final List<String> LEASES = List.of(
            "address,hwaddr,client_id,valid_lifetime,expire,subnet_id,fqdn_fwd,fqdn_rev,hostname,state,user_context,pool_id",
            "192.0.2.1,0a:00:00:00:00:01,01:aa:bb,3600,1893456000,7,1,0,one.example.org,0,"
                    + "{ \"ISC\": { \"client-classes\": [ \"gold\"&#x2c \"silver\" ] } },3",
            "192.0.2.2,0a:00:00:00:00:02,,4294967295,5994967295,7,0,1,a&#x2cb,0,,0",
            "192.0.2.3,,,600,1893456000,8,0,0,,1,,0");

    @TempDir
    private Path directory = Path.of("");

    private String printed = "";

    @ParameterizedTest
    @EnumSource
    void anEmptyDatabaseIsInitialisedFilledAndReadAgain(Server server) throws IOException {
        TestDatabase database = server.fresh.get();
        Path given = directory.resolve("leases.csv");
        Files.write(given, LEASES);
        Path copy = directory.resolve("copy.csv");

        assertThat(run(database, "db-version")).isEqualTo(1);
        assertThat(printed).contains("the database is empty", "db-init");
        assertThat(run(database, "lease-upload", "-i", given.toString())).isEqualTo(1);
        assertThat(printed).contains("is empty", "db-init");
        assertThat(run(database, "db-init")).isZero();
        assertThat(printed).contains("schema " + server.version + " created");
        assertThat(run(database, "db-init")).isEqualTo(1);
        assertThat(printed).contains("already, nothing done");
        assertThat(run(database, "db-version")).isZero();
        assertThat(printed.strip()).isEqualTo(server.version);

        assertThat(run(database, "lease-upload", "-i", given.toString())).isZero();
        assertThat(printed).contains("3 leases put into");
        assertThat(run(database, "lease-dump", "-o", copy.toString())).isZero();
        assertThat(printed).contains("3 leases written to");
        assertThat(Files.readAllLines(copy)).isEqualTo(LEASES);

        assertThat(run(database, "lease-upload", "-i", given.toString())).isEqualTo(1);
        assertThat(printed).contains("0 leases put", "3 addresses had a row already");
        assertThat(run(database, "lease-dump", "-o", copy.toString())).isEqualTo(1);
        assertThat(printed).contains("is there already; nothing done");
    }

    @ParameterizedTest
    @EnumSource
    void leasesOfDhcp6GoIntoTheDatabaseAndOutAgain(Server server) throws IOException {
        TestDatabase database = server.fresh.get().withSchema();
        Path given = Files.write(directory.resolve("leases6.csv"), LEASES6);
        Path copy = directory.resolve("copy6.csv");
        assertThat(run(database, "lease-upload", "-6", "-i", given.toString()))
                .as("%s", printed)
                .isZero();
        assertThat(printed).contains("3 leases put into");
        assertThat(run(database, "lease-dump", "-6", "-o", copy.toString())).isZero();
        assertThat(Files.readAllLines(copy)).isEqualTo(LEASES6);
        assertThat(run(
                        database,
                        "lease-dump",
                        "-4",
                        "-o",
                        directory.resolve("none.csv").toString()))
                .isZero();
        assertThat(printed).contains("0 leases written");
        assertThat(run(database, "lease-upload", "-4", "-i", given.toString())).isEqualTo(1);
        assertThat(printed).contains("is not a DHCPv4 lease file");
        assertThat(run(database, "lease-dump", "-4", "-6", "-o", copy.toString()))
                .isEqualTo(2);
    }

    @Test
    void aConfigurationWithoutTheProtocolIsNamed() throws IOException {
        Path config = Files.writeString(directory.resolve("kea.conf"), """
                { "Dhcp6": { "lease-database": { "type": "postgresql", "name": "kea", "user": "kea" } } }""");
        CommandLine program = Holdfast.commandLine();
        StringWriter text = new StringWriter();
        program.setErr(new PrintWriter(text, true));
        assertThat(program.execute(
                        "lease-dump",
                        "-c",
                        config.toString(),
                        "-o",
                        directory.resolve("x").toString()))
                .isEqualTo(2);
        assertThat(text.toString()).contains("there is no object 'Dhcp4' in " + config, "-6");
    }

    @ParameterizedTest
    @EnumSource
    void anOlderDatabaseIsUpgradedOnRequestOnly(Server server) {
        TestDatabase database = server.fresh.get().withSchema();
        database.execute("UPDATE schema_version SET version = version - 1");

        assertThat(run(database, "db-version")).isZero();
        assertThat(printed).startsWith(server.before).contains("upgrade it with the command db-upgrade");
        assertThat(run(
                        database,
                        "lease-dump",
                        "-o",
                        directory.resolve("copy.csv").toString()))
                .isEqualTo(1);
        assertThat(printed).contains("the command db-upgrade");
        assertThat(run(database, "db-upgrade", "--dry-run")).isZero();
        assertThat(printed).contains("can be upgraded from schema " + server.before + " to " + server.version);
        assertThat(run(database, "db-upgrade")).isZero();
        assertThat(printed)
                .contains("dhcp4_server: 1 row, compared")
                .contains("upgraded from schema " + server.before + " to " + server.version);
        assertThat(run(database, "db-upgrade")).isZero();
        assertThat(printed).contains("nothing to do");
        assertThat(run(database, "db-upgrade", "--dry-run", "--in-use"))
                .as("one or the other")
                .isEqualTo(2);
    }

    /** As a replica is. Not tried with MySQL, whose server others may be using; MariaDB's way is the same. */
    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MARIADB"})
    void aServerThatTakesNoChangesIsReadAllTheSame(Server server) throws IOException {
        TestDatabase database = server.fresh.get().withSchema();
        Path given = Files.write(directory.resolve("leases.csv"), LEASES);
        Path copy = directory.resolve("copy.csv");
        assertThat(run(database, "lease-upload", "-i", given.toString())).isZero();
        boolean postgresql = server == Server.POSTGRESQL;
        String setting = postgresql
                ? "ALTER DATABASE " + database.settings().name() + " SET default_transaction_read_only = "
                : "SET GLOBAL read_only = ";
        database.execute(setting + "on");
        try {
            assertThat(run(database, "db-version")).as("%s", printed).isZero();
            assertThat(printed.strip()).isEqualTo(server.version);
            assertThat(run(database, "lease-dump", "-o", copy.toString()))
                    .as("%s", printed)
                    .isZero();
            assertThat(Files.readAllLines(copy)).isEqualTo(LEASES);
            for (List<String> command : List.of(List.of("db-init"), List.of("lease-upload", "-i", given.toString()))) {
                assertThat(run(database, command.toArray(String[]::new))).isEqualTo(1);
                assertThat(printed).contains("the server is read-only");
            }
        } finally {
            database.execute(postgresql ? "SET default_transaction_read_only = off" : "SELECT 1", setting + "off");
        }
    }

    @ParameterizedTest
    @EnumSource
    void tablesOfSomebodyElseAreLeftAlone(Server server) throws IOException {
        TestDatabase database = server.fresh.get();
        database.execute("CREATE TABLE customers (id INT)");
        for (List<String> command : commands()) {
            assertThat(run(database, command.toArray(String[]::new)))
                    .as("%s", command)
                    .isEqualTo(1);
            assertThat(printed).as("%s", command).contains("customers").doesNotContain("\tat ");
        }
    }

    /** A sentence, no stack trace, and never the password. */
    @ParameterizedTest
    @EnumSource
    void aServerThatIsNotThereIsNamed(Server server) throws IOException {
        TestDatabase nobody =
                TestDatabase.at(server.fresh.get().settings().type(), "127.0.0.1", 1, "kea", "kea", "s3cret");
        for (List<String> command : commands()) {
            assertThat(run(nobody, command.toArray(String[]::new)))
                    .as("%s", command)
                    .isEqualTo(1);
            assertThat(printed).as("%s", command).contains("kea at 127.0.0.1:1").doesNotContain("\tat ", "s3cret");
            assertThat(printed.strip().lines()).as("%s", printed).hasSize(1);
        }
        assertThat(directory.resolve("copy.csv")).doesNotExist();
    }

    @ParameterizedTest
    @EnumSource
    void whoIsNotLetInIsToldSo(Server server) throws IOException {
        BackendSettings there = server.fresh.get().settings();
        TestDatabase stranger = TestDatabase.at(
                there.type(),
                there.host().host(),
                there.host().port(),
                String.valueOf(there.name()),
                "stranger",
                "s3cret");
        if (letsIn(stranger)) {
            throw new TestAbortedException(server + " from Maven lets everybody in");
        }
        for (List<String> command : commands()) {
            assertThat(run(stranger, command.toArray(String[]::new)))
                    .as("%s", command)
                    .isEqualTo(1);
            assertThat(printed).as("%s", command).contains("stranger").doesNotContain("\tat ", "s3cret");
        }
    }

    private static boolean letsIn(TestDatabase user) {
        try (Connection connection = user.connect()) {
            return connection.isValid(1);
        } catch (SQLException e) {
            return false;
        }
    }

    private List<List<String>> commands() throws IOException {
        Path given = Files.write(directory.resolve("leases.csv"), LEASES);
        return List.of(
                List.of("db-init"),
                List.of("db-version"),
                List.of("db-upgrade"),
                List.of("lease-upload", "-i", given.toString()),
                List.of("lease-dump", "-o", directory.resolve("copy.csv").toString()));
    }

    private int run(TestDatabase database, String... command) {
        BackendSettings to = database.settings();
        List<String> line = new ArrayList<>(Arrays.asList(command));
        line.addAll(List.of(
                "-t",
                to.type() == Type.POSTGRESQL ? "postgresql" : "mysql",
                "-n",
                String.valueOf(to.name()),
                "-H",
                to.host().host(),
                "-P",
                Integer.toString(to.host().port()),
                "-u",
                String.valueOf(to.user())));
        if (to.password() != null) {
            line.add("--password=" + to.password());
        }
        StringWriter text = new StringWriter();
        CommandLine program = Holdfast.commandLine();
        program.setOut(new PrintWriter(text, true));
        program.setErr(new PrintWriter(text, true));
        int exitCode = program.execute(line.toArray(String[]::new));
        printed = text.toString();
        return exitCode;
    }
}
