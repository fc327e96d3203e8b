package io.holdfast.control.remote;

import io.holdfast.address.Protocol;
import io.holdfast.config.ServerConfig;
import io.holdfast.config.stored.AuditNote;
import io.holdfast.config.stored.ConfigReading;
import io.holdfast.config.stored.ConfigWriting;
import io.holdfast.config.stored.ObjectKey;
import io.holdfast.config.stored.RevisionPassed;
import io.holdfast.config.stored.StoredConflict;
import io.holdfast.config.stored.StoredObject;
import io.holdfast.control.Argument;
import io.holdfast.control.Arguments;
import io.holdfast.control.Outcome;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Stream;

/** What all {@code remote-*} commands have in common: the choice of the database, its revision, and who was faster. */
public final class RemoteDesk {

    private static final String EXPECTED = "expected-revision";

    private static final Argument REVISION = Argument.optional(
            EXPECTED, Argument.Kind.INTEGER, "The revision that the writer knows: nothing is changed at another.");

    private final ConfigTargets targets;

    public RemoteDesk(ConfigTargets targets) {
        this.targets = targets;
    }

    public Protocol protocol() {
        return targets.protocol();
    }

    public ServerConfig current() {
        return targets.current();
    }

    public static List<Argument> reading(Argument... own) {
        return Stream.concat(Stream.of(own), Stream.of(TargetChoice.REMOTE)).toList();
    }

    public static List<Argument> writing(Argument... own) {
        return Stream.concat(reading(own).stream(), Stream.of(REVISION)).toList();
    }

    Outcome read(Arguments arguments, Function<ConfigReading, Answer> work) {
        return target(arguments).read(db -> work.apply(db).at(db.revision(), ""));
    }

    /** A look before a change, of what the change's note needs. */
    <T> T look(Arguments arguments, Function<ConfigReading, T> work) {
        return target(arguments).read(work);
    }

    Outcome write(Arguments arguments, AuditNote note, Function<ConfigWriting, Answer> work) {
        return write(target(arguments), expected(arguments), note, work);
    }

    /** A change of one database. */
    public static Outcome write(
            ConfigTarget target, OptionalLong expected, AuditNote note, Function<ConfigWriting, Answer> work) {
        try {
            ConfigTarget.Written<Answer> written = target.write(note, expected, work);
            return written.result().at(written.revision(), written.remark());
        } catch (RevisionPassed passed) {
            return passed(passed.expected(), passed.actual());
        } catch (StoredConflict conflict) {
            return new Outcome.Refused(String.valueOf(conflict.getMessage()));
        }
    }

    /** Puts an object into the place of what had its key; a change for the servers of both. */
    Outcome put(Arguments arguments, ObjectKey key, StoredObject object, String message, Answer answer) {
        return write(arguments, note(arguments, key, object, message), db -> {
            db.put(key, object);
            return answer;
        });
    }

    AuditNote note(Arguments arguments, ObjectKey key, StoredObject object, String message) {
        List<String> former = look(arguments, db -> db.servers(key)).orElse(List.of());
        return new AuditNote(
                Stream.concat(object.serverTags().stream(), former.stream())
                        .distinct()
                        .toList(),
                message);
    }

    /** @param what {@code IPv4 subnet} */
    Outcome delete(Arguments arguments, ObjectKey key, String what, String message) {
        Optional<List<String>> servers = look(arguments, db -> db.servers(key));
        return servers.isEmpty()
                ? unchanged(arguments, Answer.deleted(what, 0))
                : write(
                        arguments,
                        new AuditNote(servers.get(), message),
                        db -> Answer.deleted(what, db.delete(key) ? 1 : 0));
    }

    Outcome unchanged(Arguments arguments, Answer answer) {
        return unchanged(target(arguments), expected(arguments), answer);
    }

    /** There is nothing to change: no revision is made for it, but one that was expected must be there. */
    public static Outcome unchanged(ConfigTarget target, OptionalLong expected, Answer answer) {
        long actual = target.read(ConfigReading::revision);
        return expected.isPresent() && expected.getAsLong() != actual
                ? passed(expected.getAsLong(), actual)
                : answer.at(actual, "");
    }

    private static Outcome passed(long expected, long actual) {
        return new Outcome.Conflict("nothing was changed: the configuration database is at revision " + actual
                + ", not at the expected " + expected + ". Look at it again.");
    }

    /** The revision that the writer knows, if it says so. */
    public static OptionalLong expected(Arguments arguments) {
        return arguments.has(EXPECTED) ? OptionalLong.of(arguments.integer(EXPECTED, 0)) : OptionalLong.empty();
    }

    /** The database that is meant. */
    public ConfigTarget target(Arguments arguments) {
        return TargetChoice.of(targets.targets(), arguments);
    }
}
