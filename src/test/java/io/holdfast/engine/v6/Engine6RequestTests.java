package io.holdfast.engine.v6;

import static io.holdfast.engine.v6.Client6.prefix;
import static io.holdfast.engine.v6.World6.START;
import static io.holdfast.engine.v6.World6.multicast;
import static io.holdfast.engine.v6.World6.subnet;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.address.Duid;
import io.holdfast.address.IaType;
import io.holdfast.address.Ipv6Address;
import io.holdfast.engine.DropReason;
import io.holdfast.engine.v6.World6.Result;
import io.holdfast.lease.Lease6;
import io.holdfast.lease.LeaseChange;
import io.holdfast.lease.LeaseState;
import io.holdfast.wire.v6.MessageType6;
import io.holdfast.wire.v6.Request6;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** RFC 8415 §18.3.2. */
class Engine6RequestTests {

    private final World6 world = new World6(subnet(""));
    private final Client6 client = Client6.of(1);

    private Request6 everything(MessageType6 type) {
        return client.toUs(type).ia(IaType.NA, 1).ia(IaType.NA, 2).ia(IaType.PD, 1);
    }

    @Test
    void anOfferBecomesALeaseWithoutAnyQuestion() {
        world.send(client.solicit());
        int finds = world.finds;
        Result result = world.send(client.request("2001:db8:1::100"));
        assertThat(result.sent().type()).isEqualTo("REPLY");
        assertThat(result.view().all()).isEqualTo("IA_NA 1: 2001:db8:1::100 1800/3600");
        assertThat(world.finds).isEqualTo(finds);
        assertThat(world.commits).isEqualTo(1);
        assertThat(world.offers.size()).isZero();
        Lease6 row = world.theRow("2001:db8:1::100");
        assertThat(row.duid()).isEqualTo(client.duid());
        assertThat(row.type()).isEqualTo(IaType.NA);
        assertThat(row.iaid()).isEqualTo(1);
        assertThat(row.prefixLength()).isEqualTo(128);
        assertThat(row.preferredLifetime()).isEqualTo(1800);
        assertThat(row.validLifetime()).isEqualTo(3600);
        assertThat(row.lastTransaction()).isEqualTo(START);
        assertThat(row.subnetId()).isEqualTo(1);
        assertThat(row.state()).isEqualTo(LeaseState.DEFAULT);
        assertThat(row.hostname()).isEmpty();
        assertThat(world.applied).singleElement().isInstanceOf(LeaseChange.Grant.class);
    }

    @Test
    void allAssociationsOfARequestAreOneGroup() {
        world.send(everything(MessageType6.SOLICIT));
        Result result = world.send(everything(MessageType6.REQUEST));
        assertThat(result.view().all())
                .isEqualTo("IA_NA 1: 2001:db8:1::100 1800/3600;"
                        + " IA_NA 2: 2001:db8:1::101 1800/3600; IA_PD 1: 2001:db8:100::/56 1800/3600");
        assertThat(world.commits).isEqualTo(1);
        assertThat(world.applied).hasSize(3);
        Lease6 prefix = world.theRow("2001:db8:100::");
        assertThat(prefix.type()).isEqualTo(IaType.PD);
        assertThat(prefix.prefixLength()).isEqualTo(56);
    }

    @Test
    void whenOneOfAGroupIsTakenAllIsDecidedAnew() {
        world.send(everything(MessageType6.SOLICIT));
        World6 other = new World6(subnet(""), world.rows);
        other.send(Client6.of(2).request("2001:db8:1::101"));
        assertThat(world.send(everything(MessageType6.REQUEST)).view().all())
                .startsWith("IA_NA 1: 2001:db8:1::100 1800/3600; IA_NA 2: 2001:db8:1::")
                .doesNotContain("2001:db8:1::101")
                .doesNotContain("Avail")
                .endsWith("IA_PD 1: 2001:db8:100::/56 1800/3600");
        assertThat(world.theRow("2001:db8:1::101").duid())
                .isEqualTo(Client6.of(2).duid());
        assertThat(world.rows).hasSize(4);
    }

    @Test
    void aRequestThatComesTwiceInOneBatchIsAnsweredTwiceAlike() {
        world.send(client.solicit());
        List<Result> results = world.sendAll(
                List.of(client.request("2001:db8:1::100"), client.request("2001:db8:1::100")), multicast());
        assertThat(results.stream().map(result -> result.view().all()).collect(Collectors.toSet()))
                .containsExactly("IA_NA 1: 2001:db8:1::100 1800/3600");
        assertThat(world.rows).hasSize(1);
    }

