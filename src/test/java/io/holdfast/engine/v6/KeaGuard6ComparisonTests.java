package io.holdfast.engine.v6;

import static io.holdfast.address.IaType.NA;
import static io.holdfast.address.IaType.PD;
import static io.holdfast.engine.v6.KeaClient6.address;
import static io.holdfast.engine.v6.KeaSubnets6.delegated;
import static io.holdfast.engine.v6.KeaSubnets6.from;
import static io.holdfast.engine.v6.KeaSubnets6.in;

import io.holdfast.address.Ipv6Address;
import io.holdfast.kea.Station6;
import io.holdfast.wire.v6.Request6;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What classes give and whom they keep out, templates and KNOWN among them; each story in a subnet of its own. */
class KeaGuard6ComparisonTests {

    /** The packet says which class it wants to be in by an option that nobody else uses. */
    private static final int WISH = 4000;

    private static final Ipv6Address PEER = address("fe80::c1");

    private static final String BOTH_POOLS = """
            "pools": [ { "pool": "2001:db8:N::10-2001:db8:N::11", "client-classes": [ "KNOWN" ] },
              { "pool": "2001:db8:N::20-2001:db8:N::21", "client-classes": [ "UNKNOWN" ] } ],
            "pd-pools": [ { "prefix": "fd00:N::", "prefix-len": 54, "delegated-len": 56, "client-classes": [ "UNKNOWN" ] },
              { "prefix": "fd01:N::", "prefix-len": 54, "delegated-len": 56, "client-classes": [ "KNOWN" ] } ]""";

    /** Members that are not those of all. */
    private static final Map<Integer, String> SPECIAL = Map.ofEntries(
            Map.entry(2, """
                    "option-data": [ { "name": "nis-domain-name", "data": "gold", "client-classes": [ "SPAWN_by_gold" ] },
                      { "name": "nisp-domain-name", "data": "any", "client-classes": [ "by" ] } ],"""),
            Map.entry(3, reserving(1, "\"client-classes\": [ \"SPAWN_by_gold\" ]") + ","),
            Map.entry(4, "\"evaluate-additional-classes\": [ \"add\" ],"),
            Map.entry(10, reserving(1, "\"hostname\": \"known\"") + "," + BOTH_POOLS),
            Map.entry(11, reserving(1, "\"hostname\": \"known\"") + "," + BOTH_POOLS),
            Map.entry(12, reserving(1, "\"ip-addresses\": [ \"2001:db8:N::20\" ]") + "," + BOTH_POOLS),
            Map.entry(13, "\"reservations-global\": true," + BOTH_POOLS),
            Map.entry(14, reserving(1, "\"prefixes\": [ \"fd00:N:0:100::/56\" ]") + "," + BOTH_POOLS),
            Map.entry(
                    15,
                    reserving(1, "\"hostname\": \"known\"")
                            + ", \"pools\": [ { \"pool\": \"2001:db8:N::10-2001:db8:N::11\", \"client-classes\": [ \"regular\" ] } ]"),
            Map.entry(16, "\"reservations-global\": true, \"reservations-out-of-pool\": true,"),
            Map.entry(
                    17,
                    "\"reservations-global\": true, \"reservations-in-subnet\": false, \"reservations-out-of-pool\": true,"),
            Map.entry(
                    18,
                    "\"reservations-global\": true, \"reservations-out-of-pool\": true, "
                            + reserving(2001, "\"ip-addresses\": [ \"2001:db8:N::6\" ]") + ","));

