package io.holdfast.engine.v4;

import static io.holdfast.engine.v4.KeaPlace.of;

import io.holdfast.address.Ipv4Address;
import io.holdfast.wire.v4.MessageType4;
import io.holdfast.wire.v4.OptionCode4;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What classes give and whom they keep out, templates and KNOWN among them; each story in a subnet of its own. */
class KeaGuardComparisonTests {

    private static final int SUBNETS = 19;
    private static final int VENDOR_CLASS = 60;

    private static final String BOTH_POOLS = """
            { "pool": "127.N.0.10-127.N.0.11", "client-classes": [ "KNOWN" ] },
            { "pool": "127.N.0.20-127.N.0.21", "client-classes": [ "UNKNOWN" ] }""";

    /** Pools, reservations and other members that are not those of all. */
    private static final Map<Integer, String> SPECIAL = Map.ofEntries(
            Map.entry(
                    2,
                    "\"pools\": [ { \"pool\": \"127.N.0.10-127.N.0.11\", \"client-classes\": [ \"SPAWN_by_gold\" ] } ]"),
            Map.entry(3, "\"client-classes\": [ \"SPAWN_by_gold\" ],"),
            Map.entry(
                    4,
                    "\"option-data\": [ { \"name\": \"domain-name\", \"data\": \"gold\", \"client-classes\": [ \"SPAWN_by_gold\" ] },"
                            + " { \"name\": \"root-path\", \"data\": \"any\", \"client-classes\": [ \"by\" ] } ],"),
            Map.entry(
                    5,
                    "\"reservations\": [ { \"hw-address\": \"02:00:00:00:00:33\", \"client-classes\": [ \"SPAWN_by_gold\" ] } ],"),
            Map.entry(6, "\"evaluate-additional-classes\": [ \"add\" ],"),
            Map.entry(
                    10,
                    "\"reservations\": [ { \"hw-address\": \"02:00:00:00:00:65\", \"hostname\": \"known\" } ], \"pools\": [ "
                            + BOTH_POOLS + " ]"),
            Map.entry(
                    11,
                    "\"reservations\": [ { \"hw-address\": \"02:00:00:00:00:6f\", \"hostname\": \"known\" } ], \"pools\": [ "
                            + BOTH_POOLS + " ]"),
            Map.entry(
                    12,
                    "\"reservations\": [ { \"hw-address\": \"02:00:00:00:00:79\", \"ip-address\": \"127.12.0.20\" } ], \"pools\": [ "
                            + BOTH_POOLS + " ]"),
            Map.entry(13, "\"reservations-global\": true, \"pools\": [ " + BOTH_POOLS + " ]"),
            Map.entry(
                    14,
                    "\"reservations\": [ { \"hw-address\": \"02:00:00:00:00:8d\", \"client-classes\": [ \"DROP\" ] } ], \"pools\": [ "
                            + BOTH_POOLS + " ]"),
            Map.entry(
                    15,
                    "\"reservations\": [ { \"hw-address\": \"02:00:00:00:00:97\" } ], \"pools\": [ "
                            + "{ \"pool\": \"127.N.0.10-127.N.0.11\", \"client-classes\": [ \"regular\" ] } ]"),
            Map.entry(16, "\"reservations-global\": true, \"reservations-out-of-pool\": true,"),
            Map.entry(
                    17,
                    "\"reservations-global\": true, \"reservations-in-subnet\": false, \"reservations-out-of-pool\": true,"),
            Map.entry(
                    18,
                    "\"reservations-global\": true, \"reservations-out-of-pool\": true,"
                            + " \"reservations\": [ { \"hw-address\": \"02:00:00:00:07:d1\", \"ip-address\": \"127.18.0.5\" } ],"));

    private static KeaComparison both;

