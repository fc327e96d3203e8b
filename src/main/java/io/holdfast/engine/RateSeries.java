package io.holdfast.engine;

import io.holdfast.config.Limits.Rate;
import java.util.concurrent.TimeUnit;

/** The times of the packets that a limit has let through, the oldest first. Not for several threads at once. */
final class RateSeries {

    /** Limits of so many packets are exact; larger ones to this part of their time, and never too many get through. */
    static final int CELLS = 256;

    /** A ring: the last packet of each cell, and how many there are. */
    private long[] times = new long[4];

    private long[] counts = new long[4];
    private int first;
    private int size;
    /** When the last cell was begun. */
    private long begun;

    private long packets;

    long packets() {
        return packets;
    }

    /** What it takes in memory; an empty one is not for nothing. */
    int cells() {
        return times.length;
    }

    /** As in Kea, a packet counts until its time is over; that very moment still. */
    void forget(long now, Rate rate) {
        long span = span(rate);
        while (size > 0 && now - times[first] > span) {
            packets -= counts[first];
            first = (first + 1) % times.length;
            size--;
        }
    }

    void add(long now, Rate rate) {
        packets++;
        long grain = rate.packets() <= CELLS ? 0 : span(rate) / CELLS;
        int last = (first + size - 1 + times.length) % times.length;
        if (size > 0 && (now == times[last] || now - begun < grain)) {
            times[last] = now;
            counts[last]++;
            return;
        }
        if (size == times.length) {
            grow();
        }
        int next = (first + size) % times.length;
        times[next] = now;
        counts[next] = 1;
        begun = now;
        size++;
    }

    private void grow() {
        long[] allTimes = new long[2 * size];
        long[] allCounts = new long[2 * size];
        for (int i = 0; i < size; i++) {
            allTimes[i] = times[(first + i) % size];
            allCounts[i] = counts[(first + i) % size];
        }
        times = allTimes;
        counts = allCounts;
        first = 0;
    }

    private static long span(Rate rate) {
        return TimeUnit.SECONDS.toNanos(rate.seconds());
    }
}
