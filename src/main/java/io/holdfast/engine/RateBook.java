package io.holdfast.engine;

import io.holdfast.config.Limits.Rate;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * When packets were let through lately, for each limit of packets in a time; so that any span of that time has no more than
 * the limit. Outlives configurations. Safe for many threads, and bounded in memory: a limit of many packets is kept in
 * {@value RateSeries#CELLS} steps, and of very many limits those that were of use least lately begin anew.
 */
public final class RateBook {

    /** Cells of 16 bytes. */
    public static final int DEFAULT_CELLS = 1_000_000;

    private final LongSupplier nanos;
    private final int most;
    /** The one that was of use last is the last. */
    private final LinkedHashMap<Object, RateSeries> series = new LinkedHashMap<>(16, 0.75f, true);

    private int cells;

    /**
     * @param nanos a clock for durations, nanoseconds
     * @param most cells that are kept
     */
    public RateBook(LongSupplier nanos, int most) {
        this.nanos = nanos;
        this.most = most;
    }

    /** What is limited, by equality, and how. */
    public record Entry(Object key, Rate rate) {}

    /** Whether a packet is within all of these limits; if so it counts for all of them, else for none. */
    public synchronized boolean admit(List<Entry> entries) {
        long now = nanos.getAsLong();
        boolean within = true;
        for (Entry entry : entries) {
            RateSeries its = series.computeIfAbsent(entry.key(), _ -> begun());
            its.forget(now, entry.rate());
            within &= its.packets() < entry.rate().packets();
        }
        if (within) {
            entries.forEach(entry -> count(entry, now));
        }
        Iterator<RateSeries> eldest = series.values().iterator();
        while (cells > most && eldest.hasNext()) {
            cells -= eldest.next().cells();
            eldest.remove();
        }
        return within;
    }

    private void count(Entry entry, long now) {
        RateSeries its = series.computeIfAbsent(entry.key(), _ -> begun());
        cells -= its.cells();
        its.add(now, entry.rate());
        cells += its.cells();
    }

    private RateSeries begun() {
        RateSeries its = new RateSeries();
        cells += its.cells();
        return its;
    }

    /** How many cells are in use. */
    public synchronized int cells() {
        return cells;
    }
}
