package io.holdfast.app.probe;

import java.util.random.RandomGenerator;

/**
 * When a client sends a message, sends it again, and gives up: waits that double (RFC 2131 §4.1, RFC 8415 §15). Times are
 * those of {@link System#nanoTime()}.
 */
final class Attempts {

    /** Doubled four times RFC 2131's 4 s are its limit of 64 s. */
    private static final int MOST_DOUBLINGS = 4;

    private final long firstWait;
    private final long giveUpAt;
    private final int spread;
    private final RandomGenerator random;
    private final long began;
    private long messageBegan;
    private long wakeAt;
    private int sent;
    private int repeated;

    /** @param spread a wait is shorter or longer by this part of the first one at most: 4 for a quarter */
    Attempts(ProbePlan plan, int spread, RandomGenerator random, long now) {
        this.firstWait = plan.firstWait().toNanos();
        this.giveUpAt = now + plan.timeout().toNanos();
        this.spread = spread;
        this.random = random;
        began = now;
        messageBegan = now;
        wakeAt = now;
    }

    boolean isDue(long now) {
        return now - wakeAt >= 0;
    }

    boolean isTooLate(long now) {
        return now - giveUpAt >= 0;
    }

    void sending(long now) {
        long wait = (firstWait << Math.min(sent, MOST_DOUBLINGS))
                + random.nextLong(-firstWait / spread, firstWait / spread + 1);
        if (sent++ > 0) {
            repeated++;
        }
        wakeAt = Math.min(now + wait, giveUpAt);
    }

    /**
     * Another message is to be sent, at once.
     *
     * @return how long the answer to the one before took, nanoseconds
     */
    long next(long now) {
        long took = now - messageBegan;
        messageBegan = now;
        wakeAt = now;
        sent = 0;
        return took;
    }

    long wakeAt() {
        return wakeAt;
    }

    /** Whether the message sent last was sent before. */
    boolean isRepeating() {
        return sent > 1;
    }

    /** How many times any message has been sent again. */
    int repeated() {
        return repeated;
    }

    /** Nanoseconds since the first message was to be sent. */
    long elapsed(long now) {
        return now - began;
    }

    /** Nanoseconds since the present message was to be sent for the first time. */
    long elapsedOfMessage(long now) {
        return now - messageBegan;
    }
}
