package io.holdfast.store.schema;

import io.holdfast.config.BackendSettings;
import io.holdfast.store.schema.SchemaOutcome.Initialised;
import io.holdfast.store.schema.SchemaOutcome.Ready;
import io.holdfast.store.schema.SchemaOutcome.Refused;
import io.holdfast.store.schema.SchemaVersion.Numbered;
import java.sql.SQLException;
import java.util.function.Consumer;
import javax.sql.DataSource;

/** The commands {@code db-init}, {@code db-version} and {@code db-upgrade}: they print lines and return the process's exit code. */
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

    /** Prints the schema's version, and what is to be done when it is none to work with. 0: there is one; 1: there is none. */
    public int version(DataSource database) throws SQLException {
        SchemaMigrator migrator = new SchemaMigrator(settings);
        SchemaVersion version = migrator.version(database);
        int exitCode = said(version instanceof Numbered ? 0 : 1, version.toString());
        if (migrator.examine(database) instanceof Refused(var reason)) {
            out.accept(reason);
        }
        return exitCode;
    }

    /**
     * Upgrades the schema of an older Kea to the one that we make. 0: done, or nothing to do; 1: it cannot be done, and
     * nothing is lost.
     */
    public int upgrade(DataSource database, SchemaUpgrade.Manner manner) throws SQLException {
        return switch (new SchemaUpgrade(settings, manner, step -> out.accept("  " + step)).run(database)) {
            case UpgradeOutcome.Upgraded(var from, var to) ->
                said(0, settings + ": upgraded from schema " + from + " to " + to);
            case UpgradeOutcome.Possible(var from, var to) ->
                said(0, settings + ": can be upgraded from schema " + from + " to " + to + "; nothing done");
            case UpgradeOutcome.UpToDate(var version) ->
                said(0, settings + ": has schema " + version + ", nothing to do");
            case UpgradeOutcome.Impossible(var reasons) -> {
                reasons.forEach(out);
                yield 1;
            }
        };
    }

    private int said(int exitCode, String line) {
        out.accept(line);
        return exitCode;
    }
}
