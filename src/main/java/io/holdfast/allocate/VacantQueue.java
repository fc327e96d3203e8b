package io.holdfast.allocate;

import java.util.Arrays;

/**
 * First vacated, first handed out, as Kea's free-lease queue: an address rests as long as it can. Eight bytes for each
 * member, so that one can leave from the middle at once.
 */
final class VacantQueue implements Vacants {

    private static final int NONE = -1;
    /** Neighbour of those that are not in the queue. */
    private static final int OUTSIDE = -2;

    private final int[] before;
    private final int[] behind;
    private int first = NONE;
    private int last = NONE;
    private int size;

    VacantQueue(int members) {
        before = new int[members];
        behind = new int[members];
        Arrays.fill(before, OUTSIDE);
    }

    @Override
    public void add(int member, boolean former) {
        if (before[member] != OUTSIDE) {
            return;
        }
        before[member] = last;
        behind[member] = NONE;
        if (last == NONE) {
            first = member;
        } else {
            behind[last] = member;
        }
        last = member;
        size++;
    }

    @Override
    public void remove(int member) {
        if (before[member] == OUTSIDE) {
            return;
        }
        if (before[member] == NONE) {
            first = behind[member];
        } else {
            behind[before[member]] = behind[member];
        }
        if (behind[member] == NONE) {
            last = before[member];
        } else {
            before[behind[member]] = before[member];
        }
        before[member] = OUTSIDE;
        size--;
    }

    @Override
    public int[] take(int most) {
        int[] taken = new int[Math.min(most, size)];
        for (int i = 0; i < taken.length; i++) {
            taken[i] = first;
            remove(first);
        }
        return taken;
    }

    @Override
    public int size() {
        return size;
    }

    /** Not needed: each server's queue has another order from the start. */
    @Override
    public void jump() {}
}
