package io.holdfast.engine.v4;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.address.Ipv4Address;
import io.holdfast.engine.AllocationFailure;
import io.holdfast.engine.DropReason;
import io.holdfast.engine.Failure;
import io.holdfast.lease.Lease4;
import io.holdfast.lease.LeaseClasses;
import io.holdfast.lease.LeaseState;
import io.holdfast.wire.v4.MessageType4;
import io.holdfast.wire.v4.Request4;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The feature {@code libdhcp_limits} in DHCPv4. */
class LimitTests {

    private static final int VENDOR_CLASS = 60;
    private static final String ON = "\"hooks-libraries\": [ { \"library\": \"libdhcp_limits.so\" } ], ";
    private static final String POOL = "\"pools\": [ { \"pool\": \"10.0.0.100-10.0.0.199\" } ]";
    private static final Failure NO_ROOM = new Failure(1, null, AllocationFailure.SUBNET);

    private static String limits(String members) {
        return "\"user-context\": { \"limits\": { " + members + " } }";
    }

    private static String ofVendor(String limits) {
        return "{ \"name\": \"gold\", \"test\": \"option[60].text == 'gold'\", " + limits(limits) + " }";
    }

    private static String config(String classes, String subnet) {
        return World.server(ON + "\"client-classes\": [ " + classes
                + " ], \"subnet4\": [ { \"id\": 1, \"subnet\": \"10.0.0.0/24\", " + POOL + subnet + " } ]");
    }

    private static Request4 gold(Request4 request) {
        return vendor(request, "gold");
    }

    private static Request4 vendor(Request4 request, String text) {
        return request.option(VENDOR_CLASS, text.getBytes(StandardCharsets.UTF_8));
    }

    private static void lease(World world, int client, String address) {
        world.send(Client.of(client).discover());
        assertThat(world.send(Client.of(client).selecting(address)).view().type())
                .isEqualTo(MessageType4.DHCPACK);
    }

    @Test
    void aClassHasSoManyPacketsInATime() {
        World world = new World(config(ofVendor("\"rate-limit\": \"2 packets per minute\""), ""));
        assertThat(world.send(gold(Client.of(1).discover())).dropped()).isNull();
        assertThat(world.send(gold(Client.of(2).discover())).dropped()).isNull();
        assertThat(world.send(gold(Client.of(1).discover())).dropped()).isEqualTo(DropReason.CLASS_RATE);
        assertThat(world.send(Client.of(1).discover()).dropped()).isNull();
        world.seconds += 60.5;
        assertThat(world.send(gold(Client.of(1).discover())).dropped()).isNull();
    }

    @Test
    void aSubnetHasSoManyPacketsInATime() {
        World world = new World(config("", ", " + limits("\"rate-limit\": \"1 packet per second\"")));
        assertThat(world.send(Client.of(1).discover()).dropped()).isNull();
        assertThat(world.send(Client.of(2).discover()).dropped()).isEqualTo(DropReason.SUBNET_RATE);
        world.seconds += 1.5;
        assertThat(world.send(Client.of(2).discover()).dropped()).isNull();
    }

    @Test
    void eachClassThatATemplateSpawnsHasItsOwnRate() {
        World world = new World(config(
                "{ \"name\": \"by\", \"template-test\": \"option[60].text\", "
                        + limits("\"rate-limit\": \"1 packet per hour\"") + " }",
                ""));
        assertThat(world.send(vendor(Client.of(1).discover(), "a")).dropped()).isNull();
        assertThat(world.send(vendor(Client.of(2).discover(), "b")).dropped()).isNull();
        assertThat(world.send(vendor(Client.of(3).discover(), "a")).dropped()).isEqualTo(DropReason.CLASS_RATE);
    }

    @Test
    void aRateCountsPacketsNotRounds() {
        World world = new World(config("", ", " + limits("\"rate-limit\": \"2 packets per day\"")));
        lease(world, 1, "10.0.0.100");
        assertThat(world.finds).as("rounds").isPositive();
        assertThat(world.send(Client.of(1).discover()).dropped()).isEqualTo(DropReason.SUBNET_RATE);
    }

    @Test
    void aSubnetThatHasAllItsLeasesOffersNoMore() {
        World world = new World(config("", ", " + limits("\"address-limit\": 1")));
        lease(world, 1, "10.0.0.100");
        World.Result result = world.send(Client.of(2).discover());
        assertThat(result.dropped()).isEqualTo(DropReason.LEASE_LIMIT);
        assertThat(result.exchange().failures()).containsExactly(NO_ROOM);
        world.send(Client.of(1).release("10.0.0.100"));
        assertThat(world.send(Client.of(2).discover()).view().type()).isEqualTo(MessageType4.DHCPOFFER);
    }

