package io.holdfast.control.remote;

import io.holdfast.config.json.JsonNode;
import io.holdfast.config.source.GlobalNames;
import io.holdfast.config.stored.AuditNote;
import io.holdfast.config.stored.ConfigReading;
import io.holdfast.config.stored.ObjectKey;
import io.holdfast.config.stored.ObjectKind;
import io.holdfast.config.stored.StoredObject;
import io.holdfast.config.stored.TagChoice;
import io.holdfast.control.Argument;
import io.holdfast.control.Arguments;
import io.holdfast.control.Command;
import io.holdfast.control.Outcome;
import io.holdfast.control.Phrasing;
import io.holdfast.control.RefusedException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code remote-global-parameter4-*} and {@code -6-*}: texts, numbers and booleans of the global map. */
final class RemoteGlobals {

    private static final String FAMILY = "global-parameter";
    private static final String LIST = "parameters";

    private static final Argument NAMES = Argument.required(
            LIST, Argument.Kind.LIST, "The name of one parameter, of one in a map both: map.parameter.");
    private static final Argument VALUES = Argument.required(
            LIST,
            Argument.Kind.MAP,
            "Values by the names of parameters, of those in a map both: map.parameter, or the map with them.");

    private final RemoteDesk desk;
    private final RemoteWords words;

    RemoteGlobals(RemoteDesk desk) {
        this.desk = desk;
        this.words = new RemoteWords(desk.protocol());
    }

    List<Command> commands() {
        return List.of(
                Command.reading(
                        words.command(FAMILY, "get"),
                        "Tells a global parameter of a configuration database, a server's own before that for all.",
                        Phrasing.PLAIN,
                        RemoteDesk.reading(NAMES, TagArgument.ONE),
                        this::get),
                Command.reading(
                        words.command(FAMILY, "get-all"),
                        "Tells all global parameters that a server has from a configuration database.",
                        Phrasing.PLAIN,
                        RemoteDesk.reading(TagArgument.ONE),
                        this::all),
                Command.writing(
                        words.command(FAMILY, "set"),
                        "Sets global parameters in a configuration database, all of them or none.",
                        Phrasing.PLAIN,
                        RemoteDesk.writing(VALUES, TagArgument.ONE),
                        this::set),
                Command.writing(
                        words.command(FAMILY, "del"),
                        "Removes a global parameter from a configuration database.",
                        Phrasing.PLAIN,
                        RemoteDesk.writing(NAMES, TagArgument.ONE),
                        this::delete));
    }

    private Outcome get(Arguments arguments) {
        String name = name(arguments);
        String tag = TagArgument.one(arguments);
        return desk.read(
                arguments,
                db -> find(db, tag, name)
                        .map(found -> parameters("1 " + words.dhcp() + " global parameter found.", shown(found)))
                        .orElse(Answer.nothing(words.dhcp() + " global parameter '" + name + "' not found.", LIST)));
    }

    private static Answer parameters(String text, Map<String, @Nullable Object> shown) {
        Map<String, @Nullable Object> answer = new LinkedHashMap<>();
        answer.put(LIST, shown);
        answer.put("count", 1L);
        return new Answer(text, answer, false);
    }

    private static Optional<StoredObject> find(ConfigReading db, String tag, String name) {
        return db.find(new ObjectKey.Global(tag, name))
                .or(() -> TagArgument.isAll(tag)
                        ? Optional.empty()
                        : db.find(new ObjectKey.Global(StoredObject.ALL, name)));
    }

    private Outcome all(Arguments arguments) {
        String tag = TagArgument.one(arguments);
        return desk.read(arguments, db -> {
            List<Map<String, @Nullable Object>> all = db.list(ObjectKind.GLOBAL, TagChoice.of(tag)).stream()
                    .map(RemoteGlobals::shown)
                    .toList();
            return Answer.found((all.isEmpty() ? "No " : "") + words.dhcp() + " global parameters found.", LIST, all);
        });
    }

    private Outcome set(Arguments arguments) {
        String tag = TagArgument.one(arguments);
        Map<String, Object> values = values(arguments);
        AuditNote note = new AuditNote(List.of(tag), "global parameters set: " + String.join(", ", values.keySet()));
        return desk.write(arguments, note, db -> {
            values.forEach((name, value) -> db.put(
                    new ObjectKey.Global(tag, name),
                    new StoredObject(Map.of("name", name, "value", value), List.of(tag))));
            Map<String, @Nullable Object> answer = new LinkedHashMap<>();
            answer.put(LIST, values);
            answer.put("count", (long) values.size());
            return new Answer(words.dhcp() + " global parameter(s) successfully set.", answer, false);
        });
    }

    private Outcome delete(Arguments arguments) {
        String name = name(arguments);
        String tag = TagArgument.one(arguments);
        return desk.delete(
                arguments,
                new ObjectKey.Global(tag, name),
                words.dhcp() + " global parameter",
                "global parameter " + name + " deleted");
    }

    private static String name(Arguments arguments) {
        JsonNode item = Items.only(arguments.items(LIST), LIST);
        if (!(item instanceof JsonNode.Text(var _, String name))) {
            throw new RefusedException("'parameters' must have the name of a parameter, not " + item.kind());
        }
        return name;
    }

    /** By their full names; all that is wrong is said at once. */
    private Map<String, Object> values(Arguments arguments) {
        Map<String, Object> values = new LinkedHashMap<>();
        List<String> wrong = new ArrayList<>();
        if (arguments.node(LIST) instanceof JsonNode.Dict given) {
            given.members().forEach((name, member) -> {
                if (member.value() instanceof JsonNode.Dict map) {
                    map.members().forEach((inner, one) -> value(name + "." + inner, one.value(), values, wrong));
                } else {
                    value(name, member.value(), values, wrong);
                }
            });
        }
        if (!wrong.isEmpty()) {
            throw new RefusedException("global parameters cannot be stored: " + String.join("; ", wrong));
        }
        if (values.isEmpty()) {
            throw new RefusedException("'parameters' must not be empty");
        }
        return values;
    }

    private void value(String name, JsonNode written, Map<String, Object> values, List<String> wrong) {
        String refusal = GlobalNames.refusalToStore(desk.protocol(), name);
        Object value = scalar(written);
        if (refusal != null) {
            wrong.add("'" + name + "': " + refusal);
        } else if (value == null) {
            wrong.add("'" + name + "': a database has text, numbers and booleans only, not " + written.kind());
        } else if (values.put(name, value) != null) {
            wrong.add("'" + name + "': is given twice, in its map and by its full name");
        }
    }

    private static @Nullable Object scalar(JsonNode value) {
        return switch (value) {
            case JsonNode.Text(var _, String text) -> text;
            case JsonNode.Whole(var _, long number) -> number;
            case JsonNode.Real(var _, double number) -> number;
            case JsonNode.Flag(var _, boolean flag) -> flag;
            case JsonNode.Dict _ -> null;
            case JsonNode.Array _ -> null;
            case JsonNode.Nothing _ -> null;
        };
    }

    private static Map<String, @Nullable Object> shown(StoredObject parameter) {
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put(
                String.valueOf(parameter.members().get("name")),
                parameter.members().get("value"));
        return Items.withMetadata(shown, parameter);
    }
}
