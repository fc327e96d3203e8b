package io.holdfast.app.database;

import io.holdfast.availability.DatabaseWatch;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Everything that is not a packet runs here: probes, reclamation, clean-ups; each on a virtual thread of its own. */
public final class Background implements DatabaseWatch.Scheduler, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Background.class);

    /** Whoever had something to lose was waited for before: what goes on now are attempts to reach a silent database. */
    private static final Duration GRACE = Duration.ofSeconds(1);

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("timer").daemon().factory());
    /** Clean-ups of the lease file take a while and follow one another. */
    private final ScheduledExecutorService cleaning = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("lease-file").daemon().factory());

    private final ExecutorService workers = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("background-", 0).factory());

    @Override
    public void after(Duration delay, Runnable task) {
        try {
            timer.schedule(() -> workers.execute(task), delay.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            log.debug("not scheduled, the server is stopping");
        }
    }

    public ExecutorService workers() {
        return workers;
    }

    ScheduledExecutorService cleaning() {
        return cleaning;
    }

    @Override
    public void close() {
        timer.shutdownNow();
        cleaning.shutdown();
        workers.shutdown();
        try {
            if (!workers.awaitTermination(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
                workers.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
