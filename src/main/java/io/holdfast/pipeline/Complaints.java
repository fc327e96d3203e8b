package io.holdfast.pipeline;

import java.util.function.LongSupplier;
import org.slf4j.Logger;

/**
 * At most one complaint a second and lane, with the number of those left out, because what goes wrong with one packet tends
 * to go wrong with each. For one thread.
 */
final class Complaints {

    private static final long PAUSE_NANOS = 1_000_000_000L;

    private final Logger log;
    private final LongSupplier nanoClock;
    private boolean any;
    private long last;
    private long leftOut;

    Complaints(Logger log, LongSupplier nanoClock) {
        this.log = log;
        this.nanoClock = nanoClock;
    }

    void error(String what, Throwable cause) {
        long now = nanoClock.getAsLong();
        if (any && now - last < PAUSE_NANOS) {
            leftOut++;
            return;
        }
        if (leftOut == 0) {
            log.error(what, cause);
        } else {
            log.error("{} ({} more like it since the last such line)", what, leftOut, cause);
        }
        any = true;
        last = now;
        leftOut = 0;
    }
}
