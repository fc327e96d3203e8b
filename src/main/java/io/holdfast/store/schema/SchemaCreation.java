package io.holdfast.store.schema;

import java.sql.SQLException;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;

/** Runs the scripts on an empty database: in one transaction on PostgreSQL, one after the other on MySQL. */
final class SchemaCreation {

    private SchemaCreation() {}

    /**
     * @param progress is told in a few words about each script that is done
     * @throws SQLException what the database said; FlywayException when it was not the database
     */
    static void run(DataSource database, SchemaDialect dialect, Consumer<String> progress) throws SQLException {
        Flyway flyway = Flyway.configure(SchemaCreation.class.getClassLoader())
                .dataSource(database)
                .locations(dialect.location())
                .table(SchemaInspection.HISTORY)
                // MySQL commits every definition by itself.
                .group(dialect == SchemaDialect.POSTGRESQL)
                .cleanDisabled(true)
                .failOnMissingLocations(true)
                .callbacks(new Progress(progress))
                .load();
        try {
            flyway.migrate();
        } catch (FlywayException e) {
            throw databaseError(e);
        }
    }

    private static SQLException databaseError(FlywayException failure) {
        for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException database) {
                return database;
            }
        }
        throw failure;
    }

    private record Progress(Consumer<String> told) implements Callback {

        @Override
        public boolean supports(Event event, Context context) {
            return event == Event.AFTER_EACH_MIGRATE;
        }

        @Override
        public boolean canHandleInTransaction(Event event, Context context) {
            return true;
        }

        @Override
        public void handle(Event event, Context context) {
            MigrationInfo script = context.getMigrationInfo();
            if (script != null) {
                told.accept(script.getVersion() + " " + script.getDescription());
            }
        }

        @Override
        public String getCallbackName() {
            return "progress";
        }
    }
}
