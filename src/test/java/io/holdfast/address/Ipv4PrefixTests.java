package io.holdfast.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Ipv4PrefixTests {

    @ParameterizedTest
    @CsvSource({
        "0.0.0.0/0, 0.0.0.0, 0.0.0.0, 255.255.255.255, 4294967296",
        "10.0.0.0/8, 255.0.0.0, 10.0.0.0, 10.255.255.255, 16777216",
        "192.0.2.128/25, 255.255.255.128, 192.0.2.128, 192.0.2.255, 128",
        "192.0.2.4/31, 255.255.255.254, 192.0.2.4, 192.0.2.5, 2",
        "192.0.2.5/32, 255.255.255.255, 192.0.2.5, 192.0.2.5, 1"
    })
    void hasMaskAndRange(String text, String mask, String first, String last, long size) {
        Ipv4Prefix prefix = Ipv4Prefix.parse(text);

        assertThat(prefix).hasToString(text);
        assertThat(prefix.mask()).hasToString(mask);
        assertThat(prefix.range()).hasToString(first + "-" + last);
        assertThat(prefix.range().size()).isEqualTo(size);
        assertThat(prefix.contains(Ipv4Address.parse(first))).isTrue();
        assertThat(prefix.contains(Ipv4Address.parse(last))).isTrue();
        assertThat(prefix.length() > 0
                        && prefix.contains(Ipv4Address.parse(last).next()))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            10.0.0.0     | not a prefix (address/length): '10.0.0.0'
            10.0.0.0/    | not a prefix (address/length): '10.0.0.0/'
            10.0.0.0/x   | not a prefix (address/length): '10.0.0.0/x'
            10.0.0.0/33  | a prefix length is from 0 to 32, not 33
            10.0.0.0/-1  | a prefix length is from 0 to 32, not -1
            10.0.0/8     | not an IPv4 address: '10.0.0'
            10.0.0.1/24  | 10.0.0.1/24 has bits set beyond the prefix; the network is 10.0.0.0/24
            """)
    void saysWhatIsWrong(String text, String error) {
        assertThatThrownBy(() -> Ipv4Prefix.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(error);
    }

    @Test
    void rangesHaveEndsSizesAndOverlaps() {
        Ipv4Range range = range("10.0.0.250", "10.0.1.5");

        assertThat(range.size()).isEqualTo(12);
        assertThat(range.at(0)).isEqualTo(range.first());
        assertThat(range.at(11)).isEqualTo(range.last());
        assertThat(range.contains(Ipv4Address.parse("10.0.1.0"))).isTrue();
        assertThat(range.contains(Ipv4Address.parse("10.0.1.6"))).isFalse();
        assertThat(range.overlaps(range("10.0.1.5", "10.0.1.9"))).isTrue();
        assertThat(range.overlaps(range("10.0.1.6", "10.0.1.9"))).isFalse();
        assertThat(range("127.255.255.255", "128.0.0.1").size()).isEqualTo(3);
        assertThatThrownBy(() -> range("10.0.0.2", "10.0.0.1"))
                .hasMessage("range ends before it begins: 10.0.0.2-10.0.0.1");
    }

    private static Ipv4Range range(String first, String last) {
        return new Ipv4Range(Ipv4Address.parse(first), Ipv4Address.parse(last));
    }
}
