package io.holdfast.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The options of the space {@code dhcp4} configured at one place (globally, in a subnet, in a pool), by code. */
public final class OptionSet {

    public static final OptionSet EMPTY = new OptionSet(List.of());

    private final @Nullable ConfiguredOption[] byCode = new ConfiguredOption[256];
    private final List<ConfiguredOption> all;

    public OptionSet(List<ConfiguredOption> options) {
        all = List.copyOf(options);
        for (ConfiguredOption option : options) {
            byCode[option.code()] = option;
        }
    }

    public @Nullable ConfiguredOption find(int code) {
        return byCode[code];
    }

    /** In the order they are configured. */
    public List<ConfiguredOption> all() {
        return all;
    }
}
