package io.holdfast.control.remote;

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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code remote-server4-*} and {@code remote-server6-*}: the servers that objects can be for. */
final class RemoteServers {

    private static final String LIST = "servers";
    private static final String TAG = "server-tag";
    private static final String DESCRIPTION = "description";
    private static final int LONGEST_TAG = 256;

    private static final Argument SERVERS = Argument.required(
            LIST, Argument.Kind.LIST, "One server with its server-tag, to set it its description, too.");
    private static final List<Argument> NAMED =
            List.of(Argument.required(TAG, Argument.Kind.TEXT, "In any case of its letters."));
    private static final List<Argument> DESCRIBED = List.of(
            NAMED.getFirst(), Argument.optional(DESCRIPTION, Argument.Kind.TEXT, "What the operator says of it."));

    private final RemoteDesk desk;
    private final RemoteWords words;

    RemoteServers(RemoteDesk desk) {
        this.desk = desk;
        this.words = new RemoteWords(desk.protocol());
    }

    List<Command> commands() {
        return List.of(
                Command.reading(
                        words.command("server", "get"),
                        "Tells one server of a configuration database.",
                        Phrasing.PLAIN,
                        RemoteDesk.reading(SERVERS),
                        this::get),
                Command.reading(
                        words.command("server", "get-all"),
                        "Tells all servers of a configuration database.",
                        Phrasing.PLAIN,
                        RemoteDesk.reading(),
                        arguments -> desk.read(arguments, this::all)),
                Command.writing(
                        words.command("server", "set"),
                        "Puts a server into a configuration database, so that objects can be for it.",
                        Phrasing.PLAIN,
                        RemoteDesk.writing(SERVERS),
                        this::set),
                Command.writing(
                        words.command("server", "del"),
                        "Removes a server and what is for it alone; shared objects stay, if need be for nobody.",
                        Phrasing.PLAIN,
                        RemoteDesk.writing(SERVERS),
                        this::delete));
    }

    private Outcome get(Arguments arguments) {
        String tag = Items.named(arguments, LIST, NAMED).text(TAG);
        return desk.read(
                arguments,
                db -> db.find(new ObjectKey.Server(tag))
                        .map(server -> Answer.found("DHCP server " + tag + " found.", LIST, List.of(server.members())))
                        .orElse(Answer.nothing("DHCP server " + tag + " not found.", LIST)));
    }

    private Answer all(ConfigReading db) {
        List<Map<String, @Nullable Object>> servers =
                db.list(ObjectKind.SERVER, TagChoice.of(StoredObject.ALL)).stream()
                        .map(StoredObject::members)
                        .filter(server -> !TagArgument.isAll(String.valueOf(server.get(TAG))))
                        .toList();
        String none = servers.isEmpty() ? "No " : "";
        return Answer.found(none + words.dhcp() + " servers found.", LIST, servers);
    }

    private Outcome set(Arguments arguments) {
        Arguments server = Items.named(arguments, LIST, DESCRIBED);
        String tag = server.text(TAG);
        checkTag(tag);
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        members.put(TAG, tag);
        members.put(DESCRIPTION, server.text(DESCRIPTION));
        AuditNote note = new AuditNote(List.of(StoredObject.ALL), "server " + tag + " set");
        return desk.write(arguments, note, db -> {
            db.put(new ObjectKey.Server(tag), new StoredObject(members, List.of()));
            return Answer.stored(words.dhcp() + " server successfully set.", LIST, List.of(members));
        });
    }

    private Outcome delete(Arguments arguments) {
        String tag = Items.named(arguments, LIST, NAMED).text(TAG);
        if (TagArgument.isAll(tag)) {
            throw new RefusedException("'all' is not one server, but stands for all of them: it cannot be deleted");
        }
        String what = words.dhcp() + " server";
        ObjectKey key = new ObjectKey.Server(tag);
        if (desk.look(arguments, db -> db.servers(key)).isEmpty()) {
            return desk.unchanged(arguments, Answer.deleted(what, 0));
        }
        AuditNote note = new AuditNote(List.of(StoredObject.ALL), "server " + tag + " deleted");
        return desk.write(arguments, note, db -> Answer.deleted(what, db.delete(key) ? 1 : 0));
    }

    private static void checkTag(String tag) {
        if (tag.isBlank() || tag.length() > LONGEST_TAG) {
            throw new RefusedException(
                    "'server-tag' must have 1 to " + LONGEST_TAG + " characters, and not blanks alone");
        }
        if (TagArgument.isAll(tag) || tag.toLowerCase(Locale.ROOT).equals("any")) {
            throw new RefusedException("'" + tag + "' is reserved and cannot be the tag of a server");
        }
    }
}
