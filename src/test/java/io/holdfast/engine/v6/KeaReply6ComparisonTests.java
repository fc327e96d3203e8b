package io.holdfast.engine.v6;

import static io.holdfast.address.IaType.NA;
import static io.holdfast.address.IaType.PD;
import static io.holdfast.engine.v6.KeaClient6.bytes;
import static io.holdfast.engine.v6.KeaSubnets6.from;
import static io.holdfast.engine.v6.KeaSubnets6.in;

import io.holdfast.address.HexText;
import io.holdfast.kea.Station6;
import io.holdfast.kea.Told;
import io.holdfast.wire.v6.MessageType6;
import io.holdfast.wire.v6.Request6;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What stands in an answer, and which packets get one: as Kea does. */
class KeaReply6ComparisonTests {

    private static final String GLOBAL = """
            "preferred-lifetime": 3000, "valid-lifetime": 4000,
            "option-def": [
              { "name": "pair", "code": 1000, "type": "record", "record-types": "uint16, ipv6-address, string" },
              { "name": "numbers", "code": 1001, "type": "uint32", "array": true },
              { "name": "names", "code": 1002, "type": "fqdn", "array": true },
              { "name": "flag", "code": 1003, "type": "boolean" },
              { "name": "nothing", "code": 1004, "type": "empty" },
              { "name": "prefixed", "code": 1005, "type": "ipv6-prefix" },
              { "name": "tuples", "code": 1006, "type": "tuple", "array": true },
              { "name": "port-set", "code": 1007, "type": "psid" },
              { "name": "shell", "code": 1008, "type": "uint8", "encapsulate": "inner" },
              { "name": "core", "code": 1, "space": "inner", "type": "ipv6-address", "array": true },
              { "name": "crust", "code": 2, "space": "inner", "type": "string" },
              { "name": "small", "code": 1009, "type": "int8" },
              { "name": "four", "code": 1010, "type": "ipv4-address" } ],
            "option-data": [
              { "name": "dns-servers", "data": "2001:db8::53, 2001:db8::54" },
              { "name": "domain-search", "data": "example.org, sub.example.org" },
              { "name": "sip-server-dns", "data": "sip.example.org" },
              { "name": "sip-server-addr", "data": "2001:db8::60" },
              { "name": "nis-servers", "data": "2001:db8::27" },
              { "name": "nisp-servers", "data": "2001:db8::28" },
              { "name": "nis-domain-name", "data": "nis.example.org" },
              { "name": "nisp-domain-name", "data": "nisp.example.org" },
              { "name": "sntp-servers", "data": "2001:db8::123" },
              { "name": "information-refresh-time", "data": "7200" },
              { "name": "bcmcs-server-dns", "data": "bcmcs.example.org" },
              { "name": "bcmcs-server-addr", "data": "2001:db8::34" },
              { "name": "geoconf-civic", "data": "1, 2, 3FA4" },
              { "name": "pana-agent", "data": "2001:db8::40" },
              { "name": "new-posix-timezone", "data": "EST5EDT4\\\\,M3.2.0/02:00\\\\,M11.1.0/02:00" },
              { "name": "new-tzdb-timezone", "data": "Europe/Zurich" },
              { "name": "v6-lost", "data": "lost.example.org" },
              { "name": "capwap-ac-v6", "data": "2001:db8::52" },
              { "name": "v6-access-domain", "data": "access.example.org" },
              { "name": "sip-ua-cs-list", "data": "ua.example.org" },
              { "name": "bootfile-url", "data": "http://[2001:db8::59]/boot.efi" },
              { "name": "bootfile-param", "data": "root=/dev/nfs, quiet" },
              { "name": "client-arch-type", "data": "7, 9" },
              { "name": "nii", "data": "1, 3, 16" },
              { "name": "aftr-name", "data": "aftr.example.org" },
              { "name": "erp-local-domain-name", "data": "erp.example.org" },
              { "name": "rdnss-selection", "data": "2001:db8::74, 1, example.org, example.net" },
              { "name": "solmax-rt", "data": "3600" },
              { "name": "inf-max-rt", "data": "4000" },
              { "name": "dhcp4o6-server-addr", "data": "2001:db8::88" },
              { "name": "v6-captive-portal", "data": "https://example.org/portal" },
              { "name": "v6-sztp-redirect", "data": "https://a.example.org, https://b.example.org" },
              { "name": "ipv6-address-andsf", "data": "2001:db8::143" },
              { "name": "s46-cont-mape" },
              { "name": "s46-rule", "space": "s46-cont-mape-options", "data": "1, 16, 24, 192.0.2.0, 2001:db8:46::/48" },
              { "name": "s46-br", "space": "s46-cont-mape-options", "data": "2001:db8::90" },
              { "name": "s46-portparams", "space": "s46-rule-options", "data": "0, 3/4" },
              { "name": "s46-cont-lw" },
              { "name": "s46-br", "space": "s46-cont-lw-options", "data": "2001:db8::91" },
              { "name": "s46-v4v6bind", "space": "s46-cont-lw-options", "data": "192.0.2.1, 2001:db8:46::/64" },
              { "name": "ntp-server" },
              { "name": "ntp-server-address", "space": "v6-ntp-server-suboptions", "data": "2001:db8::124" },
              { "name": "ntp-server-fqdn", "space": "v6-ntp-server-suboptions", "data": "ntp.example.org" },
              { "name": "v6-dnr", "data": "100, dot.example.org., 2001:db8::853 2001:db8::854, alpn=dot port=8530" },
              { "name": "pair", "data": "7, 2001:db8::77, text\\\\, with comma" },
              { "name": "numbers", "data": "1,2,0xffffffff" },
              { "name": "names", "data": "a.example.org, b.example.org." },
              { "name": "flag", "data": "true" },
              { "name": "nothing" },
              { "name": "prefixed", "data": "2001:db8::/33" },
              { "name": "tuples", "data": "one, two" },
              { "name": "port-set", "data": "3/4" },
              { "name": "shell", "data": "9" },
              { "name": "core", "space": "inner", "data": "2001:db8::10, 2001:db8::11" },
              { "name": "crust", "space": "inner", "data": "thin" },
              { "name": "small", "data": "-5" },
              { "name": "four", "data": "192.0.2.4" },
              { "code": 1100, "csv-format": false, "data": "0a0b0c" },
              { "code": 1101, "csv-format": false, "data": "'text'" },
              { "name": "vendor-opts", "csv-format": false, "data": "0000f0f0000100020201" },
              { "code": 1200, "csv-format": false, "data": "01", "always-send": true },
              { "code": 1201, "csv-format": false, "data": "02", "never-send": true } ],
            """;

