package io.holdfast.reclaim;

import io.holdfast.availability.BackendBusy;
import io.holdfast.availability.BackendUnavailable;
import io.holdfast.availability.DatabaseWatch;
import io.holdfast.availability.ServiceGate;
import io.holdfast.config.ReclaimSettings;
import java.time.Duration;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has the {@link Reclaimer} do its rounds at the configured pace, while the service is on and the database is there. */
public final class ReclaimTimer implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ReclaimTimer.class);

    private final Reclaimer reclaimer;
    private final ReclaimSettings settings;
    private final ServiceGate gate;
    private final DatabaseWatch watch;
    private final DatabaseWatch.Scheduler scheduler;
    private volatile boolean closed;

    public ReclaimTimer(
            Reclaimer reclaimer,
            ReclaimSettings settings,
            ServiceGate gate,
            DatabaseWatch watch,
            DatabaseWatch.Scheduler scheduler) {
        this.reclaimer = reclaimer;
        this.settings = settings;
        this.gate = gate;
        this.watch = watch;
        this.scheduler = scheduler;
    }

    public void start() {
        every(
                settings.reclaimWait(),
                reclaimer::round,
                reclaimer.idPrefix() + "_LEASES_RECLAMATION_COMPLETE reclaimed {} leases");
        every(
                settings.flushWait(),
                reclaimer::flush,
                reclaimer.idPrefix()
                        + "_RECLAIMED_LEASES_DELETE_COMPLETE removed {} leases that were kept for their clients");
    }

    /** No further rounds; one under way ends by itself. */
    @Override
    public void close() {
        closed = true;
    }

    private void every(long seconds, IntSupplier round, String message) {
        if (seconds > 0) {
            scheduler.after(Duration.ofSeconds(seconds), () -> {
                if (!closed) {
                    try {
                        run(round, message);
                    } finally { // whatever went wrong, expired leases must be reclaimed some time
                        every(seconds, round, message);
                    }
                }
            });
        }
    }

    private void run(IntSupplier round, String message) {
        if (!gate.isOpen() || !watch.isUsable()) {
            log.debug(
                    "{}_RECLAIM_EXPIRED_LEASES_SKIPPED while the service is off or the database away",
                    reclaimer.protocol());
            return;
        }
        try {
            int leases = round.getAsInt();
            if (leases > 0) {
                log.debug(message, leases);
            }
        } catch (BackendBusy e) {
            log.info("{} {}; the next round tries again", failed(), e.getMessage());
        } catch (BackendUnavailable e) {
            watch.lost(e);
        } catch (RuntimeException e) { // the timer must outlive a refusal of the database; the next round tries again
            log.error("{} {}", failed(), e.getMessage(), e);
        }
    }

    private String failed() {
        return reclaimer.protocol() + "_RECLAIM_EXPIRED_LEASES_FAIL";
    }
}
