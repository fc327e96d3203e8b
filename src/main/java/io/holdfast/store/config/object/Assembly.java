package io.holdfast.store.config.object;

import io.holdfast.store.ConfigDialect;
import io.holdfast.store.config.table.ConfigTables;
import io.holdfast.store.config.table.Row;
import io.holdfast.store.config.table.RowObjects;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Puts objects together from their rows, in memory: first those that have others in them, then what is in them. Rows in what
 * is not there are let go. To be used once.
 */
public final class Assembly {

    private static final String OPTIONS = "option-data";
    private static final String DEFINITIONS = "option-def";

    private final ConfigDialect dialect;
    private final String standardSpace;

    private final Map<Long, Map<String, @Nullable Object>> classes = new LinkedHashMap<>();
    private final Map<Long, Map<String, @Nullable Object>> networks = new LinkedHashMap<>();
    private final Map<Long, Map<String, @Nullable Object>> subnets = new LinkedHashMap<>();

    private final Map<String, Map<String, @Nullable Object>> classesByName = new HashMap<>();
    private final Map<String, Map<String, @Nullable Object>> networksByName = new HashMap<>();
    private final Map<Long, Map<String, @Nullable Object>> poolsById = new HashMap<>();
    private final Map<Long, Map<String, @Nullable Object>> pdPoolsById = new HashMap<>();

    public Assembly(ConfigTables tables) {
        this.dialect = tables.dialect();
        this.standardSpace = tables.protocol().label();
    }

    /** By their keys, in the order in which they came. */
    public Map<Long, Map<String, @Nullable Object>> classes() {
        return classes;
    }

    public Map<Long, Map<String, @Nullable Object>> networks() {
        return networks;
    }

    public Map<Long, Map<String, @Nullable Object>> subnets() {
        return subnets;
    }

    public void clientClass(Row row) throws SQLException {
        Map<String, @Nullable Object> members = RowObjects.withLifetimes(row);
        classes.put(row.key(), members);
        classesByName.put(sameName(members.get("name")), members);
    }

    public void definition(Row row) throws SQLException {
        Map<String, @Nullable Object> owner = classes.get(row.number("class_id"));
        if (owner != null) {
            add(owner, DEFINITIONS, RowObjects.definition(row));
        }
    }

    public void network(Row row) throws SQLException {
        Map<String, @Nullable Object> members = RowObjects.withLifetimes(row);
        networks.put(row.key(), members);
        networksByName.put(sameName(members.get("name")), members);
    }

    /** A network that subnets may be in, without being one of these. */
    void know(Map<String, @Nullable Object> network) {
        networksByName.put(sameName(network.get("name")), network);
    }

    public void subnet(Row row) throws SQLException {
        Map<String, @Nullable Object> members = RowObjects.withLifetimes(row);
        Object name = members.get("shared-network-name");
        Map<String, @Nullable Object> network = name == null ? null : networksByName.get(sameName(name));
        if (network != null) {
            members.put("shared-network-name", network.get("name"));
        }
        subnets.put(row.key(), members);
    }

    public void pool(Row row) throws SQLException {
        Map<String, @Nullable Object> members = RowObjects.pool(row);
        into("pools", row, members);
        poolsById.put(row.key(), members);
    }

    public void pdPool(Row row) throws SQLException {
        Map<String, @Nullable Object> members = RowObjects.pdPool(row);
        into("pd-pools", row, members);
        pdPoolsById.put(row.key(), members);
    }

    private void into(String list, Row row, Map<String, @Nullable Object> pool) throws SQLException {
        Map<String, @Nullable Object> subnet = subnets.get(row.number("subnet"));
        if (subnet != null) {
            add(subnet, list, pool);
        }
    }

    public void option(Row row) throws SQLException {
        Map<String, @Nullable Object> owner = switch ((int) row.number("scope_id")) {
            case 1 -> subnets.get(row.number("subnet"));
            case 2 -> classesByName.get(sameName(row.text("class")));
            case 4 -> networksByName.get(sameName(row.text("network")));
            case 5 -> poolsById.get(row.number("pool"));
            case 6 -> pdPoolsById.get(row.number("pd_pool"));
            default -> null;
        };
        if (owner != null) {
            add(owner, OPTIONS, RowObjects.option(row, standardSpace));
        }
    }

    private String sameName(@Nullable Object name) {
        return dialect.sameName(String.valueOf(name));
    }

    @SuppressWarnings("unchecked") // nobody else puts anything there
    private static void add(Map<String, @Nullable Object> owner, String list, Map<String, @Nullable Object> object) {
        List<@Nullable Object> present = (List<@Nullable Object>) owner.get(list);
        if (present == null) {
            present = new ArrayList<>();
            owner.put(list, present);
        }
        present.add(object);
    }
}
