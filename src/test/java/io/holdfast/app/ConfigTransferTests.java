package io.holdfast.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.address.Protocol;
import io.holdfast.config.BackendSettings;
import io.holdfast.config.ServerConfig;
import io.holdfast.config.compile.ConfigCompiler;
import io.holdfast.config.json.ConfigException;
import io.holdfast.store.TestDatabase;
import io.holdfast.store.TestDatabases;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
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

        assertThat(imported(database, protocol, file, "all")).isZero();
        assertThat(printed).contains("nothing was changed", "revision 1");
        assertThat(imported(database, protocol, out, "all", "--replace")).isZero();
        assertThat(printed).contains("nothing was changed", "revision 1");
        assertThat(imported(database, protocol, out, "all", "--expected-revision", "7"))
                .isEqualTo(1);
        assertThat(printed).contains("revision 1, not at the expected 7");
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
