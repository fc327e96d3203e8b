package io.holdfast.engine.v4;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.address.Ipv4Address;
import io.holdfast.allocate.ProbeBook;
import io.holdfast.engine.Decision;
import io.holdfast.engine.DropReason;
import io.holdfast.lease.Lease4;
import io.holdfast.lease.LeaseState;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Addresses are pinged before they are offered, unless they are the client's already (RFC 2131 §3.1). */
class ProbingTests {

    private static World world(String parameters, String subnet) {
        return new World(World.server("""
                "hooks-libraries": [ { "library": "libdhcp_ping_check.so", "parameters": { %s } } ],
                "decline-probation-period": 500,
                "subnet4": [ { "id": 1, "subnet": "10.0.0.0/24", "pools": [ { "pool": "10.0.0.100-10.0.0.102" } ], %s
                  "reservations": [ { "hw-address": "02:00:00:00:00:09", "ip-address": "10.0.0.9" } ] } ]""".formatted(parameters, subnet)));
    }

    private static World world() {
        return world("\"min-ping-requests\": 2, \"reply-timeout\": 50, \"ping-cltt-secs\": 60", "");
    }

    private static Ipv4Address address(int last) {
        return Ipv4Address.parse("10.0.0." + last);
    }

    /** The answer to the ping comes, and the packet is served anew. */
    private static World.Result afterPing(World world, int client, int last, boolean inUse) {
        world.offers.probes().begin(address(last));
        world.offers.probes().found(address(last), inUse, world.now);
        return world.send(Client.of(client).discover());
    }

    @Test
    void aNewAddressIsPingedThenOffered() {
        World world = world();
        World.Result first = world.send(Client.of(1).discover());
        assertThat(first.reply()).isNull();
        assertThat(world.probes).containsExactly(new Decision.Probe(address(100), 2, 50));
        assertThat(afterPing(world, 1, 100, false).view().yiaddr()).hasToString("10.0.0.100");
        assertThat(world.rows).isEmpty();
    }

    @Test
    void oneInUseIsDeclinedAndTheNextIsPinged() {
        World world = world();
        world.send(Client.of(1).discover());
        assertThat(afterPing(world, 1, 100, true).reply()).isNull();
        Lease4 declined = Objects.requireNonNull(world.row("10.0.0.100"));
        assertThat(declined.state()).isEqualTo(LeaseState.DECLINED);
        assertThat(declined.hardware()).isNull();
        assertThat(declined.expire()).isEqualTo(world.now + 500);
        assertThat(world.probes).extracting(Decision.Probe::address).containsExactly(address(100), address(101));
        assertThat(afterPing(world, 1, 101, false).view().yiaddr()).hasToString("10.0.0.101");
    }

    @Test
    void whereAllAreInUseThereIsNone() {
        World world = world();
        world.send(Client.of(1).discover());
        afterPing(world, 1, 100, true);
        afterPing(world, 1, 101, true);
        assertThat(afterPing(world, 1, 102, true).dropped()).isEqualTo(DropReason.NO_ADDRESS);
        assertThat(world.rows).hasSize(3);
    }

    @Test
    void whileItIsUnderWayTheClientWaits() {
        World world = world();
        world.send(Client.of(1).discover());
        world.offers.probes().begin(address(100));
        assertThat(world.send(Client.of(1).discover()).dropped()).isEqualTo(DropReason.ADDRESS_CHECK);
        assertThat(world.probes).hasSize(1);
    }

    @Test
    void noAddressIsPingedThatTheClientHasOrHadAMomentAgo() {
        World world = world();
        world.send(Client.of(1).selecting("10.0.0.100"));
        assertThat(world.send(Client.of(1).discover()).view().yiaddr()).hasToString("10.0.0.100");
        world.pass(3600 + 59);
        world.send(Client.of(1).selecting("10.0.0.100"));
        world.send(Client.of(1).release("10.0.0.100"));
        world.pass(59);
        assertThat(world.send(Client.of(1).discover()).view().yiaddr()).hasToString("10.0.0.100");
        assertThat(world.probes).isEmpty();
        world.pass(60);
        world.send(Client.of(1).discover());
        assertThat(world.probes).hasSize(1);
    }

    @Test
    void whatIsReservedIsNotPinged() {
        assertThat(world().send(Client.of(9).discover()).view().yiaddr()).hasToString("10.0.0.9");
    }

    @Test
    void theSubnetMaySayOtherwise() {
        String off = "\"user-context\": { \"ping-check\": { \"enable-ping-check\": false } },";
        assertThat(world("", off).send(Client.of(1).discover()).view().yiaddr()).hasToString("10.0.0.100");
        World only = world("\"enable-ping-check\": false", off.replace("false", "true"));
        only.send(Client.of(1).discover());
        assertThat(only.probes).hasSize(1);
    }

    @Test
    void aResultHoldsForSomeSecondsAndForOne() {
        ProbeBook book = new ProbeBook();
        assertThat(book.begin(address(1))).isTrue();
        assertThat(book.begin(address(1))).isFalse();
        assertThat(book.take(address(1), 100)).isEqualTo(ProbeBook.State.UNDER_WAY);
        book.found(address(1), true, 100);
        assertThat(book.take(address(1), 110)).isEqualTo(ProbeBook.State.IN_USE);
        assertThat(book.take(address(1), 110)).isEqualTo(ProbeBook.State.UNKNOWN);
        book.begin(address(1));
        book.found(address(1), false, 100);
        assertThat(book.take(address(1), 111)).isEqualTo(ProbeBook.State.UNKNOWN);
    }
}
