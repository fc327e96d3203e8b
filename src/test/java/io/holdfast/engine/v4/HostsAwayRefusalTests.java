package io.holdfast.engine.v4;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.engine.DropReason;
import io.holdfast.host.HostAnswer;
import io.holdfast.host.HostIdentifier;
import io.holdfast.host.HostLookup;
import io.holdfast.host.HostQuestion;
import io.holdfast.host.Reservation;
import io.holdfast.wire.v4.MessageType4;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Who is known, and in which classes, follows from reservations. While the database of these is away, what does not follow
 * is no reason to take anything away.
 */
class HostsAwayRefusalTests {

    private static final HostLookup AWAY = questions ->
            questions.stream().map(_ -> new HostAnswer(List.of(), false)).toList();

    private static final String NETWORK = """
            "hosts-databases": [ { "type": "postgresql", "name": "hosts" } ],
            "authoritative": true,
            "shared-networks": [ { "name": "floor", "interface": "eth0", "subnet4": [
              { "id": 1, "subnet": "10.1.0.0/24", "pools": [ { "pool": "10.1.0.10-10.1.0.19" } ] },
              { "id": 2, "subnet": "10.2.0.0/24", "client-classes": [ "KNOWN" ],
                "pools": [ { "pool": "10.2.0.10-10.2.0.19" } ] } ] } ]""";

    /** Members of gold, which reservations give, are in the second subnet. */
    private static final String GOLD = """
            "hosts-databases": [ { "type": "postgresql", "name": "hosts" } ],
            "authoritative": true, "early-global-reservations-lookup": true, "reservations-global": true,
            "client-classes": [ { "name": "gold" }, { "name": "guest", "test": "not member('gold')" } ],
            "subnet4": [
              { "id": 1, "subnet": "10.1.0.0/24", "interface": "eth0", "client-classes": [ "guest" ],
                "pools": [ { "pool": "10.1.0.10-10.1.0.19" } ] },
              { "id": 2, "subnet": "10.2.0.0/24", "interface": "eth0", "client-classes": [ "gold" ],
                "pools": [ { "pool": "10.2.0.10-10.2.0.19" } ] } ]""";

    private static HostLookup known(int subnetId, List<String> classes) {
        HostIdentifier first = new HostIdentifier(HostIdentifier.Type.HW_ADDRESS, new byte[] {2, 0, 0, 0, 0, 1});
        Reservation host =
                new Reservation(first, subnetId, null, List.of(), "", classes, List.of(), null, "", "", null, 1);
        return questions -> questions.stream()
                .map(question -> question instanceof HostQuestion.OfClient of
                                && of.identifiers().contains(first)
                                && of.subnetIds().contains(subnetId)
                        ? new HostAnswer(List.of(host), true)
                        : HostAnswer.NOTHING)
                .toList();
    }

    private static String leased(World world) {
        String address = world.send(Client.of(1).discover()).view().yiaddr();
        assertThat(world.send(Client.of(1).selecting(address)).view().type()).isEqualTo(MessageType4.DHCPACK);
        world.pass(100);
        return address;
    }

    @Test
    void aClientIsNotRejectedForWantOfItsReservation() {
        World world = new World(World.server("""
                "hosts-databases": [ { "type": "postgresql", "name": "hosts" } ],
                "client-classes": [ { "name": "REJECT", "test": "not member('KNOWN')" } ],
                "subnet4": [ { "id": 1, "subnet": "10.0.0.0/24", "pools": [ { "pool": "10.0.0.100-10.0.0.199" } ] } ]"""));
        world.reservations = known(1, List.of());
        String address = leased(world);
        world.reservations = AWAY;
        assertThat(world.send(Client.of(1).renewing(address)).view().type()).isEqualTo(MessageType4.DHCPACK);
        assertThat(world.send(Client.of(1).selecting(address)).dropped()).isEqualTo(DropReason.CLASS_REJECT);
        assertThat(world.send(Client.of(2).renewing("10.0.0.150")).dropped())
                .as("who has nothing gets nothing")
                .isEqualTo(DropReason.CLASS_REJECT);
        world.reservations = known(2, List.of());
        assertThat(world.send(Client.of(1).renewing(address)).view().type()).isEqualTo(MessageType4.DHCPNAK);
    }

    /** Its subnet is for known clients. */
    @Test
    void aClientThatRebootsIsNotRefused() {
        World world = new World(World.server(NETWORK));
        world.reservations = known(1, List.of());
        for (int i = 2; i < 12; i++) { // the subnet for everybody is full
            String taken = world.send(Client.of(i).discover()).view().yiaddr();
            world.send(Client.of(i).selecting(taken));
        }
        String address = leased(world);
        assertThat(address).startsWith("10.2.");
        world.reservations = AWAY;
        assertThat(world.send(Client.of(1).rebooting(address)).dropped()).isEqualTo(DropReason.UNKNOWN_CLIENT);
        world.reservations = known(1, List.of());
        assertThat(world.send(Client.of(1).rebooting(address)).view().type()).isEqualTo(MessageType4.DHCPACK);
    }

    /** Only what is reserved everywhere is unknown; that nothing is reserved in the wrong subnet was asked a moment ago. */
    @Test
    void aClientThatIsLedToAnotherSubnetIsNotRefused() {
        World world = new World(World.server(GOLD));
        world.reservations = known(0, List.of("gold"));
        String address = leased(world);
        assertThat(address).startsWith("10.2.");
        world.reservations = questions -> questions.stream()
                .map(question -> question instanceof HostQuestion.OfClient of
                                && of.subnetIds().equals(List.of(0))
                        ? new HostAnswer(List.of(), false)
                        : HostAnswer.NOTHING)
                .toList();
        assertThat(world.send(Client.of(1).rebooting(address)).dropped()).isEqualTo(DropReason.UNKNOWN_CLIENT);
        assertThat(world.send(Client.of(1).renewing(address)).dropped()).isNotNull();
        world.reservations =
                questions -> questions.stream().map(_ -> HostAnswer.NOTHING).toList();
        assertThat(world.send(Client.of(1).rebooting(address)).view().type()).isEqualTo(MessageType4.DHCPNAK);
    }

    /** It was offered because it was reserved, not because any pool has it. */
    @Test
    void aReservedAddressOutsideOfThePoolsIsNotGivenToOthersWhenItsOfferEnds() {
        World world = new World(World.server("""
                "reservations-global": true, "reservations-in-subnet": false,
                "reservations": [ { "hw-address": "02:00:00:00:00:01", "ip-address": "10.0.0.7" } ],
                "subnet4": [ { "id": 1, "subnet": "10.0.0.0/24", "pools": [ { "pool": "10.0.0.100-10.0.0.199" } ] } ]"""));
        assertThat(world.send(Client.of(1).discover()).view().yiaddr()).isEqualTo("10.0.0.7");
        world.pass(100);
        assertThat(world.send(Client.of(2).discover()).view().yiaddr()).isEqualTo("10.0.0.100");
    }
}
