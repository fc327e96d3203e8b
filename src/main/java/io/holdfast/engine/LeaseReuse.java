package io.holdfast.engine;

import io.holdfast.config.LeaseCaching;
import io.holdfast.lease.Lease;
import io.holdfast.lease.Lease4;
import io.holdfast.lease.Lease6;
import io.holdfast.lease.LeaseState;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * When a client is told of its lease as it stands, with the time that is left of it, and nothing is written (Kea's lease
 * caching): a client that comes again soon costs a read only, and what it is promised is what is stored.
 */
public final class LeaseReuse {

    private LeaseReuse() {}

    /**
     * The lease to tell of; absent when {@code next} must be stored.
     *
     * @param stored the client's row as it was read
     * @param next what would be stored
     */
    public static @Nullable Lease4 of(@Nullable Lease4 stored, Lease4 next, LeaseCaching caching) {
        if (stored == null
                || !isSame(stored, next)
                || !Objects.equals(stored.clientId(), next.clientId())
                || !Arrays.equals(stored.relayId(), next.relayId())
                || !Arrays.equals(stored.remoteId(), next.remoteId())) {
            return null;
        }
        long age = next.lastTransaction() - stored.lastTransaction();
        if (stored.isInfinite()) {
            return stored;
        }
        return isYoung(stored, age, caching)
                ? stored.renewed(next.lastTransaction(), stored.validLifetime() - age)
                : null;
    }

    /** As for {@link Lease4}; the preferred lifetime goes on, too, unless it is 0 or infinite. */
    public static @Nullable Lease6 of(@Nullable Lease6 stored, Lease6 next, LeaseCaching caching) {
        if (stored == null
                || !isSame(stored, next)
                || stored.preferredLifetime() != next.preferredLifetime()
                || stored.hardwareSource() != next.hardwareSource()) {
            return null;
        }
        long age = next.lastTransaction() - stored.lastTransaction();
        if (!isYoung(stored, age, caching)) {
            return null;
        }
        long preferred = stored.preferredLifetime();
        boolean goesOn = preferred != 0 && preferred != Lease.INFINITE;
        if (goesOn && preferred <= age) {
            return null;
        }
        return stored.renewed(
                next.lastTransaction(),
                goesOn ? preferred - age : preferred,
                stored.isInfinite() ? Lease.INFINITE : stored.validLifetime() - age);
    }

    private static boolean isSame(Lease stored, Lease next) {
        return stored.state() == LeaseState.DEFAULT
                && stored.address().equals(next.address())
                && stored.subnetId() == next.subnetId()
                && stored.validLifetime() == next.validLifetime()
                && stored.fqdnForward() == next.fqdnForward()
                && stored.fqdnReverse() == next.fqdnReverse()
                && stored.hostname().equals(next.hostname())
                && Objects.equals(stored.hardware(), next.hardware())
                && Objects.equals(stored.userContext(), next.userContext());
    }

    private static boolean isYoung(Lease stored, long age, LeaseCaching caching) {
        long threshold = (long) (stored.validLifetime() * caching.threshold());
        Long maxAge = caching.maxAge();
        return age >= 0
                && age < stored.validLifetime()
                && threshold > 0
                && age <= threshold
                && (maxAge == null || maxAge > 0 && age <= maxAge);
    }
}
