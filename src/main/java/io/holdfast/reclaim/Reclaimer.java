package io.holdfast.reclaim;

import io.holdfast.address.Protocol;
import io.holdfast.config.ReclaimSettings;
import io.holdfast.lease.ChangeOutcome;
import io.holdfast.lease.Lease;
import io.holdfast.lease.LeaseChange;
import io.holdfast.lease.LeaseEffect;
import io.holdfast.lease.LeaseState;
import io.holdfast.lease.LeaseStore;
import io.holdfast.telemetry.Statistics;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends expired leases: what was held is kept for its client as expired-reclaimed for a while (affinity) or removed, what
 * was declined is free again after its probation, what its client had registered is forgotten. Each step is one small transaction, so that lanes never wait long for
 * it. A lease that its client renews meanwhile is left alone.
 */
public final class Reclaimer {

    private static final Logger log = LoggerFactory.getLogger(Reclaimer.class);
    private static final int STEP = 100;

    private final Protocol protocol;
    private final LeaseStore leases;
    private final ReclaimSettings settings;
    private final Statistics statistics;
    private final LongSupplier clockSeconds;
    private final LongSupplier nanoClock;
    private int unfinishedRounds;

    /** What one transaction found expired, and how many of them it reclaimed: the others had changed meanwhile. */
    private record Step(int found, int reclaimed) {

        static final Step NOTHING = new Step(0, 0);
    }

    /** @param clockSeconds seconds since 1970 */
    public Reclaimer(
            Protocol protocol,
            LeaseStore leases,
            ReclaimSettings settings,
            Statistics statistics,
            LongSupplier clockSeconds,
            LongSupplier nanoClock) {
        this.protocol = protocol;
        this.leases = leases;
        this.settings = settings;
        this.statistics = statistics;
        this.clockSeconds = clockSeconds;
        this.nanoClock = nanoClock;
    }

    /** One round within the configured bounds of number and time. Returns how many leases it reclaimed. */
    public synchronized int round() {
        boolean remove = settings.holdReclaimed() == 0;
        long begin = nanoClock.getAsLong();
        int most = settings.maxLeases() == 0 ? Integer.MAX_VALUE : settings.maxLeases();
        int reclaimed = 0;
        boolean more = true;
        while (more && reclaimed < most && withinTime(begin)) {
            int wanted = Math.min(STEP, most - reclaimed);
            Step step = step(wanted, remove);
            reclaimed += step.reclaimed();
            more = step.found() == wanted && step.reclaimed() > 0;
        }
        noteUnfinished(more && reclaimed > 0);
        return reclaimed;
    }

    private void noteUnfinished(boolean unfinished) {
        unfinishedRounds = unfinished ? unfinishedRounds + 1 : 0;
        if (settings.unwarnedCycles() > 0 && unfinishedRounds == settings.unwarnedCycles() + 1) {
            log.warn(
                    "{}_LEASES_RECLAMATION_SLOW expired leases still remain after {} rounds; raise"
                            + " max-reclaim-leases ({}) or max-reclaim-time ({} ms), or lower reclaim-timer-wait-time ({} s)",
                    idPrefix(),
                    unfinishedRounds,
                    settings.maxLeases(),
                    settings.maxMillis(),
                    settings.reclaimWait());
        }
    }

    /**
     * Reclaims every lease that is expired now, however many there are. Ends early when others are always faster: a step
     * in which every lease had changed meanwhile is the last.
     *
     * @param remove remove them instead of keeping them for their clients
     * @return how many
     */
    public synchronized int all(boolean remove) {
        int reclaimed = 0;
        for (Step step = step(STEP, remove); step.reclaimed() > 0; step = step(STEP, remove)) {
            reclaimed += step.reclaimed();
        }
        return reclaimed;
    }

    /** Does something while no lease is being reclaimed, such as counting leases and setting the statistics. */
    public synchronized void between(Runnable work) {
        work.run();
    }

    /** Removes leases that have been kept for their clients long enough. Returns how many. */
    public int flush() {
        long before = clockSeconds.getAsLong() - settings.holdReclaimed();
        int removed = 0;
        int found;
        do {
            found = leases.purge(before, STEP);
            removed += found;
        } while (found == STEP);
        return removed;
    }

    private boolean withinTime(long begin) {
        return settings.maxMillis() == 0 || nanoClock.getAsLong() - begin < settings.maxMillis() * 1_000_000L;
    }

    private Step step(int wanted, boolean remove) {
        List<Lease> expired = leases.expired(clockSeconds.getAsLong(), wanted);
        if (expired.isEmpty()) {
            return Step.NOTHING;
        }
        List<LeaseChange> changes = new ArrayList<>(expired.size());
        for (Lease lease : expired) {
            boolean keep = !remove && lease.state() == LeaseState.DEFAULT;
            changes.add(new LeaseChange.Expire(lease, keep ? lease.kept() : null));
        }
        List<ChangeOutcome> outcomes = leases.apply(changes);
        int reclaimed = 0;
        for (int i = 0; i < outcomes.size(); i++) {
            if (outcomes.get(i) instanceof ChangeOutcome.Applied) {
                LeaseEffect.of(changes.get(i), effect -> effect.addTo(statistics));
                reclaimed++;
            }
        }
        return new Step(expired.size(), reclaimed);
    }

    /** Begins Kea's identifiers of log lines about allocation. */
    String idPrefix() {
        return switch (protocol) {
            case DHCP4 -> "ALLOC_ENGINE_V4";
            case DHCP6 -> "ALLOC_ENGINE_V6";
        };
    }

    Protocol protocol() {
        return protocol;
    }
}
