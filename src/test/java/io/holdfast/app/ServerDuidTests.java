package io.holdfast.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.config.ServerConfig6;
import io.holdfast.config.compile.ConfigCompiler;
import io.holdfast.config.json.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Objects;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 8415 §11: made once, kept, and the same after every start. */
class ServerDuidTests {

    private static final byte[] OWN = {2, 0, 0x5e, 0x10, 0, 1};

    @TempDir
    private Path state = Path.of("");

    private Path file = Path.of("");
    private byte @Nullable [] own = OWN;
    private Instant now = Instant.parse("2000-01-01T00:00:10Z");
    private long seed = 1;

    @BeforeEach
    void place() {
        file = state.resolve("kea-dhcp6-serverid");
    }

    private String duid(String serverId) throws ConfigException {
        return duid(newServer(), serverId);
    }

    private ServerDuid newServer() {
        return new ServerDuid(state, () -> now, new SplittableRandom(seed++), () -> own);
    }

    private static String duid(ServerDuid server, String serverId) throws ConfigException {
        ServerConfig6 config = Objects.requireNonNull(ConfigCompiler.compile(
                        "{ \"Dhcp6\": { \"lease-database\": { \"type\": \"memfile\" }, \"server-id\": {" + serverId
                                + "} } }",
                        "test.json")
                .dhcp6());
        return server.of(config).toString();
    }

    private String kept() throws IOException {
        return Files.readString(file);
    }

    @Test
    void byDefaultItIsMadeOfTimeAndHardwareAndKept() throws Exception {
        String first = duid("");
        assertThat(first).isEqualTo("00:01:00:01:00:00:00:0a:02:00:5e:10:00:01");
        assertThat(kept()).isEqualTo(first);
        now = now.plusSeconds(1000);
        own = new byte[] {2, 0, 0x5e, 0x10, 0, 2};
        assertThat(duid("")).isEqualTo(first);
    }

    @Test
    void whatKeaKeptIsTakenOver() throws Exception {
        Files.writeString(file, "00:02:00:00:09:bf:87:ab:ef:7a:5b:b5\n");
        assertThat(duid("")).isEqualTo("00:02:00:00:09:bf:87:ab:ef:7a:5b:b5");
    }

    @Test
    void withoutAnEthernetAddressItIsMadeByChanceOnce() throws Exception {
        own = null;
        String first = duid("");
        assertThat(first).startsWith("00:02:00:00:09:bf:").hasSize("00:02:00:00:09:bf:11:22:33:44:55:66".length());
        own = OWN;
        assertThat(duid("")).isEqualTo(first);
    }

    @Test
    void withoutAnEthernetAddressItStaysAlsoWhereTheTypeIsConfigured() throws Exception {
        own = null;
        String first = duid("\"type\": \"LL\"");
        assertThat(first).startsWith("00:02:00:00:09:bf:");
        assertThat(duid("\"type\": \"LL\"")).isEqualTo(first);
        assertThat(kept()).isEqualTo(first);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "LL  | 00:03:00:01:02:00:5e:10:00:01",
                "LLT | 00:01:00:01:00:00:00:0a:02:00:5e:10:00:01",
                "EN  | 00:02:00:00:09:bf:",
                "UUID | 00:04:"
            })
    void eachTypeIsMadeAndStays(String type, String beginning) throws Exception {
        String first = duid("\"type\": \"" + type + "\"");
        assertThat(first).startsWith(beginning);
        now = now.plusSeconds(1000);
        own = new byte[] {2, 0, 0x5e, 0x10, 0, 2};
        assertThat(duid("\"type\": \"" + type + "\"")).isEqualTo(first);
        assertThat(kept()).isEqualTo(first);
    }

    @Test
    void whatIsConfiguredGoesBeforeWhatIsKept() throws Exception {
        duid("");
        assertThat(duid("\"type\": \"LLT\", \"time\": 5")).isEqualTo("00:01:00:01:00:00:00:05:02:00:5e:10:00:01");
        assertThat(duid("\"type\": \"EN\", \"enterprise-id\": 32473")).startsWith("00:02:00:00:7e:d9:");
        assertThat(kept()).startsWith("00:02:00:00:7e:d9:");
    }

    @Test
    void configuredWholeItNeedsNoFile() throws Exception {
        assertThat(duid("\"type\": \"EN\", \"enterprise-id\": 32473, \"identifier\": \"0102030405\""))
                .isEqualTo("00:02:00:00:7e:d9:01:02:03:04:05");
        assertThat(file).doesNotExist();
    }

    @Test
    void notPersistedItLeavesNoFile() throws Exception {
        assertThat(duid("\"type\": \"LL\", \"persist\": false")).isEqualTo("00:03:00:01:02:00:5e:10:00:01");
        assertThat(file).doesNotExist();
    }

    /** A change of the configuration is no new server: its clients go on renewing with it. */
    @ParameterizedTest
    @ValueSource(strings = {"LLT", "LL", "EN", "UUID"})
    void notPersistedItStaysUntilTheServerEnds(String type) throws Exception {
        String settings = "\"type\": \"" + type + "\", \"persist\": false";
        ServerDuid server = newServer();
        String first = duid(server, settings);
        now = now.plusSeconds(1000);
        own = new byte[] {2, 0, 0x5e, 0x10, 0, 2};
        assertThat(duid(server, settings)).isEqualTo(first);
        assertThat(duid(newServer(), settings)).isNotEqualTo(first);
    }

    @Test
    void aFileThatHoldsSomethingElseIsNotOverwritten() throws Exception {
        Files.writeString(file, "not a DUID");
        assertThatThrownBy(() -> duid(""))
                .isInstanceOf(ServerDuidException.class)
                .hasMessageContaining(file.toString());
        assertThat(kept()).isEqualTo("not a DUID");
    }
}
