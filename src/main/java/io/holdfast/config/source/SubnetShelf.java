package io.holdfast.config.source;

import io.holdfast.address.Ipv4Prefix;
import io.holdfast.address.Ipv6Prefix;
import io.holdfast.address.Protocol;
import io.holdfast.config.json.JsonNode;
import io.holdfast.config.json.JsonPosition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The subnets of a configuration, taken out of their lists, each with the name of the shared network that it is in. */
final class SubnetShelf {

    static final String NETWORK = "shared-network-name";
    private static final String RESERVATIONS = "reservations";

    private record Item(JsonNode.Dict subnet, @Nullable String network, boolean fromDatabase) {}

    private final Protocol protocol;
    private final Map<Long, Item> byId = new LinkedHashMap<>();
    private final Map<String, Long> byPrefix = new HashMap<>();

    private SubnetShelf(Protocol protocol) {
        this.protocol = protocol;
    }

    /**
     * Takes all subnets out of a configuration.
     *
     * @param ids of those that have none in it, by prefix
     */
    static SubnetShelf takeFrom(Protocol protocol, JsonNode.Dict root, Map<String, Long> ids) {
        SubnetShelf shelf = new SubnetShelf(protocol);
        shelf.take(root, null, ids);
        for (JsonNode.Dict network : NetworkList.of(root)) {
            shelf.take(network, NetworkList.name(network), ids);
        }
        return shelf;
    }

    private void take(JsonNode.Dict owner, @Nullable String network, Map<String, Long> ids) {
        JsonNode.Member list = owner.members().remove(key());
        if (list == null || !(list.value() instanceof JsonNode.Array(var _, List<JsonNode> items))) {
            return;
        }
        for (JsonNode item : items) {
            if (item instanceof JsonNode.Dict subnet) {
                give(subnet, ids);
                String named = subnet.get(NETWORK) instanceof JsonNode.Text(var _, String name) ? name : network;
                add(id(subnet), new Item(subnet, named, false));
            }
        }
    }

    private void give(JsonNode.Dict subnet, Map<String, Long> ids) {
        Long id = id(subnet) == 0 ? ids.get(prefix(subnet)) : null;
        if (id != null) {
            subnet.members().put("id", new JsonNode.Member(subnet.at(), new JsonNode.Whole(subnet.at(), id)));
        }
    }

    private void add(long id, Item item) {
        byId.put(id, item);
        byPrefix.put(prefix(item.subnet()), id);
    }

    /**
     * A database's subnet takes the place of those with its id or its prefix; reservations stay with the id, as in Kea.
     *
     * @param subnet not to be changed, because others know it, too
     * @param network that it is in
     */
    void replace(JsonNode.Dict subnet, @Nullable String network) {
        long id = id(subnet);
        Item former = remove(id);
        removeSame(subnet);
        JsonNode reservations = former == null ? null : former.subnet().get(RESERVATIONS);
        boolean carried = reservations != null && subnet.get(RESERVATIONS) == null;
        add(id, new Item(carried ? with(subnet, RESERVATIONS, reservations) : subnet, network, true));
    }

    /** A copy, because others may know the node: with another member, or without it. */
    private static JsonNode.Dict with(JsonNode.Dict subnet, String name, @Nullable JsonNode value) {
        Map<String, JsonNode.Member> members = new LinkedHashMap<>(subnet.members());
        if (value == null) {
            members.remove(name);
        } else {
            members.put(name, new JsonNode.Member(value.at(), value));
        }
        return new JsonNode.Dict(subnet.at(), members);
    }

    private void removeSame(JsonNode.Dict subnet) {
        Long same = byPrefix.get(prefix(subnet));
        if (same != null) {
            remove(same);
        }
    }

    private @Nullable Item remove(long id) {
        Item former = byId.remove(id);
        if (former != null) {
            byPrefix.remove(prefix(former.subnet()), id);
        }
        return former;
    }

    /** Takes over what differs between two others, but for some subnets. */
    void carry(SubnetShelf before, SubnetShelf after, Set<Long> but) {
        before.byId.keySet().stream()
                .filter(id -> !after.byId.containsKey(id) && !but.contains(id))
                .forEach(this::remove);
        after.byId.forEach((id, item) -> {
            if (!item.equals(before.byId.get(id)) && !but.contains(id)) {
                remove(id);
                removeSame(item.subnet()); // one of ours that a database had replaced
                add(id, item);
            }
        });
    }

    /** @param network that is not there */
    record Stray(JsonPosition at, String network) {}

    /** The subnets of databases that are in networks which are not there. */
    List<Stray> strays(Set<String> networks) {
        List<Stray> strays = new ArrayList<>();
        byId.values().forEach(item -> {
            String network = item.network();
            if (item.fromDatabase() && network != null && !networks.contains(network)) {
                strays.add(new Stray(item.subnet().at(), network));
            }
        });
        return strays;
    }

    /**
     * Puts each subnet into its network, if that is there.
     *
     * @param naming subnets keep the names of networks that are not there, which may come
     */
    void putInto(JsonNode.Dict root, boolean naming) {
        Map<String, JsonNode.Dict> networks = NetworkList.byName(root);
        byId.values().forEach(item -> {
            JsonNode.Dict network = item.network() == null ? null : networks.get(item.network());
            JsonNode.Dict subnet = item.subnet();
            if (naming && network == null && item.network() != null) {
                subnet = with(subnet, NETWORK, new JsonNode.Text(subnet.at(), item.network()));
            } else if (subnet.get(NETWORK) != null) {
                subnet = with(subnet, NETWORK, null);
            }
            list(network == null ? root : network).add(subnet);
        });
    }

    private List<JsonNode> list(JsonNode.Dict owner) {
        if (owner.get(key()) instanceof JsonNode.Array(var _, List<JsonNode> items)) {
            return items;
        }
        List<JsonNode> items = new ArrayList<>();
        owner.members().put(key(), new JsonNode.Member(owner.at(), new JsonNode.Array(owner.at(), items)));
        return items;
    }

    private String key() {
        return switch (protocol) {
            case DHCP4 -> "subnet4";
            case DHCP6 -> "subnet6";
        };
    }

    private static long id(JsonNode.Dict subnet) {
        return subnet.get("id") instanceof JsonNode.Whole(var _, long id) ? id : 0;
    }

    /** As the compiled subnet has it; the text itself when it is none, which the compiler will say. */
    private String prefix(JsonNode.Dict subnet) {
        String text = subnet.get("subnet") instanceof JsonNode.Text(var _, String given) ? given : "";
        String bare = text.replace(" ", "").replace("\t", "");
        try {
            return Objects.toString(
                    switch (protocol) {
                        case DHCP4 -> Ipv4Prefix.parse(bare);
                        case DHCP6 -> Ipv6Prefix.parse(bare);
                    });
        } catch (IllegalArgumentException _) {
            return text;
        }
    }
}
