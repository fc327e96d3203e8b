package io.holdfast.allocate;

/**
 * The numbers from 0 to {@code size - 1}, each once, in an order that follows from a key: a Feistel network over the next
 * larger power of four, walked until it falls inside. Needs no memory, whatever the size.
 */
record Permutation(long size, long key) {

    private static final int ROUNDS = 4;

    Permutation {
        if (size < 1 || size > 1L << 60) {
            throw new IllegalArgumentException("a permutation of " + size + " numbers");
        }
    }

    /** The number at place {@code index}, both from 0 to {@code size - 1}. */
    long at(long index) {
        int half = Math.max(1, (65 - Long.numberOfLeadingZeros(size - 1)) / 2);
        long value = index;
        do {
            value = scramble(value, half);
        } while (value >= size);
        return value;
    }

    private long scramble(long value, int half) {
        long mask = (1L << half) - 1;
        long left = value >>> half;
        long right = value & mask;
        for (int round = 0; round < ROUNDS; round++) {
            long next = left ^ mix(right + key + round * 0x9e3779b97f4a7c15L) & mask;
            left = right;
            right = next;
        }
        return left << half | right;
    }

    /** The finisher of SplitMix64. */
    private static long mix(long value) {
        long z = (value ^ value >>> 30) * 0xbf58476d1ce4e5b9L;
        z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
        return z ^ z >>> 31;
    }
}
