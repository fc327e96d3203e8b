package io.holdfast.control;

import io.holdfast.config.ServerConfig;
import io.holdfast.wire.OptionDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Options as Kea shows them: with code and name, and everything that need not be said. */
final class OptionJson {

    private OptionJson() {}

    /**
     * @param written the list {@code option-data} as in the configuration; none when it is absent
     */
    static List<Map<String, @Nullable Object>> of(ServerConfig config, @Nullable Object written) {
        List<Map<String, @Nullable Object>> options = new ArrayList<>();
        if (written instanceof List<?> list) {
            for (Object item : list) {
                if (item instanceof Map<?, ?> option) {
                    options.add(option(config, option));
                }
            }
        }
        return options;
    }

    private static Map<String, @Nullable Object> option(ServerConfig config, Map<?, ?> written) {
        Map<String, @Nullable Object> shown = new TreeMap<>();
        written.forEach((key, value) -> shown.put(String.valueOf(key), value));
        String space = shown.get("space") instanceof String given
                ? given
                : config.protocol().label();
        shown.put("space", space);
        OptionDefinition definition = shown.get("code") instanceof Number code
                ? config.definitions().find(space, code.intValue())
                : config.definitions().find(space, String.valueOf(shown.get("name")));
        if (definition != null) {
            shown.put("code", (long) definition.code());
            shown.put("name", definition.name());
        }
        shown.putIfAbsent("csv-format", definition != null);
        shown.putIfAbsent("always-send", false);
        shown.putIfAbsent("never-send", false);
        return shown;
    }
}
