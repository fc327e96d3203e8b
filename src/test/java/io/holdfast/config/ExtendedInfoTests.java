package io.holdfast.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.config.SanityChecks.ExtendedInfoChecks;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each level of extended-info-checks makes of a user context: a row per case, {@code =} for left as it is. */
class ExtendedInfoTests {

    private static final String UNCHANGED = "=";

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            # context                                          | none | fix          | strict       | pedantic
            {"a":1}                                            | =    | =            | =            | =
            {}                                                 | =    | -            | -            | -
            [1]                                                | =    | -            | -            | -
            no JSON at all                                     | =    | -            | -            | -
            {"ISC":{}}                                         | =    | -            | -            | -
            {"ISC":{},"a":1}                                   | =    | {"a":1}      | {"a":1}      | {"a":1}
            {"ISC":7,"a":1}                                    | =    | {"a":1}      | {"a":1}      | {"a":1}
            {"ISC":{"b":2}}                                    | =    | =            | =            | =
            {"ISC":{"relay-agent-info":7}}                     | =    | -            | -            | -
            {"ISC":{"relay-agent-info":null,"b":2}}            | =    | {"ISC":{"b":2}} | {"ISC":{"b":2}} | {"ISC":{"b":2}}
            {"ISC":{"relay-agent-info":"no digits"},"a":1}     | =    | {"a":1}      | {"a":1}      | {"a":1}
            {"ISC":{"relay-agent-info":{}}}                    | =    | =            | =            | =
            {"ISC":{"relay-agent-info":{"sub-options":"0x0C0101"}}}   | = | =        | =            | =
            {"ISC":{"relay-agent-info":{"sub-options":""}}}    | =    | =            | =            | =
            {"ISC":{"relay-agent-info":{"sub-options":"0xZZ"}}} | =   | =            | -            | -
            {"ISC":{"relay-agent-info":{"sub-options":1}}}     | =    | =            | -            | -
            {"ISC":{"relay-agent-info":{"relay-id":"0A"}}}     | =    | =            | =            | =
            {"ISC":{"relay-agent-info":{"relay-id":"0x0A"}}}   | =    | =            | -            | -
            {"ISC":{"relay-agent-info":{"relay-id":""}}}       | =    | =            | -            | -
            {"ISC":{"relay-agent-info":{"relay-id":10}}}       | =    | =            | -            | -
            {"ISC":{"relay-agent-info":{"remote-id":"0A"}}}    | =    | =            | =            | =
            {"ISC":{"relay-agent-info":{"remote-id":"0"}}}     | =    | =            | -            | -
            {"ISC":{"relay-agent-info":{"remote-id":""},"b":2}} | =   | =            | {"ISC":{"b":2}} | {"ISC":{"b":2}}
            {"ISC":{"relay-agent-info":{"remote-id":[]},"b":2}} | =   | =            | {"ISC":{"b":2}} | {"ISC":{"b":2}}
            {"ISC":{"relay-agent-info":{"comment":"x"}}}       | =    | =            | =            | =
            {"ISC":{"relay-agent-info":{"circuit":"x"}},"a":1} | =    | =            | =            | {"a":1}
            """)
    void eachLevelLeavesWhatItSays(String context, String none, String fix, String strict, String pedantic) {
        check(context, ExtendedInfoChecks.NONE, none);
        check(context, ExtendedInfoChecks.FIX, fix);
        check(context, ExtendedInfoChecks.STRICT, strict);
        check(context, ExtendedInfoChecks.PEDANTIC, pedantic);
    }

    private static void check(String context, ExtendedInfoChecks level, String expected) {
        assertThat(ExtendedInfo.check(context, level).context())
                .as("%s by %s", context, level)
                .isEqualTo(expected.equals(UNCHANGED) ? context : expected.equals("-") ? null : expected);
    }

    /** The form before Kea 2.1.6: option 82 as digits. Sub-option 2 is the remote id, 12 the relay id. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            0x02030A0B0C0C0101  | {"relay-id":"01","remote-id":"0A0B0C","sub-options":"0x02030A0B0C0C0101"}
            02:03:0a:0b:0c      | {"remote-id":"0A0B0C","sub-options":"02:03:0a:0b:0c"}
            02 03 0a 0b 0c      | {"remote-id":"0A0B0C","sub-options":"02 03 0a 0b 0c"}
            0x0104AABBCCDD      | {"sub-options":"0x0104AABBCCDD"}
            0x0202AABB0C        | {"remote-id":"AABB","sub-options":"0x0202AABB0C"}
            0x0209AABB          | {"sub-options":"0x0209AABB"}
            0x0200              | {"sub-options":"0x0200"}
            2010A               | {"remote-id":"0A","sub-options":"2010A"}
            ``                  | {"sub-options":""}
            """)
    void theFormerFormBecomesTheNewOne(String former, String now) {
        for (ExtendedInfoChecks level : ExtendedInfoChecks.values()) {
            String context = "{\"ISC\":{\"relay-agent-info\":\"" + former + "\"},\"a\":[1,true]}";
            ExtendedInfo.Checked checked = ExtendedInfo.check(context, level);
            assertThat(checked.fault()).isNull();
            assertThat(checked.context())
                    .as("%s by %s", former, level)
                    .isEqualTo(
                            level == ExtendedInfoChecks.NONE
                                    ? context
                                    : "{\"ISC\":{\"relay-agent-info\":" + now + "},\"a\":[1,true]}");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            [1]                                            | the user context is not a map
            {"ISC":7}                                      | its ISC is not a map
            {"ISC":{"relay-agent-info":7}}                 | its relay-agent-info is neither a map nor text
            {"ISC":{"relay-agent-info":"0g"}}              | its relay-agent-info '0g' is not hexadecimal
            {"ISC":{"relay-agent-info":{"sub-options":1}}} | its sub-options is not text
            {"ISC":{"relay-agent-info":{"relay-id":""}}}   | its relay-id is empty
            {"ISC":{"relay-agent-info":{"remote-id":"q"}}} | its remote-id 'q' is not hexadecimal
            {"ISC":{"relay-agent-info":{"circuit":1}}}     | its relay-agent-info has an entry 'circuit'
            """)
    void whatIsRemovedIsNamed(String context, String fault) {
        assertThat(ExtendedInfo.check(context, ExtendedInfoChecks.PEDANTIC).fault())
                .isEqualTo(fault);
    }
}
