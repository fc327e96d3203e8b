package io.holdfast.store.config;

import java.sql.Connection;
import java.sql.SQLException;

/** A transaction that changes something, if it is committed before it is closed. */
record Change(Connection connection) implements AutoCloseable {

    static Change begin(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        return new Change(connection);
    }

    void commit() throws SQLException {
        connection.commit();
    }

    /** What was not committed is undone. */
    @Override
    public void close() throws SQLException {
        connection.rollback();
        connection.setAutoCommit(true);
    }
}
