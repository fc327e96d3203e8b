package io.holdfast.config.compile;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.config.Configs;
import io.holdfast.config.compile.hook.HookLibrary;
import io.holdfast.config.json.ConfigException;
import io.holdfast.config.json.ConfigProblem;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong, where it stands, and what is said about it. */
class ConfigErrorTests {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            []                                | t:1:1: must be a map with the key 'Dhcp4' or 'Dhcp6', not a list
            {}                                | t:1:1: the key 'Dhcp4' or 'Dhcp6' is missing
            {"Dhcp4":7}                       | t:1:10: Dhcp4: must be a map, not an integer
            {"Dhcp4":{},"Dhcp6":[]}           | t:1:21: Dhcp6: must be a map, not a list
            {"Dhcp6":{"subnet4":[]}}          | t:1:11: Dhcp6.subnet4: belongs to DHCPv4
            {"Dhcp4":{},"DhcpDdns":{}}        | t:1:13: unknown key 'DhcpDdns'; known here: Dhcp4, Dhcp6
            {"Dhcp4":{"valid-lifetme":1}}     | t:1:11: Dhcp4: unknown keyword 'valid-lifetme'; similar ones known here: valid-lifetime, min-valid-lifetime, max-valid-lifetime
            {"Dhcp4":{"valid-lifetime":"1"}}  | t:1:28: Dhcp4.valid-lifetime: must be an integer, not text
            {"Dhcp4":{"valid-lifetime":-1}}   | t:1:28: Dhcp4.valid-lifetime: -1 is not from 0 to 4294967295
            {"Dhcp4":{"authoritative":1}}     | t:1:27: Dhcp4.authoritative: must be a boolean, not an integer
            {"Dhcp4":{"subnet4":{}}}          | t:1:21: Dhcp4.subnet4: must be a list of maps, not a map
            {"Dhcp4":{"subnet4":[1]}}         | t:1:22: Dhcp4.subnet4[0]: must be a map, not an integer
            {"Dhcp4":{"allocator":"best"}}    | t:1:23: Dhcp4.allocator: 'best' is not one of iterative, random, flq, shared-flq
            {"Dhcp4":{"server-tag":null}}     | t:1:24: Dhcp4.server-tag: must be text, not null
            {"Dhcp4":{"subnet6":[]}}          | t:1:11: Dhcp4.subnet6: belongs to DHCPv6
            {"Dhcp4":{"next-server":"a"}}     | t:1:25: Dhcp4.next-server: not an IPv4 address: 'a'
            {"Dhcp4":{"interfaces-config":{"interfaces":[1]}}}   | t:1:46: Dhcp4.interfaces-config.interfaces[0]: must be text, not an integer
            """)
    void anErrorSaysFileLineColumnPathAndWhatIsAllowed(String text, String expected) {
        assertThat(Configs.errors(text)).containsExactly(expected);
    }

    @Test
    void allProblemsComeAtOnceInReadingOrder() {
        String text = """
                { "Dhcp4": {
                  "auth": 1,
                  "valid-lifetime": 99999999999,
                  "subnet4": [ {
                    "id": 1, "subnet": "192.0.2.0/24",
                    "pools": [ { "pool": "10.0.0.1-10.0.0.2" } ],
                    "option-data": [ { "name": "no-such-option", "data": "1" } ]
                  } ],
                  "lease-database": { "type": "oracle" }
                } }""";
        assertThat(Configs.errors(text))
                .containsExactly(
                        "t:2:3: Dhcp4: unknown keyword 'auth'; similar ones known here: authoritative, subnet4, comment",
                        "t:3:21: Dhcp4.valid-lifetime: 99999999999 is not from 0 to 4294967295",
                        "t:6:26: Dhcp4.subnet4[0].pools[0].pool: 10.0.0.1-10.0.0.2 is not within the subnet 192.0.2.0/24",
                        "t:7:32: Dhcp4.subnet4[0].option-data[0].name: no option 'no-such-option' is defined in the space"
                                + " 'dhcp4'",
                        "t:9:31: Dhcp4.lease-database.type: 'oracle' is not one of memfile, mysql, postgresql");
    }

    @Test
    void warningsAreKeptApartAlsoWhenThereAreErrors() throws ConfigException {
        try {
            ConfigCompiler.compile("{\"Dhcp4\":{\"subnet4\":[{\"subnet\":\"192.0.2.0/24\",}],\"x\":1}}", "t");
        } catch (ConfigException e) {
            assertThat(e.problems()).hasSize(1);
            assertThat(e.warnings())
                    .extracting(ConfigProblem::message)
                    .hasSize(2)
                    .contains("extraneous comma");
            return;
        }
        throw new AssertionError("'x' was accepted");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "config-control":{"config-databases":[{"type":"mysql"}]} | config-control.config-databases[0]: needs 'name', the name of the database
            "config-control":{"config-databases":[{"type":"memfile"}]} | config-control.config-databases[0].type: must be mysql or postgresql: a memfile has only leases
            "config-control":{"config-databases":[{"type":"mysql","name":"k"},{"type":"mysql","name":"k"}]} | config-control.config-databases[1]: names the same database as one before it
            "dhcp-ddns":{"enable-updates":true}            | dhcp-ddns.enable-updates: dynamic DNS is not built yet
            "allocator":"shared-flq"                              | allocator: the shared free lease queue allocator is not built yet
            "dhcp4o6-port":6767                            | dhcp4o6-port: DHCPv4 over DHCPv6 is not built yet
            "control-sockets":[{"socket-type":"https"}]    | control-sockets[0].socket-type: TLS on control sockets is not built yet
            "hooks-libraries":[{"library":"/usr/lib/libdhcp_ha.so"}] | hooks-libraries[0].library: '/usr/lib/libdhcp_ha.so' is not built yet; built in are BUILT-IN
            "dhcp-queue-control":{"enable-queue":true},"multi-threading":{"enable-multi-threading":false} | dhcp-queue-control.enable-queue: a queue before the lanes (multi-threading.packet-queue-size bounds theirs) is not built yet
            "hooks-libraries":[{"library":"libdhcp_mysql.so"},{"library":"/lib/libdhcp_mysql.so"}] | hooks-libraries[1].library: '/lib/libdhcp_mysql.so' is named twice
            "hooks-libraries":[{"parameters":{}}]          | hooks-libraries[0]: needs 'library'
            "hooks-libraries":[{"library":"evil.so"}]      | hooks-libraries[0].library: 'evil.so' is unknown; built in are BUILT-IN
            """)
    void whatIsNotBuiltIsRefusedWhereItWouldChangeSomething(String members, String expected) {
        assertThat(Configs.complaints(members)).containsExactly(expected.replace("BUILT-IN", builtIn()));
    }

    private static String builtIn() {
        return Arrays.stream(HookLibrary.values())
                .map(HookLibrary::text)
                .sorted()
                .collect(Collectors.joining(", "));
    }

    @Test
    void usesThatChangeNothingAreAccepted() {
        assertThat(Configs.complaints("""
                "shared-networks": [], "reservations": [], "client-classes": [], "hosts-databases": [],
                "config-control": {"config-databases": [], "config-fetch-wait-time": 30},
                "dhcp-ddns": {"enable-updates": false, "server-ip": "127.0.0.1", "server-port": 53001},
                "ddns-send-updates": true, "ddns-override-no-update": false, "ddns-override-client-update": false,
                "ddns-replace-client-name": "never", "ddns-generated-prefix": "myhost", "ddns-qualifying-suffix": "",
                "ddns-update-on-renew": true, "ddns-conflict-resolution-mode": "check-with-dhcid", "ddns-ttl": 60,
                "hostname-char-set": "[^A-Za-z0-9.-]", "hostname-char-replacement": "",
                "cache-threshold": 0.0, "stash-agent-options": false, "dhcp4o6-port": 0, "parked-packet-limit": 256,
                "dhcp-queue-control": {"enable-queue": false, "queue-type": "kea-ring4", "capacity": 64},
                "host-reservation-identifiers": ["hw-address", "flex-id"], "reservations-global": true,
                "reservations-in-subnet": false, "reservations-out-of-pool": true, "ip-reservations-unique": false,
                "early-global-reservations-lookup": true, "reservations-lookup-first": true,
                "hooks-libraries": [{"library": "/usr/lib/kea/hooks/libdhcp_lease_cmds.so"},
                    {"library": "libdhcp_mysql.so"}, {"library": "libdhcp_pgsql", "parameters": {"any": 1}},
                    {"library": "libdhcp_cb_cmds.so"}],
                "lease-database": {"type": "postgresql", "name": "kea", "ssl-mode": "disable", "trust-anchor": ""}
                """)).isEqualTo(List.of());
    }

    @Test
    void insideOfWhatIsRefusedOnlyNewsIsReported() {
        assertThat(Configs.complaints("""
                "dhcp-ddns": {"enable-updates": true, "server-pot": 53001}
                """))
                .hasSize(2)
                .anyMatch(line -> line.endsWith("dynamic DNS is not built yet"))
                .anyMatch(line -> line.contains("unknown keyword 'server-pot'; similar ones known here: server-port"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "control-socket":{"socket-type":"unix","socket-name":"/run/s"} | control-socket: 'control-socket' is deprecated, write 'control-sockets'
            "ddns-use-conflict-resolution":true | ddns-use-conflict-resolution: 'ddns-use-conflict-resolution' is deprecated, write 'ddns-conflict-resolution-mode'
            "subnet4":[{"id":1,"subnet":"10.0.0.0/8","client-class":""}] | subnet4[0].client-class: 'client-class' is deprecated, write 'client-classes'
            "subnet4":[{"id":1,"subnet":"10.0.0.0/8","require-client-classes":[]}] | subnet4[0].require-client-classes: 'require-client-classes' is deprecated, write 'evaluate-additional-classes'
            "subnet4":[{"id":1,"subnet":"10.0.0.0/8","relay":{"ip-address":"10.1.1.1"}}] | subnet4[0].relay.ip-address: 'ip-address' is deprecated, write 'ip-addresses'
            "subnet4":[{"subnet":"10.0.0.0/8"}] | subnet4[0]: has no 'id' and gets 1; give it one, because leases refer to it
            "dhcp-queue-control":{"enable-queue":true} | dhcp-queue-control.enable-queue: changes nothing with multi-threading: multi-threading.packet-queue-size bounds the queues
            "option-data":[{"name":"slp-service-scope","data":"true, a, b"}] | option-data[0].data: has more fields than option 'slp-service-scope' takes (2); as in Kea, those behind are left out: 1
            "option-data":[{"code":1,"space":"docsis3-v4","data":"1, 2"}] | option-data[0]: is not sent: no option at this place encapsulates the space 'docsis3-v4'
            "renew-timer":20,"rebind-timer":10 | renew-timer: renew-timer (20) is greater than rebind-timer (10), so that T1 is not sent
            """)
    void olderSpellingsAndOddValuesWorkWithAWarning(String members, String expected) {
        assertThat(Configs.warnings(members)).containsExactly(expected);
    }
}
