package io.holdfast.store.config.table;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * A statement that reads a table.
 *
 * @param byServer whether its one parameter is the server's tag, in lower case
 */
public record Query(Table table, String text, boolean byServer) {

    /** What is done with each row. */
    @FunctionalInterface
    public interface Work {
        void with(Row row) throws SQLException;
    }

    public void each(Connection connection, String tag, Work work) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(text)) {
            if (byServer) {
                statement.setString(1, tag);
            }
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    work.with(new Row(table, rows, rows.getLong(1)));
                }
            }
        }
    }
}
