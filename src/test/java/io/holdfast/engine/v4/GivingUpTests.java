package io.holdfast.engine.v4;

import static io.holdfast.engine.v4.World.START;
import static io.holdfast.engine.v4.World.broadcast;
import static io.holdfast.engine.v4.World.subnet;
import static io.holdfast.engine.v4.World.unicast;
import static io.holdfast.lease.LeaseBuilder.lease;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.address.Ipv4Address;
import io.holdfast.engine.Decision;
import io.holdfast.engine.DropReason;
import io.holdfast.engine.v4.World.Result;
import io.holdfast.lease.Lease4;
import io.holdfast.lease.LeaseChange;
import io.holdfast.lease.LeaseState;
import io.holdfast.wire.v4.MessageType4;
import io.holdfast.wire.v4.OptionCode4;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** DHCPRELEASE and DHCPDECLINE: RFC 2131 §4.3.3 and §4.3.4. */
class GivingUpTests {

    private final World world = new World(subnet(""));
    private final Client client = Client.of(1);
    private final Lease4 owned = lease("10.0.0.150")
            .client(1)
            .clientId(null)
            .hostname("one")
            .context("{ \"a\": 1 }")
            .build();

    private Lease4 row() {
        return Objects.requireNonNull(world.row("10.0.0.150"));
    }

    private static void assertDone(Result result) {
        assertThat(result.dropped()).isNull();
        assertThat(result.reply()).isNull();
    }

    @Test
    void aReleasedLeaseIsKeptForItsClientAndVacant() {
        world.put(owned);
        assertDone(world.send(client.release("10.0.0.150"), unicast("10.0.0.150")));
        assertThat(row().state()).isEqualTo(LeaseState.RELEASED);
        assertThat(row().validLifetime()).isZero();
        assertThat(row().hardware()).isEqualTo(client.hardware());
        assertThat(row().isVacant(START)).isTrue();
        assertThat(world.applied).singleElement().isInstanceOf(LeaseChange.Release.class);
        assertThat(world.send(client.discover()).view().yiaddr()).isEqualTo("10.0.0.150");
    }

    @Test
    void whatIsOfferedBetweenTheCommitOfAReleaseAndItsEndStaysOffered() {
        world.put(owned);
        byte[] data = client.release("10.0.0.150").toBytes();
        Exchange4 releasing = world.engine.open(data, data.length, unicast("10.0.0.150"));
        world.engine.decide(releasing, START);
        releasing.learn(List.of(List.of(owned)));
        assertThat(world.engine.decide(releasing, START))
                .isInstanceOfSatisfying(
                        Decision.Answer.class, answer -> answer.changes().forEach(world::apply));
        assertThat(offerTo(2)).isEqualTo("10.0.0.150");
        assertThat(world.engine.reply(releasing, START)).isNull();
        assertThat(offerTo(3)).isNotEqualTo("10.0.0.150");
    }

    private String offerTo(int other) {
        return world.send(Client.of(other)
                        .discover()
                        .option(OptionCode4.REQUESTED_ADDRESS, Ipv4Address.parse("10.0.0.150")))
                .view()
                .yiaddr();
    }

    @Test
    void aReleasedLeaseIsRemovedWhenNoneAreKept() {
        for (String setting : List.of("\"hold-reclaimed-time\": 0", "\"flush-reclaimed-timer-wait-time\": 0")) {
            World other = new World(World.server("\"expired-leases-processing\": {" + setting + "},"
                    + " \"subnet4\": [ { \"id\": 1, \"subnet\": \"10.0.0.0/24\" } ]"));
            other.put(owned);
            assertDone(other.send(client.release("10.0.0.150")));
            assertThat(other.rows).isEmpty();
        }
    }

    @Test
    void anInfiniteLeaseIsRemovedWhenReleased() {
        world.put(lease("10.0.0.150")
                .client(1)
                .clientId(null)
                .lifetime(Lease4.INFINITE)
                .build());
        assertDone(world.send(client.release("10.0.0.150")));
        assertThat(world.rows).isEmpty();
    }

    @Test
    void onlyTheOwnerReleases() {
        world.put(owned);
        assertThat(world.send(Client.of(2).release("10.0.0.150")).dropped()).isEqualTo(DropReason.NOT_ITS_LEASE);
        assertThat(world.send(client.release("10.0.0.151")).dropped()).isEqualTo(DropReason.NOT_ITS_LEASE);
        assertThat(world.send(client.release("0.0.0.0")).dropped()).isEqualTo(DropReason.NOT_ITS_LEASE);
        assertThat(row()).isEqualTo(owned);
    }

    @Test
    void aReleaseThatComesTwiceIsDoneOnce() {
        world.put(owned);
        List<Result> results =
                world.sendAll(List.of(client.release("10.0.0.150"), client.release("10.0.0.150")), broadcast());
        assertThat(results).extracting(Result::dropped).containsExactly(null, DropReason.NOT_ITS_LEASE);
        assertThat(world.applied).hasSize(1);
    }

    @Test
    void aReleaseForAnotherServerIsDropped() {
        world.put(owned);
        assertThat(world.send(client.release("10.0.0.150")
                                .option(OptionCode4.SERVER_IDENTIFIER, Ipv4Address.parse("10.0.0.2")))
                        .dropped())
                .isEqualTo(DropReason.OTHER_SERVER);
    }

    @Test
    void aDeclinedAddressIsNobodysForTheProbationPeriod() {
        world.put(owned);
        assertDone(world.send(client.decline("10.0.0.150")));
        assertThat(world.applied).singleElement().isInstanceOf(LeaseChange.Decline.class);
        Lease4 declined = row();
        assertThat(declined.state()).isEqualTo(LeaseState.DECLINED);
        assertThat(declined.validLifetime()).isEqualTo(86400);
        assertThat(declined.lastTransaction()).isEqualTo(START);
        assertThat(declined.hardware()).isNull();
        assertThat(declined.clientId()).isNull();
        assertThat(declined.hostname()).isEmpty();
        assertThat(declined.userContext()).isNull();
        assertThat(world.send(client.discover()).view().yiaddr()).isEqualTo("10.0.0.100");
    }

    @Test
    void onlyTheOwnerOfARunningLeaseDeclines() {
        world.put(owned);
        assertThat(world.send(Client.of(2).decline("10.0.0.150")).dropped()).isEqualTo(DropReason.NOT_ITS_LEASE);
        assertThat(world.send(client.decline("10.0.0.151")).dropped()).isEqualTo(DropReason.NOT_ITS_LEASE);
        world.put(lease("10.0.0.152").client(1).clientId(null).until(START - 1).build());
        assertThat(world.send(client.decline("10.0.0.152")).dropped()).isEqualTo(DropReason.NOT_ITS_LEASE);
        assertThat(row()).isEqualTo(owned);
    }

    @Test
    void aDeclineMustNameTheAddress() {
        assertThat(world.send(client.message(MessageType4.DHCPDECLINE)).dropped())
                .isEqualTo(DropReason.RFC_VIOLATION);
    }

    @Test
    void anAddressDeclinedRightAfterItsGrantIsNotOfferedAgain() {
        world.send(client.discover());
        world.send(client.selecting("10.0.0.100"));
        assertDone(world.send(client.decline("10.0.0.100")));
        assertThat(world.send(client.discover()).view().yiaddr()).isEqualTo("10.0.0.101");
    }
}
