package io.holdfast.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Whether a server takes changes, asked on one connection. A read-only replica does not. */
final class DatabaseProbe {

    private DatabaseProbe() {}

    static boolean takesChanges(Connection connection, Dialect dialect) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(dialect.takesChanges())) {
            return answer.next() && answer.getBoolean(1);
        }
    }
}
