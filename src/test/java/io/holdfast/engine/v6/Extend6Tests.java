package io.holdfast.engine.v6;

import static io.holdfast.engine.v6.Client6.prefix;
import static io.holdfast.engine.v6.World6.START;
import static io.holdfast.engine.v6.World6.subnet;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.address.IaType;
import io.holdfast.address.Ipv6Address;
import io.holdfast.engine.Decision;
import io.holdfast.engine.DropReason;
import io.holdfast.engine.v6.World6.Result;
import io.holdfast.lease.ChangeOutcome;
import io.holdfast.lease.Lease6;
import io.holdfast.lease.Lease6Builder;
import io.holdfast.lease.LeaseChange;
import io.holdfast.lease.LeaseState;
import io.holdfast.wire.v6.MessageType6;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** RENEW and REBIND, RFC 8415 §18.3.4 and §18.3.5. */
class Extend6Tests {

    private final World6 world = new World6(subnet(""));
    private final Client6 client = Client6.of(1);

    private static Ipv6Address address(String text) {
        return Ipv6Address.parse(text);
    }

    private static Lease6 moved(Lease6 lease, String to, long valid, LeaseState state) {
        return new Lease6(
                address(to),
                lease.type(),
                lease.prefixLength(),
                lease.duid(),
                lease.iaid(),
                lease.preferredLifetime(),
                valid,
                lease.lastTransaction(),
                lease.subnetId(),
                false,
                false,
                "",
                null,
                0,
                state,
                null,
                0);
    }

    @Test
    void aRenewalIsOneReadAndOneCommit() {
        world.send(client.toUs(MessageType6.REQUEST).ia(IaType.NA, 1).ia(IaType.PD, 1));
        int finds = world.finds;
        world.now += 900;
        Result result = world.send(client.renew("2001:db8:1::100").ia(1, prefix("2001:db8:100::/56")));
        assertThat(result.view().all())
                .isEqualTo("IA_NA 1: 2001:db8:1::100 1800/3600; IA_PD 1: 2001:db8:100::/56 1800/3600");
        assertThat(world.finds).isEqualTo(finds + 1);
        assertThat(world.commits).isEqualTo(2);
        assertThat(world.theRow("2001:db8:1::100").expire()).isEqualTo(START + 900 + 3600);
        assertThat(world.theRow("2001:db8:100::").expire()).isEqualTo(START + 900 + 3600);
        assertThat(world.applied.getLast()).isInstanceOf(LeaseChange.Renew.class);
    }

    @Test
    void aClientThatRebindsNamesNoServer() {
        world.send(client.request("2001:db8:1::100"));
        world.now += 2000;
        assertThat(world.send(client.rebind("2001:db8:1::100")).view().all())
                .isEqualTo("IA_NA 1: 2001:db8:1::100 1800/3600");
    }

    @Test
    void allLeasesOfAnAssociationGoOn() {
        world.send(client.request("2001:db8:1::100"));
        world.put(moved(world.theRow("2001:db8:1::100"), "2001:db8:1::170", 3600, LeaseState.DEFAULT));
        world.now += 100;
        assertThat(world.send(client.renew("2001:db8:1::100")).view().all())
                .isEqualTo("IA_NA 1: 2001:db8:1::100 1800/3600, 2001:db8:1::170 1800/3600");
    }

    @Test
    void whatTheClientNamesAndDoesNotHaveComesBackWithZeros() {
        world.send(client.toUs(MessageType6.REQUEST).ia(IaType.NA, 1).ia(IaType.PD, 1));
        Result result = world.send(client.toUs(MessageType6.RENEW)
                .beginIa(IaType.NA, 1, 0, 0)
                .address(address("2001:db8:1::100"), 0, 0)
                .address(address("2001:db8:1::1ff"), 0, 0)
                .endIa()
                .beginIa(IaType.PD, 1, 0, 0)
                .prefix(prefix("2001:db8:900::/56"), 0, 0)
                .prefix(prefix("::/56"), 0, 0)
                .endIa());
        assertThat(result.view().all())
                .isEqualTo("IA_NA 1: 2001:db8:1::100 1800/3600, 2001:db8:1::1ff 0/0;"
                        + " IA_PD 1: 2001:db8:100::/56 1800/3600, 2001:db8:900::/56 0/0");
    }

    @ParameterizedTest
    @EnumSource(names = {"RENEW", "REBIND"})
    void anUnknownAssociationGetsWhatItNamesIfThatIsFree(MessageType6 type) {
        var request = type == MessageType6.RENEW ? client.renew("2001:db8:1::142") : client.rebind("2001:db8:1::142");
        assertThat(world.send(request).view().all()).isEqualTo("IA_NA 1: 2001:db8:1::142 1800/3600");
        assertThat(world.applied).singleElement().isInstanceOf(LeaseChange.Grant.class);
    }

    @Test
    void elseItGetsAnotherAndTheOldOneWithZeros() {
        world.send(Client6.of(2).request("2001:db8:1::142"));
        assertThat(world.send(client.renew("2001:db8:1::142")).view().all())
                .isEqualTo("IA_NA 1: 2001:db8:1::100 1800/3600, 2001:db8:1::142 0/0");
        assertThat(world.theRow("2001:db8:1::142").duid())
                .isEqualTo(Client6.of(2).duid());
    }

