package io.holdfast.classify.expression;

import io.holdfast.address.HardwareAddress;
import io.holdfast.address.HexText;
import io.holdfast.address.Ipv4Address;
import io.holdfast.wire.v4.MessageType4;
import io.holdfast.wire.v4.Request4;
import java.util.List;

/** What expressions are for one DHCPv4 message, from Kea's source; the real Kea is asked as well. */
public final class ExpressionCases4 {

    private ExpressionCases4() {}

    /** Relayed, with options of every kind that Kea has a text of its own for. */
    public static byte[] packet(Ipv4Address relay) {
        return Request4.of(MessageType4.DHCPDISCOVER, 0x12345678, HardwareAddress.parse("02:00:00:0a:0b:0c"))
                .relayedBy(relay)
                .option(12, "host7")
                .option(60, "MSFT 5.0\0")
                .option(61, hex("01:02:00:00:0a:0b:0c"))
                .option(55, hex("01:03:06:2a"))
                .option(57, hex("05:dc"))
                .option(77, "user")
                .option(93, hex("00:07:00:09"))
                .option(94, hex("01:02:03"))
                .option(97, hex("00:11:22:33"))
                .option(42, hex("c0:00:02:01:c0:00:02:02"))
                .option(118, Ipv4Address.parse("127.0.10.0"))
                .option(119, hex("03:66:6f:6f:00:03:62:61:72:c0:00"))
                .option(81, hex("05:ff:ff:04:68:6f:73:74:00"))
                .option(124, hex("00:00:11:8b:03:61:62:63:00:00:11:8b:02:64:65"))
                .option(125, hex("00:00:11:8b:09:09:03:61:62:63:01:02:02:03"))
                .option(43, hex("02:03:78:79:7a:01:01:05"))
                .option(224, hex("ab:cd"))
                .option(116, hex("01"))
                .option(108, hex("00:00:07:08"))
                .option(151, hex("00:6f:6b"))
                .option(137, hex("04:6c:6f:73:74:00"))
                .option(79, hex("01:73:6c:70"))
                .option(121, hex("18:c0:00:02:c0:00:02:01"))
                .option(143, hex("00:02:61:62"))
                .option(200, hex("01"))
                .option(201, hex("04:30:00"))
                .option(202, hex("20:20:01:0d:b8"))
                .option(203, hex("02:61:62:01:63"))
                .option(204, hex("ff:fe:00:01"))
                .option(205, hex("07:01:61:00:62:63"))
                .option(206, hex("09:01:03:61:62:63:02:01:ff"))
                .option(207, hex("ff"))
                .option(208, hex("01:02"))
                .option(209, hex("02:61:62"))
                .option(210, hex("05:c0:00:02:01:c0:00:02:02"))
                .option(82, hex("02:03:52:45:4d:01:04:31:32:33:34:05:04:7f:00:0a:00"))
                .toBytes();
    }

    /** Kea's {@code option-def} for the options from 200 on, which have no standard. */
    public static final String DEFINITIONS = """
            "option-def": [
              { "name": "flag", "code": 200, "type": "boolean" },
              { "name": "ports", "code": 201, "type": "psid" },
              { "name": "prefix", "code": 202, "type": "ipv6-prefix" },
              { "name": "tuples", "code": 203, "type": "tuple", "array": true },
              { "name": "numbers", "code": 204, "type": "int16", "array": true },
              { "name": "pair", "code": 205, "type": "record", "record-types": "uint8, fqdn, string" },
              { "name": "shell", "code": 206, "type": "uint8", "encapsulate": "inner" },
              { "name": "core", "code": 1, "space": "inner", "type": "string" },
              { "name": "small", "code": 207, "type": "int8" },
              { "name": "nothing", "code": 208, "type": "empty" },
              { "name": "tuple", "code": 209, "type": "tuple" },
              { "name": "list", "code": 210, "type": "record", "record-types": "uint8, ipv4-address", "array": true } ],""";

