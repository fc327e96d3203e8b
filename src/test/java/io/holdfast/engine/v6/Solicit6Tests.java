package io.holdfast.engine.v6;

import static io.holdfast.engine.v6.Client6.prefix;
import static io.holdfast.engine.v6.World6.subnet;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.address.IaType;
import io.holdfast.address.Ipv6Address;
import io.holdfast.engine.AllocationFailure;
import io.holdfast.engine.Failure;
import io.holdfast.engine.v6.World6.Result;
import io.holdfast.lease.Lease6Builder;
import io.holdfast.lease.LeaseState;
import io.holdfast.wire.v6.MessageType6;
import io.holdfast.wire.v6.OptionCode6;
import io.holdfast.wire.v6.Request6;
import org.junit.jupiter.api.Test;

/** RFC 8415 §18.3.1 and §18.3.9. */
class Solicit6Tests {

    private final World6 world = new World6(subnet(""));
    private final Client6 client = Client6.of(1);

    @Test
    void anAdvertiseOffersAnAddressAndStoresNothing() {
        Result result = world.send(client.solicit());
        ReplyView6 advertise = result.view();
        assertThat(result.exchange().type()).isEqualTo("SOLICIT");
        assertThat(result.sent().type()).isEqualTo("ADVERTISE");
        assertThat(advertise.type()).isEqualTo(MessageType6.ADVERTISE);
        assertThat(advertise.message().transactionId()).isEqualTo(Client6.TRANSACTION);
        assertThat(advertise.hex(OptionCode6.CLIENT_ID)).isEqualTo(client.duid().toString());
        assertThat(advertise.hex(OptionCode6.SERVER_ID)).isEqualTo(World6.SERVER.toString());
        assertThat(advertise.all()).isEqualTo("IA_NA 1: 2001:db8:1::100 1800/3600");
        assertThat(advertise.codes()).isEqualTo("[1, 2, 3]");
        assertThat(world.rows).isEmpty();
        assertThat(world.commits).isZero();
    }

    @Test
    void aClientThatAsksAgainIsOfferedTheSameWithoutAnyQuestion() {
        world.send(client.solicit());
        int finds = world.finds;
        assertThat(world.send(client.solicit()).view().address(1)).isEqualTo("2001:db8:1::100");
        assertThat(world.finds).isEqualTo(finds);
        assertThat(world.send(Client6.of(2).solicit()).view().address(1)).isEqualTo("2001:db8:1::101");
    }

    @Test
    void severalAssociationsOfBothKindsAreServedTogether() {
        ReplyView6 view = world.send(client.message(MessageType6.SOLICIT)
                        .ia(IaType.NA, 1)
                        .ia(IaType.NA, 2)
                        .ia(IaType.PD, 1)
                        .ia(IaType.PD, 9))
                .view();
        assertThat(view.all())
                .isEqualTo("IA_NA 1: 2001:db8:1::100 1800/3600; IA_NA 2: 2001:db8:1::101 1800/3600;"
                        + " IA_PD 1: 2001:db8:100::/56 1800/3600; IA_PD 9: 2001:db8:100:100::/56 1800/3600");
        assertThat(world.finds).isEqualTo(1);
    }

    @Test
    void anAssociationNamedTwiceIsServedOnce() {
        ReplyView6 view = world.send(client.solicit().ia(IaType.NA, 1)).view();
        assertThat(view.all()).isEqualTo("IA_NA 1: 2001:db8:1::100 1800/3600");
    }

    @Test
    void temporaryAddressesAreNotGiven() {
        ReplyView6 view = world.send(client.solicit().option(OptionCode6.IA_TA, new byte[] {0, 0, 0, 7}))
                .view();
        assertThat(view.codes()).isEqualTo("[1, 2, 3]");
    }

    // Hints

    @Test
    void aFreeAddressThatIsAskedForIsOffered() {
        Result result = world.send(client.message(MessageType6.SOLICIT).ia(1, Ipv6Address.parse("2001:db8:1::1aa")));
        assertThat(result.view().address(1)).isEqualTo("2001:db8:1::1aa");
        assertThat(world.finds).isEqualTo(1);
    }

    @Test
    void anAddressThatIsTakenOrOutsideThePoolsIsNot() {
        Client6 other = Client6.of(2);
        world.send(other.solicit());
        world.send(other.request("2001:db8:1::100"));
        assertThat(world.send(client.message(MessageType6.SOLICIT).ia(1, Ipv6Address.parse("2001:db8:1::100")))
                        .view()
                        .address(1))
                .isEqualTo("2001:db8:1::101");
        assertThat(world.send(Client6.of(3).message(MessageType6.SOLICIT).ia(1, Ipv6Address.parse("2001:db8:1::99")))
                        .view()
                        .address(1))
                .isEqualTo("2001:db8:1::102");
    }

