package io.holdfast.store.schema;

import io.holdfast.config.BackendSettings;
import io.holdfast.store.schema.SchemaOutcome.Initialised;
import io.holdfast.store.schema.SchemaOutcome.Ready;
import io.holdfast.store.schema.SchemaOutcome.Refused;
import io.holdfast.store.schema.SchemaVersion.Numbered;
import java.sql.SQLException;
import java.util.function.Consumer;
import javax.sql.DataSource;

/** The commands {@code db-init} and {@code db-version}: they print lines and return the process's exit code. */
public final class SchemaCommands {

    private final BackendSettings settings;
    private final Consumer<String> out;

    public SchemaCommands(BackendSettings settings, Consumer<String> out) {
        this.settings = settings;
        this.out = out;
    }

    /** Makes the schema in an empty database. 0: done; 1: there are tables already, or it cannot be done. */
    public int init(DataSource database) throws SQLException {
        return switch (new SchemaMigrator(settings, step -> out.accept("  " + step)).initialise(database)) {
            case Initialised(var version) -> said(0, settings + ": schema " + version + " created");
            case Ready(var version) -> said(1, settings + ": has schema " + version + " already, nothing done");
            case Refused(var reason) -> said(1, reason);
        };
    }

    /** Prints the schema's version. 0: there is one; 1: there is none. */
    public int version(DataSource database) throws SQLException {
        SchemaVersion version = new SchemaMigrator(settings).version(database);
        return said(version instanceof Numbered ? 0 : 1, version.toString());
    }

    private int said(int exitCode, String line) {
        out.accept(line);
        return exitCode;
    }
}
