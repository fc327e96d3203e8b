package io.holdfast.control;

import io.holdfast.address.AddressRange;
import io.holdfast.address.Protocol;
import io.holdfast.config.ServerConfig;
import io.holdfast.config.json.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Subnets and shared networks as Kea shows them: what was written, what is inherited, and the defaults; without
 * reservations, which have commands of their own.
 */
final class SubnetJson {

    private static final List<String> INHERITED = List.of(
            "rebind-timer",
            "relay",
            "renew-timer",
            "valid-lifetime",
            "min-valid-lifetime",
            "max-valid-lifetime",
            "calculate-tee-times",
            "t1-percent",
            "t2-percent",
            "store-extended-info",
            "cache-threshold",
            "cache-max-age",
            "allocator");
    private static final List<String> INHERITED4 = List.of("offer-lifetime");
    private static final List<String> INHERITED6 =
            List.of("preferred-lifetime", "min-preferred-lifetime", "max-preferred-lifetime", "pd-allocator");

    /** Of the global level. */
    private static final Map<String, Object> DEFAULTS = Map.of(
            "valid-lifetime",
            7200L,
            "t1-percent",
            0.5,
            "store-extended-info",
            false,
            "cache-threshold",
            0.25,
            "allocator",
            "iterative");

    private static final Map<String, Object> DEFAULTS4 = Map.of("calculate-tee-times", false, "t2-percent", 0.875);
    private static final Map<String, Object> DEFAULTS6 =
            Map.of("calculate-tee-times", true, "t2-percent", 0.8, "pd-allocator", "iterative");

    private static final Map<String, Object> OF_SUBNETS4 =
            Map.of("4o6-interface", "", "4o6-interface-id", "", "4o6-subnet", "");

    private final ServerConfig config;
    private final ConfigDraft draft;
    private final boolean four;

    SubnetJson(ServerConfig config) {
        this.config = config;
        this.draft = new ConfigDraft(config);
        this.four = config.protocol() == Protocol.DHCP4;
    }

    /** @param id of a subnet that is there */
    Map<String, @Nullable Object> subnet(int id) {
        ConfigDraft.Place place = Objects.requireNonNull(draft.subnet(id), "the subnet is there");
        return subnet(place.subnet(), place.network());
    }

    /** @param name of a network that is there */
    Map<String, @Nullable Object> network(String name) {
        JsonNode.Dict network = Objects.requireNonNull(draft.network(name), "the network is there");
        Map<String, @Nullable Object> shown = scope(network, null);
        if (!four) {
            shown.putIfAbsent("rapid-commit", false);
        }
        shown.put(
                ConfigDraft.subnetKey(config.protocol()),
                draft.subnets(network).stream()
                        .map(JsonNode.Dict.class::cast)
                        .sorted(Comparator.comparingLong(ConfigDraft::id))
                        .map(subnet -> subnet(subnet, network))
                        .toList());
        return shown;
    }

    private Map<String, @Nullable Object> subnet(JsonNode.Dict subnet, JsonNode.@Nullable Dict network) {
        Map<String, @Nullable Object> shown = scope(subnet, network);
        shown.remove("reservations");
        shown.put("subnet", ConfigDraft.canonical(config.protocol(), String.valueOf(shown.get("subnet"))));
        shown.put("pools", pools(shown.get("pools")));
        if (four) {
            OF_SUBNETS4.forEach(shown::putIfAbsent);
        } else {
            shown.put("pd-pools", pools(shown.get("pd-pools")));
            if (network == null) {
                shown.putIfAbsent("rapid-commit", false);
            }
        }
        return shown;
    }

    /** What subnets and networks have in common. */
    private Map<String, @Nullable Object> scope(JsonNode.Dict own, JsonNode.@Nullable Dict around) {
        Map<String, @Nullable Object> shown = new TreeMap<>(own.plain());
        renamed(shown);
        inherit(shown, around, INHERITED);
        inherit(shown, around, four ? INHERITED4 : INHERITED6);
        DEFAULTS.forEach(shown::putIfAbsent);
        (four ? DEFAULTS4 : DEFAULTS6).forEach(shown::putIfAbsent);
        bounds(shown, "valid-lifetime");
        bounds(shown, "preferred-lifetime");
        shown.put("option-data", OptionJson.of(config, shown.get("option-data")));
        shown.put("relay", relay(shown.get("relay")));
        if ("".equals(shown.get("interface"))) {
            shown.remove("interface");
        }
        return shown;
    }

    private void inherit(Map<String, @Nullable Object> shown, JsonNode.@Nullable Dict around, List<String> keywords) {
        for (String keyword : keywords) {
            if (shown.get(keyword) == null) {
                JsonNode value = around == null ? null : around.get(keyword);
                JsonNode inherited = value != null ? value : draft.root().get(keyword);
                if (inherited != null) {
                    shown.put(keyword, inherited.plain());
                }
            }
        }
    }

    private static void bounds(Map<String, @Nullable Object> shown, String lifetime) {
        Object normal = shown.get(lifetime);
        if (normal != null) {
            shown.putIfAbsent("min-" + lifetime, normal);
            shown.putIfAbsent("max-" + lifetime, normal);
        }
    }

    /** Former names of keywords. */
    private static void renamed(Map<String, @Nullable Object> shown) {
        Object single = shown.remove("client-class");
        if (single instanceof String name && !name.isEmpty()) {
            shown.putIfAbsent("client-classes", List.of(name));
        }
        Object required = shown.remove("require-client-classes");
        if (required != null) {
            shown.putIfAbsent("evaluate-additional-classes", required);
        }
    }

    private static Map<String, @Nullable Object> relay(@Nullable Object written) {
        Object addresses = List.of();
        if (written instanceof Map<?, ?> relay) {
            Object list = relay.get("ip-addresses");
            Object single = relay.get("ip-address");
            addresses = list != null ? list : single != null ? List.of(single) : addresses;
        }
        return Map.of("ip-addresses", addresses);
    }

    private List<Map<String, @Nullable Object>> pools(@Nullable Object written) {
        List<Map<String, @Nullable Object>> pools = new ArrayList<>();
        if (written instanceof List<?> list) {
            for (Object item : list) {
                Map<String, @Nullable Object> shown = new TreeMap<>();
                if (item instanceof Map<?, ?> pool) {
                    pool.forEach((key, value) -> shown.put(String.valueOf(key), value));
                }
                renamed(shown);
                shown.put("option-data", OptionJson.of(config, shown.get("option-data")));
                shown.computeIfPresent("pool", (_, text) -> range(String.valueOf(text)));
                pools.add(shown);
            }
        }
        return pools;
    }

    /** A range without blanks; what was written as a prefix stays one. */
    private String range(String written) {
        String bare = written.replace(" ", "").replace("\t", "");
        return bare.contains("/")
                ? ConfigDraft.canonical(config.protocol(), bare)
                : AddressRange.parse(config.protocol(), bare).toString();
    }
}