    @Test
    void aPrefixThatIsAskedForIsOfferedAtTheLengthOfItsPool() {
        assertThat(world.send(client.message(MessageType6.SOLICIT).ia(1, prefix("2001:db8:142:3400::/60")))
                        .view()
                        .prefix(1))
                .isEqualTo("2001:db8:142:3400::/56");
    }

    @Test
    void lifetimesAreTheClientsWishWithinTheBounds() {
        Ipv6Address none = Ipv6Address.UNSPECIFIED;
        assertThat(world.send(client.message(MessageType6.SOLICIT)
                                .beginIa(IaType.NA, 1, 0, 0)
                                .address(none, 700, 1400)
                                .endIa())
                        .view()
                        .all())
                .isEqualTo("IA_NA 1: 2001:db8:1::100 700/1400");
        assertThat(world.send(client.message(MessageType6.SOLICIT)
                                .beginIa(IaType.NA, 2, 0, 0)
                                .address(none, 1, 0xffff_ffffL)
                                .endIa())
                        .view()
                        .all())
                .isEqualTo("IA_NA 2: 2001:db8:1::101 300/7200");
        assertThat(world.send(client.message(MessageType6.SOLICIT)
                                .beginIa(IaType.NA, 3, 0, 0)
                                .address(none, 3600, 600)
                                .endIa())
                        .view()
                        .all())
                .as("never preferred for longer than valid")
                .isEqualTo("IA_NA 3: 2001:db8:1::102 375/600");
    }

    // Prefix lengths

    private static final String LENGTHS = World6.server("""
            "subnet6": [ { "id": 1, "subnet": "2001:db8:1::/64", "interface": "eth0", "pd-pools": [
              { "prefix": "2001:db8:100::", "prefix-len": 40, "delegated-len": 56 },
              { "prefix": "2001:db8:200::", "prefix-len": 40, "delegated-len": 48 },
              { "prefix": "2001:db8:300::", "prefix-len": 40, "delegated-len": 64 } ] } ]""");

    @Test
    void aPrefixOfTheWantedLengthIsOfferedElseALargerElseASmallerOne() {
        World6 lengths = new World6(LENGTHS);
        String[][] cases = {
            {"::/64", "2001:db8:300::/64"},
            {"::/48", "2001:db8:200::/48"},
            {"::/56", "2001:db8:100::/56"},
            {"::/60", "2001:db8:100:100::/56"},
            {"::/50", "2001:db8:201::/48"},
            {"::/40", "2001:db8:202::/48"},
            {"::/0", "2001:db8:100:200::/56"},
            {"2001:db8:142::/64", "2001:db8:300:1::/64"},
        };
        for (int i = 0; i < cases.length; i++) {
            assertThat(lengths.send(Client6.of(i).message(MessageType6.SOLICIT).ia(1, prefix(cases[i][0])))
                            .view()
                            .prefix(1))
                    .as(cases[i][0])
                    .isEqualTo(cases[i][1]);
        }
    }

    @Test
    void whenThePoolsOfTheWantedLengthAreFullAnotherLengthIsGiven() {
        World6 small = new World6(World6.server("""
                "subnet6": [ { "id": 1, "subnet": "2001:db8:1::/64", "interface": "eth0", "pd-pools": [
                  { "prefix": "2001:db8:100::", "prefix-len": 63, "delegated-len": 64 },
                  { "prefix": "2001:db8:200::", "prefix-len": 55, "delegated-len": 56 } ] } ]"""));
        for (String expected :
                new String[] {"2001:db8:100::/64", "2001:db8:100:1::/64", "2001:db8:200::/56", "2001:db8:200:100::/56"
                }) {
            Client6 next = Client6.of(small.rows.size());
            String given = small.send(next.toUs(MessageType6.REQUEST).ia(1, prefix("::/64")))
                    .view()
                    .prefix(1);
            assertThat(given).isEqualTo(expected);
        }
        Result last = small.send(Client6.of(9).message(MessageType6.SOLICIT).ia(1, prefix("::/64")));
        assertThat(last.view().all()).isEqualTo("IA_PD 1: NoPrefixAvail");
        assertThat(last.exchange().failures()).containsExactly(new Failure(1, IaType.PD, AllocationFailure.SUBNET));
    }

    // Affinity

    @Test
    void aClientIsOfferedTheAddressItHas() {
        world.send(client.solicit());
        world.send(client.request("2001:db8:1::100"));
        world.now += 60;
        assertThat(world.send(client.solicit()).view().address(1)).isEqualTo("2001:db8:1::100");
        assertThat(world.send(client.message(MessageType6.SOLICIT).ia(IaType.NA, 2))
                        .view()
                        .address(2))
                .as("another association gets another")
                .isEqualTo("2001:db8:1::101");
    }

