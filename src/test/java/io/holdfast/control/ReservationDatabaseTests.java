package io.holdfast.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.address.Protocol;
import io.holdfast.host.HostSource;
import io.holdfast.host.MemoryHosts;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The reservation commands on two databases behind the configuration. */
class ReservationDatabaseTests {

    private final ControlBench bench = new ControlBench();
    private final MemoryHosts first = new MemoryHosts();
    private final MemoryHosts second = new MemoryHosts();

    @BeforeEach
    void twoDatabases() {
        bench.use("""
                {"Dhcp4": {"subnet4": [{"id": 1, "subnet": "192.0.2.0/24", "reservations": [
                  {"hw-address": "02:00:00:00:00:01", "ip-address": "192.0.2.5", "hostname": "One.example"}]}]}}
                """);
        use(false);
    }

    private void use(boolean readonly) {
        bench.hosts = List.of(
                new HostSource("hosts-1", "postgresql", readonly, first),
                new HostSource("hosts-2", "mysql", true, second));
    }

    private static String reservation(String client, String address, String target) {
        return "{\"reservation\": {\"subnet-id\": 1, \"hw-address\": \"" + client + "\", \"ip-address\": \"" + address
                + "\"}, \"operation-target\": \"" + target + "\"}";
    }

    private static String text(int result, String text) {
        return "{\"result\":" + result + ",\"text\":\"" + text + "\"}";
    }

    @Test
    void aReservationGoesToTheDatabasesThatTakeChanges() {
        assertThat(bench.ask("reservation-add", reservation("02:00:00:00:00:02", "192.0.2.6", "default")))
                .isEqualTo(text(0, "Host added."));
        assertThat(first.page(null, null, 0, 10)).hasSize(1);
        assertThat(second.page(null, null, 0, 10)).isEmpty();
        assertThat(bench.amended).as("the configuration is as before").isZero();
        assertThat(bench.ask("reservation-get", "{\"subnet-id\": 1, \"ip-address\": \"192.0.2.6\"}"))
                .startsWith("{\"result\":0,\"text\":\"Host found.\"")
                .contains("\"hw-address\":\"02:00:00:00:00:02\"", "\"subnet-id\":1");
        assertThat(bench.ask(
                        "reservation-get",
                        "{\"subnet-id\": 1, \"ip-address\": \"192.0.2.6\", \"operation-target\": \"memory\"}"))
                .isEqualTo(text(3, "Host not found."));
    }

    @Test
    void whatIsTakenIsRefused() {
        bench.ask("reservation-add", reservation("02:00:00:00:00:02", "192.0.2.6", "database"));
        String duplicate =
                "Database duplicate entry error: hosts-1 has a reservation for this client or an address of it"
                        + " in subnet 1";
        assertThat(bench.ask("reservation-add", reservation("02:00:00:00:00:02", "192.0.2.7", "database")))
                .isEqualTo(text(1, duplicate));
        assertThat(bench.ask("reservation-add", reservation("02:00:00:00:00:03", "192.0.2.6", "all")))
                .isEqualTo(text(1, duplicate));
        assertThat(bench.amended).as("nor is it in the configuration").isZero();
        bench.ask("reservation-add", reservation("02:00:00:00:00:03", "192.0.2.7", "database"));
        assertThat(bench.ask("reservation-update", reservation("02:00:00:00:00:03", "192.0.2.6", "database")))
                .isEqualTo(text(1, duplicate));
    }

    @Test
    void allMeansTheConfigurationAndTheDatabases() {
        assertThat(bench.ask("reservation-add", reservation("02:00:00:00:00:02", "192.0.2.6", "all")))
                .isEqualTo(text(0, "Host added."));
        assertThat(bench.ask("reservation-get-by-address", "{\"ip-address\": \"192.0.2.6\"}"))
                .contains("2 IPv4 host(s) found.");
        assertThat(bench.ask("reservation-update", reservation("02:00:00:00:00:02", "192.0.2.8", "all")))
                .isEqualTo(text(0, "Host updated."));
        assertThat(bench.ask("reservation-get-by-address", "{\"ip-address\": \"192.0.2.8\"}"))
                .contains("2 IPv4 host(s) found.");
        assertThat(bench.ask(
                        "reservation-del",
                        "{\"subnet-id\": 1, \"ip-address\": \"192.0.2.8\", \"operation-target\": \"all\"}"))
                .isEqualTo(text(0, "Host deleted."));
        assertThat(bench.ask("reservation-get-by-address", "{\"ip-address\": \"192.0.2.8\"}"))
                .contains("0 IPv4 host(s) found.");
        assertThat(bench.ask("config-get", "{}")).contains("192.0.2.5").doesNotContain("192.0.2.8");
    }

    @Test
    void aDatabaseThatIsAwayLeavesTheConfigurationAlone() {
        first.away();
        assertThat(bench.ask("reservation-add", reservation("02:00:00:00:00:02", "192.0.2.6", "all")))
                .startsWith("{\"result\":1,\"text\":\"The hosts-1 database cannot be used now");
        assertThat(bench.amended).isZero();
        assertThat(bench.ask("reservation-get", "{\"subnet-id\": 1, \"ip-address\": \"192.0.2.5\"}"))
                .as("the configuration has it")
                .contains("Host found.");
        assertThat(bench.ask("reservation-get", "{\"subnet-id\": 1, \"ip-address\": \"192.0.2.6\"}"))
                .contains("hosts-1 database cannot be used now");
    }

