package io.holdfast.engine.v6;

import static io.holdfast.engine.v6.Client6.prefix;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.address.IaType;
import io.holdfast.address.Ipv6Address;
import io.holdfast.engine.AllocationFailure;
import io.holdfast.engine.Arrival;
import io.holdfast.engine.Failure;
import io.holdfast.engine.v6.World6.Result;
import io.holdfast.wire.v6.MessageType6;
import io.holdfast.wire.v6.OptionCode6;
import io.holdfast.wire.v6.Request6;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Several subnets on one link: a client is found there by any way, and gets what any of them has. */
class SharedNetworks6Tests {

    private static final String SUBNETS = """
            "subnet6": [
              { "id": 1, "subnet": "2001:db8:1::/64", "pools": [ { "pool": "2001:db8:1::10-2001:db8:1::11" } ],
                "option-data": [ { "name": "dns-servers", "data": "2001:db8::1" } ] },
              { "id": 2, "subnet": "2001:db8:2::/64", "pools": [ { "pool": "2001:db8:2::10-2001:db8:2::11" } ],
                "valid-lifetime": 900, "renew-timer": 111, "rebind-timer": 222,
                "pd-pools": [ { "prefix": "2001:db8:200::", "prefix-len": 55, "delegated-len": 56 } ],
                "option-data": [ { "name": "dns-servers", "data": "2001:db8::2" } ] },
              { "id": 3, "subnet": "2001:db8:3::/64",
                "pd-pools": [ { "prefix": "2001:db8:300::", "prefix-len": 63, "delegated-len": 64 } ] } ]""";

    private final World6 world = new World6(network("\"interface\": \"eth0\","));

    private static String network(String members) {
        return World6.server("\"shared-networks\": [ { \"name\": \"floor\", %s %s } ]".formatted(members, SUBNETS));
    }

    private static Client6 client(int number) {
        return Client6.of(number);
    }

    private Result request(int number) {
        return world.send(
                client(number).toUs(MessageType6.REQUEST).ia(IaType.NA, 1).requesting(23));
    }

    private static int subnetOf(World6 world, Request6 request, Arrival arrival) {
        byte[] data = request.toBytes();
        ServedSubnet6 served = world.engine.open(data, data.length, arrival).served;
        return served == null ? 0 : served.id();
    }

    @Test
    void aClientIsFoundByWhatItsNetworkSays() {
        World6 byRelay = new World6(network("\"relay\": { \"ip-addresses\": [ \"2001:db8:99::3\" ] },"));
        World6 byId = new World6(network("\"interface-id\": \"port7\","));
        Request6 relayed = client(1).solicit().relayedBy(Ipv6Address.parse("2001:db8:99::3"), World6.CLIENT);
        Request6 named = client(1)
                .solicit()
                .relayedBy(Ipv6Address.parse("2001:db8:98::3"), World6.CLIENT)
                .relayOption(OptionCode6.INTERFACE_ID, "port7".getBytes(StandardCharsets.US_ASCII));
        Request6 within = client(1).solicit().relayedBy(Ipv6Address.parse("2001:db8:2::1"), World6.CLIENT);

        assertThat(subnetOf(world, client(1).solicit(), World6.multicast())).isEqualTo(1);
        assertThat(subnetOf(byRelay, relayed, World6.relayed())).isEqualTo(1);
        assertThat(subnetOf(byId, named, World6.relayed())).isEqualTo(1);
        assertThat(subnetOf(byId, within, World6.relayed())).isEqualTo(2);
    }

    @Test
    void whenOneSubnetIsFullTheNextOneServes() {
        assertThat(request(1).view().address(1)).isEqualTo("2001:db8:1::10");
        assertThat(request(2).view().address(1)).isEqualTo("2001:db8:1::11");
        ReplyView6 third = request(3).view();
        assertThat(third.all()).isEqualTo("IA_NA 1: 2001:db8:2::10 562/900");
        assertThat(world.theRow("2001:db8:2::10").subnetId()).isEqualTo(2);
        assertThat(third.hex(23))
                .as("options of the subnet that serves")
                .isEqualTo("20:01:0d:b8:00:00:00:00:00:00:00:00:00:00:00:02");
        assertThat(third.ia(IaType.NA, 1).t1()).isEqualTo(111);
    }

    /** As Kea: from where something was found last, so that full subnets are not searched again for each client. */
    @Test
    void theSubnetThatServedLastIsSearchedFirst() {
        request(1);
        request(2);
        assertThat(request(3).view().address(1)).isEqualTo("2001:db8:2::10");
        world.send(client(1).release("2001:db8:1::10"));
        int refills = world.refills;
        assertThat(request(4).view().address(1)).isEqualTo("2001:db8:2::11");
        assertThat(world.refills).isEqualTo(refills);
        assertThat(request(5).view().address(1)).isEqualTo("2001:db8:1::10");
    }

    @Test
    void whatNoSubnetHasIsAFailureOfTheNetwork() {
        for (int number = 1; number <= 4; number++) {
            request(number);
        }
        Result result = request(5);
        assertThat(result.view().all()).isEqualTo("IA_NA 1: NoAddrsAvail");
        assertThat(result.exchange().failures())
                .containsExactly(new Failure(1, IaType.NA, AllocationFailure.SHARED_NETWORK));
    }

