package io.holdfast.app.command;

import io.holdfast.config.BackendSettings;
import io.holdfast.config.json.ConfigException;
import io.holdfast.store.Database;
import io.holdfast.store.schema.SchemaCommands;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code db-version}: which version the tables of a database have, and whether we can work with it. */
@Command(
        name = "db-version",
        description = "Print the version of a database's tables, and whether this program works with it.",
        mixinStandardHelpOptions = true)
public final class DbVersionCommand implements Callable<Integer> {

    @Mixin
    private DatabaseOptions database = new DatabaseOptions();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws ConfigException, SQLException {
        BackendSettings settings = database.settings();
        try (Database opened = Connections.to(settings, Connections.Use.READ)) {
            return new SchemaCommands(settings, new Printer(spec)).version(opened.patientSource());
        }
    }
}
