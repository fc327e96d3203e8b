package io.holdfast.engine.v4;

import io.holdfast.address.HexText;
import io.holdfast.address.Ipv4Address;
import io.holdfast.kea.Told;
import io.holdfast.wire.v4.MessageType4;
import io.holdfast.wire.v4.OptionCode4;
import io.holdfast.wire.v4.Request4;
import java.io.IOException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What stands in an answer, and which packets get one: as Kea does. */
class KeaReplyComparisonTests {

    private static final String LONG_TEXT = "0123456789".repeat(30);

    private static final String GLOBAL = """
            "next-server": "192.0.2.7",
            "option-def": [
              { "name": "pair", "code": 222, "type": "record", "record-types": "uint16, ipv4-address, string" },
              { "name": "numbers", "code": 223, "type": "uint32", "array": true },
              { "name": "names", "code": 224, "type": "fqdn", "array": true },
              { "name": "flag", "code": 225, "type": "boolean" },
              { "name": "nothing", "code": 226, "type": "empty" },
              { "name": "prefixed", "code": 227, "type": "ipv6-prefix" },
              { "name": "tuples", "code": 228, "type": "tuple", "array": true },
              { "name": "port-set", "code": 229, "type": "psid" },
              { "name": "shell", "code": 230, "type": "uint8", "encapsulate": "inner" },
              { "name": "core", "code": 1, "space": "inner", "type": "ipv4-address", "array": true },
              { "name": "crust", "code": 2, "space": "inner", "type": "string" },
              { "name": "small", "code": 231, "type": "int8" },
              { "name": "tricks", "code": 1, "space": "vendor-encapsulated-options-space", "type": "uint16" },
              { "name": "treats", "code": 2, "space": "vendor-encapsulated-options-space", "type": "fqdn" } ],
            "option-data": [
              { "name": "routers", "data": "192.0.2.1" },
              { "name": "domain-name-servers", "data": "192.0.2.53, 192.0.2.54" },
              { "name": "domain-name", "data": "example.org" },
              { "name": "ntp-servers", "data": "192.0.2.123" },
              { "name": "log-servers", "data": "192.0.2.5", "always-send": true },
              { "name": "time-servers", "data": "192.0.2.4" },
              { "name": "domain-search", "data": "example.org, sub.example.org" },
              { "name": "classless-static-route", "data": "198.51.100.0/24 - 192.0.2.9, 0.0.0.0/0 - 192.0.2.1" },
              { "name": "tftp-server-name", "data": "tftp.example.org" },
              { "name": "boot-file-name", "data": "from-option" },
              { "name": "interface-mtu", "data": "1400" },
              { "name": "ip-forwarding", "data": "false" },
              { "name": "default-ip-ttl", "data": "64" },
              { "name": "static-routes", "data": "198.51.100.1,192.0.2.8" },
              { "name": "uap-servers", "data": "http://example.org/" },
              { "name": "v4-captive-portal", "data": "https://example.org/portal" },
              { "name": "pair", "data": "7, 192.0.2.77, text\\\\, with comma" },
              { "name": "numbers", "data": "1,2,0xffffffff" },
              { "name": "names", "data": "a.example.org, b.example.org." },
              { "name": "flag", "data": "true" },
              { "name": "nothing" },
              { "name": "prefixed", "data": "2001:db8::/32" },
              { "name": "tuples", "data": "one, two" },
              { "name": "port-set", "data": "3/4" },
              { "name": "shell", "data": "9" },
              { "name": "core", "space": "inner", "data": "192.0.2.10, 192.0.2.11" },
              { "name": "crust", "space": "inner", "data": "thin" },
              { "name": "small", "data": "-5" },
              { "name": "vendor-encapsulated-options" },
              { "name": "tricks", "space": "vendor-encapsulated-options-space", "data": "513" },
              { "name": "treats", "space": "vendor-encapsulated-options-space", "data": "t.example.org" },
              { "code": 240, "csv-format": false, "data": "0a0b0c" },
              { "code": 241, "csv-format": false, "data": "'text'" },
              { "code": 125, "csv-format": false, "data": "0000118b060204c0000201" },
              { "name": "root-path", "data": "%s" },
              { "name": "merit-dump", "data": "never", "never-send": true } ],
            """.formatted(LONG_TEXT);

