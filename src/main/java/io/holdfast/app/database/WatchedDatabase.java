package io.holdfast.app.database;

import io.holdfast.availability.BackendIdentity;
import io.holdfast.availability.BackendUnavailable;
import io.holdfast.availability.DatabaseWatch;
import io.holdfast.availability.IdleCheck;
import io.holdfast.availability.LossPolicy;
import io.holdfast.config.BackendSettings;
import io.holdfast.config.BackendSettings.OnFail;
import io.holdfast.store.Database;
import io.holdfast.store.Dialect;
import io.holdfast.store.FaultListener;
import io.holdfast.store.PoolSettings;
import io.holdfast.store.SqlFault;
import io.holdfast.store.schema.SchemaMigrator;
import io.holdfast.store.schema.SchemaOutcome;
import io.holdfast.store.schema.SchemaVersion;
import io.holdfast.telemetry.Meters;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** A configured database and the watch over it; the one knows no state, the other no SQL. For every use of a database. */
public final class WatchedDatabase implements FaultListener, AutoCloseable {

    private final Database database;
    private final DatabaseWatch watch;
    private final IdleCheck idleCheck;
    /** It may be a replica. Leases are always written, whatever their settings say. */
    private final boolean onlyRead;

    /** Nobody has been asked yet: {@link DatabaseWatch#start} reaches it. */
    public WatchedDatabase(
            BackendIdentity identity,
            BackendSettings settings,
            Dialect dialect,
            PoolSettings connections,
            Meters meters,
            RecoverySettings recovery,
            DatabaseWatch.Surroundings around) {
        this.database = new Database(identity.use(), settings, dialect, connections, this, meters);
        this.onlyRead = settings.readonly() && identity.kind().mayBeReplica();
        this.watch = new DatabaseWatch(identity, policy(settings, recovery), this::reach, around);
        Duration quiet = recovery.idleCheck();
        this.idleCheck = new IdleCheck(watch, () -> database.checkIfIdle(quiet, !onlyRead), quiet, around.scheduler());
        idleCheck.start();
    }

    Database database() {
        return database;
    }

    public DatabaseWatch watch() {
        return watch;
    }

    @Override
    public void lost(String error) {
        watch.lost(error);
    }

    @Override
    public boolean isUsable() {
        return watch.isUsable();
    }

    /** Connects, and looks whether the tables are ones we know; an empty database is given them. */
    private void reach() {
        probe(database, onlyRead);
        try {
            SchemaMigrator migrator = new SchemaMigrator(database.settings());
            // Without a time limit only where tables are to be made: a probe that hangs would be the last one.
            SchemaVersion version = migrator.version(database.promptSource());
            boolean made = version instanceof SchemaVersion.Numbered || version instanceof SchemaVersion.Upgrading;
            if (migrator.prepare(made ? database.promptSource() : database.patientSource())
                    instanceof SchemaOutcome.Refused(String reason)) {
                throw new SchemaRefused(reason);
            }
        } catch (SQLException e) {
            String reason = "the schema cannot be read: " + SqlFault.of(e).reason();
            throw new BackendUnavailable(database.use(), database + ": " + reason, reason, e);
        }
    }

    private static void probe(Database database, boolean onlyRead) {
        if (onlyRead) {
            database.reach();
        } else {
            database.probe();
        }
    }

    /** Connects once and looks at the tables, without making any. */
    static List<String> objections(String use, BackendSettings settings, Dialect dialect, boolean onlyRead) {
        try (Database database =
                new Database(use, settings, dialect, PoolSettings.simple(1), FaultListener.NONE, Meters.NONE)) {
            probe(database, onlyRead);
            String objection = new SchemaMigrator(settings).objection(database.promptSource());
            return objection == null ? List.of() : List.of(objection);
        } catch (BackendUnavailable e) {
            return List.of(String.valueOf(e.getMessage()));
        } catch (SQLException e) {
            return List.of(use + " database (" + settings + "): the schema cannot be read: "
                    + SqlFault.of(e).reason());
        }
    }

    private static LossPolicy policy(BackendSettings settings, RecoverySettings recovery) {
        return new LossPolicy(
                settings.onFail() == OnFail.STOP_RETRY_EXIT,
                settings.onFail() != OnFail.SERVE_RETRY_CONTINUE,
                settings.maxReconnectTries(),
                recovery.backoff(settings.reconnectWaitMillis()),
                settings.retryOnStartup(),
                1_000L * (settings.silenceLimit() + 2));
    }

    @Override
    public void close() {
        idleCheck.close();
        watch.close();
        database.close();
    }
}
