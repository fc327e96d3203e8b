package io.holdfast.store.config;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Statements of one transaction. */
record Statements(Connection connection, ConfigTables tables) {

    /** As the schema has it: {@code dhcp4_server} for {@code server}. */
    String table(String name) {
        return tables.name(name);
    }

    PreparedStatement prepare(String text, Object... values) throws SQLException {
        return bound(connection.prepareStatement(text), values);
    }

    private static PreparedStatement bound(PreparedStatement statement, Object... values) throws SQLException {
        try {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            return statement;
        } catch (SQLException e) {
            try (statement) {
                throw e; // what goes wrong in closing is added to it
            }
        }
    }

    /** @return how many rows it changed */
    int update(String text, Object... values) throws SQLException {
        try (PreparedStatement statement = prepare(text, values)) {
            return statement.executeUpdate();
        }
    }

    /** @return the key that the row was given, in this column */
    long insert(String text, String column, Object... values) throws SQLException {
        try (PreparedStatement statement = bound(connection.prepareStatement(text, new String[] {column}), values)) {
            statement.executeUpdate();
            try (ResultSet keys = statement.getGeneratedKeys()) {
                keys.next();
                return keys.getLong(1);
            }
        }
    }

    /** Runs what gives no numbers of changed rows: a query, a call. */
    void run(String text, Object... values) throws SQLException {
        try (PreparedStatement statement = prepare(text, values)) {
            statement.execute();
        }
    }

    /** One column of numbers. */
    List<Long> keys(String text, Object... values) throws SQLException {
        List<Long> keys = new ArrayList<>();
        try (PreparedStatement statement = prepare(text, values);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                keys.add(rows.getLong(1));
            }
        }
        return keys;
    }
}
