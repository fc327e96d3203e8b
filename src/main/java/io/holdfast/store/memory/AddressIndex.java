package io.holdfast.store.memory;

import java.util.Arrays;

/**
 * Slots by address, in the order of unsigned addresses: a directory of leaves with up to {@value #LEAF} entries each.
 * Twelve bytes for an entry, twenty for one with a wide address; entering in ascending order fills the leaves.
 */
final class AddressIndex {

    static final int NONE = -1;

    private static final int LEAF = 512;
    private static final long[] ZEROES = {};

    private final class Leaf {
        int size;
        /** Empty when all are 0. */
        final long[] highs = wide ? new long[LEAF] : ZEROES;

        final long[] lows = new long[LEAF];
        final int[] slots = new int[LEAF];

        long high(int at) {
            return wide ? highs[at] : 0;
        }

        /** As {@link Arrays#binarySearch}. */
        int search(long high, long low) {
            int from = 0;
            int to = size - 1;
            while (from <= to) {
                int middle = (from + to) >>> 1;
                int order = compare(high(middle), lows[middle], high, low);
                if (order == 0) {
                    return middle;
                }
                if (order < 0) {
                    from = middle + 1;
                } else {
                    to = middle - 1;
                }
            }
            return -1 - from;
        }

        /** Moves the entries from {@code at} on by one. */
        void open(int at) {
            if (wide) {
                System.arraycopy(highs, at, highs, at + 1, size - at);
            }
            System.arraycopy(lows, at, lows, at + 1, size - at);
            System.arraycopy(slots, at, slots, at + 1, size - at);
            size++;
        }

        void close(int at) {
            size--;
            if (wide) {
                System.arraycopy(highs, at + 1, highs, at, size - at);
            }
            System.arraycopy(lows, at + 1, lows, at, size - at);
            System.arraycopy(slots, at + 1, slots, at, size - at);
        }

        void put(int at, long high, long low, int slot) {
            if (wide) {
                highs[at] = high;
            }
            lows[at] = low;
            slots[at] = slot;
        }

        /** Takes over the entries of another from {@code keep} on. */
        void take(Leaf left, int keep) {
            size = LEAF - keep;
            if (wide) {
                System.arraycopy(left.highs, keep, highs, 0, size);
            }
            System.arraycopy(left.lows, keep, lows, 0, size);
            System.arraycopy(left.slots, keep, slots, 0, size);
            left.size = keep;
        }
    }

    private final boolean wide;
    private Leaf[] leaves;
    /** The lowest key of each leaf but the first, which begins with the lowest key there is. */
    private long[] firstHighs = new long[16];

    private long[] firstLows = new long[16];
    private int count = 1;

    /** @param wide whether addresses have 128 bits; else the upper 64 are 0 */
    AddressIndex(boolean wide) {
        this.wide = wide;
        leaves = new Leaf[16];
        leaves[0] = new Leaf();
    }

    static int compare(long high, long low, long otherHigh, long otherLow) {
        int byHigh = Long.compareUnsigned(high, otherHigh);
        return byHigh != 0 ? byHigh : Long.compareUnsigned(low, otherLow);
    }

    /** The slot of the address, or {@link #NONE}. */
    int get(long high, long low) {
        Leaf leaf = leaves[leafOf(high, low)];
        int at = leaf.search(high, low);
        return at < 0 ? NONE : leaf.slots[at];
    }

    /** Enters an address that has no entry. */
    void add(long high, long low, int slot) {
        int number = leafOf(high, low);
        Leaf leaf = leaves[number];
        int at = -1 - leaf.search(high, low);
        if (leaf.size == LEAF) {
            // At the very end nothing is moved, so that ascending order leaves full leaves behind.
            int keep = number == count - 1 && at == LEAF ? LEAF : LEAF / 2;
            Leaf right = split(number, keep, high, low);
            if (at > keep || right.size == 0) {
                leaf = right;
                at -= keep;
            }
        }
        leaf.open(at);
        leaf.put(at, high, low, slot);
    }

    void remove(long high, long low) {
        int number = leafOf(high, low);
        Leaf leaf = leaves[number];
        leaf.close(leaf.search(high, low));
        if (leaf.size == 0 && count > 1) {
            drop(number);
        }
    }

    /** Walks from the first entry that is not below the address. Any change of the index ends its use. */
    Cursor from(long high, long low) {
        int number = leafOf(high, low);
        int at = leaves[number].search(high, low);
        return new Cursor(number, at < 0 ? -1 - at : at);
    }

    /** A place in the index: at an entry, or at the end. */
    final class Cursor {
        private int number;
        private int at;

        private Cursor(int number, int at) {
            this.number = number;
            this.at = at;
            settle();
        }

        boolean atEnd() {
            return number >= count;
        }

        long high() {
            return leaves[number].high(at);
        }

        long low() {
            return leaves[number].lows[at];
        }

        int slot() {
            return leaves[number].slots[at];
        }

        void advance() {
            at++;
            settle();
        }

        private void settle() {
            while (number < count && at >= leaves[number].size) {
                number++;
                at = 0;
            }
        }
    }

    /** The last leaf whose first key is not above the address. */
    private int leafOf(long high, long low) {
        int from = 0;
        int to = count - 1;
        while (from < to) {
            int middle = (from + to + 1) >>> 1;
            if (compare(firstHighs[middle], firstLows[middle], high, low) <= 0) {
                from = middle;
            } else {
                to = middle - 1;
            }
        }
        return from;
    }

    private Leaf split(int number, int keep, long high, long low) {
        Leaf right = new Leaf();
        right.take(leaves[number], keep);
        if (count == leaves.length) {
            leaves = Arrays.copyOf(leaves, count * 2);
            firstHighs = Arrays.copyOf(firstHighs, count * 2);
            firstLows = Arrays.copyOf(firstLows, count * 2);
        }
        System.arraycopy(leaves, number + 1, leaves, number + 2, count - number - 1);
        System.arraycopy(firstHighs, number + 1, firstHighs, number + 2, count - number - 1);
        System.arraycopy(firstLows, number + 1, firstLows, number + 2, count - number - 1);
        leaves[number + 1] = right;
        firstHighs[number + 1] = right.size == 0 ? high : right.high(0);
        firstLows[number + 1] = right.size == 0 ? low : right.lows[0];
        count++;
        return right;
    }

    private void drop(int number) {
        System.arraycopy(leaves, number + 1, leaves, number, count - number - 1);
        System.arraycopy(firstHighs, number + 1, firstHighs, number, count - number - 1);
        System.arraycopy(firstLows, number + 1, firstLows, number, count - number - 1);
        count--;
        leaves[count] = leaves[0];
        firstHighs[0] = 0;
        firstLows[0] = 0;
    }
}
