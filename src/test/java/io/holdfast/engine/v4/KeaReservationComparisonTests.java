package io.holdfast.engine.v4;

import io.holdfast.address.Ipv4Address;
import io.holdfast.wire.v4.MessageType4;
import io.holdfast.wire.v4.OptionCode4;
import io.holdfast.wire.v4.Request4;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Reservations and their modes: each story in a subnet of its own, the same for Kea and for Holdfast. */
class KeaReservationComparisonTests {

    /** In each subnet N: the pool .10 and .11; client 10 N + 1 has .5 outside, client 10 N + 2 has .10 inside. */
    private static final int SUBNETS = 40;

    private static KeaComparison both;

    @BeforeAll
    static void begin() throws IOException {
        List<String> subnets = new ArrayList<>(IntStream.rangeClosed(1, SUBNETS)
                .mapToObj(KeaReservationComparisonTests::subnet)
                .toList());
        both = new KeaComparison("""
                "client-classes": [ { "name": "a" }, { "name": "b", "test": "not member('a')" },
                  { "name": "known", "test": "member('KNOWN')", "boot-file-name": "known" } ],
                "host-reservation-identifiers": [ "circuit-id", "hw-address", "duid", "client-id" ],
                "reservations": [
                  { "hw-address": "02:00:00:00:03:e8", "ip-address": "127.31.0.7", "boot-file-name": "global" } ],
                """, subnets);
    }

    @AfterAll
    static void end() throws IOException {
        if (both != null) {
            both.close();
        }
    }

    private static String subnet(int n) {
        String modes = switch (n) {
            case 30 -> "\"reservations-out-of-pool\": true,";
            case 31, 32 -> "\"reservations-global\": true,";
            case 33 -> "\"reservations-in-subnet\": false,";
            case 34 -> "\"reservations-global\": true, \"reservations-in-subnet\": false,";
            default -> "";
        };
        String more = switch (n) {
            case 20 -> """
                    , { "client-id": "01:02:03", "ip-address": "127.20.0.6" },
                    { "duid": "00:01:02:03:04", "ip-address": "127.20.0.7" },
                    { "circuit-id": "'port1'", "ip-address": "127.20.0.8" }""";
            case 21 -> """
                    , { "hw-address": "02:00:00:00:00:d5", "next-server": "127.0.0.9", "server-hostname": "h",
                        "boot-file-name": "f" }""";
            case 22 -> """
                    , { "hw-address": "02:00:00:00:00:e1", "client-classes": [ "a" ] }""";
            default -> "";
        };
        String pools = n == 22 ? """
                { "pool": "127.22.0.10-127.22.0.11", "client-classes": [ "b" ] },
                { "pool": "127.22.0.20-127.22.0.21", "client-classes": [ "a" ] }""" : "{ \"pool\": \"127.%1$d.0.10-127.%1$d.0.11\" }".formatted(n);
        return """
                { "id": %1$d, "subnet": "127.%1$d.0.0/24", %2$s "pools": [ %3$s ], "reservations": [
                  { "hw-address": "%4$s", "ip-address": "127.%1$d.0.5" },
                  { "hw-address": "%5$s", "ip-address": "127.%1$d.0.10" } %6$s ] }
                """.formatted(
                        n,
                        modes,
                        pools,
                        Client.of(10 * n + 1).hardware(),
                        Client.of(10 * n + 2).hardware(),
                        more);
    }

    /** The clients and messages of one subnet, all by its relay. */
    private record Place(int n) {

        Client client(int number) {
            return Client.of(10 * n + number);
        }

        String address(int host) {
            return "127." + n + ".0." + host;
        }

        Request4 relayed(Request4 request) {
            return request.relayedBy(Ipv4Address.parse(address(1)));
        }

        Request4 discover(int number) {
            return relayed(client(number).discover());
        }

        Request4 discover(int number, int wanted) {
            return discover(number).option(OptionCode4.REQUESTED_ADDRESS, Ipv4Address.parse(address(wanted)));
        }

        Request4 selecting(int number, int host) {
            return relayed(client(number)
                    .message(MessageType4.DHCPREQUEST)
                    .option(OptionCode4.REQUESTED_ADDRESS, Ipv4Address.parse(address(host)))
                    .option(OptionCode4.SERVER_IDENTIFIER, KeaComparison.SERVER));
        }

        Request4 rebooting(int number, int host) {
            return relayed(client(number).rebooting(address(host)));
        }

        Request4 renewing(int number, int host) {
            return relayed(client(number).renewing(address(host)));
        }

        Request4 anything(int number) {
            return relayed(client(number).message(MessageType4.DHCPREQUEST));
        }

        Request4 release(int number, int host) {
            return relayed(client(number).release(address(host)))
                    .option(OptionCode4.SERVER_IDENTIFIER, KeaComparison.SERVER);
        }
    }

    @Test
    void anAddressOutsideThePools() {
        Place p = new Place(1);
        both.tell(server -> {
                    server.tell(p.discover(1));
                    server.tell(p.selecting(1, 5));
                    server.tell(p.renewing(1, 5));
                    server.tell(p.rebooting(1, 5));
                })
                .same();
    }

    @Test
    void anAddressInAPool() {
        Place p = new Place(2);
        both.tell(server -> {
                    server.tell(p.discover(2));
                    server.tell(p.selecting(2, 10));
                    server.tell(p.renewing(2, 10));
                })
                .same();
    }

