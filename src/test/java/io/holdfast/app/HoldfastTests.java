package io.holdfast.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.address.Protocol;
import io.holdfast.app.database.HostSettings;
import io.holdfast.app.database.RecoverySettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.config.YamlPropertiesFactoryBean;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.core.io.ClassPathResource;
import picocli.CommandLine;

class HoldfastTests {

    @TempDir
    private Path directory = Path.of("");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int execute(String... arguments) {
        CommandLine line = Holdfast.commandLine();
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        return line.execute(Holdfast.withCommand(arguments));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "'', serve",
        "'--holdfast.state-directory=x', 'serve --holdfast.state-directory=x'",
        "'-c file', 'serve -c file'",
        "'--help', '--help'",
        "'-V', '-V'",
        "'check file', 'check file'",
        "'serve -c file', 'serve -c file'"
    })
    void withoutACommandItServes(String given, String meant) {
        String[] arguments = given.isEmpty() ? new String[0] : given.split(" ");
        assertThat(String.join(" ", Holdfast.withCommand(arguments))).isEqualTo(meant);
    }

    @Test
    void helpNamesEveryCommand() {
        assertThat(execute("--help")).isZero();
        assertThat(out.toString())
                .contains(
                        "serve", "probe", "check", "db-init", "db-version", "db-upgrade", "lease-dump", "lease-upload");
        assertThat(execute("no-such-command")).isEqualTo(2);
    }

    @Test
    void checkListsEveryProblemWithItsPlace() throws IOException {
        Path good = directory.resolve("good.conf");
        Files.writeString(good, "{ \"Dhcp4\": { \"subnet4\": [ { \"id\": 1, \"subnet\": \"10.0.0.0/8\" } ] } }");
        assertThat(execute("check", good.toString())).isZero();
        assertThat(out.toString()).contains("good.conf: good, 1 subnets");

        Path both = directory.resolve("both.conf");
        Files.writeString(both, """
                { "Dhcp4": { "subnet4": [ { "id": 1, "subnet": "10.0.0.0/8" } ] },
                  "Dhcp6": { "subnet6": [ { "id": 1, "subnet": "2001:db8::/64", "interface": "eth0" },
                    { "id": 2, "subnet": "2001:db8:1::/64" } ] } }
                """);
        assertThat(execute("check", both.toString())).isZero();
        assertThat(out.toString()).contains("both.conf: good, 3 subnets");

        Path bad = directory.resolve("bad.conf");
        Files.writeString(bad, """
                { "Dhcp4": {
                  "valid-lifetime": "long",
                  "no-such-keyword": 1
                } }
                """);
        assertThat(execute("check", good.toString(), bad.toString())).isEqualTo(1);
        assertThat(out.toString()).contains("bad.conf:2:21: ").contains("bad.conf:3:3: ");
        assertThat(execute("check")).as("no file").isEqualTo(2);
        assertThat(execute("check", directory.resolve("absent").toString())).isEqualTo(1);
    }

    @Test
    void databaseCommandsSayWhatIsWrong() throws IOException {
        Path embedded = directory.resolve("memfile.conf");
        Files.writeString(embedded, "{ \"Dhcp4\": { \"lease-database\": { \"type\": \"memfile\" } } }");
        assertThat(execute("db-version", "-c", embedded.toString())).isEqualTo(1);
        assertThat(err.toString()).contains("a lease file has no tables");
        assertThat(execute("db-init", "-t", "postgresql", "-n", "kea", "-u", "kea", "-H", "127.0.0.1", "-P", "1"))
                .isEqualTo(1);
        assertThat(err.toString()).contains("lease database (postgresql kea at 127.0.0.1:1)");
        assertThat(execute("db-init")).as("which database?").isEqualTo(2);
        Path two = directory.resolve("two.conf");
        Files.writeString(two, """
                { "Dhcp4": { "lease-database": { "type": "memfile" } },
                  "Dhcp6": { "lease-database": { "type": "mysql", "name": "kea", "on-fail": "serve-retry-continue" } } }
                """);
        assertThat(execute("db-version", "-c", two.toString())).isEqualTo(1);
        assertThat(err.toString())
                .contains("two.conf:2:12: Dhcp6: has another 'lease-database' than Dhcp4; say by options which one");
    }

    /** Its output is read by scripts. */
    @Test
    void aCommandPrintsNoLogLines() throws Exception {
        Path printed = directory.resolve("printed");
        Path complained = directory.resolve("complained");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Holdfast.class.getName(),
                        "db-version",
                        "-t=postgresql",
                        "-n=kea",
                        "-u=kea",
                        "-H=127.0.0.1",
                        "-P=1")
                .redirectOutput(printed.toFile())
                .redirectError(complained.toFile())
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(1);
        assertThat(printed).isEmptyFile();
        assertThat(Files.readAllLines(complained))
                .singleElement()
                .asString()
                .startsWith("holdfast: lease database (postgresql kea at 127.0.0.1:1)");
    }

    @Test
    void theYamlNamesEverySettingWithItsDefault() {
        YamlPropertiesFactoryBean yaml = new YamlPropertiesFactoryBean();
        yaml.setResources(new ClassPathResource("application.yaml"));
        Properties properties = yaml.getObject();
        assertThat(properties).isNotNull();
        Map<String, String> ours = properties.entrySet().stream()
                .filter(entry -> entry.getKey().toString().startsWith("holdfast."))
                .collect(Collectors.toMap(
                        entry -> entry.getKey().toString(),
                        entry -> entry.getValue().toString().replace("${holdfast.state-directory}", "holdfast-state")));
        assertThat(ours.keySet())
                .isEqualTo(Set.of(
                        "holdfast.config-file",
                        "holdfast.state-directory",
                        "holdfast.log-directory",
                        "holdfast.dhcp4.port",
                        "holdfast.dhcp4.client-port",
                        "holdfast.dhcp4.reply-to-source",
                        "holdfast.dhcp6.port",
                        "holdfast.dhcp6.client-port",
                        "holdfast.dhcp6.reply-to-source",
                        "holdfast.offer-hold",
                        "holdfast.native-sockets",
                        "holdfast.recovery.longest-wait",
                        "holdfast.recovery.jitter",
                        "holdfast.recovery.idle-check",
                        "holdfast.hosts.uncertain-lifetime",
                        "holdfast.hosts.cache-size",
                        "holdfast.hosts.cache-time"));
        assertThat(HoldfastSettings.class.getRecordComponents().length
                        + 2 * HoldfastSettings.Dhcp.class.getRecordComponents().length
                        + RecoverySettings.class.getRecordComponents().length
                        + HostSettings.class.getRecordComponents().length)
                .as("a new setting belongs into application.yaml and into this test")
                .isEqualTo(ours.size() + 4);
        assertThat(bound(ours)).isEqualTo(bound(Map.of()));
    }

    @Test
    void theExampleNeedsNoRights() {
        HoldfastSettings example = bound(Map.of());
        assertThat(example.serverPort(Protocol.DHCP4)).isEqualTo(6767);
        assertThat(example.serverPort(Protocol.DHCP6)).isEqualTo(5547);
        assertThat(example.replyToSource(Protocol.DHCP4)).isTrue();
        assertThat(example.offerHold()).isEqualTo(Duration.ofSeconds(30));
        HoldfastSettings real = bound(Map.of("holdfast.config-file", "kea.conf"));
        assertThat(real.serverPort(Protocol.DHCP4)).isEqualTo(67);
        assertThat(real.serverPort(Protocol.DHCP6)).isEqualTo(547);
        assertThat(real.clientPort(Protocol.DHCP6)).isEqualTo(546);
        assertThat(real.replyToSource(Protocol.DHCP4)).isFalse();
    }

    private static HoldfastSettings bound(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties))
                .bindOrCreate("holdfast", HoldfastSettings.class);
    }
}