    @BeforeAll
    static void begin() throws IOException {
        both = new KeaComparison("""
                "client-classes": [
                  { "name": "by", "template-test": "option[60].text", "boot-file-name": "template",
                    "option-data": [ { "name": "log-servers", "data": "127.0.0.1", "always-send": true } ] },
                  { "name": "SPAWN_by_gold", "valid-lifetime": 1800, "server-hostname": "gold",
                    "option-data": [ { "name": "log-servers", "data": "127.0.0.2", "always-send": true },
                      { "name": "lpr-servers", "data": "127.0.0.2", "always-send": true } ] },
                  { "name": "SPAWN_by_blue", "next-server": "127.0.0.5" },
                  { "name": "is-gold", "test": "member('SPAWN_by_gold')", "boot-file-name": "is-gold" },
                  { "name": "is-any", "test": "member('by')", "next-server": "127.0.0.6" },
                  { "name": "add", "template-test": "substring(option[60].text, 0, 1)", "only-in-additional-list": true,
                    "option-data": [ { "name": "domain-name", "data": "added", "always-send": true } ] },
                  { "name": "SPAWN_add_g", "server-hostname": "spawned" },
                  { "name": "regular", "test": "member('KNOWN')" } ],
                "shared-networks": [
                  { "name": "relay", "relay": { "ip-addresses": [ "127.211.0.1", "127.211.0.2" ] }, "subnet4": [
                    { "id": 501, "subnet": "127.101.0.0/24", "pools": [ { "pool": "127.101.0.10-127.101.0.11" } ] },
                    { "id": 502, "subnet": "127.102.0.0/24", "pools": [ { "pool": "127.102.0.10-127.102.0.11" } ] } ] },
                  { "name": "relay2", "relay": { "ip-addresses": [ "127.212.0.1" ] }, "subnet4": [
                    { "id": 503, "subnet": "127.103.0.0/24", "pools": [ { "pool": "127.103.0.10-127.103.0.11" } ] },
                    { "id": 504, "subnet": "127.104.0.0/24", "relay": { "ip-addresses": [ "127.213.0.1" ] },
                      "pools": [ { "pool": "127.104.0.10-127.104.0.11" } ] } ] },
                  { "name": "link", "interface": "lo", "subnet4": [
                    { "id": 505, "subnet": "127.105.0.0/24", "pools": [ { "pool": "127.105.0.10-127.105.0.11" } ] },
                    { "id": 506, "subnet": "127.106.0.0/24", "pools": [ { "pool": "127.106.0.10-127.106.0.11" } ] } ] },
                  { "name": "known", "subnet4": [
                    { "id": 507, "subnet": "127.107.0.0/24", "reservations-global": true, "client-classes": [ "SPAWN_by_gold" ],
                      "pools": [ { "pool": "127.107.0.10-127.107.0.11" } ] },
                    { "id": 508, "subnet": "127.108.0.0/24", "reservations-global": true,
                      "pools": [ { "pool": "127.108.0.10-127.108.0.11" } ] } ] } ],
                "reservations": [
                  { "hw-address": "02:00:00:00:07:d0", "hostname": "everywhere" },
                  { "hw-address": "02:00:00:00:07:d1", "ip-address": "127.16.0.5", "hostname": "outside" },
                  { "hw-address": "02:00:00:00:07:d2", "ip-address": "127.16.0.11", "hostname": "inside" },
                  { "hw-address": "02:00:00:00:07:d3", "ip-address": "127.17.0.5" },
                  { "hw-address": "02:00:00:00:07:d4", "ip-address": "127.17.0.10" } ],
                """, subnets());
    }

    @AfterAll
    static void end() throws IOException {
        if (both != null) {
            both.close();
        }
    }

    private static List<String> subnets() {
        List<String> all = new ArrayList<>();
        for (int n = 1; n <= SUBNETS; n++) {
            String own = SPECIAL.getOrDefault(n, "");
            String pools = own.contains("\"pools\"") ? "" : "\"pools\": [ { \"pool\": \"127.N.0.10-127.N.0.11\" } ]";
            all.add(("{ \"id\": N, \"subnet\": \"127.N.0.0/24\", " + own + pools + " }")
                    .replace("127.N", "127." + n)
                    .replace("\"id\": N", "\"id\": " + n));
        }
        return all;
    }

