package io.holdfast.app.database;

import io.holdfast.address.Protocol;
import io.holdfast.availability.BackendIdentity;
import io.holdfast.availability.BackendIdentity.Kind;
import io.holdfast.config.BackendSettings;
import io.holdfast.store.Dialect;
import io.holdfast.store.mysql.MysqlDialect;
import io.holdfast.store.postgresql.PostgresqlDialect;
import java.util.ArrayList;
import java.util.List;

/** What databases hold of which there may be several, each with a place in the configuration. */
public enum DatabaseUse {
    HOSTS("hosts", Kind.HOSTS_POSTGRESQL, Kind.HOSTS_MYSQL),
    CONFIG("config", Kind.CONFIG_POSTGRESQL, Kind.CONFIG_MYSQL);

    private final String word;
    private final Kind postgresql;
    private final Kind mysql;

    DatabaseUse(String word, Kind postgresql, Kind mysql) {
        this.word = word;
        this.postgresql = postgresql;
        this.mysql = mysql;
    }

    /**
     * What it is called in logs, health and metrics: {@code hosts-1}, {@code hosts6-1}.
     *
     * @param number its place in the configuration, from 1
     */
    String name(Protocol protocol, int number) {
        return word + (protocol == Protocol.DHCP6 ? "6-" : "-") + number;
    }

    Kind kind(BackendSettings settings) {
        return switch (settings.type()) {
            case POSTGRESQL -> postgresql;
            case MYSQL -> mysql;
            case MEMFILE -> throw new IllegalArgumentException("no " + word + " database: " + settings);
        };
    }

    BackendIdentity identity(Protocol protocol, int number, BackendSettings settings) {
        return new BackendIdentity(protocol, name(protocol, number), kind(settings), settings.toString());
    }

    static Dialect dialect(BackendSettings settings) {
        return switch (settings.type()) {
            case POSTGRESQL -> new PostgresqlDialect();
            case MYSQL -> new MysqlDialect();
            case MEMFILE -> throw new IllegalArgumentException("a lease file speaks no SQL: " + settings);
        };
    }

    /** Why these databases of a configuration cannot be used now; nothing is made or changed. */
    public List<String> objections(Protocol protocol, List<BackendSettings> databases) {
        List<String> objections = new ArrayList<>();
        int number = 1;
        for (BackendSettings settings : databases) {
            objections.addAll(WatchedDatabase.objections(
                    name(protocol, number++), settings, dialect(settings), settings.readonly()));
        }
        return objections;
    }
}
