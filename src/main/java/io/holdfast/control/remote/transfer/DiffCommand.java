package io.holdfast.control.remote.transfer;

import io.holdfast.config.ServerConfig;
import io.holdfast.config.source.ConfigContent;
import io.holdfast.config.stored.StoredObject;
import io.holdfast.control.Argument;
import io.holdfast.control.Arguments;
import io.holdfast.control.Command;
import io.holdfast.control.Outcome;
import io.holdfast.control.Phrasing;
import io.holdfast.control.RefusedException;
import io.holdfast.control.remote.RemoteDesk;
import io.holdfast.control.remote.TagArgument;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code remote-diff}: two of the running configuration, the file's and a database's. */
final class DiffCommand {

    /** A configuration that can be compared. */
    private enum Side {
        RUNNING,
        FILE,
        DATABASE;

        static Side of(String word) {
            return Arrays.stream(values())
                    .filter(side -> side.word().equals(word))
                    .findFirst()
                    .orElseThrow(() -> new RefusedException(
                            "'" + word + "' cannot be compared; there are 'running', 'file' and 'database'"));
        }

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final Argument FROM =
            Argument.optional("from", Argument.Kind.TEXT, "running, file or database (file).");
    private static final Argument TO =
            Argument.optional("to", Argument.Kind.TEXT, "running, file or database (running).");
    private static final Argument TAG = Argument.optional(
            TagArgument.ONE.name(),
            Argument.Kind.LIST,
            "Of the database: exactly one, the tag of the server (this server's).");

    private final RemoteDesk desk;
    private final OwnFile file;

    DiffCommand(RemoteDesk desk, OwnFile file) {
        this.desk = desk;
        this.file = file;
    }

    Command command() {
        return Command.reading(
                "remote-diff",
                "Tells in what the running configuration, the file's and a database's differ.",
                Phrasing.PLAIN,
                RemoteDesk.reading(FROM, TO, TAG),
                this::run);
    }

    private Outcome run(Arguments arguments) {
        Side from = Side.of(arguments.text("from", Side.FILE.word()));
        Side to = Side.of(arguments.text("to", Side.RUNNING.word()));
        if (from == to) {
            throw new RefusedException("'from' and 'to' are both '" + from.word() + "'");
        }
        if (from == Side.DATABASE) {
            return told(ConfigDifferences.between(content(arguments), config(to)));
        }
        if (to == Side.DATABASE) {
            return told(ConfigDifferences.between(config(from), content(arguments)));
        }
        if (arguments.has("remote") || arguments.has(TAG.name())) {
            throw new RefusedException("'remote' and 'server-tags' are for a database, and none is compared");
        }
        return told(ConfigDifferences.between(config(from), config(to)));
    }

    private ServerConfig config(Side side) {
        return switch (side) {
            case RUNNING -> desk.current();
            case FILE -> file.read();
            case DATABASE -> throw new IllegalArgumentException("a database has no whole configuration");
        };
    }

    private ConfigContent content(Arguments arguments) {
        String own = desk.current().serverTag();
        String tag = arguments.has(TAG.name()) ? TagArgument.one(arguments) : own.isEmpty() ? StoredObject.ALL : own;
        return desk.target(arguments).read(db -> db.content(tag));
    }

    private static Outcome told(List<Difference> differences) {
        Map<String, @Nullable Object> answer = new LinkedHashMap<>();
        answer.put("differences", differences.stream().map(Difference::answer).toList());
        answer.put("count", (long) differences.size());
        return Outcome.done(
                differences.isEmpty() ? "There are no differences." : differences.size() + " difference(s) found.",
                answer);
    }
}
