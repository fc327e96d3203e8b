package io.holdfast.store.schema;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/** All rows of all tables as text, {@code column=value} in the order of the columns' names, for comparing databases. */
final class TableRows {

    private TableRows() {}

    static Map<String, List<String>> of(DataSource database) throws SQLException {
        Map<String, List<String>> tables = new TreeMap<>();
        try (Connection connection = database.getConnection()) {
            String schema = connection.getMetaData().getDatabaseProductName().equals("PostgreSQL")
                    ? "current_schema()"
                    : "DATABASE()";
            for (String table : new Sql(connection)
                    .texts("SELECT table_name FROM information_schema.tables WHERE table_schema = " + schema
                            + " AND table_type = 'BASE TABLE'")) {
                if (!table.startsWith("holdfast_")) {
                    tables.put(table.toLowerCase(Locale.ROOT), rows(connection, table));
                }
            }
        }
        return tables;
    }

    private static List<String> rows(Connection connection, String table) throws SQLException {
        List<String> lines = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT * FROM " + table)) {
            ResultSetMetaData columns = rows.getMetaData();
            while (rows.next()) {
                Map<String, String> values = new TreeMap<>();
                for (int i = 1; i <= columns.getColumnCount(); i++) {
                    values.put(columns.getColumnName(i), text(rows.getObject(i)));
                }
                lines.add(values.entrySet().stream().map(Map.Entry::toString).collect(Collectors.joining(" ")));
            }
        }
        lines.sort(null);
        return lines;
    }

    private static String text(Object value) {
        return value instanceof byte[] bytes ? HexFormat.of().formatHex(bytes) : String.valueOf(value);
    }
}
