package io.holdfast.classify;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The classes of one packet in the order in which it came into them. For one thread. */
public final class ClientClasses {

    /** With more than these, a search through all of them takes longer than a bit. */
    private static final int FEW = 16;

    private int[] order = new int[8];
    private int size;
    /** Absent while there are few: it is as long as the highest id, and there may be ten thousands of classes. */
    private @Nullable BitSet members;
    /** Absent until there are any. */
    private @Nullable Map<Integer, String> spawned;

    /** @param id see {@link ClassNames} */
    public void add(int id) {
        if (contains(id)) {
            return;
        }
        if (size == order.length) {
            order = Arrays.copyOf(order, size * 2);
        }
        order[size++] = id;
        if (members != null) {
            members.set(id);
        } else if (size > FEW) {
            members = all();
        }
    }

    /** The packet is in a template's class, by the class of this name that it spawns. */
    public void spawn(int template, String name) {
        if (spawned == null) {
            spawned = new HashMap<>(4);
        }
        spawned.putIfAbsent(template, name);
        add(template);
    }

    /** The name of the class that a template has spawned for the packet; absent for other classes. */
    public @Nullable String spawned(int id) {
        return spawned == null ? null : spawned.get(id);
    }

    public boolean contains(int id) {
        if (members != null) {
            return members.get(id);
        }
        for (int place = 0; place < size; place++) {
            if (order[place] == id) {
                return true;
            }
        }
        return false;
    }

    private BitSet all() {
        BitSet all = new BitSet();
        for (int place = 0; place < size; place++) {
            all.set(order[place]);
        }
        return all;
    }

    public int size() {
        return size;
    }

    /** The class that the packet came into after {@code place} others. */
    public int get(int place) {
        return order[place];
    }
}
