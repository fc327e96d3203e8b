package io.holdfast.control.remote.transfer;

import io.holdfast.config.ConfigDocument;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** In what two configurations differ. Objects in lists are matched by what makes them the same, wherever they stand. */
final class Differences {

    /** By the names of lists, what their objects are known by; of those that are there. */
    private static final Map<String, List<String>> KEYS = Map.ofEntries(
            Map.entry("subnet4", List.of("id")),
            Map.entry("subnet6", List.of("id")),
            Map.entry("shared-networks", List.of("name")),
            Map.entry("client-classes", List.of("name")),
            Map.entry("option-def", List.of("code", "space")),
            Map.entry("option-data", List.of("code", "name", "space", "client-classes")),
            Map.entry("pools", List.of("pool")),
            Map.entry("pd-pools", List.of("prefix", "prefix-len")),
            Map.entry("reservations", List.of("hw-address", "duid", "client-id", "circuit-id", "flex-id")),
            Map.entry("loggers", List.of("name")),
            Map.entry("hooks-libraries", List.of("library")),
            Map.entry("hosts-databases", List.of("type", "host", "port", "name")),
            Map.entry("config-databases", List.of("type", "host", "port", "name")),
            Map.entry("control-sockets", List.of("socket-type", "socket-name", "socket-address", "socket-port")));

    /** In which the order of the objects counts. */
    private static final Set<String> ORDERED = Set.of("client-classes");

    private final List<Difference> found = new ArrayList<>();

    private Differences() {}

    /** In the order of the former, then of the latter. */
    static List<Difference> between(Map<?, ?> from, Map<?, ?> to) {
        Differences differences = new Differences();
        differences.maps("", from, to);
        return differences.found;
    }

    private void maps(String path, Map<?, ?> from, Map<?, ?> to) {
        Set<Object> keys = new LinkedHashSet<>(from.keySet());
        keys.addAll(to.keySet());
        for (Object each : keys) {
            String key = String.valueOf(each);
            values(path.isEmpty() ? key : path + "." + key, key, from.get(key), to.get(key));
        }
    }

    private void values(String path, String key, @Nullable Object from, @Nullable Object to) {
        if (Values.same(from, to)) {
            return;
        }
        if (from instanceof Map<?, ?> one && to instanceof Map<?, ?> other) {
            maps(path, one, other);
        } else if (areObjects(from, to)) {
            lists(path, key, items(from), items(to));
        } else {
            found.add(new Difference(path, ConfigDocument.redacted(key, from), ConfigDocument.redacted(key, to)));
        }
    }

    /** Also when there is no such list on one side: its objects come or go one by one. */
    private static boolean areObjects(@Nullable Object from, @Nullable Object to) {
        return (from instanceof List<?> || to instanceof List<?>) && isObjects(from) && isObjects(to);
    }

    private static boolean isObjects(@Nullable Object value) {
        return value == null
                || value instanceof List<?> list && list.stream().allMatch(item -> item instanceof Map<?, ?>);
    }

    private static List<Map<?, ?>> items(@Nullable Object list) {
        List<Map<?, ?>> items = new ArrayList<>();
        if (list instanceof List<?> all) {
            all.forEach(item -> items.add((Map<?, ?>) item));
        }
        return items;
    }

    private void lists(String path, String name, List<Map<?, ?>> from, List<Map<?, ?>> to) {
        Map<String, Map<?, ?>> one = keyed(name, from);
        Map<String, Map<?, ?>> other = keyed(name, to);
        Set<String> keys = new LinkedHashSet<>(one.keySet());
        keys.addAll(other.keySet());
        keys.forEach(key -> values(path + "[" + key + "]", name, one.get(key), other.get(key)));
        if (ORDERED.contains(name)) {
            order(path, one, other);
        }
    }

    /** What is the second with its key is known by its place. */
    private static Map<String, Map<?, ?>> keyed(String name, List<Map<?, ?>> items) {
        Map<String, Map<?, ?>> keyed = new LinkedHashMap<>();
        for (Map<?, ?> item : items) {
            String key = key(name, item);
            String place = String.valueOf(keyed.size());
            if (key.isEmpty() || keyed.putIfAbsent(key, item) != null) {
                keyed.put(key.isEmpty() ? place : key + "," + place, item);
            }
        }
        return keyed;
    }

    private static String key(String name, Map<?, ?> item) {
        return KEYS.getOrDefault(name, List.of()).stream()
                .filter(item::containsKey)
                .map(key -> key + "=" + shown(item.get(key)))
                .collect(Collectors.joining(","));
    }

    private static String shown(@Nullable Object value) {
        return value instanceof List<?> list
                ? list.stream().map(String::valueOf).collect(Collectors.joining("+"))
                : String.valueOf(value);
    }

    private void order(String path, Map<String, Map<?, ?>> one, Map<String, Map<?, ?>> other) {
        List<Object> before = names(one, other);
        List<Object> after = names(other, one);
        if (!before.equals(after)) {
            found.add(new Difference(path, before, after));
        }
    }

    /** Of those that are on both sides. */
    private static List<Object> names(Map<String, Map<?, ?>> all, Map<String, Map<?, ?>> others) {
        List<Object> names = new ArrayList<>();
        all.forEach((key, item) -> {
            if (others.containsKey(key)) {
                names.add(String.valueOf(item.get("name")));
            }
        });
        return names;
    }
}
