package io.holdfast.control.remote;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.address.Protocol;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Option definitions and global options. */
class RemoteOptionsTests {

    private final RemoteBench bench = RemoteBench.of(Protocol.DHCP4);

    @BeforeEach
    void aServer() {
        bench.ask("remote-server4-set", "{\"servers\": [{\"server-tag\": \"a\"}]}");
    }

    private String set(String option, String tag) {
        return bench.ask(
                "remote-option4-global-set", "{\"options\": [" + option + "], \"server-tags\": [\"" + tag + "\"]}");
    }

    private String define(String tag) {
        return bench.ask(
                "remote-option-def4-set",
                "{\"option-defs\": [{\"name\": \"foo\", \"code\": 222, \"type\": \"record\", \"array\": false,"
                        + " \"record-types\": \"uint8,string\", \"encapsulate\": \"\"}], \"server-tags\": [\"" + tag
                        + "\"]}");
    }

    @Test
    void anOptionIsKnownByItsNameAndToldWithIt() {
        assertThat(set("{\"name\": \"routers\", \"data\": \"10.0.0.1\"}", "all"))
                .isEqualTo("{\"result\":0,\"text\":\"DHCPv4 option successfully set.\",\"arguments\":{\"options\":"
                        + "[{\"code\":3,\"space\":\"dhcp4\"}],\"revision\":2}}");
        assertThat(bench.ask("remote-option4-global-get", "{\"options\": [{\"code\": 3}], \"server-tags\": [\"a\"]}"))
                .isEqualTo("{\"result\":0,\"text\":\"DHCPv4 option is found.\",\"arguments\":{\"options\":["
                        + "{\"name\":\"routers\",\"data\":\"10.0.0.1\",\"code\":3,\"space\":\"dhcp4\","
                        + "\"always-send\":false,\"never-send\":false,\"csv-format\":true,"
                        + "\"metadata\":{\"server-tags\":[\"all\"]}}],\"count\":1,\"revision\":2}}");
        set("{\"name\": \"routers\", \"data\": \"10.0.0.2\"}", "a");
        assertThat(bench.ask("remote-option4-global-get-all", "{\"server-tags\": [\"a\"]}"))
                .contains("1 DHCPv4 option(s) found.", "10.0.0.2")
                .doesNotContain("10.0.0.1");
    }

    @Test
    void optionsForClassesStandBesideThatForAll() {
        set("{\"code\": 3, \"data\": \"10.0.0.1\"}", "all");
        assertThat(set("{\"code\": 3, \"data\": \"10.0.0.2\", \"client-classes\": [\"x\"]}", "all"))
                .contains("[{\"code\":3,\"space\":\"dhcp4\",\"client-classes\":[\"x\"]}]");
        assertThat(bench.ask("remote-option4-global-get-all", "{\"server-tags\": [\"all\"]}"))
                .contains("\"count\":2");
        assertThat(bench.ask(
                        "remote-option4-global-del",
                        "{\"options\": [{\"code\": 3, \"space\": \"dhcp4\", \"client-classes\": [\"x\"]}],"
                                + " \"server-tags\": [\"all\"]}"))
                .startsWith("{\"result\":0,\"text\":\"1 DHCPv4 option(s) deleted.\"");
        assertThat(bench.ask("remote-option4-global-get-all", "{\"server-tags\": [\"all\"]}"))
                .contains("\"count\":1", "10.0.0.1");
        assertThat(bench.ask("remote-option4-global-del", "{\"options\": [{\"code\": 3}], \"server-tags\": [\"a\"]}"))
                .startsWith("{\"result\":3,\"text\":\"0 DHCPv4 option(s) deleted.\"");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"data": "1"}                                      | needs 'code' or 'name'
            {"name": "routers", "code": 6, "data": "10.0.0.1"} | 'routers' is not the name of option 6
            {"code": 300, "data": "01"}                        | 300 is not from 0 to 255
            {"code": 6, "daten": "01"}                         | unknown keyword 'daten'
            """)
    void whatIsRefused(String option, String why) {
        assertThat(set(option, "all")).startsWith("{\"result\":1,").contains(why);
    }

    @Test
    void aDefinitionIsToldAsADatabaseHasIt() {
        assertThat(define("a"))
                .isEqualTo("{\"result\":0,\"text\":\"DHCPv4 option definition successfully set.\",\"arguments\":"
                        + "{\"option-defs\":[{\"code\":222,\"space\":\"dhcp4\"}],\"revision\":2}}");
        assertThat(bench.ask(
                        "remote-option-def4-get", "{\"option-defs\": [{\"code\": 222}], \"server-tags\": [\"a\"]}"))
                .contains("{\"name\":\"foo\",\"code\":222,\"type\":\"record\",\"array\":false,"
                        + "\"record-types\":\"uint8, string\",\"space\":\"dhcp4\","
                        + "\"metadata\":{\"server-tags\":[\"a\"]}}")
                .contains("DHCPv4 option definition found.");
        assertThat(bench.ask("remote-option-def4-get-all", "{\"server-tags\": [\"all\"]}"))
                .startsWith("{\"result\":3,\"text\":\"0 DHCPv4 option definition(s) found.\"");
        assertThat(bench.ask(
                        "remote-option-def4-set",
                        "{\"option-defs\": [{\"name\": \"x\", \"code\": 7}], \"server-tags\": [\"a\"]}"))
                .contains("must have 'type'");
    }

    @Test
    void aDefinitionInUseIsDeletedByForceOnly() {
        define("all");
        set("{\"code\": 222, \"csv-format\": true, \"data\": \"1, x\"}", "a");
        String delete = "{\"option-defs\": [{\"code\": 222, \"space\": \"dhcp4\"%s}], \"server-tags\": [\"all\"]}";
        assertThat(bench.ask("remote-option-def4-del", delete.formatted("")))
                .startsWith("{\"result\":1,")
                .contains("is used by a global option");
        assertThat(bench.ask("remote-option-def4-del", delete.formatted(", \"force\": true")))
                .startsWith("{\"result\":0,\"text\":\"1 DHCPv4 option definition(s) deleted.\"");
        assertThat(bench.ask("remote-option-def4-del", delete.formatted(""))).startsWith("{\"result\":3,");
    }

    @Test
    void aDefinitionThatAPoolsOptionNeeds() {
        define("all");
        bench.ask(
                "remote-subnet4-set",
                "{\"subnets\": [{\"id\": 9, \"subnet\": \"10.0.0.0/8\", \"shared-network-name\": null, \"pools\":"
                        + " [{\"pool\": \"10.0.0.1-10.0.0.2\", \"option-data\": [{\"code\": 222, \"csv-format\": true,"
                        + " \"data\": \"1, x\"}]}]}], \"server-tags\": [\"a\"]}");
        assertThat(bench.ask(
                        "remote-option-def4-del", "{\"option-defs\": [{\"code\": 222}], \"server-tags\": [\"all\"]}"))
                .contains("is used by subnet 9");
    }
}
