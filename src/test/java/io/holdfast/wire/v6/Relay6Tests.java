package io.holdfast.wire.v6;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.address.Duid;
import io.holdfast.address.HardwareAddress;
import io.holdfast.address.Ipv6Address;
import io.holdfast.wire.MalformedPacketException;
import io.holdfast.wire.Vector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Relay6Tests {

    private static final String HEADER = """
            0c 03                      # RELAY-FORW, hop-count
            20 01 0d b8 00*11 01       # link-address
            fe 80 00*13 02             # peer-address
            """;
    private static final String MESSAGE = """
            00 09 00 04 01 00 00 05    # relayed message: SOLICIT
            """;

    @Test
    void viewsTheOptionsOfARelay() throws Exception {
        Relay6 relay = read(HEADER + """
                00 12 00 04 65 74 68 30    # interface-id
                """ + MESSAGE + """
                00 25 00 06 00 00 00 09 61 62 # remote-id: enterprise 9
                00 26 00 01 73             # subscriber-id
                00 35 00 03 00 02 07       # relay-id
                00 42 00 09 00 41 00 05 03 61 62 63 00 # relay supplied options: option 65
                00 4f 00 08 00 01 02 00 5e 10 00 01 # client's link-layer address
                00 87 00 02 10 00          # relay source port
                00 2b 00 04 00 26 00 25    # echo request: 38, 37
                """);

        assertThat(relay.type()).isEqualTo(MessageType6.RELAY_FORW);
        assertThat(relay.hopCount()).isEqualTo(3);
        assertThat(relay.linkAddress()).isEqualTo(Ipv6Address.parse("2001:db8::1"));
        assertThat(relay.peerAddress()).isEqualTo(Ipv6Address.parse("fe80::2"));
        assertThat(relay.options().codes()).containsExactly(18, 9, 37, 38, 53, 66, 79, 135, 43);
        assertThat(relay.interfaceId()).isEqualTo(Vector.of("65 74 68 30"));
        assertThat(relay.remoteId()).isEqualTo(Vector.of("00 00 00 09 61 62"));
        assertThat(relay.subscriberId()).isEqualTo(Vector.of("73"));
        assertThat(relay.relayId()).isEqualTo(Duid.parse("00:02:07"));
        assertThat(relay.suppliedOptions().codes()).containsExactly(65);
        assertThat(relay.suppliedOptions().payload(65)).isEqualTo(Vector.of("03 61 62 63 00"));
        assertThat(relay.clientLinkLayerAddress()).isEqualTo(HardwareAddress.parse("02:00:5e:10:00:01"));
        assertThat(relay.clientLinkLayerAddress().type()).isEqualTo(1);
        assertThat(relay.hasSourcePort()).isTrue();
        assertThat(relay.echoRequest()).containsExactly(38, 37);
    }

    @Test
    void saysWhatIsNotThere() throws Exception {
        Relay6 relay = read(HEADER + MESSAGE);

        assertThat(relay.interfaceId()).isNull();
        assertThat(relay.remoteId()).isNull();
        assertThat(relay.subscriberId()).isNull();
        assertThat(relay.relayId()).isNull();
        assertThat(relay.suppliedOptions()).isNull();
        assertThat(relay.clientLinkLayerAddress()).isNull();
        assertThat(relay.hasSourcePort()).isFalse();
        assertThat(relay.echoRequest()).isEmpty();
    }

    @Test
    void looksForOptionsFromTheClientOn() throws Exception {
        byte[] packet = Vector.of("""
                0c 01 00*32                # RELAY-FORW nearest to the server
                00 12 00 01 6f             # interface-id o
                00 25 00 04 00 00 00 01    # remote-id
                00 09 00 2f                # relayed message
                 0c 00 00*31 01            #  RELAY-FORW nearest to the client, peer ::1
                 00 12 00 01 69            #  interface-id i
                 00 09 00 04 01 00 00 05   #  relayed message: SOLICIT
                """);
        Message6 message = Message6.read(packet, packet.length);

        assertThat(message.relayOption(18)).isEqualTo(Vector.of("69"));
        assertThat(message.relayOption(37)).isEqualTo(Vector.of("00 00 00 01"));
        assertThat(message.relayOption(38)).isNull();
        assertThat(message.nearestRelay().peerAddress()).isEqualTo(Ipv6Address.parse("::1"));
        assertThat(message.relays().getFirst().hopCount()).isEqualTo(1);
        assertThat(message.transactionId()).isEqualTo(5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"00 4f 00 00", "00 4f 00 02 00 01", "00 4f 00 17 00 01 00*21"})
    void ignoresALinkLayerAddressThatIsNone(String option) throws Exception {
        assertThat(read(HEADER + MESSAGE + option).clientLinkLayerAddress()).isNull();
    }

    @Test
    void refusesValuesThatAreNone() throws Exception {
        Relay6 relay = read(HEADER + MESSAGE + """
                00 35 00 01 00             # relay-id
                00 42 00 04 00 41 00 05    # relay supplied options, cut off
                00 2b 00 01 00             # echo request: half a code
                """);

        assertThatThrownBy(relay::relayId)
                .isInstanceOf(MalformedPacketException.class)
                .hasMessage("the relay-id (option 53) at offset 42 has 1 bytes, not 3 to 130");
        assertThatThrownBy(relay::suppliedOptions)
                .hasMessage("option 65 needs 5 bytes at offset 55, but only 0 are left");
        assertThatThrownBy(relay::echoRequest).hasMessage("list of codes in option 43: 1 bytes too many at offset 59");
    }

    private static Relay6 read(String packet) throws MalformedPacketException {
        byte[] bytes = Vector.of(packet);
        return Message6.read(bytes, bytes.length).relays().getFirst();
    }
}
