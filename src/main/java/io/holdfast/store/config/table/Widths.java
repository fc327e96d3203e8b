package io.holdfast.store.config.table;

import io.holdfast.config.stored.StoredConflict;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How much columns have room for; asked for once, so that what is too much is refused with its name. Safe for many threads. */
public final class Widths {

    /** Of a text that is too long, in messages. */
    private static final int SHOWN = 40;

    private final Map<String, Map<String, Integer>> tables = new ConcurrentHashMap<>();

    /** @throws StoredConflict when a text is longer than its column, or a number larger */
    void check(Connection connection, String table, List<Cell> cells) throws SQLException {
        Map<String, Integer> widths = tables.get(table);
        if (widths == null) {
            widths = widths(connection, table);
            tables.put(table, widths);
        }
        for (Cell cell : cells) {
            if (cell.value() instanceof String text) {
                int length = text.codePointCount(0, text.length());
                int width = widths.getOrDefault(name(cell.column()), Integer.MAX_VALUE);
                if (length > width) {
                    throw new StoredConflict("'" + cell.keyword() + "' has " + length
                            + " characters, but the table has room for " + width + ": "
                            + text.substring(0, Math.min(text.length(), SHOWN)) + "...");
                }
            } else if (cell.value() instanceof Number number) {
                Integer largest = widths.get(name(cell.column()));
                if (largest != null && number.longValue() > largest) {
                    throw new StoredConflict("'" + cell.keyword() + "' is " + number + ", but the table has room for "
                            + largest + " at most");
                }
            }
        }
    }

    private static Map<String, Integer> widths(Connection connection, String table) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("select * from " + table + " where 1 = 0")) {
            statement.executeQuery();
            ResultSetMetaData columns = statement.getMetaData();
            Map<String, Integer> widths = new HashMap<>();
            for (int i = 1; i <= columns.getColumnCount(); i++) {
                if (columns.getColumnType(i) == Types.VARCHAR && columns.getPrecision(i) > 0) {
                    widths.put(name(columns.getColumnName(i)), columns.getPrecision(i));
                } else if (columns.getColumnType(i) == java.sql.Types.SMALLINT && columns.isSigned(i)) {
                    widths.put(name(columns.getColumnName(i)), (int) Short.MAX_VALUE);
                }
            }
            return widths;
        }
    }

    private static String name(String column) {
        return column.replace("`", "").toLowerCase(Locale.ROOT);
    }
}