    @Test
    void prefixesComeFromWhicheverSubnetHasTheLength() {
        Request6 request = client(1).toUs(MessageType6.REQUEST).ia(IaType.NA, 1);
        assertThat(world.send(request.ia(2, prefix("::/64"))).view().all())
                .isEqualTo("IA_NA 1: 2001:db8:1::10 1800/3600; IA_PD 2: 2001:db8:300::/64 1800/3600");
        assertThat(world.send(client(2).toUs(MessageType6.REQUEST).ia(1, prefix("::/56")))
                        .view()
                        .all())
                .isEqualTo("IA_PD 1: 2001:db8:200::/56 562/900");
        assertThat(world.send(client(3).toUs(MessageType6.REQUEST).ia(1, prefix("::/60")))
                        .view()
                        .all())
                .as("a shorter one, although the subnet with a longer one served last")
                .isEqualTo("IA_PD 1: 2001:db8:200:100::/56 562/900");
    }

    @Test
    void aHintOfAnySubnetIsHeard() {
        assertThat(world.send(client(1).request("2001:db8:2::11")).view().all())
                .isEqualTo("IA_NA 1: 2001:db8:2::11 562/900");
        assertThat(world.send(client(2).message(MessageType6.SOLICIT).ia(1, prefix("2001:db8:300:1::/64")))
                        .view()
                        .all())
                .isEqualTo("IA_PD 1: 2001:db8:300:1::/64 1800/3600");
    }

    @Test
    void aLeaseOfAnySubnetIsExtendedWithItsTerms() {
        world.send(client(1).request("2001:db8:2::11"));
        world.now += 500;
        int commits = world.commits;
        ReplyView6 view = world.send(client(1).renew("2001:db8:2::11")).view();
        assertThat(view.all()).isEqualTo("IA_NA 1: 2001:db8:2::11 562/900");
        assertThat(view.ia(IaType.NA, 1).t1()).isEqualTo(111);
        assertThat(world.commits).isEqualTo(commits + 1);
        assertThat(world.send(client(1).rebind("2001:db8:2::11")).view().all())
                .isEqualTo("IA_NA 1: 2001:db8:2::11 562/900");
    }

    @Test
    void aClientThatComesBackGetsItsOwnLeaseInAnotherSubnet() {
        world.send(client(1).request("2001:db8:2::11"));
        assertThat(world.send(client(1).solicit()).view().address(1)).isEqualTo("2001:db8:2::11");
        world.send(client(1).release("2001:db8:2::11"));
        assertThat(world.send(client(1).solicit()).view().address(1)).isEqualTo("2001:db8:2::11");
    }

    @Test
    void addressesOfAllSubnetsAreOnTheLink() {
        assertThat(world.send(client(1).confirm("2001:db8:3::77")).view().status())
                .isEqualTo("Success");
        assertThat(world.send(client(1).confirm("2001:db8:4::77")).view().status())
                .isEqualTo("NotOnLink");
        assertThat(world.send(client(1).request("2001:db8:3::77")).view().address(1))
                .isEqualTo("2001:db8:1::10");
        assertThat(world.send(client(2).request("2001:db8:4::77")).view().all()).isEqualTo("IA_NA 1: NotOnLink");
    }

    @Test
    void aLeaseOfAnySubnetIsGivenBackOrDeclined() {
        world.send(client(1).request("2001:db8:2::11"));
        assertThat(world.send(client(1).release("2001:db8:2::11")).view().all()).isEqualTo("IA_NA 1: Success");
        world.send(client(2).request("2001:db8:2::10"));
        assertThat(world.send(client(2).decline("2001:db8:2::10")).view().all()).isEqualTo("IA_NA 1: Success");
        assertThat(world.theRow("2001:db8:2::10").duid()).isNull();
    }

    @Test
    void aLeaseOfAnotherLinkStaysWhereItIs() {
        World6 two = new World6(World6.server("""
                "shared-networks": [ { "name": "a", "interface": "eth0", "subnet6": [
                  { "id": 1, "subnet": "2001:db8:1::/64", "pools": [ { "pool": "2001:db8:1::/112" } ] },
                  { "id": 4, "subnet": "2001:db8:4::/64" } ] } ],
                "subnet6": [ { "id": 2, "subnet": "2001:db8:2::/64", "interface": "eth1",
                  "pools": [ { "pool": "2001:db8:2::/112" } ] } ]"""));
        Arrival other = new Arrival("eth1", List.of(World6.OWN), World6.CLIENT, 546, World6.ALL_SERVERS);
        two.send(client(1).toUs(MessageType6.REQUEST).ia(IaType.NA, 1), other);
        assertThat(two.send(client(1).solicit()).view().address(1)).startsWith("2001:db8:1::");
        assertThat(two.rows).hasSize(1);
    }

    @Test
    void whatFitsTheLinkNoLongerIsReplacedFromAnySubnet() {
        world.send(client(1).request("2001:db8:2::11"));
        World6 shrunk = new World6(World6.server("""
                        "shared-networks": [ { "name": "floor", "interface": "eth0", "subnet6": [
                          { "id": 1, "subnet": "2001:db8:1::/64", "pools": [ { "pool": "2001:db8:1::/112" } ] },
                          { "id": 2, "subnet": "2001:db8:2::/64", "pools": [ { "pool": "2001:db8:2::8/128" } ] } ] } ]"""), world.rows);
        assertThat(shrunk.send(client(1).renew("2001:db8:2::11")).view().all())
                .isEqualTo("IA_NA 1: 2001:db8:1::1 1800/3600, 2001:db8:2::11 0/0");
        assertThat(shrunk.row("2001:db8:2::11")).isNull();
    }
}