    private static final Map<Integer, String> SPECIAL = Map.of(
            2,
            """
            "option-data": [ { "name": "dns-servers", "data": "2001:db8:2::53" },
              { "name": "preference", "data": "200", "always-send": true },
              { "code": 1200, "csv-format": false, "data": "03" },
              { "name": "sntp-servers", "data": "2001:db8:2::123", "never-send": true },
              { "code": 1202, "csv-format": false, "data": "04", "always-send": true } ],
            "pools": [ { "pool": "2001:db8:N::10-2001:db8:N::12",
                "option-data": [ { "name": "dns-servers", "data": "2001:db8:2:1::53" },
                  { "name": "bootfile-url", "data": "pool:" } ] },
              { "pool": "2001:db8:N::20-2001:db8:N::22",
                "option-data": [ { "name": "dns-servers", "data": "2001:db8:2:2::53" } ] } ],
            "pd-pools": [ { "prefix": "fd00:N::", "prefix-len": 54, "delegated-len": 56,
                "option-data": [ { "name": "dns-servers", "data": "2001:db8:2:3::53" },
                  { "name": "aftr-name", "data": "pd-pool.example.org" } ] } ]
            """,
            3,
            "\"option-data\": [ { \"name\": \"preference\", \"data\": \"255\" } ],",
            4,
            "\"option-data\": [ { \"name\": \"unicast\", \"data\": \"2001:db8:ffff::1\" } ],",
            5,
            "\"option-data\": [ { \"name\": \"dns-servers\", \"data\": \"2001:db8:5::53\", \"never-send\": true } ],");

