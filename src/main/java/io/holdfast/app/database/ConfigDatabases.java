package io.holdfast.app.database;

import io.holdfast.address.Protocol;
import io.holdfast.config.BackendSettings;
import io.holdfast.store.ConfigDialect;
import io.holdfast.store.Database;
import io.holdfast.store.config.Announcements;
import io.holdfast.store.config.SqlConfigStore;

/** Opens configuration databases, each with a watch over it that has yet to reach it. */
public final class ConfigDatabases implements ConfigBackends.Opener {

    /** One for who looks for news, one for a command. */
    public static final int CONNECTIONS = 2;

    private final DatabaseOpening opening;

    public ConfigDatabases(DatabaseOpening opening) {
        this.opening = opening;
    }

    @Override
    public ConfigBackend open(int number, BackendSettings settings, boolean waiting, ConfigBackends.Listener listener) {
        BackendSettings used = waiting ? settings.retryingOnStartup() : settings;
        Protocol protocol = opening.protocol();
        WatchedDatabase watched =
                opening.open(DatabaseUse.CONFIG.identity(protocol, number, settings), used, CONNECTIONS, listener);
        Database database = watched.database();
        ConfigDialect.Bell bell = database.dialect().config().bell();
        if (bell == null || settings.readonly()) { // a replica tells nobody
            return backend(settings, watched, watched::close);
        }
        Announcements announcements = new Announcements(database, bell, protocol, listener::announced);
        opening.background().workers().execute(announcements);
        return backend(settings, watched, () -> {
            announcements.close();
            watched.close();
        });
    }

    private ConfigBackend backend(BackendSettings settings, WatchedDatabase watched, Runnable closing) {
        return new ConfigBackend(
                settings,
                new SqlConfigStore(watched.database(), opening.protocol()),
                watched.watch(),
                watched.database(),
                closing);
    }
}
