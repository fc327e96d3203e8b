package io.holdfast.control.remote;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.address.Protocol;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Subnets and shared networks. */
class RemoteSubnetsTests {

    private static final String SUBNET = """
            {"subnets": [{"id": 5, "subnet": "192.0.2.0/24", "shared-network-name": null,
              "comment": "first floor", "require-client-classes": ["late"], "client-class": "phones",
              "relay": {"ip-address": "10.0.0.1"}, "reservations": [], "valid-lifetime": 60, "min-valid-lifetime": 50,
              "pools": [{"pool": "192.0.2.128/25", "option-data": [{"name": "sight", "data": "7"}]},
                        {"pool": "192.0.2.10 - 192.0.2.20", "user-context": {"a": 1}}],
              "option-data": [{"name": "routers", "data": "192.0.2.1"},
                              {"code": 222, "data": "0xab cd", "always-send": true},
                              {"code": 6, "csv-format": false, "data": "c0000201", "client-classes": ["x"]}]}],
             "server-tags": ["all"]}
            """;

    private final RemoteBench bench = RemoteBench.of(Protocol.DHCP4);

    @BeforeEach
    void servers() {
        bench.ask("remote-server4-set", "{\"servers\": [{\"server-tag\": \"a\"}]}");
        bench.ask("remote-server4-set", "{\"servers\": [{\"server-tag\": \"b\"}]}");
    }

    private String network(String name, String tags) {
        return bench.ask(
                "remote-network4-set",
                "{\"shared-networks\": [{\"name\": \"" + name + "\"}], \"server-tags\": " + tags + "}");
    }

    private String subnet(int id, String network, String tags) {
        return bench.ask(
                "remote-subnet4-set",
                "{\"subnets\": [{\"id\": " + id + ", \"subnet\": \"10." + id + ".0.0/16\", \"shared-network-name\": "
                        + network + "}], \"server-tags\": " + tags + "}");
    }

    @Test
    void aSubnetIsStoredInTheOneFormOfDatabases() {
        assertThat(bench.ask("remote-subnet4-set", SUBNET.replace("0xab cd", "0xabcd")))
                .isEqualTo(
                        "{\"result\":0,\"text\":\"IPv4 subnet successfully set.\",\"arguments\":{\"subnets\":"
                                + "[{\"id\":5,\"subnet\":\"192.0.2.0/24\"}],\"id\":5,\"subnet\":\"192.0.2.0/24\",\"revision\":3}}");
        String shown = bench.ask("remote-subnet4-get-by-id", "{\"subnets\": [{\"id\": 5}]}");
        assertThat(shown)
                .startsWith("{\"result\":0,\"text\":\"IPv4 subnet found.\",\"arguments\":{\"subnets\":[{\"id\":5,")
                .endsWith("\"shared-network-name\":null,\"metadata\":{\"server-tags\":[\"all\"]}}],"
                        + "\"count\":1,\"revision\":3}}")
                .contains(
                        "\"user-context\":{\"comment\":\"first floor\"}",
                        "\"evaluate-additional-classes\":[\"late\"],\"client-classes\":[\"phones\"]",
                        "\"relay\":{\"ip-addresses\":[\"10.0.0.1\"]}",
                        "\"pool\":\"192.0.2.128-192.0.2.255\"",
                        "\"pool\":\"192.0.2.10-192.0.2.20\"",
                        "{\"name\":\"sight\",\"data\":\"7\",\"code\":230,\"space\":\"dhcp4\"",
                        "{\"name\":\"routers\",\"data\":\"192.0.2.1\",\"code\":3,\"space\":\"dhcp4\","
                                + "\"always-send\":false,\"never-send\":false,\"csv-format\":true}",
                        "{\"code\":222,\"data\":\"ABCD\",\"always-send\":true,",
                        "\"csv-format\":false,\"data\":\"C0000201\",\"client-classes\":[\"x\"]")
                .doesNotContain("reservations", "client-class\"");
        assertThat(bench.ask("remote-subnet4-get-by-prefix", "{\"subnets\": [{\"subnet\": \"192.0.2.0/24\"}]}"))
                .isEqualTo(shown);
    }

    @Test
    void whatWasToldCanBeSetAgain() {
        bench.ask("remote-subnet4-set", SUBNET.replace("0xab cd", "0xabcd"));
        String shown = bench.ask("remote-subnet4-get-by-id", "{\"subnets\": [{\"id\": 5}]}");
        String subnet = shown.substring(shown.indexOf("{\"id\":5"), shown.indexOf(",\"metadata\""));
        assertThat(bench.ask("remote-subnet4-set", "{\"subnets\": [" + subnet + "}], \"server-tags\": [\"all\"]}"))
                .startsWith("{\"result\":0");
        assertThat(bench.ask("remote-subnet4-get-by-id", "{\"subnets\": [{\"id\": 5}]}"))
                .satisfies(again -> assertThat(letters(again)).isEqualTo(letters(shown.replace(":3}}", ":4}}"))));
    }

