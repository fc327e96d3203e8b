package io.holdfast.lease;

import io.holdfast.address.IaType;
import io.holdfast.telemetry.LeaseStatistic;
import io.holdfast.telemetry.PoolKind;
import io.holdfast.telemetry.PoolName;
import io.holdfast.telemetry.Statistics;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a change does to the numbers of leases of one pool. Declined leases count as assigned, as in Kea, so that
 * assigned against total shows how full a pool is.
 *
 * @param type addresses or prefixes; absent for DHCPv4
 * @param registered addresses their clients have registered (RFC 9686); {@code registrations} those that are new
 * @param granted addresses given to a client that did not have them
 * @param reclaimed leases that ended by expiry; {@code reclaimedDeclined} those of them that were declined
 */
public record LeaseEffect(
        int subnetId,
        int poolId,
        @Nullable IaType type,
        int assigned,
        int declined,
        int registered,
        int granted,
        int registrations,
        int reclaimed,
        int reclaimedDeclined) {

    /** Hands over the effects of a change that was applied: one, or two when the row moves between pools. */
    public static void of(LeaseChange change, Consumer<LeaseEffect> each) {
        Lease before = change.expected();
        Lease after = change.next();
        if (before != null && after != null && samePool(before, after)) {
            each.accept(gone(change, before).plus(come(change, after)));
            return;
        }
        if (before != null) {
            each.accept(gone(change, before));
        }
        if (after != null) {
            each.accept(come(change, after));
        }
    }

    private static LeaseEffect gone(LeaseChange change, Lease before) {
        boolean ended = (change instanceof LeaseChange.Expire || change instanceof LeaseChange.Grant)
                && (assigned(before) == 1 || registered(before) == 1);
        return new LeaseEffect(
                before.subnetId(),
                before.poolId(),
                type(before),
                -assigned(before),
                -declined(before),
                -registered(before),
                0,
                0,
                ended ? 1 : 0,
                ended ? declined(before) : 0);
    }

    private static LeaseEffect come(LeaseChange change, Lease after) {
        Lease before = change.expected();
        boolean grant = change instanceof LeaseChange.Grant && assigned(after) == 1 && declined(after) == 0
                || change instanceof LeaseChange.Amend && assigned(before) == 0 && assigned(after) == 1;
        return new LeaseEffect(
                after.subnetId(),
                after.poolId(),
                type(after),
                assigned(after),
                declined(after),
                registered(after),
                grant ? 1 : 0,
                registered(after) == 1 && registered(before) == 0 ? 1 : 0,
                0,
                0);
    }

    /** Counts it for the pool, its subnet and the server. */
    public void addTo(Statistics statistics) {
        PoolName pool = new PoolName(subnetId, type == IaType.PD ? PoolKind.PD_POOL : PoolKind.POOL, poolId);
        statistics.addAll(
                byType(LeaseStatistic.ASSIGNED_ADDRESSES, LeaseStatistic.ASSIGNED_NAS, LeaseStatistic.ASSIGNED_PDS),
                pool,
                assigned);
        statistics.addAll(LeaseStatistic.DECLINED_ADDRESSES, pool, declined);
        statistics.addAll(LeaseStatistic.REGISTERED_NAS, pool, registered);
        statistics.addAll(
                byType(
                        LeaseStatistic.CUMULATIVE_ASSIGNED_ADDRESSES,
                        LeaseStatistic.CUMULATIVE_ASSIGNED_NAS,
                        LeaseStatistic.CUMULATIVE_ASSIGNED_PDS),
                pool,
                granted);
        statistics.addAll(LeaseStatistic.CUMULATIVE_REGISTERED_NAS, pool, registrations);
        statistics.addAll(LeaseStatistic.RECLAIMED_LEASES, pool, reclaimed);
        statistics.addAll(LeaseStatistic.RECLAIMED_DECLINED_ADDRESSES, pool, reclaimedDeclined);
    }

    private LeaseStatistic byType(LeaseStatistic addresses4, LeaseStatistic addresses6, LeaseStatistic prefixes) {
        return type == null ? addresses4 : type == IaType.PD ? prefixes : addresses6;
    }

    /** Both effects on the same pool together. */
    public LeaseEffect plus(LeaseEffect other) {
        return new LeaseEffect(
                subnetId,
                poolId,
                type,
                assigned + other.assigned,
                declined + other.declined,
                registered + other.registered,
                granted + other.granted,
                registrations + other.registrations,
                reclaimed + other.reclaimed,
                reclaimedDeclined + other.reclaimedDeclined);
    }

    private static boolean samePool(Lease one, Lease other) {
        return one.subnetId() == other.subnetId() && one.poolId() == other.poolId() && type(one) == type(other);
    }

    private static @Nullable IaType type(Lease row) {
        return row instanceof Lease6 lease ? lease.type() : null;
    }

    private static int assigned(@Nullable Lease row) {
        return row != null && (row.state() == LeaseState.DEFAULT || row.state() == LeaseState.DECLINED) ? 1 : 0;
    }

    private static int declined(@Nullable Lease row) {
        return row != null && row.state() == LeaseState.DECLINED ? 1 : 0;
    }

    private static int registered(@Nullable Lease row) {
        return row != null && row.state() == LeaseState.REGISTERED ? 1 : 0;
    }
}
