package io.holdfast.control;

import static io.holdfast.control.ControlBench.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.address.Duid;
import io.holdfast.address.HardwareAddress;
import io.holdfast.address.IaType;
import io.holdfast.address.Ipv6Address;
import io.holdfast.address.Protocol;
import io.holdfast.lease.Lease;
import io.holdfast.lease.Lease6;
import io.holdfast.lease.LeaseFilter;
import io.holdfast.lease.LeaseQuestion;
import io.holdfast.lease.LeaseState;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the lease commands of DHCPv6 have of their own. */
class Lease6CommandsTests {

    private static final String ADDRESS = "{\"ip-address\":\"2001:db8:1::10\",\"type\":\"IA_NA\",\"iaid\":4294967295,"
            + "\"duid\":\"00:03:00:01:02\",\"subnet-id\":1,\"pool-id\":7,\"hw-address\":\"02:00:00:00:00:01\","
            + "\"cltt\":1767323045,\"preferred-lft\":1800,\"valid-lft\":3600,\"fqdn-fwd\":true,\"fqdn-rev\":false,"
            + "\"hostname\":\"one.example\",\"state\":0,\"user-context\":{\"a\":1}}";
    private static final String DECLINED = "{\"ip-address\":\"2001:db8:1::11\",\"type\":\"IA_NA\",\"iaid\":0,"
            + "\"duid\":\"00:00:00\",\"subnet-id\":1,\"pool-id\":7,\"cltt\":1767323045,\"preferred-lft\":0,"
            + "\"valid-lft\":86400,\"fqdn-fwd\":false,\"fqdn-rev\":false,\"hostname\":\"\",\"state\":1}";
    private static final String PREFIX = "{\"ip-address\":\"2001:db8:8000:100::\",\"type\":\"IA_PD\",\"prefix-len\":56,"
            + "\"iaid\":5,\"duid\":\"00:03:00:01:02\",\"subnet-id\":1,\"pool-id\":9,\"cltt\":1767323045,"
            + "\"preferred-lft\":1800,\"valid-lft\":3600,\"fqdn-fwd\":false,\"fqdn-rev\":false,\"hostname\":\"\","
            + "\"state\":0}";
    /** What must be given beside the address. */
    private static final String CLIENT = "\"duid\": \"00:03:00:01:02\", \"iaid\": 7";

    private final ControlBench bench = new ControlBench(Protocol.DHCP6);