    private static final List<String> SUBNETS = List.of(
            subnet(1, ""),
            subnet(2, """
                    "next-server": "192.0.2.8", "server-hostname": "boot.example.org", "boot-file-name": "pxe.bin",
                    "option-data": [ { "name": "routers", "data": "127.2.0.1" },
                      { "name": "log-servers", "data": "192.0.2.6" },
                      { "name": "ntp-servers", "data": "192.0.2.124", "never-send": true },
                      { "name": "time-offset", "data": "-3600", "always-send": true } ],
                    """),
            subnet(3, "\"option-data\": [ { \"name\": \"dhcp-server-identifier\", \"data\": \"192.0.2.66\" } ],"),
            subnet(4, "\"option-data\": [ { \"name\": \"subnet-mask\", \"data\": \"255.255.0.0\" } ],"),
            subnet(5, "\"option-data\": [ { \"name\": \"v6-only-preferred\", \"data\": \"1800\" } ],"),
            subnet(6, "\"relay\": { \"ip-addresses\": [ \"192.0.2.99\", \"127.250.0.9\" ] },"),
            subnet(7, "\"option-data\": [ { \"name\": \"host-name\", \"data\": \"configured\" } ],"),
            subnet(
                    8,
                    "\"option-data\": [ { \"name\": \"dhcp-lease-time\", \"data\": \"77\" },"
                            + " { \"name\": \"dhcp-renewal-time\", \"data\": \"33\" } ],"),
            subnet(0, "\"interface\": \"lo\","));

    private static final Ipv4Address RELAY = Ipv4Address.parse("127.1.0.1");

    private static KeaComparison both;

    private static String subnet(int n, String members) {
        return "{ \"id\": %d, \"subnet\": \"127.%d.0.0/24\", %s \"pools\": [ { \"pool\": \"127.%d.0.10-127.%d.0.199\" } ] }"
                .formatted(n + 1, n, members, n, n);
    }

    @BeforeAll
    static void begin() throws IOException {
        both = new KeaComparison(GLOBAL, SUBNETS);
    }

    @AfterAll
    static void end() throws IOException {
        if (both != null) {
            both.close();
        }
    }

    private static Ipv4Address in(int subnet, int host) {
        return Ipv4Address.parse("127." + subnet + ".0." + host);
    }

    /** Names an address, so that both servers offer the same whatever they have offered before. */
    private static Request4 discover(int subnet, int client) {
        return Client.of(client)
                .discover()
                .relayedBy(in(subnet, 1))
                .option(OptionCode4.REQUESTED_ADDRESS, in(subnet, 10 + client));
    }

    private static byte[] bytes(String hex) {
        return HexText.parse(hex);
    }

    private static Told told(Request4... requests) {
        return told(Arrays.stream(requests).map(Request4::toBytes).toArray(byte[][]::new));
    }

    private static Told told(byte[]... packets) {
        return both.tell(server -> List.of(packets).forEach(server::tell));
    }

    private static void same(Request4... requests) {
        told(requests).same();
    }

    @Test
    void withoutAParameterRequestList() {
        same(discover(1, 1));
    }

    @Test
    void withAListOfEverythingUsual() {
        same(discover(1, 2).requesting(1, 3, 6, 15, 42, 4, 119, 121, 26, 19, 23, 33, 98, 114, 66, 67));
    }

    @Test
    void withAListInAnotherOrderAndRepeated() {
        same(discover(1, 3).requesting(121, 42, 42, 3, 1, 51, 54, 53, 82, 0));
    }

    @Test
    void withAListOfWhatIsNotConfigured() {
        same(discover(1, 4).requesting(9, 10, 11, 14, 200));
    }

    @Test
    void optionsOfOnesOwnDefinition() {
        same(IntStream.of(222, 223, 224, 225, 226, 227, 228, 229, 230, 231, 240, 241)
                .mapToObj(code -> discover(1, 5).requesting(code))
                .toArray(Request4[]::new));
    }

    @Test
    void encapsulatedVendorOptions() {
        same(
                discover(1, 6).requesting(43),
                discover(1, 6).requesting(43).option(OptionCode4.VENDOR_CLASS, "something"));
    }

    @Test
    void identifiedVendorOptionsThatAreGivenWhole() {
        told(discover(1, 7).requesting(125))
                .differs("1. option 125: Holdfast 00:00:11:8b:06:02:04:c0:00:02:01, Kea 00:00:11:8b:00");
    }

    @Test
    void aLongOptionIsSplit() {
        same(discover(1, 9).requesting(17).option(OptionCode4.MAX_MESSAGE_SIZE, bytes("05dc")));
    }

    @Test
    void fieldsAndOptionsOfASubnet() {
        same(discover(2, 10).requesting(3, 7, 42, 2, 14));
    }

