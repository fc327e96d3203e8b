package io.holdfast.engine.v4;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.address.Ipv4Address;
import io.holdfast.engine.AllocationFailure;
import io.holdfast.engine.DropReason;
import io.holdfast.engine.Failure;
import io.holdfast.lease.LeaseState;
import io.holdfast.wire.v4.MessageType4;
import io.holdfast.wire.v4.OptionCode4;
import io.holdfast.wire.v4.Request4;
import java.util.HexFormat;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is set aside for a client in the configuration: who gets it, when, and who does not. */
class ReservationTests {

    private static final String CLIENT_1 = "\"hw-address\": \"02:00:00:00:00:01\"";

    /** The subnet 10.0.0.0/24 with the pool .100 to .199, these reservations and what more there is. */
    private static World world(String reservations, String more) {
        return new World(World.subnet("\"reservations\": [ " + reservations + " ]" + more));
    }

    private static World world(String reservations) {
        return world(reservations, "");
    }

    private static World again(World before, String reservations) {
        return new World(World.subnet("\"reservations\": [ " + reservations + " ]"), before.rows);
    }

    private static String reserve(String identifier, String address) {
        return "{ " + identifier + ", \"ip-address\": \"" + address + "\" }";
    }

    private static String offered(World world, Client client) {
        return world.send(client.discover()).view().yiaddr();
    }

    private static MessageType4 answer(World world, Request4 request) {
        return world.send(request).view().type();
    }

    private static String leased(World world, Client client) {
        String address = offered(world, client);
        assertThat(answer(world, client.selecting(address))).isEqualTo(MessageType4.DHCPACK);
        return address;
    }

    private static Request4 asking(Client client, String address) {
        return client.discover().option(OptionCode4.REQUESTED_ADDRESS, Ipv4Address.parse(address));
    }

    @ParameterizedTest
    @CsvSource({"10.0.0.7", "10.0.0.150"})
    void theReservedAddressIsTheClientsInAPoolOrOutside(String address) {
        World world = world(reserve(CLIENT_1, address));
        assertThat(leased(world, Client.of(1))).isEqualTo(address);
        world.pass(1000);
        assertThat(answer(world, Client.of(1).renewing(address))).isEqualTo(MessageType4.DHCPACK);
        assertThat(answer(world, Client.of(1).rebooting(address))).isEqualTo(MessageType4.DHCPACK);
        assertThat(Objects.requireNonNull(world.row(address)).lastTransaction()).isEqualTo(world.now);
    }

    @Test
    void theReservedAddressComesBeforeTheOneTheClientAsksFor() {
        assertThat(world(reserve(CLIENT_1, "10.0.0.7"))
                        .send(asking(Client.of(1), "10.0.0.120"))
                        .view()
                        .yiaddr())
                .isEqualTo("10.0.0.7");
    }

    @Test
    void aClientThatNamesNoAddressIsGivenTheReservedOne() {
        World world = world(reserve(CLIENT_1, "10.0.0.7"));
        World.Result result = world.send(Client.of(1).message(MessageType4.DHCPREQUEST));
        assertThat(result.view().yiaddr()).isEqualTo("10.0.0.7");
    }

    @Test
    void nobodyElseIsGivenAReservedAddress() {
        World world = new World(World.server("""
                "subnet4": [ { "id": 1, "subnet": "10.0.0.0/24", "pools": [ { "pool": "10.0.0.100-10.0.0.101" } ],
                  "reservations": [ %s ] } ]""".formatted(reserve(CLIENT_1, "10.0.0.100"))));
        assertThat(leased(world, Client.of(2))).isEqualTo("10.0.0.101");
        World.Result none = world.send(Client.of(3).discover());
        assertThat(none.dropped()).isEqualTo(DropReason.NO_ADDRESS);
        assertThat(none.exchange().failures()).containsExactly(new Failure(1, null, AllocationFailure.SUBNET));
        assertThat(world.send(asking(Client.of(3), "10.0.0.100")).dropped()).isEqualTo(DropReason.NO_ADDRESS);
        assertThat(answer(world, Client.of(3).selecting("10.0.0.100"))).isEqualTo(MessageType4.DHCPNAK);
        assertThat(leased(world, Client.of(1))).isEqualTo("10.0.0.100");
    }

