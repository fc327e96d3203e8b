package io.holdfast.control.remote;

import io.holdfast.config.json.JsonNode;
import io.holdfast.config.stored.StoredObject;
import io.holdfast.control.Argument;
import io.holdfast.control.Arguments;
import io.holdfast.control.Phrasing;
import io.holdfast.control.RefusedException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The lists in which commands name one object, and in which objects are told. */
final class Items {

    private Items() {}

    /** The only item of a list, which is a map of these. */
    static Arguments named(Arguments arguments, String list, List<Argument> known) {
        return Arguments.check(
                list, "the item of '" + list + "'", Phrasing.PLAIN, known, only(arguments.items(list), list));
    }

    /** The only item of a list, which is a map with whatever an object has. */
    static JsonNode.Dict object(Arguments arguments, String list) {
        JsonNode item = only(arguments.items(list), list);
        if (!(item instanceof JsonNode.Dict object)) {
            throw new RefusedException("the item of '" + list + "' must be a map, not " + item.kind());
        }
        return object;
    }

    static JsonNode only(List<JsonNode> items, String list) {
        if (items.size() != 1) {
            throw new RefusedException("'" + list + "' must have exactly one item, not " + items.size());
        }
        return items.getFirst();
    }

    /** Members with those of its {@code metadata}; of an object for nobody they say {@code null}. */
    static Map<String, @Nullable Object> withMetadata(Map<String, @Nullable Object> members, StoredObject object) {
        Map<String, @Nullable Object> shown = new LinkedHashMap<>(members);
        List<@Nullable String> tags = object.serverTags().isEmpty()
                ? Collections.singletonList(null)
                : Collections.unmodifiableList(object.serverTags());
        shown.put("metadata", Map.of("server-tags", tags));
        return shown;
    }
}
