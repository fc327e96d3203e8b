package io.holdfast.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.address.Protocol;
import io.holdfast.config.BackendSettings;
import io.holdfast.config.ServerConfig;
import io.holdfast.config.compile.ConfigCompiler;
import io.holdfast.config.json.ConfigException;
import io.holdfast.config.stored.AuditNote;
import io.holdfast.config.stored.ObjectKey;
import io.holdfast.config.stored.StoredObject;
import io.holdfast.kea.KeaProcess;
import io.holdfast.store.TestDatabase;
import io.holdfast.store.TestDatabases;
import io.holdfast.store.config.SqlConfigStore;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** Whole configurations into databases and out again, as an operator types it, without a server. */
class ConfigTransferTests {

    private static final String[] FILES_OWN = {"document", "interfaces", "leaseDatabase", "sources", "hosts"};

    @TempDir
    private Path directory = Path.of("");

    private String printed = "";

    static Stream<Arguments> products() {
        return Stream.of(Protocol.values())
                .flatMap(protocol -> Stream.of(
                        Arguments.of(
                                protocol, Named.<Supplier<TestDatabase>>of("PostgreSQL", TestDatabases::postgresql)),
                        Arguments.of(protocol, Named.<Supplier<TestDatabase>>of("MariaDB", TestDatabases::mariadb)),
                        Arguments.of(protocol, Named.<Supplier<TestDatabase>>of("MySQL", TestDatabases::mysql))));
    }

    static Stream<Named<Supplier<TestDatabase>>> databases() {
        return Stream.of(
                Named.of("PostgreSQL", TestDatabases::postgresql), Named.of("MariaDB", TestDatabases::mariadb));
    }

    @ParameterizedTest
    @MethodSource("products")
    void whatGoesInComesOut(Protocol protocol, Supplier<TestDatabase> product) throws Exception {
        TestDatabase database = product.get().withSchema();
        Path file = file("kea.conf", WholeConfigs.of(protocol, ""));
        assertThat(imported(database, protocol, file, "all")).as(printed).isZero();
        assertThat(printed)
                .contains("Configuration imported: ", "revision 1", "stays in the file: interfaces-config")
                .contains("stays in the file: lease-database", "[id=4294967294].reservations");
        assertThat(printed.lines().filter(line -> line.contains("stays in the file")))
                .hasSize(3);

        Path out = exported(database, protocol, "all");
        assertThat(Files.readString(out)).doesNotContain("null", "metadata", "shared-network-name");
        assertThat(server(out, protocol))
                .usingRecursiveComparison()
                .ignoringFields(FILES_OWN)
                .ignoringFieldsMatchingRegexes(".*\\.place") // in which file a test was
                .isEqualTo(server(file, protocol));

        assertThat(run(
                        database,
                        List.of("config-diff", option(protocol), "-i", file.toString(), "--server-tag", "all")))
                .as(printed)
                .isZero();
        assertThat(imported(database, protocol, file, "all")).isZero();
        assertThat(printed).contains("nothing was changed", "revision 1");
        assertThat(imported(database, protocol, out, "all", "--replace")).isZero();
        assertThat(printed).contains("nothing was changed", "revision 1");
        assertThat(imported(database, protocol, out, "all", "--expected-revision", "7"))
                .isEqualTo(1);
        assertThat(printed).contains("revision 1, not at the expected 7");
    }

    /** Real Kea checks what comes out of a database. */
    @ParameterizedTest
    @EnumSource
    void keaReadsWhatComesOut(Protocol protocol) throws Exception {
        String program = protocol == Protocol.DHCP4 ? "kea-dhcp4" : "kea-dhcp6";
        Path root = KeaProcess.root(program);
        TestDatabase database = TestDatabases.postgresql().withSchema();
        Path file = file("kea.conf", WholeConfigs.of(protocol, ""));
        assertThat(imported(database, protocol, file, "all")).as(printed).isZero();
        String exported = Files.readString(exported(database, protocol, "all"));
        try (KeaProcess kea = KeaProcess.check(root, program, exported)) {
            assertThat(kea.exitCode()).as(kea.log()).isZero();
        }
    }

    private static final String SMALL = """
            { "Dhcp4": { "valid-lifetime": 50,
              "client-classes": [ { "name": "late" }, { "name": "known", "test": "member('late')" } ],
              "shared-networks": [ { "name": "other", "subnet4": [ { "id": 5, "subnet": "198.51.100.0/24" } ] } ],
              "subnet4": [ { "id": 6, "subnet": "192.0.2.0/24" } ] } }
            """;

