package io.holdfast.store.config.table;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Statements of one transaction. */
public record Statements(Connection connection, ConfigTables tables, Room room) {

    /** Every row of objects has the time of its last change. */
    private static final String CHANGED = "modification_ts";

    private static final String NOW = "current_timestamp";

    /** As the schema has it: {@code dhcp4_server} for {@code server}. */
    public String table(String name) {
        return tables.name(name);
    }

    public PreparedStatement prepare(String text, @Nullable Object... values) throws SQLException {
        return bound(connection.prepareStatement(text), values);
    }

    private static PreparedStatement bound(PreparedStatement statement, @Nullable Object... values)
            throws SQLException {
        try {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            return statement;
        } catch (SQLException e) {
            try (statement) {
                throw e; // what goes wrong in closing is added to it
            }
        }
    }

    /** @return how many rows it changed */
    public int update(String text, @Nullable Object... values) throws SQLException {
        try (PreparedStatement statement = prepare(text, values)) {
            return statement.executeUpdate();
        }
    }

    /** @return the key that the row was given, in this column; 0 when it brought its own */
    public long insert(String text, String column, @Nullable Object... values) throws SQLException {
        try (PreparedStatement statement = bound(connection.prepareStatement(text, new String[] {column}), values)) {
            statement.executeUpdate();
            try (ResultSet keys = statement.getGeneratedKeys()) {
                return keys.next() ? keys.getLong(1) : 0;
            }
        }
    }

    /**
     * A new row.
     *
     * @return the key that it was given; 0 when it brought its own
     */
    public long insert(Table table, List<Cell> cells) throws SQLException {
        room.check(connection, table.name(), cells);
        String columns = cells.stream().map(Cell::column).collect(Collectors.joining(", "));
        String places = cells.stream().map(Cell::placeholder).collect(Collectors.joining(", "));
        return insert(
                "insert into " + table.name() + " (" + columns + ", " + CHANGED + ") values (" + places + ", " + NOW
                        + ")",
                table.key(),
                values(cells).toArray());
    }

    /** Other columns than these stay. */
    public void update(Table table, long key, List<Cell> cells) throws SQLException {
        room.check(connection, table.name(), cells);
        String columns = cells.stream()
                .map(cell -> cell.column() + " = " + cell.placeholder())
                .collect(Collectors.joining(", "));
        List<@Nullable Object> values = values(cells);
        values.add(key);
        update(
                "update " + table.name() + " set " + columns + ", " + CHANGED + " = " + NOW + " where " + table.key()
                        + " = ?",
                values.toArray());
    }

    private static List<@Nullable Object> values(List<Cell> cells) {
        List<@Nullable Object> values = new ArrayList<>();
        cells.forEach(cell -> values.add(cell.value()));
        return values;
    }

    /** @param rest what follows the table, which is called {@code t} */
    public void each(Table table, String rest, List<Object> values, Query.Work work) throws SQLException {
        try (PreparedStatement statement = prepare(table.select(rest), values.toArray());
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                work.with(new Row(table, rows, rows.getLong(1)));
            }
        }
    }

    /** One column of texts. */
    public List<String> texts(String text, @Nullable Object... values) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (PreparedStatement statement = prepare(text, values);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                texts.add(String.valueOf(rows.getString(1)));
            }
        }
        return texts;
    }

    /** Changes of options are part of one of what they are in, until this is undone. */
    public void cascade(boolean on) throws SQLException {
        run(tables.dialect().cascade(on));
    }

    /** Runs what gives no numbers of changed rows: a query, a call. */
    public void run(String text, @Nullable Object... values) throws SQLException {
        try (PreparedStatement statement = prepare(text, values)) {
            statement.execute();
        }
    }

    /** One column of numbers. */
    public List<Long> keys(String text, @Nullable Object... values) throws SQLException {
        List<Long> keys = new ArrayList<>();
        try (PreparedStatement statement = prepare(text, values);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                keys.add(rows.getLong(1));
            }
        }
        return keys;
    }
}