    /** There is no transaction over two databases. */
    @Test
    void whereItHasBeenChangedBeforeAnErrorIsTold() {
        bench.hosts = List.of(
                new HostSource("hosts-2", "mysql", false, second),
                new HostSource("hosts-1", "postgresql", false, first));
        first.away();
        assertThat(bench.ask("reservation-add", reservation("02:00:00:00:00:02", "192.0.2.6", "database")))
                .startsWith("{\"result\":1,\"text\":\"The hosts-1 database cannot be used now")
                .contains("; already changed: hosts-2");
        assertThat(bench.ask("reservation-add", reservation("02:00:00:00:00:02", "192.0.2.6", "database")))
                .startsWith("{\"result\":1,\"text\":\"Database duplicate entry error: hosts-2 ")
                .doesNotContain("already changed");
    }

    @Test
    void whatTheConfigurationRefusesDoesNotReachADatabase() {
        String broken = "{\"reservation\": {\"subnet-id\": 1, \"hw-address\": \"02:00:00:00:00:02\", \"option-data\": ["
                + "{\"name\": \"routers\", \"data\": \"192.0.2.1\", \"client-classes\": [\"\"]}]}, \"operation-target\": \"all\"}";
        assertThat(bench.ask("reservation-add", broken)).startsWith("{\"result\":1");
        assertThat(first.page(null, null, 0, 10)).isEmpty();
        assertThat(bench.amended).isZero();
    }

    @Test
    void aPageOfOneTargetHasNothingOfTheOthers() {
        bench.ask("reservation-add", reservation("02:00:00:00:00:02", "192.0.2.6", "database"));
        assertThat(bench.ask("reservation-get-page", "{\"limit\": 10, \"operation-target\": \"database\"}"))
                .contains("192.0.2.6", "\"next\":{\"from\":1,\"source-index\":1}");
        assertThat(bench.ask(
                        "reservation-get-page",
                        "{\"limit\": 10, \"source-index\": 1, \"operation-target\": \"memory\"}"))
                .contains("0 IPv4 host(s) found.");
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", quoteCharacter = '`', textBlock = """
            reservation-add    => {"reservation": {"subnet-id": 1, "hw-address": "02:00:00:00:00:09"}}
            reservation-update => {"reservation": {"subnet-id": 1, "hw-address": "02:00:00:00:00:09"}}
            reservation-del    => {"subnet-id": 1, "ip-address": "192.0.2.9"}
            """)
    void databasesThatAreOnlyReadAreNotChanged(String command, String arguments) {
        use(true);
        assertThat(bench.ask(command, arguments))
                .isEqualTo(text(1, "hosts-1 host database backend is configured to operate in read only mode"));
    }

    @Test
    void pagesGoFromOneSourceToTheNext() {
        bench.ask("reservation-add", reservation("02:00:00:00:00:02", "192.0.2.6", "database"));
        bench.ask("reservation-add", reservation("02:00:00:00:00:03", "192.0.2.7", "database"));
        String none = "{\"limit\": 1";
        assertThat(bench.ask("reservation-get-page", none + "}"))
                .contains("192.0.2.5", "\"next\":{\"from\":1,\"source-index\":0}");
        assertThat(bench.ask("reservation-get-page", none + ", \"source-index\": 0, \"from\": 1}"))
                .contains("192.0.2.6", "\"next\":{\"from\":1,\"source-index\":1}");
        assertThat(bench.ask("reservation-get-page", none + ", \"source-index\": 1, \"from\": 1}"))
                .contains("192.0.2.7", "\"next\":{\"from\":2,\"source-index\":1}");
        assertThat(bench.ask("reservation-get-page", none + ", \"source-index\": 1, \"from\": 2}"))
                .isEqualTo(
                        "{\"result\":3,\"text\":\"0 IPv4 host(s) found.\",\"arguments\":{\"count\":0,\"hosts\":[]}}");
    }

    @Test
    void whatIsNotThereIsNotUpdatedNorDeleted() {
        assertThat(bench.ask("reservation-update", reservation("02:00:00:00:00:77", "192.0.2.6", "all")))
                .isEqualTo(text(1, "Host not updated (not found)."));
        assertThat(bench.ask("reservation-update", reservation("02:00:00:00:00:77", "192.0.2.6", "database")))
                .isEqualTo(text(1, "Host not updated (not found)."));
        assertThat(bench.ask("reservation-del", "{\"subnet-id\": 1, \"ip-address\": \"192.0.2.6\"}"))
                .isEqualTo(text(3, "Host not deleted (not found)."));
    }

    @Test
    void prefixesOfDhcpv6AreFoundByTheirFirstAddress() {
        ControlBench six = new ControlBench(Protocol.DHCP6);
        six.hosts = List.of(new HostSource("hosts6-1", "mysql", false, first));
        assertThat(
                        six.ask(
                                "reservation-add",
                                "{\"reservation\": {\"subnet-id\": 1, \"duid\": \"00:01:02\", \"prefixes\": [\"2001:db8:a000::/56\"]}}"))
                .isEqualTo(text(0, "Host added."));
        assertThat(six.ask("reservation-get", "{\"subnet-id\": 1, \"ip-address\": \"2001:db8:a000::\"}"))
                .contains("Host found.", "\"prefixes\":[\"2001:db8:a000::/56\"]");
        assertThat(six.ask("reservation-get-by-address", "{\"ip-address\": \"2001:db8:a000::\"}"))
                .contains("1 IPv6 host(s) found.");
        assertThat(six.ask("reservation-get-by-id", "{\"identifier-type\": \"duid\", \"identifier\": \"000102\"}"))
                .contains("1 IPv6 host(s) found.");
        assertThat(six.ask("reservation-del", "{\"subnet-id\": 1, \"ip-address\": \"2001:db8:a000::\"}"))
                .isEqualTo(text(0, "Host deleted."));
    }
}