    private static byte[] hex(String text) {
        return HexText.parse(text);
    }

    public static List<ExpressionCase> cases() {
        return ExpressionCase.table("""
                # literals: a number is four bytes, an odd hexadecimal digit has a zero before it
                'abc' => 'abc'
                '' => 0x
                0x0 => 0x00
                0XAbC => 0x0abc
                1 => 0x00000001
                4294967295 => 0xffffffff
                10.0.0.1 => 0x0a000001
                2001:db8::1 => 0x20010db8000000000000000000000001
                ::ffff:1.2.3.4 => 0x00000000000000000000ffff01020304
                'a' == 0x61 => true
                1 == 0x1 => false
                1 == 0x00000001 => true
                # options
                option[60].text => 'MSFT 5.0'
                option[60].hex => 'MSFT 5.0'
                option[vendor-class-identifier].text == 'MSFT 5.0' => true
                option[ host-name ].text => 'host7'
                option[60].exists => true
                option[66].exists => false
                option[66].text => 0x
                option[66].hex => 0x
                option[66].text == '' => true
                option[57].hex => 0x05dc
                option[57].text => 'type=057, len=002: 1500 (uint16)'
                option[53].text => 'type=053, len=001: 1 (uint8)'
                option[61].text => 'type=061, len=007: 01:02:00:00:0a:0b:0c'
                option[77].text => 'type=077, len=004: 75:73:65:72 'user''
                option[55].text => 'type=055, len=004: 1(uint8) 3(uint8) 6(uint8) 42(uint8)'
                option[93].text => 'type=093, len=004: 7(uint16) 9(uint16)'
                option[94].text => 'type=094, len=003: 1 (uint8) 2 (uint8) 3 (uint8)'
                option[97].text => 'type=097, len=004: 0 (uint8) 112233 (binary)'
                option[42].text => 'type=042, len=008: 192.0.2.1 192.0.2.2'
                option[118].text => 'type=118, len=004: 127.0.10.0 (ipv4-address)'
                option[119].text => 'type=119, len=014: "foo." (fqdn) "bar.foo." (fqdn)'
                option[119].hex => 0x03666f6f000362617203666f6f00
                option[81].text => 'type=81 (CLIENT_FQDN), flags: (N=0, E=1, O=0, S=1), domain-name='host.' (full)'
                option[108].text => 'type=108, len=004: 1800 (uint32)'
                option[116].text => 'type=116, len=001: 1 (uint8)'
                option[137].text => 'type=137, len=006: "lost." (fqdn)'
                option[79].text => 'type=079, len=004: mandatory:1, scope-list:"slp"'
                option[121].text => 'type=121(CLASSLESS_STATIC_ROUTE), len=8, Route 1 (subnet 192.0.2.0/24, router IP 192.0.2.1)'
                option[143].text => 'type=143, len=4, data-len0=2, data0='ab''
                option[flag].text => 'type=200, len=001: true (boolean)'
                option[ports].text => 'type=201, len=003: len=4,psid=3 (psid)'
                option[prefix].text => 'type=202, len=005:  (ipv6-prefix)'
                option[prefix].hex => 0x2020010db8
                option[tuples].text => 'type=203, len=5, data-len0=2, data0='ab', data-len1=1, data1='c''
                option[numbers].text => 'type=204, len=004: 65534(uint16) 1(uint16)'
                option[pair].text => 'type=205, len=006: 7 (uint8) "a." (fqdn) "bc" (string)'
                option[shell].text => 'type=206, len=009: 9 (uint8),\\noptions:\\n  type=001, len=003: "abc" (string)\\n  type=002, len=001: ff'
                option[shell].option[1].text => 'abc'
                option[small].text => 'type=207, len=001: -1 (int8)'
                option[nothing].text => 'type=208, len=000: \'\''
                option[nothing].hex => 0x
                option[tuple].text => 'type=209, len=003: "ab" (tuple)'
                option[list].text => 'type=210, len=009: 5 (uint8) 192.0.2.1 (ipv4-address) 192.0.2.2 (ipv4-address)'
                option[224].text => 'type=224, len=002: ab:cd'
                option[224].hex => 0xabcd
                # sub-options, by ascending code where the whole is asked for
                option[82].hex => 0x010431323334020352454d05047f000a00
                option[82].option[1].hex => '1234'
                option[82].option[1].exists => true
                option[82].option[9].exists => false
                option[60].option[1].exists => false
                option[66].option[1].hex => 0x
                relay4[1].hex => '1234'
                relay4[1].text => 'type=001, len=004: 31:32:33:34 '1234''
                relay4[2].text => 'type=002, len=003: 52:45:4d 'REM''
                relay4[5].text => 'type=005, len=004: 127.0.10.0 (ipv4-address)'
                relay4[6].exists => false
                relay4[6].text => 0x
                option[82].text => 'type=082, len=017:,\\noptions:\\n  type=001, len=004: 31:32:33:34 '1234'\\n  type=002, len=003: 52:45:4d 'REM'\\n  type=005, len=004: 127.0.10.0 (ipv4-address)'
                # what option 43 means is not known yet
                option[43].hex => 0x020378797a010105
                option[43].text => 'type=043, len=008: 02:03:78:79:7a:01:01:05'
                option[43].option[1].exists => false
                # the packet
                pkt4.mac => 0x0200000a0b0c
                pkt4.hlen => 0x00000006
                pkt4.htype => 0x00000001
                pkt4.msgtype == 1 => true
                pkt4.transid => 0x12345678
                pkt4.ciaddr => 0x00000000
                pkt4.yiaddr == 0.0.0.0 => true
                pkt4.siaddr => 0x00000000
                addrtotext(pkt4.giaddr) => '127.0.10.1'
                pkt.iface => 'lo'
                addrtotext(pkt.src) => '127.0.0.1'
                addrtotext(pkt.dst) => '127.0.0.1'
                uint32totext(pkt.len) => '519'
                # vendors
                vendor.enterprise => 0x0000118b
                vendor[4491].exists => true
                vendor[*].exists => true
                vendor[3561].exists => false
                vendor[4491].option[1].exists => true
                vendor[4491].option[2].exists => false
                vendor[4491].option[1].hex => 0x0203
                vendor[4491].option[1].text => 'type=001, len=002: 2(uint8) 3(uint8)'
                vendor[*].option[9].hex => 'abc'
                vendor[3561].option[9].hex => 0x
                vendor[4491].option[0].exists => true
                option[125].hex => 0x0000118b09010202030903616263
                option[125].text => 'type=125, len=014: 4491 (uint32) 9 (uint8),\\noptions:\\n  type=001, len=002: 2(uint8) 3(uint8)\\n  type=009, len=003: 61:62:63 'abc''
                vendor-class.enterprise => 0x0000118b
                vendor-class[4491].exists => true
                vendor-class[*].exists => true
                vendor-class[1].exists => false
                vendor-class[4491].data => 'abc'
                vendor-class[4491].data[1] => 'de'
                vendor-class[4491].data[2] => 0x
                vendor-class[1].data => 0x
                option[124].text => 'type=124, len=15,  enterprise id=0x118b, data-len0=3, vendor-class-data0='abc', enterprise id=0x118b, data-len1=2, vendor-class-data1='de''
                # parts
                substring('foobar', 0, 3) => 'foo'
                substring('foobar', 3, all) => 'bar'
                substring('foobar', 0, 0) => 0x
                substring('foobar', 5, 9) => 'r'
                substring('foobar', 6, 1) => 0x
                substring('foobar', -1, 1) => 'r'
                substring('foobar', -6, 2) => 'fo'
                substring('foobar', -7, 2) => 0x
                substring('foobar', 4, -2) => 'ob'
                substring('foobar', -1, -3) => 'oba'
                substring('foobar', 2, -5) => 'fo'
                substring('foobar', 0, -1) => 0x
                substring(option[60].hex, 0, 4) == 'MSFT' => true
                substring('', 0, all) => 0x
                split('a.b.c', '.', 2) => 'b'
                split('a.b.c', '.', 0) => 0x
                split('a.b.c', '.', 4) => 0x
                split('a.b.c', '.', -1) => 0x
                split('a.b-c', '.-', 3) => 'c'
                split('a..c', '.', 2) => 0x
                split('.a', '.', 1) => 0x
                split('abc', '', 5) => 'abc'
                split('abc', '.', 1) => 'abc'
                split('', '.', 1) => 0x
                concat('foo', 'bar') => 'foobar'
                'a' + 'b' + 0x63 => 'abc'
                'a' + 'b' == 'ab' => true
                ifelse(option[60].exists, option[60].text, 'none') => 'MSFT 5.0'
                ifelse(option[66].exists, 'some', 'none') => 'none'
                sifelse(1 == 1, 'a', 'b') => 'a'
                ifelse(1 == 1, 'a', int8totext(0x0102)) => 'a'
                sifelse(1 == 1, 'a', int8totext(0x0102)) => fails
                # forms
                hexstring(0x0a0b0c, ':') => '0a:0b:0c'
                hexstring(pkt4.mac, '-') => '02-00-00-0a-0b-0c'
                hexstring('', ':') => 0x
                hexstring(0xff, '::') => 'ff'
                lcase('LoWeR 1-') => 'lower 1-'
                ucase('uPpEr 1-') => 'UPPER 1-'
                lcase(0xc4) => 0xc4
                addrtotext(10.1.2.3) => '10.1.2.3'
                addrtotext(2001:db8:0:0::1) => '2001:db8::1'
                addrtotext(::ffff:10.0.0.1) => '::ffff:10.0.0.1'
                addrtotext(::10.0.0.1) => '::10.0.0.1'
                addrtotext(::1) => '::1'
                addrtotext('') => 0x
                addrtotext('abc') => fails
                int8totext(0xff) => '-1'
                int8totext('') => 0x
                int8totext(0x0102) => fails
                uint8totext(0xff) => '255'
                int16totext(0xfffe) => '-2'
                int16totext(0x01) => fails
                uint16totext(0xfffe) => '65534'
                int32totext(4294967295) => '-1'
                uint32totext(4294967295) => '4294967295'
                uint32totext(0x010203) => fails
                # conditions
                match('[0-9]+', '123') => true
                match('[0-9]+', '123a') => false
                match('.*5\\.0', option[60].text) => true
                match('[[:alpha:]]+ [[:digit:]]\\.0', option[60].text) => true
                match('msft.*', option[60].text) => false
                match('', '') => true
                match('a{2,3}', 'aaa') => true
                match('(?:ab)+c?', 'abab') => true
                match('[^[:space:]]+', 'a b') => false
                not option[66].exists => true
                not not option[66].exists => false
                option[60].exists and option[61].exists => true
                option[60].exists and option[66].exists => false
                option[66].exists or option[60].exists => true
                option[66].exists and option[60].exists or option[61].exists => true
                option[61].exists or option[60].exists and option[66].exists => true
                (option[61].exists or option[60].exists) and option[66].exists => false
                not option[66].exists and option[66].exists => false
                option[66].exists sand option[60].exists => false
                option[66].exists sor option[60].exists => true
                1 == 2 and int8totext(0x0102) == '' => false
                1 == 1 or int8totext(0x0102) == '' => true
                1 == 2 sand int8totext(0x0102) == '' => fails
                1 == 1 sor int8totext(0x0102) == '' => fails
                1 == 1 or 1 == 2 sand 1 == 2 => true
                1 == 1 sor 1 == 2 and 1 == 2 => true
                member('ALL') => true
                member('VENDOR_CLASS_MSFT 5.0') => true
                member('VENDOR_CLASS_other') => false
                notoption[66].exists => true
                """);
    }
}
