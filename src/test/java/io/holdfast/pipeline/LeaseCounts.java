package io.holdfast.pipeline;

import io.holdfast.address.Protocol;
import io.holdfast.lease.Lease;
import io.holdfast.lease.LeaseChange;
import io.holdfast.lease.LeaseCount;
import io.holdfast.lease.LeaseState;
import io.holdfast.lease.LeaseStore;
import io.holdfast.telemetry.LeaseStatistic;
import io.holdfast.telemetry.PoolKind;
import io.holdfast.telemetry.PoolName;
import io.holdfast.telemetry.StatisticBoard;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The statistics of leases of one server, and what they have to be: the count when they were last counted, and since then
 * what this server has done and been told that it was done.
 */
final class LeaseCounts {

    private final World world;
    private final StatisticBoard board =
            new StatisticBoard(Protocol.DHCP4, Clock.fixed(Instant.ofEpochSecond(1_800_000_000L), ZoneOffset.UTC));
    /** By subnet: assigned, declined. */
    private final long[][] expected;

    private boolean due;

    LeaseCounts(World world) {
        this.world = world;
        this.expected = new long[world.config.subnets() + 1][2];
        for (int subnet = 1; subnet < expected.length; subnet++) {
            board.show(subnet);
            board.show(new PoolName(subnet, PoolKind.POOL, 0));
            board.show(new PoolName(subnet, PoolKind.POOL, 7));
        }
    }

    StatisticBoard board() {
        return board;
    }

    /** They have to be counted as soon as nobody works. */
    void due() {
        due = true;
    }

    boolean isDue() {
        return due;
    }

    void applied(List<LeaseChange> changes) {
        for (LeaseChange change : changes) {
            add(change.expected(), -1);
            add(change.next(), 1);
        }
    }

    private void add(@Nullable Lease row, int amount) {
        if (row != null && counts(row.state())) {
            expected[row.subnetId()][0] += amount;
            expected[row.subnetId()][1] += row.state() == LeaseState.DECLINED ? amount : 0;
        }
    }

    private static boolean counts(LeaseState state) {
        return state == LeaseState.DEFAULT || state == LeaseState.DECLINED;
    }

    void recount(LeaseStore store) {
        List<LeaseCount> counts = store.count();
        for (int subnet = 1; subnet < expected.length; subnet++) {
            long assigned = 0;
            long declined = 0;
            for (LeaseCount count : counts) {
                if (count.subnetId() == subnet) {
                    declined += count.state() == LeaseState.DECLINED ? count.leases() : 0;
                    assigned += counts(count.state()) ? count.leases() : 0;
                }
            }
            board.set(LeaseStatistic.ASSIGNED_ADDRESSES, subnet, assigned);
            board.set(LeaseStatistic.DECLINED_ADDRESSES, subnet, declined);
            expected[subnet][0] = world.ledger.count(subnet, false);
            expected[subnet][1] = world.ledger.count(subnet, true);
        }
        due = false;
    }

    void check() {
        for (int subnet = 1; subnet < expected.length; subnet++) {
            check(subnet, "assigned-addresses", expected[subnet][0]);
            check(subnet, "declined-addresses", expected[subnet][1]);
        }
    }

    private void check(int subnet, String name, long wanted) {
        long shown = Objects.requireNonNull(board.samples("subnet[" + subnet + "]." + name))
                .getFirst()
                .value();
        world.findings.require(shown == wanted, () -> name + " of subnet " + subnet + ": " + shown + ", not " + wanted);
    }

    /** How far this server's count is from the truth: what others have done since, and what it was not told. */
    long difference(int subnet) {
        return expected[subnet][0] - world.ledger.count(subnet, false);
    }
}