    @Test
    void alwaysAndNeverWithoutBeingAsked() {
        same(discover(2, 11));
    }

    @Test
    void aServerIdentifierThatIsConfigured() {
        same(
                discover(3, 12),
                Client.of(12)
                        .message(MessageType4.DHCPREQUEST)
                        .relayedBy(in(3, 1))
                        .option(OptionCode4.REQUESTED_ADDRESS, in(3, 10))
                        .option(OptionCode4.SERVER_IDENTIFIER, Ipv4Address.parse("192.0.2.66")));
    }

    @Test
    void aSubnetMaskThatIsConfigured() {
        same(discover(4, 13));
    }

    @Test
    void lifetimesThatAreConfiguredAsOptions() {
        same(discover(8, 14), discover(8, 14).requesting(51, 58));
    }

    @Test
    void clientsThatCanDoWithoutIpv4() {
        same(discover(5, 15), discover(5, 16).requesting(108));
    }

    @Test
    void hostNames() {
        same(Stream.of("laptop", "Lap Top_1", "laptop.example.org", "laptop.", "", ".", "a..b", "-x-")
                .map(name -> discover(1, 17).option(OptionCode4.HOST_NAME, name))
                .toArray(Request4[]::new));
    }

    @Test
    void hostNamesThatAreAskedFor() {
        same(
                discover(1, 18).requesting(12),
                discover(7, 19).requesting(12),
                discover(7, 20).requesting(12).option(OptionCode4.HOST_NAME, "given"));
    }

    @Test
    void fullyQualifiedNames() {
        told(Stream.of("00", "01", "04", "05", "08", "0c", "0e", "09", "02", "03", "80")
                        .map(flags -> bytes(flags + "0000"
                                + ((bytes(flags)[0] & 4) == 0
                                        ? "486f73742e6f7267"
                                        : "04486f7374076578616d706c65036f726700")))
                        .map(option -> discover(1, 21).option(OptionCode4.CLIENT_FQDN, option))
                        .toArray(Request4[]::new))
                .differs("8. answer: Holdfast DHCPOFFER, Kea silence");
    }

    @Test
    void partialAndEmptyQualifiedNames() {
        told(Stream.of(
                                "010000",
                                "050000",
                                "05000000",
                                "05000004686f7374",
                                "01000068",
                                "0500",
                                "0500000900",
                                "050000056100")
                        .map(option -> discover(1, 22).option(OptionCode4.CLIENT_FQDN, bytes(option)))
                        .toArray(Request4[]::new))
                .differs(
                        "3. option 81: Holdfast 0e:00:00:11:6d:79:68:6f:73:74:2d:31:32:37:2d:31:2d:30:2d:33:32:00, Kea -",
                        "6. answer: Holdfast DHCPOFFER, Kea silence",
                        "7. answer: Holdfast DHCPOFFER, Kea silence",
                        "8. answer: Holdfast DHCPOFFER, Kea silence");
    }

    @Test
    void bothNames() {
        same(discover(1, 23)
                .option(OptionCode4.HOST_NAME, "short")
                .option(OptionCode4.CLIENT_FQDN, bytes("05000004486f737400")));
    }

    @Test
    void theBroadcastFlagSecondsAndHops() {
        same(discover(1, 24).broadcast().secs(77));
    }

    @Test
    void clientIdentifiersComeBack() {
        told(
                        discover(1, 25).option(OptionCode4.CLIENT_IDENTIFIER, bytes("01020000000019")),
                        discover(1, 61).option(OptionCode4.CLIENT_IDENTIFIER, bytes("ff0000000100030001aabbcc")),
                        discover(1, 26).option(OptionCode4.CLIENT_IDENTIFIER, bytes("07")))
                .differs("3. answer: Holdfast DHCPOFFER, Kea silence");
    }

    @Test
    void aRefusal() {
        same(Client.of(27)
                .withId("01:99:88")
                .message(MessageType4.DHCPREQUEST)
                .relayedBy(RELAY)
                .requesting(1, 3, 6)
                .option(OptionCode4.REQUESTED_ADDRESS, Ipv4Address.parse("192.0.2.200"))
                .option(OptionCode4.SERVER_IDENTIFIER, KeaComparison.SERVER)
                .option(82, bytes("0103010203")));
    }

