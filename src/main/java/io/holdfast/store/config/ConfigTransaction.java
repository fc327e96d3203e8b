package io.holdfast.store.config;

import static io.holdfast.store.config.SqlTrouble.carried;

import io.holdfast.config.source.ConfigContent;
import io.holdfast.config.stored.AuditNote;
import io.holdfast.config.stored.ConfigWriting;
import io.holdfast.config.stored.ObjectKey;
import io.holdfast.config.stored.ObjectKind;
import io.holdfast.config.stored.RevisionPassed;
import io.holdfast.config.stored.StoredObject;
import io.holdfast.store.ConfigDialect;
import io.holdfast.store.StoreFailure;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/** One transaction over the objects of one protocol, whose beginning and end are others' business. */
final class ConfigTransaction implements ConfigWriting {

    private final Queries queries;
    private final ConfigDialect dialect;
    private final String label;
    private final Statements statements;
    private final ServerRows servers;
    private final GlobalRows globals;

    /** @param label {@code dhcp4} or {@code dhcp6} */
    ConfigTransaction(Queries queries, ConfigDialect dialect, String label, Statements statements) {
        this.queries = queries;
        this.dialect = dialect;
        this.label = label;
        this.statements = statements;
        this.servers = new ServerRows(statements);
        this.globals = new GlobalRows(statements, servers);
    }

    /** Waits for writers that are before this one, and makes the revision that all changes from here on belong to. */
    void open(AuditNote note, OptionalLong expected) throws SQLException {
        statements.keys("select id from " + statements.table("server") + " where id = 1 " + dialect.lockRows());
        long present = newest();
        if (expected.isPresent() && expected.getAsLong() != present) {
            throw new RevisionPassed(expected.getAsLong(), present);
        }
        List<String> tags = note.serverTags();
        String tag = tags.size() == 1 ? tags.getFirst() : StoredObject.ALL;
        statements.run(
                dialect.call("createAuditRevision" + label.toUpperCase(Locale.ROOT), "current_timestamp, ?, ?, ?"),
                servers.find(new ObjectKey.Server(tag))
                        .map(server -> String.valueOf(server.members().get("server-tag")))
                        .orElse(StoredObject.ALL),
                note.message(),
                note.whole());
    }

    /** Servers that listen are told when this is durable. */
    void announce() throws SQLException {
        ConfigDialect.Bell bell = dialect.bell();
        if (bell != null) {
            bell.ring(statements.connection(), label);
        }
    }

    private long newest() throws SQLException {
        return statements
                .keys("select coalesce(max(id), 0) from " + statements.table("audit_revision"))
                .getFirst();
    }

    @Override
    public long revision() {
        return carried(this::newest);
    }

    @Override
    public Optional<StoredObject> find(ObjectKey key) {
        return carried(() -> switch (key) {
            case ObjectKey.Server server -> servers.find(server);
            case ObjectKey.Global global -> globals.find(global);
        });
    }

    @Override
    public List<StoredObject> list(ObjectKind kind, String serverTag) {
        return carried(() -> switch (kind) {
            case SERVER -> servers.list();
            case GLOBAL -> globals.list(serverTag);
        });
    }

    @Override
    public void put(ObjectKey key, StoredObject object) {
        carried(() -> {
            switch (key) {
                case ObjectKey.Server server -> servers.put(server, object);
                case ObjectKey.Global global -> globals.put(global, object);
            }
            return true;
        });
    }

    @Override
    public boolean delete(ObjectKey key) {
        return carried(() -> switch (key) {
            case ObjectKey.Server server -> servers.delete(server);
            case ObjectKey.Global global -> globals.delete(global);
        });
    }

    @Override
    public ConfigContent content(String serverTag) {
        return carried(() -> {
            try (Statement statement = statements.connection().createStatement()) {
                for (String text : dialect.beforeReading()) {
                    statement.execute(text);
                }
            }
            try {
                return new ContentReader(queries, dialect, label, statements.connection(), ServerRows.lower(serverTag))
                        .read();
            } catch (BadRowException e) { // the transaction goes on: it may mend that
                throw new StoreFailure(String.valueOf(e.getMessage()), e);
            }
        });
    }
}
