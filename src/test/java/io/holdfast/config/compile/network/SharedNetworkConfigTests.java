package io.holdfast.config.compile.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.address.Ipv4Address;
import io.holdfast.address.Ipv6Address;
import io.holdfast.config.Configs;
import io.holdfast.config.ServerConfig4;
import io.holdfast.config.ServerConfig6;
import io.holdfast.config.SharedNetwork;
import io.holdfast.config.Subnet4;
import io.holdfast.config.Subnet6;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SharedNetworkConfigTests {

    private static final ServerConfig4 FOUR = Configs.server("""
            "valid-lifetime": 100, "renew-timer": 10, "next-server": "10.9.9.9", "boot-file-name": "global",
            "subnet4": [{"id": 7, "subnet": "10.7.0.0/16"}],
            "shared-networks": [
              {"name": "floor", "valid-lifetime": 200, "interface": "eth1", "relay": {"ip-addresses": ["10.0.0.1"]},
               "authoritative": true, "match-client-id": false, "boot-file-name": "network", "allocator": "random",
               "option-data": [{"name": "domain-name", "data": "floor"}],
               "subnet4": [
                 {"id": 3, "subnet": "10.3.0.0/16", "valid-lifetime": 300, "relay": {"ip-addresses": ["10.0.0.3"]}},
                 {"id": 2, "subnet": "10.2.0.0/16", "boot-file-name": "subnet", "match-client-id": true}]},
              {"name": "empty"}]""");

    @Test
    void subnetsOfANetworkAreSubnetsAsOthersAndKnowIt() {
        assertThat(FOUR.subnets())
                .extracting(subnet -> subnet.id() + ":" + subnet.policy().network())
                .containsExactly("2:floor", "3:floor", "7:null");
        assertThat(FOUR.subnets().ofNetwork("floor")).extracting(Subnet4::id).containsExactly(2, 3);
        assertThat(FOUR.subnets().ofNetwork("empty")).isEmpty();
        assertThat(FOUR.subnets().ofNetwork("other")).isEmpty();
        assertThat(FOUR.networks().all()).extracting(SharedNetwork::name).containsExactly("floor", "empty");
        SharedNetwork floor = Objects.requireNonNull(FOUR.networks().named("floor"));
        assertThat(FOUR.networks().of(3)).isSameAs(floor);
        assertThat(FOUR.networks().of(7)).isNull();
        assertThat(floor.subnetIds()).containsExactly(2, 3);
        assertThat(floor.options().all()).hasSize(1);
    }

    @Test
    void eachValueComesFromTheNearestOfThreeMaps() {
        Subnet4 three = subnet(3);
        Subnet4 two = subnet(2);
        Subnet4 seven = subnet(7);
        assertThat(new long[] {
                    three.lifetimes().normal(),
                    two.lifetimes().normal(),
                    seven.lifetimes().normal()
                })
                .containsExactly(300, 200, 100);
        assertThat(three.teeTimes().renewTimer()).isEqualTo(10);
        assertThat(three.boot().bootFileName()).isEqualTo("network");
        assertThat(two.boot().bootFileName()).isEqualTo("subnet");
        assertThat(seven.boot().bootFileName()).isEqualTo("global");
        assertThat(three.boot().nextServer()).hasToString("10.9.9.9");
        assertThat(three.authoritative()).isTrue();
        assertThat(seven.authoritative()).isFalse();
        assertThat(three.matchClientId()).isFalse();
        assertThat(two.matchClientId()).isTrue();
        assertThat(three.allocator()).hasToString("RANDOM");
        assertThat(seven.allocator()).hasToString("ITERATIVE");
        assertThat(three.options().all()).isEmpty();
    }

    @Test
    void aSubnetIsFoundByItsNetworksInterfaceAndByItsNetworksRelaysUnlessItHasItsOwn() {
        assertThat(FOUR.subnetsOfInterface("eth1")).extracting(Subnet4::id).containsExactly(2, 3);
        assertThat(FOUR.subnetsOfRelay(Ipv4Address.parse("10.0.0.1")))
                .extracting(Subnet4::id)
                .containsExactly(2);
        assertThat(FOUR.subnetsOfRelay(Ipv4Address.parse("10.0.0.3")))
                .extracting(Subnet4::id)
                .containsExactly(3);
    }

    @Test
    void networksOfDhcp6AreTheSameWithWhatThatHas() {
        ServerConfig6 six = Configs.server6("""
                "preferred-lifetime": 50, "valid-lifetime": 100, "pd-allocator": "random",
                "shared-networks": [
                  {"name": "n", "interface-id": "port", "rapid-commit": true, "preferred-lifetime": 60,
                   "relay": {"ip-addresses": ["2001:db8::1"]},
                   "subnet6": [{"id": 2, "subnet": "2001:db8:2::/64"},
                               {"id": 1, "subnet": "2001:db8:1::/64", "preferred-lifetime": 70, "interface-id": "own"}]}]""");
        assertThat(six.subnets())
                .extracting(subnet -> subnet.id() + " "
                        + Objects.requireNonNull(subnet.preferred()).normal() + " " + subnet.rapidCommit() + " "
                        + subnet.pdAllocator())
                .containsExactly("1 70 true RANDOM", "2 60 true RANDOM");
        assertThat(six.subnetsOfInterfaceId("port".getBytes(StandardCharsets.UTF_8)))
                .extracting(Subnet6::id)
                .containsExactly(2);
        assertThat(six.subnetsOfInterfaceId("own".getBytes(StandardCharsets.UTF_8)))
                .extracting(Subnet6::id)
                .containsExactly(1);
        assertThat(six.subnetsOfRelay(Ipv6Address.parse("2001:db8::1"))).hasSize(2);
        assertThat(six.networks().all().getFirst().interfaceId()).asString().isEqualTo("port");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {}                                              | shared-networks[0]: needs 'name'
            {"name":""}                                     | shared-networks[0]: needs 'name'
            {"name":"a"},{"name":"a"}                       | shared-networks[1].name: 'a' is already the name of the shared network at t:1:38
            {"name":"a","valid-lifetime":5,"max-valid-lifetime":4} | shared-networks[0].max-valid-lifetime: max-valid-lifetime (4) is less than valid-lifetime (5)
            {"name":"a","next-server":"x"}                  | shared-networks[0].next-server: not an IPv4 address: 'x'
            {"name":"a","relay":{"ip-addresses":["x"]}}     | shared-networks[0].relay: not an IPv4 address: 'x'
            {"name":"a","option-data":[{"code":1,"data":"x"}]} | shared-networks[0].option-data[0].data: option 'subnet-mask' (1): field 1: not an IPv4 address: 'x'
            {"name":"a","interface-id":"x"}                 | shared-networks[0].interface-id: belongs to DHCPv6
            {"name":"a","subnet6":[]}                       | shared-networks[0].subnet6: belongs to DHCPv6
            {"name":"a","subnet4":[{"id":1,"subnet":"10.0.0.0/8","interface":"e1"},{"id":2,"subnet":"11.0.0.0/8","interface":"e2"}]} | shared-networks[0].subnet4[1].interface: 'e2' differs from 'e1' of the shared network 'a'; its subnets are on one link
            {"name":"a","interface":"e0","subnet4":[{"id":1,"subnet":"10.0.0.0/8","interface":"e1"}]} | shared-networks[0].subnet4[0].interface: 'e1' differs from 'e0' of the shared network 'a'; its subnets are on one link
            {"name":"a","subnet4":[{"id":1,"subnet":"10.0.0.0/8","authoritative":true}]} | shared-networks[0].subnet4[0].authoritative: true differs from the shared network 'a'; its clients may be in any of its subnets
            {"name":"a","subnet4":[{"id":1,"subnet":"10.0.0.0/8"}]},{"name":"b","subnet4":[{"id":1,"subnet":"11.0.0.0/8"}]} | shared-networks[1].subnet4[0].id: 1 is already the id of the subnet at t:1:59
            {"name":"a","subnet4":[{"id":1,"subnet":"10.0.0.0/8"}]},{"name":"b","subnet4":[{"id":2,"subnet":"10.0.0.0/8"}]} | shared-networks[1].subnet4[0].subnet: 10.0.0.0/8 is already a subnet at t:1:70
            {"name":"a","subnet4":[{"id":1,"subnet":"10.0.0.0/8","pools":[{"pool":"11.0.0.0/24"}]}]} | shared-networks[0].subnet4[0].pools[0].pool: 11.0.0.0-11.0.0.255 is not within the subnet 10.0.0.0/8
            """)
    void whatIsWrongIsToldWithItsPlace(String networks, String expected) {
        assertThat(Configs.complaints("\"shared-networks\":[" + networks + "]")).containsExactly(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"name":"a","interface":"e","interface-id":"i"} | shared-networks[0].interface-id: 'interface' and 'interface-id' exclude each other
            {"name":"a","subnet6":[{"id":1,"subnet":"1::/64","allocator":"flq"}]} | shared-networks[0].subnet6[0].allocator: 'flq' is for prefixes only ('pd-allocator'): a queue of all IPv6 addresses of a pool would be too long
            {"name":"a","subnet6":[{"id":1,"subnet":"1::/64"},{"id":2,"subnet":"2::/64","rapid-commit":true}]} | shared-networks[0].subnet6[1].rapid-commit: true differs from the shared network 'a'; its clients may be in any of its subnets
            {"name":"a","authoritative":true}               | shared-networks[0].authoritative: belongs to DHCPv4
            {"name":"a","subnet6":[{"id":1,"subnet":"1::/64","pd-pools":[{"prefix":"5::","prefix-len":48,"delegated-len":64}]},{"id":2,"subnet":"2::/64","pd-pools":[{"prefix":"5::","prefix-len":48,"delegated-len":56}]}]} | shared-networks[0].subnet6[1].pd-pools[0].prefix: prefixes of length 56 in 5::/48 overlaps prefixes of length 64 in 5::/48 at t:1:101: the same addresses would be given out twice
            """)
    void whatIsWrongInDhcp6IsToldWithItsPlace(String networks, String expected) {
        assertThat(Configs.complaints6("\"shared-networks\":[" + networks + "]"))
                .containsExactly(expected);
    }

    private static Subnet4 subnet(int id) {
        return Objects.requireNonNull(FOUR.subnet(id));
    }
}
