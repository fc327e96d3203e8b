package io.holdfast.engine.v6;

import static io.holdfast.address.IaType.NA;
import static io.holdfast.address.IaType.PD;
import static io.holdfast.engine.v6.KeaClient6.bytes;
import static io.holdfast.engine.v6.KeaClient6.prefix;
import static io.holdfast.engine.v6.KeaSubnets6.delegated;
import static io.holdfast.engine.v6.KeaSubnets6.from;
import static io.holdfast.engine.v6.KeaSubnets6.in;

import io.holdfast.kea.Told;
import io.holdfast.wire.v6.Request6;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is reserved, and for whom: as Kea does. Each story has a subnet of its own. */
class KeaHosts6ComparisonTests {

    /** A hardware address that only option 79 of a relay tells. */
    private static final byte[] HARDWARE = bytes("00010a0b0c0d0e0f");

    private static KeaComparison6 both;

    private static String reserved(String... hosts) {
        return "\"reservations\": [ %s ],".formatted(String.join(", ", hosts));
    }

    private static String host(int client, String members) {
        return "{ \"duid\": \"%s\", %s }".formatted(KeaClient6.of(client).duid(), members);
    }

    private static String hardware(String members) {
        return "{ \"hw-address\": \"0a:0b:0c:0d:0e:0f\", %s }".formatted(members);
    }

    private static String addresses(String... hosts) {
        return "\"ip-addresses\": [ %s ]".formatted(list("2001:db8:N::%s", hosts));
    }

    private static String prefixes(String... prefixes) {
        return "\"prefixes\": [ %s ]".formatted(list("%s", prefixes));
    }

    private static String list(String pattern, String... values) {
        return String.join(
                ", ",
                Arrays.stream(values)
                        .map(value -> "\"" + pattern.formatted(value) + "\"")
                        .toList());
    }

    /** Members of the subnets that are not like the others. */
    private static Map<Integer, String> special() {
        Map<Integer, String> special = new HashMap<>();
        special.put(1, reserved(host(1, addresses("77"))));
        special.put(2, reserved(host(1, addresses("10")), host(2, addresses("11"))));
        special.put(3, reserved(host(1, addresses("71", "72") + ", " + prefixes("fd01:N::/48", "fd01:N:1::/56"))));
        special.put(4, reserved(host(1, addresses("12") + ", " + prefixes("fd00:N:0:100::/56"))));
        special.put(5, reserved(hardware(addresses("77")), host(1, addresses("78"))));
        special.put(6, reserved(hardware(addresses("77"))));
        special.put(7, "\"reservations-out-of-pool\": true," + reserved(host(1, addresses("11", "77"))));
        special.put(8, "\"reservations-in-subnet\": false," + reserved(host(1, addresses("77"))));
        special.put(9, "\"reservations-global\": true, \"reservations-in-subnet\": false,");
        special.put(10, "\"reservations-global\": true," + reserved(host(101, addresses("78"))));
        special.put(11, reserved(host(1, "\"hostname\": \"Printer\"")));
        special.put(12, reserved(host(1, addresses("77") + ", \"hostname\": \"printer.example.org\"")));
        special.put(
                13,
                reserved(
                        host(
                                1,
                                "\"option-data\": [ { \"name\": \"dns-servers\", \"data\": \"2001:db8::99\" },"
                                        + " { \"name\": \"sntp-servers\", \"data\": \"2001:db8::98\", \"always-send\": true } ]")));
        special.put(
                14,
                reserved(
                        host(1, prefixes("fd01:N::/48") + ", \"excluded-prefixes\": [ \"fd01:N:0:1::/64\" ]"),
                        host(2, prefixes("fd01:N:8000::/48"))));
        special.put(15, reserved(host(1, addresses("77")), host(2, prefixes("fd01:N::/48"))));
        special.put(16, reserved(host(1, addresses("10", "11", "12"))));
        special.put(
                17,
                reserved(host(1, addresses("77") + ", \"client-classes\": [ \"bronze\" ]"))
                        + "\"option-data\": [ { \"name\": \"dns-servers\", \"data\": \"2001:db8::17\","
                        + " \"client-classes\": [ \"bronze\" ] } ],");
        special.put(18, reserved(host(1, "\"client-classes\": [ \"DROP\" ]"), host(2, addresses("77"))));
        special.put(19, reserved(host(1, addresses("77"))) + """
                "pools": [ { "pool": "2001:db8:N::10-2001:db8:N::11", "client-classes": [ "KNOWN" ] },
                  { "pool": "2001:db8:N::20-2001:db8:N::21", "client-classes": [ "UNKNOWN" ] } ]""");
        special.put(20, reserved(host(1, "\"client-classes\": [ \"bronze\" ]")) + """
                "pools": [ { "pool": "2001:db8:N::10-2001:db8:N::11", "client-classes": [ "bronze" ] },
                  { "pool": "2001:db8:N::20-2001:db8:N::21" } ]""");
        special.put(21, reserved(host(1, addresses("77"))));
        special.replaceAll((n, members) -> members.replace(":N:", ":" + n + ":"));
        return special;
    }

