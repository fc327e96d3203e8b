package io.holdfast.wire.v4;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.address.ClientIdentifier;
import io.holdfast.address.HardwareAddress;
import io.holdfast.address.Ipv4Address;
import io.holdfast.wire.MalformedPacketException;
import io.holdfast.wire.Vector;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Message4Tests {

    private static final String HEADER = """
            01 01 06 02                # op BOOTREQUEST, htype Ethernet, hlen, hops
            de ad be ef                # xid
            00 07 80 00                # secs, flags: broadcast
            0a 00 00 05                # ciaddr
            0a 00 00 06                # yiaddr
            0a 00 00 07                # siaddr
            0a 00 00 01                # giaddr
            02 00 5e 10 00 01 00*10    # chaddr
            """;
    private static final String NAMES = """
            73 72 76 00*61             # sname srv
            62 6f 6f 74 00*124         # file boot
            """;
    private static final String COOKIE = """
            63 82 53 63                # magic cookie
            """;

    @Test
    void viewsADiscover() throws Exception {
        Message4 message = read("""
                35 01 01                   # DHCPDISCOVER
                00 00                      # pad
                3d 07 01 02 00 5e 10 00 01 # client identifier
                32 04 c0 00 02 09          # requested address
                33 04 ff ff ff fe          # lease time
                0c 05 68 6f 73 74 00       # host name
                37 03 01 03 79             # parameter request list
                39 02 05 dc                # max message size 1500
                52 0e 01 04 65 74 68 30 02 00 05 04 c0 00 02 00 # circuit-id, empty remote-id, link selection
                ff                         # end
                35 01 03                   # not an option any more
                """);

        assertThat(message.op()).isEqualTo(Message4.BOOTREQUEST);
        assertThat(message.hardwareType()).isEqualTo(1);
        assertThat(message.hops()).isEqualTo(2);
        assertThat(message.transactionId()).isEqualTo(0xdeadbeef);
        assertThat(message.secs()).isEqualTo(7);
        assertThat(message.flags()).isEqualTo(0x8000);
        assertThat(message.broadcast()).isTrue();
        assertThat(message.clientAddress()).isEqualTo(Ipv4Address.parse("10.0.0.5"));
        assertThat(message.yourAddress()).isEqualTo(Ipv4Address.parse("10.0.0.6"));
        assertThat(message.serverAddress()).isEqualTo(Ipv4Address.parse("10.0.0.7"));
        assertThat(message.relayAddress()).isEqualTo(Ipv4Address.parse("10.0.0.1"));
        assertThat(message.hardware()).isEqualTo(HardwareAddress.parse("02:00:5e:10:00:01"));
        assertThat(message.serverName()).isEqualTo("srv");
        assertThat(message.bootFile()).isEqualTo("boot");
        assertThat(message.type()).isEqualTo(MessageType4.DHCPDISCOVER);
        assertThat(message.optionCodes()).containsExactly(53, 61, 50, 51, 12, 55, 57, 82);
        assertThat(message.clientIdentifier()).isEqualTo(ClientIdentifier.parse("01:02:00:5e:10:00:01"));
        assertThat(message.addressOption(50)).isEqualTo(Ipv4Address.parse("192.0.2.9"));
        assertThat(message.requestedLeaseTime(0)).isEqualTo(0xffff_fffeL);
        assertThat(message.hostName()).isEqualTo("host");
        assertThat(message.requests(121)).isTrue();
        assertThat(message.requests(6)).isFalse();
        assertThat(message.maxMessageSize()).isEqualTo(1500);
        assertThat(message.relayAgentCodes()).containsExactly(1, 2, 5);
        assertThat(message.relayAgentOption(1)).isEqualTo(Vector.of("65 74 68 30"));
        assertThat(message.relayAgentOption(2)).isEmpty();
        assertThat(message.relayAgentOption(11)).isNull();
    }

    @Test
    void saysWhatIsNotThere() throws Exception {
        Message4 message = read("");

        assertThat(message.type()).isNull();
        assertThat(message.has(53)).isFalse();
        assertThat(message.option(53)).isNull();
        assertThat(message.optionLength(53)).isEqualTo(-1);
        assertThat(message.addressOption(50)).isNull();
        assertThat(message.requestedLeaseTime(42)).isEqualTo(42);
        assertThat(message.hostName()).isNull();
        assertThat(message.clientIdentifier()).isNull();
        assertThat(message.requests(1)).isFalse();
        assertThat(message.maxMessageSize()).isEqualTo(576);
        assertThat(message.relayAgentOption(1)).isNull();
        assertThat(message.relayAgentCodes()).isEmpty();
        assertThat(message.optionCodes()).isEmpty();
    }

    @Test
    void hasNoHardwareAddressWithHlen0() throws Exception {
        byte[] packet = packet("35 01 01 ff");
        packet[1] = 32; // InfiniBand, RFC 4390 §2.1
        packet[2] = 0;

        Message4 message = Message4.read(packet, packet.length);

        assertThat(message.hardware()).isNull();
        assertThat(message.hardwareType()).isEqualTo(32);
    }

    @Test
    void joinsPartsOfAnOptionInTheOrderOptionsFileSname() throws Exception {
        byte[] packet = Vector.of(HEADER + """
                0c 01 63 ff 00*60              # sname: host name, part 3
                0c 01 62 33 04 00 00 0e 10 ff 00*118 # file: host name, part 2; lease time
                63 82 53 63                    # magic cookie
                0c 01 61                       # host name, part 1
                34 01 03                       # overload: file and sname
                ff
                """);
        Message4 message = Message4.read(packet, packet.length);

        assertThat(message.hostName()).isEqualTo("abc");
        assertThat(message.optionLength(12)).isEqualTo(3);
        assertThat(message.requestedLeaseTime(0)).isEqualTo(3600);
        assertThat(message.serverName()).isEmpty();
        assertThat(message.bootFile()).isEmpty();
        assertThat(message.optionCodes()).containsExactly(12, 52, 51);
    }

    @ParameterizedTest
    @CsvSource({"1, true, false", "2, false, true", "3, true, true"})
    void readsTheFieldsThatOption52Names(int overload, boolean file, boolean sname) throws Exception {
        byte[] packet =
                Vector.of(HEADER + "0d 02 00 01 ff 00*59\n17 01 40 ff 00*124\n" + COOKIE + "34 01 0" + overload);
        Message4 message = Message4.read(packet, packet.length);

        assertThat(message.has(23)).isEqualTo(file);
        assertThat(message.has(13)).isEqualTo(sname);
    }

    @Test
    void readsSubOptionsOfAnOption82InTwoParts() throws Exception {
        Message4 message = read("""
                52 03 01 04 65             # circuit-id begins
                0c 01 61                   # host name
                52 05 74 68 30 02 00       # circuit-id ends, remote-id
                ff
                """);

        assertThat(message.relayAgentOption(1)).isEqualTo(Vector.of("65 74 68 30"));
        assertThat(message.relayAgentCodes()).containsExactly(1, 2);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            52 04 02 01 aa 01          | ''
            52 05 02 01 aa 01 05       | ''
            52 07 02 01 aa 01 05 65 66 | 65 66
            """)
    void aSubOptionThatIsCutOffIsWhatIsLeftOfIt(String options, String left) throws Exception {
        Message4 message = read(options);

        assertThat(message.relayAgentOption(2)).containsExactly(0xaa);
        assertThat(message.relayAgentOption(1)).isEqualTo(Vector.of(left));
        assertThat(message.relayAgentCodes()).containsExactly(2, 1);
    }

    @Test
    void toleratesMissingEndAndShortPackets() throws Exception {
        assertThat(read("35 01 03").type()).isEqualTo(MessageType4.DHCPREQUEST);
        assertThat(read("ff").optionCodes()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"35 00, 0", "35 02 01 01, 2", "35 01 00, 1", "35 01 13, 1"})
    void doesNotKnowOtherTypes(String options, int length) throws Exception {
        Message4 message = read(options);

        assertThat(message.type()).isNull();
        assertThat(message.optionLength(53)).isEqualTo(length);
    }

    @ParameterizedTest
    @CsvSource({"39 02 00 40, 576", "39 01 ff, 576", "39 02 02 41, 577"})
    void knowsHowMuchTheClientTakes(String options, int size) throws Exception {
        assertThat(read(options).maxMessageSize()).isEqualTo(size);
    }

    @ParameterizedTest
    @CsvSource({"3d 01 01", "3d 00"})
    void ignoresAClientIdentifierThatIsTooShort(String options) throws Exception {
        assertThat(read(options).clientIdentifier()).isNull();
    }

    @Test
    void ignoresAClientIdentifierThatIsTooLong() throws Exception {
        assertThat(read("3d ff 00*255 3d 01 00").clientIdentifier()).isNull();
        assertThat(read("3d ff 00*255").clientIdentifier()).isNotNull();
    }

    @ParameterizedTest
    @CsvSource({"0c 03 00 00 00", "0c 00"})
    void knowsNoEmptyHostName(String options) throws Exception {
        assertThat(read(options).hostName()).isNull();
    }

    @Test
    void cutsTextOffAtAZeroInside() throws Exception {
        assertThat(read("0c 03 61 00 62").hostName()).isEqualTo("a");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            35          | length of option 53 needs 1 bytes at offset 241, but only 0 are left
            35 01       | option 53 needs 1 bytes at offset 242, but only 0 are left
            00 0c 05 61 | option 12 needs 5 bytes at offset 243, but only 1 are left
            34 01 04    | option 52 (overload) is 4, not 1, 2 or 3
            34 01 00    | option 52 (overload) is 0, not 1, 2 or 3
            34 02 01 01 | option 52 (overload) has 2 bytes, not 1
            """)
    void refusesBrokenOptionsUnlessLenient(String options, String error) throws Exception {
        byte[] packet = packet("0c 01 61 " + options);

        String place = error.replace("241", "244").replace("242", "245").replace("243", "246");
        assertThatThrownBy(() -> Message4.read(packet, packet.length))
                .isInstanceOf(MalformedPacketException.class)
                .hasMessage(place);
        assertThat(Message4.read(packet, packet.length, true).has(12)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"0, header needs 236 bytes", "235, header needs 236 bytes", "236, magic cookie needs 4 bytes"})
    void refusesPacketsThatAreTooShort(int length, String error) {
        byte[] packet = packet("ff");

        assertThatThrownBy(() -> Message4.read(packet, length))
                .isInstanceOf(MalformedPacketException.class)
                .hasMessageContaining(error);
    }

    @Test
    void refusesBootpAndImpossibleHeaders() {
        byte[] packet = packet("ff");
        byte[] bootp = packet.clone();
        Arrays.fill(bootp, 236, 240, (byte) 0);
        byte[] hlen = packet.clone();
        hlen[2] = 17;

        assertThatThrownBy(() -> Message4.read(bootp, bootp.length))
                .hasMessage("no magic cookie at offset 236: BOOTP, or not DHCP at all");
        assertThatThrownBy(() -> Message4.read(hlen, hlen.length))
                .hasMessage("hlen is 17, more than the 16 bytes of chaddr");
        assertThatThrownBy(() -> Message4.read(new byte[70_000], 70_000))
                .hasMessage("a datagram has at most 65507 bytes, not 70000");
    }

    @ParameterizedTest
    @CsvSource({"32 03 0a 00 00", "32 05 0a 00 00 01 01", "32 00"})
    void refusesAnAddressThatIsNone(String options) throws Exception {
        Message4 message = read(options);

        assertThatThrownBy(() -> message.addressOption(50))
                .isInstanceOf(MalformedPacketException.class)
                .hasMessageMatching("option 50 has [035] bytes, not 4");
    }

    @Test
    void findsOptionsNearTheGreatestOffset() throws Exception {
        byte[] packet = Arrays.copyOf(packet(""), 65_507);
        packet[65_504] = 12;
        packet[65_505] = 1;
        packet[65_506] = 'z';

        assertThat(Message4.read(packet, packet.length).hostName()).isEqualTo("z");
    }

    private static Message4 read(String options) throws MalformedPacketException {
        byte[] packet = packet(options);
        return Message4.read(packet, packet.length);
    }

    private static byte[] packet(String options) {
        return Vector.of(HEADER + NAMES + COOKIE + options);
    }
}
