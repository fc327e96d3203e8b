package io.holdfast.telemetry;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which statistic: server-wide {@code name}, {@code subnet[id].name}, or {@code subnet[id].pool[pid].name}, as Kea writes
 * them.
 *
 * @param base the last part, such as {@code assigned-addresses}
 * @param subnetId {@link #NONE} for a server-wide statistic
 * @param poolId {@link #NONE} unless it is a pool's; 0 for pools without an id
 */
public record StatisticName(String base, long subnetId, long poolId) {

    public static final long NONE = -1;

    private static final Pattern FORM =
            Pattern.compile("(?:subnet\\[(\\d{1,10})\\]\\.(?:pool\\[(\\d{1,10})\\]\\.)?)?([^\\[\\].]+)");

    static StatisticName server(String base) {
        return new StatisticName(base, NONE, NONE);
    }

    static StatisticName subnet(String base, int subnetId) {
        return new StatisticName(base, Integer.toUnsignedLong(subnetId), NONE);
    }

    static StatisticName pool(String base, int subnetId, int poolId) {
        return new StatisticName(base, Integer.toUnsignedLong(subnetId), Integer.toUnsignedLong(poolId));
    }

    /** The name in its parts; absent when the text has none of the three forms. */
    static @Nullable StatisticName parse(String text) {
        Matcher form = FORM.matcher(text);
        return form.matches() ? new StatisticName(form.group(3), number(form.group(1)), number(form.group(2))) : null;
    }

    public boolean isServerWide() {
        return subnetId == NONE;
    }

    @Override
    public String toString() {
        if (isServerWide()) {
            return base;
        }
        return "subnet[" + subnetId + "]." + (poolId == NONE ? "" : "pool[" + poolId + "].") + base;
    }

    private static long number(@Nullable String digits) {
        return digits == null ? NONE : Long.parseLong(digits);
    }
}
