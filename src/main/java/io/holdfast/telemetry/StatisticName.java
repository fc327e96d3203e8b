package io.holdfast.telemetry;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which statistic: server-wide {@code name}, {@code subnet[id].name}, {@code subnet[id].pool[pid].name} or
 * {@code subnet[id].pd-pool[pid].name}, as Kea writes them.
 *
 * @param base the last part, such as {@code assigned-addresses}
 * @param subnetId {@link #NONE} for a server-wide statistic
 * @param kind absent unless it is a pool's
 * @param poolId {@link #NONE} unless it is a pool's; 0 for pools without an id
 */
public record StatisticName(
        String base, long subnetId, @Nullable PoolKind kind, long poolId) {

    public static final long NONE = -1;

    private static final Pattern FORM =
            Pattern.compile("(?:subnet\\[(\\d{1,10})\\]\\.(?:(pool|pd-pool)\\[(\\d{1,10})\\]\\.)?)?([^\\[\\].]+)");

    static StatisticName server(String base) {
        return new StatisticName(base, NONE, null, NONE);
    }

    static StatisticName subnet(String base, int subnetId) {
        return new StatisticName(base, Integer.toUnsignedLong(subnetId), null, NONE);
    }

    static StatisticName pool(String base, PoolName pool) {
        return new StatisticName(
                base, Integer.toUnsignedLong(pool.subnetId()), pool.kind(), Integer.toUnsignedLong(pool.poolId()));
    }

    /** The name in its parts; absent when the text has none of the four forms. */
    static @Nullable StatisticName parse(String text) {
        Matcher form = FORM.matcher(text);
        return form.matches()
                ? new StatisticName(form.group(4), number(form.group(1)), kind(form.group(2)), number(form.group(3)))
                : null;
    }

    public boolean isServerWide() {
        return subnetId == NONE;
    }

    /** Whether it is a subnet's as a whole. */
    public boolean isSubnets() {
        return subnetId != NONE && kind == null;
    }

    @Override
    public String toString() {
        if (isServerWide()) {
            return base;
        }
        return "subnet[" + subnetId + "]." + (kind == null ? "" : kind.keaName() + "[" + poolId + "].") + base;
    }

    private static @Nullable PoolKind kind(@Nullable String word) {
        return word == null ? null : word.equals(PoolKind.POOL.keaName()) ? PoolKind.POOL : PoolKind.PD_POOL;
    }

    private static long number(@Nullable String digits) {
        return digits == null ? NONE : Long.parseLong(digits);
    }
}
