package io.holdfast.config;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The options of the protocol itself (the space {@code dhcp4} or {@code dhcp6}) configured at one place (globally, in a subnet, in a pool), by code. */
public final class OptionSet {

    public static final OptionSet EMPTY = new OptionSet(List.of());

    private final @Nullable ConfiguredOption[] byCode = new ConfiguredOption[256];
    /** Codes of DHCPv6 above 255. */
    private final Map<Integer, ConfiguredOption> beyond = new HashMap<>();

    private final List<ConfiguredOption> all;

    public OptionSet(List<ConfiguredOption> options) {
        all = List.copyOf(options);
        for (ConfiguredOption option : options) {
            if (option.code() < byCode.length) {
                byCode[option.code()] = option;
            } else {
                beyond.put(option.code(), option);
            }
        }
    }

    public @Nullable ConfiguredOption find(int code) {
        return code < byCode.length ? byCode[code] : beyond.get(code);
    }

    /** In the order they are configured. */
    public List<ConfiguredOption> all() {
        return all;
    }
}