    @Test
    void inAPoolFullOfReservationsTheOneThatIsFreeIsFound() {
        StringBuilder all = new StringBuilder();
        for (int i = 100; i < 199; i++) {
            all.append(i > 100 ? "," : "")
                    .append(reserve(
                            "\"hw-address\": \"06:00:00:00:00:" + HexFormat.of().toHexDigits((byte) i) + "\"",
                            "10.0.0." + i));
        }
        assertThat(leased(world(all.toString()), Client.of(1))).isEqualTo("10.0.0.199");
    }

    @Test
    void anAddressReservedForAnotherMeanwhileIsNotRenewed() {
        World before = world("");
        String address = leased(before, Client.of(2));
        World world = again(before, reserve(CLIENT_1, address));
        assertThat(answer(world, Client.of(2).renewing(address))).isEqualTo(MessageType4.DHCPNAK);
        assertThat(offered(world, Client.of(2))).isNotEqualTo(address);
    }

    @Test
    void whileItsAddressIsAnothersTheClientGetsOneOfThePool() {
        World before = world("");
        String address = leased(before, Client.of(2));
        World world = again(before, reserve(CLIENT_1, address));
        World.Result offer = world.send(Client.of(1).discover());
        String other = offer.view().yiaddr();
        assertThat(other).startsWith("10.0.0.1").isNotEqualTo(address);
        assertThat(offer.exchange().failures())
                .containsExactly(new Failure(1, null, AllocationFailure.RESERVATION_CONFLICT));
        assertThat(answer(world, Client.of(1).selecting(other))).isEqualTo(MessageType4.DHCPACK);
        assertThat(answer(world, Client.of(1).renewing(other))).isEqualTo(MessageType4.DHCPACK);
        world.pass(100);
        assertThat(answer(world, Client.of(2).renewing(address))).isEqualTo(MessageType4.DHCPNAK);
        world.send(Client.of(2).release(address));
        assertThat(answer(world, Client.of(1).renewing(other))).isEqualTo(MessageType4.DHCPNAK);
        assertThat(leased(world, Client.of(1))).isEqualTo(address);
        assertThat(world.row(other)).matches(row -> row == null || row.state() != LeaseState.DEFAULT);
    }

    @Test
    void aClientWhoseReservationIsNewMovesAtItsRenewal() {
        World before = world("");
        String address = leased(before, Client.of(1));
        World world = again(before, reserve(CLIENT_1, "10.0.0.7"));
        assertThat(answer(world, Client.of(1).renewing(address))).isEqualTo(MessageType4.DHCPNAK);
        assertThat(leased(world, Client.of(1))).isEqualTo("10.0.0.7");
    }

    @Test
    void aClientWhoseReservationIsGoneLeavesAnAddressOutsideThePools() {
        World before = world(reserve(CLIENT_1, "10.0.0.7"));
        leased(before, Client.of(1));
        World world = again(before, "");
        assertThat(world.send(Client.of(1).renewing("10.0.0.7")).dropped()).isEqualTo(DropReason.UNKNOWN_ADDRESS);
        assertThat(leased(world, Client.of(1))).startsWith("10.0.0.1");
        assertThat(world.row("10.0.0.7")).matches(row -> row == null || row.state() != LeaseState.DEFAULT);
    }

    @Test
    void anOpenOfferOfAReservedAddressToAnotherDoesNotStand() {
        World before = world("");
        String address = offered(before, Client.of(2));
        World world = again(before, reserve(CLIENT_1, address));
        world.send(Client.of(2).discover());
        assertThat(offered(world, Client.of(1))).isEqualTo(address);
    }