    @Test
    void whatATemplateSpawnsGivesOptions() {
        KeaPlace p = new KeaPlace(1);
        both.tell(server -> {
                    server.tell(of("gold", p.discover(1)));
                    server.tell(of("gold", p.selecting(1, 10)));
                    server.tell(of("blue", p.selecting(2, 11)));
                    server.tell(of("red", p.renewing(2, 11)));
                    server.tell(p.renewing(2, 11));
                })
                .same();
    }

    @Test
    void aPoolForWhatATemplateSpawns() {
        KeaPlace p = new KeaPlace(2);
        both.tell(server -> {
                    server.tell(p.discover(1));
                    server.tell(of("blue", p.anything(1)));
                    server.tell(of("gold", p.anything(1)));
                    server.tell(p.renewing(1, 10));
                })
                .same();
    }

    @Test
    void aSubnetForWhatATemplateSpawns() {
        KeaPlace p = new KeaPlace(3);
        both.tell(server -> {
                    server.tell(p.discover(1));
                    server.tell(of("blue", p.discover(1)));
                    server.tell(of("gold", p.anything(1)));
                    server.tell(p.renewing(1, 10));
                })
                .same();
    }

    @Test
    void optionsForWhatATemplateSpawns() {
        KeaPlace p = new KeaPlace(4);
        both.tell(server -> {
                    server.tell(of("gold", p.discover(1)));
                    server.tell(of("blue", p.selecting(1, 10)));
                    server.tell(p.renewing(1, 10));
                })
                .same();
    }

    @Test
    void aReservationForWhatATemplateWouldSpawn() {
        KeaPlace p = new KeaPlace(5);
        both.tell(server -> {
                    server.tell(p.discover(1));
                    server.tell(of("blue", p.selecting(1, 10)));
                })
                .same();
    }

    @Test
    void aTemplateInTheAdditionalList() {
        KeaPlace p = new KeaPlace(6);
        both.tell(server -> {
                    server.tell(of("green", p.anything(1)));
                    server.tell(of("red", p.renewing(1, 10)));
                    server.tell(p.renewing(1, 10));
                })
                .same();
    }

    @Test
    void aTemplateWithoutAValue() {
        KeaPlace p = new KeaPlace(7);
        both.tell(server -> {
                    server.tell(p.discover(1).option(VENDOR_CLASS, new byte[0]));
                    server.tell(of("g", p.selecting(1, 10)));
                })
                .same();
    }

    @Test
    void aSubnetOfANetworkForWhatATemplateSpawns() {
        KeaPlace p = new KeaPlace(107);
        both.tell(server -> {
                    server.tell(p.discover(1));
                    server.tell(of("gold", p.discover(2)));
                    server.tell(of("gold", p.selecting(2, 10)));
                    server.tell(p.renewing(2, 10));
                })
                .same();
    }

    @Test
    void poolsForTheKnownAndTheUnknown() {
        KeaPlace p = new KeaPlace(10);
        both.tell(server -> {
                    server.tell(p.discover(1));
                    server.tell(p.discover(2));
                    server.tell(p.selecting(1, 10));
                    server.tell(p.selecting(2, 20));
                    server.tell(p.renewing(1, 10));
                    server.tell(p.renewing(2, 20));
                })
                .same();
    }

    @Test
    void thePoolOfTheOthers() {
        KeaPlace p = new KeaPlace(11);
        both.tell(server -> {
                    server.tell(p.selecting(1, 20));
                    server.tell(p.selecting(2, 10));
                    server.tell(p.at(p.client(1).rebooting("127.11.0.21")));
                    server.tell(p.anything(1));
                    server.tell(p.anything(2));
                    server.tell(p.anything(3));
                    server.tell(p.anything(4));
                    server.tell(p.anything(5));
                })
                .same();
    }

    @Test
    void aReservedAddressInThePoolOfTheUnknown() {
        KeaPlace p = new KeaPlace(12);
        both.tell(server -> {
                    server.tell(p.discover(1));
                    server.tell(p.selecting(1, 20));
                    server.tell(p.renewing(1, 20));
                    server.tell(p.anything(2));
                    server.tell(p.anything(3));
                })
                .same();
    }

