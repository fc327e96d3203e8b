package io.holdfast.engine.v4;

import io.holdfast.address.Ipv4Address;
import io.holdfast.wire.v4.MessageType4;
import io.holdfast.wire.v4.OptionCode4;
import io.holdfast.wire.v4.Request4;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Who gets which address, for how long, and who is refused: as Kea does. Each story has a subnet of its own. */
class KeaLeaseComparisonTests {

    private static final int SUBNETS = 60;

    /** Members of the subnets that are not like the others. */
    private static final Map<Integer, String> SPECIAL = Map.of(
            20, "\"match-client-id\": false,",
            22, "\"authoritative\": true,",
            23, "\"authoritative\": true,",
            24, "\"authoritative\": true,",
            30, "\"calculate-tee-times\": true,",
            31, "\"renew-timer\": 900, \"rebind-timer\": 1800,",
            32, "\"renew-timer\": 1800, \"rebind-timer\": 900,",
            33, "\"valid-lifetime\": 4294967295, \"max-valid-lifetime\": 4294967295,",
            34, "\"offer-lifetime\": 60,",
            35, "\"min-valid-lifetime\": 3600, \"max-valid-lifetime\": 3600,");

    private static KeaComparison both;

    @BeforeAll
    static void begin() throws IOException {
        List<String> subnets = new ArrayList<>();
        for (int n = 1; n <= SUBNETS; n++) {
            subnets.add(
                    "{ \"id\": %d, \"subnet\": \"127.%d.0.0/24\", %s \"pools\": [ { \"pool\": \"127.%d.0.10-127.%d.0.12\" } ] }"
                            .formatted(n, n, SPECIAL.getOrDefault(n, ""), n, n));
        }
        subnets.add("{ \"id\": 100, \"subnet\": \"127.100.0.0/24\" }");
        both = new KeaComparison("", subnets);
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

    private static Request4 from(int subnet, Client client, MessageType4 type) {
        return client.message(type).relayedBy(in(subnet, 1));
    }

    private static Request4 discover(int subnet, Client client) {
        return from(subnet, client, MessageType4.DHCPDISCOVER);
    }

    /** Names the address, because Kea forgets what it has offered. */
    private static Request4 discoverAgain(int subnet, Client client) {
        return discover(subnet, client).option(OptionCode4.REQUESTED_ADDRESS, in(subnet, 10));
    }

    private static Request4 request(int subnet, Client client) {
        return from(subnet, client, MessageType4.DHCPREQUEST);
    }

    private static Request4 select(int subnet, Client client, int host) {
        return request(subnet, client)
                .option(OptionCode4.REQUESTED_ADDRESS, in(subnet, host))
                .option(OptionCode4.SERVER_IDENTIFIER, KeaComparison.SERVER);
    }

    /** An exchange from DISCOVER to ACK, of the address that is the first in the pool. */
    private static void lease(KeaComparison.Teller server, int subnet, Client client) {
        server.tell(discover(subnet, client));
        server.tell(select(subnet, client, 10));
    }

    @Test
    void aClientGetsAnAddress() {
        both.tell(server -> lease(server, 1, Client.of(1))).same();
    }

    @Test
    void aClientThatHasAnAddressIsOfferedItAgain() {
        both.tell(server -> {
                    lease(server, 2, Client.of(2));
                    server.tell(discover(2, Client.of(2)));
                })
                .same();
    }

    @Test
    void aRequestedAddressInThePoolIsOffered() {
        both.tell(server -> server.tell(discover(3, Client.of(3)).option(OptionCode4.REQUESTED_ADDRESS, in(3, 12))))
                .same();
    }

    @Test
    void aRequestedAddressOutsideThePoolIsNotOffered() {
        both.tell(server -> server.tell(discover(4, Client.of(4)).option(OptionCode4.REQUESTED_ADDRESS, in(4, 99))))
                .same();
    }

    @Test
    void aRequestedAddressOfAnotherIsNotOffered() {
        both.tell(server -> {
                    lease(server, 5, Client.of(5));
                    server.tell(discover(5, Client.of(6)).option(OptionCode4.REQUESTED_ADDRESS, in(5, 10)));
                })
                .same();
    }

    @Test
    void requestedLifetimesStayWithinBounds() {
        both.tell(server -> {
                    for (int seconds : new int[] {1, 599, 600, 5000, 7200, 7201, -1, 0}) {
                        server.tell(discoverAgain(6, Client.of(7)).option(OptionCode4.LEASE_TIME, seconds));
                    }
                })
                .same();
    }

    @Test
    void anInfiniteLifetimeCanBeGiven() {
        both.tell(server -> {
                    server.tell(discoverAgain(33, Client.of(8)).option(OptionCode4.LEASE_TIME, -1));
                    server.tell(discoverAgain(33, Client.of(8)));
                    server.tell(discoverAgain(33, Client.of(8)).option(OptionCode4.LEASE_TIME, 900));
                })
                .same();
    }

    @Test
    void theClientIdentifierComesBeforeTheHardwareAddress() {
        both.tell(server -> {
                    lease(server, 7, Client.of(10).withId("01:aa"));
                    server.tell(discover(7, Client.of(11).withId("01:aa")));
                    server.tell(discover(7, Client.of(10).withId("01:bb")));
                    lease(server, 47, Client.of(10).withId("01:aa"));
                    server.tell(discover(47, Client.of(10)));
                })
                .same();
    }

    @Test
    void withoutMatchClientIdOnlyTheHardwareAddressCounts() {
        both.tell(server -> {
                    lease(server, 20, Client.of(12).withId("01:aa:01"));
                    server.tell(discover(20, Client.of(12).withId("01:bb:01")));
                    server.tell(discover(20, Client.of(13).withId("01:aa:01")));
                })
                .same();
    }

    @Test
    void aClientWithoutHardwareAddressIsKnownByItsIdentifier() {
        both.tell(server -> lease(
                        server, 8, new Client(null, Client.of(1).withId("01:cc").clientId())))
                .same();
    }

    @Test
    void aClientWithoutAnyIdentityIsNotServed() {
        both.tell(server -> server.tell(discover(8, new Client(null, null)))).same();
    }

    @Test
    void initRebootOfAKnownClient() {
        both.tell(server -> {
                    lease(server, 9, Client.of(14));
                    server.tell(request(9, Client.of(14)).option(OptionCode4.REQUESTED_ADDRESS, in(9, 10)));
                    server.tell(request(9, Client.of(14)).option(OptionCode4.REQUESTED_ADDRESS, in(9, 11)));
                    server.tell(request(9, Client.of(14)).option(OptionCode4.REQUESTED_ADDRESS, in(250, 11)));
                })
                .same();
    }

    @Test
    void initRebootOfAnUnknownClientWithoutAuthority() {
        both.tell(server -> {
                    server.tell(request(10, Client.of(15)).option(OptionCode4.REQUESTED_ADDRESS, in(10, 10)));
                    server.tell(request(10, Client.of(15)).option(OptionCode4.REQUESTED_ADDRESS, in(250, 10)));
                })
                .same();
    }

    @Test
    void initRebootOfAnUnknownClientWithAuthority() {
        both.tell(server -> {
                    server.tell(request(22, Client.of(16)).option(OptionCode4.REQUESTED_ADDRESS, in(22, 10)));
                    server.tell(request(22, Client.of(16)).option(OptionCode4.REQUESTED_ADDRESS, in(250, 10)));
                })
                .same();
    }

    @Test
    void initRebootForTheAddressOfAnother() {
        both.tell(server -> {
                    lease(server, 23, Client.of(17));
                    server.tell(request(23, Client.of(18)).option(OptionCode4.REQUESTED_ADDRESS, in(23, 10)));
                    lease(server, 11, Client.of(19));
                    server.tell(request(11, Client.of(20)).option(OptionCode4.REQUESTED_ADDRESS, in(11, 10)));
                })
                .same();
    }

    @Test
    void initRebootFromNowhere() {
        both.tell(server -> server.tell(request(250, Client.of(21)).option(OptionCode4.REQUESTED_ADDRESS, in(250, 10))))
                .same();
    }

    @Test
    void renewing() {
        both.tell(server -> {
                    lease(server, 12, Client.of(22));
                    server.tell(request(12, Client.of(22)).clientAddress(in(12, 10)));
                    server.tell(
                            request(12, Client.of(22)).clientAddress(in(12, 10)).option(OptionCode4.LEASE_TIME, 700));
                    server.tell(Client.of(22).message(MessageType4.DHCPREQUEST).clientAddress(in(12, 10)));
                })
                .same();
    }

    @Test
    void renewingTheAddressOfAnother() {
        both.tell(server -> {
                    lease(server, 13, Client.of(23));
                    server.tell(request(13, Client.of(24)).clientAddress(in(13, 10)));
                })
                .same();
    }

    @Test
    void renewingAFreeAddress() {
        both.tell(server -> server.tell(request(14, Client.of(25)).clientAddress(in(14, 11))))
                .same();
    }

    @Test
    void renewingAFreeAddressWithAuthority() {
        both.tell(server -> server.tell(request(24, Client.of(26)).clientAddress(in(24, 11))))
                .same();
    }

    @Test
    void renewingAnAddressOutsideThePool() {
        both.tell(server -> server.tell(request(15, Client.of(27)).clientAddress(in(15, 99))))
                .same();
    }

    @Test
    void renewingAnAddressOfAnotherSubnet() {
        both.tell(server -> {
                    server.tell(request(15, Client.of(28)).clientAddress(in(16, 11)));
                    server.tell(request(15, Client.of(28)).clientAddress(in(250, 11)));
                })
                .same();
    }

    @Test
    void renewingFromNowhere() {
        both.tell(server -> {
                    server.tell(request(250, Client.of(29)).clientAddress(in(250, 11)));
                    server.tell(Client.of(29).message(MessageType4.DHCPREQUEST).clientAddress(in(250, 11)));
                })
                .same();
    }

    @Test
    void aRequestWithoutAnyAddress() {
        both.tell(server -> server.tell(request(17, Client.of(30)))).same();
    }

    @Test
    void selectingWithoutAnOffer() {
        both.tell(server -> {
                    server.tell(select(18, Client.of(31), 11));
                    server.tell(select(18, Client.of(32), 11));
                    server.tell(select(18, Client.of(33), 99));
                })
                .same();
    }

    @Test
    void selectingAnotherAddressThanTheOffered() {
        both.tell(server -> {
                    server.tell(discover(19, Client.of(34)));
                    server.tell(select(19, Client.of(34), 12));
                })
                .same();
    }

    @Test
    void selectingAnotherAddressThanOnesOwn() {
        both.tell(server -> {
                    lease(server, 40, Client.of(35));
                    server.tell(select(40, Client.of(35), 12));
                    server.tell(discover(40, Client.of(35)));
                })
                .same();
    }

    @Test
    void choosingAnotherServer() {
        both.tell(server -> {
                    server.tell(discover(41, Client.of(36)));
                    server.tell(request(41, Client.of(36))
                            .option(OptionCode4.REQUESTED_ADDRESS, in(41, 10))
                            .option(OptionCode4.SERVER_IDENTIFIER, Ipv4Address.parse("192.0.2.1")));
                })
                .same();
    }

    @Test
    void aReleasedAddressIsKeptForItsClient() {
        both.tell(server -> {
                    lease(server, 42, Client.of(37));
                    server.tell(from(42, Client.of(37), MessageType4.DHCPRELEASE)
                            .clientAddress(in(42, 10))
                            .option(OptionCode4.SERVER_IDENTIFIER, KeaComparison.SERVER));
                    server.tell(discover(42, Client.of(37)));
                })
                .same();
    }

    @Test
    void onlyTheOwnerCanRelease() {
        both.tell(server -> {
                    lease(server, 43, Client.of(38));
                    server.tell(
                            from(43, Client.of(39), MessageType4.DHCPRELEASE).clientAddress(in(43, 10)));
                    server.tell(discover(43, Client.of(40)).option(OptionCode4.REQUESTED_ADDRESS, in(43, 10)));
                })
                .same();
    }

    @Test
    void aDeclinedAddressIsNotOffered() {
        both.tell(server -> {
                    lease(server, 44, Client.of(41));
                    server.tell(from(44, Client.of(41), MessageType4.DHCPDECLINE)
                            .option(OptionCode4.REQUESTED_ADDRESS, in(44, 10))
                            .option(OptionCode4.SERVER_IDENTIFIER, KeaComparison.SERVER));
                    server.tell(discover(44, Client.of(41)));
                    server.tell(discover(44, Client.of(42)).option(OptionCode4.REQUESTED_ADDRESS, in(44, 10)));
                    server.tell(request(44, Client.of(41)).clientAddress(in(44, 10)));
                })
                .same();
    }

    @Test
    void onlyTheOwnerCanDecline() {
        both.tell(server -> {
                    lease(server, 45, Client.of(43));
                    server.tell(from(45, Client.of(44), MessageType4.DHCPDECLINE)
                            .option(OptionCode4.REQUESTED_ADDRESS, in(45, 10)));
                    server.tell(request(45, Client.of(43)).clientAddress(in(45, 10)));
                })
                .same();
    }

    @Test
    void anExhaustedPool() {
        both.tell(server -> {
                    for (int i = 0; i < 3; i++) {
                        server.tell(discover(46, Client.of(50 + i)));
                        server.tell(select(46, Client.of(50 + i), 10 + i));
                    }
                    server.tell(discover(46, Client.of(60)));
                    server.tell(request(46, Client.of(60)));
                    server.tell(select(46, Client.of(60), 11));
                })
                .same();
    }

    @Test
    void aSubnetWithoutPools() {
        both.tell(server -> {
                    server.tell(discover(100, Client.of(61)));
                    server.tell(request(100, Client.of(61)));
                    server.tell(request(100, Client.of(61)).clientAddress(in(100, 10)));
                })
                .same();
    }

    @Test
    void timesOfRenewalAndRebinding() {
        both.tell(server -> {
                    server.tell(discover(30, Client.of(62)).requesting(58, 59));
                    server.tell(discoverAgain(31, Client.of(63)));
                    server.tell(discoverAgain(31, Client.of(63)).option(OptionCode4.LEASE_TIME, 600));
                    server.tell(discover(32, Client.of(64)));
                })
                .same();
    }

    @Test
    void offersThatAreStored() {
        both.tell(server -> {
                    server.tell(discover(34, Client.of(65)));
                    server.tell(discover(34, Client.of(66)));
                    server.tell(select(34, Client.of(65), 10));
                    server.tell(select(34, Client.of(66), 10));
                })
                .same();
    }
}
