package io.holdfast.control.remote;

import io.holdfast.config.compile.keyword.ProtocolTerms;
import io.holdfast.config.stored.AuditNote;
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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code remote-network4-*} and {@code remote-network6-*}. */
final class RemoteNetworks {

    private static final String FAMILY = "network";
    private static final String LIST = "shared-networks";
    private static final String ACTION = "subnets-action";
    private static final String INCLUDE = "subnets-include";

    private static final List<Argument> BY_NAME = List.of(Argument.required("name", Argument.Kind.TEXT, "Its name."));
    private static final Argument NAMED =
            Argument.required(LIST, Argument.Kind.LIST, "One shared network with its name.");
    private static final Argument WHOLE = Argument.required(
            LIST, Argument.Kind.LIST, "One shared network, as in the configuration, without its subnets.");

    private final RemoteDesk desk;
    private final RemoteWords words;

    RemoteNetworks(RemoteDesk desk) {
        this.desk = desk;
        this.words = new RemoteWords(desk.protocol());
    }

    List<Command> commands() {
        return List.of(
                Command.reading(
                        words.command(FAMILY, "list"),
                        "Lists the shared networks of some servers in a configuration database.",
                        Phrasing.PLAIN,
                        RemoteDesk.reading(TagArgument.WANTED),
                        this::list),
                Command.reading(
                        words.command(FAMILY, "get"),
                        "Tells one shared network of a configuration database.",
                        Phrasing.PLAIN,
                        RemoteDesk.reading(
                                NAMED,
                                Argument.optional(
                                        INCLUDE, Argument.Kind.TEXT, "full: with its subnets; no: without (no).")),
                        this::get),
                Command.writing(
                        words.command(FAMILY, "set"),
                        "Puts a shared network into a configuration database, in the place of the one with its name.",
                        Phrasing.PLAIN,
                        RemoteDesk.writing(WHOLE, TagArgument.SOME),
                        this::set),
                Command.writing(
                        words.command(FAMILY, "del"),
                        "Removes a shared network from a configuration database.",
                        Phrasing.PLAIN,
                        RemoteDesk.writing(
                                NAMED,
                                Argument.optional(
                                        ACTION,
                                        Argument.Kind.TEXT,
                                        "keep: its subnets stand alone then; delete: they go, too (keep).")),
                        this::delete));
    }

    static String name(Arguments arguments) {
        return Items.named(arguments, LIST, BY_NAME).text("name");
    }

    private Outcome list(Arguments arguments) {
        TagChoice choice = TagArgument.wanted(arguments);
        return desk.read(arguments, db -> {
            List<Map<String, @Nullable Object>> all = db.list(ObjectKind.NETWORK, choice).stream()
                    .map(network -> {
                        Map<String, @Nullable Object> brief = new LinkedHashMap<>();
                        brief.put("name", network.members().get("name"));
                        return Items.withMetadata(brief, network);
                    })
                    .toList();
            return Answer.found(all.size() + " " + words.ip() + " shared network(s) found.", LIST, all);
        });
    }

    private Outcome get(Arguments arguments) {
        String name = name(arguments);
        boolean full = choice(arguments, INCLUDE, "no", "full").equals("full");
        ShownForm form = new ShownForm(desk.current());
        return desk.read(
                arguments,
                db -> db.find(new ObjectKey.Network(name))
                        .map(network -> {
                            Map<String, @Nullable Object> shown = form.object(network);
                            if (full) {
                                shown.put(
                                        ProtocolTerms.subnets(desk.protocol()),
                                        subnets(db, network).stream()
                                                .map(form::subnet)
                                                .toList());
                            }
                            return Answer.found(words.ip() + " shared network found.", LIST, List.of(shown));
                        })
                        .orElse(Answer.nothing(words.ip() + " shared network '" + name + "' not found.", LIST)));
    }

    private static List<StoredObject> subnets(ConfigReading db, StoredObject network) {
        Object name = network.members().get("name");
        return RemoteSubnets.all(db).stream()
                .filter(subnet -> name != null && name.equals(subnet.members().get("shared-network-name")))
                .toList();
    }

    private Outcome set(Arguments arguments) {
        List<String> tags = TagArgument.some(arguments);
        Map<String, @Nullable Object> stored =
                new StoredForm(desk.current()).of(Items.object(arguments, LIST), LIST, StoredKeywords.NETWORK, LIST);
        if (!(stored.get("name") instanceof String name) || name.isEmpty()) {
            throw new RefusedException("a shared network must have a 'name'");
        }
        return desk.put(
                arguments,
                new ObjectKey.Network(name),
                new StoredObject(stored, tags),
                "shared network " + name + " set",
                Answer.stored(words.ip() + " shared network successfully set.", LIST, List.of(Map.of("name", name))));
    }

    private Outcome delete(Arguments arguments) {
        String name = name(arguments);
        String what = words.ip() + " shared network";
        ObjectKey key = new ObjectKey.Network(name);
        String message = "shared network " + name + " deleted";
        if (choice(arguments, ACTION, "keep", "delete").equals("keep")) {
            return desk.delete(arguments, key, what, message);
        }
        List<StoredObject> all = desk.look(
                arguments,
                db -> db.find(key)
                        .map(network -> {
                            List<StoredObject> together = new ArrayList<>(List.of(network));
                            together.addAll(subnets(db, network));
                            return together;
                        })
                        .orElse(new ArrayList<>()));
        if (all.isEmpty()) {
            return desk.unchanged(arguments, Answer.deleted(what, 0));
        }
        AuditNote note = new AuditNote(TagArgument.union(all), message + " with its subnets");
        return desk.write(arguments, note, db -> {
            db.find(key)
                    .ifPresent(network -> subnets(db, network).forEach(subnet -> db.delete(RemoteSubnets.key(subnet))));
            return Answer.deleted(what, db.delete(key) ? 1 : 0);
        });
    }

    private static String choice(Arguments arguments, String name, String standard, String other) {
        String chosen = arguments.text(name, standard);
        if (!chosen.equals(standard) && !chosen.equals(other)) {
            throw new RefusedException(
                    "'" + name + "' must be '" + standard + "' or '" + other + "', not '" + chosen + "'");
        }
        return chosen;
    }
}
