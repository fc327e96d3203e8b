package io.holdfast.config.source;

import io.holdfast.config.json.JsonNode;
import java.util.IdentityHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What subnets were in one merge, for the next: the same subnet, in the same place, stays the same node, by
 * which whoever compiles them knows that nothing has changed in it. To be given to one merge at a time.
 */
public final class MergeMemory {

    private record Kept(String place, JsonNode.Dict node) {}

    private final Map<Map<?, ?>, Kept> nodes;

    private MergeMemory(Map<Map<?, ?>, Kept> nodes) {
        this.nodes = nodes;
    }

    /** Of nothing. */
    public static MergeMemory empty() {
        return new MergeMemory(new IdentityHashMap<>());
    }

    /** For the next merge: filled by {@link #keep}. */
    static MergeMemory sized(int subnets) {
        return new MergeMemory(new IdentityHashMap<>(subnets));
    }

    JsonNode.@Nullable Dict node(Map<?, ?> object, String place) {
        Kept kept = nodes.get(object);
        return kept != null && kept.place.equals(place) ? kept.node : null;
    }

    void keep(Map<?, ?> object, String place, JsonNode.Dict node) {
        nodes.put(object, new Kept(place, node));
    }
}
