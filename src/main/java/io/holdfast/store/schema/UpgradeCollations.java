package io.holdfast.store.schema;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** On MySQL new tables get the database's collation, so the old ones must have it, too. */
record UpgradeCollations(Sql sql, Set<String> ours) {

    /** One for every collation that differs. */
    List<String> objections() throws SQLException {
        Map<String, Set<String>> tables = new TreeMap<>();
        for (String row : sql.texts("""
                SELECT CONCAT(collation_name, '\\t', table_name) FROM information_schema.columns
                WHERE table_schema = DATABASE() AND collation_name IS NOT NULL AND data_type NOT IN ('enum', 'set')
                  AND collation_name <> (SELECT default_collation_name FROM information_schema.schemata
                                         WHERE schema_name = DATABASE())""")) {
            String[] parts = row.split("\t");
            if (ours.contains(parts[1].toLowerCase(Locale.ROOT))) {
                tables.computeIfAbsent(parts[0], _ -> new TreeSet<>()).add(parts[1]);
            }
        }
        String database = sql.value("SELECT @@collation_database") + "";
        List<String> objections = new ArrayList<>();
        tables.forEach((collation, names) -> objections.add("texts in " + String.join(", ", names)
                + " have the collation " + collation + ", but new tables would have that of the database, " + database
                + ": make them the same, with ALTER DATABASE ... CHARACTER SET " + collation.replaceFirst("_.*", "")
                + " COLLATE " + collation + " (or each table with ALTER TABLE ... CONVERT TO CHARACTER SET "
                + database.replaceFirst("_.*", "") + " COLLATE " + database + ")"));
        return objections;
    }
}
