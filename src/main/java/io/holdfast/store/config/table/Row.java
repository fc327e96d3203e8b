package io.holdfast.store.config.table;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The row that a cursor is at. Its columns are looked into only when they are asked for, so that a bad row of others harms nobody. */
public record Row(Table table, ResultSet rows, long key) {

    /** What the row is called in the table's own number. */
    Map<String, @Nullable Object> members() throws SQLException {
        return table.members(rows, key);
    }

    /** A link as text. */
    @Nullable
    public String text(String link) throws SQLException {
        return rows.getString(link);
    }

    /** A link as a number; 0 when it is NULL. */
    public long number(String link) throws SQLException {
        return rows.getLong(link);
    }

    Place at(String column) {
        return new Place(table.name(), key, column);
    }
}
