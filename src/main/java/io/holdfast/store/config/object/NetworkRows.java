package io.holdfast.store.config.object;

import io.holdfast.config.stored.ObjectKey;
import io.holdfast.config.stored.StoredObject;
import io.holdfast.config.stored.TagChoice;
import io.holdfast.store.config.table.Cell;
import io.holdfast.store.config.table.RowObjects;
import io.holdfast.store.config.table.Statements;
import io.holdfast.store.config.table.Table;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Shared networks with their options; their subnets only name them. */
public final class NetworkRows {

    private final Statements statements;
    private final OptionRows options;
    private final Table table;
    private final ServerLinks links;

    public NetworkRows(Statements statements, ServerRows servers, OptionRows options) {
        this.statements = statements;
        this.options = options;
        this.table = statements.tables().networks();
        this.links = new ServerLinks(statements, servers, table, "shared_network_server", "shared_network_id");
    }

    private static Selection named(String name) {
        return Selection.of("t.name = ?", name);
    }

    public Optional<StoredObject> find(ObjectKey.Network key) throws SQLException {
        return select(named(key.name())).stream().findFirst();
    }

    public Optional<List<String>> servers(String name) throws SQLException {
        return links.tags(named(name)).values().stream().findFirst();
    }

    public List<StoredObject> list(TagChoice choice) throws SQLException {
        return select(links.chosen(choice)).stream()
                .sorted(Comparator.comparing(
                        network -> String.valueOf(network.members().get("name"))))
                .toList();
    }

    public List<Map<String, @Nullable Object>> members(TagChoice choice) throws SQLException {
        return List.copyOf(assembled(links.chosen(choice)).values());
    }

    private List<StoredObject> select(Selection selection) throws SQLException {
        return links.objects(assembled(selection), selection);
    }

    private Map<Long, Map<String, @Nullable Object>> assembled(Selection selection) throws SQLException {
        Assembly assembly = new Assembly(statements.tables());
        List<Object> values = selection.values();
        statements.each(table, "where " + selection.condition() + " order by t.id", values, assembly::network);
        statements.each(
                statements.tables().scopedOptions(),
                "where t.scope_id = 4 and t.shared_network_name in (select t.name from " + table.name() + " t where "
                        + selection.condition() + ") order by t.option_id",
                values,
                assembly::option);
        return assembly.networks();
    }

    /** As the database has it. */
    Optional<String> name(String name) throws SQLException {
        return statements.texts("select t.name from " + table.name() + " t where t.name = ?", name).stream()
                .findFirst();
    }

    public void put(ObjectKey.Network key, StoredObject object) throws SQLException {
        Map<String, @Nullable Object> members = object.members();
        List<Cell> cells = table.cells(members, statements.tables().dialect());
        Optional<Long> present = keys(key).stream().findFirst();
        statements.cascade(true);
        long id;
        if (present.isPresent()) {
            id = present.get();
            statements.update( // subnets refer to it by its name
                    table,
                    id,
                    cells.stream().filter(cell -> !cell.column().equals("name")).toList());
        } else {
            id = statements.insert(table, cells);
        }
        links.replace(id, object.serverTags());
        options.replaceIn(
                OptionRows.Owner.network(name(key.name()).orElse(key.name())),
                RowObjects.maps(members.get("option-data")));
        statements.cascade(false);
    }

    public boolean delete(ObjectKey.Network key) throws SQLException {
        statements.cascade(true);
        List<Long> present = keys(key);
        for (long id : present) {
            statements.update("delete from " + table.name() + " where id = ?", id);
        }
        statements.cascade(false);
        return !present.isEmpty();
    }

    private List<Long> keys(ObjectKey.Network key) throws SQLException {
        return statements.keys("select t.id from " + table.name() + " t where t.name = ?", key.name());
    }
}
