package io.holdfast.config.source;

import io.holdfast.config.json.JsonNode;
import io.holdfast.wire.OptionDefinition;
import io.holdfast.wire.OptionTable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Options and their definitions of a database over those that are there: what is about the same code of a space goes. */
final class OptionMerge {

    private static final String DEFINITIONS = "option-def";
    private static final String OPTIONS = "option-data";

    private record Key(String space, Object codeOrName) {}

    private final String space;
    private final OptionTable definitions;

    /**
     * @param space of options that name none
     * @param definitions of the file
     */
    OptionMerge(String space, OptionTable definitions) {
        this.space = space;
        this.definitions = definitions;
    }

    /** By code, and by name, of which a space cannot have two either. */
    void definitions(JsonNode.Dict root, List<JsonNode.Dict> given) {
        Set<Key> taken = new HashSet<>();
        given.forEach(each -> taken.addAll(definitionKeys(each)));
        replace(root, DEFINITIONS, given, each -> definitionKeys(each).stream().anyMatch(taken::contains));
    }

    /** All that the database has for a code take the place of all that is there for it. */
    void options(JsonNode.Dict root, List<JsonNode.Dict> given) {
        Set<Key> taken = new HashSet<>();
        given.forEach(each -> taken.add(optionKey(root, each)));
        replace(root, OPTIONS, given, each -> taken.contains(optionKey(root, each)));
    }

    private static void replace(
            JsonNode.Dict root, String key, List<JsonNode.Dict> given, Predicate<JsonNode.Dict> gone) {
        if (!given.isEmpty()) {
            List<JsonNode.Dict> merged = new ArrayList<>(Lists.maps(root, key));
            merged.removeIf(gone);
            merged.addAll(given);
            Lists.put(root, key, merged);
        }
    }

    private List<Key> definitionKeys(JsonNode.Dict definition) {
        List<Key> keys = new ArrayList<>();
        Object code = code(definition);
        if (code != null) {
            keys.add(new Key(space(definition), code));
        }
        keys.add(new Key(space(definition), text(definition, "name")));
        return keys;
    }

    private Key optionKey(JsonNode.Dict root, JsonNode.Dict option) {
        String of = space(option);
        Object code = code(option);
        String name = text(option, "name");
        if (code == null) {
            OptionDefinition known = definitions.find(of, name);
            code = known != null ? Long.valueOf(known.code()) : defined(root, of, name);
        }
        return new Key(of, code == null ? name : code);
    }

    /** By a definition that has come from a database. */
    private @Nullable Object defined(JsonNode.Dict root, String of, String name) {
        for (JsonNode.Dict definition : Lists.maps(root, DEFINITIONS)) {
            if (space(definition).equals(of) && text(definition, "name").equals(name)) {
                return code(definition);
            }
        }
        return null;
    }

    private String space(JsonNode.Dict map) {
        String given = text(map, "space");
        return given.isEmpty() ? space : given;
    }

    private static @Nullable Object code(JsonNode.Dict map) {
        return map.get("code") instanceof JsonNode.Whole(var _, long code) ? code : null;
    }

    private static String text(JsonNode.Dict map, String key) {
        return map.get(key) instanceof JsonNode.Text(var _, String text) ? text : "";
    }
}
