package io.holdfast.store.config.table;

import io.holdfast.store.ConfigDialect;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A table with objects of the configuration.
 *
 * @param key its numeric key
 * @param links expressions beside the columns, by the names under which {@link Row} gives them
 */
public record Table(String name, String key, Map<String, String> links, List<Column> columns) {

    /** @param rest what follows the table, which is called {@code t} */
    public String select(String rest) {
        String fields = Stream.of(
                        Stream.of("t." + key + " as row_key"),
                        columns.stream().map(Column::expression),
                        links.entrySet().stream().map(link -> link.getValue() + " as " + link.getKey()))
                .flatMap(part -> part)
                .collect(Collectors.joining(", "));
        return "select " + fields + " from " + name + " t " + rest;
    }

    /** What an object is written as, all columns but the key. */
    public List<Cell> cells(Map<String, @Nullable Object> members, ConfigDialect dialect) {
        return columns.stream()
                .filter(column -> !column.name().equals(key))
                .map(column -> column.cell(members, dialect))
                .toList();
    }

    /** The columns of the row that the cursor is at, by their keywords, without those that are NULL. */
    Map<String, @Nullable Object> members(ResultSet rows, long row) throws SQLException {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        int at = 2; // after the key
        for (Column column : columns) {
            Object value = column.kind().read(rows, at++, new Place(name, row, column.name()));
            if (value != null) {
                members.put(column.keyword(), value);
            }
        }
        return members;
    }
}
