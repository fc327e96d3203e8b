package io.holdfast.engine.v4;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.address.Ipv4Address;
import io.holdfast.engine.Arrival;
import io.holdfast.engine.DropReason;
import io.holdfast.wire.v4.OptionCode4;
import io.holdfast.wire.v4.Request4;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 3527, RFC 3011, RFC 2131 §4.3.1; the order is Kea's. */
class SubnetSelectionTests {

    private static final String SUBNETS = """
            "subnet4": [
              { "id": 1, "subnet": "10.1.0.0/16", "pools": [ { "pool": "10.1.0.10-10.1.0.20" } ] },
              { "id": 2, "subnet": "10.2.0.0/16", "pools": [ { "pool": "10.2.0.10-10.2.0.20" } ] },
              { "id": 3, "subnet": "10.3.0.0/16", "relay": { "ip-addresses": [ "192.0.2.7" ] } },
              { "id": 4, "subnet": "10.4.0.0/16", "interface": "eth4" } ]""";

    private final World world = new World(World.server(SUBNETS));
    private final Client client = Client.of(1);

    private int subnet(Request4 request, Arrival arrival) {
        byte[] data = request.toBytes();
        return world.engine.open(data, data.length, arrival).subnetId();
    }

    private static Arrival on(String name, String local, String source, String destination) {
        return new Arrival(
                name, List.of(Ipv4Address.parse(local)), Ipv4Address.parse(source), 68, Ipv4Address.parse(destination));
    }

    private static Arrival relayed(String relay) {
        return on("eth0", "10.9.0.1", relay, "10.9.0.1");
    }

    private static Request4 linkSelection(Request4 request, int second) {
        return request.option(OptionCode4.RELAY_AGENT_INFORMATION, new byte[] {5, 4, 10, (byte) second, 0, 0});
    }

    @Test
    void theRelaysLinkSelectionComesFirst() {
        Request4 request = linkSelection(client.discover(), 2)
                .option(OptionCode4.SUBNET_SELECTION, Ipv4Address.parse("10.3.0.0"))
                .relayedBy(Ipv4Address.parse("10.1.0.1"));
        assertThat(subnet(request, relayed("10.1.0.1"))).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {OptionCode4.RelayAgent.LINK_SELECTION, OptionCode4.RelayAgent.SERVER_ID_OVERRIDE})
    void whatTheRelaySaysMustBeAnAddress(int subOption) {
        byte[] data = client.discover()
                .option(OptionCode4.RELAY_AGENT_INFORMATION, new byte[] {(byte) subOption, 2, 10, 2})
                .relayedBy(Ipv4Address.parse("10.1.0.1"))
                .toBytes();
        assertThat(new World(World.server(SUBNETS))
                        .send(data, relayed("10.1.0.1"))
                        .dropped())
                .isEqualTo(DropReason.MALFORMED);
    }

    @Test
    void aBrokenRelayInformationComesBackAsItIs() {
        byte[] data = client.discover()
                .option(OptionCode4.RELAY_AGENT_INFORMATION, new byte[] {2, 1, 7, 1, 9, 8})
                .relayedBy(Ipv4Address.parse("10.1.0.1"))
                .toBytes();
        assertThat(new World(World.server(SUBNETS))
                        .send(data, relayed("10.1.0.1"))
                        .view()
                        .hex(OptionCode4.RELAY_AGENT_INFORMATION))
                .isEqualTo("02:01:07:01:09:08");
    }

    @Test
    void linkSelectionCanBeIgnored() {
        World other = new World(World.server("\"compatibility\": { \"ignore-rai-link-selection\": true }, " + SUBNETS));
        byte[] data = linkSelection(client.discover(), 2)
                .relayedBy(Ipv4Address.parse("10.1.0.1"))
                .toBytes();
        assertThat(other.engine.open(data, data.length, relayed("10.1.0.1")).subnetId())
                .isEqualTo(1);
    }

    @Test
    void theClientsSubnetSelectionComesNext() {
        Request4 request = client.discover()
                .option(OptionCode4.SUBNET_SELECTION, Ipv4Address.parse("10.3.0.0"))
                .relayedBy(Ipv4Address.parse("10.1.0.1"));
        assertThat(subnet(request, relayed("10.1.0.1"))).isEqualTo(3);
    }

    @Test
    void aSelectionThatFitsNoSubnetSelectsNone() {
        Request4 request = linkSelection(client.discover(), 99).relayedBy(Ipv4Address.parse("10.1.0.1"));
        assertThat(subnet(request, relayed("10.1.0.1"))).isZero();
    }

    @Test
    void theRelaysAddressSelectsByConfigurationAndThenByPrefix() {
        assertThat(subnet(client.discover().relayedBy(Ipv4Address.parse("192.0.2.7")), relayed("192.0.2.7")))
                .isEqualTo(3);
        assertThat(subnet(client.discover().relayedBy(Ipv4Address.parse("10.2.0.1")), relayed("10.2.0.1")))
                .isEqualTo(2);
        assertThat(subnet(client.discover().relayedBy(Ipv4Address.parse("192.0.2.8")), relayed("192.0.2.8")))
                .isZero();
    }

    @Test
    void aRenewalByUnicastIsSelectedByItsAddress() {
        assertThat(subnet(client.renewing("10.2.0.15"), on("eth4", "10.4.0.1", "10.2.0.15", "10.4.0.1")))
                .isEqualTo(2);
    }

    @Test
    void aBroadcastIsSelectedByItsInterfaceWhateverTheClientSays() {
        assertThat(subnet(client.renewing("10.2.0.15"), on("eth4", "10.1.0.1", "10.2.0.15", "255.255.255.255")))
                .isEqualTo(4);
        assertThat(subnet(client.renewing("10.2.0.15"), on("eth1", "10.1.0.1", "10.2.0.15", "255.255.255.255")))
                .isEqualTo(1);
    }

    @Test
    void aSourceAddressCountsForUnicastOnly() {
        assertThat(subnet(client.discover(), on("eth4", "10.4.0.1", "10.2.0.15", "10.4.0.1")))
                .isEqualTo(2);
        assertThat(subnet(client.discover(), on("eth4", "10.4.0.1", "127.0.0.1", "127.0.0.1")))
                .isEqualTo(4);
    }
}
