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

/** {@code db-init}: makes the tables in an empty database. */
@Command(
        name = "db-init",
        description = "Make the tables (Kea's, version 3.0) in an empty database.",
        mixinStandardHelpOptions = true)
public final class DbInitCommand implements Callable<Integer> {

    @Mixin
    private DatabaseOptions database = new DatabaseOptions();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws ConfigException, SQLException {
        BackendSettings settings = database.settings();
        try (Database opened = Connections.to(settings, Connections.Use.CHANGE)) {
            return new SchemaCommands(settings, new Printer(spec)).init(opened.patientSource());
        }
    }
}
