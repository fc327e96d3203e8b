package io.holdfast.control.remote;

import io.holdfast.config.stored.AuditNote;
import io.holdfast.config.stored.ObjectKey;
import io.holdfast.config.stored.StoredObject;
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

/** Options of subnets, shared networks and pools: {@code remote-option4-subnet-set} and its like. */
final class RemoteOptionsInside {

    private final RemoteDesk desk;
    private final RemoteWords words;

    RemoteOptionsInside(RemoteDesk desk) {
        this.desk = desk;
        this.words = new RemoteWords(desk.protocol());
    }

    List<Command> commands() {
        return OptionPlace.of(desk.protocol()).stream()
                .flatMap(place -> commands(place).stream())
                .toList();
    }

    private List<Command> commands(OptionPlace place) {
        Argument where = Argument.required(place.list(), Argument.Kind.LIST, place.meaning());
        return List.of(
                Command.writing(
                        words.command("option", place.family() + "-set"),
                        "Puts an option into " + place.words() + " of a configuration database.",
                        Phrasing.PLAIN,
                        RemoteDesk.writing(where, RemoteOptions.WHOLE),
                        arguments -> set(place, arguments)),
                Command.writing(
                        words.command("option", place.family() + "-del"),
                        "Removes an option from " + place.words() + " of a configuration database.",
                        Phrasing.PLAIN,
                        RemoteDesk.writing(where, RemoteOptions.KEYED),
                        arguments -> delete(place, arguments)));
    }

    private Outcome set(OptionPlace place, Arguments arguments) {
        OptionPlace.Named named = place.named(arguments, desk.protocol());
        Map<String, @Nullable Object> stored = RemoteOptions.given(desk, arguments);
        OptionItem item = OptionItem.of(stored);
        ObjectKey key = item.in(named.home());
        AuditNote note = note(arguments, key, named, "option " + item.words() + " set in " + named.words());
        return desk.write(arguments, note, db -> {
            db.put(key, new StoredObject(stored, List.of()));
            return Answer.stored(words.dhcp() + " option successfully set.", RemoteOptions.LIST, List.of(item.echo()));
        });
    }

    private Outcome delete(OptionPlace place, Arguments arguments) {
        OptionPlace.Named named = place.named(arguments, desk.protocol());
        OptionItem item = OptionItem.of(arguments, desk.protocol());
        ObjectKey key = item.in(named.home());
        String what = words.dhcp() + " option";
        Optional<StoredObject> found =
                desk.look(arguments, db -> db.servers(key).isEmpty() ? Optional.empty() : db.find(key));
        if (found.isEmpty()) {
            return desk.unchanged(arguments, Answer.deleted(what, 0));
        }
        AuditNote note = note(arguments, key, named, "option " + item.words() + " deleted in " + named.words());
        return desk.write(arguments, note, db -> Answer.deleted(what, db.delete(key) ? 1 : 0));
    }

    /** For the servers of what the option is in, as one of which the change is noted. */
    private AuditNote note(Arguments arguments, ObjectKey key, OptionPlace.Named named, String message) {
        return new AuditNote(
                desk.look(arguments, db -> db.servers(key))
                        .orElseThrow(() -> new RefusedException("the configuration database has no " + named.words())),
                message);
    }
}
