package io.holdfast.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Ipv4AddressTests {

    @ParameterizedTest
    @CsvSource({
        "0.0.0.0, 0",
        "10.0.0.1, 167772161",
        "127.255.255.255, 2147483647",
        "128.0.0.0, 2147483648",
        "255.255.255.255, 4294967295"
    })
    void textNumberAndBytesAreTheSame(String text, long number) {
        Ipv4Address address = Ipv4Address.parse(text);

        assertThat(address.toUnsigned()).isEqualTo(number);
        assertThat(address).hasToString(text);
        assertThat(Ipv4Address.ofUnsigned(number)).isEqualTo(address);
        assertThat(Ipv4Address.of(address.toBytes())).isEqualTo(address);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1.2.3",
                "1.2.3.4.5",
                "1..2.3",
                ".1.2.3",
                "1.2.3.",
                "1.2.3.256",
                "01.2.3.4",
                "1.2.3.00",
                "1.2.3.0x4",
                " 1.2.3.4",
                "1.2.3.4 ",
                "-1.2.3.4",
                "1.2.3.9999999999",
                "::1",
                "a.b.c.d"
            })
    void refusesOtherText(String text) {
        assertThatThrownBy(() -> Ipv4Address.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("not an IPv4 address: '" + text + "'");
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 4294967296L})
    void refusesNumbersOfMoreThan32Bits(long number) {
        assertThatThrownBy(() -> Ipv4Address.ofUnsigned(number)).hasMessageContaining(String.valueOf(number));
    }

    @Test
    void refusesAnotherNumberOfBytes() {
        assertThatThrownBy(() -> Ipv4Address.of(new byte[5])).hasMessage("an IPv4 address has 4 bytes, not 5");
    }

    @Test
    void areOrderedAsUnsignedNumbers() {
        assertThat(Stream.of("192.0.2.1", "10.0.0.1", "255.255.255.255", "0.0.0.0")
                        .map(Ipv4Address::parse)
                        .sorted())
                .map(Ipv4Address::toString)
                .containsExactly("0.0.0.0", "10.0.0.1", "192.0.2.1", "255.255.255.255");
    }

    @Test
    void countUp() {
        assertThat(Ipv4Address.parse("10.0.0.255").next()).hasToString("10.0.1.0");
        assertThat(Ipv4Address.BROADCAST.next()).isEqualTo(Ipv4Address.UNSPECIFIED);
        assertThat(Ipv4Address.UNSPECIFIED.isUnspecified()).isTrue();
        assertThat(Ipv4Address.BROADCAST.isUnspecified()).isFalse();
    }
}
