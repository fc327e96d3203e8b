package io.holdfast.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.config.SanityChecks.ExtendedInfoChecks;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** User contexts of leases of DHCPv6: what is left of them at each level, by the first letters of the levels. */
class ExtendedInfo6Tests {

    private static final String GOOD = "{'hop':0,'link':'2001:db8::1','peer':'fe80::1','remote-id':'0A0B'}";

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {'ISC':{'relay-info':[GOOD]}}                                   | NFSP
            {'a':1}                                                         | NFSP
            {'ISC':{'relay-info':[{'hop':0,'link':'2001:db8::1'}]}}         | NFS
            {'ISC':{'relay-info':[{'hop':0,'link':'2001:db8::1','peer':'::','more':1}]}} | NFS
            {'ISC':{'relay-info':[{'hop':0,'link':'10.0.0.1','peer':'::'}]}}| NF
            {'ISC':{'relay-info':[GOOD,{'link':'::','relay-id':'xy'}]}}     | NF
            {'ISC':{'relay-info':[{'options':'0xzz','link':'::'}]}}         | N
            {'ISC':{'relay-info':[]}}                                       | N
            {'ISC':{'relay-info':{}}}                                       | N
            {'ISC':{'relay-info':[7]}}                                      | N
            {'ISC':7}                                                       | N
            [7]                                                             | N
            """)
    void whatHasAFaultIsRemovedFromTheLevelThatLooksAtIt(String text, String kept) {
        String context = text.replace("GOOD", GOOD).replace('\'', '"');
        for (ExtendedInfoChecks level : ExtendedInfoChecks.values()) {
            ExtendedInfo.Checked checked = ExtendedInfo6.check(context, level);
            boolean isKept = kept.indexOf(level.name().charAt(0)) >= 0;
            assertThat(checked.context()).as("%s at %s", context, level).isEqualTo(isKept ? context : null);
            assertThat(checked.fault() == null).isEqualTo(isKept);
        }
    }

    @ParameterizedTest
    @CsvSource({"FIX", "STRICT", "PEDANTIC"})
    void theFormerListBecomesThePresentOne(ExtendedInfoChecks level) {
        String former = "{\"ISC\":{\"relays\":[{\"hop\":1,\"link\":\"2001:db8::1\",\"peer\":\"::\",\"options\":"
                + "\"0x00250002010200350003646464\"}]},\"mine\":1}";
        ExtendedInfo.Checked checked = ExtendedInfo6.check(former, level);
        assertThat(checked.fault()).isNull();
        assertThat(checked.context())
                .isNotNull()
                .satisfies(text -> assertThat(text.replace(" ", ""))
                        .contains("\"relay-info\":[", "\"remote-id\":\"0102\"", "\"relay-id\":\"646464\"", "\"mine\":1")
                        .doesNotContain("relays"));
    }
}