    private static final String CLASSES = """
            "preferred-lifetime": 3000, "valid-lifetime": 4000,
            "client-classes": [
              { "name": "by", "template-test": "option[4000].hex",
                "option-data": [ { "name": "nis-servers", "data": "2001:db8::1", "always-send": true } ] },
              { "name": "SPAWN_by_gold", "valid-lifetime": 5000,
                "option-data": [ { "name": "nis-servers", "data": "2001:db8::2", "always-send": true },
                  { "name": "nisp-servers", "data": "2001:db8::2", "always-send": true } ] },
              { "name": "is-gold", "test": "member('SPAWN_by_gold')", "preferred-lifetime": 2500,
                "option-data": [ { "name": "sip-server-addr", "data": "2001:db8::3", "always-send": true } ] },
              { "name": "is-any", "test": "member('by')",
                "option-data": [ { "name": "sntp-servers", "data": "2001:db8::4", "always-send": true } ] },
              { "name": "add", "template-test": "substring(option[4000].hex, 0, 1)", "only-in-additional-list": true,
                "option-data": [ { "name": "nis-domain-name", "data": "added", "always-send": true } ] },
              { "name": "SPAWN_add_g",
                "option-data": [ { "name": "nisp-domain-name", "data": "spawned", "always-send": true } ] },
              { "name": "regular", "test": "member('KNOWN')" },
              { "name": "fixed", "test": "option[4000].hex == 'fixed'", "valid-lifetime": 1000 },
              { "name": "bounded", "test": "substring(option[4000].hex, 0, 7) == 'bounded'",
                "min-valid-lifetime": 900, "valid-lifetime": 1000, "max-valid-lifetime": 1100,
                "min-preferred-lifetime": 500, "preferred-lifetime": 600, "max-preferred-lifetime": 700 },
              { "name": "late", "test": "option[4000].hex == 'bounded2'", "valid-lifetime": 2000, "preferred-lifetime": 1900 },
              { "name": "most", "test": "option[4000].hex == 'most'", "max-valid-lifetime": 4200 },
              { "name": "preferred", "test": "option[4000].hex == 'preferred'", "preferred-lifetime": 100 } ],
            """;

    private static final String NETWORKS =
            """
            "shared-networks": [
              { "name": "relay", "relay": { "ip-addresses": [ "2001:db8:beef::1", "2001:db8:beef::2" ] }, "subnet6": [
                { "id": 501, "subnet": "2001:db8:501::/64", "pools": [ { "pool": "2001:db8:501::10-2001:db8:501::11" } ] },
                { "id": 502, "subnet": "2001:db8:502::/64", "pools": [ { "pool": "2001:db8:502::10-2001:db8:502::11" } ] } ] },
              { "name": "relay2", "relay": { "ip-addresses": [ "2001:db8:beef::3" ] }, "subnet6": [
                { "id": 503, "subnet": "2001:db8:503::/64", "pools": [ { "pool": "2001:db8:503::10-2001:db8:503::11" } ] },
                { "id": 504, "subnet": "2001:db8:504::/64", "relay": { "ip-addresses": [ "2001:db8:beef::4" ] },
                  "pools": [ { "pool": "2001:db8:504::10-2001:db8:504::11" } ] } ] },
              { "name": "link", "interface": "srv1", "subnet6": [
                { "id": 505, "subnet": "2001:db8:505::/64", "pools": [ { "pool": "2001:db8:505::10-2001:db8:505::11" } ] },
                { "id": 506, "subnet": "2001:db8:506::/64", "pools": [ { "pool": "2001:db8:506::10-2001:db8:506::11" } ] } ] },
              { "name": "gold", "subnet6": [
                { "id": 507, "subnet": "2001:db8:507::/64", "client-classes": [ "SPAWN_by_gold" ],
                  "pools": [ { "pool": "2001:db8:507::10-2001:db8:507::11" } ] },
                { "id": 508, "subnet": "2001:db8:508::/64",
                  "pools": [ { "pool": "2001:db8:508::10-2001:db8:508::11" } ] } ] } ],
            "reservations": [
              { "duid": "%s", "hostname": "everywhere" },
              { "duid": "%s", "ip-addresses": [ "2001:db8:16::5" ], "prefixes": [ "fd01:16::/56" ], "hostname": "outside" },
              { "duid": "%s", "ip-addresses": [ "2001:db8:16::11" ] },
              { "duid": "%s", "ip-addresses": [ "2001:db8:17::5" ] },
              { "duid": "%s", "ip-addresses": [ "2001:db8:17::11" ], "prefixes": [ "fd00:17:0:100::/56" ] },
              { "duid": "%s", "ip-addresses": [ "2001:db8:18::5" ] } ],
            """.formatted(duid(2000), duid(2001), duid(2002), duid(2003), duid(2004), duid(2005));

