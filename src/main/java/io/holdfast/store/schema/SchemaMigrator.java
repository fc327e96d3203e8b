package io.holdfast.store.schema;

import io.holdfast.config.BackendSettings;
import io.holdfast.store.schema.SchemaOutcome.Initialised;
import io.holdfast.store.schema.SchemaOutcome.Ready;
import io.holdfast.store.schema.SchemaOutcome.Refused;
import io.holdfast.store.schema.SchemaVersion.Empty;
import io.holdfast.store.schema.SchemaVersion.Foreign;
import io.holdfast.store.schema.SchemaVersion.Numbered;
import io.holdfast.store.schema.SchemaVersion.Unfinished;
import io.holdfast.store.schema.SchemaVersion.Upgrading;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks that a database has a schema we know, and makes it in an empty one. Versions of Kea 3.0 and 3.2 are accepted,
 * whoever made them, and never changed; older ones are for {@link SchemaUpgrade}, when somebody asks for it. Of several servers that start at once on an empty database one makes the schema
 * while the others wait.
 *
 * <p>Every method throws the database's {@link SQLException} when the database cannot be reached or fails. Making a
 * schema takes up to four connections at a time from the {@link DataSource}.
 */
public final class SchemaMigrator {

    private static final Logger LOG = LoggerFactory.getLogger(SchemaMigrator.class);

    private final BackendSettings settings;
    private final Consumer<String> progress;

    public SchemaMigrator(BackendSettings settings) {
        this(settings, step -> LOG.info("schema of {}: {} is there", settings, step));
    }

    /** @param progress is told about every step of making a schema */
    SchemaMigrator(BackendSettings settings, Consumer<String> progress) {
        this.settings = settings;
        this.progress = progress;
    }

    /** What the database says about its schema. */
    public SchemaVersion version(DataSource database) throws SQLException {
        try (Connection connection = database.getConnection()) {
            return SchemaInspection.version(connection, SchemaDialect.of(connection));
        }
    }

    /**
     * What a server does before it uses a database: an empty one is initialised, unless the settings say {@code
     * readonly} or name a {@code password-file} (whoever keeps passwords in files keeps schemas by hand too).
     */
    public SchemaOutcome prepare(DataSource database) throws SQLException {
        return judgeOrMake(database, obstacle());
    }

    /** Why a server could not use the database as it is, or null; an empty one it would fill. Changes nothing. */
    public @Nullable String objection(DataSource database) throws SQLException {
        try (Connection connection = database.getConnection()) {
            SchemaDialect dialect = SchemaDialect.of(connection);
            SchemaVersion version = SchemaInspection.version(connection, dialect);
            return version instanceof Empty && obstacle() == null
                    ? null
                    : judged(version, dialect, String.valueOf(obstacle())) instanceof Refused(String reason)
                            ? reason
                            : null;
        }
    }

    private @Nullable String obstacle() {
        if (settings.readonly()) {
            return "it is configured as readonly, so it is not initialised by this server";
        }
        return settings.passwordFile() == null ? null : "with a password-file it is not initialised automatically";
    }

    /** Makes the schema in an empty database, because somebody asked for it. */
    public SchemaOutcome initialise(DataSource database) throws SQLException {
        return judgeOrMake(database, null);
    }

    /** Whether the tables can be worked with; none are made. */
    public SchemaOutcome examine(DataSource database) throws SQLException {
        return judgeOrMake(database, "this command makes no tables");
    }

    private SchemaOutcome judgeOrMake(DataSource database, @Nullable String objection) throws SQLException {
        try (Connection connection = database.getConnection()) {
            SchemaDialect dialect = SchemaDialect.of(connection);
            SchemaVersion present = SchemaInspection.version(connection, dialect);
            // What is there has a name already, and an upgrade may take hours.
            if (present instanceof Numbered || present instanceof Upgrading) {
                return judged(present, dialect, String.valueOf(objection));
            }
            // Perhaps somebody is at work just now: what is true is seen only with the lock.
            connection.setAutoCommit(true);
            SchemaLock.take(connection, dialect);
            try {
                return locked(database, connection, dialect, objection);
            } finally {
                SchemaLock.release(connection, dialect);
            }
        }
    }

    private SchemaOutcome locked(
            DataSource database, Connection connection, SchemaDialect dialect, @Nullable String objection)
            throws SQLException {
        SchemaVersion version = SchemaInspection.version(connection, dialect);
        return version instanceof Empty && objection == null
                ? make(database, connection, dialect)
                : judged(version, dialect, String.valueOf(objection));
    }

    /** @param objection why an empty database is not filled */
    private SchemaOutcome judged(SchemaVersion present, SchemaDialect dialect, String objection) {
        return switch (present) {
            case Numbered version -> judged(version, dialect);
            case Empty _ ->
                refused("is empty, and " + objection + "; create its tables with "
                        + SchemaAdvice.create(settings, dialect));
            case Foreign foreign ->
                refused("holds other tables (" + foreign.table() + " is one) but no schema of ours or Kea's; use an"
                        + " empty database");
            case Upgrading upgrading -> refused(SchemaAdvice.upgrading(upgrading));
            case Unfinished _ ->
                refused("holds a schema whose creation was interrupted; drop the database, create it anew and start"
                        + " again");
        };
    }

    private SchemaOutcome judged(Numbered version, SchemaDialect dialect) {
        return dialect.accepted().contains(version)
                ? new Ready(version)
                : refused(SchemaAdvice.unknownVersion(version, settings, dialect));
    }

    private SchemaOutcome make(DataSource database, Connection connection, SchemaDialect dialect) throws SQLException {
        if (SchemaInspection.text(connection, dialect.schemaQuery()) == null) {
            return refused("has no schema to create tables in: check the name and the user's search_path");
        }
        LOG.info(
                "DATABASE_{}_INITIALIZE_SCHEMA the database {} is empty, creating the tables",
                settings.type() == BackendSettings.Type.POSTGRESQL ? "PGSQL" : "MYSQL",
                settings);
        try {
            SchemaRehearsal.run(connection, dialect);
            SchemaCreation.run(database, dialect, progress);
        } catch (SQLException e) {
            String advice = SchemaAdvice.forPrivileges(e);
            if (advice == null) {
                throw e;
            }
            return refused("is empty and its tables cannot be created (" + e.getMessage() + "): " + advice);
        }
        Numbered version = dialect.accepted().getFirst();
        LOG.info("schema of {}: created, version {}", settings, version);
        return new Initialised(version);
    }

    private SchemaOutcome refused(String what) {
        return new Refused("the database " + settings + " " + what);
    }
}
