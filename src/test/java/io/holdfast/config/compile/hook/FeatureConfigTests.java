package io.holdfast.config.compile.hook;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.address.Protocol;
import io.holdfast.classify.ClassNames;
import io.holdfast.classify.expression.Expression;
import io.holdfast.config.Features;
import io.holdfast.config.FlexId;
import io.holdfast.config.FlexOption;
import io.holdfast.config.Limits;
import io.holdfast.config.PingCheck;
import io.holdfast.config.compile.keyword.ClassLists;
import io.holdfast.config.compile.keyword.GlobalKeywords;
import io.holdfast.config.compile.keyword.KeywordCheck;
import io.holdfast.config.compile.keyword.Problems;
import io.holdfast.config.compile.keyword.ProtocolTerms;
import io.holdfast.config.compile.keyword.Section;
import io.holdfast.config.compile.network.KnownSubnets;
import io.holdfast.config.compile.network.LinkCompiler;
import io.holdfast.config.compile.option.OptionCompiler;
import io.holdfast.config.json.ConfigException;
import io.holdfast.config.json.ConfigProblem;
import io.holdfast.config.json.JsonNode;
import io.holdfast.config.json.JsonReader;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code hooks-libraries} switches on, and its parameters. */
class FeatureConfigTests {

    private final Problems problems = new Problems();
    private final ClassNames names = new ClassNames();

    /** Compiled past the check for what is not built yet. */
    private Features features(Protocol protocol, HookLibrary library, String parameters, String members)
            throws ConfigException {
        boolean four = protocol == Protocol.DHCP4;
        Section global =
                new Section(map("{" + members + "}"), four ? GlobalKeywords.GLOBAL : GlobalKeywords.GLOBAL_6, "D");
        ClassLists classes = new ClassLists(names, problems);
        OptionCompiler options =
                new OptionCompiler(protocol, ProtocolTerms.standardOptions(protocol), classes, problems);
        LinkCompiler links = new LinkCompiler(protocol, global, options, classes, KnownSubnets.NONE, problems);
        Section section = new Section(map(parameters), library.parameters(), "p");
        new KeywordCheck(problems).map(section.dict(), library.parameters(), "p");
        return new FeatureCompiler(protocol, Map.of(library, section), problems)
                .compile(
                        global,
                        ProtocolTerms.standardOptions(protocol),
                        classes,
                        four ? links.compile4().placed() : links.compile6().placed());
    }

    private Features features4(HookLibrary library, String parameters) throws ConfigException {
        return features(Protocol.DHCP4, library, parameters, "");
    }

    private static JsonNode.Dict map(String text) throws ConfigException {
        return (JsonNode.Dict) JsonReader.parse(text, "t").root();
    }

    private List<String> errors() {
        return problems.errors().stream().map(ConfigProblem::toString).toList();
    }

    @Test
    void anIdentifierIsMadeByAnExpression() throws ConfigException {
        String parameters = "{\"identifier-expression\": \"'a'\", \"replace-client-id\": true, \"ignore-iaid\": true}";
        assertThat(features4(HookLibrary.FLEX_ID, parameters).flexId())
                .isEqualTo(new FlexId(new Expression.Literal("a"), true, false));
        assertThat(features(Protocol.DHCP6, HookLibrary.FLEX_ID, parameters, "").flexId())
                .isEqualTo(new FlexId(new Expression.Literal("a"), true, true));
        assertThat(features4(HookLibrary.FLEX_ID, "{\"identifier-expression\": \"\"}")
                        .flexId())
                .isNull();
        assertThat(errors()).isEmpty();
    }

