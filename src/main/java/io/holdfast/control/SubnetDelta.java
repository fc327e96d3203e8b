package io.holdfast.control;

import io.holdfast.address.AddressRange;
import io.holdfast.config.ServerConfig;
import io.holdfast.config.json.JsonNode;
import io.holdfast.wire.OptionDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Parts added to a subnet and taken from it. In lists of pools and of options the entries that are about the same pool or
 * option are changed in their turn; an entry to be removed that only says which one it is goes whole.
 */
final class SubnetDelta {

    /** Lists whose entries are about something, and the keys that say what. */
    private static final Map<String, Set<String>> KEYS = Map.of(
            "pools", Set.of("pool"),
            "pd-pools", Set.of("prefix", "prefix-len", "delegated-len"),
            "option-data", Set.of("code", "name", "space"));

    private static final Set<String> SUBNET_KEYS = Set.of("id", "subnet");

    private final ServerConfig config;

    SubnetDelta(ServerConfig config) {
        this.config = config;
    }

    JsonNode.Dict add(JsonNode.Dict old, JsonNode.Dict given) {
        JsonNode.Dict next = ConfigDraft.copy(old);
        given.members().forEach((key, member) -> {
            JsonNode merged = added(key, old.get(key), member.value());
            if (merged != null) {
                next.members().put(key, new JsonNode.Member(member.keyAt(), merged));
            }
        });
        return next;
    }

    private @Nullable JsonNode added(String key, @Nullable JsonNode old, JsonNode given) {
        return switch (given) {
            case JsonNode.Nothing _ -> old;
            case JsonNode.Dict map when old instanceof JsonNode.Dict before -> add(before, map);
            case JsonNode.Array(var at, List<JsonNode> items)
            when old instanceof JsonNode.Array(var _, List<JsonNode> before) ->
                new JsonNode.Array(at, added(key, before, items));
            default -> given;
        };
    }

    private List<JsonNode> added(String key, List<JsonNode> old, List<JsonNode> given) {
        List<JsonNode> next = new ArrayList<>(old);
        List<JsonNode> added = new ArrayList<>();
        for (JsonNode item : given) {
            boolean found = false;
            for (int i = 0; i < old.size(); i++) {
                if (next.get(i) instanceof JsonNode.Dict before
                        && item instanceof JsonNode.Dict map
                        && isSame(key, before, map)) {
                    next.set(i, add(before, map));
                    found = true;
                }
            }
            if (!found) {
                added.add(item);
            }
        }
        next.addAll(added);
        return next;
    }

    JsonNode.Dict delete(JsonNode.Dict old, JsonNode.Dict given) {
        return deleted(old, given, SUBNET_KEYS);
    }

    /** @param kept say what it is about, and stay */
    private JsonNode.Dict deleted(JsonNode.Dict old, JsonNode.Dict given, Set<String> kept) {
        JsonNode.Dict next = ConfigDraft.copy(old);
        given.members().forEach((key, member) -> {
            JsonNode before = old.get(key);
            if (before == null || kept.contains(key) || member.value() instanceof JsonNode.Nothing) {
                return;
            }
            JsonNode rest = rest(key, before, member.value());
            if (rest == null) {
                next.members().remove(key);
            } else {
                next.members().put(key, new JsonNode.Member(member.keyAt(), rest));
            }
        });
        return next;
    }

    /** What is left; null when that is nothing. */
    private @Nullable JsonNode rest(String key, JsonNode old, JsonNode given) {
        return switch (old) {
            case JsonNode.Dict before
            when given instanceof JsonNode.Dict map -> {
                JsonNode.Dict rest = deleted(before, map, Set.of());
                yield rest.members().isEmpty() ? null : rest;
            }
            case JsonNode.Array(var at, List<JsonNode> before)
            when given instanceof JsonNode.Array(var _, List<JsonNode> items) -> {
                List<JsonNode> rest = rest(key, before, items);
                yield rest.isEmpty() ? null : new JsonNode.Array(at, rest);
            }
            default -> null;
        };
    }

    private List<JsonNode> rest(String key, List<JsonNode> old, List<JsonNode> given) {
        List<JsonNode> rest = new ArrayList<>(old);
        Set<String> keys = KEYS.get(key);
        for (JsonNode item : given) {
            if (keys == null || !(item instanceof JsonNode.Dict map)) {
                rest.removeIf(each -> Objects.equals(each.plain(), item.plain()));
            } else if (keys.containsAll(map.members().keySet())) {
                rest.removeIf(each -> each instanceof JsonNode.Dict before && isSame(key, before, map));
            } else {
                rest.replaceAll(each -> each instanceof JsonNode.Dict before && isSame(key, before, map)
                        ? deleted(before, map, keys)
                        : each);
            }
        }
        return rest;
    }

    private boolean isSame(String key, JsonNode.Dict one, JsonNode.Dict other) {
        return switch (key) {
            case "pools" -> pool(text(one, "pool")).equals(pool(text(other, "pool")));
            case "pd-pools" ->
                Set.of("prefix", "prefix-len", "delegated-len").stream()
                        .allMatch(name -> Objects.equals(plain(one, name), plain(other, name)));
            case "option-data" -> isSameOption(one, other);
            default -> false;
        };
    }

    private boolean isSameOption(JsonNode.Dict one, JsonNode.Dict other) {
        String space = space(one);
        return space.equals(space(other)) && Objects.equals(code(space, one), code(space, other));
    }

    private String space(JsonNode.Dict option) {
        String space = text(option, "space");
        return space.isEmpty() ? config.protocol().label() : space;
    }

    /** The code, also where only a name is given; that name when it is unknown. */
    private @Nullable Object code(String space, JsonNode.Dict option) {
        if (option.get("code") instanceof JsonNode.Whole(var _, long code)) {
            return code;
        }
        OptionDefinition definition = config.definitions().find(space, text(option, "name"));
        return definition == null ? text(option, "name") : Long.valueOf(definition.code());
    }

    private static @Nullable Object plain(JsonNode.Dict map, String key) {
        JsonNode node = map.get(key);
        return node == null ? null : node.plain();
    }

    private static String text(JsonNode.Dict map, String key) {
        return map.get(key) instanceof JsonNode.Text(var _, String text) ? text : "";
    }

    /** First and last address, however it is written. */
    private String pool(String text) {
        String bare = text.replace(" ", "").replace("\t", "");
        try {
            return AddressRange.parse(config.protocol(), bare).toString();
        } catch (IllegalArgumentException _) { // it is compared as it is, and the compiler will refuse it
            return bare;
        }
    }
}
