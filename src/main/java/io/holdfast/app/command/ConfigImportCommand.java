package io.holdfast.app.command;

import io.holdfast.config.BackendSettings;
import io.holdfast.config.ServerConfig;
import io.holdfast.config.json.ConfigException;
import io.holdfast.control.Outcome;
import io.holdfast.control.remote.TagArgument;
import io.holdfast.control.remote.transfer.ConfigImport;
import io.holdfast.control.remote.transfer.ImportWish;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code config-import}: the command {@code remote-import} without a server. */
@Command(
        name = "config-import",
        description =
                "Put a configuration file into a configuration database, all that it has a place for, or nothing.",
        mixinStandardHelpOptions = true)
public final class ConfigImportCommand implements Callable<Integer> {

    @Mixin
    private DatabaseOptions database = new DatabaseOptions();

    @Mixin
    private ProtocolChoice choice = new ProtocolChoice();

    @Mixin
    private ConfigInput input = new ConfigInput();

    @Option(
            names = "--server-tag",
            paramLabel = "TAG",
            required = true,
            description = "The server that it is for, to be given again for more; all.")
    private List<String> tags = List.of();

    @Option(names = "--replace", description = "Remove what is for just these servers and not in the file.")
    private boolean replace;

    @Option(
            names = "--expected-revision",
            paramLabel = "NUMBER",
            description = "Change nothing if the database is at another one.")
    private @Nullable Long expected;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws ConfigException, SQLException {
        ServerConfig file = database.server(input.file(), choice.protocol());
        BackendSettings settings = database.configSettings(choice.protocol());
        ImportWish wish = new ImportWish(
                TagArgument.each(tags), replace, expected == null ? OptionalLong.empty() : OptionalLong.of(expected));
        try (StoreTarget target =
                new StoreTarget(settings, Connections.withTables(settings, Connections.Use.CHANGE), file)) {
            return told(new ConfigImport(file).into(target, wish));
        }
    }

    private int told(Outcome outcome) {
        Printer out = new Printer(spec);
        out.accept(String.valueOf(outcome.text()));
        if (outcome.arguments() instanceof Map<?, ?> answer) {
            list(out, "not imported, stays in the file", answer.get("not-imported"));
            list(out, "kept, for other servers have it, too", answer.get("kept"));
            out.accept("revision " + answer.get("revision"));
        }
        return outcome instanceof Outcome.Done ? 0 : 1;
    }

    private static void list(Printer out, String what, @Nullable Object names) {
        if (names instanceof List<?> list) {
            list.forEach(name -> out.accept(what + ": " + name));
        }
    }
}
