package io.holdfast.config.source;

import io.holdfast.config.json.ConfigException;
import io.holdfast.config.json.ConfigProblem;
import io.holdfast.config.json.ConfigProblem.Severity;
import io.holdfast.config.json.JsonNode;
import io.holdfast.config.json.JsonPosition;
import io.holdfast.config.json.ParsedJson;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lays what databases have over the file's configuration, as Kea does: parameters, option definitions and options, networks
 * and subnets take the place of the same in the file, and classes, which stand in an order, that of all of them. The result
 * is to be compiled as any configuration; what comes from a database says so as its place.
 */
public final class ConfigMerge {

    private final JsonNode.Dict root;
    private final SubnetShelf shelf;
    private final OptionMerge options;
    private final FileConfig file;
    private final MergeMemory former;
    private final MergeMemory memory;
    private final List<ConfigProblem> warnings = new ArrayList<>();

    private ConfigMerge(FileConfig file, MergeMemory former, int subnets) {
        this.file = file;
        this.former = former;
        this.memory = MergeMemory.sized(subnets);
        this.root = file.root(former, memory);
        this.shelf = SubnetShelf.takeFrom(file.protocol(), root, Map.of());
        this.options = new OptionMerge(file.protocol().label(), file.definitions());
    }

    /**
     * @param json with the object {@code Dhcp4} or {@code Dhcp6}
     * @param memory for the next merge
     */
    public record Merged(ParsedJson json, MergeMemory memory) {}

    /** As {@link #merge(FileConfig, List, MergeMemory)}, where there is no former one. */
    public static ParsedJson merge(FileConfig file, List<ConfigShare> shares) throws ConfigException {
        return merge(file, shares, MergeMemory.empty()).json();
    }

    /**
     * @param shares in the order of the databases: of two that have the same object the first counts
     * @param former what the last merge left
     * @throws ConfigException when they do not fit together
     */
    public static Merged merge(FileConfig file, List<ConfigShare> shares, MergeMemory former) throws ConfigException {
        int subnets = shares.stream()
                .mapToInt(share -> share.content().subnets().size())
                .sum();
        ConfigMerge merge = new ConfigMerge(file, former, subnets);
        List<ConfigShare> over = shares.reversed();
        over.forEach(merge::layParts);
        over.forEach(merge::laySubnets); // whose networks may be of any database
        merge.putSubnets();
        JsonNode.Member member = new JsonNode.Member(FileConfig.PLACE, merge.root);
        ParsedJson json = new ParsedJson(
                new JsonNode.Dict(FileConfig.PLACE, Map.of(file.protocol().object(), member)), merge.warnings);
        return new Merged(json, merge.memory);
    }

    private void layParts(ConfigShare share) {
        ConfigContent content = share.content();
        content.globals().forEach((name, value) -> global(share, name, value));
        options.definitions(root, nodes(share, "option definition", "code", content.optionDefinitions()));
        options.options(root, nodes(share, "option", "code", content.options()));
        if (!content.classes().isEmpty()) {
            Lists.put(root, "client-classes", nodes(share, "client class", "name", content.classes()));
        }
        NetworkList.replace(root, nodes(share, "shared network", "name", content.networks()));
    }

    private void laySubnets(ConfigShare share) {
        String kind = file.protocol().label().replace("dhcp", "subnet");
        for (Map<String, @Nullable Object> subnet : share.content().subnets()) {
            JsonNode.Dict node = former.node(subnet, share.place());
            if (node == null) {
                Map<String, @Nullable Object> alone = new LinkedHashMap<>(subnet);
                alone.remove(SubnetShelf.NETWORK); // the file says it by where the subnet stands
                node = (JsonNode.Dict) JsonNode.of(alone, place(share, kind, "id " + subnet.get("id")));
            }
            memory.keep(subnet, share.place(), node);
            Object network = subnet.get(SubnetShelf.NETWORK);
            shelf.replace(node, network == null ? null : network.toString());
        }
    }

    private void global(ConfigShare share, String name, @Nullable Object value) {
        JsonPosition at = place(share, "global parameter", name);
        String refusal = GlobalNames.refusal(file.protocol(), name); // it may be one of a later Kea, which others go by
        if (refusal != null) {
            leaveOut(at, refusal);
            return;
        }
        int dot = name.indexOf('.');
        JsonNode.Dict owner = dot < 0 ? root : map(GlobalNames.owner(name), at);
        owner.members().put(name.substring(dot + 1), new JsonNode.Member(at, JsonNode.of(value, at)));
    }

    private void leaveOut(JsonPosition at, String reason) {
        warnings.add(new ConfigProblem(Severity.WARNING, at.file(), 0, 0, "", "is left out: " + reason));
    }

    private JsonNode.Dict map(String key, JsonPosition at) {
        if (root.get(key) instanceof JsonNode.Dict map) {
            return map;
        }
        JsonNode.Dict map = (JsonNode.Dict) JsonNode.of(Map.of(), at);
        root.members().put(key, new JsonNode.Member(at, map));
        return map;
    }

    private void putSubnets() throws ConfigException {
        Set<String> networks = new HashSet<>(NetworkList.byName(root).keySet());
        List<ConfigProblem> strays = new ArrayList<>();
        for (SubnetShelf.Stray stray : shelf.strays(networks)) {
            strays.add(new ConfigProblem(
                    Severity.ERROR,
                    stray.at().file(),
                    0,
                    0,
                    "",
                    "is in the shared network " + stray.network()
                            + ", which neither the file nor a database has for this server"));
        }
        if (!strays.isEmpty()) {
            throw new ConfigException(strays, warnings);
        }
        shelf.putInto(root, false);
    }

    /** @param key whose value says which one it is */
    private static List<JsonNode.Dict> nodes(
            ConfigShare share, String kind, String key, List<Map<String, @Nullable Object>> objects) {
        List<JsonNode.Dict> nodes = new ArrayList<>(objects.size());
        for (Map<String, @Nullable Object> object : objects) {
            nodes.add((JsonNode.Dict) JsonNode.of(object, place(share, kind, String.valueOf(object.get(key)))));
        }
        return nodes;
    }

    private static JsonPosition place(ConfigShare share, String kind, String which) {
        return new JsonPosition(share.place() + " " + kind + " " + which, 0, 0);
    }
}
