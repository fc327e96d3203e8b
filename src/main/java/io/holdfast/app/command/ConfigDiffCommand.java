package io.holdfast.app.command;

import io.holdfast.config.BackendSettings;
import io.holdfast.config.ServerConfig;
import io.holdfast.config.json.ConfigException;
import io.holdfast.control.remote.transfer.ConfigDifferences;
import io.holdfast.control.remote.transfer.Difference;
import io.holdfast.store.Database;
import io.holdfast.store.config.SqlConfigStore;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code config-diff}: from a configuration file to what a configuration database has for a server. */
@Command(
        name = "config-diff",
        description = "Tell in what a configuration database differs from a file, of what it can have. The exit code is"
                + " 0 when in nothing, else 3.",
        mixinStandardHelpOptions = true)
public final class ConfigDiffCommand implements Callable<Integer> {

    private static final int DIFFERENT = 3;

    @Mixin
    private DatabaseOptions database = new DatabaseOptions();

    @Mixin
    private ProtocolChoice choice = new ProtocolChoice();

    @Mixin
    private ConfigInput input = new ConfigInput();

    @Mixin
    private OneServerTag server = new OneServerTag();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws ConfigException, SQLException {
        ServerConfig file = database.server(input.file(), choice.protocol());
        BackendSettings settings = database.configSettings(choice.protocol());
        try (Database opened = Connections.withTables(settings, Connections.Use.READ);
                SqlConfigStore store = new SqlConfigStore(opened, choice.protocol())) {
            List<Difference> differences = ConfigDifferences.between(file, store.fetch(server.tag()));
            Printer out = new Printer(spec);
            differences.forEach(each -> out.accept(each.toString()));
            out.accept(differences.size() + " difference(s) from " + input.file() + " to " + settings);
            return differences.isEmpty() ? 0 : DIFFERENT;
        }
    }
}
