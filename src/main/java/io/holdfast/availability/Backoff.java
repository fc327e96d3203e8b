package io.holdfast.availability;

/**
 * How long to wait between attempts to reach a backend. With {@code longestMillis} above {@code baseMillis} each pause is
 * twice the one before, up to it; otherwise all are the same. Jitter keeps a fleet from knocking in step.
 *
 * @param baseMillis Kea's {@code reconnect-wait-time}
 * @param longestMillis bound of growing pauses; 0 when they do not grow
 * @param jitter the part of a pause, 0 to 1, by which it may be shorter or longer
 */
public record Backoff(long baseMillis, long longestMillis, double jitter) {

    public Backoff {
        if (baseMillis < 0 || longestMillis < 0 || !(jitter >= 0 && jitter <= 1)) {
            throw new IllegalArgumentException("no pauses: " + baseMillis + ", " + longestMillis + ", " + jitter);
        }
    }

    /** Always the same pause. */
    public static Backoff steady(long millis) {
        return new Backoff(millis, 0, 0);
    }

    /**
     * @param failed attempts made in vain since the loss, at least 1
     * @param chance from 0 to below 1
     * @return milliseconds
     */
    public long pause(long failed, double chance) {
        long grown = baseMillis;
        for (long i = 1; i < failed && grown < longestMillis; i++) {
            grown = Math.min(grown * 2, longestMillis);
        }
        return jitter == 0 ? grown : Math.round(grown * (1 + jitter * (2 * chance - 1)));
    }
}
