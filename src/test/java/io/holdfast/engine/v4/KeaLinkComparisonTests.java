package io.holdfast.engine.v4;

import io.holdfast.address.Ipv4Address;
import io.holdfast.wire.v4.MessageType4;
import io.holdfast.wire.v4.OptionCode4;
import io.holdfast.wire.v4.Request4;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Shared networks and classes: each story in a network of its own, the same for Kea and for Holdfast. */
class KeaLinkComparisonTests {

    /** Network N has the subnets 127.N.0.0/24, 127.N.1.0/24, 127.N.2.0/24 with the pool .10 to .11 each. */
    private static final int NETWORKS = 30;

    private static KeaComparison both;

    @BeforeAll
    static void begin() throws IOException {
        String networks = IntStream.rangeClosed(1, NETWORKS)
                .mapToObj(KeaLinkComparisonTests::network)
                .collect(Collectors.joining(","));
        both = new KeaComparison("""
                "client-classes": [
                  { "name": "reserved" }, { "name": "plain", "test": "not member('reserved')" },
                  { "name": "phone", "test": "option[60].text == 'phone'", "valid-lifetime": 1200, "next-server": "127.0.0.7",
                    "server-hostname": "phone" },
                  { "name": "late", "test": "member('phone')", "valid-lifetime": 900, "boot-file-name": "late",
                    "min-valid-lifetime": 800, "max-valid-lifetime": 1000 },
                  { "name": "more", "test": "option[60].text == 'phone'", "only-in-additional-list": true,
                    "boot-file-name": "more", "next-server": "127.0.0.8" },
                  { "name": "DROP", "test": "option[60].text == 'drop'" } ],
                "shared-networks": [ %s ],
                "reservations": [ { "hw-address": "02:00:00:00:03:e8", "client-classes": [ "reserved" ] } ],
                """.formatted(networks), List.of());
    }

    @AfterAll
    static void end() throws IOException {
        if (both != null) {
            both.close();
        }
    }

    private static String network(int n) {
        String own = switch (n) {
            case 10 -> "\"relay\": { \"ip-addresses\": [ \"127.210.0.10\" ] },";
            case 11 -> "\"client-classes\": [ \"phone\" ],";
            case 12 -> "\"evaluate-additional-classes\": [ \"more\" ],";
            case 20, 21 -> "\"reservations-global\": true,";
            default -> "";
        };
        return "{ \"name\": \"n%d\", %s \"subnet4\": [ %s, %s, %s ] }"
                .formatted(n, own, subnet(n, 0), subnet(n, 1), subnet(n, 2));
    }

    private static String subnet(int n, int m) {
        String own = switch (100 * m + n) {
            case 13, 14, 15 -> "\"client-classes\": [ \"phone\" ],";
            case 20 -> "\"client-classes\": [ \"plain\" ],";
            case 120 -> "\"client-classes\": [ \"reserved\" ],";
            case 16 -> "\"evaluate-additional-classes\": [ \"more\" ],";
            case 123 -> """
                "reservations": [ { "hw-address": "%s", "ip-address": "127.23.1.5" },
                  { "client-id": "01:02:03", "ip-address": "127.23.1.6" } ],""".formatted(Client.of(231).hardware());
            case 122 ->
                "\"reservations\": [ { \"hw-address\": \"%s\", \"ip-address\": \"127.22.1.10\" } ],"
                        .formatted(Client.of(221).hardware());
            case 117 ->
                "\"reservations\": [ { \"hw-address\": \"%s\", \"ip-address\": \"127.17.1.10\" } ],"
                        .formatted(Client.of(171).hardware());
            case 118 ->
                "\"reservations\": [ { \"hw-address\": \"%s\", \"client-classes\": [ \"reserved\" ] } ],"
                        .formatted(Client.of(181).hardware());
            case 219 -> "\"match-client-id\": false,";
            default -> "";
        };
        String guard = n == 14 && m == 1 ? ", \"client-classes\": [ \"reserved\" ]" : "";
        return "{ \"id\": %4$d, \"subnet\": \"127.%1$d.%2$d.0/24\", %3$s \"pools\": [ { \"pool\": \"127.%1$d.%2$d.10-127.%1$d.%2$d.11\" %5$s } ] }"
                .formatted(n, m, own, 1000 + 10 * n + m, guard);
    }

    /** The clients and messages of one network, by a relay in its first subnet. */
    private record Place(int n) {

        Client client(int number) {
            return Client.of(10 * n + number);
        }

        String address(int subnet, int host) {
            return "127." + n + "." + subnet + "." + host;
        }

        Request4 relayed(Request4 request) {
            return request.relayedBy(Ipv4Address.parse(address(0, 1)));
        }