    /** {@code myhost-2001-db8-9--10}, a name that is only a label. */
    private static final String MADE = "06:15:6d:79:68:6f:73:74:2d:32:30:30:31:2d:64:62:38:2d:39:2d:2d:31:30:00";

    private static KeaComparison6 both;

    @BeforeAll
    static void begin() throws Exception {
        both = new KeaComparison6(GLOBAL, KeaSubnets6.upTo(20, SPECIAL));
    }

    @AfterAll
    static void end() throws IOException {
        if (both != null) {
            both.close();
        }
    }

    private static Told told(int subnet, Request6... requests) {
        return both.tell(
                Arrays.stream(requests).map(request -> from(subnet, request)).toArray(Request6[]::new));
    }

    private static Told told(byte[]... packets) {
        return both.tell(server -> List.of(packets).forEach(packet -> server.tell(Station6.CLIENT, packet)));
    }

    /** Names an address, so that both servers advertise the same whatever they have advertised before. */
    private static Request6 solicit(int subnet) {
        return KeaClient6.of(1).solicit().ia(1, in(subnet, "10"));
    }

    @Test
    void withoutAnOptionRequest() {
        told(1, solicit(1)).same();
    }

    @Test
    void withARequestForEverythingUsual() {
        told(1, solicit(1).requesting(23, 24, 31, 59, 82, 83, 32, 17))
                .differs("1. option 17: Holdfast 00:00:f0:f0:00:01:00:02:02:01, Kea 00:00:f0:f0");
    }

    @Test
    void withARequestInAnotherOrderAndRepeated() {
        told(1, solicit(1).requesting(31, 24, 24, 23, 1, 2, 3, 13, 0)).same();
    }

    @Test
    void withARequestForWhatIsNotConfigured() {
        told(1, solicit(1).requesting(12, 7, 39, 9999, 65535)).same();
    }

    @Test
    void withAnEmptyRequest() {
        told(1, solicit(1).requesting()).differs("1. answer: Holdfast ADVERTISE, Kea silence");
    }

    @Test
    void standardOptions() {
        told(
                        1,
                        IntStream.rangeClosed(7, 148)
                                .filter(code -> code < 40 || code > 48)
                                .filter(code -> code != 17 && code != 144)
                                .mapToObj(code -> solicit(1).requesting(code))
                                .toArray(Request6[]::new))
                .differs("131. option 148: Holdfast , Kea -");
    }

    @Test
    void encryptedDns() {
        told(1, solicit(1).requesting(144)).same();
    }

    @Test
    void timezones() {
        told(1, solicit(1).requesting(40, 41, 42)).same();
    }

    @Test
    void optionsOfOnesOwnDefinition() {
        told(
                        1,
                        IntStream.concat(IntStream.rangeClosed(1000, 1010), IntStream.of(1100, 1101, 1200, 1201))
                                .mapToObj(code -> solicit(1).requesting(code))
                                .toArray(Request6[]::new))
                .same();
    }

    @Test
    void vendorOptions() {
        told(
                        1,
                        solicit(1).requesting(17),
                        solicit(1).option(17, bytes("0000f0f0")),
                        solicit(1).requesting(17).option(16, bytes("0000f0f00003616263")),
                        solicit(1).option(16, bytes("0000f0f00003616263")),
                        solicit(1).requesting(17).option(16, bytes("0000118b0003616263")),
                        solicit(1).option(17, bytes("0000118b0001000400200021")))
                .differs(
                        "1. option 17: Holdfast 00:00:f0:f0:00:01:00:02:02:01, Kea 00:00:f0:f0",
                        "3. option 17: Holdfast 00:00:f0:f0:00:01:00:02:02:01, Kea 00:00:f0:f0",
                        "5. option 17: Holdfast 00:00:f0:f0:00:01:00:02:02:01, Kea 00:00:f0:f0");
    }

