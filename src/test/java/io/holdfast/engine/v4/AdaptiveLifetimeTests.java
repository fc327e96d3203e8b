package io.holdfast.engine.v4;

import static io.holdfast.engine.v4.World.server;
import static io.holdfast.engine.v4.World.unicast;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.address.Ipv4Address;
import io.holdfast.lease.Lease;
import io.holdfast.wire.v4.MessageType4;
import io.holdfast.wire.v4.OptionCode4;
import io.holdfast.wire.v4.Request4;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** {@code adaptive-lease-time-threshold}: where so much of the pools is in use, clients get the shortest lifetime. */
class AdaptiveLifetimeTests {

    private static final long USUAL = 3600;
    private static final long SHORTEST = 600;

    private static final String POOL = "\"pools\": [ { \"pool\": \"10.0.0.100-10.0.0.103\" } ]";

    private static World world(String members) {
        return surveyed("\"allocator\": \"flq\", \"adaptive-lease-time-threshold\": 0.5, " + members);
    }

    private static World surveyed(String members) {
        World world = new World(server("\"subnet4\": [ { \"id\": 1, \"subnet\": \"10.0.0.0/24\", " + members + " } ]"));
        world.survey();
        return world;
    }

    private static long told(World world, Request4 request) {
        return world.send(request).view().number(OptionCode4.LEASE_TIME);
    }

    /** What the client is offered, which must be what it then gets. */
    private static long gets(World world, int client) {
        World.Result offer = world.send(Client.of(client).discover());
        long offered = offer.view().number(OptionCode4.LEASE_TIME);
        String address = offer.view().yiaddr();
        long given = told(world, Client.of(client).selecting(address));
        assertThat(given).as("lifetime that was offered").isEqualTo(offered);
        assertThat(Objects.requireNonNull(world.row(address)).validLifetime()).isEqualTo(given);
        return given;
    }

    private static long renewed(World world, int client, String address) {
        return world.send(Client.of(client).renewing(address), unicast(address))
                .view()
                .number(OptionCode4.LEASE_TIME);
    }

    /** The address that is being given counts as used. */
    @Test
    void fromTheThresholdOnTheLifetimeIsTheShortest() {
        World world = world(POOL);
        assertThat(gets(world, 1)).isEqualTo(USUAL);
        assertThat(gets(world, 2)).isEqualTo(SHORTEST);
        assertThat(gets(world, 3)).isEqualTo(SHORTEST);
    }

    @Test
    void aWishDoesNotCountThen() {
        World world = world(POOL);
        gets(world, 1);
        assertThat(told(
                        world,
                        Client.of(2)
                                .message(MessageType4.DHCPREQUEST)
                                .option(OptionCode4.REQUESTED_ADDRESS, Ipv4Address.parse("10.0.0.102"))
                                .option(OptionCode4.SERVER_IDENTIFIER, World.SERVER)
                                .option(OptionCode4.LEASE_TIME, 5000)))
                .isEqualTo(SHORTEST);
    }

    @Test
    void nobodyLosesWhatIsLeftOfItsLease() {
        World world = world(POOL);
        gets(world, 1);
        gets(world, 2);
        world.now += 1000;
        assertThat(renewed(world, 1, "10.0.0.100")).isEqualTo(USUAL - 1000);
        world.now += 2500;
        assertThat(renewed(world, 1, "10.0.0.100")).isEqualTo(SHORTEST);
    }

    @Test
    void whatNeverEndsGoesOnSo() {
        World world = world(POOL);
        gets(world, 1);
        world.rows.replaceAll((_, row) -> row.renewed(world.now, Lease.INFINITE));
        gets(world, 2);
        assertThat(renewed(world, 1, "10.0.0.100")).isEqualTo(Lease.INFINITE);
    }

    @Test
    void withFewerLeasesItIsTheUsualAgain() {
        World world = world(POOL);
        gets(world, 1);
        gets(world, 2);
        world.send(Client.of(2).release("10.0.0.101"), unicast("10.0.0.101"));
        assertThat(renewed(world, 1, "10.0.0.100")).isEqualTo(USUAL);
    }

    @Test
    void theShortestIsThatOfTheClass() {
        World world = new World(server("""
                "client-classes": [ { "name": "all", "test": "member('ALL')", "valid-lifetime": 1000, "min-valid-lifetime": 900 } ],
                "allocator": "flq", "adaptive-lease-time-threshold": 0.5,
                "subnet4": [ { "id": 1, "subnet": "10.0.0.0/24", %s } ]""".formatted(POOL)));
        world.survey();
        assertThat(gets(world, 1)).isEqualTo(1000);
        assertThat(gets(world, 2)).isEqualTo(900);
    }

    @Test
    void poolsThatAreNotForTheClientDoNotCount() {
        World world = world("\"pools\": [ { \"pool\": \"10.0.0.100-10.0.0.101\" },"
                + " { \"pool\": \"10.0.0.200-10.0.0.220\", \"client-classes\": [ \"KNOWN\" ] } ]");
        assertThat(gets(world, 1)).isEqualTo(SHORTEST);
    }

    @Test
    void allPoolsForTheClientCountTogether() {
        World world = world("\"pools\": [ { \"pool\": \"10.0.0.100-10.0.0.101\" },"
                + " { \"pool\": \"10.0.0.200-10.0.0.203\", \"client-classes\": [ \"UNKNOWN\" ] } ]");
        assertThat(gets(world, 1)).isEqualTo(USUAL);
        assertThat(gets(world, 2)).isEqualTo(USUAL);
        assertThat(gets(world, 3)).isEqualTo(SHORTEST);
    }

    @Test
    void anAddressOutsideOfThePoolsIsGivenForTheUsualTime() {
        World world = world(POOL
                + ", \"reservations\": [ { \"hw-address\": \"%s\", \"ip-address\": \"10.0.0.7\" } ]"
                        .formatted(Client.of(9).hardware()));
        gets(world, 1);
        gets(world, 2);
        assertThat(gets(world, 9)).isEqualTo(USUAL);
        assertThat(gets(world, 3)).isEqualTo(SHORTEST);
    }

    @Test
    void otherAllocatorsAndAThresholdOfOneKnowNothingOfIt() {
        for (String members : new String[] {
            "\"allocator\": \"iterative\", \"adaptive-lease-time-threshold\": 0.5, ",
            "\"allocator\": \"flq\", \"adaptive-lease-time-threshold\": 1.0, ",
            "\"allocator\": \"flq\", "
        }) {
            World world = surveyed(members + POOL);
            for (int client = 1; client <= 4; client++) {
                assertThat(gets(world, client)).as(members).isEqualTo(USUAL);
            }
        }
    }
}
