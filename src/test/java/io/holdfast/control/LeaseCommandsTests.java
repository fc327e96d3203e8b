package io.holdfast.control;

import static io.holdfast.control.ControlBench.NOW;
import static io.holdfast.lease.LeaseBuilder.lease;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.address.ClientIdentifier;
import io.holdfast.address.HardwareAddress;
import io.holdfast.availability.BackendUnavailable;
import io.holdfast.lease.Lease4;
import io.holdfast.lease.LeaseState;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LeaseCommandsTests {

    private static final String FIRST = "{\"ip-address\":\"192.0.2.10\",\"subnet-id\":1,\"pool-id\":7,"
            + "\"hw-address\":\"02:00:00:00:00:01\",\"client-id\":\"01:02:03\",\"cltt\":1767323045,\"valid-lft\":3600,"
            + "\"fqdn-fwd\":true,\"fqdn-rev\":false,\"hostname\":\"one.example\",\"state\":0,"
            + "\"user-context\":{\"a\":[1,{\"b\":null}]}}";
    private static final String SECOND = "{\"ip-address\":\"192.0.2.100\",\"subnet-id\":1,\"hw-address\":\"\","
            + "\"cltt\":1767323045,\"valid-lft\":3600,\"fqdn-fwd\":false,\"fqdn-rev\":false,\"hostname\":\"\",\"state\":1}";
    private static final String THIRD = "{\"ip-address\":\"198.51.100.1\",\"subnet-id\":4294967294,"
            + "\"hw-address\":\"02:00:00:00:00:01\",\"cltt\":1767323045,\"valid-lft\":4294967295,\"fqdn-fwd\":false,"
            + "\"fqdn-rev\":false,\"hostname\":\"\",\"state\":0}";

    private final ControlBench bench = new ControlBench();

    @BeforeEach
    void threeLeases() {
        HardwareAddress hardware = HardwareAddress.parse("02:00:00:00:00:01");
        bench.given(
                lease("192.0.2.10")
                        .since(NOW)
                        .pool(7)
                        .hardware(hardware)
                        .clientId(ClientIdentifier.parse("010203"))
                        .fqdn(true, false)
                        .hostname("one.example")
                        .context("{\"a\":[1,{\"b\":null}]}")
                        .build(),
                lease("192.0.2.100")
                        .since(NOW)
                        .hardware(null)
                        .clientId(null)
                        .state(LeaseState.DECLINED)
                        .build(),
                lease("198.51.100.1")
                        .since(NOW)
                        .subnet(-2)
                        .hardware(hardware)
                        .clientId(null)
                        .lifetime(Lease4.INFINITE)
                        .build());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"ip-address\": \"192.0.2.10\"}",
                "{\"subnet-id\": 1, \"identifier-type\": \"hw-address\", \"identifier\": \"02:00:00:00:00:01\"}",
                "{\"subnet-id\": 1, \"identifier-type\": \"client-id\", \"identifier\": \"01:02:03\"}"
            })
    void oneLeaseIsTold(String arguments) {
        assertThat(bench.ask("lease4-get", arguments))
                .isEqualTo("{\"result\":0,\"text\":\"IPv4 lease found.\",\"arguments\":" + FIRST + "}");
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", quoteCharacter = '`', textBlock = """
            {"ip-address": "192.0.2.11"}                                                    => 3 Lease not found.
            {"subnet-id": 9, "identifier-type": "client-id", "identifier": "010203"}        => 3 Lease not found.
            {"ip-address": 1}                                                               => 1 'ip-address' parameter must be a string
            {"ip-address": "2001:db8::1"}                                                   => 1 bad 'ip-address' parameter: not an IPv4 address: '2001:db8::1'
            {}                                                                              => 1 Mandatory 'subnet-id' parameter missing.
            {"subnet-id": -1, "identifier-type": "client-id", "identifier": "010203"}       => 1 'subnet-id' parameter is not a 32 bit unsigned integer: -1
            {"subnet-id": 1, "identifier": "010203"}                                        => 1 No 'ip-address' provided and 'identifier-type' is either missing or not a string.
            {"subnet-id": 1, "identifier-type": "client-id"}                                => 1 No 'ip-address' provided and 'identifier' is either missing or not a string.
            {"subnet-id": 1, "identifier-type": "duid", "identifier": "010203"}             => 1 Query by duid is not allowed in v4.
            {"subnet-id": 1, "identifier-type": "circuit-id", "identifier": "010203"}       => 1 Identifier type circuit-id is not supported.
            {"subnet-id": 1, "identifier-type": "hw-address", "identifier": "0x"}           => 1 bad 'identifier' parameter: not hexadecimal bytes: '0x'
            """)
    void whatIsNotThereOrNotUnderstoodIsSaid(String arguments, String answer) {
        assertThat(bench.ask("lease4-get", arguments))
                .isEqualTo("{\"result\":" + answer.charAt(0) + ",\"text\":\"" + answer.substring(2) + "\"}");
    }

    @Test
    void allLeasesAreTold() {
        assertThat(bench.ask("{\"command\": \"lease4-get-all\"}")).isEqualTo(found(3, FIRST, SECOND, THIRD));
        assertThat(bench.ask("lease4-get-all", "{\"subnets\": [1]}")).isEqualTo(found(2, FIRST, SECOND));
        assertThat(bench.ask("lease4-get-all", "{\"subnets\": [4294967294, 5]}"))
                .isEqualTo(found(1, THIRD));
        assertThat(bench.ask("lease4-get-all", "{\"subnets\": []}")).isEqualTo(found(0));
        assertThat(bench.ask("lease4-get-all", "{\"subnets\": [\"1\"]}"))
                .isEqualTo("{\"result\":1,\"text\":\"listed subnet identifiers must be numbers\"}");
        assertThat(bench.ask("lease4-get-all", "{\"subnets\": 1}"))
                .isEqualTo("{\"result\":1,\"text\":\"'subnets' parameter must be a list\"}");
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", quoteCharacter = '`', textBlock = """
            {"from": "start"}                            => 'limit' parameter not specified
            {"limit": 1}                                 => 'from' parameter not specified
            {"from": "start", "limit": 0}                => 'limit' parameter must not be 0.
            {"from": "start", "limit": 4294967296}       => 'limit' parameter is not a 32 bit unsigned integer: 4294967296
            {"from": "begin", "limit": 1}                => 'from' parameter value is neither 'start' keyword nor a valid IPv4 address
            {"from": 1, "limit": 1}                      => 'from' parameter must be a string
            """)
    void aPageMustBeChosenRightly(String arguments, String text) {
        assertThat(bench.ask("lease4-get-page", arguments)).isEqualTo("{\"result\":1,\"text\":\"" + text + "\"}");
    }

    @Test
    void pagesFollowEachOther() {
        assertThat(bench.ask("lease4-get-page", "{\"from\": \"start\", \"limit\": 2}"))
                .isEqualTo(page(2, FIRST, SECOND));
        assertThat(bench.ask("lease4-get-page", "{\"from\": \"192.0.2.100\", \"limit\": 2}"))
                .isEqualTo(page(1, THIRD));
        assertThat(bench.ask("lease4-get-page", "{\"from\": \"198.51.100.1\", \"limit\": 4294967295}"))
                .isEqualTo(page(0));
    }

    @Test
    void aLongAnswerIsReadInSteps() {
        bench.given(IntStream.range(0, 25_000)
                .mapToObj(i -> lease("10." + (i >> 16) + "." + (i >> 8 & 255) + "." + (i & 255))
                        .subnet(5)
                        .build())
                .toArray(Lease4[]::new));
        assertThat(bench.ask("{\"command\": \"lease4-get-all\"}"))
                .startsWith("{\"result\":0,\"text\":\"25003 IPv4 lease(s) found.\"");
        assertThat(bench.ask("lease4-get-page", "{\"from\": \"start\", \"limit\": 24999}"))
                .contains("\"count\":24999}");
    }

    @Test
    void leasesAreFoundByWhoHasThem() {
        assertThat(bench.ask("lease4-get-by-hw-address", "{\"hw-address\": \"2:0:0:0:0:1\"}"))
                .isEqualTo(found(2, FIRST, THIRD));
        assertThat(bench.ask("lease4-get-by-hw-address", "{\"hw-address\": \"\"}"))
                .isEqualTo("{\"result\":1,\"text\":\"'hw-address' parameter must not be empty\"}");
        assertThat(bench.ask("lease4-get-by-client-id", "{\"client-id\": \"01:02:03\"}"))
                .isEqualTo(found(1, FIRST));
        assertThat(bench.ask("lease4-get-by-client-id", "{\"client-id\": \"01:02:04\"}"))
                .isEqualTo(found(0));
        assertThat(bench.ask("lease4-get-by-client-id", "{\"client-id\": \"01\"}"))
                .contains("\"result\":1", "bad 'client-id' parameter");
        assertThat(bench.ask("lease4-get-by-hostname", "{\"hostname\": \"ONE.example\"}"))
                .isEqualTo(found(1, FIRST));
        assertThat(bench.ask("lease4-get-by-hostname", "{\"hostname\": \"\"}"))
                .isEqualTo("{\"result\":1,\"text\":\"'hostname' parameter must not be empty\"}");
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", quoteCharacter = '`', textBlock = """
            {"state": 1}                                  => 0 1 IPv4 lease(s) found with state declined (1).
            {"state": "declined", "subnet-id": 1}         => 0 1 IPv4 lease(s) found with state declined (1) in subnet 1.
            {"state": "assigned"}                         => 0 2 IPv4 lease(s) found with state default (0).
            {"state": "default", "subnet-id": 4294967294} => 0 1 IPv4 lease(s) found with state default (0) in subnet 4294967294.
            {"state": "released"}                         => 3 0 IPv4 lease(s) found with state released (3).
            {"state": 9}                                  => 3 0 IPv4 lease(s) found with state 9.
            {"state": "lost"}                             => 1 'state' parameter value (lost) is not recognized
            {"state": ""}                                 => 1 'state' parameter is empty
            {"state": []}                                 => 1 'state' parameter must be a string or a number
            {}                                            => 1 'state' parameter not specified
            """)
    void leasesAreFoundByTheirState(String arguments, String answer) {
        assertThat(bench.ask("lease4-get-by-state", arguments))
                .startsWith("{\"result\":" + answer.charAt(0) + ",\"text\":\"" + answer.substring(2) + "\"");
    }

    @Test
    void anAbsentDatabaseIsSaidClearly() {
        bench.outage = new BackendUnavailable("lease", "connection refused");
        for (String command : new String[] {"lease4-get", "lease4-del"}) {
            assertThat(bench.ask(command, "{\"ip-address\": \"192.0.2.10\"}"))
                    .isEqualTo("{\"result\":1,\"text\":\"The lease database cannot be used now (connection refused)."
                            + " Ask again when it is back.\"}");
        }
    }

    @Test
    void leasesAreCountedPerSubnet() {
        assertThat(bench.ask("{\"command\": \"stat-lease4-get\"}"))
                .isEqualTo("{\"result\":0,\"text\":\"stat-lease4-get[all subnets]: 2 rows found\",\"arguments\":"
                        + "{\"result-set\":{\"timestamp\":\"2026-01-02 03:04:05.123456\",\"columns\":[\"subnet-id\","
                        + "\"total-addresses\",\"cumulative-assigned-addresses\",\"assigned-addresses\","
                        + "\"declined-addresses\"],\"rows\":[[1,110,0,2,1],[4294967294,0,0,1,0]]}}}");
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", quoteCharacter = '`', textBlock = """
            {"subnet-id": 1}                                                          => 0 stat-lease4-get[subnet-id=1]: 1 rows found
            {"subnet-range": {"first-subnet-id": 1, "last-subnet-id": 4294967294}}    => 0 stat-lease4-get[subnets 1 through 4294967294]: 2 rows found
            {"subnet-id": 2}                                                          => 3 stat-lease4-get[subnet-id=2]: no matching data, subnet-id: 2 does not exist
            {"subnet-range": {"first-subnet-id": 2, "last-subnet-id": 3}}             => 3 stat-lease4-get[subnets 2 through 3]: no matching data, selected ID range: 2 through 3 includes no known subnets
            {"subnet-id": 0}                                                          => 1 'subnet-id' parameter must be > 0
            {"subnet-range": {"first-subnet-id": 1}}                                  => 1 'last-subnet-id' parameter missing or not an integer
            {"subnet-range": {"first-subnet-id": 3, "last-subnet-id": 2}}             => 1 'last-subnet-id' must be greater than 'first-subnet-id'
            {"subnet-id": 1, "subnet-range": {}}                                      => 1 cannot specify both subnet-id and subnet-range
            """)
    void subnetsCanBeChosen(String arguments, String answer) {
        assertThat(bench.ask("stat-lease4-get", arguments))
                .startsWith("{\"result\":" + answer.charAt(0) + ",\"text\":\"" + answer.substring(2) + "\"");
    }

    private static String found(int count, String... leases) {
        return "{\"result\":" + (count == 0 ? 3 : 0) + ",\"text\":\"" + count
                + " IPv4 lease(s) found.\",\"arguments\":{\"leases\":[" + String.join(",", leases) + "]}}";
    }

    private static String page(int count, String... leases) {
        return found(count, leases).replaceAll("\\]\\}\\}$", "],\"count\":" + count + "}}");
    }
}