    private static KeaComparison6 both;

    @BeforeAll
    static void begin() throws Exception {
        both = new KeaComparison6(CLASSES + NETWORKS, KeaSubnets6.upTo(30, SPECIAL));
    }

    @AfterAll
    static void end() throws IOException {
        if (both != null) {
            both.close();
        }
    }

    private static String duid(int client) {
        return KeaClient6.of(client).duid().toString();
    }

    private static String reserving(int client, String members) {
        return "\"reservations\": [ { \"duid\": \"%s\", %s } ]".formatted(duid(client), members);
    }

    private static KeaClient6 client(int number) {
        return KeaClient6.of(number);
    }

    private static Request6 of(String wish, Request6 request) {
        return request.option(WISH, wish);
    }

    /** Renews the first address of the subnet, wishing for these lifetimes. */
    private static Request6 renewing(int subnet, long preferred, long valid) {
        return client(1)
                .renew()
                .beginIa(NA, 1, 0, 0)
                .address(in(subnet, "10"), preferred, valid)
                .endIa();
    }

    private static void same(int subnet, Request6... requests) {
        for (Request6 each : requests) {
            from(subnet, each);
        }
        both.tell(requests).same();
    }

    @Test
    void whatATemplateSpawnsGivesOptionsAndLifetimes() {
        same(
                1,
                of("gold", client(1).solicit(NA)),
                of("gold", client(1).request().ia(1, in(1, "10")).ia(PD, 2)),
                of("blue", client(2).request().ia(1, in(1, "11"))),
                of("blue", client(1).renew().ia(1, in(1, "10"))),
                client(1).renew().ia(1, in(1, "10")));
    }

    @Test
    void optionsForWhatATemplateSpawns() {
        same(
                2,
                of("gold", client(1).solicit().ia(1, in(2, "10")).requesting(29, 30)),
                of("blue", client(1).solicit().ia(1, in(2, "10")).requesting(29, 30)),
                client(1).solicit().ia(1, in(2, "10")).requesting(29, 30));
    }

    @Test
    void aReservationForWhatATemplateWouldSpawn() {
        same(
                3,
                client(1).solicit(NA),
                of("blue", client(1).request().ia(1, in(3, "10"))),
                client(2).solicit().ia(1, in(3, "11")));
    }

    @Test
    void aTemplateInTheAdditionalList() {
        same(
                4,
                of("green", client(1).request().ia(NA, 1)),
                of("red", client(1).renew().ia(1, in(4, "10"))),
                client(1).renew().ia(1, in(4, "10")));
    }

    @Test
    void aTemplateWithoutAValue() {
        same(
                5,
                client(1).solicit(NA).option(WISH, new byte[0]),
                of("g", client(1).request().ia(1, in(5, "10"))));
    }

    @Test
    void aSubnetOfANetworkForWhatATemplateSpawns() {
        same(
                507,
                client(1).request().ia(NA, 1),
                of("gold", client(2).request().ia(NA, 1)),
                client(2).renew().ia(1, in(507, "10")));
    }

    @Test
    void poolsForTheKnownAndTheUnknown() {
        same(
                10,
                client(1).request().ia(NA, 1).ia(PD, 2),
                client(2).request().ia(NA, 1).ia(PD, 2),
                client(1).renew().ia(1, in(10, "10")),
                client(2).renew().ia(1, in(10, "20")).ia(2, delegated(10, 0)));
    }

    @Test
    void thePoolOfTheOthers() {
        same(
                11,
                client(2).request().ia(1, in(11, "10")),
                client(1).request().ia(1, in(11, "21")).ia(2, delegated(11, 2)));
    }

    @Test
    void aReservationInThePoolOfTheOthers() {
        same(
                12,
                client(1).request().ia(NA, 1),
                client(2).request().ia(1, in(12, "20")),
                client(1).rebind().ia(1, in(12, "20")));
    }

    @Test
    void aGlobalReservationMakesKnown() {
        same(
                13,
                client(2000).request().ia(NA, 1).ia(PD, 2),
                client(1).request().ia(NA, 1).ia(PD, 2));
    }

