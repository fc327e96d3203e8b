package io.holdfast.store.schema;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Sees to it that only one of us works on a database's schema; ends with the connection at the latest. */
final class SchemaLock {

    private SchemaLock() {}

    /** Waits for it. MySQL says with a number whether we have it: 0 and null are no exceptions there. */
    static void take(Connection connection, SchemaDialect dialect) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(dialect.lockStatement())) {
            boolean had = answer.next() && (dialect == SchemaDialect.POSTGRESQL || answer.getInt(1) == 1);
            if (!had) {
                throw new SQLException(
                        "the lock on the schema was not given to us by \"" + dialect.lockStatement() + '"');
            }
        }
    }

    static void release(Connection connection, SchemaDialect dialect) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(dialect.unlockStatement());
        }
    }
}
