package io.holdfast.control.remote.transfer;

import io.holdfast.config.json.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Lists of maps in configurations, and how places in them are told. */
final class Trees {

    /** In a subnet of a database: what a file says by where the subnet stands. */
    static final String NETWORK_NAME = "shared-network-name";

    private Trees() {}

    static List<JsonNode.Dict> maps(@Nullable JsonNode list) {
        List<JsonNode.Dict> maps = new ArrayList<>();
        if (list instanceof JsonNode.Array(var _, List<JsonNode> items)) {
            for (JsonNode item : items) {
                if (item instanceof JsonNode.Dict map) {
                    maps.add(map);
                }
            }
        }
        return maps;
    }

    /** A copy that does not have a member. */
    static JsonNode.Dict without(JsonNode.Dict map, String key) {
        Map<String, JsonNode.Member> members = new LinkedHashMap<>(map.members());
        members.remove(key);
        return new JsonNode.Dict(map.at(), members);
    }

    /** {@code subnet4[id=5]}. */
    static String path(String list, String key, @Nullable JsonNode value) {
        return list + "[" + key + "=" + (value == null ? "" : value.plain()) + "]";
    }

    /** {@code client-classes[name=gold]}. */
    static String named(String list, JsonNode.Dict map) {
        return path(list, "name", map.get("name"));
    }
}
