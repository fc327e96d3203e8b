package io.holdfast.store.config;

import io.holdfast.address.Protocol;
import io.holdfast.config.CompiledConfig;
import io.holdfast.config.compile.ConfigCompiler;
import io.holdfast.config.json.ConfigException;
import io.holdfast.config.json.JsonNode;
import io.holdfast.config.json.JsonPosition;
import io.holdfast.config.json.ParsedJson;
import io.holdfast.config.source.ConfigContent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Takes what was read as if a file had it. */
final class CompiledContent {

    private CompiledContent() {}

    @SuppressWarnings("unchecked")
    static CompiledConfig of(Protocol protocol, ConfigContent content) throws ConfigException {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        content.globals().forEach((name, value) -> {
            int dot = name.indexOf('.');
            if (dot < 0) {
                members.put(name, value);
            } else {
                ((Map<String, @Nullable Object>)
                                members.computeIfAbsent(name.substring(0, dot), n -> new LinkedHashMap<>()))
                        .put(name.substring(dot + 1), value);
            }
        });
        members.put("option-def", content.optionDefinitions());
        members.put("option-data", content.options());
        members.put("client-classes", content.classes());
        String subnets = protocol == Protocol.DHCP4 ? "subnet4" : "subnet6";
        Map<Object, Map<String, @Nullable Object>> networks = new LinkedHashMap<>();
        content.networks().forEach(network -> networks.put(network.get("name"), network));
        List<Object> free = new ArrayList<>();
        for (Map<String, @Nullable Object> subnet : content.subnets()) {
            Object network = subnet.remove("shared-network-name");
            List<Object> home = network == null
                    ? free
                    : (List<Object>) networks.get(network).computeIfAbsent(subnets, n -> new ArrayList<>());
            home.add(subnet);
        }
        members.put("shared-networks", content.networks());
        members.put(subnets, free);
        return ConfigCompiler.compile(new ParsedJson(
                JsonNode.of(Map.of(protocol.object(), members), new JsonPosition("database", 0, 0)), List.of()));
    }
}
