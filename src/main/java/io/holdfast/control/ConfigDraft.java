package io.holdfast.control;

import io.holdfast.address.IpAddress;
import io.holdfast.address.Ipv4Prefix;
import io.holdfast.address.Ipv6Prefix;
import io.holdfast.address.Protocol;
import io.holdfast.config.ServerConfig;
import io.holdfast.config.Subnet;
import io.holdfast.config.json.JsonNode;
import io.holdfast.config.json.JsonPosition;
import io.holdfast.config.json.ParsedJson;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A copy of the configuration in effect, as it was written, to be changed. Every subnet has its {@code id} in it, so that no
 * other subnet gets another one when one comes or goes.
 */
final class ConfigDraft {

    /** Where what is not changed stands, for messages. */
    static final JsonPosition RUNNING = new JsonPosition("the running configuration", 0, 0);

    private static final String NETWORKS = "shared-networks";
    private static final String RESERVATIONS = "reservations";

    private final Protocol protocol;
    private final ServerConfig present;
    private final JsonNode.Dict root;

    /**
     * A subnet in the draft.
     *
     * @param list that it is in, to be changed
     * @param network the shared network it is in; absent when it stands alone
     */
    record Place(List<JsonNode> list, JsonNode.Dict subnet, JsonNode.@Nullable Dict network) {

        void replace(JsonNode.Dict next) {
            list.set(index(), next);
        }

        void remove() {
            list.remove(index());
        }

        private int index() {
            for (int i = 0; i < list.size(); i++) {
                if (list.get(i) == subnet) {
                    return i;
                }
            }
            throw new IllegalStateException("it has gone from its list");
        }
    }

    ConfigDraft(ServerConfig present) {
        this.protocol = present.protocol();
        this.present = present;
        this.root = (JsonNode.Dict) JsonNode.of(present.document().members(), RUNNING);
        giveIds();
    }

    ServerConfig present() {
        return present;
    }

    ParsedJson parsed() {
        return new ParsedJson(new JsonNode.Dict(RUNNING, Map.of(protocol.object(), member(root))), List.of());
    }

    JsonNode.Dict root() {
        return root;
    }

    /** {@code subnet4} or {@code subnet6}, as lists and their commands are called. */
    static String subnetKey(Protocol protocol) {
        return protocol == Protocol.DHCP4 ? "subnet4" : "subnet6";
    }

    /** The subnets that stand alone. */
    List<JsonNode> subnets() {
        return list(root, subnetKey(protocol));
    }

    /** Those of a shared network. */
    List<JsonNode> subnets(JsonNode.Dict network) {
        return list(network, subnetKey(protocol));
    }

    List<JsonNode> networks() {
        return list(root, NETWORKS);
    }

    JsonNode.@Nullable Dict network(String name) {
        return named(networks(), name);
    }

    List<JsonNode> classes() {
        return list(root, "client-classes");
    }

    /**
     * The reservations of a subnet, in the order of the compiled ones; 0 for the global ones.
     *
     * @throws IllegalArgumentException when there is no such subnet
     */
    List<JsonNode> reservations(int subnetId) {
        if (subnetId == 0) {
            return list(root, RESERVATIONS);
        }
        Place place = subnet(subnetId);
        if (place == null) {
            throw new IllegalArgumentException("no subnet " + Integer.toUnsignedString(subnetId));
        }
        return list(place.subnet(), RESERVATIONS);
    }

    /** The map with this {@code name}; absent when there is none. */
    static JsonNode.@Nullable Dict named(List<JsonNode> maps, String name) {
        for (JsonNode item : maps) {
            if (item instanceof JsonNode.Dict map
                    && map.get("name") instanceof JsonNode.Text(var _, String text)
                    && text.equals(name)) {
                return map;
            }
        }
        return null;
    }

    /** @param id an unsigned int */
    @Nullable
    Place subnet(int id) {
        for (Place place : places()) {
            if (id(place.subnet()) == Integer.toUnsignedLong(id)) {
                return place;
            }
        }
        return null;
    }

    /** The list under a key, to be changed; made when there is none. */
    static List<JsonNode> list(JsonNode.Dict owner, String key) {
        if (owner.get(key) instanceof JsonNode.Array(var _, List<JsonNode> items)) {
            return items;
        }
        List<JsonNode> items = new ArrayList<>();
        owner.members().put(key, member(new JsonNode.Array(RUNNING, items)));
        return items;
    }

    static JsonNode.Member member(JsonNode value) {
        return new JsonNode.Member(value.at(), value);
    }

    /** A copy whose members may be changed. */
    static JsonNode.Dict copy(JsonNode.Dict map) {
        return new JsonNode.Dict(map.at(), new LinkedHashMap<>(map.members()));
    }

    /** Of a subnet; 0 when it has none. */
    static long id(JsonNode.Dict subnet) {
        return subnet.get("id") instanceof JsonNode.Whole(var _, long id) ? id : 0;
    }

    private List<Place> places() {
        List<Place> places = new ArrayList<>();
        add(places, root, null);
        for (JsonNode item : existing(root, NETWORKS)) {
            if (item instanceof JsonNode.Dict network) {
                add(places, network, network);
            }
        }
        return places;
    }

    private void add(List<Place> places, JsonNode.Dict owner, JsonNode.@Nullable Dict network) {
        List<JsonNode> list = existing(owner, subnetKey(protocol));
        for (JsonNode item : list) {
            if (item instanceof JsonNode.Dict subnet) {
                places.add(new Place(list, subnet, network));
            }
        }
    }

    private static List<JsonNode> existing(JsonNode.Dict owner, String key) {
        return owner.get(key) instanceof JsonNode.Array(var _, List<JsonNode> items) ? items : List.of();
    }

    private void giveIds() {
        Map<String, Integer> ids = new HashMap<>();
        for (Place place : places()) {
            if (id(place.subnet()) == 0) {
                if (ids.isEmpty()) {
                    present.subnets().forEach(subnet -> ids.put(prefix(subnet), subnet.id()));
                }
                Integer id = ids.get(canonical(place.subnet()));
                if (id != null) {
                    place.subnet().members().put("id", member(new JsonNode.Whole(RUNNING, Integer.toUnsignedLong(id))));
                }
            }
        }
    }

    /** {@code address/length}. */
    static String prefix(Subnet subnet) {
        IpAddress network = subnet.network();
        return network + "/" + subnet.prefixLength();
    }

    private String canonical(JsonNode.Dict subnet) {
        return subnet.get("subnet") instanceof JsonNode.Text(var _, String text) ? canonical(protocol, text) : "";
    }

    /** The prefix as {@link #prefix} writes it; the text itself when it is none. */
    static String canonical(Protocol protocol, String text) {
        String bare = text.replace(" ", "").replace("\t", "");
        try {
            return switch (protocol) {
                case DHCP4 -> Ipv4Prefix.parse(bare).toString();
                case DHCP6 -> Ipv6Prefix.parse(bare).toString();
            };
        } catch (IllegalArgumentException _) { // the compiler says so where it matters
            return text;
        }
    }
}
