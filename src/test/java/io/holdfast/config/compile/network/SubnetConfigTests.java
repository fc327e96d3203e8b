package io.holdfast.config.compile.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.address.Ipv4Address;
import io.holdfast.config.Configs;
import io.holdfast.config.ServerConfig4;
import io.holdfast.config.Subnet4;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SubnetConfigTests {

    @Test
    void poolsAreSortedAndBlanksInThemDoNotMatter() {
        Subnet4 subnet = Configs.server("""
                "subnet4": [{"id": 7, "subnet": " 192.0.2.0 / 24", "interface": "eth0",
                  "relay": {"ip-addresses": ["10.0.0.1", "0.0.0.0", "10.0.0.2"]},
                  "pools": [{"pool": "192.0.2.200 - 192.0.2.210", "pool-id": 3}, {"pool": "192.0.2.64/ 26"},
                            {"pool": "192.0.2.5-192.0.2.5"}]}]""").subnets().getFirst();
        assertThat(subnet.id()).isEqualTo(7);
        assertThat(subnet.prefix()).hasToString("192.0.2.0/24");
        assertThat(subnet.interfaceName()).isEqualTo("eth0");
        assertThat(subnet.relayAddresses()).extracting(Ipv4Address::toString).containsExactly("10.0.0.1", "10.0.0.2");
        assertThat(subnet.pools())
                .extracting(pool -> pool.id() + ":" + pool.range())
                .containsExactly("0:192.0.2.5-192.0.2.5", "0:192.0.2.64-192.0.2.127", "3:192.0.2.200-192.0.2.210");
        for (String inside : new String[] {"192.0.2.5", "192.0.2.64", "192.0.2.127", "192.0.2.205"}) {
            assertThat(subnet.poolOf(Ipv4Address.parse(inside))).as(inside).isNotNull();
        }
        for (String outside : new String[] {"192.0.2.4", "192.0.2.6", "192.0.2.128", "192.0.2.211", "10.0.0.1"}) {
            assertThat(subnet.poolOf(Ipv4Address.parse(outside))).as(outside).isNull();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"id":1}                                            | subnet4[0]: needs 'subnet' (address/length)
            {"id":1,"subnet":"10.0.0.0"}                        | subnet4[0].subnet: not a prefix (address/length): '10.0.0.0'
            {"id":1,"subnet":"10.0.0.0/33"}                     | subnet4[0].subnet: a prefix length is from 0 to 32, not 33
            {"id":1,"subnet":"10.0.0.1/8"}                      | subnet4[0].subnet: 10.0.0.1/8 has bits set beyond the prefix; the network is 10.0.0.0/8
            {"id":0,"subnet":"10.0.0.0/8"}                      | subnet4[0].id: 0 is not from 1 to 4294967294
            {"id":4294967295,"subnet":"10.0.0.0/8"}             | subnet4[0].id: 4294967295 is not from 1 to 4294967294
            {"id":1,"subnet":"10.0.0.0/8"},{"id":1,"subnet":"11.0.0.0/8"} | subnet4[1].id: 1 is already the id of the subnet at t:1:28
            {"id":1,"subnet":"10.0.0.0/8"},{"id":2,"subnet":"10.0.0.0/8"} | subnet4[1].subnet: 10.0.0.0/8 is already a subnet at t:1:39
            {"id":1,"subnet":"10.0.0.0/8","pools":[{}]}         | subnet4[0].pools[0]: needs 'pool' (first-last or address/length)
            {"id":1,"subnet":"10.0.0.0/8","pools":[{"pool":"10.0.0.1"}]} | subnet4[0].pools[0].pool: '10.0.0.1' is neither first-last nor address/length
            {"id":1,"subnet":"10.0.0.0/8","pools":[{"pool":"10.0.0.9-10.0.0.1"}]} | subnet4[0].pools[0].pool: range ends before it begins: 10.0.0.9-10.0.0.1
            {"id":1,"subnet":"10.0.0.0/8","pools":[{"pool":"10.0.0.9-11.0.0.1"}]} | subnet4[0].pools[0].pool: 10.0.0.9-11.0.0.1 is not within the subnet 10.0.0.0/8
            {"id":1,"subnet":"10.0.0.0/8","pools":[{"pool":"10.0.0.5-10.0.0.9"},{"pool":"10.0.0.1-10.0.0.5"}]} | subnet4[0].pools[0].pool: 10.0.0.5-10.0.0.9 overlaps 10.0.0.1-10.0.0.5 at t:1:98
            {"id":1,"subnet":"10.0.0.0/8","pools":[{"pool":"10.0.0.0/24","pool-id":0}]} | subnet4[0].pools[0].pool-id: 0 is not from 1 to 4294967295
            {"id":1,"subnet":"10.0.0.0/8","relay":{"ip-addresses":["x"]}} | subnet4[0].relay: not an IPv4 address: 'x'
            {"id":1,"subnet":"10.0.0.0/8","relay":{"ip-addresses":["10.1.1.1","10.1.1.1"]}} | subnet4[0].relay: 10.1.1.1 is listed twice
            """)
    void whatCannotBeIsReported(String subnets, String expected) {
        assertThat(Configs.complaints("\"subnet4\":[" + subnets + "]")).containsExactly(expected);
    }

    @Test
    void aSubnetWithoutIdGetsTheLowestThatNoSubnetHas() {
        assertThat(Configs.server("""
                "subnet4": [{"subnet": "10.0.0.0/8"}, {"id": 1, "subnet": "11.0.0.0/8"}, {"subnet": "12.0.0.0/8"},
                            {"id": 3, "subnet": "13.0.0.0/8"}]""").subnets())
                .extracting(subnet -> subnet.id() + " " + subnet.prefix())
                .containsExactly("1 11.0.0.0/8", "2 10.0.0.0/8", "3 13.0.0.0/8", "4 12.0.0.0/8");
    }

    @Test
    void idsUpToTheLargestUnsignedNumberAreFound() {
        ServerConfig4 config = Configs.server("""
                "subnet4": [{"id": 4294967294, "subnet": "10.0.0.0/8"}, {"id": 5, "subnet": "11.0.0.0/8"}]""");
        assertThat(config.subnets()).extracting(Subnet4::id).containsExactly(5, -2);
        assertThat(config.subnet(-2)).isNotNull();
        assertThat(config.subnet(6)).isNull();
    }

    @Test
    void firstAndLastAddressOfEach256AreKeptAwayWhenToldSo() {
        ServerConfig4 config = Configs.server("""
                "compatibility": {"exclude-first-last-24": true},
                "subnet4": [{"id": 1, "subnet": "10.0.0.0/16"}, {"id": 2, "subnet": "192.0.2.0/25"}]""");
        Subnet4 large = config.subnets().get(0);
        Subnet4 small = config.subnets().get(1);
        assertThat(config.sparesEdges(large)).isTrue();
        assertThat(config.sparesEdges(small)).isFalse();
        assertThat(Configs.server("\"subnet4\":[]").sparesEdges(large)).isFalse();
    }
}
