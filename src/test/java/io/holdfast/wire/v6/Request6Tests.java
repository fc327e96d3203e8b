package io.holdfast.wire.v6;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.address.Duid;
import io.holdfast.address.IaType;
import io.holdfast.address.Ipv6Address;
import io.holdfast.address.Ipv6Prefix;
import io.holdfast.wire.Vector;
import org.junit.jupiter.api.Test;

class Request6Tests {

    private static final Ipv6Address LINK = Ipv6Address.parse("2001:db8::1");
    private static final Ipv6Address PEER = Ipv6Address.parse("fe80::2");

    @Test
    void writesARequest() {
        byte[] request = Request6.of(MessageType6.REQUEST, 0x010203)
                .clientId(Duid.parse("00:01:02"))
                .serverId(Duid.parse("00:02:03"))
                .elapsed(0x0102)
                .rapidCommit()
                .requesting(23, 24)
                .ia(IaType.NA, 1)
                .ia(2, Ipv6Address.parse("2001:db8::9"))
                .ia(3, Ipv6Prefix.parse("::/56"))
                .beginIa(IaType.PD, 4, 10, 20)
                .prefix(Ipv6Prefix.parse("2001:db8::/48"), 30, 40)
                .endIa()
                .option(OptionCode6.INFORMATION_REFRESH_TIME, 1)
                .option(65, "me")
                .toBytes();

        assertThat(request).isEqualTo(Vector.of("""
                                03 01 02 03                # REQUEST, transaction id
                                00 01 00 03 00 01 02       # client-id
                                00 02 00 03 00 02 03       # server-id
                                00 08 00 02 01 02          # elapsed time
                                00 0e 00 00                # rapid commit
                                00 06 00 04 00 17 00 18    # option request
                                00 03 00 0c 00 00 00 01 00*8 # IA_NA
                                00 03 00 28 00 00 00 02 00*8 # IA_NA
                                 00 05 00 18 20 01 0d b8 00*11 09 00*8 # IAADDR
                                00 19 00 29 00 00 00 03 00*8 # IA_PD
                                 00 1a 00 19 00*8 38 00*16 # IAPREFIX
                                00 19 00 29 00 00 00 04 00 00 00 0a 00 00 00 14 # IA_PD with T1 and T2
                                 00 1a 00 19 00 00 00 1e 00 00 00 28 30 20 01 0d b8 00*12 # IAPREFIX
                                00 20 00 04 00 00 00 01    # information refresh time
                                00 41 00 02 6d 65          # text
                                """));
    }

    @Test
    void isPassedOnByRelays() {
        byte[] request = Request6.of(MessageType6.SOLICIT, 5)
                .relayedBy(LINK, PEER)
                .relayOption(OptionCode6.INTERFACE_ID, new byte[] {'a'})
                .relayedBy(Ipv6Address.UNSPECIFIED, LINK)
                .toBytes();

        assertThat(request).isEqualTo(Vector.of("""
                                0c 01 00*16 20 01 0d b8 00*11 01 # RELAY-FORW, hop-count, link, peer
                                00 09 00 2f                # relayed message
                                 0c 00 20 01 0d b8 00*11 01 fe 80 00*13 02 # RELAY-FORW, hop-count, link, peer
                                 00 12 00 01 61            #  interface-id
                                 00 09 00 04 01 00 00 05   #  relayed message: SOLICIT
                                """));
    }

    @Test
    void refusesWhatNoClientSends() {
        assertThatThrownBy(() -> Request6.of(MessageType6.RELAY_FORW, 1))
                .hasMessage("RELAY-FORW with the transaction id 1: no relay's, and 24 bits are possible");
        assertThatThrownBy(() -> Request6.of(MessageType6.SOLICIT, 0x0100_0000))
                .isInstanceOf(IllegalArgumentException.class);
        Request6 direct = Request6.of(MessageType6.SOLICIT, 1);
        assertThatThrownBy(() -> direct.relayOption(18, new byte[1]))
                .hasMessage("option 18 is for a relay, but there is none");
        assertThatThrownBy(direct.beginIa(IaType.NA, 1, 0, 0)::toBytes)
                .hasMessage("an identity association was begun and not ended");
    }
}