    @Test
    void ofTwoWithAnOfferTheSecondIsRefusedAndKeepsWhatItHas() {
        World world = new World(config("", ", " + limits("\"address-limit\": 1")));
        world.send(Client.of(1).discover());
        String second = world.send(Client.of(2).discover()).view().yiaddr();
        List<World.Result> results = world.sendAll(
                List.of(Client.of(1).selecting("10.0.0.100"), Client.of(2).selecting(second)), World.broadcast());
        assertThat(results.get(0).view().type()).isEqualTo(MessageType4.DHCPACK);
        assertThat(results.get(1).view().type()).isEqualTo(MessageType4.DHCPNAK);
        assertThat(results.get(1).exchange().failures()).containsExactly(NO_ROOM);
        assertThat(world.rows).hasSize(1);
    }

    @Test
    void twoServersOnOneStoreShareALimit() {
        TreeMap<Ipv4Address, Lease4> rows = new TreeMap<>();
        String config = config(ofVendor("\"address-limit\": 2"), "");
        World one = new World(config, rows);
        World other = new World(config, rows);
        one.send(gold(Client.of(1).discover()));
        one.send(gold(Client.of(1).selecting("10.0.0.100")));
        String offered = other.send(gold(Client.of(2).discover())).view().yiaddr();
        one.send(gold(Client.of(3).discover()));
        assertThat(other.send(gold(Client.of(2).selecting(offered))).view().type())
                .isEqualTo(MessageType4.DHCPACK);
        assertThat(one.send(gold(Client.of(3).discover())).dropped()).isEqualTo(DropReason.LEASE_LIMIT);
        assertThat(other.send(gold(Client.of(4).discover())).dropped()).isEqualTo(DropReason.LEASE_LIMIT);
        assertThat(other.send(Client.of(5).discover()).dropped()).isNull();
        assertThat(new World(config, rows).send(gold(Client.of(6).discover())).dropped())
                .as("after a restart")
                .isEqualTo(DropReason.LEASE_LIMIT);
    }

    @Test
    void leasesThatRunAreExtendedWhateverTheLimit() {
        TreeMap<Ipv4Address, Lease4> rows = new TreeMap<>();
        lease(new World(config("", ""), rows), 1, "10.0.0.100");
        World world = new World(config("", ", " + limits("\"address-limit\": 0")), rows);
        world.pass(600);
        assertThat(world.send(Client.of(1).renewing("10.0.0.100"), World.unicast("10.0.0.100"))
                        .view()
                        .type())
                .isEqualTo(MessageType4.DHCPACK);
        assertThat(world.send(Client.of(1).discover()).view().yiaddr()).isEqualTo("10.0.0.100");
        world.pass(100_000);
        assertThat(world.send(Client.of(1).discover()).view().yiaddr())
                .as("over, not reclaimed: it counts still")
                .isEqualTo("10.0.0.100");
        assertThat(world.send(Client.of(2).discover()).dropped()).isEqualTo(DropReason.LEASE_LIMIT);
        rows.replaceAll((_, row) -> row.in(LeaseState.EXPIRED_RECLAIMED));
        world.pass(100);
        assertThat(world.send(Client.of(1).discover()).dropped()).isEqualTo(DropReason.LEASE_LIMIT);
    }

    @Test
    void aLeaseKeepsTheClassesItIsCountedBy() {
        World world = new World(config(
                ofVendor("\"address-limit\": 9") + ", { \"name\": \"by\", \"template-test\": \"option[60].text\" }",
                ""));
        world.send(gold(Client.of(1).discover()));
        world.send(gold(Client.of(1).selecting("10.0.0.100")));
        assertThat(LeaseClasses.of(
                        Objects.requireNonNull(world.row("10.0.0.100")).userContext()))
                .containsExactly("ALL", "gold", "SPAWN_by_gold", "by", "UNKNOWN");
        world.pass(600);
        world.send(Client.of(1).renewing("10.0.0.100"), World.unicast("10.0.0.100"));
        assertThat(LeaseClasses.of(
                        Objects.requireNonNull(world.row("10.0.0.100")).userContext()))
                .containsExactly("ALL", "UNKNOWN");
    }

    @Test
    void whatATemplateSpawnsHasItsOwnNumberOfLeases() {
        World world = new World(config(
                "{ \"name\": \"by\", \"template-test\": \"option[60].text\", " + limits("\"address-limit\": 1") + " }",
                ""));
        for (String text : List.of("a", "\"quoted\\", "long".repeat(40))) {
            int client = text.length();
            String address = world.send(vendor(Client.of(client).discover(), text))
                    .view()
                    .yiaddr();
            assertThat(world.send(vendor(Client.of(client).selecting(address), text))
                            .view()
                            .type())
                    .isEqualTo(MessageType4.DHCPACK);
            assertThat(world.send(vendor(Client.of(1000 + client).discover(), text))
                            .dropped())
                    .isEqualTo(DropReason.LEASE_LIMIT);
        }
    }

    @Test
    void whereNothingIsLimitedNothingIsCountedOrKept() {
        World world = new World(World.subnet(limits("\"address-limit\": 0")));
        lease(world, 1, "10.0.0.100");
        assertThat(Objects.requireNonNull(world.row("10.0.0.100")).userContext())
                .isNull();
        assertThat(world.counts).isZero();
    }
}