    @Test
    void optionsOfPoolsComeFirst() {
        told(
                        2,
                        solicit(2).requesting(23, 59),
                        KeaClient6.of(1).solicit().ia(1, in(2, "20")).requesting(23, 59),
                        KeaClient6.of(1)
                                .solicit()
                                .ia(1, KeaSubnets6.delegated(2, 1))
                                .requesting(23, 64),
                        KeaClient6.of(1)
                                .solicit()
                                .ia(1, in(2, "20"))
                                .ia(2, in(2, "10"))
                                .ia(1, KeaSubnets6.delegated(2, 1))
                                .requesting(23, 59, 64),
                        KeaClient6.of(1).solicit().requesting(23, 59, 64))
                .differs("4. option 23: Holdfast 20:01:0d:b8:00:02:00:02:00:00:00:00:00:00:00:53,"
                        + " Kea 20:01:0d:b8:00:02:00:01:00:00:00:00:00:00:00:53");
    }

    @Test
    void alwaysAndNeverWithoutBeingAsked() {
        told(2, solicit(2)).same();
    }

    @Test
    void alwaysAndNeverAsked() {
        told(2, solicit(2).requesting(31, 7, 1200, 1201, 1202)).same();
    }

    @Test
    void neverInTheSubnetAndPlainForAll() {
        told(5, KeaClient6.of(1).solicit(NA).requesting(23)).same();
    }

    @Test
    void preference() {
        told(
                        3,
                        KeaClient6.of(1).solicit().ia(1, in(3, "10")),
                        KeaClient6.of(1).solicit().ia(1, in(3, "10")).requesting(7),
                        KeaClient6.of(1).request().ia(1, in(3, "10")).requesting(7))
                .differs("1. option 7: Holdfast ff, Kea -", "3. option 7: Holdfast -, Kea ff");
    }

    @Test
    void theServersUnicastAddress() {
        told(
                        4,
                        KeaClient6.of(1).solicit().ia(1, in(4, "10")),
                        KeaClient6.of(1).request().ia(1, in(4, "10")).requesting(12))
                .differs("1. option 12: Holdfast 20:01:0d:b8:ff:ff:00:00:00:00:00:00:00:00:00:01, Kea -");
    }

    @Test
    void optionsInRepliesOfAllKinds() {
        told(
                        6,
                        KeaClient6.of(1).request().ia(1, in(6, "10")).requesting(23, 31),
                        KeaClient6.of(1).renew().ia(1, in(6, "10")).requesting(23, 31),
                        KeaClient6.of(1).rebind().ia(1, in(6, "10")).requesting(23, 31),
                        KeaClient6.of(1).confirm().ia(1, in(6, "10")).requesting(23, 31),
                        KeaClient6.of(1).decline().ia(1, in(6, "10")).requesting(23, 31),
                        KeaClient6.of(1).release().ia(1, in(6, "10")).requesting(23, 31))
                .differs("5. status: Holdfast 0, Kea -", "6. status: Holdfast 0, Kea 3");
    }

    @Test
    void optionsWhereThereIsNoAddress() {
        told(
                        7,
                        KeaClient6.of(9)
                                .request()
                                .ia(1, in(7, "10"))
                                .ia(2, in(7, "11"))
                                .ia(3, in(7, "12")),
                        KeaClient6.of(1).solicit(NA).requesting(23, 82),
                        KeaClient6.of(1).request().ia(NA, 1).requesting(23, 82))
                .same();
    }

    @Test
    void informing() {
        told(
                        1,
                        KeaClient6.informing().requesting(23, 24, 32, 83),
                        KeaClient6.informing(),
                        KeaClient6.of(1)
                                .message(MessageType6.INFORMATION_REQUEST)
                                .requesting(23),
                        KeaClient6.of(1)
                                .toServer(MessageType6.INFORMATION_REQUEST)
                                .requesting(23))
                .same();
    }

