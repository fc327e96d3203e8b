package io.holdfast.engine.v4;

import io.holdfast.address.Ipv4Address;
import io.holdfast.kea.KeaCommands;
import io.holdfast.kea.KeaProcess;
import io.holdfast.wire.v4.MessageType4;
import io.holdfast.wire.v4.OptionCode4;
import io.holdfast.wire.v4.Request4;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Limits of packets and of leases, of classes and subnets ({@code libdhcp_limits}): as Kea's library. */
class KeaLimitComparisonTests {

    private static final int SUBNETS = 20;
    private static final int VENDOR_CLASS = 60;

    private static KeaComparison both;

    @BeforeAll
    static void begin() throws IOException {
        String library = KeaCommands.library(KeaProcess.root("kea-dhcp4"), "libdhcp_limits");
        both = new KeaComparison("""
                "hooks-libraries": [ { "library": "%s" } ],
                "client-classes": [ %s ],
                """.formatted(library, String.join(", ", classes())), subnets());
    }

    @AfterAll
    static void end() throws IOException {
        if (both != null) {
            both.close();
        }
    }

    private static String limits(String members) {
        return "\"user-context\": { \"limits\": { " + members + " } }";
    }

    private static List<String> classes() {
        return List.of(
                named("rate", "\"rate-limit\": \"2 packets per day\""),
                named("none", "\"rate-limit\": \"0 packets per day\""),
                named("second", "\"rate-limit\": \"1 packet per second\""),
                named("one", "\"address-limit\": 1"),
                named("nothing", "\"address-limit\": 0"),
                named("both", "\"address-limit\": 1, \"rate-limit\": \"3 packets per day\""),
                "{ \"name\": \"by\", \"template-test\": \"ifelse(substring(option[60].text, 0, 2) == 't-', option[60].text, '')\", "
                        + limits("\"address-limit\": 1") + " }",
                "{ \"name\": \"known\", \"test\": \"member('KNOWN')\", " + limits("\"address-limit\": 1") + " }");
    }

    private static String named(String name, String limits) {
        return "{ \"name\": \"%s\", \"test\": \"option[60].text == '%s'\", %s }".formatted(name, name, limits(limits));
    }

    private static List<String> subnets() {
        List<String> all = new ArrayList<>();
        for (int n = 1; n <= SUBNETS; n++) {
            String own = switch (n) {
                case 10 -> limits("\"rate-limit\": \"2 packets per day\"") + ",";
                case 11 -> limits("\"address-limit\": 1") + ",";
                case 12 -> limits("\"address-limit\": 0") + ",";
                case 13 -> limits("\"address-limit\": 2, \"prefix-limit\": 1") + ",";
                case 15 ->
                    "\"reservations\": [ { \"hw-address\": \"%s\", \"hostname\": \"k1\" }, { \"hw-address\": \"%s\", \"hostname\": \"k2\" } ],"
                            .formatted(Client.of(151).hardware(), Client.of(152).hardware());
                default -> "";
            };
            all.add(
                    "{ \"id\": %1$d, \"subnet\": \"127.%1$d.0.0/24\", %2$s \"pools\": [ { \"pool\": \"127.%1$d.0.10-127.%1$d.0.19\" } ] }"
                            .formatted(n, own));
        }
        return all;
    }

    private record Place(int n) {

        Client client(int number) {
            return Client.of(10 * n + number);
        }

        Request4 at(Request4 request) {
            return request.relayedBy(Ipv4Address.parse("127." + n + ".0.1"));
        }

        String address(int host) {
            return "127." + n + ".0." + host;
        }

        Request4 discover(int number) {
            return at(client(number).discover());
        }

        Request4 selecting(int number, int host) {
            return at(client(number)
                    .message(MessageType4.DHCPREQUEST)
                    .option(OptionCode4.REQUESTED_ADDRESS, Ipv4Address.parse(address(host)))
                    .option(OptionCode4.SERVER_IDENTIFIER, KeaComparison.SERVER));
        }

        Request4 renewing(int number, int host) {
            return at(client(number).renewing(address(host)));
        }

        Request4 release(int number, int host) {
            return at(client(number).release(address(host)))
                    .option(OptionCode4.SERVER_IDENTIFIER, KeaComparison.SERVER);
        }
    }

    private static Request4 of(String vendor, Request4 request) {
        return request.option(VENDOR_CLASS, vendor);
    }