    @Test
    void aGlobalReservationMakesKnown() {
        KeaPlace p = new KeaPlace(13);
        both.tell(server -> {
                    server.tell(p.at(Client.of(2000).discover()));
                    server.tell(p.selecting(Client.of(2000), 10));
                    server.tell(p.discover(1));
                })
                .same();
    }

    @Test
    void aKnownClientThatIsToBeDropped() {
        KeaPlace p = new KeaPlace(14);
        both.tell(server -> {
                    server.tell(p.discover(1));
                    server.tell(p.discover(2));
                })
                .same();
    }

    @Test
    void aClassThatRestsOnKnown() {
        KeaPlace p = new KeaPlace(15);
        both.tell(server -> {
                    server.tell(p.discover(1));
                    server.tell(p.selecting(1, 10));
                    server.tell(p.discover(2));
                    server.tell(p.selecting(2, 11));
                })
                .same();
    }

    @Test
    void globalAddressesOutOfThePools() {
        KeaPlace p = new KeaPlace(16);
        both.tell(server -> {
                    server.tell(p.at(Client.of(2001).discover()));
                    server.tell(p.selecting(Client.of(2001), 5));
                    server.tell(p.at(Client.of(2001).renewing("127.16.0.5")));
                    server.tell(p.selecting(1, 5));
                })
                .same();
    }

    @Test
    void globalAddressesInPoolsThatHaveNone() {
        KeaPlace p = new KeaPlace(19);
        both.tell(server -> server.tell(p.at(Client.of(2001).discover()))).same();
        KeaPlace in = new KeaPlace(16);
        both.tell(server -> {
                    server.tell(in.at(Client.of(2002).discover()));
                    server.tell(in.selecting(Client.of(2002), 11));
                    server.tell(in.selecting(3, 10));
                })
                .same();
    }

    @Test
    void globalAddressesAlone() {
        KeaPlace p = new KeaPlace(17);
        both.tell(server -> {
                    server.tell(p.at(Client.of(2003).discover()));
                    server.tell(p.selecting(Client.of(2003), 5));
                    server.tell(p.selecting(2, 10));
                    server.tell(p.at(Client.of(2004).discover()));
                })
                .same();
    }

    @Test
    void aGlobalAddressAndOneOfTheSubnet() {
        KeaPlace p = new KeaPlace(18);
        both.tell(server -> {
                    server.tell(p.at(Client.of(2001).discover()));
                    server.tell(p.selecting(Client.of(2001), 5));
                })
                .same();
    }

    @Test
    void relaysOfANetwork() {
        KeaPlace p = new KeaPlace(101);
        both.tell(server -> {
                    for (int relay = 1; relay <= 3; relay++) {
                        server.tell(p.client(relay)
                                .message(MessageType4.DHCPREQUEST)
                                .relayedBy(Ipv4Address.parse("127.211.0." + relay)));
                    }
                    server.tell(p.anything(4));
                    server.tell(p.client(1)
                            .message(MessageType4.DHCPREQUEST)
                            .option(OptionCode4.REQUESTED_ADDRESS, Ipv4Address.parse("127.102.0.10"))
                            .relayedBy(Ipv4Address.parse("127.211.0.2")));
                })
                .same();
    }

    @Test
    void aRelayOfASubnetBeforeTheOneOfItsNetwork() {
        KeaPlace p = new KeaPlace(103);
        both.tell(server -> {
                    int number = 0;
                    for (String relay : List.of("127.212.0.1", "127.213.0.1", "127.104.0.1")) {
                        server.tell(p.client(++number)
                                .message(MessageType4.DHCPREQUEST)
                                .relayedBy(Ipv4Address.parse(relay)));
                    }
                })
                .same();
    }

    /** Kea does not look at it for packets that came by unicast, as all do here. */
    @Test
    void theInterfaceOfANetwork() {
        KeaPlace p = new KeaPlace(105);
        both.tell(server -> server.tell(p.client(1).discover())).differs("1. answer: Holdfast DHCPOFFER, Kea silence");
        both.tell(server -> {
                    server.tell(p.selecting(2, 11));
                    server.tell(p.client(2).renewing("127.105.0.11"));
                })
                .same();
    }
}
