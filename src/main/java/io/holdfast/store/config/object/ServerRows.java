package io.holdfast.store.config.object;

import io.holdfast.config.stored.ObjectKey;
import io.holdfast.config.stored.StoredConflict;
import io.holdfast.config.stored.StoredObject;
import io.holdfast.store.config.table.Statements;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Servers by their tags. The first row is all servers, and stays. */
public final class ServerRows {

    static final long ALL = 1;

    private static final int LONGEST_TAG = 64;

    /**
     * A kind whose objects are each for one server.
     *
     * @param link column of the table of links that has the key
     * @param condition what makes a row one of them
     */
    private record Own(String table, String key, String links, String link, String condition) {}

    private static final List<Own> OWN = List.of(
            new Own("global_parameter", "id", "global_parameter_server", "parameter_id", "1 = 1"),
            new Own("option_def", "id", "option_def_server", "option_def_id", "t.class_id is null"),
            new Own("options", "option_id", "options_server", "option_id", "t.scope_id = 0"));

    private final Statements statements;
    private final String table;
    /** Of servers that were asked for, by their tags in lower case. */
    private final Map<String, Long> known = new HashMap<>();

    public ServerRows(Statements statements) {
        this.statements = statements;
        this.table = statements.table("server");
    }

    /** @throws StoredConflict when there is no such server */
    long id(String tag) throws SQLException {
        return key(tag).orElseThrow(() ->
                new StoredConflict("the configuration database has no server with the tag '" + tag + "'"));
    }

    boolean isKnown(String tag) throws SQLException {
        return key(tag).isPresent();
    }

    private Optional<Long> key(String tag) throws SQLException {
        String lower = lower(tag);
        if (!known.containsKey(lower)) {
            for (long key : statements.keys("select id from " + table + " where lower(tag) = ?", lower)) {
                known.put(lower, key);
            }
        }
        return Optional.ofNullable(known.get(lower));
    }

    public static String lower(String tag) {
        return tag.toLowerCase(Locale.ROOT);
    }

    public Optional<StoredObject> find(ObjectKey.Server key) throws SQLException {
        return select(" where lower(tag) = ?", lower(key.tag())).stream().findFirst();
    }

    public List<StoredObject> list() throws SQLException {
        return select(" order by tag");
    }

    private List<StoredObject> select(String rest, Object... values) throws SQLException {
        List<StoredObject> servers = new ArrayList<>();
        try (PreparedStatement statement = statements.prepare("select tag, description from " + table + rest, values);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                Map<String, @Nullable Object> members = new LinkedHashMap<>();
                members.put("server-tag", rows.getString(1));
                String description = rows.getString(2);
                members.put("description", description == null ? "" : description);
                servers.add(new StoredObject(members, List.of()));
            }
        }
        return servers;
    }

    public void put(ObjectKey.Server key, StoredObject object) throws SQLException {
        refuseAll(key);
        if (key.tag().length() > LONGEST_TAG) {
            throw new StoredConflict("'server-tag' has " + key.tag().length()
                    + " characters, but the table has room for " + LONGEST_TAG + ": " + key.tag());
        }
        Object given = object.members().get("description");
        String description = given == null ? "" : given.toString();
        int updated = statements.update(
                "update " + table + " set description = ?, modification_ts = current_timestamp where lower(tag) = ?",
                description,
                lower(key.tag()));
        if (updated == 0) {
            statements.update(
                    "insert into " + table + " (tag, description, modification_ts) values (?, ?, current_timestamp)",
                    key.tag(),
                    description);
        }
    }

    /** What is for it alone and cannot be shared goes with it. */
    public boolean delete(ObjectKey.Server key) throws SQLException {
        refuseAll(key);
        if (find(key).isEmpty()) {
            return false;
        }
        long id = id(key.tag());
        for (Own kind : OWN) {
            deleteOwn(kind, id);
        }
        statements.update("delete from " + statements.table("client_class_server") + " where server_id = ?", id);
        known.remove(lower(key.tag()));
        return statements.update("delete from " + table + " where id = ?", id) > 0;
    }

    private void deleteOwn(Own kind, long server) throws SQLException {
        String table = statements.table(kind.table());
        String links = statements.table(kind.links());
        String alone = """
                select t.%1$s from %2$s t join %3$s l on l.%4$s = t.%1$s
                 where l.server_id = ? and %5$s
                   and not exists (select 1 from %3$s o where o.%4$s = t.%1$s and o.server_id <> l.server_id)""".formatted(kind.key(), table, links, kind.link(), kind.condition());
        for (long key : statements.keys(alone, server)) {
            statements.update("delete from " + table + " where " + kind.key() + " = ?", key);
        }
        statements.update("delete from " + links + " where server_id = ?", server);
    }

    private static void refuseAll(ObjectKey.Server key) {
        if (lower(key.tag()).equals(StoredObject.ALL)) {
            throw new StoredConflict("'all' is no server, but stands for all of them");
        }
    }
}
