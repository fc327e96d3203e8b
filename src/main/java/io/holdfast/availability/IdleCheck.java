package io.holdfast.availability;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has a quiet backend looked at on a timer, so that its loss is noticed without traffic. */
public final class IdleCheck implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(IdleCheck.class);

    private final DatabaseWatch watch;
    private final Runnable check;
    private final Duration interval;
    private final DatabaseWatch.Scheduler scheduler;
    private volatile boolean closed;

    /** @param check throws {@link BackendUnavailable} when the backend cannot be used; may return at once if it was just used */
    public IdleCheck(DatabaseWatch watch, Runnable check, Duration interval, DatabaseWatch.Scheduler scheduler) {
        this.watch = watch;
        this.check = check;
        this.interval = interval;
        this.scheduler = scheduler;
    }

    public void start() {
        scheduler.after(interval, () -> {
            if (!closed) {
                try {
                    look();
                } finally { // whatever went wrong, the next loss must be noticed, too
                    start();
                }
            }
        });
    }

    private void look() {
        if (watch.isUsable()) {
            try {
                check.run();
            } catch (BackendBusy e) {
                return; // it is there, and others are at work with it
            } catch (BackendUnavailable e) {
                watch.lost(e);
            } catch (RuntimeException e) { // it is there, but refuses; the next statement will say so, too
                log.debug("database {} cannot be looked at: {}", watch.identity(), e.getMessage());
            }
        }
    }

    @Override
    public void close() {
        closed = true;
    }
}
