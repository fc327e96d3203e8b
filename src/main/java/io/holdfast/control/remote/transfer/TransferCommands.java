package io.holdfast.control.remote.transfer;

import io.holdfast.config.source.ConfigContent;
import io.holdfast.control.Argument;
import io.holdfast.control.Arguments;
import io.holdfast.control.Command;
import io.holdfast.control.ConfigControl;
import io.holdfast.control.Outcome;
import io.holdfast.control.Phrasing;
import io.holdfast.control.remote.Answer;
import io.holdfast.control.remote.ConfigTargets;
import io.holdfast.control.remote.RemoteDesk;
import io.holdfast.control.remote.TagArgument;
import java.util.List;
import java.util.Objects;

/** {@code remote-import}, {@code remote-export} and {@code remote-diff} of one protocol. Kea has no such commands. */
public final class TransferCommands {

    private static final Argument REPLACE = Argument.optional(
            "replace",
            Argument.Kind.BOOLEAN,
            "Whether what is for just these servers and not in the configuration is removed (false).");

    private final RemoteDesk desk;
    private final OwnFile file;

    public TransferCommands(ConfigTargets targets, ConfigControl configuration) {
        this.desk = new RemoteDesk(targets);
        this.file = new OwnFile(configuration);
    }

    public List<Command> commands() {
        Argument given = Argument.optional(
                file.object(), Argument.Kind.MAP, "The configuration (that of this server's file, as it is now).");
        return List.of(
                Command.writing(
                        "remote-import",
                        "Puts a configuration into a configuration database, all that that has a place for, or nothing.",
                        Phrasing.PLAIN,
                        RemoteDesk.writing(given, TagArgument.SOME, REPLACE),
                        this::imported),
                Command.reading(
                        "remote-export",
                        "Tells what a configuration database has for a server, as a configuration file.",
                        Phrasing.PLAIN,
                        RemoteDesk.reading(TagArgument.ONE),
                        this::export),
                new DiffCommand(desk, file).command());
    }

    private Outcome imported(Arguments arguments) {
        ImportWish wish = new ImportWish(
                TagArgument.some(arguments), arguments.flag("replace", false), RemoteDesk.expected(arguments));
        ConfigImport coming = new ConfigImport(
                arguments.has(file.object())
                        ? file.given(Objects.requireNonNull(arguments.node(file.object())))
                        : file.read());
        return coming.into(desk.target(arguments), wish);
    }

    private Outcome export(Arguments arguments) {
        String tag = TagArgument.one(arguments);
        return desk.target(arguments).read(db -> {
            ConfigContent content = db.content(tag);
            return new Answer(
                            content.isEmpty()
                                    ? "The configuration database has nothing for this server."
                                    : "Configuration exported.",
                            new ConfigExport(desk.protocol(), content).wrapped(),
                            content.isEmpty())
                    .at(db.revision(), "");
        });
    }
}
