package io.holdfast.engine.v6;

import static io.holdfast.address.IaType.NA;
import static io.holdfast.address.IaType.PD;
import static io.holdfast.engine.v6.KeaClient6.address;
import static io.holdfast.engine.v6.KeaClient6.bytes;
import static io.holdfast.engine.v6.KeaSubnets6.delegated;
import static io.holdfast.engine.v6.KeaSubnets6.from;
import static io.holdfast.engine.v6.KeaSubnets6.in;

import io.holdfast.address.Ipv6Address;
import io.holdfast.kea.Network6;
import io.holdfast.kea.Station6;
import io.holdfast.kea.Told;
import io.holdfast.wire.v6.MessageType6;
import io.holdfast.wire.v6.Request6;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Which link a client is on, by which way it may ask, and what relays are told: as with Kea. */
class KeaLink6ComparisonTests {

    private static final String NOWHERE = "2001:db8:ffee::1";

    private static final Ipv6Address PEER = address("fe80::c1");

    /** {@code port-2} */
    private static final byte[] PORT = bytes("706f72742d32");

    private static final byte[] SUBSCRIBER = bytes("737562736372696265");

    /** Members of the subnets that are not like the others. */
    private static final Map<Integer, String> SPECIAL = Map.of(
            2,
            "\"interface-id\": \"port-2\", \"pools\": [ { \"pool\": \"2001:db8:2::10-2001:db8:2::ff\" } ]",
            3,
            "\"relay\": { \"ip-addresses\": [ \"2001:db8:beef::1\", \"2001:db8:beef::2\" ] },",
            6,
            "\"allocator\": \"iterative\",");

    private static KeaComparison6 both;

    @BeforeAll
    static void begin() throws Exception {
        List<String> subnets = new ArrayList<>(KeaSubnets6.upTo(30, SPECIAL));
        subnets.add("""
                { "id": 100, "subnet": "2001:db8:ffff::/64", "interface": "srv0",
                  "option-data": [ { "name": "dns-servers", "data": "2001:db8::35" } ],
                  "pools": [ { "pool": "2001:db8:ffff::1:0/112" } ],
                  "pd-pools": [ { "prefix": "fd00:ffff::", "prefix-len": 48, "delegated-len": 56 } ] }
                """);
        both = new KeaComparison6("""
                "preferred-lifetime": 3000, "valid-lifetime": 4000,
                "option-data": [ { "name": "dns-servers", "data": "2001:db8::53" },
                  { "name": "erp-local-domain-name", "data": "configured.example.org" } ],
                """, subnets);
    }

    @AfterAll
    static void end() throws IOException {
        if (both != null) {
            both.close();
        }
    }

    private static Told told(Request6... requests) {
        return both.tell(requests);
    }

    private static Told told(Station6 from, Request6... requests) {
        return both.tell(from, requests);
    }

    private static KeaClient6 client(int number) {
        return KeaClient6.of(number);
    }

    /** In the subnet of the clients that ask without a relay. */
    private static Ipv6Address direct(int client) {
        return address("2001:db8:ffff::1:" + client);
    }

    @Test
    void withoutARelay() {
        told(
                        client(1).solicit().ia(1, direct(1)).requesting(23),
                        client(1).request().ia(1, direct(1)).requesting(23),
                        client(1).renew().ia(1, direct(1)),
                        client(1).rebind().ia(1, direct(1)),
                        client(1).confirm().ia(1, direct(1)),
                        client(1).confirm().ia(1, address(NOWHERE)),
                        client(1).decline().ia(1, direct(1)),
                        client(1).request().ia(1, direct(101)),
                        client(1).release().ia(1, direct(101)))
                .differs("7. status: Holdfast 0, Kea -");
    }

