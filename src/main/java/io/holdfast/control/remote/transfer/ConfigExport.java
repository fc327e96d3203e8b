package io.holdfast.control.remote.transfer;

import io.holdfast.address.Protocol;
import io.holdfast.config.compile.keyword.ProtocolTerms;
import io.holdfast.config.source.ConfigContent;
import io.holdfast.control.remote.ShownForm;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a database has for a server, as a configuration file: subnets in their networks, options with their names. */
public final class ConfigExport {

    private static final String NETWORKS = "shared-networks";

    private final Protocol protocol;
    private final ConfigContent content;
    private final ShownForm form;

    public ConfigExport(Protocol protocol, ConfigContent content) {
        this.protocol = protocol;
        this.content = content;
        this.form = new ShownForm(ProtocolTerms.standardOptions(protocol), content.optionDefinitions());
    }

    /** {@code {"Dhcp4": {...}}}. */
    public Map<String, @Nullable Object> wrapped() {
        Map<String, @Nullable Object> file = globals(content.globals());
        put(file, "option-def", each(content.optionDefinitions(), form::members));
        put(file, "option-data", each(content.options(), option -> form.option(option, null)));
        put(file, "client-classes", each(content.classes(), form::members));
        List<Map<String, @Nullable Object>> alone = new ArrayList<>();
        put(file, NETWORKS, networks(alone));
        put(file, ProtocolTerms.subnets(protocol), alone);
        Map<String, @Nullable Object> wrapped = new LinkedHashMap<>();
        wrapped.put(protocol.object(), file);
        return wrapped;
    }

    /** Parameters of maps in their maps. */
    @SuppressWarnings("unchecked") // nobody else puts anything there
    static Map<String, @Nullable Object> globals(Map<String, @Nullable Object> flat) {
        Map<String, @Nullable Object> file = new LinkedHashMap<>();
        flat.forEach((name, value) -> {
            int dot = name.indexOf('.');
            if (dot < 0) {
                file.put(name, value);
            } else {
                Object map = file.computeIfAbsent(name.substring(0, dot), _ -> new LinkedHashMap<>());
                if (map instanceof Map<?, ?>) {
                    ((Map<String, @Nullable Object>) map).put(name.substring(dot + 1), value);
                }
            }
        });
        return file;
    }

    /**
     * A network that this server does not have may be its file's: it is then told by its name.
     *
     * @param alone gets the subnets that are in none
     */
    private List<Map<String, @Nullable Object>> networks(List<Map<String, @Nullable Object>> alone) {
        Map<Object, Map<String, @Nullable Object>> networks = new LinkedHashMap<>();
        for (Map<String, @Nullable Object> network : content.networks()) {
            networks.put(String.valueOf(network.get("name")), form.members(network));
        }
        Map<Object, List<Map<String, @Nullable Object>>> inside = new LinkedHashMap<>();
        for (Map<String, @Nullable Object> subnet : content.subnets()) {
            Map<String, @Nullable Object> shown = form.members(subnet);
            Object network = shown.remove(Trees.NETWORK_NAME);
            if (network == null) {
                alone.add(shown);
            } else {
                inside.computeIfAbsent(network, _ -> new ArrayList<>()).add(shown);
            }
        }
        inside.forEach((name, subnets) -> networks.computeIfAbsent(name, _ -> new LinkedHashMap<>(Map.of("name", name)))
                .put(ProtocolTerms.subnets(protocol), subnets));
        return List.copyOf(networks.values());
    }

    private static void put(
            Map<String, @Nullable Object> file, String list, List<Map<String, @Nullable Object>> objects) {
        if (!objects.isEmpty()) {
            file.put(list, objects);
        }
    }

    private static List<Map<String, @Nullable Object>> each(
            List<Map<String, @Nullable Object>> stored,
            Function<Map<String, @Nullable Object>, Map<String, @Nullable Object>> showing) {
        return stored.stream().map(showing).toList();
    }
}
