package io.holdfast.engine.v6;

import static io.holdfast.engine.v6.Client6.prefix;
import static io.holdfast.engine.v6.World6.START;
import static io.holdfast.engine.v6.World6.subnet;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.address.IaType;
import io.holdfast.address.Ipv6Address;
import io.holdfast.engine.DropReason;
import io.holdfast.engine.v6.World6.Result;
import io.holdfast.lease.Lease6;
import io.holdfast.lease.LeaseChange;
import io.holdfast.lease.LeaseState;
import io.holdfast.wire.v6.MessageType6;
import java.util.List;
import org.junit.jupiter.api.Test;

/** RELEASE, DECLINE and CONFIRM: RFC 8415 §18.3.7, §18.3.8 and §18.3.3. */
class Return6Tests {

    private final World6 world = new World6(subnet(""));
    private final Client6 client = Client6.of(1);

    // RELEASE

    @Test
    void aReleasedLeaseIsRememberedForItsClient() {
        world.send(client.toUs(MessageType6.REQUEST).ia(IaType.NA, 1).ia(IaType.PD, 1));
        world.now += 60;
        Result result = world.send(client.release("2001:db8:1::100").ia(1, prefix("2001:db8:100::/56")));
        assertThat(result.view().type()).isEqualTo(MessageType6.REPLY);
        assertThat(result.view().status()).isEqualTo("Success");
        assertThat(result.view().all()).isEqualTo("IA_NA 1: Success; IA_PD 1: Success");
        assertThat(result.view().codes()).isEqualTo("[1, 2, 3, 25, 13]");
        Lease6 row = world.theRow("2001:db8:1::100");
        assertThat(row.state()).isEqualTo(LeaseState.RELEASED);
        assertThat(row.validLifetime()).isZero();
        assertThat(row.preferredLifetime()).isZero();
        assertThat(row.duid()).isEqualTo(client.duid());
        assertThat(world.theRow("2001:db8:100::").state()).isEqualTo(LeaseState.RELEASED);
        assertThat(world.applied.getLast()).isInstanceOf(LeaseChange.Release.class);
    }

    @Test
    void whereNothingIsRememberedTheRowGoes() {
        World6 forgetful = new World6(World6.server("\"expired-leases-processing\": { \"hold-reclaimed-time\": 0 }, "
                + "\"subnet6\": [ { \"id\": 1, \"subnet\": \"2001:db8:1::/64\", \"interface\": \"eth0\","
                + " \"pools\": [ { \"pool\": \"2001:db8:1::100-2001:db8:1::1ff\" } ] } ]"));
        forgetful.send(client.request("2001:db8:1::100"));
        forgetful.send(client.release("2001:db8:1::100"));
        assertThat(forgetful.rows).isEmpty();
    }

    @Test
    void whatIsNotTheAssociationsIsNotReleasedButTheAnswerIsSuccess() {
        Client6 other = Client6.of(2);
        world.send(other.request("2001:db8:1::100"));
        world.send(client.request("2001:db8:1::101"));
        assertThat(world.send(client.release("2001:db8:1::100")).view().all()).isEqualTo("IA_NA 1: NoBinding");
        assertThat(world.send(client.release("2001:db8:1::1ee")).view().status())
                .isEqualTo("Success");
        assertThat(world.send(client.toUs(MessageType6.RELEASE).ia(2, Ipv6Address.parse("2001:db8:1::101")))
                        .view()
                        .all())
                .as("of another association of the same client")
                .isEqualTo("IA_NA 2: NoBinding");
        assertThat(world.send(client.toUs(MessageType6.RELEASE).ia(IaType.NA, 1))
                        .view()
                        .all())
                .as("no address named")
                .isEqualTo("IA_NA 1: NoBinding");
        assertThat(world.send(client.toUs(MessageType6.RELEASE).ia(1, prefix("2001:db8:1::101/128")))
                        .view()
                        .all())
                .as("an address is no prefix")
                .isEqualTo("IA_PD 1: NoBinding");
        assertThat(world.theRow("2001:db8:1::100").state()).isEqualTo(LeaseState.DEFAULT);
        assertThat(world.theRow("2001:db8:1::101").state()).isEqualTo(LeaseState.DEFAULT);
    }