    @Test
    void informingWithWhatDoesNotBelong() {
        told(
                        1,
                        KeaClient6.informing().ia(NA, 1).requesting(23),
                        KeaClient6.informing().ia(PD, 1).requesting(23),
                        KeaClient6.informing().option(4, bytes("00000001")).requesting(23),
                        KeaClient6.informing()
                                .option(2, bytes("000300010a0b0c0d0e0f"))
                                .requesting(23),
                        KeaClient6.informing().serverId(KeaClient6.SERVER).requesting(23))
                .differs(
                        "1. answer: Holdfast silence, Kea REPLY",
                        "2. answer: Holdfast silence, Kea REPLY",
                        "3. answer: Holdfast silence, Kea REPLY");
    }

    @Test
    void informingDirectly() {
        both.tell(server -> {
                    server.tell(KeaClient6.informing().requesting(23, 24, 32));
                    server.tell(Station6.STRANGER, KeaClient6.informing().requesting(23));
                })
                .same();
    }

    @Test
    void informingOfASubnet() {
        told(2, KeaClient6.informing().requesting(23, 31, 59)).differs("1. option 7: Holdfast -, Kea c8");
    }

    @Test
    void fullyQualifiedNames() {
        told(
                        8,
                        Stream.of("00", "01", "02", "03", "04", "05", "06", "07", "80")
                                .map(flags -> KeaClient6.of(1)
                                        .solicit()
                                        .ia(1, in(8, "10"))
                                        .option(39, bytes(flags + "04486f7374076578616d706c65036f726700")))
                                .toArray(Request6[]::new))
                .differs("6. answer: Holdfast ADVERTISE, Kea silence", "8. answer: Holdfast ADVERTISE, Kea silence");
    }

    @Test
    void fullyQualifiedNamesThatAreAskedFor() {
        told(
                        8,
                        KeaClient6.of(1).solicit().ia(1, in(8, "10")).requesting(39),
                        KeaClient6.of(1)
                                .solicit()
                                .ia(1, in(8, "10"))
                                .requesting(39)
                                .option(39, bytes("0104486f7374076578616d706c65036f726700")),
                        KeaClient6.of(1)
                                .request()
                                .ia(1, in(8, "10"))
                                .option(39, bytes("0104486f7374076578616d706c65036f726700")),
                        KeaClient6.of(1)
                                .renew()
                                .ia(1, in(8, "10"))
                                .option(39, bytes("0104486f7374076578616d706c65036f726700")))
                .same();
    }

    @Test
    void partialAndEmptyQualifiedNames() {
        told(
                        9,
                        Stream.of(
                                        "0104686f7374",
                                        "0104686f737400",
                                        "0100",
                                        "01",
                                        "",
                                        "0109",
                                        "01046162",
                                        "01c00c",
                                        "0403612e6200")
                                .map(option -> KeaClient6.of(1)
                                        .solicit()
                                        .ia(1, in(9, "10"))
                                        .option(39, bytes(option)))
                                .toArray(Request6[]::new))
                .differs(
                        "3. option 39: Holdfast " + MADE + ", Kea -",
                        "4. option 39: Holdfast " + MADE + ", Kea 06",
                        "5. answer: Holdfast ADVERTISE, Kea silence",
                        "6. answer: Holdfast ADVERTISE, Kea silence",
                        "7. answer: Holdfast ADVERTISE, Kea silence",
                        "8. answer: Holdfast ADVERTISE, Kea silence");
    }

    @Test
    void optionsThatNobodyKnows() {
        told(1, solicit(1).option(0xff00, bytes("010203")), solicit(1).option(0, bytes("")))
                .same();
    }

    @Test
    void authenticationAndReconfiguring() {
        told(
                        1,
                        solicit(1).option(11, bytes("0001000000000000000000")),
                        solicit(1).option(20, bytes("")),
                        solicit(1).option(19, bytes("05")))
                .same();
    }

