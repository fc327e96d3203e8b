package io.holdfast.app.database;

import io.holdfast.address.Protocol;
import io.holdfast.availability.DatabaseWatch;
import io.holdfast.config.BackendSettings;
import io.holdfast.host.DatabaseHosts;
import io.holdfast.host.HostMemory;
import io.holdfast.host.HostSource;
import io.holdfast.store.PoolSettings;
import io.holdfast.store.SqlHostStore;
import io.holdfast.telemetry.Meters;
import java.util.function.Function;

/** Opens hosts databases, each with a watch over it that has yet to reach it, and a memory before it. */
public final class HostDatabases implements HostBackends.Opener {

    /** Lanes and commands; lanes are few. */
    static final int CONNECTIONS = 10;

    private final Protocol protocol;
    private final HostSettings hosts;
    private final RecoverySettings recovery;
    private final Meters meters;
    private final PoolMeters pools;
    private final Background background;
    private final Function<DatabaseWatch.Listener, DatabaseWatch.Surroundings> watching;

    public HostDatabases(
            Protocol protocol,
            HostSettings hosts,
            RecoverySettings recovery,
            Meters meters,
            PoolMeters pools,
            Background background,
            Function<DatabaseWatch.Listener, DatabaseWatch.Surroundings> watching) {
        this.protocol = protocol;
        this.hosts = hosts;
        this.recovery = recovery;
        this.meters = meters;
        this.pools = pools;
        this.background = background;
        this.watching = watching;
    }

    @Override
    public HostMemory memory() {
        return new HostMemory(hosts.cacheSize());
    }

    @Override
    public HostBackend open(int number, BackendSettings settings, HostMemory memory, DatabaseWatch.Listener listener) {
        String use = DatabaseUse.HOSTS.name(protocol, number);
        WatchedDatabase watched = new WatchedDatabase(
                DatabaseUse.HOSTS.identity(protocol, number, settings),
                settings,
                DatabaseUse.dialect(settings),
                new PoolSettings(CONNECTIONS, background.workers(), pools),
                meters,
                recovery,
                watching.apply(listener));
        SqlHostStore store = new SqlHostStore(watched.database(), protocol);
        DatabaseHosts lookup =
                new DatabaseHosts(use, store, memory, hosts.cacheTime().toNanos(), System::nanoTime);
        return new HostBackend(
                settings,
                lookup,
                new HostSource(use, DatabaseUse.HOSTS.kind(settings).type(), settings.readonly(), lookup.changing()),
                watched.watch(),
                watched.database(),
                watched::close);
    }
}
