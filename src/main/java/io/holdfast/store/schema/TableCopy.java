package io.holdfast.store.schema;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Takes the rows of an old table over into the new one of the same name, and sees that all of them have arrived. */
final class TableCopy {

    /** Rows a statement copies: few enough for a line of progress every second or so. */
    static final int CHUNK = 20_000;

    private final SchemaDialect dialect;
    private final SchemaTable table;
    private final String old;
    private final Map<String, String> oldColumns;
    private final String condition;
    private final Map<String, String> expressions = new LinkedHashMap<>();

    /**
     * @param old the old table's name as it will be when this runs
     * @param oldColumns its columns with their types
     */
    TableCopy(SchemaDialect dialect, SchemaTable table, String old, Map<String, String> oldColumns) {
        this.dialect = dialect;
        this.table = table;
        this.old = old;
        this.oldColumns = oldColumns;
        this.condition = UpgradeConversions.condition(dialect, table.name(), oldColumns);
        for (String column : table.columns()) {
            String expression = UpgradeConversions.expression(dialect, table.name(), column, oldColumns);
            if (expression != null) {
                expressions.put(column, expression);
            }
        }
    }

    String table() {
        return table.name();
    }

    /** Copies, then compares. */
    void run(Sql sql, Consumer<String> progress) throws SQLException, UpgradeFailed {
        switch (table.filling()) {
            case BY_SCRIPT, COUNTED -> {}
            case COMPLETED -> complete(sql);
            case COPIED -> {
                // What the script put there (the server "all") is among the old rows, perhaps in other words.
                sql.execute("DELETE FROM " + table.name());
                long rows = sql.count("SELECT COUNT(*) FROM " + old);
                List<String> key = key(sql);
                List<Range> ranges = ranges(sql, rows, key);
                copy(sql, rows, ranges, key, progress);
                verify(sql, rows, ranges, key, progress);
            }
        }
    }

    private void complete(Sql sql) throws SQLException, UpgradeFailed {
        String key = table.columns().getFirst();
        String missing = dialect.quoted(key) + " NOT IN (SELECT " + dialect.quoted(key) + " FROM " + table.name() + ")";
        sql.execute(insert() + " WHERE " + missing);
        long left = sql.count("SELECT COUNT(*) FROM " + old + " WHERE " + missing);
        if (left != 0) {
            throw new UpgradeFailed(left + " rows of " + table.name() + " have not arrived");
        }
    }

    /** Rows of the old table with keys after {@code from} and up to {@code to}; both null for all. */
    private record Range(@Nullable Object from, @Nullable Object to) {

        List<@Nullable Object> bounds() {
            List<@Nullable Object> bounds = new ArrayList<>();
            if (from != null) {
                bounds.add(from);
            }
            if (to != null) {
                bounds.add(to);
            }
            return bounds;
        }
    }

    /** What a statement takes at a time: without end it would run into time limits, and be silent. */
    private List<Range> ranges(Sql sql, long rows, List<String> key) throws SQLException {
        if (rows <= CHUNK || key.size() != 1 || !oldColumns.containsKey(key.getFirst())) {
            return List.of(new Range(null, null));
        }
        String column = dialect.quoted(key.getFirst());
        List<Range> ranges = new ArrayList<>();
        Object from = null;
        for (Object to = end(sql, column, null); to != null; to = end(sql, column, to)) {
            ranges.add(new Range(from, to));
            from = to;
        }
        return ranges;
    }

    private String where(Range range, List<String> key) {
        List<String> conditions = new ArrayList<>();
        if (range.from() != null) {
            conditions.add(dialect.quoted(key.getFirst()) + " > ?");
        }
        if (range.to() != null) {
            conditions.add(dialect.quoted(key.getFirst()) + " <= ?");
        }
        if (!condition.isEmpty()) {
            conditions.add(condition);
        }
        return conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
    }

    private void copy(Sql sql, long rows, List<Range> ranges, List<String> key, Consumer<String> progress)
            throws SQLException {
        long copied = 0;
        for (Range range : ranges) {
            copied += sql.update(insert() + where(range, key), range.bounds());
            if (ranges.size() > 1) {
                progress.accept(table.name() + ": " + copied + " of " + rows + " rows");
            }
        }
    }

    /** The last key of the next chunk; null when there is no row any more. */
    private @Nullable Object end(Sql sql, String column, @Nullable Object after) throws SQLException {
        String rows = "SELECT " + column + " AS k FROM " + old + (after == null ? "" : " WHERE " + column + " > ?")
                + " ORDER BY " + column + " LIMIT " + CHUNK;
        return sql.value(
                "SELECT k FROM (" + rows + ") AS chunk ORDER BY k DESC LIMIT 1",
                after == null ? List.of() : List.of(after));
    }

