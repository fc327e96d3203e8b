package io.holdfast.config.compile;

import io.holdfast.address.Protocol;
import io.holdfast.config.ConfigDocument;
import io.holdfast.config.compile.keyword.ProtocolTerms;
import io.holdfast.config.json.JsonNode;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes the document of a configuration, in which subnets of the same node as before are the same map. */
final class PlainDocument {

    private final Protocol protocol;
    private final Map<JsonNode.Dict, Map<String, @Nullable Object>> former;
    private final Map<JsonNode.Dict, Map<String, @Nullable Object>> made = new IdentityHashMap<>();

    PlainDocument(Protocol protocol, Map<JsonNode.Dict, Map<String, @Nullable Object>> former) {
        this.protocol = protocol;
        this.former = former;
    }

    ConfigDocument of(JsonNode.Dict root) {
        return new ConfigDocument(protocol, map(root));
    }

    /** By the identity of their nodes. */
    Map<JsonNode.Dict, Map<String, @Nullable Object>> subnets() {
        return made;
    }

    private Map<String, @Nullable Object> map(JsonNode.Dict owner) {
        Map<String, @Nullable Object> plain = new LinkedHashMap<>();
        owner.members().forEach((name, member) -> {
            JsonNode value = member.value();
            if (value instanceof JsonNode.Array list && name.equals(ProtocolTerms.subnets(protocol))) {
                plain.put(name, subnets(list));
            } else if (value instanceof JsonNode.Array list && name.equals("shared-networks")) {
                List<@Nullable Object> networks = new ArrayList<>(list.items().size());
                list.items().forEach(item -> networks.add(item instanceof JsonNode.Dict map ? map(map) : item.plain()));
                plain.put(name, networks);
            } else {
                plain.put(name, value.plain());
            }
        });
        return plain;
    }

    private List<@Nullable Object> subnets(JsonNode.Array list) {
        List<@Nullable Object> subnets = new ArrayList<>(list.items().size());
        list.items().forEach(item -> subnets.add(item instanceof JsonNode.Dict map ? subnet(map) : item.plain()));
        return subnets;
    }

    private Map<String, @Nullable Object> subnet(JsonNode.Dict node) {
        Map<String, @Nullable Object> same = former.get(node);
        Map<String, @Nullable Object> plain = same == null ? node.plain() : same;
        made.put(node, plain);
        return plain;
    }
}
