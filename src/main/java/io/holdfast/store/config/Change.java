package io.holdfast.store.config;

import io.holdfast.store.ConfigDialect;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** A transaction that changes something, if it is committed before it is closed. */
record Change(Connection connection, ConfigDialect dialect) implements AutoCloseable {

    static Change begin(Connection connection, ConfigDialect dialect) throws SQLException {
        connection.setAutoCommit(false);
        return new Change(connection, dialect);
    }

    void commit() throws SQLException {
        connection.commit();
    }

    /**
     * What was not committed is undone. The session outlives the transaction, and its revision in it: what somebody wrote
     * there without one of his own would be booked to it.
     */
    @Override
    public void close() throws SQLException {
        connection.rollback();
        connection.setAutoCommit(true);
        try (Statement statement = connection.createStatement()) {
            statement.execute(dialect.forgetRevision());
        }
    }
}
