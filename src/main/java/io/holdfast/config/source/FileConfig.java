package io.holdfast.config.source;

import io.holdfast.address.Protocol;
import io.holdfast.config.ConfigDocument;
import io.holdfast.config.ServerConfig;
import io.holdfast.config.Subnet;
import io.holdfast.config.json.JsonNode;
import io.holdfast.config.json.JsonPosition;
import io.holdfast.wire.OptionTable;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The share of a configuration that comes from no database: the file's, changed by commands since. Every subnet has its
 * {@code id} in it, so that none gets another one when a database's come beside them.
 *
 * @param definitions by which options that are only named are known
 */
public record FileConfig(ConfigDocument document, OptionTable definitions) {

    /** Where it stands, for messages. */
    static final JsonPosition PLACE = new JsonPosition("the configuration file", 0, 0);

    private static final String CLASSES = "client-classes";
    private static final String NETWORKS = "shared-networks";
    private static final String RESERVATIONS = "reservations";

    /** @param config compiled from the file alone */
    public static FileConfig of(ServerConfig config) {
        JsonNode.Dict root = root(config.document());
        Map<String, Long> ids = new HashMap<>();
        for (Subnet subnet : config.subnets()) {
            ids.put(subnet.network() + "/" + subnet.prefixLength(), Integer.toUnsignedLong(subnet.id()));
        }
        SubnetShelf.takeFrom(config.protocol(), root, ids).putInto(root, true);
        return new FileConfig(new ConfigDocument(config.protocol(), root.plain()), config.definitions());
    }

    Protocol protocol() {
        return document.protocol();
    }

    /** A tree of its own, to be changed. */
    JsonNode.Dict root() {
        return root(document);
    }

    /**
     * The same, in which subnets are the nodes that they were in another merge, if they were in one: they are not to be
     * changed.
     *
     * @param memory gets them for the next
     */
    JsonNode.Dict root(MergeMemory former, MergeMemory memory) {
        String subnets = protocol().label().replace("dhcp", "subnet");
        Map<String, @Nullable Object> members = known(document.members(), subnets, former, memory);
        members.computeIfPresent(
                NETWORKS,
                (_, list) -> list instanceof List<?> networks
                        ? networks.stream()
                                .map(network -> network instanceof Map<?, ?> map
                                        ? known(map, subnets, former, memory)
                                        : network)
                                .toList()
                        : list);
        return (JsonNode.Dict) JsonNode.of(members, PLACE);
    }

    /** A copy with nodes for its subnets. */
    private static Map<String, @Nullable Object> known(
            Map<?, ?> owner, String subnets, MergeMemory former, MergeMemory memory) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        owner.forEach((key, value) -> members.put(
                String.valueOf(key),
                key.equals(subnets) && value instanceof List<?> list
                        ? list.stream()
                                .map(each -> each instanceof Map<?, ?> map ? node(map, former, memory) : each)
                                .toList()
                        : value));
        return members;
    }

    private static JsonNode node(Map<?, ?> subnet, MergeMemory former, MergeMemory memory) {
        JsonNode.Dict present = former.node(subnet, PLACE.file());
        JsonNode.Dict node = present != null ? present : (JsonNode.Dict) JsonNode.of(subnet, PLACE);
        memory.keep(subnet, PLACE.file(), node);
        return node;
    }

    private static JsonNode.Dict root(ConfigDocument document) {
        return (JsonNode.Dict) JsonNode.of(document.members(), PLACE);
    }

    /**
     * The same with what a command changed in the configuration in effect. What the databases have stays out of it: there
     * the next change of theirs wins.
     *
     * @param shares that are in the configuration in effect
     */
    public FileConfig carrying(ConfigDocument before, ConfigDocument after, List<ConfigShare> shares) {
        JsonNode.Dict root = root();
        JsonNode.Dict old = root(before);
        JsonNode.Dict next = root(after);
        SubnetShelf shelf = SubnetShelf.takeFrom(protocol(), root, Map.of());
        SubnetShelf oldShelf = SubnetShelf.takeFrom(protocol(), old, Map.of());
        SubnetShelf nextShelf = SubnetShelf.takeFrom(protocol(), next, Map.of());
        shelf.carry(oldShelf, nextShelf, ids(shares));
        NetworkList.carry(root, old, next, names(shares));
        carry(RESERVATIONS, root, old, next);
        if (shares.stream().allMatch(share -> share.content().classes().isEmpty())) {
            carry(CLASSES, root, old, next);
        }
        shelf.putInto(root, true);
        return new FileConfig(new ConfigDocument(protocol(), root.plain()), definitions);
    }

    private static void carry(String key, JsonNode.Dict root, JsonNode.Dict old, JsonNode.Dict next) {
        JsonNode wanted = next.get(key);
        if (Objects.equals(old.get(key), wanted)) {
            return;
        }
        if (wanted == null) {
            root.members().remove(key);
        } else {
            root.members().put(key, new JsonNode.Member(PLACE, wanted));
        }
    }

    private static Set<Long> ids(List<ConfigShare> shares) {
        Set<Long> ids = new HashSet<>();
        for (ConfigShare share : shares) {
            share.content().subnets().forEach(subnet -> {
                if (subnet.get("id") instanceof Number id) {
                    ids.add(id.longValue());
                }
            });
        }
        return ids;
    }

    private static Set<@Nullable Object> names(List<ConfigShare> shares) {
        Set<@Nullable Object> names = new HashSet<>();
        shares.forEach(share -> share.content().networks().forEach(network -> names.add(network.get("name"))));
        return names;
    }
}
