package io.holdfast.classify;

import java.util.Arrays;

/**
 * Places to be asked in ascending order, while more become due: those that always are, and those found for one packet. It
 * grows with what is found, not with the number of rules.
 */
final class DuePlaces {

    private final int[] always;
    private int nextAlways;
    /** Ascending, those taken first. */
    private int[] found = new int[8];

    private int nextFound;
    private int size;
    private int last = -1;

    /** @param always ascending */
    DuePlaces(int[] always) {
        this.always = always;
    }

    /** Nothing happens when it is too late: a place before the one taken last, or that one. */
    void add(int place) {
        int at = place <= last ? 0 : Arrays.binarySearch(found, nextFound, size, place);
        if (at >= 0) {
            return;
        }
        if (size == found.length) {
            found = Arrays.copyOf(found, size * 2);
        }
        int insertion = -at - 1;
        System.arraycopy(found, insertion, found, insertion + 1, size - insertion);
        found[insertion] = place;
        size++;
    }

    /** The lowest; -1 when none is due any longer. */
    int take() {
        int one = nextAlways < always.length ? always[nextAlways] : Integer.MAX_VALUE;
        int other = nextFound < size ? found[nextFound] : Integer.MAX_VALUE;
        int lowest = Math.min(one, other);
        if (lowest == Integer.MAX_VALUE) {
            return -1;
        }
        if (one == lowest) {
            nextAlways++;
        }
        if (other == lowest) {
            nextFound++;
        }
        last = lowest;
        return lowest;
    }
}
