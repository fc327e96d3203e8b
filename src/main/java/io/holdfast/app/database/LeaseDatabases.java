package io.holdfast.app.database;

import io.holdfast.address.Protocol;
import io.holdfast.availability.BackendIdentity;
import io.holdfast.availability.BackendIdentity.Kind;
import io.holdfast.availability.DatabaseWatch;
import io.holdfast.availability.LossPolicy;
import io.holdfast.config.BackendSettings;
import io.holdfast.config.BackendSettings.OnFail;
import io.holdfast.config.ServerConfig;
import io.holdfast.lease.LeaseStore;
import io.holdfast.store.SqlLeaseStore;
import io.holdfast.store.memory.LeaseFileSettings;
import io.holdfast.store.memory.MemoryLeaseStore;
import io.holdfast.store.mysql.MysqlDialect;
import io.holdfast.store.postgresql.PostgresqlDialect;
import java.nio.file.Path;
import java.util.List;

/** Opens the lease database a configuration names, with a watch over it that has yet to reach it. */
public final class LeaseDatabases implements LeaseBackends.Opener {

    /** Lanes, reclamation and commands; lanes are few. */
    static final int CONNECTIONS = 10;

    /** Kea's configuration does not say how often a lease file is tried; a disk that is full may soon not be. */
    private static final int FILE_TRIES = 60;

    private static final long FILE_WAIT_MILLIS = 1_000;

    private final DatabaseOpening opening;
    private final Path stateDirectory;

    public LeaseDatabases(DatabaseOpening opening, Path stateDirectory) {
        this.opening = opening;
        this.stateDirectory = stateDirectory;
    }

    @Override
    public LeaseBackend open(ServerConfig config, DatabaseWatch.Listener listener) {
        BackendSettings settings = config.leaseDatabase();
        return switch (settings.type()) {
            case MEMFILE -> embedded(config, listener);
            case POSTGRESQL -> sql(settings, Kind.LEASE_POSTGRESQL, listener);
            case MYSQL -> sql(settings, Kind.LEASE_MYSQL, listener);
        };
    }

    /** Why these settings cannot be used now; nothing is made or changed. A lease file is not tried: it may be in use. */
    public static List<String> objections(Protocol protocol, BackendSettings settings) {
        return switch (settings.type()) {
            case MEMFILE -> List.of();
            case POSTGRESQL -> WatchedDatabase.objections(use(protocol), settings, new PostgresqlDialect(), false);
            case MYSQL -> WatchedDatabase.objections(use(protocol), settings, new MysqlDialect(), false);
        };
    }

    /** What backends of this protocol are called in logs, health and metrics. */
    public static String use(Protocol protocol) {
        return switch (protocol) {
            case DHCP4 -> "lease";
            case DHCP6 -> "lease6";
        };
    }

    /** Kea's, so that its file can be carried over. */
    private Path standardFile() {
        return stateDirectory.resolve(
                switch (opening.protocol()) {
                    case DHCP4 -> "kea-leases4.csv";
                    case DHCP6 -> "kea-leases6.csv";
                });
    }

    private LeaseBackend embedded(ServerConfig config, DatabaseWatch.Listener listener) {
        BackendSettings settings = config.leaseDatabase();
        LeaseFileSettings file = LeaseFileSettings.of(config, standardFile());
        MemoryLeaseStore store = settings.persist()
                ? MemoryLeaseStore.open(file, opening.background().cleaning(), System::nanoTime)
                : MemoryLeaseStore.withoutFile(opening.protocol());
        LossPolicy policy = new LossPolicy(
                settings.onFail() == OnFail.STOP_RETRY_EXIT,
                settings.onFail() != OnFail.SERVE_RETRY_CONTINUE,
                FILE_TRIES,
                FILE_WAIT_MILLIS,
                true);
        DatabaseWatch watch = new DatabaseWatch(
                new BackendIdentity(
                        opening.protocol(), use(opening.protocol()), Kind.LEASE_MEMFILE, settings.toString()),
                policy,
                store::tryOut,
                opening.watching().apply(listener));
        LeaseStore measured = new MeasuredLeaseStore(store, opening.meters());
        return new LeaseBackend(settings, measured, watch, null, settings.persist() ? file.file() : null, () -> {
            watch.close();
            store.close();
        });
    }

    private LeaseBackend sql(BackendSettings settings, Kind kind, DatabaseWatch.Listener listener) {
        Protocol protocol = opening.protocol();
        WatchedDatabase watched = opening.open(
                new BackendIdentity(protocol, use(protocol), kind, settings.toString()),
                settings,
                CONNECTIONS,
                listener);
        return new LeaseBackend(
                settings,
                new SqlLeaseStore(watched.database(), protocol),
                watched.watch(),
                watched.database(),
                null,
                watched::close);
    }
}
