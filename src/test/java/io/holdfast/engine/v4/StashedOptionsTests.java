package io.holdfast.engine.v4;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.address.Ipv4Address;
import io.holdfast.engine.Arrival;
import io.holdfast.lease.Lease4;
import io.holdfast.wire.v4.MessageType4;
import io.holdfast.wire.v4.OptionCode4;
import io.holdfast.wire.v4.Request4;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A renewal past the relay is treated by what the relay last said, if that is switched on and was kept. */
class StashedOptionsTests {

    private static final byte[] CIRCUIT_1 = {1, 3, 'e', 't', '1'};

    /** The class "port" is that of the circuit; its members have a time of their own. */
    private static World world(String more) {
        return new World(World.server("""
                "client-classes": [ { "name": "port", "test": "relay4[1].hex == 'et1'", "valid-lifetime": 1000 },
                                    { "name": "STASH_AGENT_OPTIONS",
                                      "option-data": [ { "name": "domain-name", "data": "kept.example" } ] } ],
                "store-extended-info": true, %s
                "subnet4": [ { "id": 1, "subnet": "10.1.0.0/24", "pools": [ { "pool": "10.1.0.10-10.1.0.20" } ] } ]""".formatted(more)));
    }

    private static final String ON = "\"stash-agent-options\": true,";

    private static void lease(World world, byte[] agentOptions) {
        Request4 request = Client.of(1)
                .selecting("10.1.0.10")
                .option(OptionCode4.RELAY_AGENT_INFORMATION, agentOptions)
                .relayedBy(Ipv4Address.parse("10.1.0.1"));
        Arrival relayed = new Arrival("eth0", List.of(World.SERVER), Ipv4Address.parse("10.1.0.1"), 67, World.SERVER);
        assertThat(world.send(request, relayed).view().type()).isEqualTo(MessageType4.DHCPACK);
        world.pass(100);
    }

    private static World.Result renew(World world, Client client) {
        return world.send(client.renewing("10.1.0.10"), World.unicast("10.1.0.10"));
    }

    @Test
    void whatTheRelaySaidDecidesAboutTheClasses() {
        World world = world(ON);
        lease(world, CIRCUIT_1);
        ReplyView view = renew(world, Client.of(1)).view();
        assertThat(view.number(OptionCode4.LEASE_TIME)).isEqualTo(1000);
        assertThat(view.text(15)).isEqualTo("kept.example");
    }

    @Test
    void theClientIsNotToldOfIt() {
        World world = world(ON);
        lease(world, CIRCUIT_1);
        assertThat(renew(world, Client.of(1)).view().has(OptionCode4.RELAY_AGENT_INFORMATION))
                .isFalse();
    }

    @Test
    void theLeaseKeepsIt() {
        World world = world(ON);
        lease(world, CIRCUIT_1);
        Lease4 before = Objects.requireNonNull(world.row("10.1.0.10"));
        renew(world, Client.of(1));
        Lease4 after = Objects.requireNonNull(world.row("10.1.0.10"));
        assertThat(after.userContext()).isEqualTo(before.userContext()).contains("0x0103657431");
        assertThat(after.lastTransaction()).isEqualTo(world.now);
    }

    @Test
    void itCostsNoOtherLookUp() {
        World world = world(ON);
        lease(world, CIRCUIT_1);
        world.finds = 0;
        renew(world, Client.of(1));
        assertThat(world.finds).isEqualTo(1);
    }

    @Test
    void switchedOffNothingIsKnownOfTheRelay() {
        World world = world("");
        lease(world, CIRCUIT_1);
        assertThat(renew(world, Client.of(1)).view().number(OptionCode4.LEASE_TIME))
                .isEqualTo(3600);
    }

    @Test
    void anotherClientsLeaseTellsNothing() {
        World world = world(ON);
        lease(world, CIRCUIT_1);
        World.Result result = renew(world, Client.of(2));
        assertThat(result.view().type()).isEqualTo(MessageType4.DHCPNAK);
        assertThat(result.exchange().stashed).isFalse();
    }

    @Test
    void aLinkSelectionThatWasKeptSelectsTheSubnet() {
        World world = new World(World.server("""
                "store-extended-info": true, "stash-agent-options": true, "subnet4": [
                  { "id": 1, "subnet": "10.1.0.0/24", "pools": [ { "pool": "10.1.0.10-10.1.0.20" } ] },
                  { "id": 2, "subnet": "10.0.0.0/8" } ]"""));
        lease(world, new byte[] {5, 4, 10, 1, 0, 0});
        Arrival strange = new Arrival("eth0", List.of(World.SERVER), Ipv4Address.parse("10.1.0.10"), 68, World.SERVER);
        World.Result result = world.send(Client.of(1).renewing("10.1.0.10"), strange);
        assertThat(result.exchange().stashed).isTrue();
        assertThat(result.view().type()).isEqualTo(MessageType4.DHCPACK);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{ \"ISC\": { \"relay-agent-info\": \"0x0103657431\" } }",
                "{ \"ISC\": { \"relay-agent-info\": { \"sub-options\": \"01:03:65:74:31\" } } }"
            })
    void formerWritingsAreRead(String context) {
        World world = world(ON);
        lease(world, CIRCUIT_1);
        put(world, context);
        assertThat(renew(world, Client.of(1)).view().number(OptionCode4.LEASE_TIME))
                .isEqualTo(1000);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{ \"ISC\": { \"relay-agent-info\": { \"sub-options\": \"0x0109\" } } }",
                "{ \"ISC\": { \"relay-agent-info\": { \"sub-options\": \"0xzz\" } } }",
                "{ \"ISC\": { \"relay-agent-info\": { \"sub-options\": \"\" } } }",
                "{ \"ISC\": 5 }",
                "[ ]"
            })
    void whatCannotBeReadIsAsIfItWereNotThere(String context) {
        World world = world(ON);
        lease(world, CIRCUIT_1);
        put(world, context);
        assertThat(renew(world, Client.of(1)).view().number(OptionCode4.LEASE_TIME))
                .isEqualTo(3600);
    }

    private static void put(World world, String context) {
        Lease4 row = Objects.requireNonNull(world.row("10.1.0.10"));
        world.put(new Lease4(
                row.address(),
                row.hardware(),
                row.clientId(),
                row.validLifetime(),
                row.lastTransaction(),
                row.subnetId(),
                false,
                false,
                "",
                row.state(),
                context,
                null,
                null,
                0));
    }
}