    @BeforeEach
    void threeLeases() {
        Lease6 address = new Lease6(
                Ipv6Address.parse("2001:db8:1::10"),
                IaType.NA,
                128,
                Duid.parse("00:03:00:01:02"),
                -1,
                1800,
                3600,
                NOW,
                1,
                true,
                false,
                "one.example",
                HardwareAddress.parse("02:00:00:00:00:01"),
                0,
                LeaseState.DEFAULT,
                "{\"a\":1}",
                7);
        Lease6 prefix = new Lease6(
                Ipv6Address.parse("2001:db8:8000:100::"),
                IaType.PD,
                56,
                address.duid(),
                5,
                1800,
                3600,
                NOW,
                1,
                false,
                false,
                "",
                null,
                0,
                LeaseState.DEFAULT,
                null,
                9);
        Lease6 other = new Lease6(
                Ipv6Address.parse("2001:db8:1::11"),
                IaType.NA,
                128,
                Duid.parse("00:04:01"),
                1,
                1800,
                3600,
                NOW,
                1,
                false,
                false,
                "",
                null,
                0,
                LeaseState.DEFAULT,
                null,
                7);
        bench.given(address, prefix, other.declined(NOW, 86_400));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"ip-address\": \"2001:DB8:1:0::10\"}",
                "{\"ip-address\": \"2001:db8:1::10\", \"type\": \"IA_NA\"}",
                "{\"subnet-id\": 1, \"identifier-type\": \"duid\", \"identifier\": \"0003000102\", \"iaid\": 4294967295}"
            })
    void anAddressIsTold(String arguments) {
        assertThat(bench.ask("lease6-get", arguments))
                .isEqualTo("{\"result\":0,\"text\":\"IPv6 lease found.\",\"arguments\":" + ADDRESS + "}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"ip-address\": \"2001:db8:8000:100::\", \"type\": \"IA_PD\"}",
                "{\"type\": \"2\", \"subnet-id\": 1, \"identifier-type\": \"duid\", \"identifier\": \"00:03:00:01:02\","
                        + " \"iaid\": 5}"
            })
    void aPrefixIsTold(String arguments) {
        assertThat(bench.ask("lease6-get", arguments))
                .isEqualTo("{\"result\":0,\"text\":\"IPv6 lease found.\",\"arguments\":" + PREFIX + "}");
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", quoteCharacter = '`', textBlock = """
            {"ip-address": "2001:db8:1::12"}                                                => 3 Lease not found.
            {"ip-address": "2001:db8:1::10", "type": "IA_PD"}                               => 3 Lease not found.
            {"ip-address": "2001:db8:8000:100::"}                                           => 3 Lease not found.
            {"subnet-id": 1, "identifier-type": "duid", "identifier": "0003000102"}         => 3 Lease not found.
            {"subnet-id": 2, "identifier-type": "duid", "identifier": "0003000102", "iaid": 5, "type": "IA_PD"} => 3 Lease not found.
            {"ip-address": "192.0.2.1"}                                                     => 1 bad 'ip-address' parameter: not an IPv6 address: '192.0.2.1'
            {"ip-address": "2001:db8:1::10", "type": "V4"}                                  => 1 Incorrect lease type: V4, the only supported values are: IA_NA and IA_PD
            {}                                                                              => 1 Mandatory 'subnet-id' parameter missing.
            {"subnet-id": 1, "identifier-type": "hw-address", "identifier": "010203"}       => 1 Query by hw-address is not allowed in v6.
            {"subnet-id": 1, "identifier-type": "client-id", "identifier": "010203"}        => 1 Query by client-id is not allowed in v6.
            {"subnet-id": 1, "identifier-type": "flex-id", "identifier": "010203"}          => 1 Identifier type flex-id is not supported.
            {"subnet-id": 1, "identifier-type": "duid", "identifier": "01"}                 => 1 bad 'identifier' parameter: a DUID has 3 to 130 bytes, not 1
            {"subnet-id": 1, "identifier-type": "duid", "identifier": "010203", "iaid": -1} => 1 'iaid' parameter is not a 32 bit unsigned integer: -1
            """)
    void whatIsNotThereOrNotUnderstoodIsSaid(String arguments, String answer) {
        assertThat(bench.ask("lease6-get", arguments)).isEqualTo(result(answer));
    }

    @Test
    void leasesAreToldByManyMarks() {
        assertThat(bench.ask("{\"command\": \"lease6-get-all\"}")).isEqualTo(found(3, ADDRESS, DECLINED, PREFIX));
        assertThat(bench.ask("lease6-get-all", "{\"subnets\": [2]}")).isEqualTo(found(0));
        assertThat(bench.ask("lease6-get-by-duid", "{\"duid\": \"00:03:00:01:02\"}"))
                .isEqualTo(found(2, ADDRESS, PREFIX));
        assertThat(bench.ask("lease6-get-by-hw-address", "{\"hw-address\": \"02:00:00:00:00:01\"}"))
                .isEqualTo(found(1, ADDRESS));
        assertThat(bench.ask("lease6-get-by-hostname", "{\"hostname\": \"One.Example\"}"))
                .isEqualTo(found(1, ADDRESS));
        assertThat(bench.ask("lease6-get-by-state", "{\"state\": \"declined\"}"))
                .isEqualTo("{\"result\":0,\"text\":\"1 IPv6 lease(s) found with state declined (1).\",\"arguments\":"
                        + "{\"leases\":[" + DECLINED + "]}}");
        assertThat(bench.ask("lease6-get-by-state", "{\"state\": \"registered\", \"subnet-id\": 1}"))
                .startsWith("{\"result\":3,\"text\":\"0 IPv6 lease(s) found with state registered (4) in subnet 1.\"");
        assertThat(bench.ask("lease6-get-by-duid", "{}"))
                .isEqualTo("{\"result\":1,\"text\":\"'duid' parameter not specified\"}");
    }

    @Test
    void pagesFollowEachOther() {
        assertThat(bench.ask("lease6-get-page", "{\"from\": \"start\", \"limit\": 2}"))
                .isEqualTo("{\"result\":0,\"text\":\"2 IPv6 lease(s) found.\",\"arguments\":{\"leases\":[" + ADDRESS
                        + "," + DECLINED + "],\"count\":2}}");
        assertThat(bench.ask("lease6-get-page", "{\"from\": \"2001:db8:1::11\", \"limit\": 2}"))
                .isEqualTo("{\"result\":0,\"text\":\"1 IPv6 lease(s) found.\",\"arguments\":{\"leases\":[" + PREFIX
                        + "],\"count\":1}}");
        assertThat(bench.ask("lease6-get-page", "{\"from\": \"192.0.2.1\", \"limit\": 2}"))
                .isEqualTo("{\"result\":1,\"text\":\"'from' parameter value is neither 'start' keyword nor a valid IPv6"
                        + " address\"}");
    }

    @Test
    void leasesAreCountedPerSubnetAndType() {
        assertThat(bench.ask("{\"command\": \"stat-lease6-get\"}"))
                .isEqualTo("{\"result\":0,\"text\":\"stat-lease6-get[all subnets]: 2 rows found\",\"arguments\":"
                        + "{\"result-set\":{\"timestamp\":\"2026-01-02 03:04:05.123456\",\"columns\":[\"subnet-id\","
                        + "\"total-nas\",\"cumulative-assigned-nas\",\"assigned-nas\",\"declined-addresses\","
                        + "\"total-pds\",\"cumulative-assigned-pds\",\"assigned-pds\"],\"rows\":"
                        + "[[1,65552,0,2,1,1048576,0,1],[4294967294,0,0,0,0,0,0,0]]}}}");
        assertThat(bench.ask("stat-lease6-get", "{\"subnet-id\": 9}"))
                .isEqualTo(
                        "{\"result\":3,\"text\":\"stat-lease6-get[subnet-id=9]: no matching data, subnet-id: 9 does not"
                                + " exist\",\"arguments\":{}}");
    }

    @Test
    void whatIsAddedTakesItsDefaultsFromItsSubnetAndPool() {
        assertThat(bench.ask("lease6-add", "{\"ip-address\": \"2001:db8:1::12\", " + CLIENT + "}"))
                .isEqualTo("{\"result\":0,\"text\":\"Lease for address 2001:db8:1::12, subnet-id 1 added.\"}");
        assertThat(row("2001:db8:1::12"))
                .extracting(
                        Lease6::type,
                        Lease6::prefixLength,
                        Lease6::iaid,
                        Lease6::subnetId,
                        Lease6::poolId,
                        Lease6::preferredLifetime,
                        Lease6::validLifetime,
                        Lease6::lastTransaction,
                        Lease6::hardware)
                .containsExactly(IaType.NA, 128, 7, 1, 7, 3600L, 3600L, NOW, null);
        assertThat(bench.ask(
                        "lease6-add",
                        "{\"ip-address\": \"2001:db8:8000:200::\", \"type\": \"IA_PD\", \"prefix-len\": 56,"
                                + " \"subnet-id\": 1, " + CLIENT + "}"))
                .isEqualTo("{\"result\":0,\"text\":\"Lease for prefix 2001:db8:8000:200::/56, subnet-id 1 added.\"}");
        assertThat(row("2001:db8:8000:200::"))
                .extracting(Lease6::type, Lease6::prefixLength, Lease6::poolId)
                .containsExactly(IaType.PD, 56, 9);
        assertThat(bench.ask("lease6-add", "{\"ip-address\": \"2001:db8:1::12\", " + CLIENT + "}"))
                .isEqualTo("{\"result\":4,\"text\":\"IPv6 lease already exists.\"}");
        assertThat(value("assigned-nas") + " " + value("subnet[1].assigned-pds") + " "
                        + value("subnet[1].pd-pool[9].assigned-pds"))
                .isEqualTo("1 1 1");
    }

    @Test
    void everythingCanBeGiven() {
        assertThat(bench.ask("lease6-add", """
                {"ip-address": "2001:db8:1::20", "subnet-id": 1, "pool-id": 3, "duid": "01:02:03:04", "iaid": 4294967294,
                 "type": "IA_NA", "hw-address": "1a:1b", "valid-lft": 100, "preferred-lft": 50, "expire": 1767323000,
                 "fqdn-fwd": true, "fqdn-rev": true, "hostname": "Big.Example", "state": 4,
                 "user-context": {"x": 1}, "comment": "by hand", "cltt": 5}
                """)).contains("\"result\":0");
        assertThat(bench.ask("lease6-get", "{\"ip-address\": \"2001:db8:1::20\"}"))
                .contains("{\"ip-address\":\"2001:db8:1::20\",\"type\":\"IA_NA\",\"iaid\":4294967294,"
                        + "\"duid\":\"01:02:03:04\",\"subnet-id\":1,\"pool-id\":3,\"hw-address\":\"1a:1b\","
                        + "\"cltt\":1767322900,\"preferred-lft\":50,\"valid-lft\":100,\"fqdn-fwd\":true,"
                        + "\"fqdn-rev\":true,\"hostname\":\"big.example\",\"state\":4,"
                        + "\"user-context\":{\"x\":1,\"comment\":\"by hand\"}}");
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", quoteCharacter = '`', textBlock = """
            "iaid": 1, "duid": "010203"                                                                           => 1 'ip-address' parameter not specified
            "ip-address": "2001:db8:1::12", "iaid": 1                                                             => 1 'duid' parameter not specified
            "ip-address": "2001:db8:1::12", "duid": "010203"                                                      => 1 'iaid' parameter not specified
            "ip-address": "2001:db8:1::12", "duid": "0102", "iaid": 1                                             => 1 bad 'duid' parameter: a DUID has 3 to 130 bytes, not 2
            "ip-address": "2001:db8:1::12", "duid": "000000", "iaid": 1                                           => 1 bad 'duid' parameter: 00:00:00 is for declined leases only
            "ip-address": "2001:db8:1::12", "duid": "010203", "iaid": 4294967296                                  => 1 'iaid' parameter is not a 32 bit unsigned integer: 4294967296
            "ip-address": "2001:db8:1::12", "duid": "010203", "iaid": 1, "type": "IA_TA"                          => 1 Incorrect lease type: IA_TA, the only supported values are: IA_NA and IA_PD
            "ip-address": "2001:db8:1::12", "duid": "010203", "iaid": 1, "state": 5                               => 1 Invalid state value: 5, supported values are: 0 (default), 1 (declined), 2 (expired-reclaimed), 3 (released) and 4 (registered)
            "ip-address": "2001:db8:1::12", "duid": "010203", "iaid": 1, "fqdn-rev": true                         => 1 'fqdn-fwd' and 'fqdn-rev' need a 'hostname'
            "ip-address": "2001:db8:1::12", "duid": "010203", "iaid": 1, "client-id": "01"                        => 1 unsupported parameter 'client-id'
            "ip-address": "2001:db8:1::12", "duid": "010203", "iaid": 1, "subnet-id": 9                           => 4 Invalid subnet-id: No IPv6 subnet with subnet-id=9 currently configured.
            "ip-address": "2001:db8:2::12", "duid": "010203", "iaid": 1, "subnet-id": 1                           => 4 The address 2001:db8:2::12 does not belong to subnet 2001:db8:1::/64, subnet-id=1
            "ip-address": "2001:db8:9::12", "duid": "010203", "iaid": 1                                           => 4 subnet-id not specified and failed to find a subnet for address 2001:db8:9::12
            "ip-address": "2001:db8:8000::", "duid": "010203", "iaid": 1, "type": "IA_PD", "prefix-len": 56       => 1 Subnet-id is 0 or not specified. This is allowed for address leases only, not prefix leases.
            "ip-address": "2001:db8:8000::", "duid": "010203", "iaid": 1, "type": "IA_PD", "subnet-id": 1         => 1 'prefix-len' parameter not specified
            "ip-address": "2001:db8:8000::", "duid": "010203", "iaid": 1, "type": "IA_PD", "subnet-id": 1, "prefix-len": 0 => 1 Invalid prefix length: 0
            "ip-address": "2001:db8:8000::1", "duid": "010203", "iaid": 1, "type": "IA_PD", "subnet-id": 1, "prefix-len": 56 => 1 Prefix address: 2001:db8:8000::1 exceeds prefix/prefix-len pair: 2001:db8:8000::/56
            "ip-address": "2001:db8:8000::", "duid": "010203", "iaid": 1, "type": "IA_PD", "subnet-id": 1, "prefix-len": 56, "state": 1 => 1 Invalid declined state for PD prefix.
            """)
    void whatDoesNotFitIsRefused(String arguments, String answer) {
        assertThat(bench.ask("lease6-add", "{" + arguments + "}")).isEqualTo(result(answer));
        assertThat(bench.ask("lease6-update", "{" + arguments + "}")).isEqualTo(result(answer));
        assertThat(bench.store.page(LeaseFilter.ALL, 10)).hasSize(3);
    }

    @Test
    void aDeclinedLeaseIsNobodys() {
        assertThat(bench.ask(
                        "lease6-add",
                        "{\"ip-address\": \"2001:db8:1::13\", \"duid\": \"00:00:00\", \"iaid\": 0, \"state\": 1}"))
                .contains("\"result\":0");
        assertThat(row("2001:db8:1::13").duid()).isNull();
    }

    /** The standard level of extended-info-checks knows the form in which Kea once kept what relays said. */
    @ParameterizedTest
    @CsvSource(delimiterString = "=>", quoteCharacter = '`', textBlock = """
            {"ISC": {"relays": [{"link": "::", "options": "0x0025000500000009FF"}]}}  => {"ISC":{"relay-info":[{"link":"::","options":"0x0025000500000009FF","remote-id":"00000009FF"}]}}
            {"ISC": {"relay-info": [{"link": "::", "hop": 0}]}, "room": 5}            => {"ISC":{"relay-info":[{"link":"::","hop":0}]},"room":5}
            {"ISC": {"relay-info": [{"options": "zz"}]}, "room": 5}                   => {"room":5}
            {"ISC": {"relay-info": [], "x": 1}}                                       => {"ISC":{"x":1}}
            {"ISC": 7}                                                                =>
            """)
    void whatIsKeptOfRelaysIsReadAndTheUnreadableLeftOut(String context, String kept) {
        assertThat(bench.ask(
                        "lease6-add",
                        "{\"ip-address\": \"2001:db8:1::12\", " + CLIENT + ", \"user-context\": " + context + "}"))
                .contains("\"result\":0");
        assertThat(row("2001:db8:1::12").userContext()).isEqualTo(kept);
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", quoteCharacter = '`', textBlock = """
            strict    => {"link": "2001:db8::1", "remote-id": "0a"}                                    => true
            strict    => {"remote-id": "0a"}                                                           => false
            strict    => {"link": "2001:db8::1", "relay-id": "x"}                                      => false
            pedantic  => {"link": "2001:db8::1", "peer": "fe80::1", "hop": 0, "comment": "x"}          => true
            pedantic  => {"link": "2001:db8::1", "peer": "fe80::1", "hop": 0, "color": 1}              => false
            pedantic  => {"link": "2001:db8::1", "hop": 0}                                             => false
            none      => 5                                                                             => true
            """)
    void stricterLevelsLookCloser(String level, String relay, boolean kept) {
        bench.use("{\"Dhcp6\": {\"sanity-checks\": {\"extended-info-checks\": \"" + level + "\"},"
                + " \"subnet6\": [{\"id\": 1, \"subnet\": \"2001:db8:1::/64\"}]}}");
        bench.ask(
                "lease6-add",
                "{\"ip-address\": \"2001:db8:1::12\", " + CLIENT + ", \"user-context\": {\"ISC\": {\"relay-info\": ["
                        + relay + "]}}}");
        assertThat(row("2001:db8:1::12").userContext() != null).isEqualTo(kept);
    }

    @Test
    void anUpdateKeepsTypeAndRegistration() {
        String present = "{\"ip-address\": \"2001:db8:1::10\", " + CLIENT;
        assertThat(bench.ask("lease6-update", present + ", \"hostname\": \"b\"}"))
                .isEqualTo("{\"result\":0,\"text\":\"IPv6 lease updated.\"}");
        assertThat(row("2001:db8:1::10").hostname()).isEqualTo("b");
        assertThat(bench.ask("lease6-update", present + ", \"state\": 4}"))
                .isEqualTo("{\"result\":1,\"text\":\"address in use: 2001:db8:1::10 can't be registered\"}");
        bench.ask("lease6-add", "{\"ip-address\": \"2001:db8:1::14\", \"state\": 4, " + CLIENT + "}");
        assertThat(bench.ask("lease6-update", "{\"ip-address\": \"2001:db8:1::14\", " + CLIENT + "}"))
                .isEqualTo("{\"result\":1,\"text\":\"illegal reuse of registered address 2001:db8:1::14\"}");
        assertThat(
                        bench.ask(
                                "lease6-update",
                                present
                                        + ", \"type\": \"IA_PD\", \"prefix-len\": 128, \"subnet-id\": 1, \"force-create\": true}"))
                .isEqualTo(
                        "{\"result\":4,\"text\":\"The lease with address 2001:db8:1::10 is of type IA_NA, not IA_PD\"}");
        String missing = "{\"ip-address\": \"2001:db8:1::15\", " + CLIENT;
        assertThat(bench.ask("lease6-update", missing + "}"))
                .startsWith("{\"result\":4,\"text\":\"There is no lease with address 2001:db8:1::15 to update");
        assertThat(bench.ask("lease6-update", missing + ", \"force-create\": true}"))
                .isEqualTo("{\"result\":0,\"text\":\"IPv6 lease added.\"}");
    }

    @Test
    void leasesAreDeletedByAddressOrAssociation() {
        String deleted = "{\"result\":0,\"text\":\"IPv6 lease deleted.\"}";
        String missing = "{\"result\":3,\"text\":\"IPv6 lease not found.\"}";
        assertThat(bench.ask("lease6-del", "{\"ip-address\": \"2001:db8:1::10\", \"type\": \"IA_PD\"}"))
                .isEqualTo(missing);
        assertThat(bench.ask("lease6-del", ADDRESS)).isEqualTo(deleted);
        String association = "{\"subnet-id\": 1, \"identifier-type\": \"duid\", \"identifier\": \"00:03:00:01:02\","
                + " \"iaid\": 5, \"type\": \"IA_PD\"}";
        assertThat(bench.ask("lease6-del", association)).isEqualTo(deleted);
        assertThat(bench.ask("lease6-del", association)).isEqualTo(missing);
        assertThat(bench.ask("lease6-del", "{\"ip-address\": \"2001:db8:1::11\", \"update-ddns\": true}"))
                .isEqualTo("{\"result\":1,\"text\":\"'update-ddns' cannot be true: this server does no dynamic DNS\"}");
    }

    @Test
    void subnetsAreWiped() {
        assertThat(bench.ask("lease6-wipe", "{\"subnet-id\": 1}"))
                .isEqualTo("{\"result\":0,\"text\":\"Deleted 3 IPv6 lease(s) from subnet(s) 1\"}");
        assertThat(bench.ask("{\"command\": \"lease6-wipe\"}"))
                .isEqualTo("{\"result\":3,\"text\":\"Deleted 0 IPv6 lease(s) from subnet(s) 1 4294967294\"}");
    }

    @Test
    void manyAreAppliedAtOnceEachOnItsOwn() {
        assertThat(bench.ask("lease6-bulk-apply", """
                {"deleted-leases": [{"ip-address": "2001:db8:1::10"},
                                    {"ip-address": "2001:db8:1::99", "type": "IA_NA", "duid": "010203"},
                                    {"subnet-id": 1, "type": "IA_PD", "identifier-type": "duid", "identifier": "0a0b0c"}],
                 "leases": [{"ip-address": "2001:db8:1::12", "duid": "00:03:00:01:02", "iaid": 7, "expire": 1767330000,
                             "valid-lft": 3600},
                            {"ip-address": "2001:db8:8000:100::", "type": "IA_PD", "prefix-len": 56, "subnet-id": 1,
                             "duid": "00:03:00:01:02", "iaid": 5, "hostname": "moved"},
                            {"ip-address": "2001:db8:1::11", "duid": "010203", "iaid": 7, "state": 4}],
                 "origin": "ha-partner"}
                """))
                .isEqualTo("{\"result\":0,\"text\":\"Bulk apply of 3 IPv6 leases completed.\",\"arguments\":"
                        + "{\"failed-deleted-leases\":[{\"type\":\"IA_NA\",\"ip-address\":\"2001:db8:1::99\",\"result\":3,"
                        + "\"error-message\":\"lease not found\"},{\"type\":\"IA_PD\",\"duid\":\"0a:0b:0c\",\"result\":3,"
                        + "\"error-message\":\"lease not found\"}],\"failed-leases\":[{\"type\":\"IA_NA\","
                        + "\"ip-address\":\"2001:db8:1::11\",\"result\":1,"
                        + "\"error-message\":\"address in use: 2001:db8:1::11 can't be registered\"}]}}");
        assertThat(bench.store.page(LeaseFilter.ALL, 10))
                .extracting(Lease::address)
                .extracting(Object::toString)
                .containsExactly("2001:db8:1::11", "2001:db8:1::12", "2001:db8:8000:100::");
        assertThat(row("2001:db8:8000:100::").hostname()).isEqualTo("moved");
        assertThat(bench.ask("lease6-bulk-apply", "{\"deleted-leases\": [{\"ip-address\": \"2001:db8:1::99\"}]}"))
                .startsWith("{\"result\":3,\"text\":\"Bulk apply of 0 IPv6 leases completed.\",\"arguments\":");
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", quoteCharacter = '`', textBlock = """
            {}                                                                         => neither 'deleted-leases' nor 'leases' parameter specified
            {"leases": {}}                                                             => 'leases' parameter must be a list
            {"leases": [5]}                                                            => an item of 'leases' must be a map, not an integer
            {"deleted-leases": [{"ip-address": "2001:db8:1::10"}], "leases": [{"ip-address": "2001:db8:1::12"}]} => 'duid' parameter not specified
            {"deleted-leases": [{"ip-address": "2001:db8:1::10"}, {}]}                 => Mandatory 'subnet-id' parameter missing.
            {"deleted-leases": [{"ip-address": "2001:db8:1::10"}], "leases": [{"ip-address": "2001:db8:9::12", "duid": "010203", "iaid": 1}]} => subnet-id not specified and failed to find a subnet for address 2001:db8:9::12
            """)
    void whatCannotBeReadChangesNothing(String arguments, String why) {
        assertThat(bench.ask("lease6-bulk-apply", arguments)).isEqualTo(result("1 " + why));
        assertThat(bench.store.page(LeaseFilter.ALL, 10)).hasSize(3);
    }

    @Test
    void commandsOfTheOtherProtocolAreNotThere() {
        for (String name : new String[] {"lease4-get", "lease6-resend-ddns", "lease6-get-by-client-id"}) {
            assertThat(bench.ask("{\"command\": \"" + name + "\"}"))
                    .isEqualTo("{\"result\":2,\"text\":\"'" + name + "' command not supported.\"}");
        }
        assertThat(bench.ask("lease6-write", "{\"filename\": \"copy.csv\"}"))
                .startsWith("{\"result\":1,\"text\":\"lease6-write is only for leases in a lease file");
    }

    private Lease6 row(String address) {
        return (Lease6) bench.store
                .find(List.of(new LeaseQuestion.OfAddress(Ipv6Address.parse(address))))
                .getFirst()
                .getFirst();
    }

    private long value(String name) {
        var samples = bench.board.samples(name);
        return samples == null ? -1 : samples.getFirst().value();
    }

    private static String result(String answer) {
        return "{\"result\":" + answer.charAt(0) + ",\"text\":\"" + answer.substring(2) + "\"}";
    }

    private static String found(int count, String... leases) {
        return "{\"result\":" + (count == 0 ? 3 : 0) + ",\"text\":\"" + count
                + " IPv6 lease(s) found.\",\"arguments\":{\"leases\":[" + String.join(",", leases) + "]}}";
    }
}