    @ParameterizedTest
    @CsvSource({"hw-address, 02:00:00:00:00:01", "client-id, 01:02:03", "duid, 00:01:02:03:04:05", "circuit-id, 'eth1'"
    })
    void clientsAreRecognisedByEachKindOfIdentifier(String type, String value) {
        String written = type.equals("circuit-id") ? "'" + value + "'" : value;
        World world = world(reserve("\"" + type + "\": \"" + written + "\"", "10.0.0.7"));
        String clientId = type.equals("duid") ? "ff:00:00:00:01:00:01:02:03:04:05" : "01:02:03";
        Request4 request = Client.of(1).withId(clientId).discover();
        if (type.equals("circuit-id")) {
            request.option(OptionCode4.RELAY_AGENT_INFORMATION, new byte[] {1, 4, 'e', 't', 'h', '1'});
        }
        assertThat(world.send(request).view().yiaddr()).isEqualTo("10.0.0.7");
    }

    @Test
    void theMoreImportantIdentifierCounts() {
        String both = reserve("\"client-id\": \"01:02:03\"", "10.0.0.8") + "," + reserve(CLIENT_1, "10.0.0.7");
        Client client = Client.of(1).withId("01:02:03");
        assertThat(offered(world(both), client)).isEqualTo("10.0.0.7");
        World turned = new World(World.server("""
                "host-reservation-identifiers": [ "client-id", "hw-address" ],
                "subnet4": [ { "id": 1, "subnet": "10.0.0.0/24", "reservations": [ %s ] } ]""".formatted(both)));
        assertThat(offered(turned, client)).isEqualTo("10.0.0.8");
    }

    private static World global(String modes, String own) {
        return new World(World.server("""
                "reservations": [ { %s, "ip-address": "10.0.0.9" } ], %s
                "subnet4": [ { "id": 1, "subnet": "10.0.0.0/24", "pools": [ { "pool": "10.0.0.100-10.0.0.199" } ],
                  "reservations": [ %s ] } ]""".formatted(CLIENT_1, modes, own)));
    }

    @Test
    void globalReservationsHoldWhereTheyAreSwitchedOn() {
        assertThat(offered(global("", ""), Client.of(1))).isEqualTo("10.0.0.100");
        assertThat(offered(global("\"reservations-global\": true,", ""), Client.of(1)))
                .isEqualTo("10.0.0.9");
    }

    @Test
    void theSubnetsOwnReservationComesBeforeTheGlobalOne() {
        String own = reserve(CLIENT_1, "10.0.0.7");
        String global = "\"reservations-global\": true,";
        assertThat(offered(global(global, own), Client.of(1))).isEqualTo("10.0.0.7");
        assertThat(offered(global(global + "\"reservations-in-subnet\": false,", own), Client.of(1)))
                .isEqualTo("10.0.0.9");
    }

    @Test
    void aGlobalAddressThatIsNotOfTheSubnetIsLeftOut() {
        World world = new World(World.server("""
                "reservations": [ { %s, "ip-address": "192.0.2.9" } ], "reservations-global": true,
                "subnet4": [ { "id": 1, "subnet": "10.0.0.0/24", "pools": [ { "pool": "10.0.0.100-10.0.0.199" } ] } ]
                """.formatted(CLIENT_1)));
        assertThat(offered(world, Client.of(1))).isEqualTo("10.0.0.100");
    }

    @Test
    void withReservationsOutOfPoolsOnlyAddressesOfPoolsAreAnybodys() {
        World world = world(
                reserve(CLIENT_1, "10.0.0.100") + "," + reserve("\"hw-address\": \"02:00:00:00:00:02\"", "10.0.0.7"),
                ", \"reservations-out-of-pool\": true");
        assertThat(leased(world, Client.of(3))).isEqualTo("10.0.0.100");
        assertThat(leased(world, Client.of(1))).isEqualTo("10.0.0.101");
        assertThat(leased(world, Client.of(2))).isEqualTo("10.0.0.7");
    }