    /** Prefixes change their subnets, classes their order, subnets their network; the rest goes, but with replace only. */
    @ParameterizedTest
    @MethodSource("databases")
    void whatIsNotInTheFileGoesIfItIsAskedFor(Supplier<TestDatabase> product) throws Exception {
        TestDatabase database = product.get().withSchema();
        Path whole = file("kea.conf", WholeConfigs.of(Protocol.DHCP4, ""));
        assertThat(imported(database, Protocol.DHCP4, whole, "all")).as(printed).isZero();
        Path small = file("small.conf", SMALL);
        assertThat(differences(database, small, "all")).contains("+ subnet4[id=7]", "difference(s) from");

        assertThat(imported(database, Protocol.DHCP4, small, "all", "--replace"))
                .as(printed)
                .isZero();
        assertThat(server(exported(database, Protocol.DHCP4, "all"), Protocol.DHCP4))
                .usingRecursiveComparison()
                .ignoringFields(FILES_OWN)
                .ignoringFieldsMatchingRegexes(".*\\.place")
                .isEqualTo(server(small, Protocol.DHCP4));
        assertThat(differences(database, small, "all")).startsWith("0 difference(s) from");

        Path more = file("more.conf", "{ \"Dhcp4\": { \"client-classes\": [ { \"name\": \"new\" } ] } }");
        assertThat(imported(database, Protocol.DHCP4, more, "all")).as(printed).isZero();
        assertThat(printed).contains("1 object(s) written, 0 removed", "revision 3");
        assertThat(server(exported(database, Protocol.DHCP4, "all"), Protocol.DHCP4)
                        .subnets()
                        .size())
                .isEqualTo(2);
    }

    /** What two servers have alike is one object for both; nobody changes it for the other without saying so. */
    @ParameterizedTest
    @MethodSource("databases")
    void serversShareWhatTheyHaveAlike(Supplier<TestDatabase> product) throws Exception {
        TestDatabase database = product.get().withSchema();
        servers(database, "a", "b");
        Path small = file("small.conf", SMALL);
        assertThat(imported(database, Protocol.DHCP4, small, "a")).as(printed).isZero();
        assertThat(imported(database, Protocol.DHCP4, small, "b")).as(printed).isZero();
        assertThat(differences(database, small, "a")).startsWith("0 difference(s)");
        assertThat(differences(database, small, "b")).startsWith("0 difference(s)");

        Path changed = file("changed.conf", SMALL.replace("{ \"id\": 6,", "{ \"id\": 6, \"renew-timer\": 7,"));
        assertThat(imported(database, Protocol.DHCP4, changed, "a")).isEqualTo(1);
        assertThat(printed).contains("subnet 6 is there for the servers a, b and not as in the file");
        assertThat(imported(database, Protocol.DHCP4, changed, "a", "--server-tag", "B"))
                .as(printed)
                .isZero();
        assertThat(printed).contains("1 object(s) written");
        assertThat(differences(database, changed, "b")).startsWith("0 difference(s)");

        Path none = file("none.conf", "{ \"Dhcp4\": { } }");
        assertThat(imported(database, Protocol.DHCP4, none, "a", "--replace"))
                .as(printed)
                .isZero();
        assertThat(printed)
                .contains("0 object(s) written, 1 removed", "have it, too: subnet 6", "have it, too: class late");
        assertThat(imported(database, Protocol.DHCP4, none, "a", "--server-tag", "b", "--replace"))
                .as(printed)
                .isZero();
        assertThat(differences(database, none, "b")).startsWith("0 difference(s)");
    }

    @ParameterizedTest
    @MethodSource("databases")
    void whatIsRefusedLeavesNothing(Supplier<TestDatabase> product) throws Exception {
        TestDatabase database = product.get().withSchema();
        servers(database, "a");
        Path small = file("small.conf", SMALL);
        assertThat(imported(database, Protocol.DHCP4, small, "nobody")).isEqualTo(1);
        assertThat(printed).contains("nobody");
        Path definition = file("definition.conf", """
                { "Dhcp4": { "option-def": [ { "name": "sight", "code": 240, "type": "uint8" } ],
                             "subnet4": [ { "id": 9, "subnet": "192.0.2.0/24" } ] } }""");
        assertThat(imported(database, Protocol.DHCP4, definition, "all"))
                .as(printed)
                .isZero();
        Path before = Files.move(exported(database, Protocol.DHCP4, "a"), directory.resolve("before.conf"));
        String told = printed;

        Path clash = file("clash.conf", """
                { "Dhcp4": { "valid-lifetime": 5, "option-def": [ { "name": "sight", "code": 230, "type": "uint8" } ] } }""");
        assertThat(imported(database, Protocol.DHCP4, clash, "a")).as(printed).isEqualTo(1);
        assertThat(printed).contains("sight");
        assertThat(imported(database, Protocol.DHCP4, small, "a")).isEqualTo(1); // its prefix is that of subnet 9
        assertThat(printed).contains("192.0.2.0/24");
        assertThat(exported(database, Protocol.DHCP4, "a")).hasSameTextualContentAs(before);
        assertThat(printed).isEqualTo(told); // with the revision
    }

