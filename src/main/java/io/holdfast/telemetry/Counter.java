package io.holdfast.telemetry;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** One statistic: its value, and a ring of the samples before it. All methods are safe for many threads. */
final class Counter {

    /** An age limit keeps no more than this, so that a busy counter cannot fill the memory. */
    private static final int MOST_SAMPLES = 65_536;

    private long[] values = new long[2];
    private long[] micros = new long[2];
    private int newest;
    private int size;
    private SampleLimit limit;

    Counter(SampleLimit limit, long now) {
        this.limit = limit;
        push(0, now);
    }

    synchronized long value() {
        return values[newest];
    }

    synchronized void add(long amount, long now) {
        push(values[newest] + amount, now);
    }

    /** Gives back what it was before. */
    synchronized long set(long value, long now) {
        long before = values[newest];
        push(value, now);
        return before;
    }

    synchronized void reset(long now) {
        size = 0;
        push(0, now);
    }

    synchronized void limit(SampleLimit to) {
        limit = to;
        trim();
        shrink();
    }

    /** The newest first. */
    synchronized List<Sample> samples() {
        List<Sample> samples = new ArrayList<>(size);
        for (int back = 0; back < size; back++) {
            int at = place(back);
            samples.add(new Sample(values[at], micros[at]));
        }
        return samples;
    }

    private void push(long value, long now) {
        if (size == values.length && size < mostSamples()) {
            resize((int) Math.min(mostSamples(), size * 2L));
        }
        newest = newest + 1 == values.length ? 0 : newest + 1;
        values[newest] = value;
        micros[newest] = now;
        size = Math.min(size + 1, values.length);
        trim();
    }

    private void trim() {
        switch (limit) {
            case SampleLimit.Count(long most) -> size = (int) Math.min(size, most);
            case SampleLimit.Age(java.time.Duration most) -> {
                long span = most.toNanos() / 1000;
                while (size > 1 && micros[newest] - micros[place(size - 1)] > span) {
                    size--;
                }
            }
        }
    }

    private int mostSamples() {
        return switch (limit) {
            case SampleLimit.Count(long most) -> (int) Math.min(most, MOST_SAMPLES);
            case SampleLimit.Age _ -> MOST_SAMPLES;
        };
    }

    private void shrink() {
        if (values.length > mostSamples()) {
            resize(Math.max(mostSamples(), size));
        }
    }

    private int place(int back) {
        return newest - back < 0 ? newest - back + values.length : newest - back;
    }

    private void resize(int capacity) {
        long[] oldValues = values;
        long[] oldMicros = micros;
        int[] order = new int[size];
        Arrays.setAll(order, i -> place(size - 1 - i));
        values = new long[capacity];
        micros = new long[capacity];
        for (int i = 0; i < size; i++) {
            values[i] = oldValues[order[i]];
            micros[i] = oldMicros[order[i]];
        }
        newest = size - 1;
    }
}
