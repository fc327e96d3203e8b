package io.holdfast.store.config.table;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a row is in a configuration file, where that takes more than one column at a time. */
public final class RowObjects {

    private static final String EXCLUDED = "excluded-prefix";
    private static final String EXCLUDED_LENGTH = "excluded-prefix-len";

    private RowObjects() {}

    /** Kea takes no notice of a space to be encapsulated by an array, which cannot have one. */
    public static Map<String, @Nullable Object> definition(Row row) throws SQLException {
        Map<String, @Nullable Object> definition = row.members();
        if (Boolean.TRUE.equals(definition.get("array"))) {
            definition.remove("encapsulate");
        }
        return definition;
    }

    /**
     * Formatted data counts before bytes; an option without both has no data.
     *
     * @param standardSpace of an option that names none
     */
    public static Map<String, @Nullable Object> option(Row row, String standardSpace) throws SQLException {
        Map<String, @Nullable Object> option = row.members();
        Object formatted = option.remove(ConfigTables.FORMATTED);
        Object bytes = option.remove(ConfigTables.BYTES);
        option.putIfAbsent("space", standardSpace);
        option.put("csv-format", formatted != null);
        if (formatted != null || bytes != null) {
            option.put("data", formatted != null ? formatted : bytes);
        }
        return option;
    }

    /** As Kea reads them, bounds of a lifetime mean nothing without the lifetime. */
    public static Map<String, @Nullable Object> withLifetimes(Row row) throws SQLException {
        Map<String, @Nullable Object> members = row.members();
        for (String lifetime : List.of("valid-lifetime", "preferred-lifetime")) {
            if (!members.containsKey(lifetime)) {
                members.remove("min-" + lifetime);
                members.remove("max-" + lifetime);
            }
        }
        return members;
    }

    public static Map<String, @Nullable Object> pool(Row row) throws SQLException {
        Map<String, @Nullable Object> pool = new LinkedHashMap<>();
        pool.put("pool", row.text("first") + " - " + row.text("last"));
        pool.putAll(row.members());
        return pool;
    }

    /** The length of an excluded prefix is never NULL, but 0 where there is none. */
    public static Map<String, @Nullable Object> pdPool(Row row) throws SQLException {
        Map<String, @Nullable Object> pool = row.members();
        if (Long.valueOf(0).equals(pool.get(EXCLUDED_LENGTH))) {
            pool.remove(EXCLUDED_LENGTH);
            pool.remove(EXCLUDED);
        } else if (!pool.containsKey(EXCLUDED)) {
            throw row.at("excluded_prefix").bad("has no prefix, but excluded_prefix_length a length");
        }
        return pool;
    }

    /** What is in another object; none where there is no such list. */
    public static List<Map<String, @Nullable Object>> maps(@Nullable Object list) {
        List<Map<String, @Nullable Object>> maps = new ArrayList<>();
        if (list instanceof List<?> items) {
            for (Object item : items) {
                Map<String, @Nullable Object> map = new LinkedHashMap<>();
                ((Map<?, ?>) item).forEach((name, value) -> map.put(String.valueOf(name), value));
                maps.add(map);
            }
        }
        return maps;
    }
}
