package io.holdfast.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientIdentityTests {

    @ParameterizedTest
    @CsvSource({"0a:1b:2c, 0a:1b:2c", "0A1B2C, 0a:1b:2c", "a:1b:2, 0a:1b:02", "ff, ff"})
    void readsHexadecimalBytes(String text, String written) {
        assertThat(HexText.format(HexText.parse(text))).isEqualTo(written);
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "0a:", ":0a", "0a::1b", "0a1:b", "xy", "0a 1b"})
    void refusesOtherText(String text) {
        assertThatThrownBy(() -> HexText.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("not hexadecimal bytes: '" + text + "'");
    }

    @Test
    void hardwareAddressesAreEqualByTheirBytesAlone() {
        HardwareAddress ethernet = HardwareAddress.parse("02:00:5e:10:00:01");

        assertThat(ethernet.type()).isEqualTo(1);
        assertThat(ethernet).isEqualTo(HardwareAddress.of(6, ethernet.bytes().clone()));
        assertThat(ethernet)
                .hasSameHashCodeAs(HardwareAddress.of(6, ethernet.bytes().clone()));
        assertThat(ethernet).isNotEqualTo(HardwareAddress.parse("02:00:5e:10:00:02"));
        assertThat(ethernet).hasToString("02:00:5e:10:00:01");
    }

    @Test
    void lengthsAreWhatTheProtocolAllows() {
        assertThatThrownBy(() -> HardwareAddress.parse("")).hasMessage("a hardware address has 1 to 20 bytes, not 0");
        assertThatThrownBy(() -> HardwareAddress.ethernet(new byte[21]))
                .hasMessage("a hardware address has 1 to 20 bytes, not 21");
        assertThatThrownBy(() -> ClientIdentifier.parse("01"))
                .hasMessage("a client identifier has 2 to 255 bytes, not 1");
        assertThatThrownBy(() -> ClientIdentifier.of(new byte[256]))
                .hasMessage("a client identifier has 2 to 255 bytes, not 256");
        assertThat(ClientIdentifier.of(new byte[255]).length()).isEqualTo(255);
    }

    @Test
    void anIdentityHasAtLeastOneOfBoth() {
        HardwareAddress hardware = HardwareAddress.parse("02:00:5e:10:00:01");
        ClientIdentifier identifier = ClientIdentifier.parse("01:02");

        assertThat(new ClientIdentity(identifier, hardware)).hasToString("hwaddr 02:00:5e:10:00:01, client-id 01:02");
        assertThat(new ClientIdentity(identifier, null)).hasToString("no hwaddr, client-id 01:02");
        assertThat(new ClientIdentity(identifier, null))
                .isEqualTo(new ClientIdentity(ClientIdentifier.parse("0102"), null));
        assertThat(new ClientIdentity(identifier, null)).isNotEqualTo(new ClientIdentity(identifier, hardware));
        assertThatThrownBy(() -> new ClientIdentity(null, null)).isInstanceOf(IllegalArgumentException.class);
    }
}
