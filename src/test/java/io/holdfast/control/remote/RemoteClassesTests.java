package io.holdfast.control.remote;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.address.Protocol;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RemoteClassesTests {

    private final RemoteBench bench = RemoteBench.of(Protocol.DHCP4);

    private String set(String members, String beside) {
        return bench.ask(
                "remote-class4-set",
                "{\"client-classes\": [{" + members + "}], \"server-tags\": [\"all\"]" + beside + "}");
    }

    private String names() {
        return bench.ask("remote-class4-get-all", "{\"server-tags\": [\"all\"]}")
                .replaceAll(".*?(?:\"name\":\"(\\w)\"|$)", "$1");
    }

    @Test
    void classesStandInTheOrderThatIsAskedFor() {
        assertThat(set("\"name\": \"a\"", ""))
                .isEqualTo("{\"result\":0,\"text\":\"DHCPv4 client class successfully set.\",\"arguments\":"
                        + "{\"client-classes\":[{\"name\":\"a\"}],\"revision\":1}}");
        set("\"name\": \"b\"", ", \"follow-class-name\": null");
        set("\"name\": \"c\", \"test\": \"member('a') and member('KNOWN')\"", ", \"follow-class-name\": \"a\"");
        assertThat(names()).isEqualTo("acb");
        set("\"name\": \"a\", \"follow-class-name\": \"b\"", "");
        assertThat(names()).isEqualTo("cba");
        set("\"name\": \"b\"", "");
        assertThat(names()).isEqualTo("cba");
    }

    @ParameterizedTest
    @CsvSource({"client-class", "client-classes"})
    void bothNamesOfTheListAreKnown(String list) {
        assertThat(bench.ask(
                        "remote-class4-set", "{\"" + list + "\": [{\"name\": \"a\"}], \"server-tags\": [\"all\"]}"))
                .startsWith("{\"result\":0");
        assertThat(bench.ask("remote-class4-get", "{\"" + list + "\": [{\"name\": \"a\"}]}"))
                .contains("DHCPv4 client class 'a' found.")
                .contains(
                        "\"client-classes\":[{\"name\":\"a\",\"only-in-additional-list\":false,\"metadata\":{\"server-tags\":[\"all\"]}}],\"count\":1");
        assertThat(bench.ask("remote-class4-del", "{\"" + list + "\": [{\"name\": \"a\"}]}"))
                .contains("1 DHCPv4 client class(es) deleted.");
        assertThat(bench.ask("remote-class4-get", "{\"" + list + "\": [{\"name\": \"a\"}]}"))
                .startsWith("{\"result\":3,");
    }

    @Test
    void optionsAreByTheDefinitionsBesideThem() {
        assertThat(set(
                        "\"name\": \"a\", \"only-if-required\": true,"
                                + " \"option-def\": [{\"name\": \"file\", \"code\": 224, \"type\": \"string\"}],"
                                + " \"option-data\": [{\"name\": \"file\", \"data\": \"1APC\"}]",
                        ""))
                .startsWith("{\"result\":0");
        assertThat(bench.ask("remote-class4-get", "{\"client-classes\": [{\"name\": \"a\"}]}"))
                .contains("\"only-in-additional-list\":true")
                .contains("\"option-data\":[{\"name\":\"file\",\"data\":\"1APC\",\"code\":224,\"space\":\"dhcp4\"");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "test": "member('a')"                              |                               | must have a 'name'
            "name": "x", "test": "member('y')"                 |                               | class x needs y
            "name": "x"                                        | , "follow-class-name": "y"    | there is no class y
            "name": "x"                                        | , "follow-class-name": 5      | must be the name of a class or null
            "name": "x", "follow-class-name": "y"              | , "follow-class-name": "y"    | is given twice
            "name": "x"                                        | , "client-class": []          | mean the same
            "name": "x", "template-test": "substring(option[61].hex,0,3)" |                    | template-test: a configuration database has no place for it
            """)
    void whatIsRefused(String members, String beside, String why) {
        assertThat(set(members, beside == null ? "" : beside))
                .startsWith("{\"result\":1,")
                .contains(why);
        assertThat(bench.targets.getFirst().notes).isEmpty();
    }
}
