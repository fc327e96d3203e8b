package io.holdfast.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.address.IpAddress;
import io.holdfast.address.Ipv4Address;
import io.holdfast.address.Ipv6Address;
import io.holdfast.address.Protocol;
import io.holdfast.config.CompiledConfig;
import io.holdfast.config.compile.ConfigCompiler;
import io.holdfast.config.json.ConfigException;
import io.holdfast.config.json.JsonReader;
import io.holdfast.control.CommandRegistry;
import io.holdfast.control.Outcome;
import io.holdfast.control.SelectionCommands;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is told of a packet becomes a packet, whose subnet the engine finds. Kea 3.0.4 gives the same answers, but where it is said. */
class SubnetTrialsTests {

    private static final String FOUR = """
            {"Dhcp4": {"client-classes": [{"name": "a", "test": "option[60].text == 'x'"}],
              "shared-networks": [{"name": "net", "subnet4": [{"id": 5, "subnet": "10.5.0.0/24"}]}],
              "subnet4": [{"id": 1, "subnet": "192.0.2.0/24"},
                {"id": 7, "subnet": "198.51.100.0/24", "client-classes": ["a"]},
                {"id": 8, "subnet": "10.8.0.0/24", "relay": {"ip-addresses": ["10.99.0.1"]}},
                {"id": 9, "subnet": "10.9.0.0/24", "interface": "eth9"}]}}
            """;

    private static final String SIX = """
            {"Dhcp6": {"client-classes": [{"name": "a", "test": "option[60].exists"}],
              "shared-networks": [{"name": "net", "interface-id": "ge0", "subnet6": [{"id": 5, "subnet": "2001:db8:5::/64"}]}],
              "subnet6": [{"id": 1, "subnet": "2001:db8:1::/64"},
                {"id": 7, "subnet": "2001:db8:2::/64", "client-classes": ["a"], "interface": "eth7"}]}}
            """;

    private static String ask(String config, Protocol protocol, String arguments) throws ConfigException {
        CompiledConfig compiled = ConfigCompiler.compile(config, "<test>");
        SubnetTrials trials = new SubnetTrials(() -> compiled.servers().getFirst(), name -> addresses(name, protocol));
        CommandRegistry commands = new CommandRegistry(new SelectionCommands(protocol, trials).commands());
        Outcome outcome = commands.run(
                protocol == Protocol.DHCP4 ? "subnet4-select-test" : "subnet6-select-test",
                arguments == null ? null : JsonReader.parse(arguments, "<test>").root());
        return outcome.code() + " " + outcome.text();
    }

    private static List<IpAddress> addresses(String name, Protocol protocol) {
        boolean here = name.equals("eth1");
        return here
                ? List.of(
                        protocol == Protocol.DHCP4
                                ? Ipv4Address.parse("192.0.2.1")
                                : Ipv6Address.parse("2001:db8:1::1"))
                : List.of();
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", quoteCharacter = '`', textBlock = """
                                                        => 1 empty arguments
            {}                                          => 3 no subnet selected
            {"interface": "lo"}                         => 3 no subnet selected
            {"interface": "eth1"}                       => 0 selected subnet '192.0.2.0/24' id 1
            {"interface": "eth9"}                       => 0 selected subnet '10.9.0.0/24' id 9
            {"relay": "192.0.2.1"}                      => 0 selected subnet '192.0.2.0/24' id 1
            {"relay": "10.99.0.1"}                      => 0 selected subnet '10.8.0.0/24' id 8
            {"relay": "198.51.100.1"}                   => 3 no subnet selected
            {"relay": "198.51.100.1", "classes": ["", "a", "unknown"]} => 0 selected subnet '198.51.100.0/24' id 7
            {"relay": "10.5.0.1"}                       => 0 selected shared network 'net' starting with subnet '10.5.0.0/24' id 5
            {"address": "192.0.2.1"}                    => 0 selected subnet '192.0.2.0/24' id 1
            {"remote": "192.0.2.1"}                     => 0 selected subnet '192.0.2.0/24' id 1
            {"local": "192.0.2.1"}                      => 3 no subnet selected
            {"link": "192.0.2.1", "relay": "10.5.0.1"}  => 0 selected subnet '192.0.2.0/24' id 1
            {"subnet": "192.0.2.0"}                     => 0 selected subnet '192.0.2.0/24' id 1
            {"link": "10.5.0.1", "subnet": "192.0.2.0"} => 0 selected shared network 'net' starting with subnet '10.5.0.0/24' id 5
            {"relay": "2001:db8::1"}                    => 1 bad 'relay' entry: not IPv4
            {"relay": 1}                                => 1 'relay' entry must be a string
            {"classes": 1}                              => 1 'classes' entry must be a list
            {"classes": [1]}                            => 1 'classes' entry must be a list of strings
            {"foo": 1}                                  => 1 unsupported parameter 'foo'
            """)
    void subnetsOfDhcpv4AreTried(String arguments, String answer) throws ConfigException {
        assertThat(ask(FOUR, Protocol.DHCP4, arguments)).isEqualTo(answer);
    }

    /** With an interface-id alone Kea's command finds nothing, because it takes the packet for one without a relay. */
    @ParameterizedTest
    @CsvSource(delimiterString = "=>", quoteCharacter = '`', textBlock = """
                                                              => 1 empty arguments
            {"interface": "eth7"}                             => 3 no subnet selected
            {"interface": "eth7", "classes": ["a"]}           => 0 selected subnet '2001:db8:2::/64' id 7
            {"interface": "eth1"}                             => 0 selected subnet '2001:db8:1::/64' id 1
            {"interface-id": "'ge0'"}                         => 0 selected shared network 'net' starting with subnet '2001:db8:5::/64' id 5
            {"interface-id": "67:65:30", "link": "2001:db8:9::1"} => 0 selected shared network 'net' starting with subnet '2001:db8:5::/64' id 5
            {"interface-id": ""}                              => 1 'interface-id' must be not empty
            {"interface-id": "zz"}                            => 1 value of 'interface-id' was not recognized
            {"link": "2001:db8:1::1"}                         => 0 selected subnet '2001:db8:1::/64' id 1
            {"remote": "2001:db8:1::1"}                       => 0 selected subnet '2001:db8:1::/64' id 1
            {"remote": "fe80::1"}                             => 3 no subnet selected
            {"remote": "1.1.1.1"}                             => 1 bad 'remote' entry: not IPv6
            {"link": "2001:db8:77::1"}                        => 3 no subnet selected
            """)
    void subnetsOfDhcpv6AreTried(String arguments, String answer) throws ConfigException {
        assertThat(ask(SIX, Protocol.DHCP6, arguments)).isEqualTo(answer);
    }

    @Test
    void whatIsNotThereIsRefused() throws ConfigException {
        CommandRegistry commands = new CommandRegistry(new SelectionCommands(Protocol.DHCP4, _ -> null).commands());
        Outcome outcome = commands.run(
                "subnet4o6-select-test", JsonReader.parse("{}", "<test>").root());
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.text()).contains("DHCPv4 over DHCPv6 is not supported");
    }
}