    @BeforeAll
    static void begin() throws Exception {
        both = new KeaComparison6("""
                "preferred-lifetime": 3000, "valid-lifetime": 4000, "mac-sources": [ "client-link-addr-option" ],
                "client-classes": [ { "name": "bronze" } ],
                "reservations": [ { "duid": "%s", "ip-addresses": [ "2001:db8:9::77", "2001:db8:10::77" ],
                    "prefixes": [ "fd01:9::/48" ], "hostname": "everywhere" } ],
                """.formatted(KeaClient6.of(101).duid()), KeaSubnets6.upTo(30, special()));
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

    private static KeaClient6 client(int number) {
        return KeaClient6.of(number);
    }

    @Test
    void anAddressOutOfThePool() {
        told(
                        1,
                        client(1).solicit(NA),
                        client(1).request().ia(1, in(1, "77")),
                        client(1).renew().ia(1, in(1, "77")),
                        client(1).rebind().ia(1, in(1, "77")),
                        client(1).release().ia(1, in(1, "77")),
                        client(1).solicit(NA),
                        client(2).solicit().ia(1, in(1, "77")))
                .same();
    }

    @Test
    void addressesInThePool() {
        told(
                        2,
                        client(1).solicit(NA),
                        client(2).solicit(NA),
                        client(3).request().ia(NA, 1),
                        client(3).solicit(NA))
                .same();
    }

    @Test
    void askingForAnother() {
        told(
                        2,
                        client(1).request().ia(1, in(2, "11")),
                        client(4).request().ia(1, in(2, "11")),
                        client(4).solicit().ia(1, in(2, "10")))
                .same();
    }

    @Test
    void severalToSeveralAssociations() {
        told(
                        3,
                        client(1).solicit().ia(NA, 11).ia(NA, 12).ia(PD, 21).ia(PD, 22),
                        client(1).request().ia(NA, 11).ia(NA, 12).ia(PD, 21).ia(PD, 22),
                        client(1).request().ia(NA, 12).ia(NA, 11),
                        client(1)
                                .renew()
                                .ia(11, in(3, "71"))
                                .ia(12, in(3, "72"))
                                .ia(21, prefix("fd01:3::/48"))
                                .ia(22, prefix("fd01:3:1::/56")),
                        client(1).request().ia(13, in(3, "10")).ia(23, delegated(3, 1)))
                .same();
    }

    @Test
    void aPrefixInThePool() {
        told(
                        4,
                        client(2).request().ia(1, in(4, "12")).ia(1, delegated(4, 1)),
                        client(1).request().ia(NA, 1).ia(PD, 1),
                        client(1).renew().ia(1, in(4, "12")).ia(1, delegated(4, 1)))
                .same();
    }

    @Test
    void twoIdentifiers() {
        told(
                        5,
                        client(1).solicit(NA),
                        client(2).solicit(NA).relayedBy(in(5, "1"), in(5, "c1")).relayOption(79, HARDWARE))
                .same();
    }

    @Test
    void whoseReservationIsAnotherByNow() {
        Request6 known = client(3).request().ia(NA, 1);
        both.tell(
                        from(6, known).relayOption(79, HARDWARE),
                        from(6, client(3).renew().ia(1, in(6, "77"))).relayOption(79, HARDWARE),
                        from(6, client(3).renew().ia(1, in(6, "77"))),
                        from(6, client(3).renew().ia(1, in(6, "10"))).relayOption(79, HARDWARE))
                .same();
    }

    @Test
    void onlyWhatIsOutOfThePool() {
        told(7, client(1).solicit(NA), client(2).request().ia(1, in(7, "11"))).same();
    }

    @Test
    void noneInTheSubnet() {
        told(8, client(1).solicit().ia(1, in(8, "10"))).same();
    }

    @Test
    void globalOnes() {
        told(
                        9,
                        client(101).solicit(NA),
                        client(101).request().ia(NA, 1).ia(PD, 1),
                        client(101).renew().ia(1, in(9, "77")).ia(1, prefix("fd01:9::/48")),
                        client(101).request().ia(NA, 2))
                .same();
    }

    @Test
    void globalOnesAndThoseOfTheSubnet() {
        told(
                        10,
                        client(101).request().ia(NA, 1).ia(NA, 2),
                        client(101).request().ia(3, in(10, "10")))
                .same();
    }

    @Test
    void globalOnesWhereTheyDoNotHold() {
        told(22, client(101).solicit().ia(1, in(22, "10"))).same();
    }

    @Test
    void aName() {
        byte[] fqdn = bytes("01026d6500");
        told(
                        11,
                        client(1).request().ia(1, in(11, "10")).option(39, fqdn),
                        client(1).request().ia(1, in(11, "10")),
                        client(2).request().ia(1, in(11, "11")).option(39, fqdn))
                .same();
    }

    @Test
    void aNameAndAnAddress() {
        told(
                        12,
                        client(1).solicit(NA).option(39, bytes("00026d65")),
                        client(1).request().ia(NA, 1).option(39, bytes("00026d65")),
                        client(1).renew().ia(1, in(12, "77")).option(39, bytes("04026d65")))
                .same();
    }

    @Test
    void options() {
        told(
                        13,
                        client(1).request().ia(1, in(13, "10")).requesting(23),
                        client(1).renew().ia(1, in(13, "10")).requesting(23, 31),
                        client(1)
                                .message(io.holdfast.wire.v6.MessageType6.INFORMATION_REQUEST)
                                .requesting(23),
                        client(2).request().ia(1, in(13, "11")).requesting(23))
                .same();
    }

    @Test
    void excludedPrefixes() {
        told(
                        14,
                        client(1).request().ia(PD, 1).requesting(67),
                        client(1).renew().ia(1, prefix("fd01:14::/48")).requesting(67),
                        client(2).request().ia(PD, 1).requesting(67))
                .same();
    }

    @Test
    void onlyOfTheOtherKind() {
        told(
                        15,
                        client(1).request().ia(NA, 1).ia(1, delegated(15, 1)),
                        client(2).request().ia(1, in(15, "10")).ia(PD, 1))
                .same();
    }

    @Test
    void aPoolFullOfReservations() {
        told(16, client(2).solicit(NA), client(1).solicit(NA)).same();
    }

    @Test
    void reservedClasses() {
        told(
                        17,
                        client(1).request().ia(NA, 1).requesting(23),
                        client(2).request().ia(1, in(17, "10")).requesting(23))
                .same();
    }

    @Test
    void theClassDrop() {
        told(18, client(1).solicit(NA), client(2).solicit(NA)).same();
    }

    @Test
    void knownAndUnknown() {
        told(
                        19,
                        client(2).solicit().ia(1, in(19, "10")),
                        client(2).solicit().ia(1, in(19, "20")),
                        client(1).request().ia(NA, 1).ia(2, in(19, "11")),
                        client(1).request().ia(3, in(19, "21")))
                .same();
    }

    @Test
    void poolsOfReservedClasses() {
        told(20, client(1).solicit().ia(1, in(20, "11")), client(2).solicit().ia(1, in(20, "11")))
                .same();
    }

    @Test
    void decliningIt() {
        told(
                        21,
                        client(1).request().ia(NA, 1),
                        client(1).decline().ia(1, in(21, "77")),
                        client(1).request().ia(1, in(21, "10")))
                .differs("2. status: Holdfast 0, Kea -");
    }
}
