package io.holdfast.store.config;

import io.holdfast.address.Protocol;
import io.holdfast.config.source.AuditMark;
import io.holdfast.config.source.ConfigContent;
import io.holdfast.config.stored.AuditNote;
import io.holdfast.config.stored.ConfigReading;
import io.holdfast.config.stored.ConfigStore;
import io.holdfast.config.stored.ConfigWriting;
import io.holdfast.store.ConfigDialect;
import io.holdfast.store.Database;
import io.holdfast.store.config.table.ConfigTables;
import io.holdfast.store.config.table.Room;
import io.holdfast.store.config.table.Statements;
import java.sql.Connection;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Configuration in Kea's tables. Closing it closes its database.
 *
 * <p>A value that cannot be understood is a {@link io.holdfast.store.StoreFailure} that names the database, the table, the
 * row and the column.
 */
public final class SqlConfigStore implements ConfigStore {

    private final Database database;
    private final ConfigDialect dialect;
    private final Queries queries;
    private final ConfigTables tables;
    private final Room room = new Room();

    /** @param protocol whose configuration */
    public SqlConfigStore(Database database, Protocol protocol) {
        this.database = database;
        this.dialect = database.dialect().config();
        this.tables = new ConfigTables(protocol, dialect);
        this.queries = new Queries(tables);
    }

    @Override
    public ConfigContent fetch(String serverTag, @Nullable ConfigContent former) {
        return database.call("fetch-config", 1, connection -> {
            try (Snapshot snapshot = Snapshot.begin(connection, dialect)) {
                return transaction(snapshot.connection()).contents().read(serverTag, former);
            }
        });
    }

    @Override
    public <T> T read(Function<ConfigReading, T> work) {
        return database.call("read-config", 1, connection -> {
            try (Snapshot snapshot = Snapshot.begin(connection, dialect)) {
                return work.apply(transaction(snapshot.connection()));
            } catch (SqlTrouble e) {
                throw e.error();
            }
        });
    }

    @Override
    public <T> T write(AuditNote note, OptionalLong expected, Function<ConfigWriting, T> work) {
        return database.call("write-config", 1, connection -> {
            try (Change change = Change.begin(connection, dialect)) {
                ConfigTransaction transaction = transaction(connection);
                transaction.open(note, expected);
                T result = work.apply(transaction);
                transaction.announce();
                change.commit();
                return result;
            } catch (SqlTrouble e) {
                throw e.error();
            }
        });
    }

    private ConfigTransaction transaction(Connection connection) {
        return new ConfigTransaction(queries, new Statements(connection, tables, room));
    }

    @Override
    public AuditMark mark() {
        return database.call("config-revision", 1, connection -> ContentReader.mark(connection, queries));
    }

    @Override
    public void close() {
        database.close();
    }
}
