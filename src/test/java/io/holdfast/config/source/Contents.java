package io.holdfast.config.source;

import io.holdfast.config.json.ConfigException;
import io.holdfast.config.json.JsonNode;
import io.holdfast.config.json.JsonReader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Contents of configuration databases, written as a part of a configuration file. */
public final class Contents {

    private Contents() {}

    /** @param json members of {@code Dhcp4} or {@code Dhcp6}; a global parameter's name may have a dot */
    public static ConfigContent of(long revision, String json) {
        Map<String, @Nullable Object> members = members(json);
        List<Map<String, @Nullable Object>> definitions = taken(members, "option-def");
        List<Map<String, @Nullable Object>> options = taken(members, "option-data");
        List<Map<String, @Nullable Object>> classes = taken(members, "client-classes");
        List<Map<String, @Nullable Object>> networks = taken(members, "shared-networks");
        List<Map<String, @Nullable Object>> subnets = taken(members, "subnet4");
        subnets.addAll(taken(members, "subnet6"));
        return new ConfigContent(
                new AuditMark(revision, 0, 0), members, definitions, options, classes, networks, subnets);
    }

    private static Map<String, @Nullable Object> members(String json) {
        try {
            return ((JsonNode.Dict) JsonReader.parse("{" + json + "}", "test").root()).plain();
        } catch (ConfigException e) {
            throw new IllegalArgumentException(e);
        }
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, @Nullable Object>> taken(Map<String, @Nullable Object> members, String key) {
        Object list = members.remove(key);
        return list == null
                ? new java.util.ArrayList<>()
                : new java.util.ArrayList<>((List<LinkedHashMap<String, @Nullable Object>>) list);
    }
}