        Request4 discover(int number) {
            return relayed(client(number).discover());
        }

        Request4 discover(int number, String wanted) {
            return discover(number).option(OptionCode4.REQUESTED_ADDRESS, Ipv4Address.parse(wanted));
        }

        Request4 selecting(int number, String address) {
            return relayed(client(number)
                    .message(MessageType4.DHCPREQUEST)
                    .option(OptionCode4.REQUESTED_ADDRESS, Ipv4Address.parse(address))
                    .option(OptionCode4.SERVER_IDENTIFIER, KeaComparison.SERVER));
        }

        Request4 renewing(int number, String address) {
            return relayed(client(number).renewing(address));
        }

        Request4 rebooting(int number, String address) {
            return relayed(client(number).rebooting(address));
        }

        Request4 anything(int number) {
            return relayed(client(number).message(MessageType4.DHCPREQUEST));
        }
    }

    private static Request4 phone(Request4 request) {
        return request.option(60, "phone");
    }

    @Test
    void oneSubnetAfterTheOther() {
        Place p = new Place(1);
        both.tell(server -> {
                    for (int i = 1; i <= 7; i++) {
                        server.tell(p.anything(i));
                    }
                    server.tell(p.discover(8));
                })
                .same();
    }

    @Test
    void addressesOfTheOtherSubnets() {
        Place p = new Place(2);
        both.tell(server -> {
                    server.tell(p.discover(1, p.address(2, 11)));
                    server.tell(p.selecting(1, p.address(2, 11)));
                    server.tell(p.renewing(1, p.address(2, 11)));
                    server.tell(p.rebooting(1, p.address(2, 11)));
                    server.tell(p.discover(1));
                    server.tell(p.discover(1, p.address(0, 10)));
                    server.tell(p.anything(1));
                })
                .same();
    }

    @Test
    void fromOneSubnetToTheOther() {
        Place p = new Place(3);
        both.tell(server -> {
                    server.tell(p.selecting(1, p.address(1, 10)));
                    server.tell(p.selecting(1, p.address(0, 10)));
                    server.tell(p.rebooting(1, p.address(1, 10)));
                    server.tell(p.selecting(2, p.address(1, 10)));
                    server.tell(p.renewing(1, p.address(0, 10)));
                })
                .same();
    }

    @Test
    void addressesThatAreNotTheNetworks() {
        Place p = new Place(4);
        both.tell(server -> {
                    server.tell(p.selecting(1, p.address(1, 77)));
                    server.tell(p.selecting(1, "127.5.0.10"));
                    server.tell(p.rebooting(1, p.address(0, 10)));
                    server.tell(p.renewing(1, "192.0.2.7"));
                })
                .same();
    }

    @Test
    void aRelayOfTheNetwork() {
        both.tell(server -> server.tell(Client.of(101).discover().relayedBy(Ipv4Address.parse("127.210.0.10"))))
                .same();
    }

    @Test
    void aRelayOfTheNetworkIsTheOnlyOneWhereItIsNamed() {
        both.tell(server -> server.tell(new Place(10).discover(2, "127.10.0.10")))
                .same();
    }

    @Test
    void aNetworkForAClass() {
        Place p = new Place(11);
        both.tell(server -> {
                    server.tell(p.discover(1));
                    server.tell(p.selecting(1, p.address(0, 10)));
                    server.tell(p.rebooting(1, p.address(0, 10)));
                    server.tell(phone(p.discover(2)));
                    server.tell(phone(p.selecting(2, p.address(1, 10))));
                    server.tell(p.renewing(2, p.address(1, 10)));
                })
                .same();
    }

    @Test
    void aSubnetForAClass() {
        Place p = new Place(13);
        both.tell(server -> {
                    server.tell(p.discover(1));
                    server.tell(p.selecting(1, p.address(0, 10)));
                    server.tell(phone(p.discover(2)));
                    server.tell(phone(p.selecting(2, p.address(0, 10))));
                    server.tell(p.renewing(2, p.address(0, 10)));
                    server.tell(p.rebooting(2, p.address(0, 10)));
                    server.tell(p.selecting(2, p.address(1, 10)));
                })
                .same();
    }

    @Test
    void aPoolForAClass() {
        Place p = new Place(14);
        both.tell(server -> {
                    server.tell(p.selecting(1, p.address(1, 10)));
                    server.tell(p.discover(1, p.address(1, 10)));
                    server.tell(p.anything(1));
                })
                .same();
    }

    @Test
    void theRelayInASubnetForAnotherClass() {
        Place p = new Place(15);
        both.tell(server -> {
                    server.tell(p.discover(1));
                    server.tell(p.client(1).discover().relayedBy(Ipv4Address.parse(p.address(1, 1))));
                    server.tell(phone(p.discover(2)));
                })
                .same();
    }