    @Test
    void aRequestAfterARestartFindsWhatWasOffered() {
        world.send(client.solicit());
        World6 restarted = new World6(subnet(""), world.rows);
        Result result = restarted.send(client.request("2001:db8:1::1aa"));
        assertThat(result.view().address(1)).isEqualTo("2001:db8:1::1aa");
        assertThat(restarted.finds).isEqualTo(1);
    }

    @Test
    void aRunningLeaseIsRenewedByARequest() {
        world.send(client.request("2001:db8:1::100"));
        world.now += 600;
        world.send(client.request("2001:db8:1::100"));
        assertThat(world.applied.getLast()).isInstanceOf(LeaseChange.Renew.class);
        assertThat(world.theRow("2001:db8:1::100").lastTransaction()).isEqualTo(START + 600);
    }

    @Test
    void anAddressThatDoesNotFitTheLinkIsRefused() {
        Result result = world.send(client.toUs(MessageType6.REQUEST)
                .ia(1, Ipv6Address.parse("2001:db8:2::5"))
                .ia(1, prefix("2001:db8:100::/56")));
        assertThat(result.view().all()).isEqualTo("IA_NA 1: NotOnLink; IA_PD 1: 2001:db8:100::/56 1800/3600");
        assertThat(result.exchange().failures()).isEmpty();
    }

    @Test
    void aClientThatHasChosenAnotherServerLeavesItsOfferToOthers() {
        world.send(client.solicit());
        Result result = world.send(client.message(MessageType6.REQUEST)
                .serverId(Duid.parse("00:03:00:01:02:00:5e:ff:ff:ff"))
                .ia(IaType.NA, 1));
        assertThat(result.dropped()).isEqualTo(DropReason.OTHER_SERVER);
        assertThat(world.offers.size()).isZero();
        assertThat(world.send(Client6.of(2).solicit()).view().address(1)).isEqualTo("2001:db8:1::100");
    }

    @Test
    void anExpiredLeaseOfAnotherIsTakenOverByAGrant() {
        World6 narrow = new World6(World6.server("""
                "subnet6": [ { "id": 1, "subnet": "2001:db8:1::/64", "interface": "eth0",
                  "pools": [ { "pool": "2001:db8:1::100-2001:db8:1::100" } ] } ]"""));
        narrow.send(client.request("2001:db8:1::100"));
        narrow.now += 3601;
        assertThat(narrow.send(Client6.of(2).request("2001:db8:1::100")).view().address(1))
                .isEqualTo("2001:db8:1::100");
        assertThat(narrow.applied.getLast()).isInstanceOf(LeaseChange.Grant.class);
        assertThat(narrow.theRow("2001:db8:1::100").duid())
                .isEqualTo(Client6.of(2).duid());
    }

    @Test
    void ofTwoThatWantTheSameAddressOneGetsAnother() {
        List<Result> results = world.sendAll(
                List.of(client.request("2001:db8:1::150"), Client6.of(2).request("2001:db8:1::150")), multicast());
        assertThat(results.getFirst().view().address(1)).isEqualTo("2001:db8:1::150");
        assertThat(results.getLast().view().address(1)).isEqualTo("2001:db8:1::100");
    }

    @Test
    void aRegisteredAddressIsNotGivenToAnybody() {
        Lease6 registered = new Lease6(
                Ipv6Address.parse("2001:db8:1::100"),
                IaType.NA,
                128,
                Client6.of(7).duid(),
                0,
                3600,
                7200,
                START,
                1,
                false,
                false,
                "",
                null,
                0,
                LeaseState.REGISTERED,
                null,
                0);
        world.put(registered);
        assertThat(world.send(client.request("2001:db8:1::100")).view().address(1))
                .isEqualTo("2001:db8:1::101");
        assertThat(world.send(Client6.of(7).toUs(MessageType6.REQUEST).ia(IaType.NA, 0))
                        .view()
                        .address(0))
                .isEqualTo("2001:db8:1::102");
    }

    @Test
    void neverEndingLeasesAreNeverRenewed() {
        World6 forEver = new World6(subnet("\"valid-lifetime\": 4294967295, \"max-valid-lifetime\": 4294967295,"
                + " \"preferred-lifetime\": 4294967295, \"max-preferred-lifetime\": 4294967295"));
        ReplyView6 view = forEver.send(client.request("2001:db8:1::100")).view();
        assertThat(view.all()).isEqualTo("IA_NA 1: 2001:db8:1::100 4294967295/4294967295");
        assertThat(view.ia(IaType.NA, 1).t1()).isEqualTo(0xffff_ffffL);
        assertThat(view.ia(IaType.NA, 1).t2()).isEqualTo(0xffff_ffffL);
        forEver.now += 0xffff_ffffL;
        assertThat(forEver.send(Client6.of(2).request("2001:db8:1::100")).view().address(1))
                .isNotEqualTo("2001:db8:1::100");
    }
}