    @Test
    void optionsAreChangedByExpressions() throws ConfigException {
        List<FlexOption> options = features4(HookLibrary.FLEX_OPTION, """
                {"options": [
                  {"code": 67, "add": "'x'", "client-class": "c"},
                  {"name": "domain-name-servers", "supersede": "'10.0.0.1'", "csv-format": true},
                  {"code": 15, "remove": "member('c')"},
                  {"code": 43, "sub-options": [{"code": 1, "add": "'foobar'"}, {"code": 2, "remove": "option[1].exists", "container-remove": false}]},
                  {"code": 125, "sub-options": [{"space": "vendor-4491", "code": 2, "add": "'1'", "container-add": false}]}]}""").flexOptions();
        assertThat(errors()).isEmpty();
        assertThat(options)
                .extracting(option -> option.code() + " " + option.action() + " " + option.expression())
                .containsExactly(
                        "67 ADD " + new Expression.Literal("x"),
                        "6 SUPERSEDE " + new Expression.Literal("10.0.0.1"),
                        "15 REMOVE "
                                + new Expression.Member(
                                        Objects.requireNonNull(options.get(0).clientClass())),
                        "43 SUB_OPTIONS null",
                        "125 SUB_OPTIONS null");
        assertThat(options.get(0).clientClass()).isEqualTo(names.find("c"));
        assertThat(options.get(0).definition()).isNull();
        assertThat(Objects.requireNonNull(options.get(1).definition()).name()).isEqualTo("domain-name-servers");
        assertThat(options.get(3).subOptions())
                .extracting(sub -> sub.space() + " " + sub.code() + " " + sub.container() + " " + sub.vendorId())
                .containsExactly(
                        "vendor-encapsulated-options-space 1 true 0", "vendor-encapsulated-options-space 2 false 0");
        assertThat(options.get(4).subOptions())
                .extracting(sub -> sub.space() + " " + sub.code() + " " + sub.container() + " " + sub.vendorId())
                .containsExactly("vendor-4491 2 false 4491");
    }

    @Test
    void addressesArePingedAsTheSubnetSaysOrElseAsTheParametersSay() throws ConfigException {
        PingCheck check = features(
                        Protocol.DHCP4,
                        HookLibrary.PING_CHECK,
                        "{\"min-ping-requests\": 3, \"ping-channel-threads\": 2}",
                        """
                        "subnet4": [{"id": 1, "subnet": "10.0.0.0/8"}, {"id": 2, "subnet": "11.0.0.0/8",
                          "user-context": {"ping-check": {"enable-ping-check": false, "reply-timeout": 5}}}]""")
                .pingCheck();
        assertThat(errors()).isEmpty();
        assertThat(check).isNotNull();
        assertThat(check.threads()).isEqualTo(2);
        assertThat(check.of(1)).isEqualTo(new PingCheck.Terms(true, 3, 100, 60));
        assertThat(check.of(2)).isEqualTo(new PingCheck.Terms(false, 1, 5, 60));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            1 packet per second          | 1 1
            4294967295 packets per year  | 4294967295 31536000
            0 packets per month          | 0 2592000
            2 packets per week           | 2 604800
            """)
    void aRateIsSoManyPacketsInATime(String text, String packetsAndSeconds) {
        assertThat(LimitCompiler.rate(text))
                .extracting(rate -> rate.packets() + " " + rate.seconds())
                .isEqualTo(packetsAndSeconds);
    }

    @ParameterizedTest
    @CsvSource({"'4294967296 packets per second'", "'x packets per day'", "'1 packets per decade'", "'1 packet'", "''"})
    void whatIsNoRateIsNone(String text) {
        assertThat(LimitCompiler.rate(text)).isNull();
    }

    @Test
    void limitsAreOfClassesAndSubnets() throws ConfigException {
        Limits limits = new LimitCompiler(Protocol.DHCP6, problems)
                .compile(
                        new Section(map("""
                                {"client-classes": [{"name": "c", "user-context": {"limits": {"rate-limit": "4 packets per minute"}}},
                                   {"name": "free"}]}"""), GlobalKeywords.GLOBAL_6, "D"),
                        new ClassLists(names, problems),
                        List.of());
        assertThat(errors()).isEmpty();
        assertThat(limits.ofClasses())
                .isEqualTo(Map.of(
                        Objects.requireNonNull(names.find("c")), new Limits.Limit(null, null, new Limits.Rate(4, 60))));
        assertThat(limits.ofSubnets()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            DHCP4 | 4 | 10.%d.0.0/24
            DHCP6 | 6 | 2001:db8:%d::/64
            """)
    void limitsOfSubnetsStandInThemselves(Protocol protocol, int version, String subnet) throws ConfigException {
        String limited = "{\"id\": %d, \"subnet\": \"%s\", \"user-context\": {\"note\": 1, \"limits\": {%s}}}";
        Limits limits = features(
                        protocol,
                        HookLibrary.LIMITS,
                        "{}",
                        "\"subnet%1$d\": [%2$s, %3$s], \"shared-networks\": [{\"name\": \"n\", \"user-context\": {\"limits\": {}}, \"subnet%1$d\": [%4$s]}]"
                                .formatted(
                                        version,
                                        limited.formatted(7, subnet.formatted(7), "\"address-limit\": 5"),
                                        "{\"id\": 8, \"subnet\": \"" + subnet.formatted(8) + "\"}",
                                        limited.formatted(
                                                9, subnet.formatted(9), "\"rate-limit\": \"1 packet per hour\"")))
                .limits();
        assertThat(errors()).isEmpty();
        assertThat(Objects.requireNonNull(limits).ofSubnets())
                .isEqualTo(Map.of(
                        7,
                        new Limits.Limit(5L, null, null),
                        9,
                        new Limits.Limit(null, null, new Limits.Rate(1, 3600))));
        assertThat(limits.ofClasses()).isEmpty();
    }

