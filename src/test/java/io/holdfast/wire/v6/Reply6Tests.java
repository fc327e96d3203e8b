package io.holdfast.wire.v6;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.address.Duid;
import io.holdfast.address.IaType;
import io.holdfast.address.Ipv6Address;
import io.holdfast.address.Ipv6Prefix;
import io.holdfast.wire.MalformedPacketException;
import io.holdfast.wire.PacketWriter;
import io.holdfast.wire.Vector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Reply6Tests {

    private static final Ipv6Address LINK = Ipv6Address.parse("2001:db8::1");
    private static final Ipv6Address PEER = Ipv6Address.parse("fe80::2");

    @Test
    void writesAReply() throws Exception {
        byte[] reply = Reply6.to(solicit(Request6.of(MessageType6.SOLICIT, 0xc0ffee)), MessageType6.REPLY)
                .option(OptionCode6.CLIENT_ID, Duid.parse("00:01:02"))
                .option(OptionCode6.SERVER_ID, Duid.parse("00:02:03"))
                .option(OptionCode6.RAPID_COMMIT, new byte[0])
                .beginIa(IaType.NA, 7, 1000, 0xffff_ffffL)
                .address(Ipv6Address.parse("2001:db8::9"), 3000, 4000)
                .endIa()
                .beginIa(IaType.PD, -1, 0, 0)
                .prefix(Ipv6Prefix.parse("2001:db8:0:100::/56"), 1, 2, Ipv6Prefix.parse("2001:db8:0:1ff::/64"))
                .prefix(Ipv6Prefix.parse("2001:db8:1::/48"), 0, 0, null)
                .status(StatusCode6.SUCCESS, "für dich")
                .endIa()
                .option(OptionCode6.INFORMATION_REFRESH_TIME, 3600)
                .status(StatusCode6.NO_BINDING, "")
                .finish();

        assertThat(reply).isEqualTo(Vector.of("""
                                07 c0 ff ee                # REPLY, transaction id of the request
                                00 01 00 03 00 01 02       # client-id
                                00 02 00 03 00 02 03       # server-id
                                00 0e 00 00                # rapid commit
                                00 03 00 28                # IA_NA
                                 00 00 00 07               #  IAID
                                 00 00 03 e8 ff ff ff ff   #  T1, T2
                                 00 05 00 18               #  IAADDR
                                  20 01 0d b8 00*11 09     #   address
                                  00 00 0b b8 00 00 0f a0  #   preferred, valid
                                00 19 00 5b                # IA_PD
                                 ff ff ff ff 00*8          #  IAID, T1, T2
                                 00 1a 00 1f               #  IAPREFIX
                                  00 00 00 01 00 00 00 02  #   preferred, valid
                                  38 20 01 0d b8 00 00 01 00 00*8 # prefix length and prefix
                                  00 43 00 02 40 ff        #   PD exclude: length and subnet id
                                 00 1a 00 19 00*8 30 20 01 0d b8 00 01 00*10 # IAPREFIX
                                 00 0d 00 0b 00 00 66 c3 bc 72 20 64 69 63 68 # status code Success
                                00 20 00 04 00 00 0e 10    # information refresh time
                                00 0d 00 02 00 03          # status code NoBinding
                                """));
        assertThat(Message6.read(reply, reply.length)
                        .ias()
                        .getLast()
                        .leases()
                        .getFirst()
                        .excluded())
                .isEqualTo(Ipv6Prefix.parse("2001:db8:0:1ff::/64"));
    }

    @Test
    void goesBackThroughTheRelays() throws Exception {
        Message6 request = solicit(Request6.of(MessageType6.SOLICIT, 5)
                .relayedBy(LINK, PEER)
                .relayOption(OptionCode6.INTERFACE_ID, Vector.of("65 74 68 30"))
                .relayOption(OptionCode6.REMOTE_ID, Vector.of("00 00 00 09 61"))
                .relayedBy(Ipv6Address.UNSPECIFIED, LINK)
                .relayOption(OptionCode6.RELAY_SOURCE_PORT, Vector.of("10 00"))
                .relayOption(OptionCode6.SUBSCRIBER_ID, Vector.of("73"))
                .relayOption(OptionCode6.ECHO_REQUEST, Vector.of("00 26 00 09 01 00 00 87 00"))
                .relayOption(256, Vector.of("aa"))
                .relayOption(256, Vector.of("bb")));

        Reply6 reply = Reply6.to(request, MessageType6.ADVERTISE).option(OptionCode6.PREFERENCE, new byte[] {9});

        int length = reply.length();
        byte[] bytes = reply.finish();
        assertThat(bytes).hasSize(length).isEqualTo(Vector.of("""
                                0d 01 00*16                # RELAY-REPL, hop-count, link-address
                                20 01 0d b8 00*11 01       # peer-address
                                00 87 00 02 10 00          # relay source port, always
                                00 26 00 01 73             # subscriber-id, as its echo request wants
                                01 00 00 01 aa 01 00 00 01 bb # options 256, as well
                                00 09 00 37                # relayed message
                                 0d 00 20 01 0d b8 00*11 01 fe 80 00*13 02 # RELAY-REPL, hop-count, link, peer
                                 00 12 00 04 65 74 68 30   #  interface-id, always
                                 00 09 00 09               #  relayed message
                                  02 00 00 05              #   ADVERTISE, transaction id
                                  00 07 00 01 09           #   preference
                                """));
    }

    @Test
    void usesTheSameMemoryAgain() throws Exception {
        PacketWriter scratch = new PacketWriter(16);
        Message6 request = solicit(Request6.of(MessageType6.SOLICIT, 5).relayedBy(LINK, PEER));

        byte[] first = Reply6.to(scratch, request, MessageType6.REPLY)
                .option(23, new byte[100])
                .finish();
        byte[] second = Reply6.to(scratch, request, MessageType6.REPLY).finish();

        assertThat(first).hasSize(34 + 4 + 4 + 104);
        assertThat(second)
                .isEqualTo(Reply6.to(request, MessageType6.REPLY).finish())
                .hasSize(34 + 4 + 4);
    }

    @Test
    void neverBecomesLongerThanADatagram() throws Exception {
        Reply6 reply = Reply6.to(solicit(Request6.of(MessageType6.SOLICIT, 5)), MessageType6.REPLY);

        assertThatThrownBy(() -> reply.option(17, new byte[65_500]))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("a datagram has at most 65507 bytes, 65508 were wanted");
        assertThatThrownBy(() -> reply.option(17, new byte[70_000]))
                .hasMessage("option 17 has at most 65535 bytes, 70000 were wanted");
    }

    @Test
    void refusesIdentityAssociationsThatDoNotEndOrBegin() throws Exception {
        Message6 request = solicit(Request6.of(MessageType6.SOLICIT, 5));

        assertThatThrownBy(() -> Reply6.to(request, MessageType6.REPLY).endIa())
                .hasMessage("no identity association was begun");
        Reply6 open = Reply6.to(request, MessageType6.REPLY).beginIa(IaType.NA, 1, 0, 0);
        assertThatThrownBy(() -> open.beginIa(IaType.PD, 1, 0, 0))
                .hasMessage("an identity association is begun inside of another");
        assertThatThrownBy(open::finish).hasMessage("an identity association was begun and not ended");
        assertThatThrownBy(() -> Reply6.to(request, MessageType6.RELAY_REPL))
                .hasMessage("a relay's message is none that answers a client: RELAY-REPL");
    }

    @ParameterizedTest
    @CsvSource({"2001:db8::/56, 2001:db8::/56", "2001:db8::/56, 2001:db8::/48", "2001:db8::/56, 2001:db8:0:100::/64"})
    void refusesToExcludeWhatIsNoPart(String prefix, String excluded) throws Exception {
        Reply6 reply = Reply6.to(solicit(Request6.of(MessageType6.SOLICIT, 5)), MessageType6.REPLY);

        assertThatThrownBy(() -> reply.prefix(Ipv6Prefix.parse(prefix), 1, 1, Ipv6Prefix.parse(excluded)))
                .hasMessage(excluded + " is not a part of " + prefix);
    }

    private static Message6 solicit(Request6 request) throws MalformedPacketException {
        byte[] bytes = request.toBytes();
        return Message6.read(bytes, bytes.length);
    }
}
