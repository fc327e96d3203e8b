package io.holdfast.config.compile;

import io.holdfast.address.Protocol;
import io.holdfast.classify.ClassNames;
import io.holdfast.config.Subnet;
import io.holdfast.config.compile.keyword.ProtocolTerms;
import io.holdfast.config.compile.network.KnownSubnets;
import io.holdfast.config.json.JsonNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A configuration that was compiled, for the next one, which takes over each subnet that is written in the same node and
 * inherits the same. Of one protocol.
 *
 * @param subnets by the identity of their nodes
 * @param plain what the nodes of subnets are in the document
 */
public record CompileMemory(
        Protocol protocol,
        JsonNode.Dict root,
        ClassNames names,
        Map<JsonNode.Dict, Subnet> subnets,
        Map<JsonNode.Dict, Map<String, @Nullable Object>> plain) {

    private static final String NETWORKS = "shared-networks";

    /** What may be taken over; nothing when what all inherit from has changed. */
    KnownSubnets known(JsonNode.Dict next) {
        return alike(root, next, Set.of(ProtocolTerms.subnets(protocol), NETWORKS))
                ? new KnownSubnets(subnets, changed(next))
                : KnownSubnets.NONE;
    }

    /** Networks that are not as they were, but for their subnets. */
    private Set<String> changed(JsonNode.Dict next) {
        Set<String> but = Set.of(ProtocolTerms.subnets(protocol));
        Map<String, JsonNode.Dict> former = networks(root);
        Set<String> changed = new HashSet<>();
        networks(next).forEach((name, network) -> {
            JsonNode.Dict old = former.get(name);
            if (old == null || !alike(old, network, but)) {
                changed.add(name);
            }
        });
        return changed;
    }

    private static Map<String, JsonNode.Dict> networks(JsonNode.Dict root) {
        Map<String, JsonNode.Dict> networks = new HashMap<>();
        if (root.get(NETWORKS) instanceof JsonNode.Array list) {
            list.items().forEach(item -> {
                if (item instanceof JsonNode.Dict network && network.get("name") instanceof JsonNode.Text name) {
                    networks.put(name.value(), network);
                }
            });
        }
        return networks;
    }

    private static boolean alike(JsonNode.Dict one, JsonNode.Dict other, Set<String> but) {
        return members(one, but).equals(members(other, but));
    }

    private static Map<String, JsonNode> members(JsonNode.Dict map, Set<String> but) {
        Map<String, JsonNode> members = new HashMap<>();
        map.members().forEach((name, member) -> {
            if (!but.contains(name)) {
                members.put(name, member.value());
            }
        });
        return members;
    }
}
