package io.holdfast.store.memory;

import java.util.Arrays;
import java.util.PriorityQueue;
import java.util.function.IntToLongFunction;

/** Slots by the end of their leases, as a binary heap whose entries can be moved: a renewal costs a few comparisons. */
final class ExpiryHeap {

    private static final int ABSENT = -1;

    private final IntToLongFunction end;
    private int[] heap = new int[64];
    private int[] places = new int[0];
    private int size;

    /** @param end of the lease in a slot, seconds since 1970 */
    ExpiryHeap(IntToLongFunction end) {
        this.end = end;
    }

    void capacity(int slots) {
        int old = places.length;
        places = Arrays.copyOf(places, slots);
        Arrays.fill(places, old, slots, ABSENT);
    }

    void add(int slot) {
        if (size == heap.length) {
            heap = Arrays.copyOf(heap, size + (size >> 1));
        }
        rise(size++, slot);
    }

    /** Does nothing when the slot is not in the heap. */
    void remove(int slot) {
        int place = places[slot];
        if (place == ABSENT) {
            return;
        }
        places[slot] = ABSENT;
        int moved = heap[--size];
        if (place < size) {
            sink(place, moved);
            if (heap[place] == moved) {
                rise(place, moved);
            }
        }
    }

    /** The slots that end before {@code before}, those that end first first, at most {@code limit}. */
    int[] endedBefore(long before, int limit) {
        int[] found = new int[16];
        int count = 0;
        // Places in the heap whose parents have been taken, the earliest first.
        PriorityQueue<Integer> open =
                new PriorityQueue<>((a, b) -> Long.compare(end.applyAsLong(heap[a]), end.applyAsLong(heap[b])));
        if (size > 0) {
            open.add(0);
        }
        while (count < limit && !open.isEmpty()) {
            int place = open.remove();
            if (end.applyAsLong(heap[place]) >= before) {
                break;
            }
            if (count == found.length) {
                found = Arrays.copyOf(found, count * 2);
            }
            found[count++] = heap[place];
            for (int child = 2 * place + 1; child <= 2 * place + 2 && child < size; child++) {
                open.add(child);
            }
        }
        return Arrays.copyOf(found, count);
    }

    private void rise(int from, int slot) {
        long key = end.applyAsLong(slot);
        int place = from;
        while (place > 0) {
            int parent = (place - 1) >>> 1;
            if (end.applyAsLong(heap[parent]) <= key) {
                break;
            }
            put(place, heap[parent]);
            place = parent;
        }
        put(place, slot);
    }

    private void sink(int from, int slot) {
        long key = end.applyAsLong(slot);
        int place = from;
        while (2 * place + 1 < size) {
            int child = 2 * place + 1;
            if (child + 1 < size && end.applyAsLong(heap[child + 1]) < end.applyAsLong(heap[child])) {
                child++;
            }
            if (end.applyAsLong(heap[child]) >= key) {
                break;
            }
            put(place, heap[child]);
            place = child;
        }
        put(place, slot);
    }

    private void put(int place, int slot) {
        heap[place] = slot;
        places[slot] = place;
    }
}
