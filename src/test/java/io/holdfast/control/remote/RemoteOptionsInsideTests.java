package io.holdfast.control.remote;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.address.Protocol;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RemoteOptionsInsideTests {

    private final RemoteBench bench = RemoteBench.of(Protocol.DHCP6);

    @BeforeEach
    void aSubnetInANetwork() {
        bench.ask("remote-server6-set", "{\"servers\": [{\"server-tag\": \"a\"}]}");
        bench.ask("remote-network6-set", "{\"shared-networks\": [{\"name\": \"n\"}], \"server-tags\": [\"all\"]}");
        assertThat(bench.ask(
                        "remote-subnet6-set",
                        "{\"subnets\": [{\"id\": 1, \"subnet\": \"2001:db8::/32\", \"shared-network-name\": \"n\","
                                + " \"pools\": [{\"pool\": \"2001:db8:1::/80\"}],"
                                + " \"pd-pools\": [{\"prefix\": \"2001:db8:8::\", \"prefix-len\": 48,"
                                + " \"delegated-len\": 64}]}], \"server-tags\": [\"a\"]}"))
                .startsWith("{\"result\":0");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            subnet  | "subnets": [{"id": 1}]                                            | a
            network | "shared-networks": [{"name": "n"}]                                | all
            pool    | "pools": [{"pool": "2001:db8:1:: - 2001:db8:1::ffff:ffff:ffff"}]  | a
            pool    | "pools": [{"pool": "2001:db8:1::/80"}]                            | a
            pd-pool | "pd-pools": [{"prefix": "2001:DB8:8:0::", "prefix-len": 48}]      | a
            pd-pool | "pd-pools": [{"prefix": "2001:db8:8::", "length": 48}]            | a
            """)
    void anOptionIsSetAndDeleted(String family, String place, String tag) {
        assertThat(bench.ask(
                        "remote-option6-" + family + "-set",
                        "{" + place + ", \"options\": [{\"name\": \"dns-servers\", \"data\": \"2001:db8::1\"}]}"))
                .isEqualTo("{\"result\":0,\"text\":\"DHCPv6 option successfully set.\",\"arguments\":{\"options\":"
                        + "[{\"code\":23,\"space\":\"dhcp6\"}],\"revision\":4}}");
        assertThat(bench.targets.getFirst().notes.getLast().serverTags()).containsExactly(tag);
        String network = "{\"shared-networks\": [{\"name\": \"n\"}], \"subnets-include\": \"full\"}";
        assertThat(bench.ask("remote-network6-get", network)).containsOnlyOnce("\"name\":\"dns-servers\"");
        String delete = "{" + place + ", \"options\": [{\"code\": 23, \"space\": \"dhcp6\"}]}";
        assertThat(bench.ask("remote-option6-" + family + "-del", delete))
                .isEqualTo("{\"result\":0,\"text\":\"1 DHCPv6 option(s) deleted.\","
                        + "\"arguments\":{\"count\":1,\"revision\":5}}");
        assertThat(bench.ask("remote-option6-" + family + "-del", delete))
                .isEqualTo("{\"result\":3,\"text\":\"0 DHCPv6 option(s) deleted.\","
                        + "\"arguments\":{\"count\":0,\"revision\":5}}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            subnet  | "subnets": [{"id": 2}]                                    | the configuration database has no subnet 2
            network | "shared-networks": [{"name": "m"}]                        | the configuration database has no shared network m
            pool    | "pools": [{"pool": "2001:db8:2::/80"}]                    | the configuration database has no pool 2001:db8:2::-
            pool    | "pools": [{"pool": "x"}]                                  | 'x' is neither
            pd-pool | "pd-pools": [{"prefix": "2001:db8:8::", "prefix-len": 49}]| the configuration database has no pool of prefixes 2001:db8:8::/49
            pd-pool | "pd-pools": [{"prefix": "2001:db8:8::"}]                  | must have its length as 'prefix-len'
            subnet  | "subnets": [{"id": 1}], "server-tags": ["all"]            | unsupported parameter 'server-tags'
            """)
    void whatIsRefused(String family, String place, String why) {
        assertThat(bench.ask(
                        "remote-option6-" + family + "-set",
                        "{" + place + ", \"options\": [{\"code\": 23, \"data\": \"2001:db8::1\"}]}"))
                .startsWith("{\"result\":1,")
                .contains(why);
        assertThat(bench.targets.getFirst().notes).hasSize(3);
    }

    @Test
    void inWhatIsNotThereNothingIsDeleted() {
        String delete = "{\"subnets\": [{\"id\": 2}], \"options\": [{\"code\": 23}]}";
        assertThat(bench.ask("remote-option6-subnet-del", delete))
                .startsWith("{\"result\":3,\"text\":\"0 DHCPv6 option(s) deleted.\"");
        assertThat(bench.targets.getFirst().notes).hasSize(3);
    }

    @Test
    void allCommandsOfKeasLibraryAreThere() {
        assertThat(new RemoteCommands(bench).commands())
                .hasSize(38)
                .allMatch(each -> each.name().contains("6-"));
        assertThat(new RemoteCommands(RemoteBench.of(Protocol.DHCP4)).commands())
                .hasSize(36);
    }
}
