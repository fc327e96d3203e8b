package io.holdfast.control.remote;

import io.holdfast.config.stored.AuditNote;
import io.holdfast.config.stored.StoredObject;
import io.holdfast.control.Argument;
import io.holdfast.control.Arguments;
import io.holdfast.control.Command;
import io.holdfast.control.Outcome;
import io.holdfast.control.Phrasing;
import io.holdfast.control.RefusedException;
import java.util.List;
import java.util.Map;
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
        AuditNote note = note(named, arguments, "option " + item.words() + " set in " + named.words());
        return desk.write(arguments, note, db -> {
            db.put(item.in(named.home()), new StoredObject(stored, List.of()));
            return Answer.stored(words.dhcp() + " option successfully set.", RemoteOptions.LIST, List.of(item.echo()));
        });
    }

    private Outcome delete(OptionPlace place, Arguments arguments) {
        OptionPlace.Named named = place.named(arguments, desk.protocol());
        OptionItem item = OptionItem.of(arguments, desk.protocol());
        AuditNote note = note(named, arguments, "option " + item.words() + " deleted in " + named.words());
        String what = words.dhcp() + " option";
        return desk.look(arguments, db -> db.find(item.in(named.home()))).isEmpty()
                ? desk.unchanged(arguments, Answer.deleted(what, 0))
                : desk.write(arguments, note, db -> Answer.deleted(what, db.delete(item.in(named.home())) ? 1 : 0));
    }

    /** For the servers of what the option is in, as one of which the change is noted. */
    private AuditNote note(OptionPlace.Named named, Arguments arguments, String message) {
        StoredObject owner = desk.look(arguments, named::owner)
                .orElseThrow(() -> new RefusedException("there is no " + named.words()));
        return new AuditNote(owner.serverTags(), message, false);
    }
}
