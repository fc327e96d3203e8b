package io.holdfast.app;

import io.holdfast.address.Protocol;
import io.holdfast.availability.BackendIdentity;
import io.holdfast.availability.BackendIdentity.Kind;
import io.holdfast.availability.DatabaseWatch;
import io.holdfast.config.BackendSettings;
import io.holdfast.config.ServerConfig;
import io.holdfast.store.Dialect;
import io.holdfast.store.PoolSettings;
import io.holdfast.store.config.SqlConfigStore;
import io.holdfast.store.mysql.MysqlDialect;
import io.holdfast.store.postgresql.PostgresqlDialect;
import io.holdfast.telemetry.Meters;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Opens configuration databases, each with a watch over it that has yet to reach it. */
final class ConfigDatabases implements ConfigBackends.Opener {

    /** One for who looks for news, one for a command. */
    static final int CONNECTIONS = 2;

    private final Protocol protocol;
    private final RecoverySettings recovery;
    private final Meters meters;
    private final PoolMeters pools;
    private final Background background;
    private final Function<DatabaseWatch.Listener, DatabaseWatch.Surroundings> watching;

    ConfigDatabases(
            Protocol protocol,
            RecoverySettings recovery,
            Meters meters,
            PoolMeters pools,
            Background background,
            Function<DatabaseWatch.Listener, DatabaseWatch.Surroundings> watching) {
        this.protocol = protocol;
        this.recovery = recovery;
        this.meters = meters;
        this.pools = pools;
        this.background = background;
        this.watching = watching;
    }

    @Override
    public ConfigBackend open(int number, BackendSettings settings, boolean waiting, DatabaseWatch.Listener listener) {
        BackendSettings used = waiting ? settings.retryingOnStartup() : settings;
        WatchedDatabase watched = new WatchedDatabase(
                new BackendIdentity(protocol, use(protocol, number), kind(settings), settings.toString()),
                used,
                dialect(settings),
                new PoolSettings(CONNECTIONS, background.workers(), pools),
                meters,
                recovery,
                watching.apply(listener));
        return new ConfigBackend(
                settings,
                new SqlConfigStore(watched.database(), protocol),
                watched.watch(),
                watched.database(),
                watched::close);
    }

    /** Why configuration databases of a configuration cannot be used now; nothing is made or changed. */
    static List<String> objections(ServerConfig config) {
        List<String> objections = new ArrayList<>();
        int number = 1;
        for (BackendSettings settings : config.sources().databases()) {
            objections.addAll(WatchedDatabase.objections(
                    use(config.protocol(), number++), settings, dialect(settings), settings.readonly()));
        }
        return objections;
    }

    /** What they are called in logs, health and metrics, in the order of the configuration from 1. */
    static String use(Protocol protocol, int number) {
        return switch (protocol) {
            case DHCP4 -> "config-" + number;
            case DHCP6 -> "config6-" + number;
        };
    }

    private static Kind kind(BackendSettings settings) {
        return switch (settings.type()) {
            case POSTGRESQL -> Kind.CONFIG_POSTGRESQL;
            case MYSQL -> Kind.CONFIG_MYSQL;
            case MEMFILE -> throw new IllegalArgumentException("no configuration database: " + settings);
        };
    }

    private static Dialect dialect(BackendSettings settings) {
        return switch (settings.type()) {
            case POSTGRESQL -> new PostgresqlDialect();
            case MYSQL -> new MysqlDialect();
            case MEMFILE -> throw new IllegalArgumentException("no configuration database: " + settings);
        };
    }
}
