package io.holdfast.config.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.address.HexText;
import io.holdfast.address.Protocol;
import io.holdfast.config.AllocatorKind;
import io.holdfast.config.BackendSettings;
import io.holdfast.config.CompiledConfig;
import io.holdfast.config.ConfigDocument;
import io.holdfast.config.Configs;
import io.holdfast.config.ControlSocketSettings;
import io.holdfast.config.Lifetimes;
import io.holdfast.config.LoggerSettings;
import io.holdfast.config.MacSource;
import io.holdfast.config.SanityChecks;
import io.holdfast.config.ServerConfig6;
import io.holdfast.config.ServerIdSettings;
import io.holdfast.config.Subnet6;
import io.holdfast.config.TeeTimes;
import io.holdfast.config.json.ConfigException;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The global level of {@code Dhcp6}: defaults, what is inherited, who the server is, and what is refused. */
class Dhcp6ConfigTests {

    @Test
    void defaultsAreKeas() {
        ServerConfig6 config = Configs.server6("");
        assertThat(config.protocol()).isEqualTo(Protocol.DHCP6);
        assertThat(config.valid()).isEqualTo(new Lifetimes(7200, 7200, 7200));
        assertThat(config.preferred()).isNull();
        assertThat(config.teeTimes()).isEqualTo(new TeeTimes(null, null, true, 0.5, 0.8));
        assertThat(config.serverId().type()).isEqualTo(ServerIdSettings.Type.LLT);
        assertThat(config.serverId().persist()).isTrue();
        assertThat(config.serverId().whole()).isEmpty();
        assertThat(config.relaySuppliedOptions()).containsExactly(65);
        assertThat(config.macSources()).containsExactly(MacSource.ANY);
        assertThat(config.dataDirectory()).isNull();
        assertThat(config.allowAddressRegistration()).isTrue();
        assertThat(config.declineProbation()).isEqualTo(86_400);
        assertThat(config.lenientOptionParsing()).isFalse();
        assertThat(config.interfaces().rawSockets()).isFalse();
        assertThat(config.leaseDatabase().type()).isEqualTo(BackendSettings.Type.MEMFILE);
        assertThat(config.statisticSampleCount()).isEqualTo(20);
        assertThat(config.subnets()).isEmpty();
    }

