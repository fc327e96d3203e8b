package io.holdfast.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Global parameters into a database and out again. */
record RemoteParameters(RemoteRoundTrip trip, Map<String, @Nullable Object> parameters) {

    /** Each server's own, or no parameters at all. */
    private static final Set<String> NEVER =
            Set.of("interfaces-config", "lease-database", "config-control", "server-tag");

    void comeAndGo() throws Exception {
        Map<String, @Nullable Object> stored = new LinkedHashMap<>(parameters);
        List<String> refused = new ArrayList<>();
        stored.keySet().removeIf(name -> {
            boolean never = NEVER.contains(name.split("\\.")[0]);
            if (never) {
                refused.add("'" + name + "'");
            }
            return never;
        });
        RemoteRoundTrip.Said all = set(parameters);
        assertThat(all.result()).as(all.text()).isEqualTo(1);
        assertThat(all.text()).contains(refused);
        Map<String, @Nullable Object> before = trip.config();
        assertThat(stored.keySet())
                .allSatisfy(name -> assertThat(get(name).result()).isEqualTo(3));

        RemoteRoundTrip.Said set = set(stored);
        assertThat(set.result()).as(set.text()).isZero();
        assertThat(set.arguments()).containsEntry("count", (long) stored.size());
        Map<String, @Nullable Object> config = trip.config();
        for (Map.Entry<String, @Nullable Object> each : stored.entrySet()) {
            assertThat(inside(config, each.getKey())).as(each.getKey()).isEqualTo(each.getValue());
            assertThat(RemoteRoundTrip.map(get(each.getKey()).arguments().get("parameters")))
                    .isEqualTo(Map.of(
                            each.getKey(),
                            String.valueOf(each.getValue()).isEmpty() ? "" : each.getValue(),
                            "metadata",
                            Map.of("server-tags", List.of("all"))));
        }
        assertThat(trip.ask(command("get-all"), tags()).arguments()).containsEntry("count", (long) stored.size());

        for (String name : new ArrayList<>(stored.keySet()).reversed()) {
            trip.deleted(command("del"), with("parameters", List.of(name)));
            assertThat(get(name).result()).isEqualTo(3);
            assertThat(inside(trip.config(), name)).as(name).isEqualTo(inside(before, name));
        }
        assertThat(trip.ask(command("get-all"), tags()).result()).isEqualTo(3);
        assertThat(trip.config()).isEqualTo(before);
    }

    private RemoteRoundTrip.Said set(Map<String, @Nullable Object> all) throws Exception {
        return trip.ask(command("set"), with("parameters", all));
    }

    private RemoteRoundTrip.Said get(String name) throws Exception {
        return trip.ask(command("get"), with("parameters", List.of(name)));
    }

    private String command(String verb) {
        return "remote-global-parameter" + RemoteObject.digit(trip.protocol()) + "-" + verb;
    }

    private static Map<String, Object> tags() {
        return Map.of("server-tags", List.of("all"));
    }

    private static Map<String, Object> with(String name, Object value) {
        return Map.of(name, value, "server-tags", List.of("all"));
    }

    /** The value of one, also in a map. */
    private static @Nullable Object inside(Map<String, @Nullable Object> config, String name) {
        int dot = name.indexOf('.');
        return dot < 0
                ? config.get(name)
                : config.get(name.substring(0, dot)) instanceof Map<?, ?> map ? map.get(name.substring(dot + 1)) : null;
    }
}
