package io.holdfast.engine.v6;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.address.IaType;
import io.holdfast.address.Ipv6Address;
import io.holdfast.engine.DropReason;
import io.holdfast.host.HostAnswer;
import io.holdfast.host.HostLookup;
import io.holdfast.wire.v6.MessageType6;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing is known of reservations, because their database is away: nobody loses anything, and everybody soon comes back. */
class HostsAway6Tests {

    private static final HostLookup AWAY = questions ->
            questions.stream().map(question -> new HostAnswer(List.of(), false)).toList();

    private final World6 world = new World6(
            World6.server("""
            "hosts-database": { "type": "postgresql", "name": "kea" },
            "client-classes": [ { "name": "bronze" } ],
            "subnet6": [ { "id": 1, "subnet": "2001:db8:1::/64", "interface": "eth0",
              "pools": [ { "pool": "2001:db8:1::100/120" },
                         { "pool": "2001:db8:1::200/120", "client-classes": [ "KNOWN" ] } ],
              "reservations": [ { "duid": "%s", "ip-addresses": [ "2001:db8:1::7" ] },
                { "duid": "%s", "ip-addresses": [ "2001:db8:1::100" ] } ] } ]""".formatted(Client6.of(1).duid(), Client6.of(3).duid())));

    private static Client6 client(int number) {
        return Client6.of(number);
    }

    private String renewed(int number, String address) {
        return world.send(client(number).renew(address)).view().all();
    }

    @Test
    void aNewClientGetsAShortLease() {
        world.hosts = AWAY;
        assertThat(world.send(client(2).solicit()).view().all()).isEqualTo("IA_NA 1: 2001:db8:1::100 37/60");
        assertThat(world.send(client(2).toUs(MessageType6.REQUEST).ia(IaType.NA, 1))
                        .view()
                        .all())
                .isEqualTo("IA_NA 1: 2001:db8:1::100 37/60");
    }

    @Test
    void aReservedAddressIsKept() {
        world.send(client(1).request("2001:db8:1::7"));
        world.hosts = AWAY;
        world.now += 3000;
        assertThat(renewed(1, "2001:db8:1::7")).as("no less than it has").isEqualTo("IA_NA 1: 2001:db8:1::7 375/600");
        world.now += 590;
        assertThat(renewed(1, "2001:db8:1::7")).isEqualTo("IA_NA 1: 2001:db8:1::7 37/60");
        assertThat(world.send(client(1).solicit()).view().address(1)).isEqualTo("2001:db8:1::7");
        world.hosts = world.config.hosts().reservations();
        assertThat(renewed(1, "2001:db8:1::7")).isEqualTo("IA_NA 1: 2001:db8:1::7 1800/3600");
    }

    @Test
    void anAddressOfAPoolForKnownClientsIsKept() {
        world.send(client(1).toUs(MessageType6.REQUEST).ia(IaType.NA, 1).ia(2, address("2001:db8:1::205")));
        world.hosts = AWAY;
        world.now += 3580;
        assertThat(world.send(client(1).toUs(MessageType6.RENEW).ia(2, address("2001:db8:1::205")))
                        .view()
                        .all())
                .isEqualTo("IA_NA 2: 2001:db8:1::205 37/60");
    }

    /** Clients that look unknown are in this class; client 1 has a reservation and its lease, and the database is away now. */
    private static World6 awayWithout(String barred) {
        World6 guarded =
                new World6(World6.server("""
            "hosts-database": { "type": "postgresql", "name": "kea" },
            "client-classes": [ { "name": "%s", "test": "member('UNKNOWN')" } ],
            "subnet6": [ { "id": 1, "subnet": "2001:db8:1::/64", "interface": "eth0",
              "pools": [ { "pool": "2001:db8:1::100/120" } ],
              "reservations": [ { "duid": "%s", "ip-addresses": [ "2001:db8:1::7" ] } ] } ]
            """.formatted(barred, Client6.of(1).duid())));
        guarded.send(client(1).request("2001:db8:1::7"));
        guarded.hosts = AWAY;
        return guarded;
    }

    @ParameterizedTest
    @ValueSource(strings = {"DROP", "REJECT"})
    void whoLooksUnknownKeepsWhatItHas(String barred) {
        World6 guarded = awayWithout(barred);
        guarded.now += 3590;
        assertThat(guarded.send(client(1).renew("2001:db8:1::7")).view().all())
                .isEqualTo("IA_NA 1: 2001:db8:1::7 37/60");
    }

    @ParameterizedTest
    @ValueSource(strings = {"DROP", "REJECT"})
    void whoLooksUnknownIsGivenNothingThatItHasNot(String barred) {
        World6 guarded = awayWithout(barred);
        assertThat(guarded.send(client(2).toUs(MessageType6.RENEW).ia(IaType.NA, 1))
                        .dropped())
                .isEqualTo(DropReason.UNKNOWN_CLIENT);
        assertThat(guarded.send(client(1)
                                .toUs(MessageType6.RENEW)
                                .ia(1, address("2001:db8:1::7"))
                                .ia(IaType.NA, 2))
                        .view()
                        .all())
                .startsWith("IA_NA 1: 2001:db8:1::7")
                .contains("IA_NA 2: NoAddrsAvail");
    }

    private static Ipv6Address address(String text) {
        return Ipv6Address.parse(text);
    }

    @Test
    void whoGotWhatIsReservedForAnotherGivesItBackWhenThatIsKnown() {
        world.hosts = AWAY;
        world.send(client(2).request("2001:db8:1::100"));
        world.hosts = world.config.hosts().reservations();
        assertThat(renewed(2, "2001:db8:1::100")).isEqualTo("IA_NA 1: 2001:db8:1::101 1800/3600, 2001:db8:1::100 0/0");
        assertThat(world.send(client(3).solicit()).view().address(1)).isEqualTo("2001:db8:1::100");
    }

    @Test
    void whatWasOfferedBeforeItWasKnownIsNotGranted() {
        world.hosts = AWAY;
        assertThat(world.send(client(2).solicit()).view().address(1)).isEqualTo("2001:db8:1::100");
        world.hosts = world.config.hosts().reservations();
        assertThat(world.send(client(2).request("2001:db8:1::100")).view().all())
                .isEqualTo("IA_NA 1: 2001:db8:1::101 1800/3600");
    }

    @Test
    void aClientWithAReservationThatIsKnownElsewhereGetsItWhenTheDatabaseIsBack() {
        world.hosts = AWAY;
        world.send(client(1).toUs(MessageType6.REQUEST).ia(IaType.NA, 1));
        world.hosts = world.config.hosts().reservations();
        assertThat(renewed(1, "2001:db8:1::100")).isEqualTo("IA_NA 1: 2001:db8:1::7 1800/3600, 2001:db8:1::100 0/0");
    }
}
