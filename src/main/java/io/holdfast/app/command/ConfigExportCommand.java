package io.holdfast.app.command;

import io.holdfast.address.Protocol;
import io.holdfast.config.BackendSettings;
import io.holdfast.config.json.ConfigException;
import io.holdfast.config.json.JsonWriter;
import io.holdfast.config.source.ConfigContent;
import io.holdfast.control.remote.transfer.ConfigExport;
import io.holdfast.store.Database;
import io.holdfast.store.config.SqlConfigStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code config-export}: what a configuration database has for a server, as a file. */
@Command(
        name = "config-export",
        description = "Write what a configuration database has for a server to a new configuration file.",
        mixinStandardHelpOptions = true)
public final class ConfigExportCommand implements Callable<Integer> {

    @Mixin
    private DatabaseOptions database = new DatabaseOptions();

    @Mixin
    private ProtocolChoice choice = new ProtocolChoice();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            required = true,
            description = "The configuration file to make; it must not be there yet.")
    private Path output = Path.of("");

    @Mixin
    private OneServerTag server = new OneServerTag();

    @Spec
    private @Nullable CommandSpec spec;

    private record Found(ConfigContent content, long revision) {}

    @Override
    public Integer call() throws ConfigException, SQLException, IOException {
        Printer out = new Printer(spec);
        if (Files.exists(output)) {
            out.accept(output + " is there already; nothing done");
            return 1;
        }
        Protocol protocol = choice.protocol();
        BackendSettings settings = database.configSettings(protocol);
        try (Database opened = Connections.withTables(settings, Connections.Use.READ);
                SqlConfigStore store = new SqlConfigStore(opened, protocol)) {
            Found found = store.read(db -> new Found(db.content(server.tag()), db.revision()));
            Files.writeString(
                    output,
                    JsonWriter.pretty(new ConfigExport(protocol, found.content()).wrapped()),
                    StandardOpenOption.CREATE_NEW);
            out.accept("configuration of " + settings + " for server tag " + server.tag() + ", revision "
                    + found.revision() + ", written to " + output);
            return 0;
        }
    }
}
