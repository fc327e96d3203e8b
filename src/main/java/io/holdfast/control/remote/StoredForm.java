package io.holdfast.control.remote;

import io.holdfast.address.AddressRange;
import io.holdfast.config.ServerConfig;
import io.holdfast.config.compile.keyword.GlobalKeywords;
import io.holdfast.config.compile.keyword.Keyword;
import io.holdfast.config.compile.keyword.KeywordCheck;
import io.holdfast.config.compile.keyword.Problems;
import io.holdfast.config.json.ConfigProblem;
import io.holdfast.config.json.JsonNode;
import io.holdfast.config.stored.StoredKeywords;
import io.holdfast.control.RefusedException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An object in the form of a configuration file, brought to the one form in which databases have it. What a database has no
 * place for is refused by name: a command that succeeds has stored all that it was given; with a whole configuration
 * {@link Strays} may be dealt with otherwise. To be used once.
 */
public final class StoredForm {

    private static final Logger log = LoggerFactory.getLogger(StoredForm.class);

    /** Older spellings that say the same. */
    private static final Map<String, String> RENAMED = Map.of(
            "require-client-classes", "evaluate-additional-classes", "only-if-required", "only-in-additional-list");

    private final ServerConfig current;
    private final Strays strays;
    private final Problems problems = new Problems();
    private final OptionForm options;

    /** What is done with what a database has no place for. */
    public sealed interface Strays {

        record Refused() implements Strays {}

        /** @param paths gets the places of all */
        record LeftOut(List<String> paths) implements Strays {}

        /** As they were written. */
        record Kept() implements Strays {}
    }

    StoredForm(ServerConfig current) {
        this(current, new Strays.Refused());
    }

    public StoredForm(ServerConfig current, Strays strays) {
        this.current = current;
        this.strays = strays;
        this.options = new OptionForm(current, problems);
    }

    /**
     * Of an object of a configuration that has been compiled.
     *
     * @param path of the object
     * @throws RefusedException with all that is wrong
     */
    public Map<String, @Nullable Object> of(JsonNode.Dict object, StoredKeywords kind, String path) {
        Map<String, @Nullable Object> stored = map(object, kind, path);
        refuseIfWrong();
        return stored;
    }

    /**
     * @param section of the configuration file that has such objects: {@code subnet4}, {@code option-def}
     * @param list of the command that has it, for messages
     * @throws RefusedException with all that is wrong
     */
    Map<String, @Nullable Object> of(JsonNode.Dict object, String section, StoredKeywords kind, String list) {
        String path = list + "[0]";
        Keyword keyword =
                Objects.requireNonNull(GlobalKeywords.of(current.protocol()).find(section), section + " is a section");
        new KeywordCheck(problems)
                .map(object, Objects.requireNonNull(keyword.content()).get(), path);
        refuseIfWrong();
        Map<String, @Nullable Object> stored = map(object, kind, path);
        refuseIfWrong();
        problems.warnings()
                .forEach(warning -> log.warn(
                        "{}_CONFIG_SYNTAX_WARNING {}",
                        current.protocol().object().toUpperCase(Locale.ROOT),
                        warning));
        return stored;
    }

    private void refuseIfWrong() {
        if (!problems.errors().isEmpty()) {
            throw new RefusedException(
                    problems.errors().stream().map(ConfigProblem::toString).collect(Collectors.joining("; ")));
        }
    }

    private Map<String, @Nullable Object> map(JsonNode.Dict object, StoredKeywords kind, String path) {
        Map<String, @Nullable Object> stored = new LinkedHashMap<>();
        if (object.get("option-def") instanceof JsonNode.Array(var _, List<JsonNode> own)) {
            options.define(own); // for the options beside them
        }
        object.members().forEach((name, member) -> member(stored, name, member, kind, path));
        switch (kind) {
            case OPTION -> options.finish(stored, object, path);
            case DEFINITION -> DefinitionForm.finish(stored, current.protocol());
            case PD_POOL -> withoutEmptyExclusion(stored);
            case NETWORK, SUBNET -> looseBounds(stored, object, path);
            case CLIENT_CLASS -> {
                stored.putIfAbsent("only-in-additional-list", false);
                looseBounds(stored, object, path);
            }
            case POOL -> {}
        }
        return stored;
    }

