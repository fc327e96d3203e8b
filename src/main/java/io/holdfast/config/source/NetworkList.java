package io.holdfast.config.source;

import io.holdfast.config.json.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The shared networks of a configuration whose subnets are on a {@link SubnetShelf}. */
final class NetworkList {

    private static final String KEY = "shared-networks";

    private NetworkList() {}

    static List<JsonNode.Dict> of(JsonNode.Dict root) {
        return Lists.maps(root, KEY);
    }

    static Map<String, JsonNode.Dict> byName(JsonNode.Dict root) {
        Map<String, JsonNode.Dict> networks = new LinkedHashMap<>();
        of(root).forEach(network -> networks.put(name(network), network));
        return networks;
    }

    static String name(JsonNode.Dict network) {
        return network.get("name") instanceof JsonNode.Text(var _, String name) ? name : "";
    }

    /** A database's takes the place of one with its name, in which subnets are told by that name. */
    static void replace(JsonNode.Dict root, List<JsonNode.Dict> given) {
        if (!given.isEmpty()) {
            Map<String, JsonNode.Dict> networks = byName(root);
            given.forEach(network -> networks.put(name(network), network));
            put(root, networks);
        }
    }

    /** Takes over what differs between two others, but for some names. */
    static void carry(
            JsonNode.Dict root, JsonNode.Dict before, JsonNode.Dict after, Set<? extends @Nullable Object> but) {
        Map<String, JsonNode.Dict> old = byName(before);
        Map<String, JsonNode.Dict> next = byName(after);
        if (old.equals(next)) {
            return;
        }
        Map<String, JsonNode.Dict> networks = byName(root);
        old.keySet().stream()
                .filter(name -> !next.containsKey(name) && !but.contains(name))
                .forEach(networks::remove);
        next.forEach((name, network) -> {
            if (!network.equals(old.get(name)) && !but.contains(name)) {
                networks.put(name, network);
            }
        });
        put(root, networks);
    }

    private static void put(JsonNode.Dict root, Map<String, JsonNode.Dict> networks) {
        Lists.put(root, KEY, new ArrayList<>(networks.values()));
    }
}
