package io.holdfast.engine.v4;

import java.util.Arrays;

/** A set of option codes, 0 to 255. */
final class CodeSet {

    private final long[] words = new long[4];

    CodeSet add(int code) {
        words[code >>> 6] |= 1L << code;
        return this;
    }

    CodeSet addAll(CodeSet other) {
        for (int i = 0; i < words.length; i++) {
            words[i] |= other.words[i];
        }
        return this;
    }

    CodeSet retainAll(CodeSet other) {
        for (int i = 0; i < words.length; i++) {
            words[i] &= other.words[i];
        }
        return this;
    }

    CodeSet removeAll(CodeSet other) {
        for (int i = 0; i < words.length; i++) {
            words[i] &= ~other.words[i];
        }
        return this;
    }

    boolean contains(int code) {
        return (words[code >>> 6] & 1L << code) != 0;
    }

    /** The smallest code from {@code code} on; -1 when there is none. */
    int next(int code) {
        for (int i = code >>> 6; i < words.length; i++) {
            long word = i == code >>> 6 ? words[i] & -1L << code : words[i];
            if (word != 0) {
                return (i << 6) + Long.numberOfTrailingZeros(word);
            }
        }
        return -1;
    }

    void clear() {
        Arrays.fill(words, 0);
    }
}
