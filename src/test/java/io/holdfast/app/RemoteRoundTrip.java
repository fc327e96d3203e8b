package io.holdfast.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.address.Protocol;
import io.holdfast.app.RemoteObject.Kind;
import io.holdfast.config.json.JsonReader;
import io.holdfast.config.json.JsonWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Brings objects into a server's configuration database and out again, and looks for them after each step. */
record RemoteRoundTrip(WholeServer server, Protocol protocol) {

    /** What a command was answered. */
    record Said(long result, String text, Map<String, @Nullable Object> arguments) {

        List<Map<String, @Nullable Object>> list(String name) {
            return NormalForm.maps(arguments.get(name)).toList();
        }
    }

    Said ask(String command, Map<String, ?> arguments) throws Exception {
        String body = server.command(command, JsonWriter.compact(arguments));
        Map<String, @Nullable Object> said =
                map(((List<?>) JsonReader.parse(body, "answer").root().plain()).getFirst());
        return new Said(
                ((Number) said.getOrDefault("result", -1L)).longValue(),
                String.valueOf(said.get("text")),
                said.containsKey("arguments") ? map(said.get("arguments")) : Map.of());
    }

    @SuppressWarnings("unchecked") // JSON has text for keys
    static Map<String, @Nullable Object> map(@Nullable Object json) {
        return (Map<String, @Nullable Object>) json;
    }

    /** The configuration in effect. */
    Map<String, @Nullable Object> config() throws Exception {
        return map(ask("config-get", Map.of()).arguments().get(protocol.object()));
    }

    /** What no column can hold is refused by name; what is left is there as soon as the command is answered. */
    void set(RemoteObject given) throws Exception {
        RemoteObject object = Homeless.withoutUnbuilt(given);
        if (!object.equals(given)) {
            Said refused = ask(given.command("set"), given.whole());
            assertThat(refused.result()).as("%s: %s", given, refused.text()).isEqualTo(1);
            assertThat(refused.text()).contains("4o6-subnet", "not built");
        }
        isGone(object);
        List<String> homeless = Homeless.in(object);
        if (!homeless.isEmpty()) {
            Said refused = ask(object.command("set"), object.whole());
            assertThat(refused.result()).as("%s: %s", object, refused.text()).isEqualTo(1);
            assertThat(refused.text()).contains(homeless);
            isGone(object);
        }
        store(Homeless.without(object));
    }

    private void store(RemoteObject object) throws Exception {
        Said said = ask(object.command("set"), object.whole());
        assertThat(said.result()).as("%s: %s", object, said.text()).isZero();
        isThere(object);
    }

    void isThere(RemoteObject object) throws Exception {
        assertThat(got(object)).as("%s read back", object).isEqualTo(new NormalForm(protocol).of(object));
        assertThat(listed(object)).as("%s among all", object).isTrue();
        if (object.kind() != Kind.SERVER) {
            Map<String, @Nullable Object> effective =
                    inConfig(object).orElseThrow(() -> new AssertionError("config-get does not have " + object));
            assertThat(effective)
                    .as("%s in config-get", object)
                    .containsAllEntriesOf(inConfig(object.members(), object));
        }
    }

    /** There an option has its code alone, and where a subnet stands says in which network it is. */
    private Map<String, @Nullable Object> inConfig(Map<String, @Nullable Object> members, RemoteObject object) {
        Map<String, @Nullable Object> normal = withoutNames(new NormalForm(protocol).of(object.with(members)));
        normal.remove("shared-network-name");
        if (object.kind() == Kind.OPTION) {
            normal.remove("name");
        }
        return normal;
    }

    private static Map<String, @Nullable Object> withoutNames(Map<String, @Nullable Object> members) {
        Map<String, @Nullable Object> kept = new LinkedHashMap<>(members);
        kept.computeIfPresent(
                "option-data",
                (_, list) -> NormalForm.maps(list)
                        .map(option -> {
                            Map<String, @Nullable Object> nameless = new LinkedHashMap<>(option);
                            nameless.remove("name");
                            return nameless;
                        })
                        .toList());
        for (String pools : List.of("pools", "pd-pools")) {
            kept.computeIfPresent(
                    pools,
                    (_, list) -> NormalForm.maps(list)
                            .map(RemoteRoundTrip::withoutNames)
                            .toList());
        }
        return kept;
    }

    private Map<String, @Nullable Object> got(RemoteObject object) throws Exception {
        Said said = ask(object.command("get"), object.named());
        assertThat(said.result()).as("%s: %s", object, said.text()).isZero();
        assertThat(said.arguments()).containsEntry("count", 1L);
        Map<String, @Nullable Object> found =
                new LinkedHashMap<>(said.list(object.kind().list()).getFirst());
        if (object.kind() != Kind.SERVER) {
            assertThat(found.remove("metadata")).isEqualTo(Map.of("server-tags", List.of("all")));
        }
        return found;
    }

    private boolean listed(RemoteObject object) throws Exception {
        return ask(object.commandForAll(), object.all()).list(object.kind().list()).stream()
                .anyMatch(each -> object.key(each).equals(object.key()));
    }

    private Optional<Map<String, @Nullable Object>> inConfig(RemoteObject object) throws Exception {
        Map<String, @Nullable Object> config = config();
        String section = object.kind().section(protocol);
        Object network = object.members().get("shared-network-name");
        Map<String, @Nullable Object> owner = network == null
                ? config
                : NormalForm.maps(config.get("shared-networks"))
                        .filter(each -> network.equals(each.get("name")))
                        .findFirst()
                        .orElse(Map.of());
        return NormalForm.maps(owner.get(section))
                .filter(each -> object.key(each).equals(object.key()))
                .findFirst()
                .map(each -> inConfig(each, object));
    }

    void isGone(RemoteObject object) throws Exception {
        Said said = ask(object.command("get"), object.named());
        assertThat(said.result()).as("%s: %s", object, said.text()).isEqualTo(3);
        assertThat(said.arguments()).containsEntry("count", 0L);
        assertThat(listed(object)).as("%s among all", object).isFalse();
        if (object.kind() != Kind.SERVER) {
            assertThat(inConfig(object)).as("%s in config-get", object).isEmpty();
        }
    }

    void delete(RemoteObject object) throws Exception {
        deleted(object.command("del"), object.named());
        isGone(object);
    }

    /** Once, and then there is nothing to delete. */
    void deleted(String command, Map<String, ?> arguments) throws Exception {
        Said first = ask(command, arguments);
        assertThat(first.result())
                .as("%s %s: %s", command, arguments, first.text())
                .isZero();
        assertThat(first.arguments()).containsEntry("count", 1L);
        Said again = ask(command, arguments);
        assertThat(again.result())
                .as("%s %s again: %s", command, arguments, again.text())
                .isEqualTo(3);
        assertThat(again.arguments()).containsEntry("count", 0L);
    }

    /** The options of what is there, and of its pools, taken out and put in one by one. */
    void optionsSingly(RemoteObject object) throws Exception {
        RemoteObject full = Homeless.without(Homeless.withoutUnbuilt(object));
        List<InsideOption> options = InsideOption.of(full);
        if (!options.isEmpty()) {
            for (InsideOption option : options) {
                deleted(option.command("del"), option.named());
            }
            isThere(InsideOption.without(full));
            for (InsideOption option : options) {
                Said said = ask(option.command("set"), option.whole());
                assertThat(said.result()).as("%s: %s", option, said.text()).isZero();
            }
            isThere(full);
        }
    }
}