    @Test
    void aReleaseThatComesTwiceFindsNothingTheSecondTime() {
        world.send(client.request("2001:db8:1::100"));
        var results = world.sendAll(
                List.of(client.release("2001:db8:1::100"), client.release("2001:db8:1::100")), World6.multicast());
        assertThat(results.getFirst().view().all()).isEqualTo("IA_NA 1: Success");
        assertThat(results.getLast().view().all()).isEqualTo("IA_NA 1: NoBinding");
    }

    // DECLINE

    @Test
    void aDeclinedAddressIsNobodysForAWhile() {
        world.send(client.request("2001:db8:1::100"));
        world.now += 5;
        ReplyView6 view = world.send(client.decline("2001:db8:1::100")).view();
        assertThat(view.status()).isEqualTo("Success");
        assertThat(view.all()).isEqualTo("IA_NA 1: Success");
        Lease6 row = world.theRow("2001:db8:1::100");
        assertThat(row.state()).isEqualTo(LeaseState.DECLINED);
        assertThat(row.duid()).isNull();
        assertThat(row.expire()).isEqualTo(START + 5 + 86_400);
        assertThat(world.applied.getLast()).isInstanceOf(LeaseChange.Decline.class);
        assertThat(world.send(client.solicit()).view().address(1)).isEqualTo("2001:db8:1::101");
        assertThat(world.send(Client6.of(2).request("2001:db8:1::100")).view().address(1))
                .isEqualTo("2001:db8:1::102");
    }

    @Test
    void onlyAddressesThatTheAssociationHasCanBeDeclined() {
        world.send(client.toUs(MessageType6.REQUEST).ia(IaType.NA, 1).ia(IaType.PD, 1));
        assertThat(world.send(Client6.of(2).decline("2001:db8:1::100")).view().all())
                .isEqualTo("IA_NA 1: NoBinding");
        ReplyView6 view = world.send(client.toUs(MessageType6.DECLINE).ia(1, prefix("2001:db8:100::/56")))
                .view();
        assertThat(view.all()).as("prefixes cannot").isEmpty();
        assertThat(view.status()).isEqualTo("Success");
        assertThat(world.rows.values()).allMatch(row -> row.state() == LeaseState.DEFAULT);
    }

    @Test
    void anExpiredLeaseCannotBeDeclined() {
        world.send(client.request("2001:db8:1::100"));
        world.now += 3601;
        assertThat(world.send(client.decline("2001:db8:1::100")).view().all()).isEqualTo("IA_NA 1: NoBinding");
    }

    // CONFIRM

    @Test
    void aClientHearsWhetherItsAddressesFitTheLink() {
        assertThat(world.send(client.confirm("2001:db8:1::5555")).view().status())
                .isEqualTo("Success");
        assertThat(world.send(client.confirm("2001:db8:2::5")).view().status()).isEqualTo("NotOnLink");
        ReplyView6 mixed = world.send(client.confirm("2001:db8:1::5").ia(2, Ipv6Address.parse("2001:db8:2::5")))
                .view();
        assertThat(mixed.status()).isEqualTo("NotOnLink");
        assertThat(mixed.all()).isEmpty();
        assertThat(world.finds).isZero();
    }

    @Test
    void whereItCannotBeToldThereIsNoAnswer() {
        Ipv6Address link = Ipv6Address.parse("2001:db8:7::1");
        assertThat(world.send(client.confirm("2001:db8:1::5").relayedBy(link, World6.CLIENT), World6.relayed())
                        .dropped())
                .isEqualTo(DropReason.NO_SUBNET);
        assertThat(world.send(client.message(MessageType6.CONFIRM).ia(IaType.NA, 1))
                        .dropped())
                .isEqualTo(DropReason.RFC_VIOLATION);
        assertThat(world.send(client.message(MessageType6.CONFIRM).ia(1, prefix("2001:db8:100::/56")))
                        .dropped())
                .isEqualTo(DropReason.RFC_VIOLATION);
    }
}