    @Test
    void whereNothingIsFreeItHearsSo() {
        World6 empty = new World6(World6.server("""
                "subnet6": [ { "id": 1, "subnet": "2001:db8:1::/64", "interface": "eth0" } ]"""));
        Result result = empty.send(client.renew("2001:db8:1::142").ia(1, prefix("2001:db8:100::/56")));
        assertThat(result.view().all())
                .isEqualTo("IA_NA 1: 2001:db8:1::142 0/0, NoAddrsAvail;"
                        + " IA_PD 1: 2001:db8:100::/56 0/0, NoPrefixAvail");
        assertThat(result.exchange().failures()).hasSize(2);
    }

    @Test
    void anAddressThatFitsTheLinkNoLongerIsReplacedAndItsLeaseEnds() {
        world.send(client.request("2001:db8:1::100"));
        world.put(moved(world.theRow("2001:db8:1::100"), "2001:db8:77::5", 3600, LeaseState.DEFAULT));
        world.rows.remove(address("2001:db8:1::100"));
        assertThat(world.send(client.renew("2001:db8:77::5")).view().all())
                .isEqualTo("IA_NA 1: 2001:db8:1::100 1800/3600, 2001:db8:77::5 0/0");
        assertThat(world.row("2001:db8:77::5")).isNull();
    }

    @Test
    void aLeaseOutsideThePoolsThatIsNotReservedIsReplaced() {
        world.send(client.request("2001:db8:1::100"));
        world.put(moved(world.theRow("2001:db8:1::100"), "2001:db8:1::9999", 3600, LeaseState.DEFAULT));
        world.rows.remove(address("2001:db8:1::100"));
        assertThat(world.send(client.renew("2001:db8:1::9999")).view().all())
                .isEqualTo("IA_NA 1: 2001:db8:1::100 1800/3600, 2001:db8:1::9999 0/0");
        assertThat(world.row("2001:db8:1::9999")).isNull();
    }

    @Test
    void aReclaimedLeaseIsGrantedAnew() {
        world.send(client.request("2001:db8:1::100"));
        world.put(moved(world.theRow("2001:db8:1::100"), "2001:db8:1::100", 3600, LeaseState.EXPIRED_RECLAIMED));
        world.now += 4000;
        assertThat(world.send(client.renew("2001:db8:1::100")).view().all())
                .isEqualTo("IA_NA 1: 2001:db8:1::100 1800/3600");
        assertThat(world.applied.getLast()).isInstanceOf(LeaseChange.Grant.class);
    }

    @Test
    void whatIsReclaimedBetweenReadAndCommitIsGrantedAnew() {
        world.send(client.request("2001:db8:1::100"));
        world.now += 4000;
        byte[] data = client.renew("2001:db8:1::100").toBytes();
        Exchange6 x = world.engine.open(data, data.length, World6.multicast());
        x.decide(world.now);
        x.learn(List.of(List.of(world.theRow("2001:db8:1::100"))));
        x.decide(world.now);
        x.taken(world.applied.getFirst(), new ChangeOutcome.Taken(null));
        assertThat(x.decide(world.now))
                .isInstanceOfSatisfying(
                        Decision.Answer.class,
                        answer -> assertThat(answer.changes())
                                .singleElement()
                                .isInstanceOfSatisfying(LeaseChange.Grant.class, grant -> {
                                    assertThat(grant.expected()).isNull();
                                    assertThat(grant.address()).isEqualTo(address("2001:db8:1::100"));
                                }));
    }

    @Test
    void withoutASubnetARenewalHearsNoBindingAndARebindNothing() {
        Ipv6Address link = address("2001:db8:7::1");
        assertThat(world.send(client.renew("2001:db8:7::5").relayedBy(link, World6.CLIENT), World6.relayed())
                        .view()
                        .all())
                .isEqualTo("IA_NA 1: NoBinding");
        assertThat(world.send(client.rebind("2001:db8:7::5").relayedBy(link, World6.CLIENT), World6.relayed())
                        .dropped())
                .isEqualTo(DropReason.NO_SUBNET);
    }

    /** All rows of a client are read for each of its packets. */
    @Test
    void aClientWithThousandsOfLeasesKeepsThemAndGetsNoMore() {
        world.send(client.request("2001:db8:1::100"));
        Lease6 first = world.theRow("2001:db8:1::100");
        for (int i = 1; i < KnownLeases.MOST_OF_CLIENT; i++) {
            world.put(Lease6Builder.like(
                            moved(first, "2001:db8:1::1:" + Integer.toHexString(i), 3600, LeaseState.DEFAULT))
                    .iaid(1000 + i)
                    .build());
        }
        assertThat(world.send(client.message(MessageType6.SOLICIT).ia(IaType.NA, 7))
                        .view()
                        .all())
                .startsWith("IA_NA 7: ")
                .containsIgnoringCase("avail");
        assertThat(world.send(client.renew("2001:db8:1::100")).view().all())
                .isEqualTo("IA_NA 1: 2001:db8:1::100 1800/3600");
    }
}