    @Test
    void onALinkThatIsNoSubnets() {
        told(
                        Station6.STRANGER,
                        client(2).solicit().ia(NA, 1).ia(PD, 1),
                        client(2).request().ia(NA, 1).ia(PD, 1),
                        client(2).renew().ia(1, in(1, "10")).ia(1, delegated(1, 1)),
                        client(2).rebind().ia(1, in(1, "10")).ia(1, delegated(1, 1)),
                        client(2).confirm().ia(1, in(1, "10")),
                        client(2).release().ia(1, in(1, "10")),
                        client(2).decline().ia(1, in(1, "10")),
                        KeaClient6.informing().requesting(23))
                .differs(
                        "5. answer: Holdfast silence, Kea REPLY",
                        "6. status: Holdfast 0, Kea 3",
                        "7. status: Holdfast 0, Kea -");
    }

    @Test
    void toTheServersOwnAddress() {
        told(
                        Station6.UNICAST_CLIENT,
                        client(3).solicit().ia(1, direct(3)),
                        client(3).confirm().ia(1, direct(3)),
                        client(3).rebind().ia(1, direct(3)),
                        KeaClient6.informing().requesting(23))
                .same();
    }

    @Test
    void toTheServersOwnAddressWithWhatIsItsOwn() {
        told(
                        Station6.UNICAST_CLIENT,
                        client(4).request().ia(1, direct(4)),
                        client(4).renew().ia(1, direct(4)),
                        client(4).release().ia(1, direct(4)),
                        client(4).decline().ia(1, direct(4)))
                .differs(
                        "1. IA_NA 1: Holdfast -, Kea T1 1500 T2 2400",
                        "1. IA_NA 1.0: Holdfast -, Kea 2001:db8:ffff::1:4 3000 4000",
                        "1. status: Holdfast 5, Kea -",
                        "2. IA_NA 1: Holdfast -, Kea T1 1500 T2 2400",
                        "2. IA_NA 1.0: Holdfast -, Kea 2001:db8:ffff::1:4 3000 4000",
                        "2. status: Holdfast 5, Kea -",
                        "3. IA_NA 1: Holdfast -, Kea T1 0 T2 0",
                        "3. IA_NA 1 status: Holdfast -, Kea 0",
                        "3. status: Holdfast 5, Kea 0",
                        "4. IA_NA 1: Holdfast -, Kea T1 0 T2 0",
                        "4. IA_NA 1 status: Holdfast -, Kea 3",
                        "4. status: Holdfast 5, Kea -");
    }

    @Test
    void byALinkAddress() {
        told(from(1, client(5).solicit(NA)), from(4, client(5).solicit(NA))).same();
    }

    @Test
    void byALinkAddressThatIsNoSubnets() {
        told(
                        client(6).solicit(NA).relayedBy(address(NOWHERE), PEER),
                        client(6).request().ia(NA, 1).relayedBy(address(NOWHERE), PEER),
                        client(6).renew().ia(1, in(1, "10")).relayedBy(address(NOWHERE), PEER),
                        client(6).confirm().ia(1, in(1, "10")).relayedBy(address(NOWHERE), PEER),
                        KeaClient6.informing().requesting(23).relayedBy(address(NOWHERE), PEER))
                .differs("4. answer: Holdfast silence, Kea REPLY");
    }

    @Test
    void byTheAddressOfARelayThatIsConfigured() {
        told(
                        client(7).solicit(NA).relayedBy(address("2001:db8:beef::1"), PEER),
                        client(8).solicit(NA).relayedBy(address("2001:db8:beef::2"), PEER),
                        client(9).solicit(NA).relayedBy(address("2001:db8:beef::3"), PEER),
                        from(3, client(10).solicit().ia(1, in(3, "12"))))
                .same();
    }

    @Test
    void byAnInterfaceId() {
        told(
                        hinted(11, "11").relayedBy(address(NOWHERE), PEER).relayOption(18, PORT),
                        client(13).solicit(NA).relayedBy(address(NOWHERE), PEER).relayOption(18, bytes("706f72742d39")),
                        from(2, hinted(14, "14")))
                .same();
    }

    @Test
    void byAnInterfaceIdWithoutALinkAddress() {
        told(hinted(12, "12").relayedBy(Ipv6Address.UNSPECIFIED, PEER).relayOption(18, PORT))
                .differs("1. IA_NA 1.0: Holdfast 2001:db8:2::12 3000 4000, Kea 2001:db8:ffff::1:0 3000 4000");
    }