    private void member(
            Map<String, @Nullable Object> stored,
            String name,
            JsonNode.Member member,
            StoredKeywords kind,
            String path) {
        String now = RENAMED.getOrDefault(name, name);
        String place = path + "." + name;
        JsonNode value = member.value();
        if (name.equals("comment")) {
            context(stored).put(name, value.plain());
        } else if (name.equals("user-context") && value instanceof JsonNode.Dict context) {
            context.plain().forEach(context(stored)::putIfAbsent);
        } else if (name.equals("client-class")) {
            put(stored, "client-classes", List.of(String.valueOf(value.plain())), member, place);
        } else if (value instanceof JsonNode.Array(var _, List<JsonNode> items) && items.isEmpty()) {
            return; // as if it were not there
        } else if (kind == StoredKeywords.OPTION && name.equals("name")) {
            return; // a database has the code
        } else if (!kind.of(current.protocol()).contains(now)) {
            stray(stored, name, member, place);
        } else {
            put(stored, now, value(name, value, place), member, place);
        }
    }

    private void stray(Map<String, @Nullable Object> stored, String name, JsonNode.Member member, String place) {
        switch (strays) {
            case Strays.Refused() ->
                problems.error(member.keyAt(), place, "a configuration database has no place for it");
            case Strays.LeftOut(List<String> paths) -> paths.add(place);
            case Strays.Kept() -> put(stored, name, member.value().plain(), member, place);
        }
    }

    private void put(
            Map<String, @Nullable Object> stored,
            String name,
            @Nullable Object value,
            JsonNode.Member member,
            String place) {
        if (value != null && stored.put(name, value) != null) {
            problems.error(
                    member.keyAt(), place, "says the same as another keyword beside it; give only '" + name + "'");
        }
    }

    @SuppressWarnings("unchecked") // nobody else puts anything there
    private static Map<String, @Nullable Object> context(Map<String, @Nullable Object> stored) {
        return (Map<String, @Nullable Object>) Objects.requireNonNull(
                stored.computeIfAbsent("user-context", _ -> new LinkedHashMap<String, @Nullable Object>()));
    }

    private @Nullable Object value(String name, JsonNode value, String place) {
        return switch (name) {
            case "pools" -> maps(value, StoredKeywords.POOL, place);
            case "pd-pools" -> maps(value, StoredKeywords.PD_POOL, place);
            case "option-data" -> maps(value, StoredKeywords.OPTION, place);
            case "option-def" -> maps(value, StoredKeywords.DEFINITION, place);
            case "pool" -> pool(value, place);
            case "relay" -> relay(value);
            default -> value.plain();
        };
    }

    private List<Map<String, @Nullable Object>> maps(JsonNode list, StoredKeywords kind, String path) {
        List<Map<String, @Nullable Object>> maps = new ArrayList<>();
        if (list instanceof JsonNode.Array(var _, List<JsonNode> items)) {
            for (JsonNode item : items) {
                if (item instanceof JsonNode.Dict map) {
                    maps.add(map(map, kind, path + "[" + maps.size() + "]"));
                }
            }
        }
        return maps;
    }

    private @Nullable String pool(JsonNode value, String place) {
        try {
            AddressRange range = Pools.range(current.protocol(), String.valueOf(value.plain()));
            return range.first() + " - " + range.last();
        } catch (IllegalArgumentException e) {
            problems.error(value.at(), place, String.valueOf(e.getMessage()));
            return null;
        }
    }

    /** One address is written as a list of one; no address is no relay. */
    private static @Nullable Object relay(JsonNode value) {
        if (!(value instanceof JsonNode.Dict relay)) {
            return null;
        }
        List<@Nullable Object> addresses = new ArrayList<>();
        JsonNode one = relay.get("ip-address");
        if (one != null) {
            addresses.add(one.plain());
        }
        if (relay.get("ip-addresses") instanceof JsonNode.Array list) {
            addresses.addAll(list.plain());
        }
        return addresses.isEmpty() ? null : Map.of("ip-addresses", addresses);
    }

    private static void withoutEmptyExclusion(Map<String, @Nullable Object> pool) {
        if (Long.valueOf(0).equals(pool.getOrDefault("excluded-prefix-len", 0L))) {
            pool.remove("excluded-prefix-len");
            pool.remove("excluded-prefix");
        }
    }

    /** From a database, bounds of a lifetime mean nothing without the lifetime. */
    private void looseBounds(Map<String, @Nullable Object> stored, JsonNode.Dict object, String path) {
        for (String lifetime : List.of("valid-lifetime", "preferred-lifetime")) {
            for (String bound : List.of("min-" + lifetime, "max-" + lifetime)) {
                if (stored.containsKey(bound) && !stored.containsKey(lifetime)) {
                    looseBound(stored, object, bound, path);
                }
            }
        }
    }

    private void looseBound(Map<String, @Nullable Object> stored, JsonNode.Dict object, String bound, String path) {
        String place = path + "." + bound;
        switch (strays) {
            case Strays.Refused() ->
                problems.error(
                        object.at(), place, "needs '" + bound.substring("min-".length()) + "' beside it in a database");
            case Strays.LeftOut(List<String> paths) -> {
                stored.remove(bound);
                paths.add(place);
            }
            case Strays.Kept() -> {}
        }
    }
}
