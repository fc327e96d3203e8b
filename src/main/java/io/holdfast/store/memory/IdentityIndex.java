package io.holdfast.store.memory;

import java.util.Arrays;

/**
 * Slots by one identity of their client (hardware address or client identifier): chains of slots with the same hash,
 * which the caller compares. Twelve to sixteen bytes for a slot.
 */
final class IdentityIndex {

    static final int END = -1;

    private final int kind;
    private int[] heads = new int[64];
    private int[] nexts = new int[0];
    private int[] hashes = new int[0];
    private int size;

    /** @param kind the part of a lease that is the key, as in {@link PackedParts} */
    IdentityIndex(int kind) {
        this.kind = kind;
        Arrays.fill(heads, END);
    }

    void capacity(int slots) {
        nexts = Arrays.copyOf(nexts, slots);
        hashes = Arrays.copyOf(hashes, slots);
    }

    /** Enters the slot, if its lease has this identity at all. */
    void add(int slot, byte[] parts) {
        if (!PackedParts.has(parts, kind)) {
            return;
        }
        if (size >= heads.length) {
            rehash();
        }
        int at = PackedParts.offset(parts, kind);
        int hash = hash(parts, at + 1, parts[at] & 0xff);
        hashes[slot] = hash;
        nexts[slot] = heads[hash & heads.length - 1];
        heads[hash & heads.length - 1] = slot;
        size++;
    }

    void remove(int slot, byte[] parts) {
        if (!PackedParts.has(parts, kind)) {
            return;
        }
        int bucket = hashes[slot] & heads.length - 1;
        int at = heads[bucket];
        if (at == slot) {
            heads[bucket] = nexts[slot];
        } else {
            while (nexts[at] != slot) {
                at = nexts[at];
            }
            nexts[at] = nexts[slot];
        }
        size--;
    }

    /** The first slot that may have this key, or {@link #END}. */
    int first(byte[] key) {
        int hash = hash(key, 0, key.length);
        return sameHash(heads[hash & heads.length - 1], hash);
    }

    /** The next slot that may have the key of {@code slot}. */
    int next(int slot) {
        return sameHash(nexts[slot], hashes[slot]);
    }

    /** Whether these parts hold this key. */
    boolean matches(byte[] parts, byte[] key) {
        if (!PackedParts.has(parts, kind)) {
            return false;
        }
        int at = PackedParts.offset(parts, kind);
        int length = parts[at] & 0xff;
        return Arrays.equals(parts, at + 1, at + 1 + length, key, 0, key.length);
    }

    private int sameHash(int slot, int hash) {
        int at = slot;
        while (at != END && hashes[at] != hash) {
            at = nexts[at];
        }
        return at;
    }

    private void rehash() {
        int[] old = heads;
        heads = new int[old.length * 2];
        Arrays.fill(heads, END);
        for (int head : old) {
            int slot = head;
            while (slot != END) {
                int next = nexts[slot];
                int bucket = hashes[slot] & heads.length - 1;
                nexts[slot] = heads[bucket];
                heads[bucket] = slot;
                slot = next;
            }
        }
    }

    private static int hash(byte[] bytes, int from, int length) {
        long hash = 0xcbf2_9ce4_8422_2325L ^ length;
        for (int i = from; i < from + length; i++) {
            hash = (hash ^ bytes[i]) * 0x100_0000_01b3L;
        }
        hash ^= hash >>> 32;
        hash *= 0x9e37_79b9_7f4a_7c15L;
        return (int) (hash >>> 32);
    }
}
