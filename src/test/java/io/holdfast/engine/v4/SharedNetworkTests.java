package io.holdfast.engine.v4;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.address.Ipv4Address;
import io.holdfast.engine.AllocationFailure;
import io.holdfast.engine.Arrival;
import io.holdfast.engine.DropReason;
import io.holdfast.engine.Failure;
import io.holdfast.lease.LeaseState;
import io.holdfast.wire.v4.MessageType4;
import io.holdfast.wire.v4.OptionCode4;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Several subnets on one link: all of them are the client's, in Kea's order. */
class SharedNetworkTests {

    /** Two subnets of two addresses each on eth0, and what more the network and the subnets have. */
    private static World world(String network, String first, String second) {
        return new World(World.server("""
                "client-classes": [
                  { "name": "phone", "test": "option[60].text == 'phone'" },
                  { "name": "other", "test": "not member('phone')" } ],
                "shared-networks": [ { "name": "floor", "interface": "eth0", %s "subnet4": [
                  { "id": 1, "subnet": "10.1.0.0/24", %s "pools": [ { "pool": "10.1.0.10-10.1.0.11" } ] },
                  { "id": 2, "subnet": "10.2.0.0/24", %s "pools": [ { "pool": "10.2.0.10-10.2.0.11" } ] } ] } ],
                "subnet4": [ { "id": 3, "subnet": "10.3.0.0/24", "pools": [ { "pool": "10.3.0.10-10.3.0.11" } ] } ]
                """.formatted(network, first, second)));
    }

    private static World world() {
        return world("", "", "");
    }

    private static String offered(World world, Client client) {
        return world.send(client.discover()).view().yiaddr();
    }

    private static String leased(World world, Client client) {
        String address = offered(world, client);
        assertThat(world.send(client.selecting(address)).view().type()).isEqualTo(MessageType4.DHCPACK);
        return address;
    }

    private static Arrival behind(String relay) {
        return new Arrival("eth9", List.of(World.SERVER), Ipv4Address.parse(relay), 67, Ipv4Address.parse("10.0.0.1"));
    }

    @Test
    void aFullSubnetIsFollowedByTheNext() {
        World world = world();
        assertThat(leased(world, Client.of(1))).startsWith("10.1.0.");
        assertThat(leased(world, Client.of(2))).startsWith("10.1.0.");
        String third = leased(world, Client.of(3));
        assertThat(third).startsWith("10.2.0.");
        assertThat(Objects.requireNonNull(world.row(third)).subnetId()).isEqualTo(2);
    }

    @Test
    void theReplyIsMadeOfTheSubnetTheAddressIsIn() {
        World world = world("", routers("10.1.0.1"), routers("10.2.0.1"));
        leased(world, Client.of(1));
        leased(world, Client.of(2));
        assertThat(world.send(Client.of(3).discover()).view().address(3)).isEqualTo("10.2.0.1");
    }

    private static String routers(String address) {
        return "\"option-data\": [ { \"name\": \"routers\", \"data\": \"" + address + "\" } ],";
    }

    @Test
    void aFullNetworkIsAFailureOfTheNetwork() {
        World world = world();
        for (int i = 1; i <= 4; i++) {
            leased(world, Client.of(i));
        }
        World.Result result = world.send(Client.of(5).discover());
        assertThat(result.dropped()).isEqualTo(DropReason.NO_ADDRESS);
        assertThat(result.exchange().failures())
                .containsExactly(new Failure(1, null, AllocationFailure.SHARED_NETWORK));
        assertThat(world.send(Client.of(5).message(MessageType4.DHCPREQUEST))
                        .view()
                        .type())
                .isEqualTo(MessageType4.DHCPNAK);
    }

    @Test
    void theSubnetThatWasOfUseLastIsSearchedFirst() {
        World world = world();
        for (int i = 1; i <= 3; i++) {
            leased(world, Client.of(i));
        }
        world.send(Client.of(1).release("10.1.0.10"));
        world.send(Client.of(1).release("10.1.0.11"));
        assertThat(offered(world, Client.of(9))).startsWith("10.2.0.");
    }

    @Test
    void aClientsLeaseInAnySubnetIsItsOwn() {
        World world = world();
        leased(world, Client.of(1));
        leased(world, Client.of(2));
        String third = leased(world, Client.of(3));
        world.pass(100);
        assertThat(offered(world, Client.of(3))).isEqualTo(third);
        assertThat(world.send(Client.of(3).rebooting(third)).view().type()).isEqualTo(MessageType4.DHCPACK);
        assertThat(world.send(Client.of(3).renewing(third)).view().yiaddr()).isEqualTo(third);
        assertThat(Objects.requireNonNull(world.row(third)).lastTransaction()).isEqualTo(world.now);
    }