    @Test
    void whatIsTypedWrongIsNamed() throws Exception {
        TestDatabase database = TestDatabases.postgresql();
        Path small = file("small.conf", SMALL);
        assertThat(imported(database, Protocol.DHCP4, small, "all")).isEqualTo(1);
        assertThat(printed).contains("db-init");
        assertThat(imported(database.withSchema(), Protocol.DHCP6, small, "all"))
                .isEqualTo(2);
        assertThat(printed).contains("there is no object 'Dhcp6' in " + small);
        assertThat(run(database, List.of("config-export", "-o", small.toString(), "--server-tag", "all")))
                .isEqualTo(1);
        assertThat(printed).contains("is there already; nothing done");
        StringWriter text = new StringWriter();
        CommandLine program = Holdfast.commandLine();
        program.setErr(new PrintWriter(text, true));
        assertThat(program.execute(
                        "config-diff", "-c", small.toString(), "-i", small.toString(), "--server-tag", "all"))
                .isEqualTo(2);
        assertThat(text.toString()).contains("there are no config-databases in " + small);
    }

    private static void servers(TestDatabase database, String... tags) {
        try (SqlConfigStore store = new SqlConfigStore(database.open("servers", 1), Protocol.DHCP4)) {
            store.write(new AuditNote(List.of("all"), "servers"), OptionalLong.empty(), db -> {
                for (String tag : tags) {
                    db.put(
                            new ObjectKey.Server(tag),
                            new StoredObject(Map.of("server-tag", tag, "description", ""), List.of()));
                }
                return true;
            });
        }
    }

    private String differences(TestDatabase database, Path file, String tag) {
        int exitCode = run(database, List.of("config-diff", "-i", file.toString(), "--server-tag", tag));
        assertThat(exitCode).as(printed).isEqualTo(printed.startsWith("0 ") ? 0 : 3);
        return printed;
    }

    private static ServerConfig server(Path file, Protocol protocol) throws ConfigException {
        return ConfigCompiler.compile(file).servers().stream()
                .filter(each -> each.protocol() == protocol)
                .findFirst()
                .orElseThrow();
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text);
    }

    private int imported(TestDatabase database, Protocol protocol, Path file, String tag, String... more) {
        List<String> line =
                new ArrayList<>(List.of("config-import", option(protocol), "-i", file.toString(), "--server-tag", tag));
        line.addAll(Arrays.asList(more));
        return run(database, line);
    }

    private Path exported(TestDatabase database, Protocol protocol, String tag) throws IOException {
        Path out = directory.resolve("out.conf");
        Files.deleteIfExists(out);
        assertThat(run(database, List.of("config-export", option(protocol), "-o", out.toString(), "--server-tag", tag)))
                .as(printed)
                .isZero();
        return out;
    }

    private static String option(Protocol protocol) {
        return protocol == Protocol.DHCP4 ? "-4" : "-6";
    }

    private int run(TestDatabase database, List<String> command) {
        BackendSettings to = database.settings();
        List<String> line = new ArrayList<>(command);
        line.addAll(List.of(
                "-t",
                to.type() == BackendSettings.Type.POSTGRESQL ? "postgresql" : "mysql",
                "-n",
                String.valueOf(to.name()),
                "-H",
                to.host().host(),
                "-P",
                Integer.toString(to.host().port()),
                "-u",
                String.valueOf(to.user()),
                "--password=" + (to.password() == null ? "" : to.password())));
        StringWriter text = new StringWriter();
        CommandLine program = Holdfast.commandLine();
        program.setOut(new PrintWriter(text, true));
        program.setErr(new PrintWriter(text, true));
        int exitCode = program.execute(line.toArray(String[]::new));
        printed = text.toString();
        return exitCode;
    }
}
