package io.holdfast.store.config.object;

import io.holdfast.config.stored.ObjectKey;
import io.holdfast.config.stored.StoredConflict;
import io.holdfast.config.stored.StoredObject;
import io.holdfast.config.stored.TagChoice;
import io.holdfast.store.config.table.Cell;
import io.holdfast.store.config.table.ConfigTables;
import io.holdfast.store.config.table.RowObjects;
import io.holdfast.store.config.table.Statements;
import io.holdfast.store.config.table.Table;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Client classes with their options and definitions, in the order in which triggers keep them. */
public final class ClassRows {

    /** Whether a class depends on these decides when it is evaluated. */
    private static final Set<String> KNOWN = Set.of("KNOWN", "UNKNOWN");

    private final Statements statements;
    private final DefinitionRows definitions;
    private final OptionRows options;
    private final Table table;
    private final ServerLinks links;
    private final String dependencies;

    public ClassRows(Statements statements, ServerRows servers, DefinitionRows definitions, OptionRows options) {
        this.statements = statements;
        this.definitions = definitions;
        this.options = options;
        this.table = statements.tables().classes();
        this.links = new ServerLinks(statements, servers, table, "client_class_server", "class_id");
        this.dependencies = statements.table("client_class_dependency");
    }

    private static Selection named(String name) {
        return Selection.of("t.name = ?", name);
    }

    public Optional<StoredObject> find(ObjectKey.ClientClass key) throws SQLException {
        return select(named(key.name())).stream().findFirst();
    }

    public Optional<List<String>> servers(ObjectKey.ClientClass key) throws SQLException {
        return links.tags(named(key.name())).values().stream().findFirst();
    }

    public List<StoredObject> list(TagChoice choice) throws SQLException {
        return select(links.chosen(choice));
    }

    public List<Map<String, @Nullable Object>> members(TagChoice choice) throws SQLException {
        return List.copyOf(assembled(links.chosen(choice)).values());
    }

    private List<StoredObject> select(Selection selection) throws SQLException {
        return links.objects(assembled(selection), selection);
    }

    private Map<Long, Map<String, @Nullable Object>> assembled(Selection selection) throws SQLException {
        ConfigTables tables = statements.tables();
        Assembly assembly = new Assembly(tables);
        List<Object> values = selection.values();
        statements.each(
                table,
                "left join " + statements.table("client_class_order") + " o on o.class_id = t.id where "
                        + selection.condition()
                        + " order by case when o.order_index is null then 1 else 0 end, o.order_index, t.id",
                values,
                assembly::clientClass);
        String from = " from " + table.name() + " t where " + selection.condition() + ")";
        statements.each(
                tables.definitions(Map.of("class_id", "t.class_id")),
                "where t.class_id in (select t.id" + from + " order by t.id",
                values,
                assembly::definition);
        statements.each(
                tables.scopedOptions(),
                "where t.scope_id = 2 and t.dhcp_client_class in (select t.name" + from + " order by t.option_id",
                values,
                assembly::option);
        return assembly.classes();
    }

    private List<Long> keys(String name) throws SQLException {
        return statements.keys("select t.id from " + table.name() + " t where t.name = ?", name);
    }

    /**
     * @param follows the class that it is to stand behind; absent: where it is, or last
     * @param needs classes that its test asks for, of the built-in ones those two that a lookup of hosts decides
     */
    public void put(StoredObject object, @Nullable String follows, List<String> needs) throws SQLException {
        Map<String, @Nullable Object> members = object.members();
        String name = String.valueOf(members.get("name"));
        List<Cell> cells =
                new ArrayList<>(table.cells(members, statements.tables().dialect()));
        cells.add(Cell.of("depend_on_known_directly", needs.stream().anyMatch(KNOWN::contains)));
        if (follows != null) {
            cells.add(Cell.of("follow_class_name", behind(name, follows)));
        }
        List<Long> present = keys(name);
        boolean dependedOnKnown = !present.isEmpty() && dependsOnKnown(present.getFirst());
        statements.cascade(true);
        long id;
        if (present.isEmpty()) {
            id = statements.insert(table, cells);
        } else {
            id = present.getFirst();
            statements.update(table, id, cells);
            statements.update("delete from " + dependencies + " where class_id = ?", id);
        }
        links.replace(id, object.serverTags());
        depend(id, name, needs);
        if (dependsOnKnown(id) != dependedOnKnown && !present.isEmpty()) {
            refuseIfNeeded(id, " cannot begin or cease to depend on KNOWN or UNKNOWN: it");
        }
        definitions.replaceIn(id, RowObjects.maps(members.get("option-def")));
        options.replaceIn(OptionRows.Owner.clientClass(name), RowObjects.maps(members.get("option-data")));
        statements.cascade(false);
    }

    private String behind(String name, String follows) throws SQLException {
        if (keys(follows).isEmpty()) {
            throw new StoredConflict("class '" + name + "' is to stand behind '" + follows
                    + "', which the configuration database does not have");
        }
        return follows;
    }

    private void depend(long id, String name, List<String> needs) throws SQLException {
        for (String needed : new LinkedHashSet<>(needs)) {
            if (KNOWN.contains(needed)) {
                continue;
            }
            List<Long> other = keys(needed);
            if (other.isEmpty()) {
                throw new StoredConflict("class '" + name + "' needs class '" + needed
                        + "', which the configuration database does not have");
            }
            statements.update(
                    "insert into " + dependencies + " (class_id, dependency_id) values (?, ?)", id, other.getFirst());
        }
    }

    /** Directly, or by a class that it needs. Kea's function for that fails on its own schema for PostgreSQL. */
    private boolean dependsOnKnown(long id) throws SQLException {
        String text = "select t.depend_on_known_directly, o.depend_on_known_indirectly from " + table.name()
                + " t left join " + statements.table("client_class_order") + " o on o.class_id = t.id where t.id = ?";
        try (PreparedStatement statement = statements.prepare(text, id);
                ResultSet rows = statement.executeQuery()) {
            return rows.next() && (rows.getBoolean(1) || rows.getBoolean(2));
        }
    }

    private void refuseIfNeeded(long id, String what) throws SQLException {
        List<String> others = statements.texts(
                "select t.name from " + table.name() + " t join " + dependencies
                        + " d on d.class_id = t.id where d.dependency_id = ? order by t.name",
                id);
        if (!others.isEmpty()) {
            String name = statements
                    .texts("select name from " + table.name() + " where id = ?", id)
                    .getFirst();
            throw new StoredConflict("class '" + name + "'" + what + " is needed by " + String.join(", ", others));
        }
    }

    public boolean delete(ObjectKey.ClientClass key) throws SQLException {
        List<Long> present = keys(key.name());
        if (present.isEmpty()) {
            return false;
        }
        long id = present.getFirst();
        refuseIfNeeded(id, "");
        statements.cascade(true);
        options.replaceIn(OptionRows.Owner.clientClass(key.name()), List.of());
        definitions.replaceIn(id, List.of());
        links.replace(id, List.of());
        statements.update("delete from " + table.name() + " where id = ?", id);
        statements.cascade(false);
        return true;
    }
}
