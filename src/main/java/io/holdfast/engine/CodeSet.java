package io.holdfast.engine;

import java.util.BitSet;

/** A set of option codes. */
public final class CodeSet {

    private final BitSet bits = new BitSet(256);

    public CodeSet add(int code) {
        bits.set(code);
        return this;
    }

    public CodeSet remove(int code) {
        bits.clear(code);
        return this;
    }

    public CodeSet addAll(CodeSet other) {
        bits.or(other.bits);
        return this;
    }

    public CodeSet retainAll(CodeSet other) {
        bits.and(other.bits);
        return this;
    }

    public CodeSet removeAll(CodeSet other) {
        bits.andNot(other.bits);
        return this;
    }

    public boolean contains(int code) {
        return bits.get(code);
    }

    /** The smallest code from {@code code} on; -1 when there is none. */
    public int next(int code) {
        return bits.nextSetBit(code);
    }
}