    @Test
    void theReservedAddressBeforeTheRequestedOne() {
        Place p = new Place(3);
        both.tell(server -> server.tell(p.discover(1, 11))).same();
    }

    @Test
    void aRequestOfAnotherAddressThanTheReservedOne() {
        Place p = new Place(4);
        both.tell(server -> {
                    server.tell(p.selecting(1, 11));
                    server.tell(p.rebooting(1, 11));
                    server.tell(p.anything(1));
                    server.tell(p.selecting(1, 11));
                    server.tell(p.renewing(1, 5));
                })
                .same();
    }

    @Test
    void othersGetNoReservedAddress() {
        Place p = new Place(5);
        both.tell(server -> {
                    server.tell(p.discover(3));
                    server.tell(p.discover(3, 10));
                    server.tell(p.discover(3, 5));
                    server.tell(p.selecting(3, 10));
                    server.tell(p.selecting(3, 5));
                    server.tell(p.selecting(3, 11));
                    server.tell(p.discover(4));
                    server.tell(p.anything(4));
                })
                .same();
    }

    @Test
    void aClientWithoutAddressInItsRequest() {
        Place p = new Place(6);
        both.tell(server -> {
                    server.tell(p.anything(2));
                    server.tell(p.anything(3));
                })
                .same();
    }

    @Test
    void anUnknownAddressOfTheSubnet() {
        Place p = new Place(7);
        both.tell(server -> {
                    server.tell(p.selecting(3, 77));
                    server.tell(p.selecting(1, 77));
                    server.tell(p.renewing(3, 77));
                })
                .same();
    }

    @Test
    void aReservedAddressIsGivenBackAndTaken() {
        Place p = new Place(8);
        both.tell(server -> {
                    server.tell(p.selecting(2, 10));
                    server.tell(p.release(2, 10));
                    server.tell(p.selecting(3, 10));
                    server.tell(p.discover(2));
                })
                .same();
    }

    @Test
    void theOtherIdentifiers() {
        Place p = new Place(20);
        both.tell(server -> {
                    server.tell(p.relayed(p.client(3).withId("01:02:03").discover()));
                    server.tell(p.relayed(
                            p.client(4).withId("ff:00:00:00:01:00:01:02:03:04").discover()));
                    server.tell(p.discover(5)
                            .option(OptionCode4.RELAY_AGENT_INFORMATION, new byte[] {1, 5, 'p', 'o', 'r', 't', '1'}));
                    server.tell(p.discover(1)
                            .option(OptionCode4.RELAY_AGENT_INFORMATION, new byte[] {1, 5, 'p', 'o', 'r', 't', '1'}));
                    server.tell(p.relayed(p.client(1).withId("01:02:03").discover()));
                })
                .same();
    }

    @Test
    void fieldsWithoutAnAddress() {
        Place p = new Place(21);
        both.tell(server -> {
                    server.tell(p.discover(3, 11));
                    server.tell(p.selecting(3, 11));
                })
                .same();
    }

    @Test
    void aReservedClassChoosesThePool() {
        Place p = new Place(22);
        both.tell(server -> {
                    server.tell(p.discover(5));
                    server.tell(p.selecting(5, 20));
                    server.tell(p.selecting(6, 20));
                    server.tell(p.selecting(6, 21));
                    server.tell(p.selecting(6, 11));
                    server.tell(p.selecting(5, 11));
                })
                .same();
    }

    @Test
    void informsOfKnownClients() {
        Place p = new Place(9);
        both.tell(server -> {
                    server.tell(p.relayed(p.client(1)
                            .message(MessageType4.DHCPINFORM)
                            .clientAddress(Ipv4Address.parse(p.address(5)))));
                    server.tell(p.relayed(p.client(3)
                            .message(MessageType4.DHCPINFORM)
                            .clientAddress(Ipv4Address.parse(p.address(11)))));
                })
                .same();
    }

    @Test
    void outOfPoolsOnly() {
        Place p = new Place(30);
        both.tell(server -> {
                    server.tell(p.discover(1));
                    server.tell(p.selecting(3, 10));
                    server.tell(p.selecting(4, 5));
                    server.tell(p.discover(2, 10));
                    server.tell(p.selecting(2, 11));
                })
                .same();
    }

    private static Request4 ofGlobalClient(Place p) {
        return p.relayed(Client.of(1000).discover());
    }

    @Test
    void aGlobalReservation() {
        both.tell(server -> {
                    server.tell(ofGlobalClient(new Place(31)));
                    server.tell(new Place(31).discover(1));
                })
                .same();
    }

    @Test
    void aGlobalReservationOfAnotherSubnetsAddress() {
        both.tell(server -> server.tell(ofGlobalClient(new Place(32)))).same();
    }

    @Test
    void aGlobalReservationWhereOnlyTheSubnetsCount() {
        both.tell(server -> server.tell(ofGlobalClient(new Place(10)))).same();
    }

    @Test
    void aSubnetWithoutReservations() {
        Place p = new Place(33);
        both.tell(server -> {
                    server.tell(p.discover(1, 11));
                    server.tell(p.selecting(3, 10));
                    server.tell(p.selecting(1, 5));
                })
                .same();
    }

    @Test
    void aSubnetWithGlobalReservationsOnly() {
        Place p = new Place(34);
        both.tell(server -> {
                    server.tell(p.discover(1, 10));
                    server.tell(
                            ofGlobalClient(p).option(OptionCode4.REQUESTED_ADDRESS, Ipv4Address.parse(p.address(11))));
                })
                .same();
    }
}
