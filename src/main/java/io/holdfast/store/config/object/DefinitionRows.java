package io.holdfast.store.config.object;

import io.holdfast.config.stored.ObjectKey;
import io.holdfast.config.stored.StoredObject;
import io.holdfast.config.stored.TagChoice;
import io.holdfast.store.config.table.Cell;
import io.holdfast.store.config.table.ConfigTables;
import io.holdfast.store.config.table.RowObjects;
import io.holdfast.store.config.table.Statements;
import io.holdfast.store.config.table.Table;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Option definitions, each for one server or for all, and those inside classes. */
public final class DefinitionRows {

    private final Statements statements;
    private final Table table;
    private final OwnRows rows;

    public DefinitionRows(Statements statements, ServerRows servers) {
        this.statements = statements;
        this.table = statements.tables().definitions(ConfigTables.SERVER);
        this.rows = new OwnRows(
                statements,
                servers,
                table,
                "option_def_server",
                "option_def_id",
                "t.class_id is null",
                "t.space, t.code",
                RowObjects::definition);
    }

    private static Selection same(ObjectKey.Definition key) {
        return Selection.of("t.code = ? and t.space = ?", key.code(), key.space());
    }

    public Optional<StoredObject> find(ObjectKey.Definition key) throws SQLException {
        return rows.find(key.tag(), same(key)).stream().findFirst();
    }

    public Optional<List<String>> servers(ObjectKey.Definition key) throws SQLException {
        return rows.servers(key.tag(), same(key));
    }

    public List<StoredObject> list(TagChoice choice) throws SQLException {
        return rows.list(choice, members -> Arrays.asList(members.get("code"), members.get("space")));
    }

    public void put(ObjectKey.Definition key, StoredObject object) throws SQLException {
        rows.put(key.tag(), rows.keys(key.tag(), same(key)), cells(object.members()));
    }

    public boolean delete(ObjectKey.Definition key) throws SQLException {
        return rows.delete(rows.keys(key.tag(), same(key)));
    }

    /** Those of a class, in the place of all it had. */
    void replaceIn(long clientClass, List<Map<String, @Nullable Object>> definitions) throws SQLException {
        statements.update("delete from " + table.name() + " where class_id = ?", clientClass);
        for (Map<String, @Nullable Object> definition : definitions) {
            List<Cell> cells = new ArrayList<>(cells(definition));
            cells.add(Cell.of("class_id", clientClass));
            statements.insert(table, cells);
        }
    }

    private List<Cell> cells(Map<String, @Nullable Object> members) {
        return table.cells(members, statements.tables().dialect());
    }
}