    /** In the subnet that has the interface-id. */
    private static Request6 hinted(int client, String host) {
        return client(client).solicit().ia(1, in(2, host));
    }

    @Test
    void interfaceIdAndLinkAddressContradictEachOther() {
        told(from(5, hinted(15, "15")).relayOption(18, PORT)).same();
    }

    @Test
    void aRelayWithoutALinkAddress() {
        told(client(16).solicit().ia(1, direct(16)).relayedBy(Ipv6Address.UNSPECIFIED, PEER))
                .same();
    }

    @Test
    void aRelayOnTheServersOwnLink() {
        told(
                        Station6.NEAR_RELAY,
                        client(17).solicit().ia(1, direct(17)).relayedBy(Ipv6Address.UNSPECIFIED, PEER),
                        from(6, client(17).solicit(NA)))
                .same();
    }

    @Test
    void twoRelays() {
        told(
                        from(7, client(18).solicit(NA))
                                .relayOption(18, bytes("0102"))
                                .relayedBy(address("2001:db8:8::1"), address("2001:db8:7::9"))
                                .relayOption(18, bytes("0304")),
                        client(19)
                                .solicit(NA)
                                .relayedBy(Ipv6Address.UNSPECIFIED, PEER)
                                .relayedBy(address("2001:db8:8::1"), address("fe80::99")),
                        client(20)
                                .solicit(NA)
                                .relayedBy(address(NOWHERE), PEER)
                                .relayedBy(address("2001:db8:9::1"), address("fe80::99")))
                .same();
    }

    @Test
    void twoRelaysAndOneHasTheInterfaceId() {
        told(
                        hinted(21, "21")
                                .relayedBy(address(NOWHERE), PEER)
                                .relayedBy(address("2001:db8:9::1"), address("fe80::99"))
                                .relayOption(18, PORT),
                        hinted(22, "22")
                                .relayedBy(address(NOWHERE), PEER)
                                .relayOption(18, PORT)
                                .relayedBy(address("2001:db8:9::1"), address("fe80::99")))
                .differs(
                        "1. IA_NA 1: Holdfast T1 1500 T2 2400, Kea T1 0 T2 0",
                        "1. IA_NA 1 status: Holdfast -, Kea 2",
                        "1. IA_NA 1.0: Holdfast 2001:db8:2::21 3000 4000, Kea -");
    }

    @Test
    void theMostRelaysAndOneMore() {
        told(relays(33), relays(34)).same();
    }

    private static Request6 relays(int count) {
        Request6 request = from(10, client(23).solicit().ia(1, in(10, "11")));
        for (int i = 1; i < count; i++) {
            request.relayedBy(Ipv6Address.UNSPECIFIED, address("fe80::" + i));
        }
        return request;
    }

    @Test
    void whatARelaySaysOfTheClient() {
        told(from(11, client(24).solicit(NA))
                        .relayOption(18, bytes("0a0b0c"))
                        .relayOption(37, bytes("0000118b0a0b"))
                        .relayOption(38, SUBSCRIBER)
                        .relayOption(53, bytes("000300010a0b0c0d0e0f"))
                        .relayOption(79, bytes("000102000000aabb"))
                        .relayOption(17, bytes("0000118b00010002cafe"))
                        .relayOption(0xfff1, bytes("07")))
                .same();
    }

    @Test
    void whatARelayWantsBack() {
        told(
                        from(12, client(25).solicit(NA))
                                .relayOption(43, bytes("00250026"))
                                .relayOption(37, bytes("0000118b0a0b"))
                                .relayOption(38, SUBSCRIBER),
                        from(12, client(26).solicit(NA))
                                .relayOption(43, bytes("00260035"))
                                .relayOption(37, bytes("0000118b0a0b"))
                                .relayOption(18, bytes("01")))
                .differs(
                        "1. relay 0 option 37: Holdfast 00:00:11:8b:0a:0b, Kea -",
                        "1. relay 0 option 38: Holdfast 73:75:62:73:63:72:69:62:65, Kea -");
    }

