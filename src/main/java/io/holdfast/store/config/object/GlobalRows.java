package io.holdfast.store.config.object;

import io.holdfast.config.stored.ObjectKey;
import io.holdfast.config.stored.StoredObject;
import io.holdfast.config.stored.TagChoice;
import io.holdfast.store.config.table.Cell;
import io.holdfast.store.config.table.ParameterTypes;
import io.holdfast.store.config.table.Row;
import io.holdfast.store.config.table.Statements;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Global parameters, each for one server or for all. */
public final class GlobalRows {

    private final OwnRows rows;

    public GlobalRows(Statements statements, ServerRows servers) {
        this.rows = new OwnRows(
                statements,
                servers,
                statements.tables().globals(),
                "global_parameter_server",
                "parameter_id",
                "1 = 1",
                "t.name",
                GlobalRows::members);
    }

    private static Map<String, @Nullable Object> members(Row row) throws SQLException {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        members.put("name", row.text("name"));
        members.put(
                "value",
                ParameterTypes.value(
                        row.table().name(), row.key(), (int) row.number("type"), String.valueOf(row.text("value"))));
        return members;
    }

    private static Selection same(ObjectKey.Global key) {
        return Selection.of("t.name = ?", key.name());
    }

    public Optional<StoredObject> find(ObjectKey.Global key) throws SQLException {
        return rows.find(key.tag(), same(key)).stream().findFirst();
    }

    public Optional<List<String>> servers(ObjectKey.Global key) throws SQLException {
        return rows.servers(key.tag(), same(key));
    }

    public List<StoredObject> list(TagChoice choice) throws SQLException {
        return rows.list(choice, members -> String.valueOf(members.get("name")));
    }

    public void put(ObjectKey.Global key, StoredObject object) throws SQLException {
        Object value = Objects.requireNonNull(object.members().get("value"), "a parameter has a value");
        rows.put(
                key.tag(),
                rows.keys(key.tag(), same(key)),
                List.of(
                        Cell.of("name", key.name()),
                        Cell.of("value", ParameterTypes.text(value)),
                        Cell.of("parameter_type", ParameterTypes.number(value))));
    }

    public boolean delete(ObjectKey.Global key) throws SQLException {
        return rows.delete(rows.keys(key.tag(), same(key)));
    }
}
