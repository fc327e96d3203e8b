package io.holdfast.store.config;

import io.holdfast.store.ConfigDialect;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** A transaction whose statements all see the same state, and which can change nothing. Ends when it is closed. */
record Snapshot(Connection connection) implements AutoCloseable {

    static Snapshot begin(Connection connection, ConfigDialect dialect) throws SQLException {
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        connection.setReadOnly(true);
        connection.setAutoCommit(false);
        Snapshot snapshot = new Snapshot(connection);
        try (Statement statement = connection.createStatement()) {
            for (String text : dialect.beforeReading()) {
                statement.execute(text);
            }
            return snapshot;
        } catch (SQLException e) {
            try (snapshot) {
                throw e; // what goes wrong in the end is added to it
            }
        }
    }

    @Override
    public void close() throws SQLException {
        connection.rollback();
        connection.setAutoCommit(true);
        connection.setReadOnly(false);
        connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
    }
}
