package io.holdfast.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Ipv6AddressTests {

    @ParameterizedTest
    @CsvSource({
        "::, ::",
        "::1, ::1",
        "1::, 1::",
        "2001:DB8::0001, 2001:db8::1",
        "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1", // the first of two runs, RFC 5952 §4.2.3
        "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1", // one group is not shortened, §4.2.2
        "2001:0:0:1:0:0:0:1, 2001:0:0:1::1",
        "1:2:3:4:5:6:7:8, 1:2:3:4:5:6:7:8",
        "1:2:3:4:5:6::, 1:2:3:4:5:6::",
        "::ffff:192.0.2.1, ::ffff:c000:201",
        "fe80::ffff:ffff:ffff:ffff, fe80::ffff:ffff:ffff:ffff"
    })
    void readsEveryFormAndWritesTheCanonicalOne(String text, String canonical) {
        Ipv6Address address = Ipv6Address.parse(text);

        assertThat(address).hasToString(canonical);
        assertThat(Ipv6Address.parse(canonical)).isEqualTo(address);
        assertThat(Ipv6Address.of(address.toBytes())).isEqualTo(address);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1.2.3.4", "fe80::1%eth0", "[::1]", "1:2:3", "::g", "localhost", "1::2::3"})
    void refusesOtherText(String text) {
        assertThatThrownBy(() -> Ipv6Address.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("not an IPv6 address: '" + text + "'");
    }

    @Test
    void areOrderedAsUnsignedNumbers() {
        assertThat(Ipv6Address.parse("8000::")).isGreaterThan(Ipv6Address.parse("7fff::"));
        assertThat(Ipv6Address.parse("::8000:0:0:0")).isGreaterThan(Ipv6Address.parse("::7fff:0:0:0"));
    }
}
