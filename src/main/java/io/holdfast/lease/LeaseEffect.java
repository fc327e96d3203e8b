package io.holdfast.lease;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a change does to the numbers of leases of one pool. Declined leases count as assigned, as in Kea, so that
 * assigned against total shows how full a pool is.
 *
 * @param granted addresses given to a client that did not have them
 * @param reclaimed leases that ended by expiry; {@code reclaimedDeclined} those of them that were declined
 */
public record LeaseEffect(
        int subnetId, int poolId, int assigned, int declined, int granted, int reclaimed, int reclaimedDeclined) {

    /** Hands over the effects of a change that was applied: one, or two when the row moves between pools. */
    public static void of(LeaseChange change, Consumer<LeaseEffect> each) {
        Lease4 before = change.expected();
        Lease4 after = change.next();
        boolean grant = change instanceof LeaseChange.Grant
                || change instanceof LeaseChange.Amend && assigned(before) == 0 && assigned(after) == 1;
        boolean ended =
                (change instanceof LeaseChange.Expire || change instanceof LeaseChange.Grant) && assigned(before) == 1;
        if (before != null
                && after != null
                && before.subnetId() == after.subnetId()
                && before.poolId() == after.poolId()) {
            each.accept(new LeaseEffect(
                    after.subnetId(),
                    after.poolId(),
                    assigned(after) - assigned(before),
                    declined(after) - declined(before),
                    grant ? 1 : 0,
                    ended ? 1 : 0,
                    ended ? declined(before) : 0));
            return;
        }
        if (before != null) {
            each.accept(new LeaseEffect(
                    before.subnetId(),
                    before.poolId(),
                    -assigned(before),
                    -declined(before),
                    0,
                    ended ? 1 : 0,
                    ended ? declined(before) : 0));
        }
        if (after != null) {
            each.accept(new LeaseEffect(
                    after.subnetId(), after.poolId(), assigned(after), declined(after), grant ? 1 : 0, 0, 0));
        }
    }

    /** Both effects on the same pool together. */
    public LeaseEffect plus(LeaseEffect other) {
        return new LeaseEffect(
                subnetId,
                poolId,
                assigned + other.assigned,
                declined + other.declined,
                granted + other.granted,
                reclaimed + other.reclaimed,
                reclaimedDeclined + other.reclaimedDeclined);
    }

    private static int assigned(@Nullable Lease4 row) {
        return row != null && (row.state() == LeaseState.DEFAULT || row.state() == LeaseState.DECLINED) ? 1 : 0;
    }

    private static int declined(@Nullable Lease4 row) {
        return row != null && row.state() == LeaseState.DECLINED ? 1 : 0;
    }
}
