package io.holdfast.store.schema;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Tries whether the user may make what a schema consists of, before anything of it is made: where definitions cannot be
 * rolled back, a lack of privileges in the middle would leave half a schema.
 */
final class SchemaRehearsal {

    private SchemaRehearsal() {}

    /** @throws SQLException as the schema's creation would; nothing is left behind either way */
    static void run(Connection connection, SchemaDialect dialect) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            SQLException failure = null;
            try {
                for (String sql : dialect.rehearsal()) {
                    statement.execute(sql);
                }
            } catch (SQLException e) {
                failure = e;
            }
            for (String sql : dialect.afterRehearsal()) {
                try {
                    statement.execute(sql);
                } catch (SQLException e) {
                    if (failure == null) {
                        failure = e;
                    } else {
                        failure.addSuppressed(e);
                    }
                }
            }
            if (failure != null) {
                throw failure;
            }
        }
    }
}
