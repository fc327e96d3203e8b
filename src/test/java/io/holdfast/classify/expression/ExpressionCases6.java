package io.holdfast.classify.expression;

import io.holdfast.address.Duid;
import io.holdfast.address.HexText;
import io.holdfast.address.IaType;
import io.holdfast.address.Ipv6Address;
import io.holdfast.wire.v6.MessageType6;
import io.holdfast.wire.v6.Request6;
import java.util.List;

/** What expressions are for one DHCPv6 message that came through two relays, from Kea's source; the real Kea is asked as well. */
public final class ExpressionCases6 {

    private ExpressionCases6() {}

    public static byte[] packet() {
        return Request6.of(MessageType6.SOLICIT, 0x123456)
                .clientId(Duid.of(hex("00:03:00:01:02:00:00:00:00:07")))
                .requesting(23, 24)
                .elapsed(700)
                .beginIa(IaType.NA, 7, 100, 200)
                .address(Ipv6Address.parse("2001:db8:ffff::77"), 300, 400)
                .endIa()
                .option(
                        25,
                        hex(
                                "00:00:00:08:00:00:00:00:00:00:00:00:00:1a:00:1f:00:00:00:01:00:00:00:02:38:20:01:0d:b8:00:00:01:00"
                                        + ":00:00:00:00:00:00:00:00:00:43:00:02:40:ab"))
                .option(15, hex("00:03:61:62:63"))
                .option(16, hex("00:00:11:8b:00:09:64:6f:63:73:69:73:33:2e:30:00:02:64:65"))
                .option(17, hex("00:00:11:8b:00:02:00:03:61:62:63:00:01:00:02:00:20"))
                .option(39, hex("01:04:68:6f:73:74:00"))
                .option(61, hex("00:07"))
                .option(60, hex("00:02:61:62:00:01:63"))
                .option(13, hex("00:04:6e:6f"))
                .option(56, hex("00:02:00:10:ff:0e:00:00:00:00:00:00:00:00:00:00:00:00:01:01"))
                .relayedBy(Ipv6Address.parse("2001:db8:ffff::aa"), Ipv6Address.parse("fe80::77"))
                .relayOption(18, "near".getBytes(java.nio.charset.StandardCharsets.US_ASCII))
                .relayOption(37, hex("00:00:11:8b:01:02"))
                .relayedBy(Ipv6Address.parse("2001:db8:ffff::bb"), Ipv6Address.parse("2001:db8:ffff::c"))
                .relayOption(18, "far".getBytes(java.nio.charset.StandardCharsets.US_ASCII))
                .toBytes();
    }

    private static byte[] hex(String text) {
        return HexText.parse(text);
    }

    public static List<ExpressionCase> cases() {
        return ExpressionCase.table("""
                pkt6.msgtype == 1 => true
                pkt6.transid => 0x00123456
                pkt.iface => 'srv0'
                addrtotext(pkt.src) => '2001:db8:ffff::c'
                addrtotext(pkt.dst) => '2001:db8:ffff::1'
                uint32totext(pkt.len) => '341'
                # options
                option[1].hex => 0x00030001020000000007
                option[clientid].text => 'type=00001, len=00010: 00:03:00:01:02:00:00:00:00:07'
                option[6].text => 'type=00006, len=00004: 23(uint16) 24(uint16)'
                option[8].text => 'type=00008, len=00002: 700 (uint16)'
                option[3].exists => true
                option[26].exists => false
                option[25].text => 'type=00025(IA_PD), len=00047: iaid=8, t1=0, t2=0,\\noptions:\\n  type=00026(IAPREFIX), len=00031: prefix=2001:db8:0:100::/56, preferred-lft=1, valid-lft=2,\\noptions:\\n    type=00067, len=00002: excluded-prefix-len=64, subnet-id=0xAB'
                option[25].option[26].hex => 0x00000001000000023820010db80000010000000000000000000043000240ab
                option[3].text => 'type=00003(IA_NA), len=00040: iaid=7, t1=100, t2=200,\\noptions:\\n  type=00005(IAADDR), len=00024: address=2001:db8:ffff::77, preferred-lft=300, valid-lft=400'
                option[3].option[5].exists => true
                option[3].option[5].hex => 0x20010db8ffff000000000000000000770000012c00000190
                option[15].hex => 0x0003616263
                option[39].text => 'type=39(CLIENT_FQDN), flags: (N=0, O=0, S=1), domain-name='host.' (full)'
                option[61].text => 'type=00061, len=00002: 7(uint16)'
                option[60].text => 'type=60, len=7, data-len0=2, data0='ab', data-len1=1, data1='c''
                option[13].text => 'type=00013, len=00004: NotOnLink(4) "no"'
                option[56].option[2].text => 'type=00002, len=00016: ff0e::101 (ipv6-address)'
                option[56].option[1].exists => false
                option[56].text => 'type=00056, len=00020:,\\noptions:\\n  type=00002, len=00016: ff0e::101 (ipv6-address)'
                # vendors
                vendor.enterprise => 0x0000118b
                vendor[4491].option[2].text => 'abc'
                vendor[4491].option[1].hex => 0x0020
                vendor[*].option[3].exists => false
                vendor[1].exists => false
                option[17].hex => 0x0000118b00010002002000020003616263
                option[17].text => 'type=00017, len=00017: 4491 (uint32),\\noptions:\\n  type=00001, len=00002: 32(uint16)\\n  type=00002, len=00003: "abc" (string)'
                vendor-class[4491].data => 'docsis3.0'
                vendor-class[*].data[1] => 'de'
                vendor-class.enterprise => 0x0000118b
                option[16].text => 'type=16, len=19,  enterprise id=0x118b, data-len0=9, vendor-class-data0='docsis3.0', data-len1=2, vendor-class-data1='de''
                member('VENDOR_CLASS_docsis3.0') => true
                member('VENDOR_CLASS_de') => false
                # relays, from the server on, or from the client on
                relay6[0].option[18].hex => 'far'
                relay6[1].option[18].hex => 'near'
                relay6[-1].option[18].hex => 'near'
                relay6[-2].option[18].hex => 'far'
                relay6[2].option[18].hex => 0x
                relay6[-3].option[18].exists => false
                relay6[0].option[37].exists => false
                relay6[1].option[37].exists => true
                relay6[0].option[9].exists => false
                relay6[1].option[18].text => 'type=00018, len=00004: 6e:65:61:72 'near''
                addrtotext(relay6[0].linkaddr) => '2001:db8:ffff::bb'
                addrtotext(relay6[0].peeraddr) => '2001:db8:ffff::c'
                addrtotext(relay6[-1].linkaddr) => '2001:db8:ffff::aa'
                relay6[1].peeraddr == fe80::77 => true
                relay6[5].peeraddr => 0x
                relay6[-5].linkaddr => 0x
                """);
    }
}
