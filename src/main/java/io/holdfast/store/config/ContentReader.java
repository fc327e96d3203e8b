package io.holdfast.store.config;

import io.holdfast.config.source.AuditMark;
import io.holdfast.config.source.ConfigContent;
import io.holdfast.store.ConfigDialect;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads all that one server has, each table once, and puts the objects together in memory: first those that have others
 * in them, then what is in them. To be used once, in one transaction.
 */
final class ContentReader {

    private static final String OPTIONS = "option-data";
    private static final String DEFINITIONS = "option-def";

    private final Queries queries;
    private final ConfigDialect dialect;
    private final String standardSpace;
    private final Connection connection;
    private final String tag;

    private final List<Map<String, @Nullable Object>> classes = new ArrayList<>();
    private final List<Map<String, @Nullable Object>> networks = new ArrayList<>();
    private final List<Map<String, @Nullable Object>> subnets = new ArrayList<>();

    private final Map<Long, Map<String, @Nullable Object>> classesById = new HashMap<>();
    private final Map<String, Map<String, @Nullable Object>> classesByName = new HashMap<>();
    private final Map<String, Map<String, @Nullable Object>> networksByName = new HashMap<>();
    private final Map<Long, Map<String, @Nullable Object>> subnetsById = new HashMap<>();
    private final Map<Long, Map<String, @Nullable Object>> poolsById = new HashMap<>();
    private final Map<Long, Map<String, @Nullable Object>> pdPoolsById = new HashMap<>();

    /** @param tag in lower case */
    ContentReader(Queries queries, ConfigDialect dialect, String standardSpace, Connection connection, String tag) {
        this.queries = queries;
        this.dialect = dialect;
        this.standardSpace = standardSpace;
        this.connection = connection;
        this.tag = tag;
    }

    ConfigContent read() throws SQLException {
        AuditMark mark = mark(connection, queries);
        Map<String, @Nullable Object> globals = globals();
        List<Map<String, @Nullable Object>> definitions = definitions();
        List<Map<String, @Nullable Object>> options = options();
        each(queries.classes, this::readClass);
        each(queries.classDefinitions, this::readClassDefinition);
        each(queries.networks, this::readNetwork);
        each(queries.subnets, this::readSubnet);
        each(queries.pools, this::readPool);
        if (queries.pdPools != null) {
            each(queries.pdPools, this::readPdPool);
        }
        each(queries.scopedOptions, this::readScopedOption);
        return new ConfigContent(mark, globals, definitions, options, classes, networks, subnets);
    }

    static AuditMark mark(Connection connection, Queries queries) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(queries.mark);
                ResultSet rows = statement.executeQuery()) {
            return rows.next() ? new AuditMark(rows.getLong(1), rows.getLong(2)) : AuditMark.NONE;
        }
    }

    private void each(Query query, Query.Work work) throws SQLException {
        query.each(connection, tag, work);
    }

    private Map<String, @Nullable Object> globals() throws SQLException {
        ServersChoice<String, Object> choice = new ServersChoice<>();
        each(queries.globals, row -> {
            String name = String.valueOf(row.text("name"));
            String value = String.valueOf(row.text("value"));
            int type = (int) row.number("type");
            choice.offer(
                    row.number("server"), name, ParameterTypes.value(row.table().name(), row.key(), type, value));
        });
        return new LinkedHashMap<>(choice.byKey());
    }

    private List<Map<String, @Nullable Object>> definitions() throws SQLException {
        ServersChoice<List<@Nullable Object>, Map<String, @Nullable Object>> choice = new ServersChoice<>();
        each(queries.definitions, row -> {
            Map<String, @Nullable Object> definition = RowObjects.definition(row);
            choice.offer(
                    row.number("server"), Arrays.asList(definition.get("code"), definition.get("space")), definition);
        });
        return choice.objects();
    }

    /** Two of the same code and space may stand side by side for different classes, as with Kea from 3.2 on. */
    private List<Map<String, @Nullable Object>> options() throws SQLException {
        ServersChoice<List<@Nullable Object>, Map<String, @Nullable Object>> choice = new ServersChoice<>();
        each(queries.options, row -> {
            Map<String, @Nullable Object> option = RowObjects.option(row, standardSpace);
            choice.offer(
                    row.number("server"),
                    Arrays.asList(option.get("code"), option.get("space"), option.get("client-classes")),
                    option);
        });
        return choice.objects();
    }

    private void readClass(Row row) throws SQLException {
        Map<String, @Nullable Object> members = RowObjects.withLifetimes(row);
        classes.add(members);
        classesById.put(row.key(), members);
        classesByName.put(sameName(members.get("name")), members);
    }

    private void readClassDefinition(Row row) throws SQLException {
        Map<String, @Nullable Object> owner = classesById.get(row.number("class_id"));
        if (owner != null) {
            add(owner, DEFINITIONS, RowObjects.definition(row));
        }
    }

    private void readNetwork(Row row) throws SQLException {
        Map<String, @Nullable Object> members = RowObjects.withLifetimes(row);
        networks.add(members);
        networksByName.put(sameName(members.get("name")), members);
    }

    private void readSubnet(Row row) throws SQLException {
        Map<String, @Nullable Object> members = RowObjects.withLifetimes(row);
        Object name = members.get("shared-network-name");
        Map<String, @Nullable Object> network = name == null ? null : networksByName.get(sameName(name));
        if (network != null) {
            members.put("shared-network-name", network.get("name"));
        }
        subnets.add(members);
        subnetsById.put(row.key(), members);
    }

    private void readPool(Row row) throws SQLException {
        Map<String, @Nullable Object> members = RowObjects.pool(row);
        into("pools", row, members);
        poolsById.put(row.key(), members);
    }

    private void readPdPool(Row row) throws SQLException {
        Map<String, @Nullable Object> members = RowObjects.pdPool(row);
        into("pd-pools", row, members);
        pdPoolsById.put(row.key(), members);
    }

    private void into(String list, Row row, Map<String, @Nullable Object> pool) throws SQLException {
        Map<String, @Nullable Object> subnet = subnetsById.get(row.number("subnet"));
        if (subnet != null) {
            add(subnet, list, pool);
        }
    }

    private void readScopedOption(Row row) throws SQLException {
        Map<String, @Nullable Object> owner = switch ((int) row.number("scope_id")) {
            case 1 -> subnetsById.get(row.number("subnet"));
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
