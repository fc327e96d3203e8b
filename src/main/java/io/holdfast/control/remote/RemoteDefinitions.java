package io.holdfast.control.remote;

import io.holdfast.config.stored.ConfigReading;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code remote-option-def4-*} and {@code remote-option-def6-*}. */
final class RemoteDefinitions {

    private static final String FAMILY = "option-def";
    private static final String LIST = "option-defs";

    private static final Argument KEYED = Argument.required(
            LIST, Argument.Kind.LIST, "One definition with its code and space; to remove one in use with force.");
    private static final Argument WHOLE =
            Argument.required(LIST, Argument.Kind.LIST, "One definition, as in the configuration.");

    private final RemoteDesk desk;
    private final RemoteWords words;

    RemoteDefinitions(RemoteDesk desk) {
        this.desk = desk;
        this.words = new RemoteWords(desk.protocol());
    }

    List<Command> commands() {
        return List.of(
                Command.reading(
                        words.command(FAMILY, "get"),
                        "Tells an option definition of a configuration database, a server's own before that for all.",
                        Phrasing.PLAIN,
                        RemoteDesk.reading(KEYED, TagArgument.ONE),
                        this::get),
                Command.reading(
                        words.command(FAMILY, "get-all"),
                        "Tells all option definitions that a server has from a configuration database.",
                        Phrasing.PLAIN,
                        RemoteDesk.reading(TagArgument.ONE),
                        this::all),
                Command.writing(
                        words.command(FAMILY, "set"),
                        "Puts an option definition into a configuration database.",
                        Phrasing.PLAIN,
                        RemoteDesk.writing(WHOLE, TagArgument.ONE),
                        this::set),
                Command.writing(
                        words.command(FAMILY, "del"),
                        "Removes an option definition from a configuration database, if no option there needs it.",
                        Phrasing.PLAIN,
                        RemoteDesk.writing(KEYED, TagArgument.ONE),
                        this::delete));
    }

    private Outcome get(Arguments arguments) {
        String tag = TagArgument.one(arguments);
        OptionItem item = OptionItem.of(arguments, LIST, desk.protocol());
        ShownForm form = new ShownForm(desk.current());
        return desk.read(
                arguments,
                db -> db.find(key(tag, item))
                        .or(() -> db.find(key(StoredObject.ALL, item)))
                        .map(found -> Answer.found(
                                words.dhcp() + " option definition found.", LIST, List.of(form.object(found))))
                        .orElse(Answer.nothing(
                                words.dhcp() + " option definition " + item.words() + " not found.", LIST)));
    }

    private static ObjectKey key(String tag, OptionItem item) {
        return new ObjectKey.Definition(tag, item.code(), item.space());
    }

    private Outcome all(Arguments arguments) {
        TagChoice choice = TagChoice.of(TagArgument.one(arguments));
        ShownForm form = new ShownForm(desk.current());
        return desk.read(arguments, db -> {
            List<Map<String, @Nullable Object>> all = db.list(ObjectKind.DEFINITION, choice).stream()
                    .map(form::object)
                    .toList();
            return Answer.found(all.size() + " " + words.dhcp() + " option definition(s) found.", LIST, all);
        });
    }

    private Outcome set(Arguments arguments) {
        String tag = TagArgument.one(arguments);
        Map<String, @Nullable Object> stored = new StoredForm(desk.current())
                .of(Items.object(arguments, LIST), FAMILY, StoredKeywords.DEFINITION, LIST);
        for (String needed : List.of("name", "code", "type")) {
            if (!stored.containsKey(needed)) {
                throw new RefusedException("an option definition must have '" + needed + "'");
            }
        }
        OptionItem item = OptionItem.of(stored);
        return desk.put(
                arguments,
                key(tag, item),
                new StoredObject(stored, List.of(tag)),
                "definition of option " + item.words() + " set",
                Answer.stored(words.dhcp() + " option definition successfully set.", LIST, List.of(item.echo())));
    }

    private Outcome delete(Arguments arguments) {
        String tag = TagArgument.one(arguments);
        OptionItem item = OptionItem.of(arguments, LIST, desk.protocol(), OptionItem.FORCE);
        ObjectKey key = key(tag, item);
        if (!Items.named(arguments, LIST, OptionItem.known(OptionItem.FORCE)).flag("force", false)) {
            desk.look(arguments, db -> db.find(key).flatMap(_ -> user(db, tag, item)))
                    .ifPresent(user -> {
                        throw new RefusedException("the definition of option " + item.words() + " is used by " + user
                                + "; with 'force' it is deleted if the servers have another one for it");
                    });
        }
        return desk.delete(
                arguments,
                key,
                words.dhcp() + " option definition",
                "definition of option " + item.words() + " deleted");
    }

    /** The first that has an option whose data is by the definition. */
    private static Optional<String> user(ConfigReading db, String tag, OptionItem item) {
        TagChoice choice = TagArgument.isAll(tag) ? TagArgument.everybody(db) : TagChoice.of(tag);
        if (db.list(ObjectKind.OPTION, choice).stream().anyMatch(option -> item.isDefinedIn(option.members()))) {
            return Optional.of("a global option");
        }
        return user(db.list(ObjectKind.CLIENT_CLASS, choice), item, "class", "name")
                .or(() -> user(db.list(ObjectKind.NETWORK, choice), item, "shared network", "name"))
                .or(() -> user(db.list(ObjectKind.SUBNET, choice), item, "subnet", "id"));
    }

    private static Optional<String> user(List<StoredObject> objects, OptionItem item, String what, String key) {
        return objects.stream()
                .filter(object -> item.isUsedIn(object.members()))
                .findFirst()
                .map(object -> what + " " + object.members().get(key));
    }
}
