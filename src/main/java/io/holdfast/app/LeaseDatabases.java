package io.holdfast.app;

import io.holdfast.availability.BackendUnavailable;
import io.holdfast.availability.DatabaseWatch;
import io.holdfast.availability.LossPolicy;
import io.holdfast.availability.ServiceGate;
import io.holdfast.config.BackendSettings;
import io.holdfast.config.BackendSettings.OnFail;
import io.holdfast.config.ServerConfig;
import io.holdfast.store.Database;
import io.holdfast.store.Dialect;
import io.holdfast.store.SqlLeaseStore;
import io.holdfast.store.memory.LeaseFileSettings;
import io.holdfast.store.memory.MemoryLeaseStore;
import io.holdfast.store.mysql.MysqlDialect;
import io.holdfast.store.postgresql.PostgresqlDialect;
import io.holdfast.store.schema.SchemaMigrator;
import io.holdfast.store.schema.SchemaOutcome;
import io.holdfast.store.schema.SchemaVersion;
import io.holdfast.telemetry.Meters;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Opens the lease database a configuration names, and puts a watch over it. */
final class LeaseDatabases implements LeaseBackends.Opener {

    private static final String USE = "lease";

    /** Lanes, reclamation and commands; lanes are few. */
    private static final int CONNECTIONS = 10;

    /** A full disk is waited for, whatever is configured for lost connections: ending would not empty it. */
    private static final LossPolicy DISK = new LossPolicy(true, false, 60, 1_000, true);

    private final Path stateDirectory;
    private final ServiceGate gate;
    private final Meters meters;
    private final MeterRegistry registry;
    private final Background background;
    private final InstantSource clock;

    LeaseDatabases(
            Path stateDirectory,
            ServiceGate gate,
            Meters meters,
            MeterRegistry registry,
            Background background,
            InstantSource clock) {
        this.stateDirectory = stateDirectory;
        this.gate = gate;
        this.meters = meters;
        this.registry = registry;
        this.background = background;
        this.clock = clock;
    }

    @Override
    public LeaseBackend open(ServerConfig config, DatabaseWatch.Listener listener) {
        BackendSettings settings = config.leaseDatabase();
        return switch (settings.type()) {
            case MEMFILE -> embedded(config, listener);
            case POSTGRESQL -> sql(settings, new PostgresqlDialect(), 6002, listener);
            case MYSQL -> sql(settings, new MysqlDialect(), 6001, listener);
        };
    }

    private LeaseBackend embedded(ServerConfig config, DatabaseWatch.Listener listener) {
        BackendSettings settings = config.leaseDatabase();
        LeaseFileSettings file = LeaseFileSettings.of(config, stateDirectory.resolve("kea-leases4.csv"));
        MemoryLeaseStore store = settings.persist()
                ? MemoryLeaseStore.open(file, background.cleaning(), System::nanoTime)
                : MemoryLeaseStore.withoutFile();
        DatabaseWatch watch = watch(settings, 6003, DISK, store::tryOut, listener);
        watch.start();
        return new LeaseBackend(
                settings, new MeasuredLeaseStore(store, meters), watch, settings.persist() ? file.file() : null);
    }

    private LeaseBackend sql(BackendSettings settings, Dialect dialect, int origin, DatabaseWatch.Listener listener) {
        AtomicReference<@Nullable DatabaseWatch> watched = new AtomicReference<>();
        Database database = new Database(
                USE,
                settings,
                dialect,
                CONNECTIONS,
                error -> {
                    DatabaseWatch watch = watched.get();
                    if (watch != null) {
                        watch.lost(error);
                    }
                },
                meters);
        database.pool().setMetricRegistry(registry);
        DatabaseWatch watch = watch(settings, origin, policy(settings), () -> reach(database, settings), listener);
        watched.set(watch);
        try {
            watch.start();
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
        return new LeaseBackend(settings, new SqlLeaseStore(database), watch, null);
    }

    private DatabaseWatch watch(
            BackendSettings settings,
            int origin,
            LossPolicy policy,
            DatabaseWatch.Probe probe,
            DatabaseWatch.Listener listener) {
        return new DatabaseWatch(
                USE, settings.toString(), origin, policy, gate, probe, background, clock::millis, listener);
    }

    /** The connection, and whether the tables are ones we know; an empty database is given them. */
    private static void reach(Database database, BackendSettings settings) {
        database.probe();
        try {
            SchemaMigrator migrator = new SchemaMigrator(settings);
            // Without a time limit only where tables are to be made: a probe that hangs would be the last one.
            boolean made = migrator.version(database.promptSource()) instanceof SchemaVersion.Numbered;
            if (migrator.prepare(made ? database.promptSource() : database.patientSource())
                    instanceof SchemaOutcome.Refused(String reason)) {
                throw new SchemaRefused(reason);
            }
        } catch (SQLException e) {
            throw new BackendUnavailable(USE, "the schema cannot be read: " + e.getMessage(), e);
        }
    }

    private static LossPolicy policy(BackendSettings settings) {
        return new LossPolicy(
                settings.onFail() == OnFail.STOP_RETRY_EXIT,
                settings.onFail() != OnFail.SERVE_RETRY_CONTINUE,
                settings.maxReconnectTries(),
                settings.reconnectWaitMillis(),
                settings.retryOnStartup());
    }
}
