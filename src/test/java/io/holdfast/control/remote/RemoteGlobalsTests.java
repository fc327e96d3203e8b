package io.holdfast.control.remote;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.address.Protocol;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RemoteGlobalsTests {

    private final RemoteBench bench = RemoteBench.of(Protocol.DHCP6);

    @BeforeEach
    void aServer() {
        bench.ask("remote-server6-set", "{\"servers\": [{\"server-tag\": \"a\"}]}");
    }

    @Test
    void aServersOwnComesBeforeThatForAll() {
        assertThat(
                        bench.ask(
                                "remote-global-parameter6-set",
                                "{\"parameters\": {\"renew-timer\": 2000, \"t1-percent\": 0.85, \"calculate-tee-times\": true,"
                                        + " \"expired-leases-processing.hold-reclaimed-time\": 60}, \"server-tags\": [\"all\"]}"))
                .isEqualTo("{\"result\":0,\"text\":\"DHCPv6 global parameter(s) successfully set.\",\"arguments\":"
                        + "{\"parameters\":{\"renew-timer\":2000,\"t1-percent\":0.85,\"calculate-tee-times\":true,"
                        + "\"expired-leases-processing.hold-reclaimed-time\":60},\"count\":4,\"revision\":2}}");
        String wanted = "{\"parameters\": [\"renew-timer\"], \"server-tags\": [\"a\"]}";
        assertThat(bench.ask("remote-global-parameter6-get", wanted))
                .isEqualTo(
                        "{\"result\":0,\"text\":\"1 DHCPv6 global parameter found.\",\"arguments\":{\"parameters\":"
                                + "{\"renew-timer\":2000,\"metadata\":{\"server-tags\":[\"all\"]}},\"count\":1,\"revision\":2}}");
        bench.ask("remote-global-parameter6-set", "{\"parameters\": {\"renew-timer\": 7}, \"server-tags\": [\"a\"]}");
        assertThat(bench.ask("remote-global-parameter6-get", wanted))
                .contains("{\"renew-timer\":7,\"metadata\":{\"server-tags\":[\"a\"]}}");
        assertThat(bench.ask("remote-global-parameter6-get-all", "{\"server-tags\": [\"a\"]}"))
                .startsWith("{\"result\":0,\"text\":\"DHCPv6 global parameters found.\"")
                .contains("\"renew-timer\":7", "\"count\":4")
                .doesNotContain("2000");
        assertThat(bench.ask("remote-global-parameter6-get-all", "{\"server-tags\": [\"all\"]}"))
                .contains("2000", "\"count\":4");
    }

    @Test
    void thoseOfAMapMayBeInIt() {
        assertThat(
                        bench.ask(
                                "remote-global-parameter6-set",
                                "{\"parameters\": {\"sanity-checks\": {\"lease-checks\": \"warn\"}}, \"server-tags\": [\"all\"]}"))
                .startsWith("{\"result\":0,")
                .contains("\"sanity-checks.lease-checks\":\"warn\"", "\"count\":1");
        assertThat(bench.ask(
                        "remote-global-parameter6-get",
                        "{\"parameters\": [\"sanity-checks.lease-checks\"], \"server-tags\": [\"all\"]}"))
                .contains("\"sanity-checks.lease-checks\":\"warn\"");
    }

    @Test
    void onlyTheOneOfTheServerIsDeleted() {
        bench.ask("remote-global-parameter6-set", "{\"parameters\": {\"renew-timer\": 7}, \"server-tags\": [\"all\"]}");
        String one = "{\"parameters\": [\"renew-timer\"], \"server-tags\": [\"%s\"]}";
        assertThat(bench.ask("remote-global-parameter6-del", one.formatted("a")))
                .startsWith("{\"result\":3,\"text\":\"0 DHCPv6 global parameter(s) deleted.\"");
        assertThat(bench.ask("remote-global-parameter6-del", one.formatted("all")))
                .startsWith("{\"result\":0,\"text\":\"1 DHCPv6 global parameter(s) deleted.\"");
        assertThat(bench.ask("remote-global-parameter6-get", one.formatted("all")))
                .startsWith("{\"result\":3,")
                .contains("\"count\":0");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"server-tag": "b"}                                  | ["all"]      | 'server-tag': it comes from the file alone
            {"renew-timr": 5}                                    | ["all"]      | 'renew-timr': no parameter has this name
            {"expired-leases-processing.hold": 5}                | ["all"]      | no parameter has this name
            {"renew-timer.x": 5}                                 | ["all"]      | no parameter has this name
            {"sanity-checks": {"lease-checks": {}}}              | ["all"]      | 'sanity-checks.lease-checks': a database has text, numbers and booleans only, not a map
            {"sanity-checks": {"lease-check": "warn"}}           | ["all"]      | 'sanity-checks.lease-check': no parameter has this name
            {"sanity-checks": {"lease-checks": "warn"}, "sanity-checks.lease-checks": "fix"} | ["all"] | is given twice
            {"sanity-checks": {}}                                | ["all"]      | 'parameters' must not be empty
            {"renew-timer": null}                                | ["all"]      | text, numbers and booleans only, not null
            {}                                                   | ["all"]      | 'parameters' must not be empty
            {"renew-timer": 5}                                   | ["all", "a"] | exactly one server tag, not 2
            {"renew-timer": 5}                                   | []           | must have exactly one server tag, not 0
            {"renew-timer": 5}                                   | [null]       | which is text, not null
            {"renew-timer": 5}                                   | ["any"]      | which is text, not 'any'
            {"renew-timer": 5}                                   | ["nobody"]   | there is no server nobody
            """)
    void whatIsRefused(String parameters, String tags, String why) {
        assertThat(bench.ask(
                        "remote-global-parameter6-set",
                        "{\"parameters\": " + parameters + ", \"server-tags\": " + tags + "}"))
                .startsWith("{\"result\":1,")
                .contains(why);
        assertThat(bench.targets.getFirst().notes).hasSize(1); // the server's
    }
}