    @Test
    void withoutReservationsInTheSubnetTheyDoNotCount() {
        World world = world(reserve(CLIENT_1, "10.0.0.100"), ", \"reservations-in-subnet\": false");
        assertThat(leased(world, Client.of(3))).isEqualTo("10.0.0.100");
    }

    @Test
    void anAddressReservedForTwoIsTheFirstOnesThatTakesIt() {
        World world = new World(World.server("""
                "ip-reservations-unique": false,
                "subnet4": [ { "id": 1, "subnet": "10.0.0.0/24", "pools": [ { "pool": "10.0.0.100-10.0.0.199" } ],
                  "reservations": [ %s, %s ] } ]""".formatted(
                        reserve(CLIENT_1, "10.0.0.7"), reserve("\"hw-address\": \"02:00:00:00:00:02\"", "10.0.0.7"))));
        assertThat(leased(world, Client.of(1))).isEqualTo("10.0.0.7");
        assertThat(leased(world, Client.of(2))).isEqualTo("10.0.0.100");
        assertThat(answer(world, Client.of(2).selecting("10.0.0.7"))).isEqualTo(MessageType4.DHCPNAK);
        world.send(Client.of(1).release("10.0.0.7"));
        assertThat(leased(world, Client.of(2))).isEqualTo("10.0.0.7");
    }

    @Test
    void aReservationWithoutAddressGivesOptionsAndFieldsAndAnAddressOfThePool() {
        World world = world("{ " + CLIENT_1 + """
                , "next-server": "10.0.0.3", "server-hostname": "boot", "boot-file-name": "pxe",
                "option-data": [ { "name": "domain-name", "data": "mine.example" } ] }""");
        ReplyView view = world.send(Client.of(1).discover()).view();
        assertThat(view.yiaddr()).isEqualTo("10.0.0.100");
        assertThat(view.message().serverAddress()).hasToString("10.0.0.3");
        assertThat(view.message().serverName()).isEqualTo("boot");
        assertThat(view.message().bootFile()).isEqualTo("pxe");
        assertThat(view.text(15)).isEqualTo("mine.example");
        assertThat(world.send(Client.of(2).discover()).view().has(15)).isFalse();
    }

    @Test
    void aReservationOfAnySubnetOfANetworkIsHonoured() {
        World world = new World(World.server("""
                "shared-networks": [ { "name": "floor", "interface": "eth0", "subnet4": [
                  { "id": 1, "subnet": "10.1.0.0/24", "pools": [ { "pool": "10.1.0.10-10.1.0.11" } ] },
                  { "id": 2, "subnet": "10.2.0.0/24", "pools": [ { "pool": "10.2.0.10-10.2.0.11" } ],
                    "reservations": [ %s ] } ] } ]""".formatted(reserve(CLIENT_1, "10.2.0.10"))), new TreeMap<>());
        assertThat(leased(world, Client.of(1))).isEqualTo("10.2.0.10");
        assertThat(Objects.requireNonNull(world.row("10.2.0.10")).subnetId()).isEqualTo(2);
        assertThat(answer(world, Client.of(2).selecting("10.2.0.10"))).isEqualTo(MessageType4.DHCPNAK);
    }

    @Test
    void renewalsOfAReservedAddressCostOneLookUpAndOneCommit() {
        World world = world(reserve(CLIENT_1, "10.0.0.7"));
        leased(world, Client.of(1));
        world.finds = 0;
        world.commits = 0;
        world.send(Client.of(1).renewing("10.0.0.7"));
        assertThat(world.finds).isEqualTo(1);
        assertThat(world.commits).isEqualTo(1);
        assertThat(world.hostFinds).isZero();
    }
}
