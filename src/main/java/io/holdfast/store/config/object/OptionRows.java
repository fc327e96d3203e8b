package io.holdfast.store.config.object;

import io.holdfast.config.stored.ObjectKey;
import io.holdfast.config.stored.OptionHome;
import io.holdfast.config.stored.StoredConflict;
import io.holdfast.config.stored.StoredObject;
import io.holdfast.config.stored.TagChoice;
import io.holdfast.store.config.table.Cell;
import io.holdfast.store.config.table.ConfigTables;
import io.holdfast.store.config.table.JsonColumns;
import io.holdfast.store.config.table.Place;
import io.holdfast.store.config.table.RowObjects;
import io.holdfast.store.config.table.Statements;
import io.holdfast.store.config.table.Table;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Options: global ones, each for one server or for all, and those inside other objects. */
public final class OptionRows {

    /**
     * What options are in.
     *
     * @param scope its number in {@code dhcp_option_scope}
     * @param column that says which it is
     */
    record Owner(int scope, String column, Object value) {

        static Owner clientClass(String name) {
            return new Owner(2, "dhcp_client_class", name);
        }

        static Owner network(String name) {
            return new Owner(4, "shared_network_name", name);
        }

        static Owner pool(long key) {
            return new Owner(5, "pool_id", key);
        }

        static Owner pdPool(long key) {
            return new Owner(6, "pd_pool_id", key);
        }

        Selection selection() {
            return Selection.of("t.scope_id = " + scope + " and t." + column + " = ?", value);
        }
    }

    private final Statements statements;
    private final ServerRows servers;
    private final String standardSpace;
    private final Table table;
    private final OwnRows rows;

    public OptionRows(Statements statements, ServerRows servers) {
        this.statements = statements;
        this.servers = servers;
        this.standardSpace = statements.tables().protocol().label();
        this.table = statements.tables().options(ConfigTables.SERVER);
        this.rows = new OwnRows(
                statements,
                servers,
                table,
                "options_server",
                "option_id",
                "t.scope_id = 0",
                "t.space, t.code",
                row -> RowObjects.option(row, standardSpace));
    }

    Owner subnet(long id) {
        return new Owner(1, statements.tables().subnetOfOptions(), id);
    }

    private static Selection same(ObjectKey.Option key) {
        return Selection.of("t.code = ? and t.space = ?", key.code(), key.space());
    }

    private static boolean isFor(List<String> classes, Map<String, @Nullable Object> option) {
        return classes.equals(option.getOrDefault("client-classes", List.of()));
    }

    public Optional<StoredObject> find(String tag, ObjectKey.Option key) throws SQLException {
        return rows.find(tag, same(key)).stream()
                .filter(option -> isFor(key.classes(), option.members()))
                .findFirst();
    }

    public Optional<StoredObject> find(Owner owner, ObjectKey.Option key) throws SQLException {
        Selection which = owner.selection().and(same(key).condition(), key.code(), key.space());
        List<StoredObject> found = new ArrayList<>();
        Table alone = statements.tables().options(Map.of());
        statements.each(alone, "where " + which.condition() + " order by t.option_id", which.values(), row -> {
            Map<String, @Nullable Object> option = RowObjects.option(row, standardSpace);
            if (isFor(key.classes(), option)) {
                found.add(new StoredObject(option, List.of()));
            }
        });
        return found.stream().findFirst();
    }

    public List<StoredObject> list(TagChoice choice) throws SQLException {
        return rows.list(
                choice,
                members -> Arrays.asList(members.get("code"), members.get("space"), members.get("client-classes")));
    }

    public Optional<List<String>> servers(String tag, ObjectKey.Option key) throws SQLException {
        return servers.isKnown(tag) && !keys(tag, key).isEmpty() ? Optional.of(List.of(tag)) : Optional.empty();
    }

    public void put(String tag, ObjectKey.Option key, StoredObject object) throws SQLException {
        rows.put(tag, keys(tag, key), cells(object.members(), 0));
    }

    public void put(Owner owner, ObjectKey.Option key, StoredObject object) throws SQLException {
        List<Long> present = keys(owner, key);
        if (present.isEmpty()) {
            insert(owner, object.members());
        } else {
            statements.update(table, present.getFirst(), cells(object.members(), owner.scope()));
        }
    }

    public boolean delete(String tag, ObjectKey.Option key) throws SQLException {
        return rows.delete(keys(tag, key));
    }

