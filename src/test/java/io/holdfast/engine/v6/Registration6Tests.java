package io.holdfast.engine.v6;

import static io.holdfast.engine.v6.World6.subnet;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.address.IaType;
import io.holdfast.address.Ipv6Address;
import io.holdfast.engine.Arrival;
import io.holdfast.engine.DropReason;
import io.holdfast.engine.v6.World6.Result;
import io.holdfast.lease.Lease6;
import io.holdfast.lease.LeaseChange;
import io.holdfast.lease.LeaseState;
import io.holdfast.wire.v6.MessageType6;
import io.holdfast.wire.v6.OptionCode6;
import io.holdfast.wire.v6.Request6;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Addresses that clients have made themselves, RFC 9686. */
class Registration6Tests {

    private static final Ipv6Address RELAY = Ipv6Address.parse("2001:db8:1::7");

    private final Client6 client = Client6.of(1);

    private static Request6 register(Client6 client, String address) {
        return client.message(MessageType6.ADDR_REG_INFORM).address(Ipv6Address.parse(address), 3600, 7200);
    }

    private static Arrival from(String address) {
        return new Arrival("eth0", List.of(World6.OWN), Ipv6Address.parse(address), 546, World6.ALL_SERVERS);
    }

    @Test
    void anAddressIsRegisteredByWhoHasIt() {
        World6 world = new World6(subnet(""));
        Result result = world.send(register(client, "2001:db8:1::abcd"), from("2001:db8:1::abcd"));
        assertThat(result.sent().type()).isEqualTo("ADDR-REG-REPLY");
        assertThat(result.view().codes()).isEqualTo("[1, 2, 5]");
        assertThat(result.sent().destination()).isEqualTo(Ipv6Address.parse("2001:db8:1::abcd"));
        Lease6 row = world.theRow("2001:db8:1::abcd");
        assertThat(row.state()).isEqualTo(LeaseState.REGISTERED);
        assertThat(row.duid()).isEqualTo(client.duid());
        assertThat(row.iaid()).isZero();
        assertThat(row.validLifetime()).isEqualTo(7200);
        assertThat(row.preferredLifetime()).isEqualTo(3600);
        assertThat(world.applied.getLast()).isInstanceOf(LeaseChange.Grant.class);
        world.now += 100;
        world.send(register(Client6.of(2), "2001:db8:1::abcd"), from("2001:db8:1::abcd"));
        assertThat(world.theRow("2001:db8:1::abcd").duid())
                .isEqualTo(Client6.of(2).duid());
        assertThat(world.applied.getLast()).isInstanceOf(LeaseChange.Renew.class);
    }

    @Test
    void aRelayTellsWhereTheClientIs() {
        World6 world = new World6(subnet(""));
        Ipv6Address address = Ipv6Address.parse("2001:db8:1::abcd");
        assertThat(world.send(register(client, "2001:db8:1::abcd").relayedBy(RELAY, address), World6.relayed())
                        .reply())
                .isNotNull();
        assertThat(world.send(register(client, "2001:db8:1::abcd").relayedBy(RELAY, World6.CLIENT), World6.relayed())
                        .dropped())
                .isEqualTo(DropReason.RFC_VIOLATION);
    }

    @Test
    void nobodyRegistersWhatHeHasNotOrWhatIsAssigned() {
        World6 world = new World6(subnet(""));
        world.send(client.request("2001:db8:1::100"));
        assertThat(world.send(register(client, "2001:db8:1::100"), from("2001:db8:1::100"))
                        .dropped())
                .isEqualTo(DropReason.RFC_VIOLATION);
        assertThat(world.send(register(client, "2001:db8:1::abcd"), from("2001:db8:1::abce"))
                        .dropped())
                .isEqualTo(DropReason.RFC_VIOLATION);
        assertThat(world.send(register(client, "2001:db8:2::abcd"), from("2001:db8:2::abcd"))
                        .dropped())
                .isEqualTo(DropReason.RFC_VIOLATION);
        Request6 mixed = register(client, "2001:db8:1::abcd").ia(IaType.NA, 1);
        assertThat(world.send(mixed, from("2001:db8:1::abcd")).dropped()).isEqualTo(DropReason.RFC_VIOLATION);
        Request6 two = register(client, "2001:db8:1::abcd").address(RELAY, 1, 1);
        assertThat(world.send(two, from("2001:db8:1::abcd")).dropped()).isEqualTo(DropReason.RFC_VIOLATION);
    }

    @Test
    void registrationCanBeSwitchedOff() {
        World6 on = new World6(subnet(""));
        World6 off = new World6(World6.server("\"allow-address-registration\": false, \"subnet6\": [ { \"id\": 1,"
                + " \"subnet\": \"2001:db8:1::/64\", \"interface\": \"eth0\" } ]"));
        assertThat(off.send(register(client, "2001:db8:1::abcd"), from("2001:db8:1::abcd"))
                        .dropped())
                .isEqualTo(DropReason.UNHANDLED_TYPE);
        Request6 asking = client.solicit().requesting(OptionCode6.ADDR_REG_ENABLE);
        assertThat(on.send(asking).view().hex(OptionCode6.ADDR_REG_ENABLE)).isEmpty();
        assertThat(on.send(client.solicit()).view().has(OptionCode6.ADDR_REG_ENABLE))
                .isFalse();
        assertThat(off.send(asking).view().has(OptionCode6.ADDR_REG_ENABLE)).isFalse();
    }
}
