package io.holdfast.store.config;

import io.holdfast.address.Protocol;
import io.holdfast.config.source.AuditMark;
import io.holdfast.config.source.ConfigContent;
import io.holdfast.config.source.ConfigRevision;
import io.holdfast.config.source.ConfigStore;
import io.holdfast.store.ConfigDialect;
import io.holdfast.store.Database;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Configuration in Kea's tables. Closing it closes its database.
 *
 * <p>A value that cannot be understood is a {@link io.holdfast.store.StoreFailure} that names the database, the table, the
 * row and the column.
 */
public final class SqlConfigStore implements ConfigStore {

    private static final ConfigRevision.Change[] CHANGES = ConfigRevision.Change.values();

    private final Database database;
    private final Protocol protocol;
    private final ConfigDialect dialect;
    private final Queries queries;

    /** @param protocol whose configuration */
    public SqlConfigStore(Database database, Protocol protocol) {
        this.database = database;
        this.protocol = protocol;
        this.dialect = database.dialect().config();
        this.queries = new Queries(protocol, dialect);
    }

    @Override
    public ConfigContent fetch(String serverTag) {
        String tag = serverTag.toLowerCase(Locale.ROOT);
        return database.call("fetch-config", 1, connection -> {
            try (Snapshot snapshot = Snapshot.begin(connection, dialect)) {
                return new ContentReader(queries, dialect, protocol.label(), snapshot.connection(), tag).read();
            }
        });
    }

    @Override
    public AuditMark mark() {
        return database.call("config-revision", 1, connection -> ContentReader.mark(connection, queries));
    }

    @Override
    public List<ConfigRevision> revisionsAfter(long revision, String serverTag, int limit) {
        return database.call("config-revisions", limit, connection -> {
            try (PreparedStatement statement = connection.prepareStatement(queries.revisionsAfter)) {
                statement.setLong(1, revision);
                statement.setString(2, serverTag.toLowerCase(Locale.ROOT));
                statement.setInt(3, limit);
                return revisions(statement);
            }
        });
    }

    private List<ConfigRevision> revisions(PreparedStatement statement) throws SQLException {
        List<ConfigRevision> revisions = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                revisions.add(revision(rows));
            }
        }
        return revisions;
    }

    private ConfigRevision revision(ResultSet rows) throws SQLException {
        long id = rows.getLong(1);
        String prefix = protocol.label() + "_";
        String table = rows.getString(2);
        int change = rows.getInt(4);
        if (change < 0 || change >= CHANGES.length) {
            throw new Place(prefix + "audit", id, "modification_type")
                    .bad("holds " + change + ", which is no kind of change");
        }
        return new ConfigRevision(
                id,
                table.startsWith(prefix) ? table.substring(prefix.length()) : table,
                rows.getLong(3),
                CHANGES[change],
                rows.getTimestamp(5).toInstant());
    }

    @Override
    public void close() {
        database.close();
    }
}
