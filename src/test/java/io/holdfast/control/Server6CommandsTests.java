package io.holdfast.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.address.Protocol;
import io.holdfast.availability.Reason;
import io.holdfast.config.json.JsonNode;
import io.holdfast.config.json.JsonReader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that both protocols have, to the server of DHCPv6. */
class Server6CommandsTests {

    private final ControlBench bench = new ControlBench(Protocol.DHCP6);

    @Test
    void theConfigurationIsGotSetAndTested() {
        assertThat(bench.ask("{\"command\": \"config-get\"}"))
                .startsWith("{\"result\":0,\"arguments\":{\"Dhcp6\":{")
                .contains("\"hash\":\"");
        assertThat(bench.ask("config-set", "{\"Dhcp6\": {\"valid-lifetime\": 77, \"server-tag\": \"six\"}}"))
                .startsWith("{\"result\":0,\"text\":\"Configuration successful.\",\"arguments\":{\"hash\":\"");
        assertThat(bench.ask("{\"command\": \"server-tag-get\"}"))
                .isEqualTo("{\"result\":0,\"arguments\":{\"server-tag\":\"six\"}}");
        assertThat(bench.ask("config-test", "{\"Dhcp6\": {\"valid-lifetime\": \"x\"}}"))
                .contains("\"result\":1", "Dhcp6.valid-lifetime");
        assertThat(bench.ask("config-set", "{\"Dhcp4\": {}}"))
                .isEqualTo("{\"result\":1,\"text\":\"unsupported parameter 'Dhcp4'\"}");
        assertThat(bench.ask("config-test", "{}"))
                .isEqualTo("{\"result\":1,\"text\":\"Missing mandatory 'Dhcp6' parameter.\"}");
    }

    @Test
    void ofAFileForBothTheOwnPartIsReadAndWritten(@TempDir Path home) throws Exception {
        bench.file = Files.writeString(
                home.resolve("both.json"),
                "{\"Dhcp4\": {\"valid-lifetime\": 4}, \"Dhcp6\": {\"valid-lifetime\": 6, \"server-tag\": \"six\"}}");
        assertThat(bench.ask("{\"command\": \"config-reload\"}")).contains("\"result\":0");
        assertThat(bench.current().serverTag()).isEqualTo("six");
        bench.use("{\"Dhcp6\": {\"server-tag\": \"new\"}}");
        assertThat(bench.ask("{\"command\": \"config-write\"}")).contains("\"result\":0");
        JsonNode written = JsonReader.read(bench.file).root();
        assertThat(written)
                .isInstanceOfSatisfying(
                        JsonNode.Dict.class,
                        file -> assertThat(file.plain())
                                .hasToString("{Dhcp4={valid-lifetime=4}, Dhcp6={server-tag=new}}"));
        Files.writeString(bench.file, "{\"Dhcp4\": {}}");
        assertThat(bench.ask("{\"command\": \"config-reload\"}"))
                .isEqualTo("{\"result\":1,\"text\":\"the configuration file has no object 'Dhcp6'\"}");
    }

    @Test
    void theServiceIsSwitchedOffByItself() {
        assertThat(bench.ask("dhcp-disable", "{\"max-period\": 5}"))
                .isEqualTo("{\"result\":0,\"text\":\"DHCPv6 service disabled for 5 seconds\"}");
        assertThat(bench.gate.reasons()).containsExactly(Reason.USER);
        assertThat(bench.ask("{\"command\": \"status-get\"}"))
                .contains("\"csv-lease-file\":\"/var/lib/holdfast/kea-leases6.csv\"", "\"disabled-by-user\":true");
        assertThat(bench.ask("{\"command\": \"dhcp-enable\"}")).contains("\"result\":0");
        assertThat(bench.gate.reasons()).isEmpty();
    }

    @Test
    void statisticsAreThoseOfTheProtocol() {
        assertThat(bench.ask("statistic-get", "{\"name\": \"pkt6-received\"}")).contains("{\"pkt6-received\":[[0,");
        assertThat(bench.ask("{\"command\": \"statistic-global-get-all\"}")).doesNotContain("\"pkt4-", "\"v4-");
    }
}
