package io.holdfast.store.config.table;

import org.jspecify.annotations.Nullable;

/**
 * What is written into one column.
 *
 * @param keyword for messages
 * @param placeholder with one {@code ?} for the value
 */
public record Cell(
        String column,
        String keyword,
        String placeholder,
        @Nullable Object value) {

    public static Cell of(String column, @Nullable Object value) {
        return new Cell(column, column.replace('_', '-'), "?", value);
    }
}