    /** The order of members is nobody's business. */
    private static String letters(String json) {
        return json.chars()
                .sorted()
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "id": 1, "subnet": "10.0.0.0/8"                                                   | must have 'shared-network-name'
            "id": 1, "subnet": "10.0.0.0/8", "shared-network-name": 5                         | must be a network's name or null
            "id": 1, "subnet": "10.0.0.0/8", "shared-network-name": "none"                    | there is no shared network none
            "id": 1, "shared-network-name": null                                              | must have 'id' and 'subnet'
            "id": 1, "subnet": "10.0.0.0", "shared-network-name": null                        | it has no length
            "id": 1, "subnet": "10.0.0.0/8", "shared-network-name": null, "x": 1              | unknown keyword 'x'
            "id": 1, "subnet": "10.0.0.0/8", "shared-network-name": null, "rebind-timer": ""  | subnets[0].rebind-timer: must be an integer, not text
            "id": 1, "subnet": "10.0.0.0/8", "shared-network-name": null, "hostname-char-set": "x" | hostname-char-set: a configuration database has no place for it
            "id": 1, "subnet": "10.0.0.0/8", "shared-network-name": null, "reservations": [{"hw-address": "1:2:3:4:5:6"}] | subnets[0].reservations: a configuration database has no place for it
            "id": 1, "subnet": "10.0.0.0/8", "shared-network-name": null, "pools": [{"pool": "10.0.0.1-10.0.0.9", "pool-id": 4}] | subnets[0].pools[0].pool-id: a configuration database has no place for it
            "id": 1, "subnet": "10.0.0.0/8", "shared-network-name": null, "pools": [{"pool": "x"}] | subnets[0].pools[0].pool: 'x' is neither
            "id": 1, "subnet": "10.0.0.0/8", "shared-network-name": null, "option-data": [{"name": "nonsense", "data": "1"}] | no option 'nonsense' is defined
            "id": 1, "subnet": "10.0.0.0/8", "shared-network-name": null, "option-data": [{"code": 222, "data": "xyz"}] | subnets[0].option-data[0].data: not hexadecimal bytes
            "id": 1, "subnet": "10.0.0.0/8", "shared-network-name": null, "min-valid-lifetime": 5 | needs 'valid-lifetime' beside it
            """)
    void whatIsRefused(String members, String why) {
        assertThat(bench.ask("remote-subnet4-set", "{\"subnets\": [{" + members + "}], \"server-tags\": [\"a\"]}"))
                .startsWith("{\"result\":1,")
                .contains(why);
        assertThat(bench.targets.getFirst().notes).hasSize(2); // the servers'
    }

    @Test
    void listsOfServersAndOfNobody() {
        subnet(1, "null", "[\"all\"]");
        subnet(2, "null", "[\"a\"]");
        subnet(3, "null", "[\"b\", \"a\"]");
        assertThat(bench.ask("remote-subnet4-list", "{\"server-tags\": [\"b\"]}"))
                .isEqualTo("{\"result\":0,\"text\":\"2 IPv4 subnet(s) found.\",\"arguments\":{\"subnets\":["
                        + "{\"id\":1,\"subnet\":\"10.1.0.0/16\",\"shared-network-name\":null,"
                        + "\"metadata\":{\"server-tags\":[\"all\"]}},"
                        + "{\"id\":3,\"subnet\":\"10.3.0.0/16\",\"shared-network-name\":null,"
                        + "\"metadata\":{\"server-tags\":[\"a\",\"b\"]}}],\"count\":2,\"revision\":5}}");
        assertThat(bench.ask("remote-subnet4-list", "{\"server-tags\": [null]}"))
                .isEqualTo("{\"result\":3,\"text\":\"0 IPv4 subnet(s) found.\",\"arguments\":{\"subnets\":[],"
                        + "\"count\":0,\"revision\":5}}");
        assertThat(bench.ask("remote-subnet4-list", "{}")).contains("missing parameter 'server-tags'");
    }

    @Test
    void aChangeIsForTheServersOfBeforeAndOfNow() {
        subnet(1, "null", "[\"a\"]");
        subnet(1, "null", "[\"b\"]");
        assertThat(bench.targets.getFirst().notes.getLast().serverTags()).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void aServerIsNamedOnceAndAllAreAll() {
        subnet(1, "null", "[\"a\", \"A\", \"b\"]");
        subnet(2, "null", "[\"a\", \"all\"]");
        assertThat(bench.ask("remote-subnet4-list", "{\"server-tags\": [\"b\"]}"))
                .contains("{\"server-tags\":[\"a\",\"b\"]}", "{\"server-tags\":[\"all\"]}");
    }

    @Test
    void subnetsAreDeletedByIdAndByPrefix() {
        subnet(1, "null", "[\"a\"]");
        subnet(2, "null", "[\"a\"]");
        assertThat(bench.ask("remote-subnet4-del-by-id", "{\"subnets\": [{\"id\": 1}]}"))
                .isEqualTo("{\"result\":0,\"text\":\"1 IPv4 subnet(s) deleted.\","
                        + "\"arguments\":{\"count\":1,\"revision\":5}}");
        String prefix = "{\"subnets\": [{\"subnet\": \"10.2.0.0/16\"}]}";
        assertThat(bench.ask("remote-subnet4-del-by-prefix", prefix)).startsWith("{\"result\":0,");
        assertThat(bench.ask("remote-subnet4-del-by-prefix", prefix))
                .isEqualTo("{\"result\":3,\"text\":\"0 IPv4 subnet(s) deleted.\","
                        + "\"arguments\":{\"count\":0,\"revision\":6}}");
    }

    @Test
    void aNetworkWithItsSubnets() {
        assertThat(network("north", "[\"all\"]"))
                .isEqualTo("{\"result\":0,\"text\":\"IPv4 shared network successfully set.\",\"arguments\":"
                        + "{\"shared-networks\":[{\"name\":\"north\"}],\"revision\":3}}");
        subnet(1, "\"north\"", "[\"a\"]");
        String get = "{\"shared-networks\": [{\"name\": \"north\"}]%s}";
        assertThat(bench.ask("remote-network4-get", get.formatted("")))
                .contains("[{\"name\":\"north\",\"metadata\":{\"server-tags\":[\"all\"]}}]")
                .contains("IPv4 shared network found.");
        assertThat(bench.ask("remote-network4-get", get.formatted(", \"subnets-include\": \"full\"")))
                .contains("\"subnet4\":[{\"id\":1,", "\"shared-network-name\":\"north\"");
        assertThat(bench.ask("remote-network4-get", get.formatted(", \"subnets-include\": \"yes\"")))
                .contains("must be 'no' or 'full', not 'yes'");
        assertThat(bench.ask("remote-network4-list", "{\"server-tags\": [\"all\"]}"))
                .contains("1 IPv4 shared network(s) found.");
        assertThat(bench.ask("remote-network4-del", get.formatted(", \"subnets-action\": \"delete\"")))
                .startsWith("{\"result\":0,\"text\":\"1 IPv4 shared network(s) deleted.\"");
        assertThat(bench.targets.getFirst().notes.getLast().serverTags()).containsExactlyInAnyOrder("all", "a");
        assertThat(bench.ask("remote-subnet4-get-by-id", "{\"subnets\": [{\"id\": 1}]}"))
                .startsWith("{\"result\":3,");
        assertThat(bench.ask("remote-network4-del", get.formatted(""))).startsWith("{\"result\":3,");
    }

    @Test
    void aNetworkIsSetWithoutSubnets() {
        assertThat(bench.ask(
                        "remote-network4-set",
                        "{\"shared-networks\": [{\"name\": \"n\", \"subnet4\": [{\"id\": 1, \"subnet\": \"10.0.0.0/8\"}]}],"
                                + " \"server-tags\": [\"all\"]}"))
                .contains("shared-networks[0].subnet4: a configuration database has no place for it");
    }

    @Test
    void poolsOfPrefixes() {
        RemoteBench six = RemoteBench.of(Protocol.DHCP6);
        assertThat(six.ask(
                        "remote-subnet6-set",
                        "{\"subnets\": [{\"id\": 1, \"subnet\": \"2001:db8::/32\", \"shared-network-name\": null,"
                                + " \"pd-pools\": [{\"prefix\": \"2001:db8:8::\", \"prefix-len\": 48,"
                                + " \"delegated-len\": 64, \"excluded-prefix\": \"::\", \"excluded-prefix-len\": 0}]}],"
                                + " \"server-tags\": [\"all\"]}"))
                .startsWith("{\"result\":0,");
        assertThat(six.ask("remote-subnet6-get-by-id", "{\"subnets\": [{\"id\": 1}]}"))
                .contains("\"pd-pools\":[{\"prefix\":\"2001:db8:8::\",\"prefix-len\":48,\"delegated-len\":64}]");
    }
}
