package io.holdfast.app.content;

import io.holdfast.availability.DatabaseWatch;
import java.time.Duration;

/** Has somebody look for news in configuration databases again and again, and never gives up. */
public final class ConfigPoller implements AutoCloseable {

    private final DatabaseWatch.Scheduler scheduler;
    private final Runnable look;
    /** Of the present series of looks: the ones before it end. */
    private volatile Object series = new Object();

    private volatile boolean closed;

    /** @param look called on a thread where it may block */
    public ConfigPoller(DatabaseWatch.Scheduler scheduler, Runnable look) {
        this.scheduler = scheduler;
        this.look = look;
    }

    /**
     * Begins anew. Looks twice in that time, so that news is never older when it comes into effect.
     *
     * @param seconds 0 is never
     */
    void within(int seconds) {
        Object own = new Object();
        series = own;
        if (seconds > 0) {
            next(own, Duration.ofSeconds(seconds).dividedBy(2));
        }
    }

    private void next(Object own, Duration wait) {
        scheduler.after(wait, () -> {
            if (own == series && !closed) {
                try {
                    look.run();
                } finally { // whatever went wrong, the next look may find it mended
                    next(own, wait);
                }
            }
        });
    }

    /** Once besides, at once. */
    void soon() {
        scheduler.after(Duration.ZERO, () -> {
            if (!closed) {
                look.run();
            }
        });
    }

    @Override
    public void close() {
        closed = true;
    }
}
