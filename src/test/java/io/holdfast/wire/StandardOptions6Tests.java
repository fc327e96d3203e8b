package io.holdfast.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The whole table of standard DHCPv6 options, row by row. */
class StandardOptions6Tests {

    private final OptionTable table = OptionTable.standard6();

    /** Shapes: the type, of a record its fields in braces; an asterisk repeats; behind {@code >} the space inside. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            dhcp6 | 1 | clientid | binary
            dhcp6 | 2 | serverid | binary
            dhcp6 | 3 | ia-na | record{uint32 uint32 uint32}
            dhcp6 | 4 | ia-ta | uint32
            dhcp6 | 5 | iaaddr | record{ipv6-address uint32 uint32}
            dhcp6 | 6 | oro | uint16*
            dhcp6 | 7 | preference | uint8
            dhcp6 | 8 | elapsed-time | uint16
            dhcp6 | 9 | relay-msg | binary
            dhcp6 | 11 | auth | binary
            dhcp6 | 12 | unicast | ipv6-address
            dhcp6 | 13 | status-code | record{uint16 string}
            dhcp6 | 14 | rapid-commit | empty
            dhcp6 | 15 | user-class | binary
            dhcp6 | 16 | vendor-class | record{uint32 binary}
            dhcp6 | 17 | vendor-opts | uint32
            dhcp6 | 18 | interface-id | binary
            dhcp6 | 19 | reconf-msg | uint8
            dhcp6 | 20 | reconf-accept | empty
            dhcp6 | 21 | sip-server-dns | fqdn*
            dhcp6 | 22 | sip-server-addr | ipv6-address*
            dhcp6 | 23 | dns-servers | ipv6-address*
            dhcp6 | 24 | domain-search | fqdn*
            dhcp6 | 25 | ia-pd | record{uint32 uint32 uint32}
            dhcp6 | 26 | iaprefix | record{uint32 uint32 uint8 ipv6-address}
            dhcp6 | 27 | nis-servers | ipv6-address*
            dhcp6 | 28 | nisp-servers | ipv6-address*
            dhcp6 | 29 | nis-domain-name | fqdn*
            dhcp6 | 30 | nisp-domain-name | fqdn*
            dhcp6 | 31 | sntp-servers | ipv6-address*
            dhcp6 | 32 | information-refresh-time | uint32
            dhcp6 | 33 | bcmcs-server-dns | fqdn*
            dhcp6 | 34 | bcmcs-server-addr | ipv6-address*
            dhcp6 | 36 | geoconf-civic | record{uint8 uint16 binary}
            dhcp6 | 37 | remote-id | record{uint32 binary}
            dhcp6 | 38 | subscriber-id | binary
            dhcp6 | 39 | client-fqdn | record{uint8 fqdn}
            dhcp6 | 40 | pana-agent | ipv6-address*
            dhcp6 | 41 | new-posix-timezone | string
            dhcp6 | 42 | new-tzdb-timezone | string
            dhcp6 | 43 | ero | uint16*
            dhcp6 | 44 | lq-query | record{uint8 ipv6-address} > dhcp6
            dhcp6 | 45 | client-data | empty > dhcp6
            dhcp6 | 46 | clt-time | uint32
            dhcp6 | 47 | lq-relay-data | record{ipv6-address binary}
            dhcp6 | 48 | lq-client-link | ipv6-address*
            dhcp6 | 51 | v6-lost | fqdn
            dhcp6 | 52 | capwap-ac-v6 | ipv6-address*
            dhcp6 | 53 | relay-id | binary
            dhcp6 | 56 | ntp-server | empty > v6-ntp-server-suboptions
            dhcp6 | 57 | v6-access-domain | fqdn
            dhcp6 | 58 | sip-ua-cs-list | fqdn*
            dhcp6 | 59 | bootfile-url | string
            dhcp6 | 60 | bootfile-param | tuple*
            dhcp6 | 61 | client-arch-type | uint16*
            dhcp6 | 62 | nii | record{uint8 uint8 uint8}
            dhcp6 | 64 | aftr-name | fqdn
            dhcp6 | 65 | erp-local-domain-name | fqdn
            dhcp6 | 66 | rsoo | empty > rsoo-opts
            dhcp6 | 67 | pd-exclude | ipv6-prefix
            dhcp6 | 74 | rdnss-selection | record{ipv6-address uint8 fqdn}*
            dhcp6 | 79 | client-linklayer-addr | binary
            dhcp6 | 80 | link-address | ipv6-address
            dhcp6 | 82 | solmax-rt | uint32
            dhcp6 | 83 | inf-max-rt | uint32
            dhcp6 | 87 | dhcpv4-message | binary
            dhcp6 | 88 | dhcp4o6-server-addr | ipv6-address*
            dhcp6 | 94 | s46-cont-mape | empty > s46-cont-mape-options
            dhcp6 | 95 | s46-cont-mapt | empty > s46-cont-mapt-options
            dhcp6 | 96 | s46-cont-lw | empty > s46-cont-lw-options
            dhcp6 | 103 | v6-captive-portal | string
            dhcp6 | 135 | relay-source-port | uint16
            dhcp6 | 136 | v6-sztp-redirect | tuple*
            dhcp6 | 143 | ipv6-address-andsf | ipv6-address*
            dhcp6 | 144 | v6-dnr | internal
            dhcp6 | 148 | addr-reg-enable | empty
            4o6 | 60000 | 4o6-interface | string
            4o6 | 60001 | 4o6-source-address | ipv6-address
            4o6 | 60002 | 4o6-source-port | uint16
            s46-cont-lw-options | 90 | s46-br | ipv6-address
            s46-cont-lw-options | 92 | s46-v4v6bind | record{ipv4-address ipv6-prefix} > s46-v4v6bind-options
            s46-cont-mape-options | 89 | s46-rule | record{uint8 uint8 uint8 ipv4-address ipv6-prefix} > s46-rule-options
            s46-cont-mape-options | 90 | s46-br | ipv6-address
            s46-cont-mapt-options | 89 | s46-rule | record{uint8 uint8 uint8 ipv4-address ipv6-prefix} > s46-rule-options
            s46-cont-mapt-options | 91 | s46-dmr | ipv6-prefix
            s46-rule-options | 93 | s46-portparams | record{uint8 psid}
            s46-v4v6bind-options | 93 | s46-portparams | record{uint8 psid}
            v6-ntp-server-suboptions | 1 | ntp-server-address | ipv6-address
            v6-ntp-server-suboptions | 2 | ntp-server-multicast | ipv6-address
            v6-ntp-server-suboptions | 3 | ntp-server-fqdn | fqdn
            vendor-4491 | 1 | oro | uint16*
            vendor-4491 | 2 | device-type | string
            vendor-4491 | 10 | vendor-type | string
            vendor-4491 | 32 | tftp-servers | ipv6-address*
            vendor-4491 | 33 | config-file | string
            vendor-4491 | 34 | syslog-servers | ipv6-address*
            vendor-4491 | 36 | device-id | binary
            vendor-4491 | 37 | time-servers | ipv6-address*
            vendor-4491 | 38 | time-offset | int32
            vendor-4491 | 1026 | cmts-cm-mac | binary
            """)
    void eachRowHasItsShapeAndCanBeEncodedAndDecodedBack(String space, int code, String name, String shape)
            throws MalformedPacketException {
        OptionDefinition found = table.find(space, code);
        assertThat(found).isNotNull().isSameAs(table.find(space, name));
        assertThat(shape(found)).isEqualTo(shape);
        String sample = sample(found);
        byte[] payload = OptionText.encode6(found, sample);
        assertThat(OptionText.decode6(found, payload)).isEqualTo(sample);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            dhcp6                    | 76
            s46-cont-mape-options    | 2
            s46-cont-mapt-options    | 2
            s46-cont-lw-options      | 2
            s46-rule-options         | 1
            s46-v4v6bind-options     | 1
            v6-ntp-server-suboptions | 3
            4o6                      | 3
            vendor-4491              | 10
            rsoo-opts                | 0
            dhcp4                    | 0
            """)
    void thereAreNoOtherRows(String space, int count) {
        assertThat(table.inSpace(space)).hasSize(count);
    }

    @Test
    void knowsWhatIsNotTheOperatorsBusiness() {
        assertThat(IntStream.range(0, 300).filter(OptionTable::isServerMade6))
                .containsExactly(1, 2, 3, 4, 5, 6, 8, 9, 11, 13, 14, 18, 19, 25, 26, 39);
    }

    @Test
    void codesOfTheRegistryThatHaveNoRowMayBeDefined() {
        OptionDefinition own =
                new OptionDefinition("pcp-server", 86, "dhcp6", OptionType.IPV6_ADDRESS, List.of(), true, "");
        assertThat(table.with(List.of(own)).find("dhcp6", 86)).isSameAs(own);
        assertThatThrownBy(() -> new OptionDefinition("x", 0, "dhcp6", OptionType.STRING, List.of(), false, ""))
                .hasMessage("option 'x': the code 0 is reserved");
    }

    private static String shape(OptionDefinition definition) {
        String fields = definition.recordTypes().isEmpty()
                ? ""
                : definition.recordTypes().stream().map(OptionType::keaName).collect(Collectors.joining(" ", "{", "}"));
        return definition.type().keaName()
                + fields
                + (definition.array() ? "*" : "")
                + (definition.encapsulates().isEmpty() ? "" : " > " + definition.encapsulates());
    }

    private static String sample(OptionDefinition definition) {
        if (definition.type() == OptionType.RECORD) {
            return definition.recordTypes().stream()
                    .map(StandardOptions6Tests::sample)
                    .collect(Collectors.joining(", "));
        }
        String one = sample(definition.type());
        return definition.array() ? one + ", " + one : one;
    }

    private static String sample(OptionType type) {
        return switch (type) {
            case EMPTY -> "";
            case BINARY -> "0x0102";
            case BOOLEAN -> "true";
            case INT8, INT16, INT32 -> "-7";
            case UINT8, UINT16, UINT32 -> "7";
            case IPV4_ADDRESS -> "192.0.2.1";
            case IPV6_ADDRESS -> "2001:db8::1";
            case IPV6_PREFIX -> "2001:db8::/33";
            case PSID -> "3/4";
            case STRING, TUPLE -> "text";
            case FQDN -> "www.example.org.";
            case INTERNAL -> "10, dot.example.org., 2001:db8::1 2001:db8::2, alpn=dot\\,h2 port=8530 dohpath=/q{?dns}";
            case RECORD -> throw new IllegalArgumentException("a record in a record");
        };
    }
}
