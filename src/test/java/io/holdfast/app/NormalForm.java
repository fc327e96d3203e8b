package io.holdfast.app;

import io.holdfast.address.AddressRange;
import io.holdfast.address.Protocol;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The one form that the guide promises for what may be written in several, with the defaults that are stored. */
record NormalForm(Protocol protocol) {

    private static final Map<String, String> RENAMED = Map.of(
            "require-client-classes", "evaluate-additional-classes", "only-if-required", "only-in-additional-list");

    Map<String, @Nullable Object> of(RemoteObject object) {
        Map<String, @Nullable Object> members = object.members();
        return switch (object.kind()) {
            case SERVER -> members;
            case DEFINITION -> definition(members);
            case OPTION -> option(members);
            case CLIENT_CLASS -> {
                Map<String, @Nullable Object> normal = whole(members);
                normal.putIfAbsent("only-in-additional-list", false);
                yield normal;
            }
            case NETWORK, SUBNET -> whole(members);
        };
    }

    private Map<String, @Nullable Object> whole(Map<?, ?> members) {
        Map<String, @Nullable Object> normal = new LinkedHashMap<>();
        members.forEach((key, value) -> {
            String name = RENAMED.getOrDefault(String.valueOf(key), String.valueOf(key));
            Object one = switch (name) {
                case "pools", "pd-pools" -> maps(value).map(this::whole).toList();
                case "option-data" -> maps(value).map(this::option).toList();
                case "option-def" -> maps(value).map(this::definition).toList();
                case "pool" -> range(String.valueOf(value));
                case "relay" -> relay((Map<?, ?>) value);
                case "client-class" -> List.of(value);
                case "comment" -> Map.of(name, value);
                default -> value;
            };
            if (!List.of().equals(one) && !Map.of("ip-addresses", List.of()).equals(one)) {
                normal.put(
                        switch (name) {
                            case "client-class" -> "client-classes";
                            case "comment" -> "user-context";
                            default -> name;
                        },
                        one);
            }
        });
        return normal;
    }

    @SuppressWarnings("unchecked") // JSON has text for keys
    static Stream<Map<String, @Nullable Object>> maps(@Nullable Object list) {
        return list == null ? Stream.of() : ((List<Map<String, @Nullable Object>>) list).stream();
    }

    private Map<String, @Nullable Object> option(Map<String, @Nullable Object> members) {
        Map<String, @Nullable Object> normal = whole(members);
        normal.putIfAbsent("space", protocol.label());
        normal.putIfAbsent("always-send", false);
        normal.putIfAbsent("never-send", false);
        normal.putIfAbsent("csv-format", normal.containsKey("data"));
        if (Boolean.FALSE.equals(normal.get("csv-format"))) {
            normal.computeIfPresent(
                    "data", (_, data) -> String.valueOf(data).replace("0x", "").toUpperCase(Locale.ROOT));
        }
        return normal;
    }

    private Map<String, @Nullable Object> definition(Map<String, @Nullable Object> members) {
        Map<String, @Nullable Object> normal = whole(members);
        normal.putIfAbsent("space", protocol.label());
        normal.putIfAbsent("array", false);
        normal.remove("encapsulate", "");
        return normal;
    }

    private String range(String pool) {
        AddressRange range = AddressRange.parse(protocol, pool.replace(" ", ""));
        return range.first() + "-" + range.last();
    }

    private static Map<String, List<?>> relay(Map<?, ?> relay) {
        List<@Nullable Object> addresses = new ArrayList<>();
        if (relay.get("ip-address") != null) {
            addresses.add(relay.get("ip-address"));
        }
        if (relay.get("ip-addresses") instanceof List<?> list) {
            addresses.addAll(list);
        }
        return Map.of("ip-addresses", addresses);
    }
}