    @Test
    void aClientGetsItsFormerAddressBack() {
        for (int i = 1; i <= 3; i++) {
            Client6 each = Client6.of(i);
            world.send(each.request(world.send(each.solicit()).view().address(1)));
        }
        Client6 second = Client6.of(2);
        world.send(second.release("2001:db8:1::101"));
        assertThat(world.theRow("2001:db8:1::101").state()).isEqualTo(LeaseState.RELEASED);
        assertThat(world.send(Client6.of(4).solicit()).view().address(1)).isEqualTo("2001:db8:1::103");
        assertThat(world.send(second.solicit()).view().address(1)).isEqualTo("2001:db8:1::101");
    }

    // Nothing to give

    @Test
    void anAssociationThatGetsNothingHearsSoAndTheOthersAreServed() {
        World6 narrow = new World6(World6.server("""
                "subnet6": [ { "id": 1, "subnet": "2001:db8:1::/64", "interface": "eth0",
                  "pools": [ { "pool": "2001:db8:1::100-2001:db8:1::100" } ] } ]"""));
        Result result = narrow.send(client.message(MessageType6.SOLICIT)
                .ia(IaType.NA, 1)
                .ia(IaType.NA, 2)
                .ia(IaType.PD, 3));
        assertThat(result.view().all())
                .isEqualTo("IA_NA 1: 2001:db8:1::100 1800/3600; IA_NA 2: NoAddrsAvail; IA_PD 3: NoPrefixAvail");
        assertThat(result.exchange().failures())
                .containsExactly(
                        new Failure(1, IaType.NA, AllocationFailure.SUBNET),
                        new Failure(1, IaType.PD, AllocationFailure.NO_POOLS));
    }

    @Test
    void aClientInNoSubnetHearsThatThereIsNothing() {
        Result result = world.send(
                client.solicit().ia(IaType.PD, 1).relayedBy(Ipv6Address.parse("2001:db8:7::1"), World6.CLIENT),
                World6.relayed());
        assertThat(result.view().type()).isEqualTo(MessageType6.ADVERTISE);
        assertThat(result.view().all()).isEqualTo("IA_NA 1: NoAddrsAvail; IA_PD 1: NoPrefixAvail");
    }

    // Rapid commit

    @Test
    void rapidCommitIsAnsweredAtOnceWhereItIsAllowed() {
        World6 rapid = new World6(subnet("\"rapid-commit\": true"));
        ReplyView6 reply =
                rapid.send(client.solicit().rapidCommit().ia(IaType.PD, 1)).view();
        assertThat(reply.type()).isEqualTo(MessageType6.REPLY);
        assertThat(reply.has(OptionCode6.RAPID_COMMIT)).isTrue();
        assertThat(rapid.theRow("2001:db8:1::100").duid()).isEqualTo(client.duid());
        assertThat(rapid.theRow("2001:db8:100::").prefixLength()).isEqualTo(56);
        assertThat(rapid.offers.size()).isZero();
        assertThat(rapid.send(Client6.of(2).solicit()).view().type()).isEqualTo(MessageType6.ADVERTISE);
    }

    @Test
    void whereItIsNotTheAnswerIsAnOrdinaryOffer() {
        ReplyView6 view = world.send(client.solicit().rapidCommit()).view();
        assertThat(view.type()).isEqualTo(MessageType6.ADVERTISE);
        assertThat(view.has(OptionCode6.RAPID_COMMIT)).isFalse();
        assertThat(world.rows).isEmpty();
    }

    /** The pools have been of another shape before. */
    @Test
    void aWishForAPrefixWithAnotherClientsPrefixInsideOfItIsNotFulfilled() {
        world.put(Lease6Builder.prefix("2001:db8:100:10::/60").client(9).build());
        ReplyView6 view = world.send(client.message(MessageType6.SOLICIT).ia(1, prefix("2001:db8:100::/56")))
                .view();
        assertThat(view.all()).isEqualTo("IA_PD 1: 2001:db8:100:100::/56 1800/3600");
    }

    @Test
    void aWishForAnAddressInsideOfAnotherClientsPrefixIsNotFulfilled() {
        world.put(Lease6Builder.prefix("2001:db8:1::100/121").client(9).build());
        assertThat(world.send(client.request("2001:db8:1::150")).view().address(1))
                .isEqualTo("2001:db8:1::180");
    }

    @Test
    void ofManyWishesInOneMessageTheFirstAreLookedAt() {
        Request6 request = client.message(MessageType6.SOLICIT);
        for (int i = 0; i < 100; i++) {
            request.ia(i, Ipv6Address.parse("2001:db8:1::1" + Integer.toHexString(0x90 - i / 2)));
        }
        world.send(request);
        assertThat(world.refills).isLessThan(16);
    }
}
