package io.holdfast.config.compile.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.address.HexText;
import io.holdfast.address.Ipv6Address;
import io.holdfast.address.Ipv6Prefix;
import io.holdfast.config.Configs;
import io.holdfast.config.ServerConfig6;
import io.holdfast.config.Subnet6;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Subnet6ConfigTests {

    @Test
    void poolsOfAddressesAndOfPrefixesAreSortedAndFound() {
        Subnet6 subnet = Configs.server6("""
                "subnet6": [{"id": 7, "subnet": " 2001:db8:1:: / 48", "interface-id": "vlan7",
                  "relay": {"ip-addresses": ["2001:db8:1::1", "::", "fe80::1"]},
                  "pools": [{"pool": "2001:db8:1:1::/64", "pool-id": 3},
                            {"pool": "2001:db8:1:0::10 - 2001:db8:1:0::20",
                             "option-data": [{"name": "dns-servers", "data": "2001:db8::53"}]}],
                  "pd-pools": [{"prefix": "3000:2::", "prefix-len": 48, "delegated-len": 64, "pool-id": 9,
                                "excluded-prefix": "3000:2:0:0:1000::", "excluded-prefix-len": 72},
                               {"prefix": "3000:1::", "prefix-len": 32, "delegated-len": 32}]}]""").subnets().getFirst();
        assertThat(subnet.id()).isEqualTo(7);
        assertThat(subnet.prefix()).hasToString("2001:db8:1::/48");
        assertThat(subnet.interfaceName()).isNull();
        assertThat(subnet.interfaceId()).isEqualTo("vlan7".getBytes(StandardCharsets.UTF_8));
        assertThat(subnet.relayAddresses())
                .extracting(Ipv6Address::toString)
                .containsExactly("2001:db8:1::1", "fe80::1");
        assertThat(subnet.pools())
                .extracting(pool -> pool.id() + " " + pool.range())
                .containsExactly(
                        "0 2001:db8:1::10-2001:db8:1::20", "3 2001:db8:1:1::-2001:db8:1:1:ffff:ffff:ffff:ffff");
        assertThat(subnet.pools().getFirst().options().find(23)).isNotNull();
        assertThat(subnet.pdPools())
                .extracting(pool -> pool.id() + " " + pool.prefix() + " " + pool.delegatedLength() + " "
                        + pool.excluded() + " " + pool.range().count())
                .containsExactly("0 3000:1::/32 32 null 1", "9 3000:2::/48 64 3000:2:0:0:1000::/72 65536");
        assertThat(subnet.poolOf(Ipv6Address.parse("2001:db8:1::20")))
                .isSameAs(subnet.pools().get(0));
        assertThat(subnet.poolOf(Ipv6Address.parse("2001:db8:1:1::1")))
                .isSameAs(subnet.pools().get(1));
        assertThat(subnet.poolOf(Ipv6Address.parse("2001:db8:1::21"))).isNull();
        assertThat(subnet.pdPoolOf(Ipv6Prefix.parse("3000:2:0:5::/64")))
                .isSameAs(subnet.pdPools().get(1));
        assertThat(subnet.pdPoolOf(Ipv6Prefix.parse("3000:2::/40"))).isNull();
        assertThat(subnet.pdPoolOf(Ipv6Prefix.parse("3000:3::/64"))).isNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"id":1}                                            | subnet6[0]: needs 'subnet' (address/length)
            {"id":1,"subnet":"2001:db8::"}                      | subnet6[0].subnet: not a prefix (address/length): '2001:db8::'
            {"id":1,"subnet":"2001:db8::/129"}                  | subnet6[0].subnet: a prefix length is from 0 to 128, not 129
            {"id":1,"subnet":"2001:db8::1/64"}                  | subnet6[0].subnet: 2001:db8::1/64 has bits set beyond the prefix; the network is 2001:db8::/64
            {"id":1,"subnet":"10.0.0.0/8"}                      | subnet6[0].subnet: not an IPv6 address: '10.0.0.0'
            {"id":1,"subnet":"1::/64"},{"id":1,"subnet":"2::/64"} | subnet6[1].id: 1 is already the id of the subnet at t:1:28
            {"id":1,"subnet":"1::/64"},{"id":2,"subnet":"1::/64"} | subnet6[1].subnet: 1::/64 is already a subnet at t:1:39
            {"id":1,"subnet":"1::/64","interface":"eth0","interface-id":"x"} | subnet6[0].interface-id: 'interface' and 'interface-id' exclude each other
            {"id":1,"subnet":"1::/64","relay":{"ip-addresses":["10.0.0.1"]}} | subnet6[0].relay: not an IPv6 address: '10.0.0.1'
            {"id":1,"subnet":"1::/64","pools":[{}]}             | subnet6[0].pools[0]: needs 'pool' (first-last or address/length)
            {"id":1,"subnet":"1::/64","pools":[{"pool":"1::1"}]} | subnet6[0].pools[0].pool: '1::1' is neither first-last nor address/length
            {"id":1,"subnet":"1::/64","pools":[{"pool":"1::9-1::1"}]} | subnet6[0].pools[0].pool: range ends before it begins: 1::9-1::1
            {"id":1,"subnet":"1::/64","pools":[{"pool":"1::9-2::1"}]} | subnet6[0].pools[0].pool: 1::9-2::1 is not within the subnet 1::/64
            {"id":1,"subnet":"1::/64","pools":[{"pool":"1::5-1::9"},{"pool":"1::1-1::5"}]} | subnet6[0].pools[0].pool: 1::5-1::9 overlaps 1::1-1::5 at t:1:86
            {"id":1,"subnet":"1::/64","pd-pools":[{"prefix-len":8,"delegated-len":9}]} | subnet6[0].pd-pools[0]: needs 'prefix', an address without its length
            {"id":1,"subnet":"1::/64","pd-pools":[{"prefix":"2::","delegated-len":9}]} | subnet6[0].pd-pools[0]: needs 'prefix-len'
            {"id":1,"subnet":"1::/64","pd-pools":[{"prefix":"2::","prefix-len":16}]} | subnet6[0].pd-pools[0]: needs 'delegated-len'
            {"id":1,"subnet":"1::/64","pd-pools":[{"prefix":"2::","prefix-len":0,"delegated-len":9}]} | subnet6[0].pd-pools[0].prefix-len: 0 is not from 1 to 128
            {"id":1,"subnet":"1::/64","pd-pools":[{"prefix":"2::","prefix-len":16,"delegated-len":129}]} | subnet6[0].pd-pools[0].delegated-len: 129 is not from 1 to 128
            {"id":1,"subnet":"1::/64","pd-pools":[{"prefix":"2::1","prefix-len":16,"delegated-len":20}]} | subnet6[0].pd-pools[0].prefix: 2::1/16 has bits set beyond the prefix; the network is 2::/16
            {"id":1,"subnet":"1::/64","pd-pools":[{"prefix":"2::","prefix-len":16,"delegated-len":15}]} | subnet6[0].pd-pools[0].delegated-len: 15 is less than prefix-len (16)
            {"id":1,"subnet":"1::/64","pd-pools":[{"prefix":"2::","prefix-len":32,"delegated-len":40},{"prefix":"2::","prefix-len":16,"delegated-len":40}]} | subnet6[0].pd-pools[0].prefix: 2::/32 overlaps 2::/16 at t:1:122
            {"id":1,"subnet":"1::/64","pd-pools":[{"prefix":"2::","prefix-len":32,"delegated-len":60}]},{"id":2,"subnet":"3::/64","pd-pools":[{"prefix":"2::","prefix-len":40,"delegated-len":56}]} | subnet6[1].pd-pools[0].prefix: prefixes of length 56 in 2::/40 overlaps prefixes of length 60 in 2::/32 at t:1:70: the same addresses would be given out twice
            {"id":1,"subnet":"1::/64","pools":[{"pool":"1::/96"}],"pd-pools":[{"prefix":"1::","prefix-len":32,"delegated-len":64}]} | subnet6[0].pools[0].pool: 1::-1::ffff:ffff overlaps prefixes of length 64 in 1::/32 at t:1:98: the same addresses would be given out twice
            {"id":1,"subnet":"1::/64","pd-pools":[{"prefix":"2::","prefix-len":16,"delegated-len":20,"excluded-prefix":"2::"}]} | subnet6[0].pd-pools[0].excluded-prefix: needs 'excluded-prefix-len', too
            {"id":1,"subnet":"1::/64","pd-pools":[{"prefix":"2::","prefix-len":16,"delegated-len":20,"excluded-prefix-len":24}]} | subnet6[0].pd-pools[0].excluded-prefix-len: needs 'excluded-prefix', too
            {"id":1,"subnet":"1::/64","pd-pools":[{"prefix":"2::","prefix-len":16,"delegated-len":20,"excluded-prefix":"2::","excluded-prefix-len":20}]} | subnet6[0].pd-pools[0].excluded-prefix-len: 20 is not greater than delegated-len (20)
            {"id":1,"subnet":"1::/64","pd-pools":[{"prefix":"2::","prefix-len":16,"delegated-len":20,"excluded-prefix":"3::","excluded-prefix-len":24}]} | subnet6[0].pd-pools[0].excluded-prefix: 3::/24 is not within the first prefix to be delegated, 2::/20
            {"id":1,"subnet":"1::/64","pd-pools":[{"prefix":"2::","prefix-len":16,"delegated-len":32,"excluded-prefix":"2:1::","excluded-prefix-len":40}]} | subnet6[0].pd-pools[0].excluded-prefix: 2:1::/40 is not within the first prefix to be delegated, 2::/32
            {"id":1,"subnet":"1::/64","pd-pools":[{"prefix":"2::","prefix-len":16,"delegated-len":20,"excluded-prefix":"x","excluded-prefix-len":24}]} | subnet6[0].pd-pools[0].excluded-prefix: not an IPv6 address: 'x'
            {"id":1,"subnet":"1::/64","pd-pools":[{"prefix":"x","prefix-len":16,"delegated-len":20}]} | subnet6[0].pd-pools[0].prefix: not an IPv6 address: 'x'
            """)
    void whatCannotBeIsReported(String subnets, String expected) {
        assertThat(Configs.complaints6("\"subnet6\":[" + subnets + "]")).containsExactly(expected);
    }

    @Test
    void bitsOfAnExcludedPrefixBeyondItsLengthDoNotCount() {
        String guide = """
                "subnet6": [{"id": 1, "subnet": "2001:db8:1::/48", "pd-pools": [{"prefix": "2001:db8:1:8000::",
                  "prefix-len": 56, "delegated-len": 64, "excluded-prefix": "2001:db8:1:8000:cafe:80::",
                  "excluded-prefix-len": 72}]}]""";
        assertThat(Configs.server6(guide)
                        .subnets()
                        .getFirst()
                        .pdPools()
                        .getFirst()
                        .excluded())
                .hasToString("2001:db8:1:8000:ca00::/72");
        assertThat(Configs.warnings6(guide))
                .containsExactly("subnet6[0].pd-pools[0].excluded-prefix: 2001:db8:1:8000:cafe:80:: has bits set beyond"
                        + " its length of 72, which do not count: 2001:db8:1:8000:ca00::/72");
    }

    @Test
    void noExcludedPrefixIsWhatKeaWritesForNone() {
        assertThat(Configs.server6("""
                "subnet6": [{"id": 1, "subnet": "1::/64", "pd-pools": [{"prefix": "2::", "prefix-len": 16,
                  "delegated-len": 20, "excluded-prefix": "::", "excluded-prefix-len": 0}]}]""")
                        .subnets()
                        .getFirst()
                        .pdPools()
                        .getFirst()
                        .excluded())
                .isNull();
    }

    @Test
    void subnetsAreFoundByIdAddressRelayInterfaceAndInterfaceId() {
        ServerConfig6 config = Configs.server6("""
                "subnet6": [
                  {"id": 4294967294, "subnet": "2001:db8::/32", "interface": "eth0"},
                  {"id": 2, "subnet": "2001:db8:1::/48", "interface-id": "a", "relay": {"ip-addresses": ["fe80::1"]}},
                  {"id": 3, "subnet": "2001:db8:1:1::/64", "interface-id": "a"}]""");
        assertThat(config.subnets()).extracting(Subnet6::id).containsExactly(2, 3, -2);
        assertThat(Objects.requireNonNull(config.subnet(-2)).prefixLength()).isEqualTo(32);
        assertThat(config.subnetOf(Ipv6Address.parse("2001:db8:1:1::5"))).isSameAs(config.subnet(3));
        assertThat(config.subnetOf(Ipv6Address.parse("2001:db8:1:2::5"))).isSameAs(config.subnet(2));
        assertThat(config.subnetOf(Ipv6Address.parse("2001:db8:2::5"))).isSameAs(config.subnet(-2));
        assertThat(config.subnetOf(Ipv6Address.parse("2001:db9::5"))).isNull();
        assertThat(config.subnetsOfRelay(Ipv6Address.parse("fe80::1"))).containsExactly(config.subnet(2));
        assertThat(config.subnetsOfInterface("eth0")).containsExactly(config.subnet(-2));
        assertThat(config.subnetsOfInterfaceId(new byte[] {'a'})).containsExactly(config.subnet(2), config.subnet(3));
        assertThat(config.subnetsOfInterfaceId(new byte[] {'b'})).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"name":"dns-servers","data":"2001:db8::1"}                    | 23: 20:01:0d:b8:00:00:00:00:00:00:00:00:00:00:00:01
            {"name":"domain-search","data":"a.org, b"}                     | 24: 01:61:03:6f:72:67:00:01:62:00
            {"name":"bootfile-param","data":"root=/dev/sda1, quiet"}       | 60: 00:0e:72:6f:6f:74:3d:2f:64:65:76:2f:73:64:61:31:00:05:71:75:69:65:74
            {"name":"rapid-commit"}                                        | 14:
            {"name":"v6-dnr","data":"1, d.org, 2001:db8::1, alpn=dot"}     | 144: 00:01:00:07:01:64:03:6f:72:67:00:00:10:20:01:0d:b8:00:00:00:00:00:00:00:00:00:00:00:01:00:01:00:04:03:64:6f:74
            {"code":49,"data":"0102"}                                      | 49: 01:02
            {"name":"s46-cont-mapt"},{"name":"s46-rule","space":"s46-cont-mapt-options","data":"1, 0, 24, 192.0.2.0, 2001:db8::/32"},{"name":"s46-portparams","space":"s46-rule-options","data":"6, 3/4"} | 95: 00:59:00:14:01:00:18:c0:00:02:00:20:20:01:0d:b8:00:5d:00:04:06:04:30:00
            {"name":"ntp-server"},{"name":"ntp-server-fqdn","space":"v6-ntp-server-suboptions","data":"t."} | 56: 00:03:00:03:01:74:00
            """)
    void optionsHaveCodesAndLengthsOfTwoBytes(String options, String expected) {
        assertThat(Configs.server6("\"option-data\":[" + options + "]")
                        .options()
                        .all())
                .singleElement()
                .satisfies(option -> assertThat((option.code() + ": " + HexText.format(option.payload())).strip())
                        .isEqualTo(expected));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"code":0,"data":"01"}                         | option-data[0].code: 0 is reserved
            {"code":65536,"data":"01"}                     | option-data[0].code: 65536 is not from 0 to 65535
            {"code":3,"space":"dhcp4","data":"01"}         | option-data[0].space: 'dhcp4' belongs to DHCPv4
            {"name":"v6-dnr","data":"1"}                   | option-data[0].data: option 'v6-dnr' (144): it has 1 fields, not 2 to 4: priority, name, addresses, parameters (a comma inside one is written \\\\,)
            {"name":"routers","data":"1"}                  | option-data[0].name: no option 'routers' is defined in the space 'dhcp6'
            """)
    void optionsThatCannotBeSentAreReported(String option, String expected) {
        assertThat(Configs.complaints6("\"option-data\":[" + option + "]")).contains(expected);
    }

    @Test
    void whatTheServerMakesItselfIsWarnedAbout() {
        assertThat(Configs.warnings6("\"option-data\":[{\"code\":2,\"data\":\"00\"},{\"code\":7,\"data\":\"1\"}]"))
                .containsExactly("option-data[0]: the server makes option 2 itself and sends what is configured only"
                        + " where it makes none");
    }

    @Test
    void definitionsOfOnesOwnReachToTheHighestCode() {
        ServerConfig6 config = Configs.server6("""
                "option-def": [{"name": "own", "code": 65535, "type": "tuple", "array": true},
                  {"name": "inner", "code": 300, "space": "box", "type": "tuple"},
                  {"name": "outer", "code": 50000, "type": "empty", "encapsulate": "box"}],
                "option-data": [{"name": "own", "data": "a,b"}, {"name": "outer"},
                  {"name": "inner", "space": "box", "data": "c"}]""");
        assertThat(HexText.format(
                        Objects.requireNonNull(config.options().find(65_535)).payload()))
                .isEqualTo("00:01:61:00:01:62");
        assertThat(HexText.format(
                        Objects.requireNonNull(config.options().find(50_000)).payload()))
                .isEqualTo("01:2c:00:03:00:01:63");
        assertThat(Configs.complaints6("\"option-def\":[{\"name\":\"x\",\"code\":0,\"type\":\"string\"}]"))
                .containsExactly("option-def[0].code: 0 is reserved");
        assertThat(Configs.complaints6("\"option-def\":[{\"name\":\"x\",\"code\":23,\"type\":\"string\"}]"))
                .containsExactly("option-def[0]: option 'x' (23) has the same code 23 as the standard option"
                        + " 'dns-servers' (23) of the space dhcp6");
    }

    @Test
    void subnetsMayDelegateTheSamePrefixesIfTheyAreOfOneLength() {
        assertThat(Configs.server6("""
                "subnet6": [
                  {"id": 1, "subnet": "2001:db8:1::/64", "pd-pools": [
                    {"prefix": "2001:db8:8::", "prefix-len": 48, "delegated-len": 56}]},
                  {"id": 2, "subnet": "2001:db8:2::/64", "pd-pools": [
                    {"prefix": "2001:db8::", "prefix-len": 40, "delegated-len": 56}]}]""").subnets()).hasSize(2);
    }
}