    @Test
    void timesAndFieldsOfClasses() {
        Place p = new Place(5);
        both.tell(server -> {
                    server.tell(phone(p.discover(1, p.address(0, 10))));
                    server.tell(phone(p.discover(1, p.address(0, 10)).option(OptionCode4.LEASE_TIME, 5000)));
                    server.tell(phone(p.selecting(1, p.address(0, 10)).option(OptionCode4.LEASE_TIME, 100)));
                    server.tell(p.renewing(1, p.address(0, 10)));
                })
                .same();
    }

    @Test
    void additionalClassesOfANetwork() {
        Place p = new Place(12);
        both.tell(server -> {
                    server.tell(phone(p.discover(1, p.address(0, 10))));
                    server.tell(p.discover(2, p.address(0, 11)));
                })
                .same();
    }

    @Test
    void additionalClassesOfTheSubnetOfTheAddress() {
        Place p = new Place(16);
        both.tell(server -> {
                    server.tell(phone(p.discover(1, p.address(0, 10))));
                    server.tell(phone(p.discover(2, p.address(1, 10))));
                })
                .same();
    }

    @Test
    void aReservationInAnotherSubnetOfTheNetwork() {
        Place p = new Place(17);
        both.tell(server -> {
                    server.tell(p.discover(1));
                    server.tell(p.selecting(1, p.address(1, 10)));
                    server.tell(p.renewing(1, p.address(1, 10)));
                    server.tell(p.selecting(1, p.address(0, 10)));
                })
                .same();
    }

    @Test
    void aReservedAddressOfAnotherSubnetIsNobodyElses() {
        // Kea looks only whether it is reserved in the subnet where it starts to look, and gives it away.
        Place p = new Place(22);
        both.tell(server -> server.tell(p.selecting(2, p.address(1, 10))))
                .differs(
                        "1. answer: Holdfast DHCPNAK, Kea DHCPACK",
                        "1. option 1: Holdfast -, Kea ff:ff:ff:00",
                        "1. option 51: Holdfast -, Kea 00:00:0e:10",
                        "1. option 53: Holdfast 06, Kea 05",
                        "1. secs, flags: Holdfast 00:00:80:00, Kea 00:00:00:00",
                        "1. yiaddr: Holdfast 0.0.0.0, Kea 127.22.1.10");
    }

    @Test
    void theMoreImportantIdentifierCountsHoweverManySubnetsThereAre() {
        // Kea asks for all reservations of each identifier at once when a network has more subnets than the client has
        // identifiers, and the last answer stands.
        Place p = new Place(23);
        both.tell(server -> server.tell(p.relayed(p.client(1).withId("01:02:03").discover())))
                .differs("1. yiaddr: Holdfast 127.23.1.5, Kea 127.23.1.6");
    }

    @Test
    void aClassReservedInASubnetOfANetworkComesTooLateForThePools() {
        Place p = new Place(18);
        both.tell(server -> {
                    server.tell(p.discover(1, p.address(1, 10)));
                    server.tell(p.selecting(1, p.address(1, 10)));
                })
                .same();
    }

    @Test
    void aClassReservedEverywhereMovesTheClient() {
        Place p = new Place(20);
        both.tell(server -> {
                    server.tell(p.relayed(Client.of(1000).discover()));
                    server.tell(p.discover(1));
                })
                .same();
    }

    @Test
    void clientIdentifiersCountByTheSubnet() {
        Place p = new Place(19);
        both.tell(server -> {
                    server.tell(p.relayed(p.client(1)
                            .withId("01:02:03")
                            .message(MessageType4.DHCPREQUEST)
                            .option(OptionCode4.REQUESTED_ADDRESS, Ipv4Address.parse(p.address(2, 10)))
                            .option(OptionCode4.SERVER_IDENTIFIER, KeaComparison.SERVER)));
                    server.tell(p.relayed(p.client(1).withId("01:02:04").renewing(p.address(2, 10))));
                    server.tell(p.relayed(p.client(2).withId("01:02:03").renewing(p.address(2, 10))));
                    server.tell(p.relayed(p.client(1).withId("01:02:03").discover()));
                })
                .same();
    }

    @Test
    void theClassDrop() {
        Place p = new Place(6);
        both.tell(server -> {
                    server.tell(p.discover(1).option(60, "drop"));
                    server.tell(p.selecting(1, p.address(0, 10)).option(60, "drop"));
                    server.tell(p.selecting(1, p.address(0, 10)));
                })
                .same();
    }

    @Test
    void vendorClassesAreClassesToo() {
        Place p = new Place(7);
        both.tell(server -> server.tell(p.discover(1, p.address(0, 10)).option(60, "anything")))
                .same();
    }
}
