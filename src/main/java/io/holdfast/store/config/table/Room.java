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

/**
 * How much columns have room for; asked for once, so that what is too much is refused with its name. Kea's MySQL tables have
 * signed columns for what has no sign, and Kea fetches nothing at all any more where such a number has become negative. Safe
 * for many threads.
 */
public final class Room {

    /** Of a text that is too long, in messages. */
    private static final int SHOWN = 40;

    private final Map<String, Map<String, Integer>> tables = new ConcurrentHashMap<>();

    /** @throws StoredConflict when a text is longer than its column, or a number larger */
    void check(Connection connection, String table, List<Cell> cells) throws SQLException {
        Map<String, Integer> room = tables.get(table);
        if (room == null) {
            room = room(connection, table);
            tables.put(table, room);
        }
        for (Cell cell : cells) {
            if (cell.value() instanceof String text) {
                int length = text.codePointCount(0, text.length());
                int most = room.getOrDefault(name(cell.column()), Integer.MAX_VALUE);
                if (length > most) {
                    throw new StoredConflict("'" + cell.keyword() + "' has " + length
                            + " characters, but the table has room for " + most + ": "
                            + text.substring(0, Math.min(text.length(), SHOWN)) + "...");
                }
            } else if (cell.value() instanceof Number number) {
                Integer largest = room.get(name(cell.column()));
                if (largest != null && number.longValue() > largest) {
                    throw new StoredConflict("'" + cell.keyword() + "' is " + number + ", but the table has room for "
                            + largest + " at most");
                }
            }
        }
    }

    private static Map<String, Integer> room(Connection connection, String table) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("select * from " + table + " where 1 = 0")) {
            statement.executeQuery();
            ResultSetMetaData columns = statement.getMetaData();
            Map<String, Integer> room = new HashMap<>();
            for (int i = 1; i <= columns.getColumnCount(); i++) {
                int most = most(columns, i);
                if (most > 0) {
                    room.put(name(columns.getColumnName(i)), most);
                }
            }
            return room;
        }
    }

    /** Characters of a text, the largest of numbers with a sign; 0 for whatever has room for all. */
    private static int most(ResultSetMetaData columns, int i) throws SQLException {
        int type = columns.getColumnType(i);
        if (type == Types.VARCHAR) {
            return columns.getPrecision(i);
        }
        return columns.isSigned(i)
                ? switch (type) {
                    case Types.TINYINT -> Byte.MAX_VALUE;
                    case Types.SMALLINT -> Short.MAX_VALUE;
                    case Types.INTEGER -> Integer.MAX_VALUE;
                    default -> 0;
                }
                : 0;
    }

    private static String name(String column) {
        return column.replace("`", "").toLowerCase(Locale.ROOT);
    }
}
