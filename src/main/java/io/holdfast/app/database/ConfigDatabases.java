package io.holdfast.app.database;

import io.holdfast.address.Protocol;
import io.holdfast.availability.DatabaseWatch;
import io.holdfast.config.BackendSettings;
import io.holdfast.store.ConfigDialect;
import io.holdfast.store.Database;
import io.holdfast.store.PoolSettings;
import io.holdfast.store.config.Announcements;
import io.holdfast.store.config.SqlConfigStore;
import io.holdfast.telemetry.Meters;
import java.util.function.Function;

/** Opens configuration databases, each with a watch over it that has yet to reach it. */
public final class ConfigDatabases implements ConfigBackends.Opener {

    /** One for who looks for news, one for a command. */
    public static final int CONNECTIONS = 2;

    private final Protocol protocol;
    private final RecoverySettings recovery;
    private final Meters meters;
    private final PoolMeters pools;
    private final Background background;
    private final Function<DatabaseWatch.Listener, DatabaseWatch.Surroundings> watching;

    public ConfigDatabases(
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
    public ConfigBackend open(int number, BackendSettings settings, boolean waiting, ConfigBackends.Listener listener) {
        BackendSettings used = waiting ? settings.retryingOnStartup() : settings;
        WatchedDatabase watched = new WatchedDatabase(
                DatabaseUse.CONFIG.identity(protocol, number, settings),
                used,
                DatabaseUse.dialect(settings),
                new PoolSettings(CONNECTIONS, background.workers(), pools),
                meters,
                recovery,
                watching.apply(listener));
        Database database = watched.database();
        ConfigDialect.Bell bell = database.dialect().config().bell();
        if (bell == null || settings.readonly()) { // a replica tells nobody
            return backend(settings, watched, watched::close);
        }
        Announcements announcements = new Announcements(database, bell, protocol, listener::announced);
        background.workers().execute(announcements);
        return backend(settings, watched, () -> {
            announcements.close();
            watched.close();
        });
    }

    private ConfigBackend backend(BackendSettings settings, WatchedDatabase watched, Runnable closing) {
        return new ConfigBackend(
                settings,
                new SqlConfigStore(watched.database(), protocol),
                watched.watch(),
                watched.database(),
                closing);
    }
}
