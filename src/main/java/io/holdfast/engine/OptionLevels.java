package io.holdfast.engine;

import io.holdfast.classify.ClientClasses;
import io.holdfast.config.ConfiguredOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is configured for one reply, level by level, the closest first: reservation, pool, subnet, shared network, classes in
 * the order the client came into them, global. Levels that say nothing are not there. Immutable, so that what is the same
 * for all clients is made once, by {@link #of}; what is one client's own is put between by {@link #with}.
 */
public final class OptionLevels {

    public static final OptionLevels NONE = new OptionLevels(List.of(), 0);

    private final List<OptionLayer> layers;
    /** How many of them come before the classes. */
    private final int close;

    private final CodeSet there = new CodeSet();
    private final CodeSet always = new CodeSet();
    private final CodeSet never = new CodeSet();
    private final boolean vendors;

    private OptionLevels(List<OptionLayer> layers, int close) {
        this.layers = layers;
        this.close = close;
        boolean some = false;
        for (OptionLayer layer : layers) {
            there.addAll(layer.codes());
            always.addAll(layer.always());
            never.addAll(layer.never());
            some |= layer.options().hasVendors();
        }
        vendors = some;
    }

    /**
     * The levels that stand for all clients of a pool, a subnet, a network.
     *
     * @param close closer than the classes, the closest first
     */
    public static OptionLevels of(List<OptionLayer> close, OptionLayer global) {
        List<OptionLayer> layers = new ArrayList<>();
        for (OptionLayer layer : close) {
            if (!layer.options().isEmpty()) {
                layers.add(layer);
            }
        }
        int count = layers.size();
        if (!global.options().isEmpty()) {
            layers.add(global);
        }
        return layers.isEmpty() ? NONE : new OptionLevels(List.copyOf(layers), count);
    }

    /** These and a client's own; absent or empty where the client has none. */
    public OptionLevels with(@Nullable OptionLayer reservation, List<OptionLayer> classes) {
        if (reservation == null && classes.isEmpty()) {
            return this;
        }
        List<OptionLayer> all = new ArrayList<>(layers.size() + classes.size() + 1);
        if (reservation != null) {
            all.add(reservation);
        }
        all.addAll(layers.subList(0, close));
        all.addAll(classes);
        all.addAll(layers.subList(close, layers.size()));
        return new OptionLevels(all, close + (reservation == null ? 0 : 1));
    }

    public boolean isEmpty() {
        return layers.isEmpty();
    }

    /**
     * The codes that are sent: those wanted or to be sent always that are configured at a level, but none that any level
     * says never of, and none that is {@code reserved}.
     */
    public CodeSet sent(CodeSet wanted, CodeSet reserved) {
        return new CodeSet()
                .addAll(wanted)
                .addAll(always)
                .retainAll(there)
                .removeAll(never)
                .removeAll(reserved);
    }

    /** Whether a level has an entry of this code, whomever it is for, and none says never. */
    public boolean offers(int code) {
        return there.contains(code) && !never.contains(code);
    }

    /** Whether a level says never of this code. */
    public boolean forbids(int code) {
        return never.contains(code);
    }

    /** What the first level that has the option for a client of these classes says; absent when none has. */
    public @Nullable ConfiguredOption find(int code, ClientClasses classes) {
        if (!there.contains(code)) {
            return null;
        }
        for (int i = 0; i < layers.size(); i++) {
            ConfiguredOption option = layers.get(i).options().find(code, classes);
            if (option != null) {
                return option;
            }
        }
        return null;
    }

    /** All entries of this code that are for a client of these classes, the closest first, those of one level backwards. */
    public List<ConfiguredOption> all(int code, ClientClasses classes) {
        List<ConfiguredOption> found = new ArrayList<>();
        for (OptionLayer layer : layers) {
            for (ConfiguredOption option : layer.options().named(code).reversed()) {
                if (option.guard().allows(classes)) {
                    found.add(option);
                }
            }
        }
        return found;
    }

    /** Whether any level has options of vendors. */
    public boolean hasVendors() {
        return vendors;
    }

    /** The same levels of the options of one vendor, by its enterprise number. */
    public OptionLevels vendor(long enterprise) {
        List<OptionLayer> own = new ArrayList<>(layers.size());
        for (OptionLayer layer : layers) {
            OptionLayer vendor = layer.vendor(enterprise);
            if (vendor != null) {
                own.add(vendor);
            }
        }
        return own.isEmpty() ? NONE : new OptionLevels(own, own.size());
    }
}
