package io.holdfast.store.memory;

import java.util.Arrays;

/**
 * Slots by address, in the order of unsigned addresses: a directory of leaves with up to {@value #LEAF} entries each.
 * Eight bytes for an entry; entering in ascending order fills the leaves.
 */
final class AddressIndex {

    static final int NONE = -1;

    private static final int LEAF = 512;

    /** Signed order of keys is unsigned order of addresses. */
    private static final int FLIP = Integer.MIN_VALUE;

    private static final class Leaf {
        int size;
        final int[] keys = new int[LEAF];
        final int[] slots = new int[LEAF];
    }

    private Leaf[] leaves = new Leaf[16];
    /** The lowest key of each leaf but the first, which begins with the lowest key there is. */
    private int[] firsts = new int[16];

    private int count;

    AddressIndex() {
        leaves[0] = new Leaf();
        firsts[0] = Integer.MIN_VALUE;
        count = 1;
    }

    /** The slot of the address, or {@link #NONE}. */
    int get(int address) {
        int key = address ^ FLIP;
        Leaf leaf = leaves[leafOf(key)];
        int at = Arrays.binarySearch(leaf.keys, 0, leaf.size, key);
        return at < 0 ? NONE : leaf.slots[at];
    }

    /** Enters an address that has no entry. */
    void add(int address, int slot) {
        int key = address ^ FLIP;
        int number = leafOf(key);
        Leaf leaf = leaves[number];
        int at = -1 - Arrays.binarySearch(leaf.keys, 0, leaf.size, key);
        if (leaf.size == LEAF) {
            // At the very end nothing is moved, so that ascending order leaves full leaves behind.
            int keep = number == count - 1 && at == LEAF ? LEAF : LEAF / 2;
            Leaf right = split(number, keep, key);
            if (at > keep || right.size == 0) {
                leaf = right;
                at -= keep;
            }
        }
        System.arraycopy(leaf.keys, at, leaf.keys, at + 1, leaf.size - at);
        System.arraycopy(leaf.slots, at, leaf.slots, at + 1, leaf.size - at);
        leaf.keys[at] = key;
        leaf.slots[at] = slot;
        leaf.size++;
    }

    void remove(int address) {
        int key = address ^ FLIP;
        int number = leafOf(key);
        Leaf leaf = leaves[number];
        int at = Arrays.binarySearch(leaf.keys, 0, leaf.size, key);
        leaf.size--;
        System.arraycopy(leaf.keys, at + 1, leaf.keys, at, leaf.size - at);
        System.arraycopy(leaf.slots, at + 1, leaf.slots, at, leaf.size - at);
        if (leaf.size == 0 && count > 1) {
            drop(number);
        }
    }

    /** Walks from the first entry that is not below {@code address}. Any change of the index ends its use. */
    Cursor from(int address) {
        int key = address ^ FLIP;
        int number = leafOf(key);
        Leaf leaf = leaves[number];
        int at = Arrays.binarySearch(leaf.keys, 0, leaf.size, key);
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

        int address() {
            return leaves[number].keys[at] ^ FLIP;
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

    private int leafOf(int key) {
        int at = Arrays.binarySearch(firsts, 0, count, key);
        return at < 0 ? -2 - at : at;
    }

    private Leaf split(int number, int keep, int key) {
        Leaf left = leaves[number];
        Leaf right = new Leaf();
        right.size = LEAF - keep;
        System.arraycopy(left.keys, keep, right.keys, 0, right.size);
        System.arraycopy(left.slots, keep, right.slots, 0, right.size);
        left.size = keep;
        if (count == leaves.length) {
            leaves = Arrays.copyOf(leaves, count * 2);
            firsts = Arrays.copyOf(firsts, count * 2);
        }
        System.arraycopy(leaves, number + 1, leaves, number + 2, count - number - 1);
        System.arraycopy(firsts, number + 1, firsts, number + 2, count - number - 1);
        leaves[number + 1] = right;
        firsts[number + 1] = right.size == 0 ? key : right.keys[0];
        count++;
        return right;
    }

    private void drop(int number) {
        System.arraycopy(leaves, number + 1, leaves, number, count - number - 1);
        System.arraycopy(firsts, number + 1, firsts, number, count - number - 1);
        count--;
        leaves[count] = leaves[0];
        firsts[0] = Integer.MIN_VALUE;
    }
}