    @Test
    void packetsOfAClass() {
        Place p = new Place(1);
        both.tell(server -> {
                    server.tell(of("rate", p.discover(1)));
                    server.tell(of("rate", p.selecting(1, 10)));
                    server.tell(of("rate", p.renewing(1, 10)));
                    server.tell(p.renewing(1, 10));
                    server.tell(of("rate", p.discover(2)));
                })
                .same();
    }

    @Test
    void aClassWithoutPackets() {
        Place p = new Place(2);
        both.tell(server -> {
                    server.tell(of("none", p.discover(1)));
                    server.tell(p.selecting(1, 10));
                })
                .same();
    }

    @Test
    void packetsOfASubnet() {
        Place p = new Place(10);
        both.tell(server -> {
                    server.tell(p.selecting(1, 10));
                    server.tell(p.renewing(1, 10));
                    server.tell(p.renewing(1, 10));
                    server.tell(p.discover(2));
                })
                .same();
    }

    @Test
    void leasesOfASubnet() {
        Place p = new Place(11);
        both.tell(server -> {
                    server.tell(p.selecting(1, 10));
                    server.tell(p.discover(2));
                    server.tell(p.selecting(2, 11));
                    server.tell(p.renewing(1, 10));
                    server.tell(p.at(p.client(1).rebooting("127.11.0.10")));
                    server.tell(p.discover(1));
                    server.tell(p.release(1, 10));
                    server.tell(p.selecting(2, 11));
                })
                .same();
    }

    @Test
    void aSubnetWithoutLeases() {
        Place p = new Place(12);
        both.tell(server -> {
                    server.tell(p.discover(1));
                    server.tell(p.selecting(1, 10));
                    server.tell(p.at(p.client(1).message(MessageType4.DHCPREQUEST)));
                    server.tell(p.at(p.client(1)
                            .message(MessageType4.DHCPINFORM)
                            .clientAddress(Ipv4Address.parse("127.12.0.10"))));
                })
                .same();
    }

    @Test
    void twoLeasesOfASubnet() {
        Place p = new Place(13);
        both.tell(server -> {
                    server.tell(p.selecting(1, 10));
                    server.tell(p.selecting(2, 11));
                    server.tell(p.selecting(3, 12));
                    server.tell(p.release(2, 11));
                    server.tell(p.selecting(3, 12));
                })
                .same();
    }

    @Test
    void leasesOfAClass() {
        Place p = new Place(3);
        both.tell(server -> {
                    server.tell(of("one", p.selecting(1, 10)));
                    server.tell(of("one", p.discover(2)));
                    server.tell(p.selecting(2, 11));
                    server.tell(of("one", p.renewing(1, 10)));
                    server.tell(of("one", p.selecting(3, 12)));
                })
                .same();
    }

    @Test
    void aClassWithoutLeases() {
        Place p = new Place(4);
        both.tell(server -> {
                    server.tell(of("nothing", p.discover(1)));
                    server.tell(of("nothing", p.selecting(1, 10)));
                })
                .same();
    }

    @Test
    void packetsAndLeasesOfAClass() {
        Place p = new Place(5);
        both.tell(server -> {
                    server.tell(of("both", p.selecting(1, 10)));
                    server.tell(of("both", p.discover(2)));
                    server.tell(of("both", p.renewing(1, 10)));
                    server.tell(of("both", p.renewing(1, 10)));
                })
                .same();
    }

    @Test
    void leasesOfWhatATemplateSpawns() {
        Place p = new Place(6);
        both.tell(server -> {
                    server.tell(of("t-a", p.selecting(1, 10)));
                    server.tell(of("t-b", p.selecting(2, 11)));
                    server.tell(of("t-a", p.discover(3)));
                    server.tell(of("t-c", p.selecting(3, 12)));
                })
                .same();
    }

    @Test
    void leasesOfTheKnown() {
        Place p = new Place(15);
        both.tell(server -> {
                    server.tell(p.selecting(1, 10));
                    server.tell(p.discover(2));
                    server.tell(p.selecting(3, 11));
                })
                .same();
    }

    @Test
    void aSecondLater() {
        Place p = new Place(7);
        both.tell(server -> {
                    server.tell(of("second", p.selecting(1, 10)));
                    server.pass(2);
                    server.tell(of("second", p.at(p.client(1).rebooting("127.7.0.10"))));
                })
                .same();
    }
}
