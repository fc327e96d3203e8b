package io.holdfast.app.command;

import io.holdfast.availability.BackendUnavailable;
import io.holdfast.config.BackendSettings;
import io.holdfast.store.Database;
import io.holdfast.store.Dialect;
import io.holdfast.store.FaultListener;
import io.holdfast.store.PoolSettings;
import io.holdfast.store.mysql.MysqlDialect;
import io.holdfast.store.postgresql.PostgresqlDialect;
import io.holdfast.store.schema.SchemaMigrator;
import io.holdfast.store.schema.SchemaOutcome.Refused;
import io.holdfast.telemetry.Meters;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Databases for commands that come and go. */
final class Connections {

    private Connections() {}

    /** What a command does to a database. */
    enum Use {
        /** Suffices for a read-only replica. */
        READ,
        CHANGE
    }

    /** @throws IllegalArgumentException when the leases are not in a database */
    static Database to(BackendSettings settings, Use use) {
        Database database = new Database(
                "lease", settings, dialect(settings), PoolSettings.simple(1), FaultListener.NONE, Meters.NONE);
        try {
            switch (use) {
                case READ -> database.reach();
                case CHANGE -> database.probe();
            }
        } catch (BackendUnavailable e) {
            database.close();
            throw e;
        }
        return database;
    }

    /**
     * As {@link #to}, with tables that can be worked with.
     *
     * @throws IllegalStateException when they cannot; the message is for an operator
     */
    static Database withTables(BackendSettings settings, Use use) throws SQLException {
        Database database = to(settings, use);
        if (new SchemaMigrator(settings).examine(database.patientSource()) instanceof Refused(var reason)) {
            database.close();
            throw new IllegalStateException(reason);
        }
        return database;
    }

    /**
     * Opens no more connections than are asked for, so that whoever else is connected is somebody else.
     *
     * @throws IllegalArgumentException as {@link #to}
     */
    static DataSource single(BackendSettings settings) {
        return Database.unpooled(settings, dialect(settings));
    }

    private static Dialect dialect(BackendSettings settings) {
        return switch (settings.type()) {
            case POSTGRESQL -> new PostgresqlDialect();
            case MYSQL -> new MysqlDialect();
            case MEMFILE ->
                throw new IllegalArgumentException("a lease file has no tables; this command is for databases");
        };
    }
}
