package io.holdfast.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DomainNameTests {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            .               | 00
            a.              | 01 61 00
            A.example.      | 01 41 07 65 78 61 6d 70 6c 65 00
            a\\.b\\\\c.     | 05 61 2e 62 5c 63 00
            \\000\\032\\255. | 03 00 20 ff 00
            """)
    void labelsInBothDirections(String text, String bytes) throws Exception {
        assertThat(DomainName.encode(text)).isEqualTo(Vector.of(bytes));
        assertThat(read(Vector.of(bytes))).isEqualTo(text);
    }

    @Test
    void takesANameWithoutLastDotForComplete() {
        assertThat(DomainName.encode("a.b")).isEqualTo(DomainName.encode("a.b."));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''      | it is empty
            ..      | a label has 0 bytes, not 1 to 63
            .a      | a label has 0 bytes, not 1 to 63
            a\\     | a backslash is followed by neither a character nor three digits up to 255
            a\\256. | a backslash is followed by neither a character nor three digits up to 255
            a\\1x4. | a backslash is followed by neither a character nor three digits up to 255
            """)
    void refusesWhatIsNoName(String text, String error) {
        assertThatThrownBy(() -> DomainName.encode(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("not a domain name: '" + text + "': " + error);
    }

    @Test
    void knowsTheGreatestLengths() {
        String label = "a".repeat(63) + ".";

        assertThat(DomainName.encode(label.repeat(3) + "b".repeat(61))).hasSize(255);
        assertThatThrownBy(() -> DomainName.encode(label.repeat(3) + "b".repeat(62)))
                .hasMessageEndingWith("it needs 256 bytes, more than 255");
        assertThatThrownBy(() -> DomainName.encode("a".repeat(64)))
                .hasMessageEndingWith("a label has 64 bytes, not 1 to 63");
    }

    @Test
    void refusesANameThatPointersMakeTooLong() {
        byte[] payload = new PacketWriter(300)
                .u8(63)
                .zeros(63)
                .u8(63)
                .zeros(63)
                .u8(63)
                .zeros(63)
                .u8(0)
                .u8(63)
                .zeros(63)
                .u16(0xc000)
                .toBytes();
        PacketReader in = new PacketReader(payload, 0, payload.length);

        assertThatThrownBy(() -> {
                    in.skip(193, "first name");
                    DomainName.read(in);
                })
                .isInstanceOf(MalformedPacketException.class)
                .hasMessage("a domain name is longer than 255 bytes");
    }

    private static String read(byte[] bytes) throws MalformedPacketException {
        PacketReader in = new PacketReader(bytes, 0, bytes.length);
        String name = DomainName.read(in);
        in.finish("name");
        return name;
    }
}
