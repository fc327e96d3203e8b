package io.holdfast.pipeline;

import io.holdfast.availability.LossPolicy;
import java.util.SplittableRandom;

/** What the configuration of a simulated backend says about its loss, as {@link WatchModel} understands it. */
record OutageTerms(boolean stop, boolean exit, long tries, long waitMillis, boolean retryAtStart) {

    private static final long[] WAITS = {40, 300, 2000, 7000};

    /** Often with so many tries that they are never used up, or the process would hardly live. */
    static OutageTerms draw(SplittableRandom random) {
        int mode = random.nextInt(3); // stop-retry-exit, serve-retry-exit, serve-retry-continue
        long tries = switch (random.nextInt(12)) {
            case 0 -> 0;
            case 1, 2, 3 -> 1 + random.nextInt(4);
            default -> 1_000_000;
        };
        long wait = random.nextInt(12) == 0 ? 0 : WAITS[random.nextInt(WAITS.length)];
        return new OutageTerms(mode == 0, mode != 2, tries, wait, random.nextBoolean());
    }

    boolean recovers() {
        return tries > 0 && waitMillis > 0;
    }

    LossPolicy policy() {
        return new LossPolicy(stop, exit, tries, waitMillis, retryAtStart);
    }
}