    @Test
    void relayInformationComesBack() {
        told(
                        discover(1, 28).option(82, bytes("01036162630204deadbeef")),
                        discover(1, 28).option(82, bytes("")),
                        discover(1, 28).option(82, bytes("0100")),
                        discover(1, 28).option(82, bytes("01056162")),
                        discover(1, 28).option(82, bytes("ff026162")),
                        discover(1, 28).option(82, bytes("98000101ff9702aabb")))
                .differs(
                        "4. option 82: Holdfast 01:05:61:62, Kea -",
                        "6. option 82: Holdfast 98:00:01:01:ff:97:02:aa:bb, Kea 01:01:ff:97:02:aa:bb:98:00");
    }

    @Test
    void linkSelection() {
        same(
                Client.of(29)
                        .discover()
                        .relayedBy(RELAY)
                        .option(OptionCode4.REQUESTED_ADDRESS, in(2, 59))
                        .option(82, bytes("05047f020001")),
                discover(1, 29).option(82, bytes("0504c0000201")),
                discover(1, 29).option(82, bytes("050400000000")),
                discover(1, 29).option(82, bytes("05027f02")),
                discover(1, 29).option(82, bytes("0b027f02")));
    }

    @Test
    void subnetSelection() {
        same(
                Client.of(30)
                        .discover()
                        .relayedBy(RELAY)
                        .option(OptionCode4.REQUESTED_ADDRESS, in(2, 60))
                        .option(118, in(2, 0)),
                discover(1, 30).option(118, Ipv4Address.parse("192.0.2.0")),
                discover(1, 30).option(118, in(2, 0)).option(82, bytes("05047f040001")),
                discover(1, 30).option(118, 0));
    }

    @Test
    void serverIdentifierOverride() {
        told(
                        discover(1, 31).option(82, bytes("0b047f010001")),
                        Client.of(31)
                                .message(MessageType4.DHCPREQUEST)
                                .relayedBy(RELAY)
                                .option(OptionCode4.REQUESTED_ADDRESS, in(1, 60))
                                .option(OptionCode4.SERVER_IDENTIFIER, RELAY)
                                .option(82, bytes("0b047f010001")))
                .differs(
                        "1. option 54: Holdfast 7f:01:00:01, Kea 7f:00:00:01",
                        "2. option 54: Holdfast 7f:01:00:01, Kea 7f:00:00:01");
    }

    @Test
    void aRelayThatIsConfigured() {
        same(
                Client.of(32)
                        .discover()
                        .relayedBy(Ipv4Address.parse("192.0.2.99"))
                        .option(OptionCode4.REQUESTED_ADDRESS, in(6, 42)),
                Client.of(33)
                        .discover()
                        .relayedBy(Ipv4Address.parse("127.250.0.9"))
                        .option(OptionCode4.REQUESTED_ADDRESS, in(6, 43)),
                discover(6, 33));
    }

    @Test
    void aRelayFromNowhere() {
        same(Client.of(34).discover().relayedBy(Ipv4Address.parse("192.0.2.98")));
    }

    @Test
    void aClientOnTheSameLink() {
        same(Client.of(35)
                .discover()
                .option(OptionCode4.REQUESTED_ADDRESS, in(0, 45))
                .requesting(1, 3));
    }

    @Test
    void aServerIdentifierInADiscover() {
        same(
                discover(1, 36).option(OptionCode4.SERVER_IDENTIFIER, KeaComparison.SERVER),
                discover(1, 36).option(OptionCode4.SERVER_IDENTIFIER, Ipv4Address.parse("192.0.2.1")));
    }

    @Test
    void informing() {
        Client client = Client.of(37);
        same(
                client.message(MessageType4.DHCPINFORM)
                        .clientAddress(in(1, 150))
                        .requesting(3, 6, 15, 42),
                client.message(MessageType4.DHCPINFORM).clientAddress(in(1, 150)),
                client.message(MessageType4.DHCPINFORM)
                        .clientAddress(in(1, 150))
                        .option(OptionCode4.HOST_NAME, "informer"),
                client.message(MessageType4.DHCPINFORM)
                        .clientAddress(in(1, 150))
                        .option(OptionCode4.LEASE_TIME, 900)
                        .requesting(51, 58, 59, 54));
    }

    @Test
    void informingThroughARelay() {
        Client client = Client.of(38);
        same(
                client.message(MessageType4.DHCPINFORM)
                        .relayedBy(RELAY)
                        .clientAddress(in(1, 150))
                        .option(82, bytes("01036162630204deadbeef")),
                client.message(MessageType4.DHCPINFORM).relayedBy(RELAY).option(82, bytes("01036162630204deadbeef")));
    }

    @Test
    void informingFromNowhere() {
        same(Client.of(39).message(MessageType4.DHCPINFORM).relayedBy(Ipv4Address.parse("192.0.2.98")));
    }

