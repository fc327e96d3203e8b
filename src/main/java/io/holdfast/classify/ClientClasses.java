package io.holdfast.classify;

import java.util.Arrays;
import java.util.BitSet;

/** The classes of one packet in the order in which it came into them. For one thread. */
public final class ClientClasses {

    private final BitSet members = new BitSet();
    private int[] order = new int[8];
    private int size;

    /** @param id see {@link ClassNames} */
    public void add(int id) {
        if (!members.get(id)) {
            members.set(id);
            if (size == order.length) {
                order = Arrays.copyOf(order, size * 2);
            }
            order[size++] = id;
        }
    }

    public boolean contains(int id) {
        return members.get(id);
    }

    public int size() {
        return size;
    }

    /** The class that the packet came into after {@code place} others. */
    public int get(int place) {
        return order[place];
    }
}
