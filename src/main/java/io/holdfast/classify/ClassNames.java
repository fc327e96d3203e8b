package io.holdfast.classify;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Numbers for the names of classes that a configuration speaks of, so that a packet's classes are a set of small numbers.
 * Filled while a configuration is compiled, not changed afterwards. A name that is not here cannot matter.
 */
public final class ClassNames {

    /** Every packet is in it. */
    public static final int ALL = 0;
    /** The client has a reservation. */
    public static final int KNOWN = 1;
    /** The client has none. */
    public static final int UNKNOWN = 2;
    /** The packet gets no answer. */
    public static final int DROP = 3;
    /** The client gets no lease. */
    public static final int REJECT = 4;
    /** The packet is of a BOOTP client. */
    public static final int BOOTP = 5;
    /** No DNS update for the client. */
    public static final int SKIP_DDNS = 6;

    /** The packet is of a client of the vendor named by what follows. */
    public static final String VENDOR_PREFIX = "VENDOR_CLASS_";
    /** Followed by a template's name, an underscore and the value of its expression. */
    public static final String SPAWN_PREFIX = "SPAWN_";

    private static final List<String> BUILT_IN =
            List.of("ALL", "KNOWN", "UNKNOWN", "DROP", "REJECT", "BOOTP", "SKIP_DDNS");

    private final Map<String, Integer> ids = new HashMap<>();
    private final List<String> names = new ArrayList<>();
    private boolean spokenOf;
    private boolean vendors;

    public ClassNames() {
        BUILT_IN.forEach(this::id);
        spokenOf = false;
    }

    /** The same names with the same numbers, to which more may come. */
    public ClassNames copy() {
        ClassNames copy = new ClassNames();
        copy.ids.putAll(ids);
        copy.names.clear();
        copy.names.addAll(names);
        copy.spokenOf = spokenOf;
        copy.vendors = vendors;
        return copy;
    }

    /** Whether the configuration speaks of no class, not even of a built-in one: then classes cannot matter. */
    public boolean isEmpty() {
        return !spokenOf;
    }

    /** The number of this name, a new one if it has none yet. */
    public int id(String name) {
        spokenOf = true;
        Integer present = ids.putIfAbsent(name, names.size());
        if (present != null) {
            return present;
        }
        names.add(name);
        vendors |= name.startsWith(VENDOR_PREFIX);
        return names.size() - 1;
    }

    /** Whether any name is that of a vendor's class, so that a packet's has to be found. */
    boolean haveVendors() {
        return vendors;
    }

    /** The number of this name; absent when the configuration does not speak of it. */
    public @Nullable Integer find(String name) {
        return ids.get(name);
    }

    public String name(int id) {
        return names.get(id);
    }

    public int size() {
        return names.size();
    }
}
