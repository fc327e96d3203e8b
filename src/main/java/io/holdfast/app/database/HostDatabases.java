package io.holdfast.app.database;

import io.holdfast.address.Protocol;
import io.holdfast.availability.DatabaseWatch;
import io.holdfast.config.BackendSettings;
import io.holdfast.host.DatabaseHosts;
import io.holdfast.host.HostMemory;
import io.holdfast.host.HostSource;
import io.holdfast.store.SqlHostStore;

/** Opens hosts databases, each with a watch over it that has yet to reach it, and a memory before it. */
public final class HostDatabases implements HostBackends.Opener {

    /** Lanes and commands; lanes are few. */
    static final int CONNECTIONS = 10;

    private final DatabaseOpening opening;
    private final HostSettings hosts;

    public HostDatabases(DatabaseOpening opening, HostSettings hosts) {
        this.opening = opening;
        this.hosts = hosts;
    }

    @Override
    public HostMemory memory() {
        return new HostMemory(hosts.cacheSize());
    }

    @Override
    public HostBackend open(int number, BackendSettings settings, HostMemory memory, DatabaseWatch.Listener listener) {
        Protocol protocol = opening.protocol();
        String use = DatabaseUse.HOSTS.name(protocol, number);
        WatchedDatabase watched =
                opening.open(DatabaseUse.HOSTS.identity(protocol, number, settings), settings, CONNECTIONS, listener);
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
