package io.holdfast.store.config;

import io.holdfast.config.source.AuditMark;
import io.holdfast.config.source.ConfigContent;
import io.holdfast.store.config.object.Assembly;
import io.holdfast.store.config.object.ServersChoice;
import io.holdfast.store.config.table.ParameterTypes;
import io.holdfast.store.config.table.Query;
import io.holdfast.store.config.table.RowObjects;
import io.holdfast.store.config.table.Statements;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what one server has, each table once. To be used once, in one transaction. */
final class ContentReader {

    private final Queries queries;
    private final String standardSpace;
    private final Connection connection;
    private final String tag;

    private final Assembly assembly;

    /** @param tag in lower case */
    ContentReader(Queries queries, Statements statements, String tag) {
        this.queries = queries;
        this.standardSpace = statements.tables().protocol().label();
        this.assembly = new Assembly(statements.tables());
        this.connection = statements.connection();
        this.tag = tag;
    }

    /** @param mark of the same transaction */
    ConfigContent all(AuditMark mark) throws SQLException {
        Map<String, @Nullable Object> globals = globals();
        List<Map<String, @Nullable Object>> definitions = definitions();
        List<Map<String, @Nullable Object>> options = options();
        each(queries.classes, assembly::clientClass);
        each(queries.classDefinitions, assembly::definition);
        each(queries.networks, assembly::network);
        each(queries.subnets, assembly::subnet);
        each(queries.pools, assembly::pool);
        if (queries.pdPools != null) {
            each(queries.pdPools, assembly::pdPool);
        }
        each(queries.scopedOptions, assembly::option);
        return new ConfigContent(
                mark,
                globals,
                definitions,
                options,
                List.copyOf(assembly.classes().values()),
                List.copyOf(assembly.networks().values()),
                List.copyOf(assembly.subnets().values()));
    }

    AuditMark mark() throws SQLException {
        return mark(connection, queries);
    }

    static AuditMark mark(Connection connection, Queries queries) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(queries.mark);
                ResultSet rows = statement.executeQuery()) {
            return rows.next() ? new AuditMark(rows.getLong(1), rows.getLong(2), rows.getLong(3)) : AuditMark.NONE;
        }
    }

    private void each(Query query, Query.Work work) throws SQLException {
        query.each(connection, tag, work);
    }

    Map<String, @Nullable Object> globals() throws SQLException {
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

    List<Map<String, @Nullable Object>> definitions() throws SQLException {
        ServersChoice<List<@Nullable Object>, Map<String, @Nullable Object>> choice = new ServersChoice<>();
        each(queries.definitions, row -> {
            Map<String, @Nullable Object> definition = RowObjects.definition(row);
            choice.offer(
                    row.number("server"), Arrays.asList(definition.get("code"), definition.get("space")), definition);
        });
        return choice.objects();
    }

    /** Two of the same code and space may stand side by side for different classes, as with Kea from 3.2 on. */
    List<Map<String, @Nullable Object>> options() throws SQLException {
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
}
