package io.holdfast.app;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a configuration can say of subnets, networks, classes and pools, but no column of Kea's tables can hold. */
final class Homeless {

    private static final Set<String> ANYWHERE = Set.of(
            "hostname-char-set",
            "hostname-char-replacement",
            "store-extended-info",
            "ddns-update-on-renew",
            "ddns-conflict-resolution-mode",
            "pool-id",
            "reservations",
            "template-test");

    private Homeless() {}

    /** Their paths inside of the object, as messages have them. */
    static List<String> in(RemoteObject object) {
        List<String> paths = new ArrayList<>();
        collect(object.members(), object.kind().list() + "[0]", false, paths);
        return paths;
    }

    private static void collect(Map<String, @Nullable Object> members, String path, boolean pool, List<String> paths) {
        members.forEach((name, value) -> {
            String place = path + "." + name;
            if (isHomeless(name, pool)) {
                paths.add(place);
            } else if (name.endsWith("pools")) {
                List<Map<String, @Nullable Object>> pools =
                        NormalForm.maps(value).toList();
                for (int i = 0; i < pools.size(); i++) {
                    collect(pools.get(i), place + "[" + i + "]", true, paths);
                }
            }
        });
    }

    private static boolean isHomeless(String name, boolean pool) {
        return ANYWHERE.contains(name) || (pool && name.startsWith("ddns-"));
    }

    /** There is no DHCPv4 over DHCPv6, so that what names something for it is refused; what names nothing is kept. */
    static RemoteObject withoutUnbuilt(RemoteObject object) {
        Map<String, @Nullable Object> kept = new LinkedHashMap<>(object.members());
        kept.keySet().removeIf(name -> name.startsWith("4o6-") && !"".equals(kept.get(name)));
        return object.with(kept);
    }

    /** The object without them. */
    static RemoteObject without(RemoteObject object) {
        return object.with(without(object.members(), false));
    }

    private static Map<String, @Nullable Object> without(Map<String, @Nullable Object> members, boolean pool) {
        Map<String, @Nullable Object> kept = new LinkedHashMap<>();
        members.forEach((name, value) -> {
            if (name.endsWith("pools")) {
                kept.put(
                        name,
                        NormalForm.maps(value).map(each -> without(each, true)).toList());
            } else if (!isHomeless(name, pool)) {
                kept.put(name, value);
            }
        });
        return kept;
    }
}