    @Test
    void aLimitOfPrefixesIsForDhcp6() throws ConfigException {
        String members =
                "\"subnet%d\": [{\"id\": 7, \"subnet\": \"%s\", \"user-context\": {\"limits\": {\"prefix-limit\": 2}}}]";
        Limits six = features(Protocol.DHCP6, HookLibrary.LIMITS, "{}", members.formatted(6, "2001:db8::/64"))
                .limits();
        assertThat(Objects.requireNonNull(six).ofSubnets()).isEqualTo(Map.of(7, new Limits.Limit(null, 2L, null)));
        assertThat(problems.warnings()).isEmpty();
        features(Protocol.DHCP4, HookLibrary.LIMITS, "{}", members.formatted(4, "10.0.0.0/24"));
        assertThat(problems.warnings())
                .extracting(ConfigProblem::toString)
                .singleElement()
                .asString()
                .contains("D.subnet4[0].user-context.limits.prefix-limit: changes nothing: DHCPv4 has no prefixes");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "rate-limit":"x"      | D.subnet6[0].user-context.limits.rate-limit: 'x' is not written as '4 packets per minute'
            "address-limit":-1    | D.subnet6[0].user-context.limits.address-limit: -1 is not from 0 to 4294967295
            "leases":7            | D.subnet6[0].user-context.limits: unknown keyword 'leases'
            """)
    void whatIsWrongWithALimitOfASubnetIsToldWithItsPlace(String limit, String expected) throws ConfigException {
        features(
                Protocol.DHCP6,
                HookLibrary.LIMITS,
                "{}",
                "\"subnet6\": [{\"id\": 7, \"subnet\": \"2001:db8::/64\", \"user-context\": {\"limits\": {" + limit
                        + "}}}]");
        assertThat(errors()).singleElement().asString().contains(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "rate-limit":"5 per day"        | t:1:72: D.client-classes[0].user-context.limits.rate-limit: '5 per day' is not written as '4 packets per minute'; the number is from 0 to 4294967295, the time is a second, minute, hour, day, week, month or year
            "address-limit":-1              | t:1:75: D.client-classes[0].user-context.limits.address-limit: -1 is not from 0 to 4294967295
            "address-limit":4294967296      | t:1:75: D.client-classes[0].user-context.limits.address-limit: 4294967296 is not from 0 to 4294967295
            "address-limit":"7"             | t:1:75: D.client-classes[0].user-context.limits.address-limit: must be an integer, not text
            "adress-limit":7                | t:1:59: D.client-classes[0].user-context.limits: unknown keyword 'adress-limit'; similar ones known here: address-limit, prefix-limit, rate-limit
            """)
    void whatIsWrongWithALimitIsToldWithItsPlace(String limit, String expected) throws ConfigException {
        features(
                Protocol.DHCP4,
                HookLibrary.LIMITS,
                "{}",
                "\"client-classes\": [{\"name\":\"c\",\"user-context\":{\"limits\":{" + limit + "}}}]");
        assertThat(errors()).containsExactly(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            LIMITS | {"x":1} | t:1:2: p: unknown keyword 'x'; none is known here
            FLEX_ID | {} | t:1:1: p: needs 'identifier-expression'
            FLEX_ID | {"identifier-expression":1} | t:1:26: p.identifier-expression: must be text, not an integer
            FLEX_ID | {"identifier-expression":"'a'","x":1} | t:1:32: p: unknown keyword 'x'; similar ones known here: ignore-iaid, replace-client-id, identifier-expression
            FLEX_ID | {"identifier-expression":"option[1].exists"} | t:1:26: p.identifier-expression: at character 1: the whole expression must be a text, but is true or false; ifelse(..., 'yes', 'no') makes a text of it
            FLEX_OPTION | {"options":[{"code":1,"remove":"'a'"}]} | t:1:32: p.options[0].remove: at character 1: the whole expression must be true or false, but is a text; compare it with ==
            FLEX_OPTION | {} | t:1:1: p: needs 'options'
            FLEX_OPTION | {"options":[{"add":"'x'"}]} | t:1:13: p.options[0]: needs 'name' or 'code'
            FLEX_OPTION | {"options":[{"code":0,"add":"'x'"}]} | t:1:21: p.options[0].code: 0 is reserved (pad and end)
            FLEX_OPTION | {"options":[{"code":256,"add":"'x'"}]} | t:1:21: p.options[0].code: 256 is not from 0 to 255
            FLEX_OPTION | {"options":[{"code":1}]} | t:1:13: p.options[0]: needs exactly one of add, supersede, remove
            FLEX_OPTION | {"options":[{"code":1,"add":"'x'","remove":"true"}]} | t:1:13: p.options[0]: needs exactly one of add, supersede, remove
            FLEX_OPTION | {"options":[{"code":1,"add":""}]} | t:1:29: p.options[0].add: needs an expression
            FLEX_OPTION | {"options":[{"name":"nix","add":"'x'"}]} | t:1:21: p.options[0].name: no option 'nix' is defined in the space 'dhcp4'
            FLEX_OPTION | {"options":[{"name":"routers","code":4,"add":"'x'"}]} | t:1:38: p.options[0].code: 'routers' is option 3 of the space 'dhcp4', not 4
            FLEX_OPTION | {"options":[{"code":224,"add":"'x'","csv-format":true}]} | t:1:50: p.options[0].csv-format: true needs an option that is defined; option 224 is not in the space 'dhcp4'
            FLEX_OPTION | {"options":[{"code":43,"add":"'x'","sub-options":[]}]} | t:1:30: p.options[0].add: 'sub-options' and 'add' exclude each other
            FLEX_OPTION | {"options":[{"code":3,"sub-options":[{"code":1,"add":"'x'"}]}]} | t:1:38: p.options[0].sub-options[0]: needs 'space': option 3 encapsulates none
            PING_CHECK | {"min-ping-requests":0} | t:1:22: p.min-ping-requests: 0 is not from 1 to 2147483647
            """)
    void whatIsWrongIsToldWithItsPlace(HookLibrary library, String parameters, String expected) throws ConfigException {
        features4(library, parameters);
        assertThat(errors()).containsExactly(expected);
    }
}
