package io.holdfast.control;

import io.holdfast.config.json.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Puts back the secrets that {@code config-get} masked: tools get the configuration, change a little, and set it again,
 * and nobody's password may become {@code *****} by that. A secret comes from the map at the same place in the present
 * configuration (in a list: from any of its maps) that is about the same user and server.
 */
final class MaskedSecrets {

    private static final String MASK = "*****";
    private static final Set<String> SECRETS = Set.of("password", "secret");
    private static final Set<String> IDENTITY = Set.of("type", "host", "port", "name", "user", "user-file");

    private MaskedSecrets() {}

    /** @throws RefusedException naming the first masked secret that the present configuration does not know */
    static JsonNode restore(JsonNode given, @Nullable Object present, String path) {
        return switch (given) {
            case JsonNode.Dict dict -> dict(dict, present instanceof Map<?, ?> map ? map : Map.of(), path);
            case JsonNode.Array(var at, List<JsonNode> items) -> {
                List<?> candidates = present instanceof List<?> list ? list : List.of();
                List<JsonNode> restored = new ArrayList<>(items.size());
                for (JsonNode item : items) {
                    String place = path + "[" + restored.size() + "]";
                    restored.add(restore(item, counterpart(item, candidates, restored.size()), place));
                }
                yield new JsonNode.Array(at, restored);
            }
            case JsonNode other -> other;
        };
    }

    private static JsonNode dict(JsonNode.Dict given, Map<?, ?> present, String path) {
        Map<String, JsonNode.Member> restored = new LinkedHashMap<>();
        given.members().forEach((key, member) -> {
            String place = path + "." + key;
            JsonNode value = isMasked(key, member.value())
                    ? secret(given, present, member.value(), key, place)
                    : key.equals("user-context") ? member.value() : restore(member.value(), present.get(key), place);
            restored.put(key, new JsonNode.Member(member.keyAt(), value));
        });
        return new JsonNode.Dict(given.at(), restored);
    }

    private static JsonNode secret(JsonNode.Dict given, Map<?, ?> present, JsonNode masked, String key, String place) {
        if (present.get(key) instanceof String secret && sameIdentity(given, present)) {
            return new JsonNode.Text(masked.at(), secret);
        }
        throw new RefusedException(place + " is masked, and the present configuration has no such secret here: give the"
                + " secret itself");
    }

    /** The present map about the same thing; else what stands at the same index. */
    private static @Nullable Object counterpart(JsonNode item, List<?> candidates, int index) {
        if (item instanceof JsonNode.Dict dict && hasMasked(dict)) {
            for (Object candidate : candidates) {
                if (candidate instanceof Map<?, ?> map && sameIdentity(dict, map)) {
                    return candidate;
                }
            }
        }
        return index < candidates.size() ? candidates.get(index) : null;
    }

    private static boolean sameIdentity(JsonNode.Dict given, Map<?, ?> present) {
        return IDENTITY.stream().allMatch(key -> {
            JsonNode value = given.get(key);
            return Objects.equals(value == null ? null : value.plain(), present.get(key));
        });
    }

    private static boolean hasMasked(JsonNode.Dict dict) {
        return dict.members().entrySet().stream()
                .anyMatch(member -> isMasked(member.getKey(), member.getValue().value()));
    }

    private static boolean isMasked(String key, JsonNode value) {
        return SECRETS.contains(key) && value instanceof JsonNode.Text(var _, String text) && text.equals(MASK);
    }
}