    @Test
    void aRequestedAddressOfAnotherSubnetOfTheNetworkIsGiven() {
        World world = world();
        assertThat(world.send(Client.of(1)
                                .discover()
                                .option(OptionCode4.REQUESTED_ADDRESS, Ipv4Address.parse("10.2.0.11")))
                        .view()
                        .yiaddr())
                .isEqualTo("10.2.0.11");
        assertThat(world.send(Client.of(1).selecting("10.2.0.11")).view().type())
                .isEqualTo(MessageType4.DHCPACK);
    }

    @Test
    void aNewLeaseEndsTheClientsLeaseInTheOtherSubnet() {
        World world = world();
        assertThat(world.send(Client.of(1).selecting("10.2.0.10")).view().type())
                .isEqualTo(MessageType4.DHCPACK);
        assertThat(world.send(Client.of(1).selecting("10.1.0.10")).view().type())
                .isEqualTo(MessageType4.DHCPACK);
        assertThat(world.rows.values().stream().filter(row -> row.state() == LeaseState.DEFAULT))
                .extracting(row -> row.address().toString())
                .containsExactly("10.1.0.10");
    }

    @Test
    void anAddressOfAnotherNetworkIsNoneOfOurs() {
        World world = world();
        assertThat(world.send(Client.of(1).selecting("10.3.0.10")).dropped()).isEqualTo(DropReason.UNKNOWN_ADDRESS);
    }

    @Test
    void aRelayOfTheNetworkLeadsIntoIt() {
        World world = world("\"relay\": { \"ip-addresses\": [ \"192.0.2.5\" ] },", "", "");
        World.Result result =
                world.send(Client.of(1).discover().relayedBy(Ipv4Address.parse("192.0.2.5")), behind("192.0.2.5"));
        assertThat(result.view().yiaddr()).startsWith("10.1.0.");
    }

    @Test
    void aRelayInOneOfTheSubnetsLeadsToTheOthersAsWell() {
        World world = world();
        for (int i = 1; i <= 2; i++) {
            Ipv4Address relay = Ipv4Address.parse("10.2.0.1");
            String address = world.send(Client.of(i).discover().relayedBy(relay), behind("10.2.0.1"))
                    .view()
                    .yiaddr();
            assertThat(address).startsWith("10.2.0.");
            world.send(Client.of(i).selecting(address).relayedBy(relay), behind("10.2.0.1"));
        }
        World.Result third =
                world.send(Client.of(3).discover().relayedBy(Ipv4Address.parse("10.2.0.1")), behind("10.2.0.1"));
        assertThat(third.view().yiaddr()).startsWith("10.1.0.");
    }

    @Test
    void aGuardKeepsClientsOutOfASubnet() {
        World world = world("", "\"client-classes\": [ \"phone\" ],", "");
        assertThat(offered(world, Client.of(1))).startsWith("10.2.0.");
        assertThat(world.send(Client.of(2)
                                .discover()
                                .option(60, "phone".getBytes(java.nio.charset.StandardCharsets.US_ASCII)))
                        .view()
                        .yiaddr())
                .startsWith("10.1.0.");
    }

    @Test
    void aGuardOfTheNetworkKeepsClientsOutOfAllOfIt() {
        World world = world("\"client-classes\": [ \"phone\" ],", "", "");
        assertThat(world.send(Client.of(1).discover()).dropped()).isEqualTo(DropReason.NO_SUBNET);
    }

    @Test
    void anAddressForOtherClassesIsRefused() {
        World world = world("", "\"client-classes\": [ \"phone\" ],", "");
        assertThat(world.send(Client.of(1).selecting("10.1.0.10")).view().type())
                .isEqualTo(MessageType4.DHCPNAK);
    }

    @Test
    void aLeaseOfASubnetTheClientMayNotHaveAnyMoreIsNotRenewed() {
        World before = world();
        String address = leased(before, Client.of(1));
        World world = new World(World.server("""
                        "client-classes": [ { "name": "phone", "test": "option[60].exists" } ],
                        "shared-networks": [ { "name": "floor", "interface": "eth0", "subnet4": [
                          { "id": 1, "subnet": "10.1.0.0/24", "client-classes": [ "phone" ],
                            "pools": [ { "pool": "10.1.0.10-10.1.0.11" } ] },
                          { "id": 2, "subnet": "10.2.0.0/24", "pools": [ { "pool": "10.2.0.10-10.2.0.11" } ] } ] } ]"""), before.rows);
        assertThat(world.send(Client.of(1).renewing(address)).view().type()).isEqualTo(MessageType4.DHCPNAK);
        assertThat(leased(world, Client.of(1))).startsWith("10.2.0.");
        assertThat(world.row(address)).matches(row -> row == null || row.state() != LeaseState.DEFAULT);
    }
}