    @Test
    void whatASubnetDoesNotSayItTakesFromTheGlobalLevel() {
        ServerConfig6 config = Configs.server6("""
                "valid-lifetime": 4000, "min-valid-lifetime": 3000, "preferred-lifetime": 2000, "renew-timer": 900,
                "store-extended-info": true, "allocator": "random", "pd-allocator": "random",
                "subnet6": [{"id": 1, "subnet": "2001:db8:1::/64"},
                  {"id": 2, "subnet": "2001:db8:2::/64", "valid-lifetime": 5000, "min-preferred-lifetime": 100,
                   "renew-timer": 7, "calculate-tee-times": false, "t2-percent": 0.9, "rapid-commit": true,
                   "store-extended-info": false, "allocator": "iterative", "pd-allocator": "iterative"}]""");
        Subnet6 heir = Objects.requireNonNull(config.subnet(1));
        assertThat(heir.valid()).isEqualTo(new Lifetimes(3000, 4000, 4000));
        assertThat(heir.preferred()).isEqualTo(new Lifetimes(2000, 2000, 2000));
        assertThat(heir.teeTimes()).isEqualTo(new TeeTimes(900L, null, true, 0.5, 0.8));
        assertThat(heir.storeExtendedInfo()).isTrue();
        assertThat(heir.rapidCommit()).isFalse();
        assertThat(List.of(heir.allocator(), heir.pdAllocator()))
                .containsExactly(AllocatorKind.RANDOM, AllocatorKind.RANDOM);
        Subnet6 own = Objects.requireNonNull(config.subnet(2));
        assertThat(own.valid()).isEqualTo(new Lifetimes(3000, 5000, 5000));
        assertThat(own.preferred()).isEqualTo(new Lifetimes(100, 2000, 2000));
        assertThat(own.teeTimes()).isEqualTo(new TeeTimes(7L, null, false, 0.5, 0.9));
        assertThat(own.storeExtendedInfo()).isFalse();
        assertThat(own.rapidCommit()).isTrue();
        assertThat(List.of(own.allocator(), own.pdAllocator()))
                .containsExactly(AllocatorKind.ITERATIVE, AllocatorKind.ITERATIVE);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "preferred-lifetime":60                                                     | 60 60 60
            "min-preferred-lifetime":60                                                 | 60 60 60
            "max-preferred-lifetime":60                                                 | 60 60 60
            "min-preferred-lifetime":60,"max-preferred-lifetime":80                     | 60 70 80
            "min-preferred-lifetime":60,"preferred-lifetime":61,"max-preferred-lifetime":80 | 60 61 80
            """)
    void preferredLifetimesGivenInPart(String members, String expected) {
        Lifetimes preferred = Objects.requireNonNull(Configs.server6(members).preferred());
        assertThat(preferred.min() + " " + preferred.normal() + " " + preferred.max())
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "type":"LLT","htype":8,"identifier":"12C4D5AF870C","time":2518920166 | 00:01:00:08:96:23:ab:e6:12:c4:d5:af:87:0c
            "type":"LLT","identifier":"12:C4:D5:AF:87:0C","time":1               | 00:01:00:01:00:00:00:01:12:c4:d5:af:87:0c
            "type":"EN","enterprise-id":2495,"identifier":"870a"                 | 00:02:00:00:09:bf:87:0a
            "type":"LL","htype":1,"identifier":"0a0b0c0d0e0f"                    | 00:03:00:01:0a:0b:0c:0d:0e:0f
            "type":"LLT","htype":8,"identifier":"12C4D5AF870C"                   | -
            "type":"UUID","identifier":"0123456789abcdef0123456789abcdef"        | 00:04:01:23:45:67:89:ab:cd:ef:01:23:45:67:89:ab:cd:ef
            "type":"UUID"                                                        | -
            "type":"LLT","time":7                                                | -
            "type":"EN","identifier":"870a"                                      | -
            "type":"LL"                                                          | -
            """)
    void aDuidOfWhichNothingIsLeftOpenIsTheSameOnAllReplicas(String members, String duid) {
        ServerIdSettings settings =
                Configs.server6("\"server-id\":{" + members + "}").serverId();
        assertThat(settings.whole().map(whole -> HexText.format(whole.bytes())).orElse("-"))
                .isEqualTo(duid);
    }

    @Test
    void whatTheDuidsTypeHasNoUseForIsWarnedAbout() {
        assertThat(Configs.warnings6("\"server-id\":{\"type\":\"EN\",\"time\":5,\"htype\":0}"))
                .containsExactly("server-id.time: changes nothing: a DUID-EN has none");
    }

