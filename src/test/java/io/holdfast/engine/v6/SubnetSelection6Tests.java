package io.holdfast.engine.v6;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.address.Ipv6Address;
import io.holdfast.engine.Arrival;
import io.holdfast.wire.v6.OptionCode6;
import io.holdfast.wire.v6.Request6;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which subnet a client is in, by relays, interface and addresses; the order is Kea's. */
class SubnetSelection6Tests {

    private final World6 world = new World6(World6.server("""
            "subnet6": [
              { "id": 1, "subnet": "2001:db8:1::/64", "interface": "eth0" },
              { "id": 2, "subnet": "2001:db8:2::/64" },
              { "id": 3, "subnet": "2001:db8:3::/64", "relay": { "ip-addresses": [ "2001:db8:99::3" ] } },
              { "id": 4, "subnet": "2001:db8:4::/64", "interface-id": "port4" },
              { "id": 5, "subnet": "2001:db8::/32" } ]"""));

    private int subnetOf(Request6 request, Arrival arrival) {
        byte[] data = request.toBytes();
        ServedSubnet6 served = world.engine.open(data, data.length, arrival).served;
        return served == null ? 0 : served.id();
    }

    private static Request6 solicit() {
        return Client6.of(1).solicit();
    }

    private static Request6 relayed(String link) {
        return solicit().relayedBy(Ipv6Address.parse(link), World6.CLIENT);
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource({
        "eth0, fe80::42,        2001:db8:2::1, 1",
        "eth1, fe80::42,        2001:db8:2::1, 2",
        "eth1, 2001:db8:3::42,  2001:db8:2::1, 3",
        "eth1, fe80::42,        2001:db8:77::1, 5",
        "eth1, fe80::42,        2001:dead::1, 0",
    })
    void withoutRelays(String interfaceName, String source, String own, int expected) {
        Arrival arrival = new Arrival(
                interfaceName,
                List.of(World6.OWN_LINK_LOCAL, Ipv6Address.parse(own)),
                Ipv6Address.parse(source),
                546,
                World6.ALL_SERVERS);
        assertThat(subnetOf(solicit(), arrival)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "2001:db8:2::1,   2",
        "2001:db8:99::3,  3",
        "2001:db8:98::3,  5",
        "2001:dead::1,    0",
    })
    void byTheLinkAddress(String link, int expected) {
        assertThat(subnetOf(relayed(link), World6.relayed())).isEqualTo(expected);
    }

    @Test
    void theInterfaceIdComesBeforeTheLinkAddress() {
        assertThat(subnetOf(
                        relayed("2001:db8:2::1").relayOption(OptionCode6.INTERFACE_ID, text("port4")),
                        World6.relayed()))
                .isEqualTo(4);
        assertThat(subnetOf(
                        relayed("2001:db8:2::1").relayOption(OptionCode6.INTERFACE_ID, text("port5")),
                        World6.relayed()))
                .isEqualTo(2);
        assertThat(subnetOf(relayed("::").relayOption(OptionCode6.INTERFACE_ID, text("port5")), World6.relayed()))
                .as("an interface-id that nobody knows, and no link-address")
                .isZero();
    }

    @Test
    void theRelayNearestToTheClientThatKnowsTheLinkCounts() {
        assertThat(subnetOf(
                        relayed("2001:db8:3::1").relayedBy(Ipv6Address.parse("2001:db8:2::1"), World6.CLIENT),
                        World6.relayed()))
                .isEqualTo(3);
        assertThat(subnetOf(
                        relayed("::").relayedBy(Ipv6Address.parse("2001:db8:2::1"), World6.CLIENT), World6.relayed()))
                .as("a layer 2 relay (RFC 6221) has no link-address")
                .isEqualTo(2);
        assertThat(subnetOf(
                        relayed("fe80::7").relayedBy(Ipv6Address.parse("2001:db8:2::1"), World6.CLIENT),
                        World6.relayed()))
                .isEqualTo(2);
    }

    @Test
    void aRelayThatKnowsNothingIsAsGoodAsNone() {
        Arrival onEth0 = new Arrival("eth0", List.of(World6.OWN), World6.CLIENT, 547, World6.OWN);
        assertThat(subnetOf(relayed("::"), onEth0)).isEqualTo(1);
    }
}
