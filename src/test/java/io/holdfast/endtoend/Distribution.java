package io.holdfast.endtoend;

import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;

/** How some times are distributed, for people. */
record Distribution(long[] sorted) {

    /** @param millis not empty */
    static Distribution of(Collection<Long> millis) {
        long[] sorted = millis.stream().mapToLong(Long::longValue).toArray();
        Arrays.sort(sorted);
        return new Distribution(sorted);
    }

    /** The smallest of them that so many of a hundred do not exceed. */
    long percentile(int percent) {
        return sorted[Math.max(0, Math.ceilDiv(sorted.length * percent, 100) - 1)];
    }

    long above(long limit) {
        return Arrays.stream(sorted).filter(millis -> millis > limit).count();
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%d times: minimum %d ms, median %d ms, 90 %% %d ms, maximum %d ms",
                sorted.length,
                sorted[0],
                percentile(50),
                percentile(90),
                sorted[sorted.length - 1]);
    }
}
