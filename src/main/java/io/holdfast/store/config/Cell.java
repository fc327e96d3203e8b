package io.holdfast.store.config;

import org.jspecify.annotations.Nullable;

/**
 * What is written into one column.
 *
 * @param keyword for messages
 * @param placeholder with one {@code ?} for the value
 */
record Cell(
        String column,
        String keyword,
        String placeholder,
        @Nullable Object value) {

    static Cell of(String column, @Nullable Object value) {
        return new Cell(column, column.replace('_', '-'), "?", value);
    }
}
