package io.holdfast.config.compile.network;

import io.holdfast.config.Subnet;
import io.holdfast.config.json.JsonNode;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Subnets that were compiled before, by the nodes they were written in. What is the same node and inherits the same need not
 * be compiled again.
 *
 * @param changed the shared networks whose subnets inherit something else than they did
 */
public record KnownSubnets(Map<JsonNode.Dict, Subnet> byNode, Set<String> changed) {

    public static final KnownSubnets NONE = new KnownSubnets(Map.of(), Set.of());

    /** All that were made, by identity. */
    public static Map<JsonNode.Dict, Subnet> byNode(List<? extends SubnetCompiler.Placed<?>> placed) {
        Map<JsonNode.Dict, Subnet> byNode = new IdentityHashMap<>(placed.size());
        placed.forEach(each -> byNode.put(each.home().subnet().dict(), each.subnet()));
        return byNode;
    }

    /** Whether the node was checked and compiled before. */
    public boolean isChecked(JsonNode.Dict node) {
        return byNode.containsKey(node);
    }

    @Nullable
    Subnet find(Home home) {
        String network = home.networkName();
        return network != null && changed.contains(network)
                ? null
                : byNode.get(home.subnet().dict());
    }
}
