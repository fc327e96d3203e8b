package io.holdfast.app;

import io.holdfast.address.Protocol;
import io.holdfast.availability.BackendIdentity;
import io.holdfast.availability.BackendIdentity.Kind;
import io.holdfast.availability.DatabaseWatch;
import io.holdfast.config.BackendSettings;
import io.holdfast.config.ServerConfig;
import io.holdfast.host.DatabaseHosts;
import io.holdfast.host.HostMemory;
import io.holdfast.host.HostSource;
import io.holdfast.store.Dialect;
import io.holdfast.store.PoolSettings;
import io.holdfast.store.SqlHostStore;
import io.holdfast.store.mysql.MysqlDialect;
import io.holdfast.store.postgresql.PostgresqlDialect;
import io.holdfast.telemetry.Meters;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Opens hosts databases, each with a watch over it that has yet to reach it, and a memory before it. */
final class HostDatabases implements HostBackends.Opener {

    /** Lanes and commands; lanes are few. */
    static final int CONNECTIONS = 10;

    private final Protocol protocol;
    private final HostSettings hosts;
    private final RecoverySettings recovery;
    private final Meters meters;
    private final PoolMeters pools;
    private final Background background;
    private final Function<DatabaseWatch.Listener, DatabaseWatch.Surroundings> watching;

    HostDatabases(
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
        String use = use(protocol, number);
        WatchedDatabase watched = new WatchedDatabase(
                new BackendIdentity(protocol, use, kind(settings), settings.toString()),
                settings,
                dialect(settings),
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
                new HostSource(use, kind(settings).type(), settings.readonly(), lookup.changing()),
                watched.watch(),
                watched.database(),
                watched::close);
    }

    /** Why hosts databases of a configuration cannot be used now; nothing is made or changed. */
    static List<String> objections(ServerConfig config) {
        List<String> objections = new ArrayList<>();
        int number = 1;
        for (BackendSettings settings : config.hosts().databases()) {
            objections.addAll(WatchedDatabase.objections(
                    use(config.protocol(), number++), settings, dialect(settings), settings.readonly()));
        }
        return objections;
    }

    /** What they are called in logs, health and metrics, in the order of the configuration from 1. */
    private static String use(Protocol protocol, int number) {
        return switch (protocol) {
            case DHCP4 -> "hosts-" + number;
            case DHCP6 -> "hosts6-" + number;
        };
    }

    private static Kind kind(BackendSettings settings) {
        return switch (settings.type()) {
            case POSTGRESQL -> Kind.HOSTS_POSTGRESQL;
            case MYSQL -> Kind.HOSTS_MYSQL;
            case MEMFILE -> throw new IllegalArgumentException("no hosts database: " + settings);
        };
    }

    private static Dialect dialect(BackendSettings settings) {
        return switch (settings.type()) {
            case POSTGRESQL -> new PostgresqlDialect();
            case MYSQL -> new MysqlDialect();
            case MEMFILE -> throw new IllegalArgumentException("no hosts database: " + settings);
        };
    }
}
