package io.holdfast.control.remote;

import io.holdfast.classify.expression.ExpressionException;
import io.holdfast.config.compile.classes.ClassNeeds;
import io.holdfast.config.json.JsonNode;
import io.holdfast.config.stored.ObjectKey;
import io.holdfast.config.stored.ObjectKind;
import io.holdfast.config.stored.StoredKeywords;
import io.holdfast.config.stored.StoredObject;
import io.holdfast.config.stored.TagChoice;
import io.holdfast.control.Argument;
import io.holdfast.control.Arguments;
import io.holdfast.control.Command;
import io.holdfast.control.Outcome;
import io.holdfast.control.Phrasing;
import io.holdfast.control.RefusedException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code remote-class4-*} and {@code remote-class6-*}: classes, which stand in an order. */
final class RemoteClasses {

    private static final String FAMILY = "class";
    private static final String LIST = "client-classes";

    /** As Kea's description of the commands calls the list; its manual calls it as the configuration does. */
    private static final String LIST_TOO = "client-class";

    private static final String FOLLOWS = "follow-class-name";

    private static final List<Argument> BY_NAME = List.of(Argument.required("name", Argument.Kind.TEXT, "Its name."));
    private static final Argument NAMED = Argument.optional(LIST, Argument.Kind.LIST, "One class with its name.");
    private static final Argument WHOLE =
            Argument.optional(LIST, Argument.Kind.LIST, "One class, as in the configuration.");
    private static final Argument OTHERWISE =
            Argument.optional(LIST_TOO, Argument.Kind.LIST, "The same as client-classes.");
    private static final Argument PLACE = Argument.optional(
            FOLLOWS,
            Argument.Kind.ANY,
            "The class behind which it is to stand, also in the class itself (where it is, or last).");

    private final RemoteDesk desk;
    private final RemoteWords words;

    RemoteClasses(RemoteDesk desk) {
        this.desk = desk;
        this.words = new RemoteWords(desk.protocol());
    }

    List<Command> commands() {
        return List.of(
                Command.reading(
                        words.command(FAMILY, "get"),
                        "Tells one class of a configuration database.",
                        Phrasing.PLAIN,
                        RemoteDesk.reading(NAMED, OTHERWISE),
                        this::get),
                Command.reading(
                        words.command(FAMILY, "get-all"),
                        "Tells the classes of some servers in a configuration database, in their order.",
                        Phrasing.PLAIN,
                        RemoteDesk.reading(TagArgument.WANTED),
                        this::all),
                Command.writing(
                        words.command(FAMILY, "set"),
                        "Puts a class into a configuration database, in the place of the one with its name.",
                        Phrasing.PLAIN,
                        RemoteDesk.writing(WHOLE, OTHERWISE, PLACE, TagArgument.SOME),
                        this::set),
                Command.writing(
                        words.command(FAMILY, "del"),
                        "Removes a class from a configuration database, if no other needs it.",
                        Phrasing.PLAIN,
                        RemoteDesk.writing(NAMED, OTHERWISE),
                        this::delete));
    }

    private static String list(Arguments arguments) {
        if (arguments.has(LIST) == arguments.has(LIST_TOO)) {
            throw new RefusedException(
                    arguments.has(LIST)
                            ? "'client-classes' and 'client-class' mean the same; give only the former"
                            : "missing parameter 'client-classes'");
        }
        return arguments.has(LIST) ? LIST : LIST_TOO;
    }

    private static String name(Arguments arguments) {
        return Items.named(arguments, list(arguments), BY_NAME).text("name");
    }

    private Outcome get(Arguments arguments) {
        String name = name(arguments);
        ShownForm form = new ShownForm(desk.current());
        String which = words.dhcp() + " client class '" + name + "'";
        return desk.read(
                arguments,
                db -> db.find(new ObjectKey.ClientClass(name))
                        .map(found -> Answer.found(which + " found.", LIST, List.of(form.object(found))))
                        .orElse(Answer.nothing(which + " not found.", LIST)));
    }

    private Outcome all(Arguments arguments) {
        TagChoice choice = TagArgument.wanted(arguments);
        ShownForm form = new ShownForm(desk.current());
        return desk.read(arguments, db -> {
            List<Map<String, @Nullable Object>> all = db.list(ObjectKind.CLIENT_CLASS, choice).stream()
                    .map(form::object)
                    .toList();
            return Answer.found(all.size() + " " + words.dhcp() + " client class(es) found.", LIST, all);
        });
    }

    private Outcome set(Arguments arguments) {
        List<String> tags = TagArgument.some(arguments);
        String list = list(arguments);
        JsonNode.Dict given = Items.object(arguments, list);
        String follows = follows(arguments, given);
        Map<String, JsonNode.Member> file = new LinkedHashMap<>(given.members());
        file.remove(FOLLOWS); // a file says it by where the class stands
        Map<String, @Nullable Object> stored = new StoredForm(desk.current())
                .of(new JsonNode.Dict(given.at(), file), LIST, StoredKeywords.CLIENT_CLASS, list);
        if (!(stored.get("name") instanceof String name) || name.isEmpty()) {
            throw new RefusedException("a class must have a 'name'");
        }
        StoredObject object = new StoredObject(stored, tags);
        List<String> needs = needs(stored.get("test"));
        return desk.write(
                arguments,
                desk.note(arguments, new ObjectKey.ClientClass(name), object, "class " + name + " set"),
                db -> {
                    db.putClass(object, follows, needs);
                    return Answer.stored(
                            words.dhcp() + " client class successfully set.", LIST, List.of(Map.of("name", name)));
                });
    }

    /** In the class or beside the list; not in both, where they could say different things. */
    private static @Nullable String follows(Arguments arguments, JsonNode.Dict given) {
        JsonNode inside = given.get(FOLLOWS);
        JsonNode beside = arguments.node(FOLLOWS);
        if (inside != null && beside != null) {
            throw new RefusedException("'follow-class-name' is given twice, in the class and beside it");
        }
        return switch (inside != null ? inside : beside) {
            case null -> null;
            case JsonNode.Nothing _ -> null;
            case JsonNode.Text(var _, String name) -> name;
            case JsonNode other ->
                throw new RefusedException(
                        "'follow-class-name' must be the name of a class or null, not " + other.kind());
        };
    }

    private List<String> needs(@Nullable Object test) {
        try {
            return test instanceof String expression && !expression.isBlank()
                    ? ClassNeeds.of(expression, desk.protocol(), desk.current().definitions())
                    : List.of();
        } catch (ExpressionException e) {
            throw new RefusedException("client-classes[0].test: " + e.getMessage());
        }
    }

    private Outcome delete(Arguments arguments) {
        String name = name(arguments);
        return desk.delete(
                arguments,
                new ObjectKey.ClientClass(name),
                words.dhcp() + " client class",
                "class " + name + " deleted");
    }
}
