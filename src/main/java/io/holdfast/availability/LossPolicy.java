package io.holdfast.availability;

/**
 * What to do when a database is lost: Kea's {@code on-fail}, {@code max-reconnect-tries} and {@code reconnect-wait-time}.
 *
 * @param stopService clients are not served while it is away
 * @param exitOnFailure the process ends when it does not come back
 * @param maxTries attempts before it is given up, the first at once; 0 switches recovery off
 * @param waitMillis between attempts; 0 switches recovery off
 * @param retryOnStartup the same recovery runs when it cannot be reached at the start
 */
public record LossPolicy(
        boolean stopService, boolean exitOnFailure, long maxTries, long waitMillis, boolean retryOnStartup) {

    /** Attempts go on at this pace, in milliseconds, when the tries are used up and the process lives on. */
    static final long SLOW_WAIT_MILLIS = 30_000;

    public boolean recovers() {
        return maxTries > 0 && waitMillis > 0;
    }
}