    @Test
    void identitiesThatAreBelieved() {
        ServerConfig6 config = Configs.server6("""
                "relay-supplied-options": ["110", "dns-servers", "own"], "mac-sources": ["rfc6939", "duid"],
                "option-def": [{"name": "own", "code": 4711, "type": "string"}],
                "option-data": [{"name": "own", "data": "x"}],
                "data-directory": "/var/lib/kea", "allow-address-registration": false,
                "compatibility": {"lenient-option-parsing": true}""");
        assertThat(config.relaySuppliedOptions()).containsExactlyInAnyOrder(65, 110, 23, 4711);
        assertThat(config.macSources()).containsExactly(MacSource.CLIENT_LINK_ADDR_OPTION, MacSource.DUID);
        assertThat(config.dataDirectory()).isEqualTo("/var/lib/kea");
        assertThat(config.allowAddressRegistration()).isFalse();
        assertThat(config.lenientOptionParsing()).isTrue();
        assertThat(config.options().find(4711)).isNotNull();
        assertThat(config.options().find(4712)).isNull();
        assertThat(config.options().find(23)).isNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"Dhcp6":{"valid-lifetme":1}}      | t:1:11: Dhcp6: unknown keyword 'valid-lifetme'; similar ones known here: valid-lifetime, min-valid-lifetime, max-valid-lifetime
            {"Dhcp6":{"authoritative":true}}   | t:1:11: Dhcp6.authoritative: belongs to DHCPv4
            {"Dhcp6":{"interfaces-config":{"dhcp-socket-type":"raw"}}} | t:1:32: Dhcp6.interfaces-config.dhcp-socket-type: belongs to DHCPv4
            {"Dhcp6":{"interfaces-config":{"interfaces":["eth0/10.0.0.1"]}}} | t:1:46: Dhcp6.interfaces-config.interfaces: 'eth0/10.0.0.1' has something after the '/' that is no IPv6 address
            {"Dhcp6":{"interfaces-config":{"interfaces":["eth0/::"]}}} | t:1:46: Dhcp6.interfaces-config.interfaces: 'eth0/::' needs an address other than ::
            {"Dhcp6":{"interfaces-config":{"interfaces":["eth0/ff02::1"]}}} | t:1:46: Dhcp6.interfaces-config.interfaces: 'eth0/ff02::1' needs an address that is no group's
            {"Dhcp6":{"server-id":{"type":"GUID"}}}     | t:1:31: Dhcp6.server-id.type: 'GUID' is not one of LLT, EN, LL, UUID
            {"Dhcp6":{"server-id":{"type":"UUID","identifier":"0102"}}} | t:1:51: Dhcp6.server-id.identifier: is 2 bytes long, a UUID has 16
            {"Dhcp6":{"server-id":{"identifier":"x"}}}  | t:1:37: Dhcp6.server-id.identifier: not hexadecimal bytes: 'x'
            {"Dhcp6":{"relay-supplied-options":["no"]}} | t:1:37: Dhcp6.relay-supplied-options[0]: 'no' is neither a code from 1 to 65535 nor the name of an option of the space 'dhcp6'
            {"Dhcp6":{"relay-supplied-options":["0"]}}  | t:1:37: Dhcp6.relay-supplied-options[0]: '0' is neither a code from 1 to 65535 nor the name of an option of the space 'dhcp6'
            {"Dhcp6":{"mac-sources":["duid","duid"]}}   | t:1:33: Dhcp6.mac-sources[1]: 'duid' is listed already, perhaps by its other name
            {"Dhcp6":{"mac-sources":["nose"]}}          | t:1:26: Dhcp6.mac-sources[0]: 'nose' is not one of any, client-link-addr-option, docsis-cmts, docsis-modem, duid, ipv6-link-local, raw, remote-id, rfc4580, rfc4649, rfc6939, subscriber-id
            {"Dhcp6":{"compatibility":{"exclude-first-last-24":true}}} | t:1:28: Dhcp6.compatibility.exclude-first-last-24: belongs to DHCPv4
            {"Dhcp6":{"host-reservation-identifiers":["client-id"]}} | t:1:43: Dhcp6.host-reservation-identifiers[0]: 'client-id' is not one of auto, hw-address, duid, flex-id
            {"Dhcp6":{"preferred-lifetime":5,"max-preferred-lifetime":4}} | t:1:59: Dhcp6.max-preferred-lifetime: max-preferred-lifetime (4) is less than preferred-lifetime (5)
            {"Dhcp6":{"min-preferred-lifetime":5,"max-preferred-lifetime":4}} | t:1:36: Dhcp6.min-preferred-lifetime: min-preferred-lifetime (5) is greater than max-preferred-lifetime (4)
            {"Dhcp6":{"t1-percent":0.9}}                | t:1:24: Dhcp6.t1-percent: t1-percent (0.9) is not less than t2-percent (0.8)
            """)
    void anErrorSaysFileLineColumnPathAndWhatIsAllowed(String text, String expected) {
        assertThat(Configs.errors(text)).containsExactly(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "hooks-libraries":[{"library":"libdhcp_bootp.so"}] | hooks-libraries[0].library: 'libdhcp_bootp.so' belongs to DHCPv4
            "dhcp-ddns":{"enable-updates":true}      | dhcp-ddns.enable-updates: dynamic DNS is not built yet
            "pd-allocator":"flq"                     | pd-allocator: the free lease queue allocator is not built yet
            "cache-threshold":0.5                    | cache-threshold: lease caching is not built yet
            "dhcp4o6-port":6767                      | dhcp4o6-port: DHCPv4 over DHCPv6 is not built yet
            """)
    void whatIsNotBuiltIsRefusedInTheSameWords(String members, String expected) {
        assertThat(Configs.complaints6(members)).containsExactly(expected);
    }

    @Test
    void aPreferredLifetimeThatIsLongerThanTheValidOneIsWarnedAboutOnce() {
        assertThat(Configs.warnings6("""
                "preferred-lifetime": 8000, "subnet6": [{"id": 1, "subnet": "2001:db8::/64"}]"""))
                .containsExactly("preferred-lifetime: preferred-lifetime (8000) is greater than valid-lifetime (7200),"
                        + " so that five eighths of the latter are used");
    }

    @Test
    void bothProtocolsComeFromOneFileOrFromTwo() throws ConfigException {
        CompiledConfig both = ConfigCompiler.compile("""
                {"Dhcp4": {"subnet4": [{"id": 1, "subnet": "10.0.0.0/8"}]},
                 "Dhcp6": {"subnet6": [{"id": 1, "subnet": "2001:db8::/64"}]}}""", "both");
        assertThat(Objects.requireNonNull(both.dhcp4()).subnets()).hasSize(1);
        assertThat(Objects.requireNonNull(both.dhcp6()).subnets()).hasSize(1);
        CompiledConfig four = ConfigCompiler.compile("{\"Dhcp4\":{}}", "a");
        CompiledConfig six = ConfigCompiler.compile("{\"Dhcp6\":{\"subnet6\":[{\"subnet\":\"::/0\"}]}}", "b");
        for (CompiledConfig merged : List.of(four.with(six), six.with(four))) {
            assertThat(merged.dhcp4()).isSameAs(four.dhcp4());
            assertThat(merged.dhcp6()).isSameAs(six.dhcp6());
            assertThat(merged.warnings()).hasSize(1);
        }
        assertThatThrownBy(() -> four.with(six).with(ConfigCompiler.compile("{\n\"Dhcp6\":{}}", "c")))
                .isInstanceOf(ConfigException.class)
                .hasMessage("c:2:9: Dhcp6: is already there at b:1:10");
    }

    @Test
    void whatSurroundsTheProtocolIsReadAsForDhcp4() {
        ServerConfig6 config = Configs.server6("""
                "interfaces-config": {"interfaces": ["eth0", "eth1/2001:db8::1", "eth2/fe80::1"], "re-detect": false},
                "lease-database": {"type": "postgresql", "name": "kea", "on-fail": "serve-retry-continue"},
                "expired-leases-processing": {"max-reclaim-leases": 7}, "server-tag": "a",
                "multi-threading": {"thread-pool-size": 3}, "sanity-checks": {"lease-checks": "del"},
                "loggers": [{"name": "kea-dhcp6", "severity": "DEBUG"}], "decline-probation-period": 9,
                "control-sockets": [{"socket-type": "http", "authentication": {"clients": [
                  {"user": "u", "password": "own"}]}}]""");
        assertThat(config.interfaces().interfaces()).containsExactly("eth0", "eth1/2001:db8::1", "eth2/fe80::1");
        assertThat(config.interfaces().redetect()).isFalse();
        assertThat(config.leaseDatabase()).hasToString("postgresql kea at localhost");
        assertThat(config.reclaim().maxLeases()).isEqualTo(7);
        assertThat(config.lanes().lanes()).isEqualTo(3);
        assertThat(config.sanityChecks().leaseChecks()).isEqualTo(SanityChecks.LeaseChecks.DEL);
        assertThat(config.loggers()).extracting(LoggerSettings::name).containsExactly("kea-dhcp6");
        assertThat(config.serverTag()).isEqualTo("a");
        assertThat(config.declineProbation()).isEqualTo(9);
        assertThat(config.controlSockets())
                .singleElement()
                .isInstanceOfSatisfying(
                        ControlSocketSettings.Http.class,
                        http -> assertThat(http.toString()).contains("kea-dhcpv6-server"));
    }

    @Test
    void theDocumentIsThatOfItsObject() {
        ConfigDocument document = Configs.server6("\"valid-lifetime\":60").document();
        assertThat(document).hasToString("{\"Dhcp6\":{\"valid-lifetime\":60}}");
        assertThat(document.hash())
                .isNotEqualTo(Configs.server("\"valid-lifetime\":60").document().hash());
    }

    @Test
    void problemsOfBothObjectsComeAtOnce() {
        assertThat(Configs.errors("{\"Dhcp6\":{\"x\":1},\"Dhcp4\":{\"y\":1}}"))
                .hasSize(2)
                .anyMatch(error -> error.startsWith("t:1:11: Dhcp6: unknown keyword 'x'"))
                .anyMatch(error -> error.startsWith("t:1:27: Dhcp4: unknown keyword 'y'"));
    }
}
