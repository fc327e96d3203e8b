package io.holdfast.store.schema;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Statements on one connection, in as few words as an upgrade needs for its many. */
record Sql(Connection connection) {

    void execute(String... statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String text : statements) {
                statement.execute(text);
            }
        }
    }

    void execute(List<String> statements) throws SQLException {
        execute(statements.toArray(String[]::new));
    }

    long update(String text, List<@Nullable Object> values) throws SQLException {
        try (PreparedStatement statement = prepared(text, values)) {
            return statement.executeLargeUpdate();
        }
    }

    @Nullable
    Object value(String query) throws SQLException {
        return value(query, List.of());
    }

    long count(String query) throws SQLException {
        return count(query, List.of());
    }

    long count(String query, List<@Nullable Object> values) throws SQLException {
        Object count = value(query, values);
        return count == null ? 0 : ((Number) count).longValue();
    }

    /** The first column of the first row; null when it is, or when there is none. */
    @Nullable
    Object value(String query, List<@Nullable Object> values) throws SQLException {
        try (PreparedStatement statement = prepared(query, values);
                ResultSet rows = statement.executeQuery()) {
            return rows.next() ? rows.getObject(1) : null;
        }
    }

    /** The first column of all rows. */
    List<String> texts(String query) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
        }
        return texts;
    }

    /** Columns of tables with their types, from rows of table, column, type. */
    Map<String, Map<String, String>> columns(String query) throws SQLException {
        Map<String, Map<String, String>> tables = new LinkedHashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                tables.computeIfAbsent(rows.getString(1), _ -> new LinkedHashMap<>())
                        .put(rows.getString(2), rows.getString(3));
            }
        }
        return tables;
    }

    private PreparedStatement prepared(String text, List<@Nullable Object> values) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(text);
        try {
            for (int i = 0; i < values.size(); i++) {
                statement.setObject(i + 1, values.get(i));
            }
            return statement;
        } catch (SQLException e) {
            statement.close();
            throw e;
        }
    }
}
