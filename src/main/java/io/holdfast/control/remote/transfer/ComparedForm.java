package io.holdfast.control.remote.transfer;

import io.holdfast.address.Protocol;
import io.holdfast.config.ServerConfig;
import io.holdfast.config.compile.keyword.ProtocolTerms;
import io.holdfast.config.json.JsonNode;
import io.holdfast.config.json.JsonPosition;
import io.holdfast.config.source.ConfigContent;
import io.holdfast.config.source.FileConfig;
import io.holdfast.config.stored.ObjectKind;
import io.holdfast.config.stored.StoredKeywords;
import io.holdfast.control.remote.StoredForm;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Configurations in one form, so that only what they say differs: objects as databases have them, subnets in one list with
 * the names of their networks.
 */
final class ComparedForm {

    private static final JsonPosition PLACE = new JsonPosition("the configuration", 0, 0);
    private static final String NETWORKS = "shared-networks";

    /** Parameters by their names first, then the objects. */
    private final Map<String, @Nullable Object> parameters = new TreeMap<>();

    private final Map<String, List<Map<String, @Nullable Object>>> objects = new LinkedHashMap<>();
    private final String subnets;

    private ComparedForm(Protocol protocol) {
        this.subnets = ProtocolTerms.subnets(protocol);
        for (String list : List.of("option-def", "option-data", "client-classes", NETWORKS, subnets)) {
            objects.put(list, new ArrayList<>());
        }
    }

    /** A configuration with all that is in it. */
    static Map<String, @Nullable Object> whole(ServerConfig config) {
        ComparedForm form = new ComparedForm(config.protocol());
        form.take(config, (JsonNode.Dict)
                JsonNode.of(FileConfig.of(config).document().members(), PLACE));
        return form.made();
    }

    /** What a database can have of a configuration. */
    static Map<String, @Nullable Object> storable(ServerConfig config) {
        ComparedForm form = new ComparedForm(config.protocol());
        Map<String, @Nullable Object> globals = new LinkedHashMap<>();
        for (Holding each : FileHoldings.of(config).holdings()) {
            if (each.kind() == ObjectKind.GLOBAL) {
                globals.put((String) each.id(), each.members().get("value"));
            } else {
                form.list(form.section(each.kind())).add(each.members());
            }
        }
        form.parameters.putAll(ConfigExport.globals(globals));
        return form.made();
    }

    static Map<String, @Nullable Object> stored(Protocol protocol, ConfigContent content) {
        ComparedForm form = new ComparedForm(protocol);
        form.parameters.putAll(ConfigExport.globals(content.globals()));
        form.list("option-def").addAll(content.optionDefinitions());
        form.list("option-data").addAll(content.options());
        form.list("client-classes").addAll(content.classes());
        form.list(NETWORKS).addAll(content.networks());
        form.list(form.subnets).addAll(content.subnets());
        return form.made();
    }

    private Map<String, @Nullable Object> made() {
        Map<String, @Nullable Object> made = new LinkedHashMap<>(parameters);
        objects.forEach((name, list) -> {
            if (!list.isEmpty()) {
                made.put(name, list);
            }
        });
        return made;
    }

    private String section(ObjectKind kind) {
        return switch (kind) {
            case DEFINITION -> "option-def";
            case OPTION -> "option-data";
            case CLIENT_CLASS -> "client-classes";
            case NETWORK -> NETWORKS;
            case SUBNET -> subnets;
            case GLOBAL, SERVER -> throw new IllegalArgumentException(kind + " is in no list");
        };
    }

    private List<Map<String, @Nullable Object>> list(String name) {
        return Objects.requireNonNull(objects.get(name), "as the constructor put it there");
    }

    private void take(ServerConfig config, JsonNode.Dict root) {
        root.members().forEach((name, member) -> {
            switch (name) {
                case "option-def" -> all(config, name, member.value(), StoredKeywords.DEFINITION);
                case "option-data" -> all(config, name, member.value(), StoredKeywords.OPTION);
                case "client-classes" -> all(config, name, member.value(), StoredKeywords.CLIENT_CLASS);
                case NETWORKS -> Trees.maps(member.value()).forEach(network -> network(config, network));
                default -> {
                    if (name.equals(subnets)) {
                        subnets(config, root, null);
                    } else if (!(member.value() instanceof JsonNode.Array(var _, List<JsonNode> items)
                            && items.isEmpty())) {
                        parameters.put(name, member.value().plain());
                    }
                }
            }
        });
    }

    private void all(ServerConfig config, String name, JsonNode list, StoredKeywords kind) {
        Trees.maps(list).forEach(each -> list(name).add(form(config).of(each, kind, name)));
    }

    private void network(ServerConfig config, JsonNode.Dict network) {
        list(NETWORKS).add(form(config).of(Trees.without(network, subnets), StoredKeywords.NETWORK, NETWORKS));
        subnets(config, network, network.get("name") instanceof JsonNode.Text(var _, String name) ? name : null);
    }

    private void subnets(ServerConfig config, JsonNode.Dict owner, @Nullable String network) {
        for (JsonNode.Dict subnet : Trees.maps(owner.get(subnets))) {
            Map<String, @Nullable Object> stored = form(config).of(subnet, StoredKeywords.SUBNET, subnets);
            if (network != null) {
                stored.put(Trees.NETWORK_NAME, network);
            }
            list(subnets).add(stored);
        }
    }

    private static StoredForm form(ServerConfig config) {
        return new StoredForm(config, new StoredForm.Strays.Kept());
    }
}
