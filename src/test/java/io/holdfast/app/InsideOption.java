package io.holdfast.app;

import io.holdfast.app.RemoteObject.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An option of a network, a subnet or a pool, with the commands that are for it alone.
 *
 * @param place in the names of commands: {@code pd-pool}
 * @param owner what it is in, by what that is found by
 */
record InsideOption(String place, Map<String, @Nullable Object> owner, RemoteObject option) {

    /** Of a network or a subnet with its pools; of other objects there are none. */
    static List<InsideOption> of(RemoteObject object) {
        List<InsideOption> options = new ArrayList<>();
        Map<String, @Nullable Object> members = object.members();
        switch (object.kind()) {
            case NETWORK -> add(options, "network", Map.of("shared-networks", List.of(object.key())), object, members);
            case SUBNET -> {
                add(options, "subnet", Map.of("subnets", List.of(object.key())), object, members);
                NormalForm.maps(members.get("pools"))
                        .forEach(pool -> add(options, "pool", named("pools", pool, "pool"), object, pool));
                NormalForm.maps(members.get("pd-pools"))
                        .forEach(pool ->
                                add(options, "pd-pool", named("pd-pools", pool, "prefix", "prefix-len"), object, pool));
            }
            case SERVER, DEFINITION, OPTION, CLIENT_CLASS -> {}
        }
        return options;
    }

    private static Map<String, @Nullable Object> named(String list, Map<String, @Nullable Object> pool, String... by) {
        Map<String, @Nullable Object> key = new LinkedHashMap<>(pool);
        key.keySet().retainAll(List.of(by));
        return Map.of(list, List.of(key));
    }

    private static void add(
            List<InsideOption> options,
            String place,
            Map<String, @Nullable Object> owner,
            RemoteObject object,
            Map<String, @Nullable Object> members) {
        NormalForm.maps(members.get("option-data"))
                .forEach(option -> options.add(
                        new InsideOption(place, owner, new RemoteObject(Kind.OPTION, object.protocol(), option))));
    }

    String command(String verb) {
        return "remote-option" + RemoteObject.digit(option.protocol()) + "-" + place + "-" + verb;
    }

    Map<String, @Nullable Object> whole() {
        return with(option.members());
    }

    Map<String, @Nullable Object> named() {
        return with(option.key());
    }

    private Map<String, @Nullable Object> with(Map<String, @Nullable Object> item) {
        Map<String, @Nullable Object> arguments = new LinkedHashMap<>(owner);
        arguments.put("options", List.of(item));
        return arguments;
    }

    /** What is left when all have been taken out. */
    static RemoteObject without(RemoteObject object) {
        return object.with(without(object.members()));
    }

    private static Map<String, @Nullable Object> without(Map<String, @Nullable Object> members) {
        Map<String, @Nullable Object> kept = new LinkedHashMap<>(members);
        kept.remove("option-data");
        for (String pools : List.of("pools", "pd-pools")) {
            kept.computeIfPresent(
                    pools,
                    (_, list) ->
                            NormalForm.maps(list).map(InsideOption::without).toList());
        }
        return kept;
    }
}
