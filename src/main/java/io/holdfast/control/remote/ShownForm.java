package io.holdfast.control.remote;

import io.holdfast.config.ServerConfig;
import io.holdfast.config.stored.StoredObject;
import io.holdfast.wire.OptionDefinition;
import io.holdfast.wire.OptionTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Objects of a database as answers have them: with the names of options that are known, and metadata. */
public final class ShownForm {

    private final OptionTable table;
    private final List<?> definitions;

    ShownForm(ServerConfig current) {
        this(current.definitions(), List.of());
    }

    /** @param definitions besides those of the table, as databases have them */
    public ShownForm(OptionTable table, List<?> definitions) {
        this.table = table;
        this.definitions = definitions;
    }

    Map<String, @Nullable Object> subnet(StoredObject subnet) {
        Map<String, @Nullable Object> shown = members(subnet.members());
        shown.putIfAbsent("shared-network-name", null);
        return Items.withMetadata(shown, subnet);
    }

    /** A network, a class or a definition. */
    Map<String, @Nullable Object> object(StoredObject object) {
        return Items.withMetadata(members(object.members()), object);
    }

    Map<String, @Nullable Object> option(StoredObject option) {
        return Items.withMetadata(option(option.members(), null), option);
    }

    /** Of an object without its metadata. */
    public Map<String, @Nullable Object> members(Map<?, ?> stored) {
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        stored.forEach((key, value) -> {
            String name = String.valueOf(key);
            shown.put(
                    name,
                    switch (name) {
                        case "pools", "pd-pools" -> each(value, this::members);
                        case "option-data" -> each(value, option -> option(option, stored.get("option-def")));
                        case "pool" -> Pools.shown(String.valueOf(value));
                        default -> value;
                    });
        });
        return shown;
    }

    /** @param own definitions beside the option; absent for none */
    public Map<String, @Nullable Object> option(Map<?, ?> stored, @Nullable Object own) {
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        Object name = name(stored, own);
        if (name != null) {
            shown.put("name", name);
        }
        stored.forEach((key, value) -> shown.put(String.valueOf(key), value));
        return shown;
    }

    private @Nullable Object name(Map<?, ?> option, @Nullable Object own) {
        for (List<?> each : List.of(own instanceof List<?> beside ? beside : List.of(), definitions)) {
            Object name = defined(option, each);
            if (name != null) {
                return name;
            }
        }
        OptionDefinition definition = option.get("code") instanceof Number code
                ? table.find(String.valueOf(option.get("space")), code.intValue())
                : null;
        return definition == null ? null : definition.name();
    }

    private static @Nullable Object defined(Map<?, ?> option, List<?> definitions) {
        for (Object each : definitions) {
            if (each instanceof Map<?, ?> definition
                    && Objects.equals(definition.get("code"), option.get("code"))
                    && Objects.equals(definition.get("space"), option.get("space"))) {
                return definition.get("name");
            }
        }
        return null;
    }

    /** What a list of maps becomes one by one. */
    private static List<Map<String, @Nullable Object>> each(@Nullable Object list, Showing showing) {
        List<Map<String, @Nullable Object>> shown = new ArrayList<>();
        if (list instanceof List<?> items) {
            for (Object item : items) {
                if (item instanceof Map<?, ?> map) {
                    shown.add(showing.of(map));
                }
            }
        }
        return shown;
    }

    private interface Showing {
        Map<String, @Nullable Object> of(Map<?, ?> stored);
    }
}