    private String insert() {
        return "INSERT INTO " + table.name() + " ("
                + expressions.keySet().stream().map(dialect::quoted).collect(Collectors.joining(", ")) + ") SELECT "
                + String.join(", ", expressions.values()) + " FROM " + old;
    }

    private void verify(Sql sql, long rows, List<Range> ranges, List<String> key, Consumer<String> progress)
            throws SQLException, UpgradeFailed {
        long leftOut =
                condition.isEmpty() ? 0 : sql.count("SELECT COUNT(*) FROM " + old + " WHERE NOT (" + condition + ")");
        long arrived = sql.count("SELECT COUNT(*) FROM " + table.name());
        if (arrived != rows - leftOut) {
            throw new UpgradeFailed(table.name() + " had " + rows + " rows, " + leftOut
                    + " of them to be left out, and has " + arrived);
        }
        if (!key.isEmpty() && expressions.keySet().containsAll(key)) {
            long alike = 0;
            Set<String> texts = texts(sql);
            for (Range range : ranges) {
                alike += sql.count(alike(key, texts, range), range.bounds());
            }
            if (alike != arrived) {
                throw new UpgradeFailed(arrived - alike + " rows of " + table.name() + " differ from the old ones");
            }
        }
        if (leftOut > 0) {
            progress.accept(
                    table.name() + ": " + counted(leftOut) + " left out, " + UpgradeConversions.reason(table.name()));
        }
        if (rows > 0) {
            progress.accept(table.name() + ": " + counted(arrived) + ", compared");
        }
    }

    private static String counted(long rows) {
        return rows == 1 ? "1 row" : rows + " rows";
    }

    /**
     * Counts rows that are in both tables with the same key and all else the same. For each old row the new one is
     * looked up by its key: a plan that reads all new rows for every range would never come to its end.
     */
    private String alike(List<String> key, Set<String> texts, Range range) {
        List<String> columns = List.copyOf(expressions.keySet());
        String source = IntStream.range(0, columns.size())
                .mapToObj(i -> expressions.get(columns.get(i)) + " AS c" + i)
                .collect(Collectors.joining(", ", "SELECT ", " FROM " + old + where(range, key)));
        String join = key.stream()
                .map(column -> texts.contains(column)
                        ? same(column, columns.indexOf(column), texts)
                        : "n." + dialect.quoted(column) + " = o.c" + columns.indexOf(column))
                .collect(Collectors.joining(" AND "));
        String same = IntStream.range(0, columns.size())
                .mapToObj(i -> same(columns.get(i), i, texts))
                .collect(Collectors.joining(" AND "));
        String joined = dialect == SchemaDialect.POSTGRESQL ? " JOIN " : " STRAIGHT_JOIN ";
        return "SELECT COUNT(*) FROM (" + source + ") AS o" + joined + table.name() + " AS n ON " + join + " WHERE "
                + same;
    }

    private String same(String column, int i, Set<String> texts) {
        // PostgreSQL's json has no equality.
        String as = "json".equals(oldColumns.get(column)) && dialect == SchemaDialect.POSTGRESQL ? "::text" : "";
        String one = "n." + dialect.quoted(column) + as;
        String other = "o.c" + i + as;
        return texts.contains(column) ? dialect.same(bytes(one), bytes(other)) : dialect.same(one, other);
    }

    /** Texts in different character sets and collations cannot be compared, or are the same when they are not. */
    private static String bytes(String text) {
        return "CAST(CONVERT(" + text + " USING utf8mb4) AS BINARY)";
    }

    /** Columns of the new table that MySQL would compare by their collation. */
    private Set<String> texts(Sql sql) throws SQLException {
        return dialect == SchemaDialect.POSTGRESQL
                ? Set.of()
                : Set.copyOf(
                        sql.texts("SELECT column_name FROM information_schema.columns WHERE table_schema = DATABASE()"
                                + " AND table_name = '" + table.name() + "' AND collation_name IS NOT NULL"));
    }

    /** The new table's primary key, without which rows are only counted. */
    private List<String> key(Sql sql) throws SQLException {
        String schema = dialect == SchemaDialect.POSTGRESQL ? sql.connection().getSchema() : null;
        Map<Integer, String> columns = new TreeMap<>();
        try (ResultSet keys =
                sql.connection().getMetaData().getPrimaryKeys(sql.connection().getCatalog(), schema, table.name())) {
            while (keys.next()) {
                columns.put(keys.getInt("KEY_SEQ"), keys.getString("COLUMN_NAME"));
            }
        }
        return List.copyOf(columns.values());
    }
}
