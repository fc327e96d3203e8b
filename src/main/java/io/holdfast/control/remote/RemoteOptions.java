package io.holdfast.control.remote;

import io.holdfast.config.stored.ObjectKey;
import io.holdfast.config.stored.ObjectKind;
import io.holdfast.config.stored.OptionHome;
import io.holdfast.config.stored.StoredKeywords;
import io.holdfast.config.stored.StoredObject;
import io.holdfast.config.stored.TagChoice;
import io.holdfast.control.Argument;
import io.holdfast.control.Arguments;
import io.holdfast.control.Command;
import io.holdfast.control.Outcome;
import io.holdfast.control.Phrasing;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code remote-option4-global-*} and {@code remote-option6-global-*}. */
final class RemoteOptions {

    static final String LIST = "options";

    static final Argument KEYED = Argument.required(
            LIST, Argument.Kind.LIST, "One option with its code, space, and the client-classes it is for, if any.");
    static final Argument WHOLE = Argument.required(LIST, Argument.Kind.LIST, "One option, as in the configuration.");

    private final RemoteDesk desk;
    private final RemoteWords words;

    RemoteOptions(RemoteDesk desk) {
        this.desk = desk;
        this.words = new RemoteWords(desk.protocol());
    }

    List<Command> commands() {
        return List.of(
                Command.reading(
                        words.command("option", "global-get"),
                        "Tells a global option of a configuration database, a server's own before that for all.",
                        Phrasing.PLAIN,
                        RemoteDesk.reading(KEYED, TagArgument.ONE),
                        this::get),
                Command.reading(
                        words.command("option", "global-get-all"),
                        "Tells all global options that a server has from a configuration database.",
                        Phrasing.PLAIN,
                        RemoteDesk.reading(TagArgument.ONE),
                        this::all),
                Command.writing(
                        words.command("option", "global-set"),
                        "Puts a global option into a configuration database.",
                        Phrasing.PLAIN,
                        RemoteDesk.writing(WHOLE, TagArgument.ONE),
                        this::set),
                Command.writing(
                        words.command("option", "global-del"),
                        "Removes a global option from a configuration database.",
                        Phrasing.PLAIN,
                        RemoteDesk.writing(KEYED, TagArgument.ONE),
                        this::delete));
    }

    private static ObjectKey key(String tag, OptionItem item) {
        return item.in(new OptionHome.OfServer(tag));
    }

    private Outcome get(Arguments arguments) {
        String tag = TagArgument.one(arguments);
        OptionItem item = OptionItem.of(arguments, desk.protocol());
        ShownForm form = new ShownForm(desk.current());
        return desk.read(
                arguments,
                db -> db.find(key(tag, item))
                        .or(() -> db.find(key(StoredObject.ALL, item)))
                        .map(found ->
                                Answer.found(words.dhcp() + " option is found.", LIST, List.of(form.option(found))))
                        .orElse(Answer.nothing(words.dhcp() + " option " + item.words() + " not found.", LIST)));
    }

    private Outcome all(Arguments arguments) {
        TagChoice choice = TagChoice.of(TagArgument.one(arguments));
        ShownForm form = new ShownForm(desk.current());
        return desk.read(arguments, db -> {
            List<Map<String, @Nullable Object>> all = db.list(ObjectKind.OPTION, choice).stream()
                    .map(form::option)
                    .toList();
            return Answer.found(all.size() + " " + words.dhcp() + " option(s) found.", LIST, all);
        });
    }

    /** The option to set in the form of databases. */
    static Map<String, @Nullable Object> given(RemoteDesk desk, Arguments arguments) {
        return new StoredForm(desk.current())
                .of(Items.object(arguments, LIST), "option-data", StoredKeywords.OPTION, LIST);
    }

    private Outcome set(Arguments arguments) {
        String tag = TagArgument.one(arguments);
        Map<String, @Nullable Object> stored = given(desk, arguments);
        OptionItem item = OptionItem.of(stored);
        return desk.put(
                arguments,
                key(tag, item),
                new StoredObject(stored, List.of(tag)),
                "option " + item.words() + " set",
                Answer.stored(words.dhcp() + " option successfully set.", LIST, List.of(item.echo())));
    }

    private Outcome delete(Arguments arguments) {
        String tag = TagArgument.one(arguments);
        OptionItem item = OptionItem.of(arguments, desk.protocol());
        return desk.delete(arguments, key(tag, item), words.dhcp() + " option", "option " + item.words() + " deleted");
    }
}
