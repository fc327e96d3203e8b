package io.holdfast.pipeline;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** The turns that a pool has had: how many leases it gave out in each, and what that cost. */
final class Turns {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private record Turn(int granted, long nanos, long processorNanos) {

        double cost() {
            return nanos / (double) granted;
        }

        double processorCost() {
            return processorNanos / (double) granted;
        }
    }

    /** Of numbers that are noisy: the one in the middle, and those in the middle of each half. */
    private record Quartiles(double low, double median, double high) {

        static Quartiles of(double[] values) {
            double[] sorted = values.clone();
            Arrays.sort(sorted);
            return new Quartiles(sorted[sorted.length / 4], sorted[sorted.length / 2], sorted[sorted.length * 3 / 4]);
        }
    }

    private final List<Turn> turns = new ArrayList<>();

    void time(MeasuredPool pool, Consumer<MeasuredPool> turn) {
        int before = pool.granted();
        long processor = THREADS.getCurrentThreadCpuTime();
        long begin = System.nanoTime();
        turn.accept(pool);
        long nanos = System.nanoTime() - begin;
        int granted = pool.granted() - before;
        if (granted == 0) {
            throw new IllegalStateException(pool.title() + ": nobody was given a lease");
        }
        turns.add(new Turn(granted, nanos, THREADS.getCurrentThreadCpuTime() - processor));
    }

    /** @param reference whose turns were each beside one of these */
    String describe(MeasuredPool pool, Turns reference) {
        double[] rates = new double[turns.size()];
        double[] ratios = new double[turns.size()];
        double[] processorRatios = new double[turns.size()];
        int granted = 0;
        for (int i = 0; i < rates.length; i++) {
            Turn turn = turns.get(i);
            Turn other = reference.turns.get(i);
            granted += turn.granted();
            rates[i] = 1e9 / turn.cost();
            ratios[i] = 100 * other.cost() / turn.cost();
            processorRatios[i] = 100 * other.processorCost() / turn.processorCost();
        }
        Quartiles rate = Quartiles.of(rates);
        Quartiles ratio = Quartiles.of(ratios);
        Quartiles processor = Quartiles.of(processorRatios);
        return String.format(
                Locale.ROOT,
                "  %-20s %6.0f/s (%.0f..%.0f), rate %3.0f%% (%.0f..%.0f), processor %3.0f%% (%.0f..%.0f), %d turns, %.1f each; %s",
                pool.title(),
                rate.median(),
                rate.low(),
                rate.high(),
                ratio.median(),
                ratio.low(),
                ratio.high(),
                processor.median(),
                processor.low(),
                processor.high(),
                turns.size(),
                granted / (double) turns.size(),
                pool.calls().describe(turns.size()));
    }
}
