package io.holdfast.app.command;

import io.holdfast.availability.BackendUnavailable;
import io.holdfast.config.BackendSettings;
import io.holdfast.store.Database;
import io.holdfast.store.Dialect;
import io.holdfast.store.FaultListener;
import io.holdfast.store.PoolSettings;
import io.holdfast.store.mysql.MysqlDialect;
import io.holdfast.store.postgresql.PostgresqlDialect;
import io.holdfast.telemetry.Meters;

/** Databases for commands that come and go. */
final class Connections {

    private Connections() {}

    /** @throws IllegalArgumentException when the leases are not in a database */
    static Database to(BackendSettings settings) {
        Dialect dialect = switch (settings.type()) {
            case POSTGRESQL -> new PostgresqlDialect();
            case MYSQL -> new MysqlDialect();
            case MEMFILE ->
                throw new IllegalArgumentException("a lease file has no tables; this command is for databases");
        };
        Database database =
                new Database("lease", settings, dialect, PoolSettings.simple(1), FaultListener.NONE, Meters.NONE);
        try {
            database.probe();
        } catch (BackendUnavailable e) {
            database.close();
            throw e;
        }
        return database;
    }
}