    @Test
    void whatARelaySupplies() {
        told(
                        from(13, client(27).solicit().ia(1, in(13, "10"))).relayOption(66, bytes("0041000502657000aa")),
                        from(14, client(28).solicit().ia(1, in(14, "10")))
                                .relayOption(66, bytes("0041000502657802" + "00")),
                        from(14, client(28).solicit().ia(1, in(14, "10")).requesting(65))
                                .relayOption(66, bytes("00410005036570" + "7800")),
                        from(14, client(28).solicit().ia(1, in(14, "10")).requesting(31, 65))
                                .relayOption(66, bytes("001f001020010db8000000000000000000000123")))
                .same();
    }

    @Test
    void aRelayWithAnotherPort() {
        told(from(15, client(29).solicit(NA)).relayOption(135, bytes("0000"))).same();
    }

    @Test
    void hopCountsAreRepeated() {
        byte[] packet = from(16, client(30).solicit(NA)).toBytes();
        packet[1] = 9;
        both.tell(server -> server.tell(Station6.RELAY, packet)).same();
    }

    /** Not with exactly the header of a relay, which has Kea 3.0.4 abort. */
    @Test
    void relaysThatHaveNothing() {
        both.tell(server -> {
                    byte[] whole = from(17, client(31).solicit(NA)).toBytes();
                    server.tell(Station6.RELAY, Arrays.copyOf(whole, 36));
                    server.tell(Station6.RELAY, Arrays.copyOf(whole, 38));
                    server.tell(Station6.RELAY, Arrays.copyOf(whole, 30));
                    server.tell(Station6.RELAY, Arrays.copyOf(whole, 1));
                    server.tell(Station6.RELAY, Arrays.copyOf(whole, whole.length - 1));
                    byte[] reply = whole.clone();
                    reply[0] = (byte) MessageType6.RELAY_REPL.number();
                    server.tell(Station6.RELAY, reply);
                })
                .differs("6. answer: Holdfast silence, Kea ADVERTISE");
    }

    @Test
    void aLeaseOfAnotherLink() {
        told(
                        from(18, client(32).request().ia(1, in(18, "10"))),
                        from(19, client(32).solicit(NA)),
                        from(19, client(32).request().ia(1, in(18, "10"))),
                        from(19, client(32).confirm().ia(1, in(18, "10"))),
                        from(19, client(32).release().ia(1, in(18, "10"))),
                        from(18, client(32).renew().ia(1, in(18, "10"))))
                .differs(
                        "3. IA_NA 1: Holdfast T1 0 T2 0, Kea T1 1500 T2 2400",
                        "3. IA_NA 1 status: Holdfast 4, Kea -",
                        "3. IA_NA 1.0: Holdfast -, Kea 2001:db8:19::11 3000 4000");
    }

    @Test
    void registeringAnAddress() {
        told(
                        Station6.REGISTRANT,
                        registering(33, Network6.CHOSEN),
                        registering(33, Network6.CHOSEN),
                        registering(34, Network6.CHOSEN),
                        registering(33, "2001:db8:ffff::e"),
                        registering(33, NOWHERE),
                        registering(33, Network6.CHOSEN).ia(NA, 1),
                        registering(33, Network6.CHOSEN).serverId(KeaClient6.SERVER),
                        KeaClient6.anonymous(MessageType6.ADDR_REG_INFORM)
                                .address(address(Network6.CHOSEN), 1000, 2000),
                        client(33).message(MessageType6.ADDR_REG_INFORM))
                .same();
    }

    @Test
    void registeringAnAddressThroughARelay() {
        told(
                        registering(35, "2001:db8:20::99").relayedBy(in(20, "1"), in(20, "99")),
                        registering(36, "2001:db8:21::1").relayedBy(in(21, "1"), in(21, "99")))
                .differs(
                        "1. answer: Holdfast ADDR-REG-REPLY, Kea silence",
                        "2. answer: Holdfast silence, Kea ADDR-REG-REPLY");
    }

    private static Request6 registering(int client, String address) {
        return client(client).message(MessageType6.ADDR_REG_INFORM).address(address(address), 1000, 2000);
    }
}
