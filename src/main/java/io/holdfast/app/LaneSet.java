package io.holdfast.app;

import io.holdfast.config.LaneSettings;
import io.holdfast.pipeline.LaneRouter;
import io.holdfast.transport.Datagram;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The lanes in use, and the change to another number of them. */
final class LaneSet implements Consumer<Datagram> {

    private static final int LEAST_QUEUE = 1024;

    private final BiFunction<Integer, Integer, LaneRouter> maker;
    private @Nullable LaneSettings settings;
    private volatile @Nullable LaneRouter router;

    /** @param maker makes lanes: how many, and how many packets may wait in each */
    LaneSet(BiFunction<Integer, Integer, LaneRouter> maker) {
        this.maker = maker;
    }

    @Override
    public void accept(Datagram datagram) {
        LaneRouter present = router;
        if (present != null) {
            present.accept(datagram);
        }
    }

    /** Has the lanes the settings want; those there were finish what waits for them. */
    synchronized void use(LaneSettings wanted) {
        LaneRouter former = router;
        if (former != null && wanted.equals(settings)) {
            return;
        }
        LaneRouter next = maker.apply(count(wanted), Math.max(LEAST_QUEUE, wanted.queueSize()));
        next.start();
        router = next;
        settings = wanted;
        if (former != null) {
            stop(former);
        }
    }

    /** Waits until no lane works with what was there before this call. */
    void awaitQuiet() {
        LaneRouter present = router;
        if (present != null) {
            present.awaitQuiet();
        }
    }

    /** Does something while no lane is at work. */
    void whileQuiet(Runnable work) {
        LaneRouter present = router;
        if (present == null) {
            work.run();
        } else {
            present.whileQuiet(work);
        }
    }

    @Nullable
    LaneRouter router() {
        return router;
    }

    synchronized void close() {
        LaneRouter present = router;
        if (present != null) {
            stop(present);
        }
    }

    /** More lanes than processors only make batches smaller. */
    private static int count(LaneSettings wanted) {
        if (!wanted.multiThreading()) {
            return 1;
        }
        return wanted.lanes() > 0
                ? wanted.lanes()
                : Math.max(1, Math.min(8, Runtime.getRuntime().availableProcessors()));
    }

    private static void stop(LaneRouter lanes) {
        try {
            lanes.stop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
