package io.holdfast.config;

import io.holdfast.classify.ClientClasses;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The options configured at one place (globally, for a class, in a subnet, in a pool, for a reservation), by code: those of
 * the protocol itself (the space {@code dhcp4} or {@code dhcp6}), and those of vendors, by enterprise number. A code can have
 * several entries, for clients of different classes.
 */
public final class OptionSet {

    public static final OptionSet EMPTY = new OptionSet(List.of());

    private final List<ConfiguredOption> all;
    /** Ascending; for each the entries in the order they are configured. */
    private final int[] codes;

    private final ConfiguredOption[][] entries;
    private final SortedMap<Long, OptionSet> vendors;

    public OptionSet(List<ConfiguredOption> options) {
        this(options, Map.of());
    }

    /** @param vendors options of vendors by enterprise number, an unsigned 32-bit number; none of the sets empty */
    public OptionSet(List<ConfiguredOption> options, Map<Long, OptionSet> vendors) {
        this.all = List.copyOf(options);
        this.vendors = new TreeMap<>(vendors);
        SortedMap<Integer, List<ConfiguredOption>> byCode = new TreeMap<>();
        options.forEach(option ->
                byCode.computeIfAbsent(option.code(), _ -> new ArrayList<>(1)).add(option));
        codes = byCode.keySet().stream().mapToInt(Integer::intValue).toArray();
        entries = byCode.values().stream()
                .map(same -> same.toArray(ConfiguredOption[]::new))
                .toArray(ConfiguredOption[][]::new);
    }

    /** Whether nothing is configured here at all. */
    public boolean isEmpty() {
        return all.isEmpty() && vendors.isEmpty();
    }

    /** The first entry of this code, whomever it is for; absent when there is none. */
    public @Nullable ConfiguredOption find(int code) {
        List<ConfiguredOption> found = named(code);
        return found.isEmpty() ? null : found.getFirst();
    }

    /**
     * The entry of this code for a client of these classes: one that is for one of them, of several the last, else the first
     * that is for everybody. That order is Kea's, too.
     */
    public @Nullable ConfiguredOption find(int code, ClientClasses classes) {
        int place = place(code);
        if (place < 0) {
            return null;
        }
        ConfiguredOption forAll = null;
        ConfiguredOption[] same = entries[place];
        for (int i = same.length - 1; i >= 0; i--) {
            ConfiguredOption option = same[i];
            if (option.guard().anyOf().isEmpty()) {
                forAll = option;
            } else if (option.guard().allows(classes)) {
                return option;
            }
        }
        return forAll;
    }

    /** All entries of this code in the order they are configured. */
    public List<ConfiguredOption> named(int code) {
        int place = place(code);
        return place < 0 ? List.of() : List.of(entries[place]);
    }

    /** Of the protocol's own space, in the order they are configured. */
    public List<ConfiguredOption> all() {
        return all;
    }

    /** The options of one vendor; absent when it has none. */
    public @Nullable OptionSet vendor(long enterprise) {
        return vendors.get(enterprise);
    }

    public boolean hasVendors() {
        return !vendors.isEmpty();
    }

    /** The enterprise numbers that there are options for, ascending. */
    public Collection<Long> vendors() {
        return List.copyOf(vendors.keySet());
    }

    private int place(int code) {
        int low = 0;
        int high = codes.length - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            if (codes[middle] == code) {
                return middle;
            }
            if (codes[middle] < code) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -1;
    }
}
