package io.holdfast.app;

import io.holdfast.address.Protocol;
import io.holdfast.allocate.PoolSurvey;
import io.holdfast.availability.BackendBusy;
import io.holdfast.availability.BackendUnavailable;
import io.holdfast.availability.DatabaseWatch;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has a {@link PoolSurvey} look through the pools that are worth it, once a second, while the lease database is there. */
final class SurveyTimer implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(SurveyTimer.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Protocol protocol;
    private final PoolSurvey survey;
    private final DatabaseWatch watch;
    private final DatabaseWatch.Scheduler scheduler;
    private volatile boolean closed;

    SurveyTimer(Protocol protocol, PoolSurvey survey, DatabaseWatch watch, DatabaseWatch.Scheduler scheduler) {
        this.protocol = protocol;
        this.survey = survey;
        this.watch = watch;
        this.scheduler = scheduler;
    }

    void start() {
        after(Duration.ZERO);
    }

    /** No further surveys; one under way ends by itself. */
    @Override
    public void close() {
        closed = true;
    }

    private void after(Duration pause) {
        scheduler.after(pause, () -> {
            if (!closed) {
                try {
                    run();
                } finally { // whatever went wrong, the pools must be known some time
                    after(PAUSE);
                }
            }
        });
    }

    private void run() {
        if (!watch.isUsable()) {
            return;
        }
        try {
            int stretches = survey.run();
            if (stretches > 0) {
                log.debug("{}_POOLS_SURVEYED {} stretches of pools were looked through", protocol, stretches);
            }
        } catch (BackendBusy e) {
            log.debug("{}_POOLS_SURVEY_BUSY {}", protocol, e.getMessage());
        } catch (BackendUnavailable e) {
            watch.lost(e);
        } catch (RuntimeException e) { // the timer must outlive a refusal of the database; the next run tries again
            log.error("{}_POOLS_SURVEY_FAILED {}", protocol, e.getMessage(), e);
        }
    }
}
