package io.holdfast.store.config;

import io.holdfast.config.stored.ObjectKey;
import io.holdfast.config.stored.StoredObject;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Global parameters, each for one server or for all. */
final class GlobalRows {

    private final Statements statements;
    private final ServerRows servers;
    private final String table;
    private final String links;

    GlobalRows(Statements statements, ServerRows servers) {
        this.statements = statements;
        this.servers = servers;
        this.table = statements.table("global_parameter");
        this.links = statements.table("global_parameter_server");
    }

    Optional<StoredObject> find(ObjectKey.Global key) throws SQLException {
        return select(" where lower(s.tag) = ? and t.name = ?", ServerRows.lower(key.tag()), key.name()).stream()
                .findFirst();
    }

    /** Of two with one name the server's own comes instead of that for all. */
    List<StoredObject> list(String tag) throws SQLException {
        Set<@Nullable Object> names = new HashSet<>();
        return select(
                        " where s.id = " + ServerRows.ALL + " or lower(s.tag) = ? order by t.name, case when s.id = "
                                + ServerRows.ALL + " then 1 else 0 end, t.id",
                        ServerRows.lower(tag))
                .stream()
                .filter(each -> names.add(each.members().get("name")))
                .toList();
    }

    private List<StoredObject> select(String rest, Object... values) throws SQLException {
        List<StoredObject> parameters = new ArrayList<>();
        try (PreparedStatement statement =
                        statements.prepare("""
                        select t.id, t.name, t.value, t.parameter_type, s.tag from %s t
                          join %s l on l.parameter_id = t.id join %s s on s.id = l.server_id""".formatted(table, links, statements.table("server")) + rest, values);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                Map<String, @Nullable Object> members = new LinkedHashMap<>();
                members.put("name", rows.getString(2));
                members.put(
                        "value",
                        ParameterTypes.value(
                                table, rows.getLong(1), rows.getInt(4), String.valueOf(rows.getString(3))));
                parameters.add(new StoredObject(members, List.of(String.valueOf(rows.getString(5)))));
            }
        }
        return parameters;
    }

    void put(ObjectKey.Global key, StoredObject object) throws SQLException {
        long server = servers.id(key.tag());
        Object value = Objects.requireNonNull(object.members().get("value"), "a parameter has a value");
        String text = ParameterTypes.text(value);
        int type = ParameterTypes.number(value);
        List<Long> present = keys(key.name(), server);
        if (!present.isEmpty()) {
            statements.update(
                    "update " + table
                            + " set value = ?, parameter_type = ?, modification_ts = current_timestamp where id = ?",
                    text,
                    type,
                    present.getFirst());
            return;
        }
        long id = statements.insert(
                "insert into " + table + " (name, value, parameter_type, modification_ts)"
                        + " values (?, ?, ?, current_timestamp)",
                "id",
                key.name(),
                text,
                type);
        statements.update(
                "insert into " + links + " (parameter_id, server_id, modification_ts) values (?, ?, current_timestamp)",
                id,
                server);
    }

    boolean delete(ObjectKey.Global key) throws SQLException {
        List<Long> present = keys(key.name(), servers.id(key.tag()));
        for (long id : present) {
            statements.update("delete from " + table + " where id = ?", id);
        }
        return !present.isEmpty();
    }

    private List<Long> keys(String name, long server) throws SQLException {
        return statements.keys(
                "select t.id from " + table + " t join " + links
                        + " l on l.parameter_id = t.id where t.name = ? and l.server_id = ? order by t.id",
                name,
                server);
    }
}
