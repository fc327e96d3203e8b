package io.holdfast.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.availability.Reason;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerCommandsTests {

    private final ControlBench bench = new ControlBench();

    @Test
    void theStatusOfAServerThatServes() {
        assertThat(bench.ask("{\"command\": \"status-get\"}"))
                .isEqualTo("{\"result\":0,\"arguments\":{\"pid\":42,\"uptime\":100,\"reload\":10,"
                        + "\"multi-threading-enabled\":true,\"thread-pool-size\":4,\"packet-queue-size\":64,"
                        + "\"packet-queue-statistics\":[0.5,0.25,0.0],\"extended-info-tables\":false,"
                        + "\"csv-lease-file\":\"/var/lib/holdfast/kea-leases4.csv\",\"sockets\":{\"status\":\"ready\"},"
                        + "\"dhcp-state\":{\"globally-disabled\":false,\"disabled-by-user\":false,"
                        + "\"disabled-by-local-command\":[],\"disabled-by-remote-command\":[],"
                        + "\"disabled-by-db-connection\":[],\"reasons\":[]},\"databases\":[]}}");
    }

    @Test
    void theStatusOfAServerThatDoesNot() {
        bench.lostDatabase();
        bench.ask("{\"command\": \"dhcp-disable\"}");
        bench.ask("dhcp-disable", "{\"origin-id\": 1000}");
        bench.ask("dhcp-disable", "{\"origin\": \"ha-partner\"}");
        bench.sockets = new ServerFacts.Sockets(List.of("eth7 is not there"), true);
        assertThat(bench.ask("{\"command\": \"status-get\"}"))
                .contains(
                        "\"sockets\":{\"status\":\"retrying\",\"errors\":[\"eth7 is not there\"]}",
                        "\"globally-disabled\":true,\"disabled-by-user\":true,\"disabled-by-local-command\":[1000],"
                                + "\"disabled-by-remote-command\":[2000],\"disabled-by-db-connection\":[6002]",
                        "\"database lease is away\"",
                        "\"databases\":[{\"use\":\"lease\",\"type\":\"postgresql\",\"place\":\"postgresql kea at db1\","
                                + "\"origin\":6002,\"state\":\"recovering\",\"since\":1767323045,\"attempts\":0,"
                                + "\"attempts-left\":5,\"next-attempt-in-ms\":0,"
                                + "\"last-error\":\"connection refused\",\"pool\":{\"connections\":3,\"active\":1,"
                                + "\"idle\":2,\"waiting\":0,\"most\":10}}]");
    }

    @Test
    void theTagAndTheReport() {
        assertThat(bench.ask("{\"command\": \"server-tag-get\"}"))
                .isEqualTo("{\"result\":0,\"arguments\":{\"server-tag\":\"\"}}");
        assertThat(bench.ask("{\"command\": \"build-report\"}"))
                .isEqualTo("{\"result\":0,\"text\":\"built for tests\"}");
    }

    @Test
    void originsDoNotLiftEachOthersOrders() {
        assertThat(bench.ask("dhcp-disable", "{\"origin\": \"user\"}"))
                .isEqualTo("{\"result\":0,\"text\":\"DHCPv4 service disabled\"}");
        bench.ask("dhcp-disable", "{\"origin\": \"ha-partner\"}");
        assertThat(bench.ask("{\"command\": \"dhcp-enable\"}"))
                .isEqualTo("{\"result\":0,\"text\":\"DHCP service successfully enabled\"}");
        assertThat(bench.gate.reasons()).extracting(Reason::origin).containsExactly(2000);
        bench.ask("dhcp-enable", "{\"origin-id\": 2000, \"origin\": \"user\"}");
        assertThat(bench.gate.isOpen()).isTrue();
    }

    @Test
    void aLimitedOrderEndsByItself() {
        assertThat(bench.ask("dhcp-disable", "{\"max-period\": 20}"))
                .isEqualTo("{\"result\":0,\"text\":\"DHCPv4 service disabled for 20 seconds\"}");
        bench.pass(Duration.ofSeconds(19));
        assertThat(bench.gate.isOpen()).isFalse();
        bench.pass(Duration.ofSeconds(1));
        assertThat(bench.gate.isOpen()).isTrue();
    }

    @Test
    void theNewestOrderOfAnOriginDecides() {
        bench.ask("dhcp-disable", "{\"max-period\": 20}");
        bench.ask("{\"command\": \"dhcp-enable\"}");
        bench.ask("{\"command\": \"dhcp-disable\"}");
        bench.pass(Duration.ofSeconds(60));
        assertThat(bench.gate.isOpen()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", quoteCharacter = '`', textBlock = """
            {"max-period": 0}       => 'max-period' must be positive integer
            {"max-period": "1"}     => parameter 'max-period' must be an integer
            {"origin": "x"}         => invalid value used for 'origin' parameter: x
            {"origin": ""}          => invalid value used for 'origin' parameter: (empty string)
            {"origin": true}        => parameter 'origin' must be a string or a number
            {"origin-id": "user"}   => parameter 'origin-id' must be an integer
            {"origin-id": 6002}     => an origin's number is from 1 to 2999, not 6002: databases switch the service by themselves
            {"origin": 0}           => an origin's number is from 1 to 2999, not 0: databases switch the service by themselves
            """)
    void aWrongOrderChangesNothing(String arguments, String text) {
        assertThat(bench.ask("dhcp-disable", arguments)).isEqualTo("{\"result\":1,\"text\":\"" + text + "\"}");
        assertThat(bench.gate.isOpen()).isTrue();
    }

    @Test
    void expiredLeasesAreReturnedNow() {
        assertThat(bench.ask("leases-reclaim", "{\"remove\": true}"))
                .isEqualTo("{\"result\":0,\"text\":\"Reclamation of expired leases is complete.\"}");
        assertThat(bench.ask("leases-reclaim", "{\"remove\": 1}"))
                .isEqualTo("{\"result\":1,\"text\":\"'remove' parameter expected to be a boolean.\"}");
        assertThat(bench.calls).containsExactly("reclaim true");
    }

    @Test
    void theServerEndsWithTheValueGiven() {
        assertThat(bench.ask("shutdown", "{\"exit-value\": 3}"))
                .isEqualTo("{\"result\":0,\"text\":\"Shutting down.\"}");
        bench.ask("{\"command\": \"shutdown\"}");
        assertThat(bench.ask("shutdown", "{\"exit-value\": 256}"))
                .isEqualTo("{\"result\":1,\"text\":\"parameter 'exit-value' must be from 0 to 255\"}");
        assertThat(bench.calls).containsExactly("shutdown 3", "shutdown 0");
    }
}
