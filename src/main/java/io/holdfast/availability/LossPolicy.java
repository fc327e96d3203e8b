package io.holdfast.availability;

/**
 * What to do when a backend is lost: Kea's {@code on-fail}, {@code max-reconnect-tries} and {@code reconnect-wait-time}.
 *
 * @param stopService clients are not served while it is away
 * @param exitOnFailure the process ends when it does not come back
 * @param maxTries attempts before it is given up, the first at once; 0 switches recovery off
 * @param backoff pauses between attempts; a base of 0 switches recovery off
 * @param retryOnStartup the same recovery runs when it cannot be reached at the start
 * @param relapseMillis lost again so soon after it was back, it was not: a full disk lets the probe in and has every write
 *     fail or hang. The outage goes on, and its tries with it
 */
public record LossPolicy(
        boolean stopService,
        boolean exitOnFailure,
        long maxTries,
        Backoff backoff,
        boolean retryOnStartup,
        long relapseMillis) {

    /** Attempts go on at this pace, in milliseconds, when the tries are used up and the process lives on. */
    public static final long SLOW_WAIT_MILLIS = 30_000;

    private static final long USUAL_RELAPSE_MILLIS = 3_000;

    /** With pauses that are always the same, for what fails at once if it fails. */
    public LossPolicy(
            boolean stopService, boolean exitOnFailure, long maxTries, long waitMillis, boolean retryOnStartup) {
        this(stopService, exitOnFailure, maxTries, Backoff.steady(waitMillis), retryOnStartup, USUAL_RELAPSE_MILLIS);
    }

    public boolean recovers() {
        return maxTries > 0 && backoff.baseMillis() > 0;
    }

    /** Milliseconds to the next attempt after {@code failed} in vain, when there is to be one. */
    long pause(long failed, double chance) {
        return backoff.pause(failed, chance);
    }
}
