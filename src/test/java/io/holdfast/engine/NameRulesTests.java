package io.holdfast.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.address.Ipv4Address;
import io.holdfast.address.Ipv6Address;
import io.holdfast.config.NamePolicy;
import io.holdfast.config.NamePolicy.Replace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class NameRulesTests {

    private static NameRules rules(Replace replace, String suffix, String charSet, String replacement) {
        return new NameRules(new NamePolicy(true, false, false, replace, "myhost", suffix, charSet, replacement));
    }

    private static NameRules suffix(String suffix) {
        return rules(Replace.NEVER, suffix, "[^A-Za-z0-9.-]", "");
    }

    @ParameterizedTest
    @CsvSource({
        "example.com, foo, true, foo.example.com.",
        "example.com., foo, true, foo.example.com.",
        "example.com., Foo, false, foo.example.com",
        "example.com, foo.example.com, false, foo.example.com",
        "example.com, foo.barexample.com, false, foo.barexample.com.example.com",
        "example.com, example.com, false, example.com",
        "example.com, foo., true, foo.",
        "example.com, foo., false, foo",
        "'', foo, true, foo.",
        "'', foo, false, foo",
    })
    void aPartialNameIsCompleted(String suffix, String partial, boolean dot, String expected) {
        assertThat(suffix(suffix).qualified(partial, dot)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "Foo, foo.example.com.",
        "foo.bar, foo.bar.example.com.",
        "foo.Other.org., foo.other.org.",
        "f o_o!, foo.example.com.",
        "'', ''",
    })
    void ofADomainName(String said, String expected) {
        assertThat(suffix("example.com").ofDomainName(said)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"_", "_.", "a._.b."})
    void aDomainNameOfWhichNothingIsLeftOrWhichLosesALabelIsNone(String said) {
        assertThat(suffix("").ofDomainName(said)).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "Foo, foo.example.com",
        "foo., foo",
        "foo.Bar, foo.bar",
        "foo.bar., foo.bar.",
        "f o_o, foo.example.com",
        "., ''",
    })
    void ofAHostName(String said, String expected) {
        assertThat(suffix("example.com").ofHostName(said)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"''", "a..b", ".a", "__", "0123456789012345678901234567890123456789012345678901234567890123"})
    void whatIsNoHostNameIsIgnored(String said) {
        assertThat(suffix("").ofHostName(said)).isNull();
    }

    /** The expression need not spare the dots of a domain name; in a host name it changes them. */
    @Test
    void unwantedCharactersAreReplacedLabelByLabelInDomainNamesOnly() {
        NameRules rules = rules(Replace.NEVER, "", "[^a-z]", "x");
        assertThat(rules.ofDomainName("a1.b2.")).isEqualTo("ax.bx.");
        assertThat(rules.ofHostName("a1.b2")).isEqualTo("axxbx");
    }

    @Test
    void theReplacementIsTakenAsItIs() {
        assertThat(rules(Replace.NEVER, "", "_", "$1").ofHostName("a_b")).isEqualTo("a$1b");
    }

    @Test
    void withoutASetNothingIsReplaced() {
        assertThat(rules(Replace.NEVER, "", "", "x").ofHostName("a_b")).isEqualTo("a_b");
    }

    @ParameterizedTest
    @EnumSource(Replace.class)
    void whoseNamesAreReplaced(Replace mode) {
        NameRules rules = rules(mode, "", "", "");
        boolean given = mode == Replace.ALWAYS || mode == Replace.WHEN_PRESENT;
        assertThat(rules.ofDomainName("foo.")).isEqualTo(given ? "" : "foo.");
        assertThat(rules.ofHostName("foo")).isEqualTo(given ? "" : "foo");
        assertThat(rules.suppliesMissing()).isEqualTo(mode == Replace.ALWAYS || mode == Replace.WHEN_NOT_PRESENT);
    }

    @Test
    void namesAreMadeFromAddresses() {
        NameRules rules = suffix("Example.com");
        assertThat(rules.made(Ipv4Address.parse("10.0.0.7"), false)).isEqualTo("myhost-10-0-0-7.example.com");
        assertThat(rules.made(Ipv6Address.parse("2001:db8::7"), true)).isEqualTo("myhost-2001-db8--7.example.com.");
        assertThat(rules.made(Ipv6Address.parse("2001:db8::"), true))
                .as("no label ends with a hyphen")
                .isEqualTo("myhost-2001-db8--0.example.com.");
    }

    @Test
    void whatIsNotPrintableIsShownByItsNumber() {
        assertThat(HostNames.shown("a b\u00e9\\c\u0000.")).isEqualTo("a\\032b\\233\\\\c\\000.");
    }

    /** A column of 255 characters has to hold it, whatever a client calls itself and whatever is put behind that. */
    @Test
    void whatLeasesKeepOfANameFitsTheirColumn() {
        assertThat(HostNames.shown("\u0001".repeat(100))).hasSize(252).endsWith("\\001");
        assertThat(HostNames.shown(suffix("example.com").qualified("a".repeat(250), false)))
                .hasSize(255);
        assertThat(HostNames.shown("a".repeat(255))).hasSize(255);
    }

    /** A reservation's name may be anything; a length beyond 63 would be a pointer for the client. */
    @Test
    void labelsAreNeverLongerThanLabelsCanBe() {
        byte[] labels = HostNames.toLabels("a".repeat(70) + "..b.");
        assertThat(labels).hasSize(1 + 63 + 2 + 1).startsWith(63, 'a').endsWith('a', 1, 'b', 0);
    }
}
