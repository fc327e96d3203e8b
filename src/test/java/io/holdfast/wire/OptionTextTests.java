package io.holdfast.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Text in configurations against bytes on the wire. */
class OptionTextTests {

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            subnet-mask               | 255.255.255.0            | ff ff ff 00
            time-offset               | -3600                    | ff ff f1 f0
            routers                   | 192.0.2.1, 192.0.2.2     | c0 00 02 01 c0 00 02 02
            host-name                 | printer\\, second floor  | 70 72 69 6e 74 65 72 2c 20 73 65 63 6f 6e 64 20 66 6c 6f 6f 72
            boot-file-name            | a\\\\b                   | 61 5c 62
            boot-size                 | 65535                    | ff ff
            ip-forwarding             | true                     | 01
            mask-supplier             | false                    | 00
            default-ip-ttl            | 64                       | 40
            path-mtu-plateau-table    | 68, 1500                 | 00 44 05 dc
            dhcp-lease-time           | 4294967295               | ff ff ff ff
            dhcp-client-identifier    | 0x01aabb                 | 01 aa bb
            slp-directory-agent       | true, 10.0.0.1, 10.0.0.2 | 01 0a 00 00 01 0a 00 00 02
            slp-service-scope         | false, lab               | 00 6c 61 62
            fqdn                      | 5, 255, 255, a.example.  | 05 ff ff 01 61 07 65 78 61 6d 70 6c 65 00
            uuid-guid                 | 0, 0x0102                | 00 01 02
            domain-search             | b.example., .            | 01 62 07 65 78 61 6d 70 6c 65 00 00
            vivso-suboptions          | 4491                     | 00 00 11 8b
            v4-sztp-redirect          | https://a, b             | 00 09 68 74 74 70 73 3a 2f 2f 61 00 01 62
            rdnss-selection           | 1, 10.0.0.1, 0.0.0.0, a. | 01 0a 00 00 01 00 00 00 00 01 61 00
            v4-portparams             | 2, 3/4                   | 02 04 30 00
            option-6rd                | 8, 32, 2001:db8::, 192.0.2.1 | 08 20 20 01 0d b8 00*12 c0 00 02 01
            classless-static-route    | 10.229.0.128/25 - 10.229.0.1, 0.0.0.0/0 - 10.0.0.1 | 19 0a e5 00 80 0a e5 00 01 00 0a 00 00 01
            """)
    void standardOptionsInBothDirections(String name, String text, String bytes) throws Exception {
        OptionDefinition definition = OptionTable.standard4().find(OptionTable.DHCP4, name);
        assertThat(definition).isNotNull();
        byte[] payload = Vector.of(bytes);

        assertThat(OptionText.encode(definition, text)).isEqualTo(payload);
        assertThat(OptionText.decode(definition, payload)).isEqualTo(text);
    }

    @Test
    void encryptedResolversInBothDirections() throws Exception {
        byte[] payload = Vector.of("""
                00 29                               # length of the resolver
                00 02                               # priority
                0b 01 72 07 65 78 61 6d 70 6c 65 00 # r.example.
                08 0a 00 05 06 0a 00 05 07          # two addresses
                00 01 00 08 03 64 6f 74 03 64 6f 71 # alpn: dot, doq
                00 03 00 02 21 52                   # port 8530
                00 06                               # length of the next resolver
                00 03 03 01 72 00                   # priority 3, r.
                """);
        String text = "2, r.example., 10.0.5.6 10.0.5.7, alpn=dot\\,doq port=8530 | 3, r.";

        assertThat(OptionText.encode(standard(162), text)).isEqualTo(payload);
        assertThat(OptionText.decode(standard(162), payload)).isEqualTo(text);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            int8         | -128              | 80                 | -128
            int8         | 127               | 7f                 | 127
            int16        | -2                | ff fe              | -2
            int32        | -2147483648       | 80 00 00 00        | -2147483648
            uint8        | 0x1f              | 1f                 | 31
            uint8        | ff                | ff                 | 255
            uint32       | +7                | 00 00 00 07        | 7
            boolean      | TRUE              | 01                 | true
            boolean      | 0                 | 00                 | false
            ipv6-address | 2001:DB8:0:0:1::5 | 20 01 0d b8 00*4 00 01 00*4 00 05 | 2001:db8::1:0:0:5
            ipv6-prefix  | 2001:db8:ffff::/35 | 23 20 01 0d b8 e0 | 2001:db8:e000::/35
            ipv6-prefix  | ::/0              | 00                 | ::/0
            psid         | 0/0               | 00 00 00           | 0/0
            psid         | 65535/16          | 10 ff ff           | 65535/16
            tuple        | abc               | 03 61 62 63        | abc
            fqdn         | www.example.org   | 03 77 77 77 07 65 78 61 6d 70 6c 65 03 6f 72 67 00 | www.example.org.
            fqdn         | a\\.b.c           | 03 61 2e 62 01 63 00 | a\\.b.c.
            string       | grüße             | 67 72 c3 bc c3 9f 65 | grüße
            binary       | 0A:b              | 0a 0b              | 0x0a0b
            binary       | 'ab'              | 61 62              | 0x6162
            """)
    void everyTypeOfOneField(String type, String text, String bytes, String back) throws Exception {
        OptionDefinition definition = own(type, false);

        assertThat(OptionText.encode(definition, text)).isEqualTo(Vector.of(bytes));
        assertThat(OptionText.decode(definition, Vector.of(bytes))).isEqualTo(back);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            routers       | 10.0.0.1, 10.0.0  | option 'routers' (3): field 2: not an IPv4 address: '10.0.0'
            routers       | ""                | option 'routers' (3): it has no data but needs at least 1, ipv4-address (the last repeated)
            subnet-mask   | 1.2.3.4, 1.2.3.4  | option 'subnet-mask' (1): it has 2 fields but takes 1, ipv4-address; a comma inside a field is written \\\\,
            boot-size     | 65536             | option 'boot-size' (13): field 1: 65536 is not from 0 to 65535
            boot-size     | -1                | option 'boot-size' (13): field 1: -1 is not from 0 to 65535
            time-offset   | 2147483648        | option 'time-offset' (2): field 1: 2147483648 is not from -2147483648 to 2147483647
            boot-size     | many              | option 'boot-size' (13): field 1: 'many' is not a whole number from 0 to 65535
            boot-size     | 99999999999999999999 | option 'boot-size' (13): field 1: '99999999999999999999' is not a whole number from 0 to 65535
            ip-forwarding | yes               | option 'ip-forwarding' (19): field 1: 'yes' is not true, false, 1 or 0
            client-ndi    | 1, 2              | option 'client-ndi' (94): it has 2 fields but needs 3, uint8, uint8, uint8
            domain-search | a..b              | option 'domain-search' (119): field 1: not a domain name: 'a..b': a label has 0 bytes, not 1 to 63
            v4-portparams | 2, 16/4           | option 'v4-portparams' (159): field 2: PSID 16 does not fit into 4 bits
            v4-portparams | 2, 1/17           | option 'v4-portparams' (159): field 2: 17 is not from 0 to 16
            v4-portparams | 2, 1              | option 'v4-portparams' (159): field 2: '1' is not a PSID and its length like 3/4
            dhcp-agent-options | x            | option 'dhcp-agent-options' (82): it has 1 field but takes no data; a comma inside a field is written \\\\,
            user-class    | xyz               | option 'user-class' (77): field 1: not hexadecimal bytes: '0xyz'
            classless-static-route | 10.0.0.0 - 10.0.0.1 | option 'classless-static-route' (121): route 1: '10.0.0.0 - 10.0.0.1' is not like 10.229.0.128/25 - 10.229.0.1
            classless-static-route | 10.0.0.0/33 - 10.0.0.1 | option 'classless-static-route' (121): route 1: 33 is not from 0 to 32
            classless-static-route | 0.0.0.0/0 - x | option 'classless-static-route' (121): route 1: not an IPv4 address: 'x'
            v4-dnr        | 2                 | option 'v4-dnr' (162): resolver 1: it has 1 fields, not 2 to 4: priority, name, addresses, parameters (a comma inside one is written \\\\,)
            v4-dnr        | 2, a., 1.2.3.4, alpn=h2 | option 'v4-dnr' (162): resolver 1: alpn names HTTP, so dohpath is needed (RFC 9461 §5)
            v4-dnr        | 2, a., 1.2.3.4, alpn=x | option 'v4-dnr' (162): resolver 1: 'x' is not a registered ALPN identifier
            v4-dnr        | 2, a., 1.2.3.4, port=1 port=2 | option 'v4-dnr' (162): resolver 1: the parameter 'port=2' is there twice
            v4-dnr        | 2, a., 1.2.3.4, ech=1 | option 'v4-dnr' (162): resolver 1: the parameter 'ech=1' is not one of alpn, port, dohpath
            v4-dnr        | 2, a., 1.2.3.4, alpn=h2 dohpath=/q | option 'v4-dnr' (162): resolver 1: the dohpath '/q' has no {?dns} (RFC 9461 §5)
            """)
    void saysWhichFieldIsWrongAndWhatIsAllowed(String name, String text, String error) {
        OptionDefinition definition = OptionTable.standard4().find(OptionTable.DHCP4, name);
        assertThat(definition).isNotNull();

        assertThatThrownBy(() -> OptionText.encode(definition, text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(error);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', textBlock = """
            subnet-mask            | ff ff ff          | ipv4-address needs 4 bytes at offset 0, but only 3 are left
            subnet-mask            | ff ff ff 00 00    | option 1: 1 bytes too many at offset 4
            routers                | 01 02 03 04 05    | ipv4-address needs 4 bytes at offset 4, but only 1 are left
            ip-forwarding          | 02                | a boolean is 2, not 0 or 1
            v4-portparams          | 00 11 00 00       | the psid 0x0 has not 17 bits
            v4-portparams          | 00 04 38 00       | the psid 0x3800 has not 4 bits
            v4-sztp-redirect       | 00 05 61          | tuple needs 5 bytes at offset 2, but only 1 are left
            domain-search          | 03 61             | label of a domain name needs 3 bytes at offset 1, but only 1 are left
            domain-search          | c0 00             | a domain name points forward, to offset 0
            domain-search          | 01 61 00 c0 03    | a domain name points forward, to offset 3
            domain-search          | 40 61             | a label of a domain name has the type 1
            classless-static-route | 21 00             | the prefix length of a route is 33, more than 32
            classless-static-route | 18 0a 00 00 0a 00 | router of a route needs 4 bytes at offset 4, but only 2 are left
            v4-dnr                 | 00 09 00 01       | resolver needs 9 bytes at offset 2, but only 2 are left
            """)
    void refusesBrokenPayloads(String name, String bytes, String error) {
        OptionDefinition definition = OptionTable.standard4().find(OptionTable.DHCP4, name);
        assertThat(definition).isNotNull();

        assertThatThrownBy(() -> OptionText.decode(definition, Vector.of(bytes)))
                .isInstanceOf(MalformedPacketException.class)
                .hasMessage(error);
    }

    @Test
    void readsCompressedNamesAsOtherServersWriteThem() throws Exception {
        byte[] payload = Vector.of("""
                03 65 6e 67 07 65 78 61 6d 70 6c 65 00 # eng.example.
                04 6d 61 69 6c c0 04                   # mail, and the name at offset 4
                """);

        assertThat(OptionText.decode(standard(119), payload)).isEqualTo("eng.example., mail.example.");
    }

    @Test
    void leavesZerosAtTheEndOfTextOut() throws Exception {
        assertThat(OptionText.decode(standard(12), Vector.of("61 62 00 00"))).isEqualTo("ab");
    }

    @Test
    void writesTextWithControlCharactersAsHexadecimal() throws Exception {
        assertThat(OptionText.decode(standard(12), Vector.of("61 0a 62"))).isEqualTo("0x610a62");
        assertThat(OptionText.decode(standard(12), Vector.of("ff fe"))).isEqualTo("0xfffe");
    }

    @Test
    void encodesAContainerAsNothingAndShowsItsSubOptions() throws Exception {
        assertThat(OptionText.encode(standard(43), "")).isEmpty();
        assertThat(OptionText.decode(standard(43), Vector.of("01 01 ff"))).isEqualTo("0x0101ff");
    }

    @Test
    void masksTheBitsOfARouteBeyondItsPrefix() {
        assertThat(OptionText.encode(standard(121), "10.17.34.51/20 - 10.0.0.1"))
                .isEqualTo(Vector.of("""
                        14             # 20 bits
                        0a 11 20       # 10.17.32
                        0a 00 00 01    # router
                        """));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            C0 00 03 01 | c0 00 03 01
            c0:0:3:1    | c0 00 03 01
            0xc0000301  | c0 00 03 01
            c0000301    | c0 00 03 01
            abc         | 0a bc
            0xabc       | 0a bc
            ""          | ""
            'some text' | 73 6f 6d 65 20 74 65 78 74
            """)
    void readsHexadecimalAsKeaDoes(String text, String bytes) {
        assertThat(OptionText.hex(text)).isEqualTo(Vector.of(bytes));
    }

    @ParameterizedTest
    @CsvSource({"0x", "'a::b'", "abc:de", "c0  00", "xx", "''''"})
    void refusesOtherText(String text) {
        assertThatThrownBy(() -> OptionText.hex(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("not hexadecimal bytes: '");
    }

    private static OptionDefinition standard(int code) {
        OptionDefinition definition = OptionTable.standard4().find(OptionTable.DHCP4, code);
        assertThat(definition).isNotNull();
        return definition;
    }

    private static OptionDefinition own(String type, boolean array) {
        OptionType found = Arrays.stream(OptionType.values())
                .filter(t -> t.keaName().equals(type))
                .findFirst()
                .orElseThrow();
        return new OptionDefinition("own", 224, OptionTable.DHCP4, found, List.of(), array, "");
    }
}
