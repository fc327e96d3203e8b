package io.holdfast.wire.v6;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.address.Duid;
import io.holdfast.address.IaType;
import io.holdfast.address.Ipv6Address;
import io.holdfast.address.Ipv6Prefix;
import io.holdfast.wire.MalformedPacketException;
import io.holdfast.wire.Vector;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Message6Tests {

    private static final String SOLICIT = """
            01 c0 ff ee                # SOLICIT, transaction id
            """;

    @Test
    void viewsASolicit() throws Exception {
        Message6 message = read(SOLICIT + """
                00 01 00 0a 00 03 00 01 02 00 5e 10 00 01 # client-id: DUID-LL, Ethernet
                00 08 00 02 01 2c          # elapsed time: 3 s
                00 06 00 06 00 17 00 18 ff fe # option request: 23, 24, 65534
                00 0e 00 00                # rapid commit
                00 27 00 06 01 04 68 6f 73 74 # client FQDN
                00 10 00 04 00 00 01 37    # vendor class
                00 10 00 05 00 00 11 8b ff # another vendor class
                """);

        assertThat(message.type()).isEqualTo(MessageType6.SOLICIT);
        assertThat(message.typeNumber()).isEqualTo(1);
        assertThat(message.transactionId()).isEqualTo(0xc0ffee);
        assertThat(message.relays()).isEmpty();
        assertThat(message.nearestRelay()).isNull();
        assertThat(message.clientId()).isEqualTo(Duid.parse("00:03:00:01:02:00:5e:10:00:01"));
        assertThat(message.serverId()).isNull();
        assertThat(message.elapsedHundredths()).isEqualTo(300);
        assertThat(message.requestedCodes()).containsExactly(23, 24, 65534);
        assertThat(message.requests(24)).isTrue();
        assertThat(message.requests(23 << 8)).isFalse();
        assertThat(message.rapidCommit()).isTrue();
        assertThat(message.option(39)).isEqualTo(Vector.of("01 04 68 6f 73 74"));
        assertThat(message.optionLength(16)).isEqualTo(4);
        assertThat(message.options().count(16)).isEqualTo(2);
        assertThat(message.options().payloads(16))
                .containsExactly(Vector.of("00 00 01 37"), Vector.of("00 00 11 8b ff"));
        assertThat(message.options().codes()).containsExactly(1, 8, 6, 14, 39, 16);
        assertThat(message.options().size()).isEqualTo(7);
        assertThat(message.options().codeAt(6)).isEqualTo(16);
        assertThat(message.options().payloadAt(1)).containsExactly(1, 0x2c);
    }

    @Test
    void saysWhatIsNotThere() throws Exception {
        Message6 message = read("63 00 00 00                # type 99");

        assertThat(message.type()).isNull();
        assertThat(message.typeNumber()).isEqualTo(99);
        assertThat(message.options().size()).isZero();
        assertThat(message.options().codes()).isEmpty();
        assertThat(message.has(1)).isFalse();
        assertThat(message.option(1)).isNull();
        assertThat(message.optionLength(1)).isEqualTo(-1);
        assertThat(message.options().payloads(1)).isEmpty();
        assertThat(message.options().u32(32, 7)).isEqualTo(7);
        assertThat(message.options().inside(66)).isNull();
        assertThat(message.clientId()).isNull();
        assertThat(message.requestedCodes()).isEmpty();
        assertThat(message.requests(23)).isFalse();
        assertThat(message.elapsedHundredths()).isZero();
        assertThat(message.rapidCommit()).isFalse();
        assertThat(message.ias()).isEmpty();
        assertThat(message.temporaryIaids()).isEmpty();
        assertThat(message.registeredAddress()).isNull();
        assertThat(message.status()).isNull();
        assertThat(message.relayOption(18)).isNull();
        assertThatThrownBy(() -> message.options().codeAt(0)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void readsIdentityAssociationsInTheirOrder() throws Exception {
        Message6 message = read("""
                05 00 00 01                # RENEW
                00 19 00 30                # IA_PD
                 00 00 00 02               #  IAID
                 00 00 03 e8 ff ff ff ff   #  T1 1000, T2 infinite
                 00 1a 00 20               #  IAPREFIX
                  00 00 0b b8 ff ff ff ff  #   preferred 3000, valid infinite
                  38 20 01 0d b8 01 02 03 04 00*7 01 # 2001:db8:102:304::1/56: bits beyond the length
                  00 43 00 03 3e 08 77     #   PD exclude: /62, subnet id; its last byte is too many
                00 04 00 04 00 00 00 07    # IA_TA
                00 03 00 45                # IA_NA
                 ff ff ff fe               #  IAID
                 00 00 00 00 00 00 00 00   #  T1, T2
                 00 05 00 1e 20 01 0d b8 00*11 09 # IAADDR 2001:db8::9
                  00 00 00 3c 00 00 00 78  #   preferred 60, valid 120
                  00 0d 00 02 00 04        #   status code NotOnLink
                 00 1a 00 00               #  an IAPREFIX, which means nothing here
                 00 0d 00 0b 00 02 6e 69 63 68 74 73 20 c3 bc # status code NoAddrsAvail, text
                 00 0e 00 00               #  an option like any other
                """);

        assertThat(message.ias()).hasSize(2);
        Ia6 pd = message.ias().getFirst();
        assertThat(pd.type()).isEqualTo(IaType.PD);
        assertThat(pd.iaid()).isEqualTo(2);
        assertThat(pd.t1()).isEqualTo(1000);
        assertThat(pd.t2()).isEqualTo(0xffff_ffffL);
        assertThat(pd.status()).isNull();
        IaLease6 prefix = pd.leases().getFirst();
        assertThat(prefix.address()).isEqualTo(Ipv6Address.parse("2001:db8:102:304::1"));
        assertThat(prefix.length()).isEqualTo(56);
        assertThat(prefix.prefix()).isEqualTo(Ipv6Prefix.parse("2001:db8:102:300::/56"));
        assertThat(prefix.preferredLifetime()).isEqualTo(3000);
        assertThat(prefix.validLifetime()).isEqualTo(0xffff_ffffL);
        assertThat(prefix.options().has(67)).isTrue();
        assertThatThrownBy(prefix::excluded).hasMessage("excluded prefix: 1 bytes too many at offset 55");

        Ia6 na = message.ias().getLast();
        assertThat(na.type()).isEqualTo(IaType.NA);
        assertThat(na.iaid()).isEqualTo(-2);
        assertThat(na.status()).isEqualTo(new Status6(2, "nichts ü"));
        assertThat(na.status().is(StatusCode6.NO_ADDRS_AVAIL)).isTrue();
        assertThat(na.options().codes()).containsExactly(5, 26, 13, 14);
        assertThat(na.leases()).hasSize(1);
        IaLease6 address = na.leases().getFirst();
        assertThat(address.address()).isEqualTo(Ipv6Address.parse("2001:db8::9"));
        assertThat(address.length()).isEqualTo(128);
        assertThat(address.preferredLifetime()).isEqualTo(60);
        assertThat(address.validLifetime()).isEqualTo(120);
        assertThat(address.status()).isEqualTo(new Status6(4, ""));
        assertThat(address.excluded()).isNull();

        assertThat(message.temporaryIaids()).containsExactly(7);
    }

    /** RFC 6603 §4.2 has the first of these as its example. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            3b | 20 01 0d b8 de ad be e0 00*8 | 40 78             | 2001:db8:dead:beef::/64
            30 | 20 01 0d b8 00 01 00*10      | 40 ff fe          | 2001:db8:1:fffe::/64
            00 | 00*16                        | 01 80             | 8000::/1
            3f | 20 01 0d b8 00*12            | 41 c0             | 2001:db8:0:1:8000::/65
            40 | 20 01 0d b8 00*12            | 80 00*7 05        | 2001:db8::5/128
            7f | 20 01 0d b8 00*12            | 80 80             | 2001:db8::1/128
            38 | 20 01 0d b8 00*12            | 3c 1f             | 2001:db8:0:10::/60
            """)
    void readsAnExcludedPrefix(String length, String prefix, String payload, String excluded) throws Exception {
        int bytes = Vector.of(payload).length;
        Message6 message = read("""
                05 00 00 01                # RENEW
                00 19 00 %02x 00*12        # IA_PD
                 00 1a 00 %02x 00*8 %s %s  #  IAPREFIX
                  00 43 00 %02x %s         #   PD exclude
                """.formatted(12 + 4 + 25 + 4 + bytes, 25 + 4 + bytes, length, prefix, bytes, payload));

        assertThat(message.ias().getFirst().leases().getFirst().excluded()).isEqualTo(Ipv6Prefix.parse(excluded));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            00 43 00 00          | length of an excluded prefix needs 1 bytes at offset 53, but only 0 are left
            00 43 00 01 3c       | subnet id of an excluded prefix needs 1 bytes at offset 54, but only 0 are left
            00 43 00 02 38 00    | the length of an excluded prefix at offset 53 is 56, not one from 57 to 128, inside of 2001:db8::/56
            00 43 00 02 81 00    | the length of an excluded prefix at offset 53 is 129, not one from 57 to 128, inside of 2001:db8::/56
            """)
    void refusesAnExcludedPrefixThatIsNone(String option, String error) throws Exception {
        int bytes = Vector.of(option).length;
        Message6 message = read("""
                05 00 00 01                # RENEW
                00 19 00 %02x 00*12        # IA_PD
                 00 1a 00 %02x 00*8 38 20 01 0d b8 00*12 # IAPREFIX 2001:db8::/56
                 %s
                """.formatted(12 + 4 + 25 + bytes, 25 + bytes, option));
        IaLease6 prefix = message.ias().getFirst().leases().getFirst();

        assertThatThrownBy(prefix::excluded)
                .isInstanceOf(MalformedPacketException.class)
                .hasMessage(error);
    }

    @Test
    void readsTheAddressOfARegistration() throws Exception {
        Message6 message = read("""
                24 00 00 01                # ADDR-REG-INFORM
                00 05 00 18 20 01 0d b8 00*11 05 00 00 00 3c 00 00 00 78 # IAADDR
                """);

        assertThat(message.type()).isEqualTo(MessageType6.ADDR_REG_INFORM);
        assertThat(message.registeredAddress().address()).isEqualTo(Ipv6Address.parse("2001:db8::5"));
        assertThat(message.registeredAddress().validLifetime()).isEqualTo(120);
    }

    @Test
    void readsWhatAServerAnswers() throws Exception {
        Message6 message = read("""
                0d 00 20 01 0d b8 00*12 fe 80 00*13 01 # RELAY-REPL, hop-count, link-address, peer-address
                00 09 00 1a                # relayed message
                 07 00 00 01               #  REPLY
                 00 02 00 03 00 02 01      #  server-id
                 00 0d 00 03 00 00 61      #  status code
                 00 20 00 04 00 00 0e 10   #  information refresh time
                """);

        assertThat(message.relays()).hasSize(1);
        assertThat(message.relays().getFirst().type()).isEqualTo(MessageType6.RELAY_REPL);
        assertThat(message.type()).isEqualTo(MessageType6.REPLY);
        assertThat(message.serverId()).isEqualTo(Duid.parse("00:02:01"));
        assertThat(message.status()).isEqualTo(new Status6(0, "a"));
        assertThat(message.options().u32(32, 0)).isEqualTo(3600);
    }

    @Test
    void ofSeveralOptionsTheFirstCounts() throws Exception {
        Message6 message =
                read(SOLICIT + "00 01 00 03 00 01 01  00 01 00 03 00 01 02  00 08 00 02 00 01  00 08 00 02 00 02");

        assertThat(message.clientId()).isEqualTo(Duid.parse("00:01:01"));
        assertThat(message.options().count(1)).isEqualTo(2);
        assertThat(message.elapsedHundredths()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            00             | code of an option needs 2 bytes at offset 8, but only 1 are left
            00 01          | length of option 1 needs 2 bytes at offset 10, but only 0 are left
            00 01 00       | length of option 1 needs 2 bytes at offset 10, but only 1 are left
            00 01 00 03 00 | option 1 needs 3 bytes at offset 12, but only 1 are left
            00 06 ff ff 00 | option 6 needs 65535 bytes at offset 12, but only 1 are left
            """)
    void refusesOptionsThatAreCutOffUnlessLenient(String options, String error) throws Exception {
        byte[] packet = Vector.of(SOLICIT + "00 0e 00 00 " + options);

        assertThatThrownBy(() -> Message6.read(packet, packet.length))
                .isInstanceOf(MalformedPacketException.class)
                .hasMessage(error);
        Message6 message = Message6.read(packet, packet.length, true);
        assertThat(message.options().codes()).containsExactly(14);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''          | message type needs 1 bytes at offset 0, but only 0 are left
            01          | transaction id needs 1 bytes at offset 1, but only 0 are left
            01 00 00    | transaction id needs 2 bytes at offset 2, but only 1 are left
            0c          | hop-count of a relay needs 1 bytes at offset 1, but only 0 are left
            0c 00 00*15 | link-address of a relay needs 16 bytes at offset 2, but only 15 are left
            0c 00 00*31 | peer-address of a relay needs 16 bytes at offset 18, but only 15 are left
            0c 00 00*32 | the relay with link-address :: has passed on no message: option 9 is missing
            0c 00 00*32 00 09 00 00 | message type needs 1 bytes at offset 38, but only 0 are left
            0c 00 00*32 00 09 00 02 01 00 | transaction id needs 2 bytes at offset 40, but only 0 are left
            0c 00 00*32 00 09 00 05 01 00 00 00 | option 9 needs 5 bytes at offset 38, but only 4 are left
            0c 00 00*32 00 09 00 05 01 00 00 00 01 | code of an option needs 2 bytes at offset 42, but only 1 are left
            0c 00 00*32 00 09 00 01 0d | a RELAY-REPL at offset 38 inside of a RELAY-FORW
            """)
    void refusesMessagesThatAreTooShort(String packet, String error) {
        assertThatThrownBy(() -> read(packet))
                .isInstanceOf(MalformedPacketException.class)
                .hasMessage(error);
    }

    @Test
    void refusesMoreThanADatagram() {
        assertThatThrownBy(() -> Message6.read(new byte[70_000], 70_000))
                .hasMessage("a datagram has at most 65507 bytes, not 70000");
    }

    @ParameterizedTest
    @CsvSource({"00 01 00 00, 0", "00 01 00 02 00 01, 2", "00 01 00 83 00*131, 131"})
    void refusesAClientIdThatIsNone(String options, int length) throws Exception {
        Message6 message = read(SOLICIT + options);

        assertThatThrownBy(message::clientId)
                .isInstanceOf(MalformedPacketException.class)
                .hasMessage("the client-id (option 1) at offset 4 has " + length + " bytes, not 3 to 130");
    }

    @Test
    void refusesAServerIdThatIsNone() throws Exception {
        assertThatThrownBy(read(SOLICIT + "00 02 00 02 00 01")::serverId)
                .hasMessage("the server-id (option 2) at offset 4 has 2 bytes, not 3 to 130");
        assertThat(read(SOLICIT + "00 02 00 82 00*130").serverId().length()).isEqualTo(130);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            00 03 00 03 00*3                   | IAID of an identity association needs 4 bytes at offset 8, but only 3 are left
            00 19 00 04 00*4                   | T1 of an identity association needs 4 bytes at offset 12, but only 0 are left
            00 03 00 0b 00*11                  | T2 of an identity association needs 4 bytes at offset 16, but only 3 are left
            00 03 00 0e 00*12 00 05            | length of option 5 needs 2 bytes at offset 22, but only 0 are left
            00 03 00 1f 00*12 00 05 00 0f 00*15 | address of an IAADDR needs 16 bytes at offset 24, but only 15 are left
            00 03 00 27 00*12 00 05 00 17 00*23 | valid lifetime of an IAADDR needs 4 bytes at offset 44, but only 3 are left
            00 19 00 17 00*12 00 1a 00 07 00*7  | valid lifetime of an IAPREFIX needs 4 bytes at offset 28, but only 3 are left
            00 19 00 28 00*12 00 1a 00 18 00*24 | prefix of an IAPREFIX needs 16 bytes at offset 33, but only 15 are left
            00 19 00 29 00*12 00 1a 00 19 00*8 81 00*16 | the prefix length of an IAPREFIX at offset 32 is 129, more than 128
            """)
    void refusesIdentityAssociationsThatAreNone(String options, String error) throws Exception {
        Message6 message = read(SOLICIT + options);

        assertThatThrownBy(message::ias)
                .isInstanceOf(MalformedPacketException.class)
                .hasMessage(error);
    }

    @Test
    void forgivesWithinIdentityAssociationsIfLenient() throws Exception {
        byte[] packet = Vector.of(SOLICIT + """
                00 19 00 2e 00*12          # IA_PD
                 00 1a 00 1b 00*8 81 ff*16 00 43 # IAPREFIX of length 129, half an option in it
                 00 0d 00                  #  three quarters of a header
                """);

        Ia6 ia = Message6.read(packet, packet.length, true).ias().getFirst();

        assertThat(ia.leases().getFirst().length()).isEqualTo(128);
        assertThat(ia.leases().getFirst().options().size()).isZero();
        assertThat(ia.options().codes()).containsExactly(26);
    }

    @Test
    void refusesValuesOfTheWrongSize() throws Exception {
        assertThatThrownBy(read(SOLICIT + "00 08 00 01 00")::elapsedHundredths)
                .hasMessage("option 8 needs 2 bytes at offset 8, but only 1 are left");
        assertThatThrownBy(read(SOLICIT + "00 08 00 03 00 00 00")::elapsedHundredths)
                .hasMessage("option 8: 1 bytes too many at offset 10");
        assertThatThrownBy(() -> read(SOLICIT + "00 20 00 05 00*5").options().u32(32, 0))
                .hasMessage("option 32: 1 bytes too many at offset 12");
        assertThatThrownBy(read(SOLICIT + "00 06 00 03 00 17 00")::requestedCodes)
                .hasMessage("list of codes in option 6: 1 bytes too many at offset 10");
        assertThatThrownBy(read(SOLICIT + "00 0d 00 01 00")::status)
                .hasMessage("number of the status code option needs 2 bytes at offset 8, but only 1 are left");
        assertThatThrownBy(read(SOLICIT + "00 04 00 03 00*3")::temporaryIaids)
                .hasMessage("IAID of an IA_TA needs 4 bytes at offset 8, but only 3 are left");
        assertThatThrownBy(read(SOLICIT + "00 05 00 03 00*3")::registeredAddress)
                .hasMessage("address of an IAADDR needs 16 bytes at offset 8, but only 3 are left");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 32, 33})
    void readsAsManyRelaysAsThereMayBe(int relays) throws Exception {
        byte[] packet = relayed(relays);

        Message6 message = Message6.read(packet, packet.length);

        assertThat(message.relays()).hasSize(relays);
        assertThat(message.relays().stream().map(Relay6::hopCount)).isSortedAccordingTo((a, b) -> b - a);
        assertThat(message.transactionId()).isEqualTo(5);
    }

    @Test
    void refusesOneRelayMore() {
        byte[] packet = relayed(34);

        assertThatThrownBy(() -> Message6.read(packet, packet.length)).hasMessage("more than 33 relays");
    }

    @Test
    void findsOptionsNearTheGreatestOffset() throws Exception {
        byte[] packet = Arrays.copyOf(Vector.of(SOLICIT + "00 10 ff d2"), 65_507);
        packet[65_502] = 0;
        packet[65_503] = 7;
        packet[65_505] = 1;
        packet[65_506] = 'z';

        packet[6] = (byte) 0xff;
        packet[7] = (byte) (65_502 - 8 - 0xff00);
        assertThat(Message6.read(packet, packet.length).option(7)).isEqualTo(new byte[] {'z'});
    }

    private static byte[] relayed(int relays) {
        Request6 request = Request6.of(MessageType6.SOLICIT, 5);
        for (int i = 0; i < relays; i++) {
            request.relayedBy(Ipv6Address.UNSPECIFIED, Ipv6Address.UNSPECIFIED);
        }
        return request.toBytes();
    }

    private static Message6 read(String packet) throws MalformedPacketException {
        byte[] bytes = Vector.of(packet);
        return Message6.read(bytes, bytes.length);
    }
}
