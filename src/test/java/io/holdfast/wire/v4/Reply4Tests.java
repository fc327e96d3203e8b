package io.holdfast.wire.v4;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.address.HardwareAddress;
import io.holdfast.address.Ipv4Address;
import io.holdfast.wire.MalformedPacketException;
import io.holdfast.wire.PacketWriter;
import io.holdfast.wire.Vector;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class Reply4Tests {

    private static final byte[] NONE = {};

    @Test
    void writesAnOffer() throws Exception {
        byte[] reply = Reply4.to(
                        discover(request()),
                        MessageType4.DHCPOFFER,
                        Ipv4Address.UNSPECIFIED,
                        Ipv4Address.parse("192.0.2.100"),
                        Ipv4Address.parse("192.0.2.1"),
                        "srv".getBytes(StandardCharsets.US_ASCII),
                        "boot".getBytes(StandardCharsets.US_ASCII))
                .option(OptionCode4.RELAY_AGENT_INFORMATION, Vector.of("01 01 41"))
                .option(OptionCode4.SERVER_IDENTIFIER, Ipv4Address.parse("192.0.2.1"))
                .option(OptionCode4.LEASE_TIME, 3600)
                .finish();

        assertThat(reply).isEqualTo(Vector.of("""
                                02 01 06 00                # op BOOTREPLY, htype, hlen, hops 0
                                00 00 be ef                # xid of the request
                                00 00 80 00                # secs 0, flags of the request
                                00 00 00 00                # ciaddr
                                c0 00 02 64                # yiaddr
                                c0 00 02 01                # siaddr
                                0a 00 00 01                # giaddr of the request
                                02 00 5e 10 00 01 00*10    # chaddr of the request
                                73 72 76 00*61             # sname
                                62 6f 6f 74 00*124         # file
                                63 82 53 63                # magic cookie
                                35 01 02                   # DHCPOFFER
                                36 04 c0 00 02 01          # server identifier
                                33 04 00 00 0e 10          # lease time
                                52 03 01 01 41             # option 82, last
                                ff 00*39                   # end, padded to 300 bytes
                                """));
    }

    @Test
    void splitsALongOption() throws Exception {
        byte[] payload = new byte[300];
        Arrays.fill(payload, (byte) 7);

        byte[] reply = ack(request().option(OptionCode4.MAX_MESSAGE_SIZE, new byte[] {5, (byte) 0xdc}))
                .option(43, payload)
                .finish();

        assertThat(Arrays.copyOfRange(reply, 243, 243 + 4 + 300)).isEqualTo(Vector.of("2b ff 07*255\n2b 2d 07*45"));
        assertThat(Message4.read(reply, reply.length).option(43)).isEqualTo(payload);
    }

    @Test
    void fillsExactlyWhatTheClientTakes() throws Exception {
        // 576 bytes less the headers of IP and UDP; 240 of them before the options, 3 for option 53, 1 for the end.
        int room = 548 - 240 - 3 - 1;
        Reply4 full = ack(request()).option(43, new byte[255]).option(60, new byte[room - 257 - 2]);

        byte[] reply = full.finish();

        assertThat(reply).hasSize(548);
        assertThat(full.omitted()).isEmpty();
        assertThat(Message4.read(reply, reply.length).has(OptionCode4.OVERLOAD)).isFalse();
    }

    @Test
    void usesFileAndThenSnameForWhatDoesNotFit() throws Exception {
        Reply4 writer = ack(request())
                .option(OptionCode4.RELAY_AGENT_INFORMATION, new byte[20])
                .option(43, filled(250, 1))
                .option(60, filled(100, 2))
                .option(61, filled(40, 3))
                .option(1, Ipv4Address.parse("255.255.255.0"));

        byte[] reply = writer.finish();
        Message4 message = Message4.read(reply, reply.length);

        assertThat(reply.length).isLessThanOrEqualTo(548);
        assertThat(writer.omitted()).isEmpty();
        assertThat(message.option(OptionCode4.OVERLOAD)).containsExactly(3);
        assertThat(message.option(43)).isEqualTo(filled(250, 1));
        assertThat(message.option(60)).isEqualTo(filled(100, 2));
        assertThat(message.option(61)).isEqualTo(filled(40, 3));
        assertThat(message.addressOption(1)).isEqualTo(Ipv4Address.parse("255.255.255.0"));
        assertThat(message.option(82)).isEqualTo(new byte[20]);
        assertThat(Arrays.copyOfRange(reply, 108, 112)).as("file").isEqualTo(Vector.of("3c 64 02 02"));
        assertThat(Arrays.copyOfRange(reply, 44, 48)).as("sname").isEqualTo(Vector.of("3d 28 03 03"));
        assertThat(Arrays.copyOfRange(reply, 240, 246)).as("options").isEqualTo(Vector.of("35 01 05 34 01 03"));
        assertThat(message.optionCodes())
                .as("option 82 is the last of its field")
                .containsSubsequence(1, 82, 60);
    }

    @Test
    void leavesOutWhatFitsNowhereAndSaysSo() throws Exception {
        Reply4 writer = Reply4.to(
                        discover(request()),
                        MessageType4.DHCPACK,
                        Ipv4Address.UNSPECIFIED,
                        Ipv4Address.UNSPECIFIED,
                        Ipv4Address.UNSPECIFIED,
                        new byte[] {'s'},
                        new byte[] {'f'})
                .option(OptionCode4.LEASE_TIME, 60)
                .option(43, new byte[280])
                .option(60, new byte[100])
                .option(61, new byte[100])
                .option(1, Ipv4Address.parse("255.255.255.0"));

        byte[] reply = writer.finish();
        Message4 message = Message4.read(reply, reply.length);

        assertThat(writer.omitted()).containsExactly(60, 61);
        assertThat(message.optionCodes()).containsExactly(53, 51, 43, 1);
        assertThat(message.serverName()).isEqualTo("s");
        assertThat(message.bootFile()).isEqualTo("f");
    }

    @Test
    void neverOutgrowsAnEthernetFrame() throws Exception {
        Reply4 writer = ack(request().option(OptionCode4.MAX_MESSAGE_SIZE, new byte[] {(byte) 0xff, (byte) 0xff}));
        for (int code = 224; code < 234; code++) {
            writer.option(code, new byte[200]);
        }

        assertThat(writer.finish().length).isLessThanOrEqualTo(1472);
        assertThat(writer.omitted()).isNotEmpty();
    }

    @Test
    void keepsOption82WhateverElseThereIs() throws Exception {
        Reply4 writer = ack(request())
                .option(43, new byte[255])
                .option(60, new byte[200])
                .option(OptionCode4.RELAY_AGENT_INFORMATION, filled(255, 9));

        byte[] reply = writer.finish();

        assertThat(Message4.read(reply, reply.length).option(82)).isEqualTo(filled(255, 9));
        assertThat(reply.length).isLessThanOrEqualTo(548);
        assertThat(writer.omitted()).containsExactly(43, 60);
    }

    @Test
    void answersAClientWithoutHardwareAddress() throws Exception {
        byte[] packet = Request4.of(MessageType4.DHCPINFORM, 1, null).toBytes();
        byte[] reply = ack(packet).finish();

        assertThat(reply[2]).isZero();
        assertThat(Message4.read(reply, reply.length).hardware()).isNull();
    }

    @Test
    void worksInMemoryThatWasUsedBefore() throws Exception {
        PacketWriter scratch = new PacketWriter(576);
        byte[] first = small(scratch, 3);
        byte[] second = small(scratch, 4);

        assertThat(first[first.length - 1]).isZero();
        assertThat(second).hasSameSizeAs(first).isNotEqualTo(first);
        assertThat(small(scratch, 3)).isEqualTo(first);
    }

    @Test
    void refusesNamesThatDoNotFitTheirFields() {
        assertThatThrownBy(() -> Reply4.to(
                        discover(request()),
                        MessageType4.DHCPACK,
                        Ipv4Address.UNSPECIFIED,
                        Ipv4Address.UNSPECIFIED,
                        Ipv4Address.UNSPECIFIED,
                        new byte[64],
                        NONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("sname has 64 bytes");
    }

    private static byte[] small(PacketWriter scratch, int xid) throws MalformedPacketException {
        byte[] packet = Request4.of(MessageType4.DHCPREQUEST, xid, null).toBytes();
        Ipv4Address none = Ipv4Address.UNSPECIFIED;
        return Reply4.to(
                        scratch,
                        Message4.read(packet, packet.length),
                        MessageType4.DHCPACK,
                        none,
                        none,
                        none,
                        NONE,
                        NONE)
                .option(OptionCode4.LEASE_TIME, 60)
                .finish();
    }

    private static Reply4 ack(Request4 request) throws MalformedPacketException {
        return ack(request.toBytes());
    }

    private static Reply4 ack(byte[] packet) throws MalformedPacketException {
        Ipv4Address none = Ipv4Address.UNSPECIFIED;
        return Reply4.to(Message4.read(packet, packet.length), MessageType4.DHCPACK, none, none, none, NONE, NONE);
    }

    private static Message4 discover(Request4 request) throws MalformedPacketException {
        byte[] packet = request.toBytes();
        return Message4.read(packet, packet.length);
    }

    private static Request4 request() {
        return Request4.of(MessageType4.DHCPDISCOVER, 0xbeef, HardwareAddress.parse("02:00:5e:10:00:01"))
                .relayedBy(Ipv4Address.parse("10.0.0.1"))
                .secs(9)
                .broadcast();
    }

    private static byte[] filled(int length, int value) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }
}
