package io.holdfast.control;

import static io.holdfast.control.Argument.required;

import io.holdfast.config.ServerConfig;
import io.holdfast.config.json.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The commands of Kea's library class_cmds. */
public final class ClassCommands {

    private static final String LIST = "client-classes";
    private static final Argument NAME = required("name", Argument.Kind.TEXT, "Its name.");
    private static final Argument CLASS = required(LIST, Argument.Kind.LIST, "One class, as in the configuration.");

    private final ConfigChanges changes;

    public ClassCommands(ConfigChanges changes) {
        this.changes = changes;
    }

    public List<Command> commands() {
        return List.of(
                Command.reading(
                        "class-list", "Tells the names of all classes.", Phrasing.CLASSES, List.of(), _ -> list()),
                Command.reading("class-get", "Tells one class.", Phrasing.CLASSES, List.of(NAME), this::get),
                Command.writing(
                        "class-add",
                        "Adds a class behind all others.",
                        Phrasing.CLASSES,
                        List.of(CLASS),
                        arguments -> add(oneClass("class-add", arguments))),
                Command.writing(
                        "class-update",
                        "Puts a class in the place of the one with its name.",
                        Phrasing.CLASSES,
                        List.of(CLASS),
                        arguments -> update(oneClass("class-update", arguments))),
                Command.writing(
                        "class-del",
                        "Removes a class that no other class refers to.",
                        Phrasing.CLASSES,
                        List.of(NAME),
                        this::delete));
    }

    private static JsonNode.Dict oneClass(String command, Arguments arguments) {
        List<JsonNode> given = arguments.items(LIST);
        if (given.size() != 1) {
            throw new RefusedException(
                    "invalid number of classes specified for the '" + command + "' command. Expected one class");
        }
        if (!(given.getFirst() instanceof JsonNode.Dict definition)) {
            throw new RefusedException(
                    "invalid class definition specified for the '" + command + "' command. Expected a map");
        }
        return definition;
    }

    private Outcome list() {
        List<Map<String, @Nullable Object>> names = new ArrayList<>();
        for (JsonNode each : new ConfigDraft(changes.current()).classes()) {
            names.add(Map.of("name", name(each)));
        }
        String text = names.size() + " class" + (names.size() == 1 ? "" : "es") + " found";
        return names.isEmpty() ? new Outcome.Empty(text, Map.of(LIST, names)) : Outcome.done(text, Map.of(LIST, names));
    }

    private Outcome get(Arguments arguments) {
        String name = arguments.text("name");
        ServerConfig config = changes.current();
        JsonNode.Dict definition = ConfigDraft.named(new ConfigDraft(config).classes(), name);
        return definition == null
                ? Outcome.empty("Class '" + name + "' not found")
                : Outcome.done(
                        "Class '" + name + "' definition returned",
                        Map.of(LIST, List.of(ClassJson.of(config, definition))));
    }

    private Outcome add(JsonNode.Dict definition) {
        if (definition.get("name") == null) {
            throw new RefusedException("missing parameter 'name' (" + definition.at() + ")");
        }
        String name = name(definition);
        return changes.amend(
                draft -> {
                    if (ConfigDraft.named(draft.classes(), name) != null) {
                        throw new RefusedException(
                                "Can't add class: Client Class: " + name + " has already been defined");
                    }
                    draft.classes().add(definition);
                    return null;
                },
                _ -> Outcome.done("Class '" + name + "' added"));
    }

    private Outcome update(JsonNode.Dict definition) {
        if (definition.get("name") == null) {
            throw new RefusedException("the first class definition is missing a mandatory 'name' parameter");
        }
        String name = name(definition);
        return changes.amend(
                draft -> {
                    JsonNode.Dict previous = ConfigDraft.named(draft.classes(), name);
                    if (previous == null) {
                        return Outcome.empty("Class '" + name + "' is not found");
                    }
                    draft.classes().replaceAll(each -> each == previous ? withTemplate(previous, definition) : each);
                    return null;
                },
                _ -> Outcome.done("Class '" + name + "' updated"));
    }

    /** A template goes on to be one, though its test is not said again. */
    private static JsonNode.Dict withTemplate(JsonNode.Dict previous, JsonNode.Dict definition) {
        JsonNode test = previous.get("template-test");
        if (test == null || definition.get("template-test") != null) {
            return definition;
        }
        JsonNode.Dict whole = ConfigDraft.copy(definition);
        whole.members().put("template-test", ConfigDraft.member(test));
        return whole;
    }

    private Outcome delete(Arguments arguments) {
        String name = arguments.text("name");
        return changes.amend(
                draft -> {
                    JsonNode.Dict definition = ConfigDraft.named(draft.classes(), name);
                    if (definition == null) {
                        return Outcome.empty("Class '" + name + "' not found");
                    }
                    draft.classes().removeIf(each -> each == definition);
                    String user = ClassJson.userOf(name, draft.classes());
                    if (user != null) {
                        throw new RefusedException("Class '" + name + "' is used by class '" + user + "'");
                    }
                    return null;
                },
                _ -> Outcome.done("Class '" + name + "' deleted"));
    }

    static String name(JsonNode definition) {
        return definition instanceof JsonNode.Dict dict && dict.get("name") instanceof JsonNode.Text(var _, String name)
                ? name
                : "";
    }
}
