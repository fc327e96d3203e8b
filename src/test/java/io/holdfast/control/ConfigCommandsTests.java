package io.holdfast.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.address.Protocol;
import io.holdfast.config.BackendSettings;
import io.holdfast.config.ControlSocketSettings;
import io.holdfast.config.ServerConfig4;
import io.holdfast.config.json.JsonNode;
import io.holdfast.config.json.JsonReader;
import io.holdfast.config.json.JsonWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigCommandsTests {

    private static final String SMALL = "{\"Dhcp4\": {\"valid-lifetime\": 77}}";
    private static final String SECRET = """
            {"Dhcp4": {"lease-database": {"type": "postgresql", "name": "kea", "user": "kea", "password": "s3cr3t"},
              "control-sockets": [{"socket-type": "http", "socket-port": 8009, "authentication": {"type": "basic",
                "clients": [{"user": "ann", "password": "pwAnn"}, {"user": "bob", "password": "pwBob"}]}}]}}
            """;

    private final ControlBench bench = new ControlBench();

    @Test
    void theConfigurationIsToldWithItsHash() {
        String hash = bench.current().document().redacted().hash();
        assertThat(bench.ask("{\"command\": \"config-get\"}"))
                .startsWith("{\"result\":0,\"arguments\":{\"Dhcp4\":{\"interfaces-config\":")
                .endsWith(",\"hash\":\"" + hash + "\"}}");
        assertThat(bench.ask("{\"command\": \"config-hash-get\"}"))
                .isEqualTo("{\"result\":0,\"arguments\":{\"hash\":\"" + hash + "\"}}");
        assertThat(hash).matches("[0-9A-F]{64}");
    }

    @Test
    void passwordsAreNotTold() {
        bench.use(SECRET);
        assertThat(bench.ask("{\"command\": \"config-get\"}"))
                .contains("\"password\":\"*****\"")
                .doesNotContain("s3cr3t", "pwAnn", "pwBob");
    }

    @Test
    void aConfigurationIsPutInEffect() {
        assertThat(bench.ask("config-set", SMALL))
                .isEqualTo("{\"result\":0,\"text\":\"Configuration successful.\",\"arguments\":{\"hash\":\""
                        + bench.current().document().hash() + "\"}}");
        assertThat(((ServerConfig4) bench.current()).lifetimes().normal()).isEqualTo(77);
    }

    @Test
    void configurationIsPulledFromItsDatabases() {
        String pull = "{\"command\": \"config-backend-pull\"}";
        assertThat(bench.ask(pull)).isEqualTo("{\"result\":3,\"text\":\"No config backend.\"}");
        bench.hasConfigDatabases = true;
        assertThat(bench.ask(pull)).isEqualTo("{\"result\":0,\"text\":\"On demand configuration update successful.\"}");
        bench.refusal = new ConfigNotAppliedException("config-1 is away", false);
        assertThat(bench.ask(pull))
                .isEqualTo("{\"result\":1,\"text\":\"On demand configuration update failed: config-1 is away\"}");
        bench.refusal = new ConfigNotAppliedException("nothing is served", true);
        assertThat(bench.ask(pull)).contains("\"result\":5");
    }

    /** A configuration whose database is away stops service when it is set; so it can be tried before. */
    @Test
    void itsDatabasesAreTriedWhenAskedFor() {
        bench.unusable = List.of("lease database (postgresql kea at db9): connection refused");
        String both = SMALL.substring(0, SMALL.length() - 1) + ", \"try-databases\": true}";
        assertThat(bench.ask("config-test", SMALL)).contains("\"result\":0");
        assertThat(bench.ask("config-test", both))
                .isEqualTo("{\"result\":1,\"text\":\"Configuration seems sane, but: lease database (postgresql kea at"
                        + " db9): connection refused\"}");
        bench.unusable = List.of();
        assertThat(bench.ask("config-test", both)).contains("\"result\":0");
    }

    @Test
    void aConfigurationWithErrorsChangesNothing() {
        var before = bench.current();
        assertThat(bench.ask("config-set", "{\"Dhcp4\": {\"valid-lifetime\": \"x\", \"colour\": 1}}"))
                .contains("\"result\":1", "Dhcp4.valid-lifetime", "colour");
        assertThat(bench.ask("config-set", "{}"))
                .isEqualTo("{\"result\":1,\"text\":\"Missing mandatory 'Dhcp4' parameter.\"}");
        assertThat(bench.ask("config-set", "{\"Dhcp4\": []}"))
                .isEqualTo("{\"result\":1,\"text\":\"'Dhcp4' parameter expected to be a map.\"}");
        assertThat(bench.ask("config-set", "{\"Dhcp4\": {}, \"Dhcp6\": {}}"))
                .isEqualTo("{\"result\":1,\"text\":\"unsupported parameter 'Dhcp6'\"}");
        assertThat(bench.current()).isSameAs(before);
    }

    @Test
    void aConfigurationThatCannotBeAppliedIsSaidSo() {
        bench.refusal = new ConfigNotAppliedException("eth9 is not there", false);
        assertThat(bench.ask("config-set", SMALL)).isEqualTo("{\"result\":1,\"text\":\"eth9 is not there\"}");
        bench.refusal = new ConfigNotAppliedException("neither works", true);
        assertThat(bench.ask("config-set", SMALL)).isEqualTo("{\"result\":5,\"text\":\"neither works\"}");
    }

    @Test
    void testingAppliesNothing() {
        var before = bench.current();
        assertThat(bench.ask("config-test", SMALL)).startsWith("{\"result\":0,\"text\":\"Configuration seems sane.");
        assertThat(bench.ask("config-test", "{\"Dhcp4\": {\"valid-lifetime\": -1}}"))
                .contains("\"result\":1");
        assertThat(bench.current()).isSameAs(before);
    }

    @Test
    void whatWasGotCanBeSetAgain() {
        bench.use(SECRET);
        String shown = bench.ask("{\"command\": \"config-get\"}");
        String again = shown.substring(shown.indexOf("{\"Dhcp4\""), shown.indexOf(",\"hash\"")) + "}";
        assertThat(bench.ask("config-set", again.replace("8009", "8010"))).contains("\"result\":0");
        BackendSettings database = bench.current().leaseDatabase();
        assertThat(database.password()).isEqualTo("s3cr3t");
        assertThat(passwords()).containsExactly("pwAnn", "pwBob");
    }

    @Test
    void maskedPasswordsFollowTheirUsers() {
        bench.use(SECRET);
        String swapped = """
                {"Dhcp4": {"lease-database": {"type": "memfile"},
                  "control-sockets": [{"socket-type": "http", "socket-port": 8009, "authentication": {"type": "basic",
                    "clients": [{"user": "bob", "password": "*****"}, {"user": "eve", "password": "new"}]}}]}}
                """;
        assertThat(bench.ask("config-set", swapped)).contains("\"result\":0");
        assertThat(passwords()).containsExactly("pwBob", "new");
    }

    @Test
    void aMaskThatHidesNothingKnownIsRefused() {
        bench.use(SECRET);
        assertThat(bench.ask(
                        "config-set",
                        "{\"Dhcp4\": {\"lease-database\": {\"type\": \"postgresql\", \"name\": \"kea\", \"user\": \"kea\","
                                + " \"host\": \"elsewhere\", \"password\": \"*****\"}}}"))
                .contains("\"result\":1", "Dhcp4.lease-database.password is masked");
    }

    @Test
    void theFileIsReadAgain(@TempDir Path home) throws IOException {
        assertThat(bench.ask("{\"command\": \"config-reload\"}"))
                .contains("\"result\":1", "without a configuration file");
        bench.file = Files.writeString(home.resolve("dhcp4.json"), SMALL);
        assertThat(bench.ask("{\"command\": \"config-reload\"}")).contains("\"result\":0", "Configuration successful.");
        assertThat(((ServerConfig4) bench.current()).lifetimes().normal()).isEqualTo(77);
        Files.writeString(home.resolve("dhcp4.json"), "{\"Dhcp4\": {\"valid-lifetime\": 5,}, x");
        assertThat(bench.ask("{\"command\": \"config-reload\"}"))
                .startsWith("{\"result\":1,\"text\":\"Config reload failed: ")
                .contains("dhcp4.json:1:");
        assertThat(((ServerConfig4) bench.current()).lifetimes().normal()).isEqualTo(77);
    }

    @Test
    void theConfigurationIsWrittenBesideTheFile(@TempDir Path home) throws IOException {
        bench.use(SECRET);
        assertThat(bench.ask("{\"command\": \"config-write\"}"))
                .contains("\"result\":1", "Unable to determine filename");
        bench.file = Files.writeString(home.resolve("dhcp4.json"), "{}");
        Files.setPosixFilePermissions(bench.file, PosixFilePermissions.fromString("rw-------"));
        String answer = bench.ask("{\"command\": \"config-write\"}");
        assertThat(answer)
                .isEqualTo("{\"result\":0,\"text\":\"Configuration written to " + bench.file
                        + " successful\",\"arguments\":{\"size\":" + Files.size(bench.file) + ",\"filename\":\""
                        + bench.file + "\"}}");
        assertThat(bench.config(Files.readString(bench.file)).document())
                .isEqualTo(bench.current().document());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(bench.file)))
                .isEqualTo("rw-------");
        assertThat(bench.ask("config-write", "{\"filename\": \"other.json\"}")).contains("\"result\":0");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve("other.json"))))
                .isEqualTo("rw-r-----");
        try (var files = Files.list(home)) {
            assertThat(files).hasSize(2);
        }
    }

    @Test
    void nothingIsWrittenElsewhere(@TempDir Path home) throws IOException {
        Path inside = Files.createDirectory(home.resolve("etc"));
        bench.file = Files.writeString(inside.resolve("dhcp4.json"), "{}");
        Files.createSymbolicLink(inside.resolve("link.json"), home.resolve("target.json"));
        for (String bad : new String[] {"../other.json", "/tmp/other.json", "link.json", "x/other.json"}) {
            assertThat(bench.ask("config-write", "{\"filename\": \"" + bad + "\"}"))
                    .as(bad)
                    .startsWith("{\"result\":1,\"text\":\"not allowed to write config into " + bad + ": ");
        }
        assertThat(home.resolve("target.json")).doesNotExist();
    }

    private java.util.List<String> passwords() {
        ControlSocketSettings.Http socket =
                (ControlSocketSettings.Http) bench.current().controlSockets().getFirst();
        return Objects.requireNonNull(socket.authentication()).clients().stream()
                .map(client -> Objects.requireNonNull(client.password()))
                .toList();
    }

    @Test
    void theConfigurationOfTheOtherProtocolStaysInTheFile(@TempDir Path home) throws Exception {
        bench.file = Files.writeString(
                home.resolve("both.json"), "{\"Dhcp4\": {\"valid-lifetime\": 5}, \"Dhcp6\": {\"a\": [1, null]} } // x");
        assertThat(bench.ask("{\"command\": \"config-write\"}")).contains("\"result\":0");
        assertThat(JsonReader.read(bench.file).root()).isInstanceOfSatisfying(JsonNode.Dict.class, file -> {
            assertThat(file.plain()).containsOnlyKeys("Dhcp4", "Dhcp6");
            assertThat(JsonWriter.compact(file.plain().get("Dhcp6"))).isEqualTo("{\"a\":[1,null]}");
            assertThat(JsonWriter.compact(file.plain()))
                    .startsWith(JsonWriter.compact(bench.current().document().wrapped())
                            .replaceFirst("}$", ""));
        });
        String broken = "{\"Dhcp4\": {}, \"Dhcp6\": {,}}";
        Files.writeString(bench.file, broken);
        assertThat(bench.ask("{\"command\": \"config-write\"}"))
                .contains("\"result\":1", "so that its \\\"Dhcp6\\\" would be lost");
        assertThat(bench.file).hasContent(broken);
    }

    /** Each reads what the other may be writing: neither may put back what has just been replaced. */
    @Test
    void bothProtocolsMayWriteTheirFileAtOnce(@TempDir Path home) throws Exception {
        ControlBench six = new ControlBench(Protocol.DHCP6);
        bench.file = Files.writeString(home.resolve("both.json"), "{}");
        six.file = bench.file;
        try (ExecutorService both = Executors.newFixedThreadPool(2)) {
            for (int i = 1; i <= 50; i++) {
                bench.use("{\"Dhcp4\": {\"lease-database\": {\"type\": \"memfile\"}, \"server-tag\": \"four" + i
                        + "\"}}");
                six.use("{\"Dhcp6\": {\"lease-database\": {\"type\": \"memfile\"}, \"server-tag\": \"six" + i + "\"}}");
                CyclicBarrier start = new CyclicBarrier(2);
                List<Callable<String>> writing = Stream.of(bench, six)
                        .<Callable<String>>map(each -> () -> {
                            start.await();
                            return each.ask("{\"command\": \"config-write\"}");
                        })
                        .toList();
                for (Future<String> answer : both.invokeAll(writing)) {
                    assertThat(answer.get()).contains("\"result\":0");
                }
                assertThat(Files.readString(bench.file)).contains("\"four" + i + "\"", "\"six" + i + "\"");
            }
        }
    }
}
