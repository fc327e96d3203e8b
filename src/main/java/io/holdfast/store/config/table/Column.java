package io.holdfast.store.config.table;

import io.holdfast.store.ConfigDialect;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A column and the keyword that a configuration file has for it.
 *
 * @param expression what is selected
 * @param none what is written where an object does not have it; absent for NULL
 */
record Column(
        String name,
        String expression,
        String keyword,
        Kind kind,
        @Nullable Object none) {

    /** The keyword is mostly the name with other dashes. */
    static Column of(String name, Kind kind) {
        return as(name, name.replace('_', '-'), kind);
    }

    static Column as(String name, String keyword, Kind kind) {
        return new Column(name, "t." + name, keyword, kind, null);
    }

    /** One that may not be NULL. */
    Column orElse(Object value) {
        return new Column(name, expression, keyword, kind, value);
    }

    Cell cell(Map<String, @Nullable Object> members, ConfigDialect dialect) {
        Object value = members.get(keyword);
        return new Cell(name, keyword, kind.placeholder(dialect), value == null ? none : kind.write(value));
    }
}