    @Test
    void messageTypesThatServersDoNotServe() {
        told(
                        1,
                        Stream.of(MessageType6.values())
                                .filter(type -> !type.isRelay()
                                        && (type.number() > 9
                                                || type == MessageType6.ADVERTISE
                                                || type == MessageType6.REPLY)
                                        && type != MessageType6.INFORMATION_REQUEST
                                        && type != MessageType6.ADDR_REG_INFORM)
                                .map(type -> KeaClient6.of(1).message(type).ia(1, in(1, "10")))
                                .toArray(Request6[]::new))
                .same();
    }

    @Test
    void messageTypesThatNobodyKnows() {
        byte[] whole = from(1, solicit(1)).toBytes();
        both.tell(server -> {
                    for (int type : new int[] {0, 38, 99, 254, 255}) {
                        byte[] packet = whole.clone();
                        packet[38] = (byte) type; // behind a relay's header and that of its option 9
                        server.tell(Station6.RELAY, packet);
                    }
                })
                .same();
    }

    @Test
    void headersThatAreCutOff() {
        byte[] whole = KeaClient6.of(1).solicit(NA).toBytes();
        told(Arrays.copyOf(whole, 1), Arrays.copyOf(whole, 3), Arrays.copyOf(whole, 4))
                .same();
    }

    @Test
    void optionsThatAreCutOff() {
        byte[] whole = KeaClient6.of(1).solicit().ia(1, in(1, "10")).toBytes();
        told(
                        Arrays.copyOf(whole, whole.length - 1),
                        Arrays.copyOf(whole, whole.length - 30),
                        Arrays.copyOf(whole, 7),
                        Arrays.copyOf(whole, whole.length + 3))
                .differs(
                        "1. answer: Holdfast silence, Kea ADVERTISE",
                        "2. answer: Holdfast silence, Kea ADVERTISE",
                        "4. answer: Holdfast silence, Kea ADVERTISE");
    }

    @Test
    void identitiesOfTheWrongSize() {
        told(
                        1,
                        KeaClient6.anonymous(MessageType6.SOLICIT)
                                .option(1, bytes(""))
                                .ia(NA, 1),
                        KeaClient6.anonymous(MessageType6.SOLICIT)
                                .option(1, bytes("0003"))
                                .ia(NA, 1),
                        KeaClient6.anonymous(MessageType6.SOLICIT)
                                .option(1, bytes("000301"))
                                .ia(1, in(1, "11")),
                        KeaClient6.anonymous(MessageType6.SOLICIT)
                                .option(1, new byte[130])
                                .ia(1, in(1, "12")),
                        KeaClient6.anonymous(MessageType6.SOLICIT)
                                .option(1, new byte[131])
                                .ia(1, in(1, "11")),
                        KeaClient6.of(1)
                                .solicit()
                                .clientId(KeaClient6.of(2).duid())
                                .ia(1, in(1, "11")))
                .same();
    }

    @Test
    void associationsOfTheWrongSize() {
        told(
                        1,
                        KeaClient6.of(1).solicit().option(3, bytes("00000001")),
                        KeaClient6.of(1).solicit().option(25, bytes("0000000100000000")),
                        KeaClient6.of(1).solicit().option(3, bytes("000000010000000000000000" + "000500040a0b0c0d")),
                        KeaClient6.of(1)
                                .solicit()
                                .option(
                                        25,
                                        bytes("000000010000000000000000" + "001a0019" + "0000000000000000" + "81"
                                                + HexText.format(in(1, "10").toBytes())
                                                        .replace(":", ""))),
                        KeaClient6.of(1).solicit().option(3, bytes("000000010000000000000000" + "000d00020000")))
                .differs("4. answer: Holdfast silence, Kea ADVERTISE");
    }

    @Test
    void wishesOfTheWrongSize() {
        told(
                        1,
                        solicit(1).option(8, bytes("01")),
                        solicit(1).option(6, bytes("001700")),
                        solicit(1).option(14, bytes("01")),
                        solicit(1).option(16, bytes("0000")),
                        solicit(1).option(15, bytes("0005ab")),
                        solicit(1).option(17, bytes("0000")))
                .differs("1. answer: Holdfast ADVERTISE, Kea silence", "4. answer: Holdfast ADVERTISE, Kea silence");
    }
}
