package io.holdfast.control.remote.transfer;

import io.holdfast.config.CompiledConfig;
import io.holdfast.config.ServerConfig;
import io.holdfast.config.compile.ConfigCompiler;
import io.holdfast.config.json.ConfigException;
import io.holdfast.config.json.JsonNode;
import io.holdfast.config.json.ParsedJson;
import io.holdfast.control.Argument;
import io.holdfast.control.Arguments;
import io.holdfast.control.Command;
import io.holdfast.control.ConfigControl;
import io.holdfast.control.Outcome;
import io.holdfast.control.Phrasing;
import io.holdfast.control.RefusedException;
import io.holdfast.control.remote.Answer;
import io.holdfast.control.remote.ConfigTargets;
import io.holdfast.control.remote.RemoteDesk;
import io.holdfast.control.remote.TagArgument;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** {@code remote-import} and {@code remote-export} of one protocol. They are ours: Kea has no such commands. */
public final class TransferCommands {

    private static final Argument REPLACE = Argument.optional(
            "replace",
            Argument.Kind.BOOLEAN,
            "Whether what is for just these servers and not in the configuration is removed (false).");

    private final ConfigControl configuration;
    private final RemoteDesk desk;
    private final String object;

    public TransferCommands(ConfigTargets targets, ConfigControl configuration) {
        this.configuration = configuration;
        this.desk = new RemoteDesk(targets);
        this.object = targets.protocol().object();
    }

    public List<Command> commands() {
        return List.of(
                Command.writing(
                        "remote-import",
                        "Puts a configuration into a configuration database, all that that has a place for, or nothing.",
                        Phrasing.PLAIN,
                        RemoteDesk.writing(
                                Argument.optional(
                                        object,
                                        Argument.Kind.MAP,
                                        "The configuration (that of this server's file, as it is now)."),
                                TagArgument.SOME,
                                REPLACE),
                        this::imported),
                Command.reading(
                        "remote-export",
                        "Tells what a configuration database has for a server, as a configuration file.",
                        Phrasing.PLAIN,
                        RemoteDesk.reading(TagArgument.ONE),
                        this::export));
    }

    private Outcome imported(Arguments arguments) {
        ImportWish wish = new ImportWish(
                TagArgument.some(arguments), arguments.flag("replace", false), RemoteDesk.expected(arguments));
        JsonNode given = arguments.node(object);
        return new ConfigImport(given == null ? file() : given(given)).into(desk.target(arguments), wish);
    }

    private ServerConfig given(JsonNode given) {
        JsonNode.Member member = new JsonNode.Member(given.at(), given);
        return compiled(() -> ConfigCompiler.compile(
                new ParsedJson(new JsonNode.Dict(given.at(), Map.of(object, member)), List.of())));
    }

    private ServerConfig file() {
        Path file = configuration.file();
        if (file == null) {
            throw new RefusedException("this server was started without a configuration file: give '" + object + "'");
        }
        return compiled(() -> ConfigCompiler.compile(file));
    }

    /** Something that gives a configuration of whichever protocols. */
    private interface Compiling {
        CompiledConfig run() throws ConfigException;
    }

    private ServerConfig compiled(Compiling compiling) {
        try {
            return compiling.run().servers().stream()
                    .filter(server -> server.protocol() == desk.protocol())
                    .findFirst()
                    .orElseThrow(() -> new RefusedException("the configuration has no object '" + object + "'"));
        } catch (ConfigException e) {
            throw new RefusedException(String.valueOf(e.getMessage()));
        }
    }

    private Outcome export(Arguments arguments) {
        String tag = TagArgument.one(arguments);
        return desk.target(arguments)
                .read(db -> new Answer(
                                "Configuration exported.",
                                new ConfigExport(desk.protocol(), db.content(tag)).wrapped(),
                                false)
                        .at(db.revision(), ""));
    }
}
