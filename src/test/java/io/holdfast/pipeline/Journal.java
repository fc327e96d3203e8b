package io.holdfast.pipeline;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;

/** The last steps of a simulation. Details cost time: they are written down when a single seed is looked at. */
final class Journal {

    private static final int STEPS = 40;
    private static final int DETAILS = 400;
    private static final boolean DETAILED = Long.getLong("holdfast.simulation.seeds", 1000) == 1;

    private final Deque<String> steps = new ArrayDeque<>();

    void step(int number, String name, Object what) {
        add(number + " " + name + ": " + what);
    }

    void detail(Supplier<String> what) {
        if (DETAILED) {
            add("    " + what.get());
        }
    }

    private void add(String line) {
        if (steps.size() == (DETAILED ? DETAILS : STEPS)) {
            steps.removeFirst();
        }
        steps.addLast(line);
    }

    String text() {
        return String.join("\n", steps);
    }
}