    @Test
    void aReservedPrefixInThePoolOfTheOthers() {
        same(14, client(1).request().ia(PD, 1), client(2).request().ia(1, delegated(14, 1)));
    }

    @Test
    void aClassOfTheKnown() {
        same(
                15,
                client(1).solicit(NA),
                client(2).solicit(NA),
                client(1).request().ia(1, in(15, "10")));
    }

    @Test
    void globalReservationsOutOfThePool() {
        same(
                16,
                client(2001).solicit(NA),
                client(2001).request().ia(NA, 1).ia(PD, 2),
                client(2001).renew().ia(1, in(16, "5")),
                client(2000).request().ia(NA, 1));
    }

    @Test
    void globalReservationsInThePoolWhereTheyShouldBeOut() {
        same(16, client(2002).request().ia(NA, 2), client(1).request().ia(3, in(16, "11")));
    }

    @Test
    void globalReservationsOnly() {
        same(
                17,
                client(2003).request().ia(NA, 1),
                client(2004).request().ia(NA, 1).ia(PD, 2),
                client(1).request().ia(1, in(17, "11")));
    }

    @Test
    void globalReservationsAndOneOfTheSubnet() {
        same(
                18,
                client(2001).request().ia(NA, 1).ia(NA, 2),
                client(2005).request().ia(NA, 1),
                client(1).request().ia(1, in(18, "6")));
    }

    @Test
    void theRelayOfANetwork() {
        for (int relay = 1; relay <= 2; relay++) {
            both.tell(client(relay).request().ia(NA, 1).relayedBy(address("2001:db8:beef::" + relay), PEER))
                    .same();
        }
        both.tell(
                        client(1).request().ia(1, in(502, "10")).relayedBy(address("2001:db8:beef::2"), PEER),
                        client(3).solicit(NA).relayedBy(in(502, "1"), PEER),
                        client(3).solicit(NA).relayedBy(address("2001:db8:beef::9"), PEER))
                .same();
    }

    @Test
    void aRelayOfASubnetBeforeTheOneOfItsNetwork() {
        int number = 0;
        for (String relay : new String[] {"2001:db8:beef::3", "2001:db8:beef::4", "2001:db8:504::1"}) {
            both.tell(client(++number).request().ia(NA, 1).relayedBy(address(relay), PEER))
                    .same();
        }
    }

    @Test
    void theInterfaceOfANetwork() {
        both.tell(
                        Station6.STRANGER,
                        client(1).solicit(NA),
                        client(2).request().ia(1, in(506, "10")),
                        client(2).renew().ia(1, in(506, "10")),
                        client(2).confirm().ia(1, in(505, "77")),
                        client(3).request().ia(NA, 1))
                .same();
    }

    @Test
    void lifetimesOfAClass() {
        same(
                20,
                of("fixed", client(1).solicit(NA)),
                of("fixed", client(1).request().ia(1, in(20, "10"))),
                of("fixed", renewing(20, 500, 5000)),
                of("fixed", renewing(20, 5000, 700)),
                renewing(20, 500, 700));
    }

    @Test
    void boundsOfLifetimesOfAClass() {
        same(
                21,
                of("bounded", client(1).request().ia(NA, 1)),
                of("bounded", renewing(21, 650, 950)),
                of("bounded", renewing(21, 5000, 6000)),
                of("bounded", renewing(21, 5, 5)));
    }

    @Test
    void theFirstOfTwoClassesSaysTheLifetimes() {
        same(22, of("bounded2", client(1).request().ia(NA, 1)), of("bounded2", renewing(22, 1900, 2000)));
    }

    @Test
    void aClassThatSaysTheLongestLifetimeOnly() {
        same(23, of("most", client(1).request().ia(NA, 1)), of("most", renewing(23, 5000, 5000)));
    }

    @Test
    void aClassThatSaysThePreferredLifetimeOnly() {
        same(24, of("preferred", client(1).request().ia(NA, 1).ia(PD, 2)), of("preferred", renewing(24, 5000, 5000)));
    }
}