    public boolean delete(Owner owner, ObjectKey.Option key) throws SQLException {
        return rows.delete(keys(owner, key));
    }

    /** In the place of all that are in it. */
    void replaceIn(Owner owner, List<Map<String, @Nullable Object>> options) throws SQLException {
        Selection selection = owner.selection();
        rows.delete(statements.keys(
                "select t.option_id from " + table.name() + " t where " + selection.condition(),
                selection.values().toArray()));
        insertIn(owner, options);
    }

    /** Into what has none yet. */
    void insertIn(Owner owner, List<Map<String, @Nullable Object>> options) throws SQLException {
        for (Map<String, @Nullable Object> option : options) {
            insert(owner, option);
        }
    }

    private void insert(Owner owner, Map<String, @Nullable Object> option) throws SQLException {
        List<Cell> cells = new ArrayList<>(cells(option, owner.scope()));
        cells.add(Cell.of(owner.column(), owner.value()));
        statements.insert(table, cells);
    }

    private List<Cell> cells(Map<String, @Nullable Object> option, int scope) {
        Map<String, @Nullable Object> written = new HashMap<>(option);
        Object data = written.remove("data");
        if (data != null) {
            boolean formatted = Boolean.TRUE.equals(option.get("csv-format"));
            written.put(formatted ? ConfigTables.FORMATTED : ConfigTables.BYTES, data);
        }
        written.putIfAbsent("space", standardSpace);
        List<Cell> cells =
                new ArrayList<>(table.cells(written, statements.tables().dialect()));
        cells.add(Cell.of("scope_id", scope));
        return cells;
    }

    private List<Long> keys(String tag, ObjectKey.Option key) throws SQLException {
        List<Long> candidates = rows.keys(tag, same(key));
        List<Long> keys = new ArrayList<>();
        for (long each : candidates) {
            keys.addAll(keys(Selection.of("t.option_id = ?", each), key));
        }
        return keys;
    }

    private List<Long> keys(Owner owner, ObjectKey.Option key) throws SQLException {
        return keys(owner.selection().and(same(key).condition(), key.code(), key.space()), key);
    }

    /** Those that are for just these classes, whatever else is in them. */
    private List<Long> keys(Selection selection, ObjectKey.Option key) throws SQLException {
        List<Long> keys = new ArrayList<>();
        String text = "select t.option_id, t.client_classes from " + table.name() + " t where " + selection.condition()
                + " order by t.option_id";
        try (PreparedStatement statement =
                        statements.prepare(text, selection.values().toArray());
                ResultSet found = statement.executeQuery()) {
            while (found.next()) {
                List<String> classes = JsonColumns.texts(
                        found.getString(2), new Place(table.name(), found.getLong(1), "client_classes"));
                if (key.classes().equals(classes == null ? List.of() : classes)) {
                    keys.add(found.getLong(1));
                }
            }
        }
        return keys;
    }

    /** @throws StoredConflict when it is not there */
    public Owner owner(OptionHome home) throws SQLException {
        return switch (home) {
            case OptionHome.OfServer _ -> throw new IllegalArgumentException("a server's options are in nothing");
            case OptionHome.OfSubnet(long id) -> {
                need(
                        !statements
                                .keys(
                                        "select subnet_id from " + statements.table("subnet") + " where subnet_id = ?",
                                        id)
                                .isEmpty(),
                        "subnet " + id);
                yield subnet(id);
            }
            case OptionHome.OfNetwork(String name) -> {
                List<String> present = statements.texts(
                        "select name from " + statements.table("shared_network") + " where name = ?", name);
                need(!present.isEmpty(), "shared network " + name);
                yield Owner.network(present.getFirst());
            }
            case OptionHome.OfPool pool ->
                Owner.pool(first(PoolRows.keys(statements, pool), "pool " + pool.first() + "-" + pool.last()));
            case OptionHome.OfPdPool pool ->
                Owner.pdPool(first(
                        PoolRows.keys(statements, pool),
                        "pool of prefixes " + pool.prefix() + "/" + pool.prefixLength()));
        };
    }

    private static long first(List<Long> keys, String what) {
        need(!keys.isEmpty(), what);
        return keys.getFirst();
    }

    private static void need(boolean there, String what) {
        if (!there) {
            throw new StoredConflict("the configuration database has no " + what);
        }
    }
}
