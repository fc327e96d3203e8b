package io.holdfast.engine.v6;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.engine.DropReason;
import io.holdfast.host.HostAnswer;
import io.holdfast.host.HostLookup;
import io.holdfast.host.HostQuestion;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Who is known, and in which classes, follows from reservations. While the database of these is away, what does not follow
 * is no reason to withdraw anything.
 */
class HostsAwayRefusal6Tests {

    /** What is reserved everywhere is unknown; that nothing is reserved in the wrong subnet was asked a moment ago. */
    private static final HostLookup GLOBAL_AWAY = questions -> questions.stream()
            .map(question -> question instanceof HostQuestion.OfClient of
                            && of.subnetIds().equals(List.of(0))
                    ? new HostAnswer(List.of(), false)
                    : HostAnswer.NOTHING)
            .toList();

    private static final Client6 CLIENT = Client6.of(1);

    private final World6 gold = new World6(World6.server("""
            "hosts-database": { "type": "postgresql", "name": "kea" },
            "early-global-reservations-lookup": true, "reservations-global": true,
            "client-classes": [ { "name": "gold" }, { "name": "guest", "test": "not member('gold')" } ],
            "reservations": [ { "duid": "%s", "client-classes": [ "gold" ] } ],
            "subnet6": [
              { "id": 1, "subnet": "2001:db8:1::/64", "interface": "eth0", "client-classes": [ "guest" ],
                "pools": [ { "pool": "2001:db8:1::100/120" } ] },
              { "id": 2, "subnet": "2001:db8:2::/64", "interface": "eth0", "client-classes": [ "gold" ],
                "pools": [ { "pool": "2001:db8:2::100/120" } ] } ]""".formatted(CLIENT.duid())));

    private String leased(World6 world) {
        String address = world.send(CLIENT.solicit()).view().address(1);
        world.send(CLIENT.request(address));
        world.now += 100;
        return address;
    }

    @Test
    void whoIsLedToAnotherLinkKeepsItsAddress() {
        String address = leased(gold);
        assertThat(address).isEqualTo("2001:db8:2::100");
        gold.hosts = GLOBAL_AWAY;
        assertThat(gold.send(CLIENT.renew(address)).dropped()).isEqualTo(DropReason.UNKNOWN_CLIENT);
        assertThat(gold.send(CLIENT.rebind(address)).dropped()).isEqualTo(DropReason.UNKNOWN_CLIENT);
        assertThat(gold.send(CLIENT.confirm(address)).dropped()).isEqualTo(DropReason.NO_SUBNET);
        gold.hosts = gold.config.hosts().reservations();
        assertThat(gold.send(CLIENT.renew(address)).view().all()).isEqualTo("IA_NA 1: 2001:db8:2::100 1800/3600");
    }

    /** As when its reservation has been deleted. */
    @Test
    void whatIsKnownToHoldNoLongerIsWithdrawn() {
        String address = leased(gold);
        gold.hosts =
                questions -> questions.stream().map(_ -> HostAnswer.NOTHING).toList();
        assertThat(gold.send(CLIENT.renew(address)).view().all()).contains("2001:db8:2::100 0/0");
    }

    /** It was offered because it was reserved, not because any pool has it. */
    @Test
    void aReservedAddressOutsideOfThePoolsIsNotGivenToOthersWhenItsOfferEnds() {
        World6 world = new World6(World6.server("""
                "reservations-global": true, "reservations-in-subnet": false,
                "reservations": [ { "duid": "%s", "ip-addresses": [ "2001:db8:1::7" ] } ],
                "subnet6": [ { "id": 1, "subnet": "2001:db8:1::/64", "interface": "eth0",
                  "pools": [ { "pool": "2001:db8:1::100/120" } ] } ]""".formatted(CLIENT.duid())));
        assertThat(world.send(CLIENT.solicit()).view().address(1)).isEqualTo("2001:db8:1::7");
        world.now += 100;
        assertThat(world.send(Client6.of(2).solicit()).view().address(1)).isEqualTo("2001:db8:1::100");
    }
}
