package io.holdfast.config.source;

import io.holdfast.config.json.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Lists of maps in a configuration. */
final class Lists {

    private Lists() {}

    /** The maps in the list under a key, none when it is not there. */
    static List<JsonNode.Dict> maps(JsonNode.Dict owner, String key) {
        List<JsonNode.Dict> maps = new ArrayList<>();
        if (owner.get(key) instanceof JsonNode.Array(var _, List<JsonNode> items)) {
            for (JsonNode item : items) {
                if (item instanceof JsonNode.Dict map) {
                    maps.add(map);
                }
            }
        }
        return maps;
    }

    static void put(JsonNode.Dict owner, String key, List<? extends JsonNode> items) {
        owner.members()
                .put(key, new JsonNode.Member(owner.at(), new JsonNode.Array(owner.at(), new ArrayList<>(items))));
    }
}