    @Test
    void informingAndAskingForTheMask() {
        told(Client.of(40)
                        .message(MessageType4.DHCPINFORM)
                        .clientAddress(in(1, 150))
                        .requesting(1))
                .differs("1. option 1: Holdfast ff:ff:ff:00, Kea -");
    }

    @Test
    void messageTypesThatServersDoNotServe() {
        same(
                EnumSet.complementOf(EnumSet.of(
                                MessageType4.DHCPDISCOVER, MessageType4.DHCPREQUEST, MessageType4.DHCPINFORM))
                        .stream()
                        .map(type -> Client.of(41).message(type).relayedBy(RELAY))
                        .toArray(Request4[]::new));
    }

    @Test
    void messageTypesThatNobodyKnows() {
        told(Stream.of("00", "13", "ff", "", "0101")
                        .map(type -> Request4.withoutType(4711, Client.of(42).hardware())
                                .option(OptionCode4.MESSAGE_TYPE, bytes(type))
                                .option(OptionCode4.REQUESTED_ADDRESS, in(1, 52))
                                .relayedBy(RELAY))
                        .toArray(Request4[]::new))
                .differs("5. answer: Holdfast silence, Kea DHCPOFFER");
    }

    @Test
    void bootp() {
        same(Request4.withoutType(4711, Client.of(43).hardware()).relayedBy(RELAY));
    }

    @Test
    void malformedHeaders() {
        byte[] whole = discover(1, 44).toBytes();
        told(
                        Arrays.copyOf(whole, 0),
                        Arrays.copyOf(whole, 100),
                        Arrays.copyOf(whole, 236),
                        Arrays.copyOf(whole, 240),
                        with(whole, 0, 2),
                        with(whole, 0, 9),
                        with(whole, 236, 0),
                        with(whole, 2, 0))
                .differs("5. answer: Holdfast silence, Kea DHCPOFFER", "6. answer: Holdfast silence, Kea DHCPOFFER");
    }

    @Test
    void hardwareAddressesOfOtherSizes() {
        told(
                        with(discover(1, 45).toBytes(), 2, 16),
                        with(discover(1, 57).toBytes(), 2, 1),
                        with(discover(1, 58).toBytes(), 1, 32))
                .same();
    }

    @Test
    void anOptionThatIsCutOff() {
        byte[] whole = discover(1, 46).toBytes();
        byte[] cut = Arrays.copyOf(whole, 247);
        cut[243] = 12;
        cut[244] = 9;
        told(cut).differs("1. answer: Holdfast silence, Kea DHCPOFFER");
    }

    @Test
    void aMissingEnd() {
        told(Arrays.copyOf(discover(1, 47).toBytes(), 249)).same();
    }

    @Test
    void repeatedOptionsAreOne() {
        same(
                discover(1, 48).requesting(3).requesting(42),
                discover(1, 48).option(12, "one").option(12, "two"));
    }

    @Test
    void optionsInFileAndServerName() {
        byte[] whole = discover(1, 49).option(OptionCode4.OVERLOAD, bytes("03")).toBytes();
        byte[] list = {55, 1, 42, (byte) 255};
        System.arraycopy(list, 0, whole, 108, list.length);
        told(whole).differs("1. option 42: Holdfast c0:00:02:7b, Kea -");
    }

    @Test
    void wishesOfTheWrongSize() {
        told(
                        discover(1, 50).option(OptionCode4.LEASE_TIME, bytes("0001")),
                        Client.of(51).discover().relayedBy(RELAY).option(OptionCode4.REQUESTED_ADDRESS, bytes("0a00")),
                        discover(1, 52).option(OptionCode4.SERVER_IDENTIFIER, bytes("0a00")),
                        discover(1, 53).option(118, bytes("0a00")),
                        discover(1, 54).option(OptionCode4.MAX_MESSAGE_SIZE, bytes("0a")),
                        discover(1, 55).option(OptionCode4.PARAMETER_REQUEST_LIST, bytes("")),
                        discover(1, 56).option(OptionCode4.CLIENT_FQDN, bytes("")))
                .differs(
                        "1. answer: Holdfast DHCPOFFER, Kea silence",
                        "5. answer: Holdfast DHCPOFFER, Kea silence",
                        "6. answer: Holdfast DHCPOFFER, Kea silence",
                        "7. answer: Holdfast DHCPOFFER, Kea silence");
    }

    private static byte[] with(byte[] packet, int offset, int value) {
        byte[] changed = packet.clone();
        changed[offset] = (byte) value;
        return changed;
    }
}
