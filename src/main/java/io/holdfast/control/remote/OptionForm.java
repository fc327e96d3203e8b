package io.holdfast.control.remote;

import io.holdfast.config.ServerConfig;
import io.holdfast.config.compile.keyword.Problems;
import io.holdfast.config.json.JsonNode;
import io.holdfast.wire.OptionDefinition;
import io.holdfast.wire.OptionText;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An option as databases have it: with code and space, and its data as text by its definition or as hexadecimal digits. */
final class OptionForm {

    /** What is to be known of a definition. */
    private record Known(String space, long code, String name) {}

    private final ServerConfig current;
    private final Problems problems;
    private final List<Known> own = new ArrayList<>();

    OptionForm(ServerConfig current, Problems problems) {
        this.current = current;
        this.problems = problems;
    }

    /** Options may be by these definitions, too. */
    void define(List<JsonNode> definitions) {
        for (JsonNode each : definitions) {
            if (each instanceof JsonNode.Dict definition
                    && definition.get("code") instanceof JsonNode.Whole(var _, long code)
                    && definition.get("name") instanceof JsonNode.Text(var _, String name)) {
                own.add(new Known(space(definition), code, name));
            }
        }
    }

    private String space(JsonNode.Dict object) {
        return object.get("space") instanceof JsonNode.Text(var _, String space)
                ? space
                : current.protocol().label();
    }

    /** @param written for what the stored form does not have */
    void finish(Map<String, @Nullable Object> option, JsonNode.Dict written, String path) {
        String space = space(written);
        Long code = option.get("code") instanceof Long given ? given : null;
        String name = written.get("name") instanceof JsonNode.Text(var _, String given) ? given : null;
        Known known = known(space, code, name);
        if (code == null && known == null) {
            problems.error(
                    written.at(),
                    path,
                    name == null
                            ? "needs 'code' or 'name'"
                            : "no option '" + name + "' is defined in the space '" + space + "' here; give its code");
            return;
        }
        if (known != null && name != null && !known.name().equals(name)) {
            problems.error(
                    written.at(),
                    path,
                    "'" + name + "' is not the name of option " + code + " of the space '" + space + "', which is '"
                            + known.name() + "'");
            return;
        }
        option.put("code", known != null ? Long.valueOf(known.code()) : code);
        option.put("space", space);
        option.putIfAbsent("always-send", false);
        option.putIfAbsent("never-send", false);
        data(option, known != null, written, path);
    }

    private void data(Map<String, @Nullable Object> option, boolean known, JsonNode.Dict written, String path) {
        boolean formatted = option.get("csv-format") instanceof Boolean said ? said : known;
        String data = option.get("data") instanceof String text ? text : "";
        if (data.isBlank()) {
            option.put("csv-format", false);
            option.remove("data");
            return;
        }
        option.put("csv-format", formatted);
        if (formatted) {
            return;
        }
        try {
            option.put("data", HexFormat.of().withUpperCase().formatHex(OptionText.hex(data)));
        } catch (IllegalArgumentException e) {
            problems.error(written.at(), path + ".data", String.valueOf(e.getMessage()));
        }
    }

    private @Nullable Known known(String space, @Nullable Long code, @Nullable String name) {
        for (Known each : own) {
            if (each.space().equals(space)
                    && (code == null ? each.name().equals(name) : code.longValue() == each.code())) {
                return each;
            }
        }
        OptionDefinition definition = code != null
                ? current.definitions().find(space, code.intValue())
                : name == null ? null : current.definitions().find(space, name);
        return definition == null ? null : new Known(space, definition.code(), definition.name());
    }
}
