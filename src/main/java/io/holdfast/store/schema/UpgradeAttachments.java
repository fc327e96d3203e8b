package io.holdfast.store.schema;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What an administrator may have given to Kea's tables and the new ones would not have. */
record UpgradeAttachments(Sql sql, SchemaDialect dialect, Set<String> ours) {

    /** A query gives what it is called and the table it belongs to, with a tab between them. */
    private record Kind(String query, String what, String advice) {}

    private static final String REMOVE = "note it down, remove it, and make it again afterwards";

    private static final List<Kind> POSTGRESQL = List.of(
            new Kind("""
                    SELECT k.conname || E'\\t' || c.relname FROM pg_constraint AS k JOIN pg_class AS c ON c.oid = k.conrelid
                        JOIN pg_class AS t ON t.oid = k.confrelid
                    WHERE k.contype = 'f' AND c.relnamespace = current_schema()::regnamespace
                      AND (t.relnamespace <> c.relnamespace OR NOT t.relname = ANY (string_to_array('%s', ',')))
                    ORDER BY 1""", "the foreign key %s from %s to a table that is not Kea's", REMOVE),
            new Kind("""
                    SELECT p.polname || E'\\t' || c.relname FROM pg_policy AS p JOIN pg_class AS c ON c.oid = p.polrelid
                    WHERE c.relnamespace = current_schema()::regnamespace ORDER BY 1""", "the policy %s on %s", REMOVE),
            new Kind("""
                    SELECT 'row security' || E'\\t' || relname FROM pg_class
                    WHERE relnamespace = current_schema()::regnamespace AND relrowsecurity ORDER BY 1""", "%s is enabled on %s", "disable it, and enable it again afterwards"),
            new Kind("""
                    SELECT rulename || E'\\t' || tablename FROM pg_rules WHERE schemaname = current_schema() ORDER BY 1""", "the rule %s on %s", REMOVE),
            new Kind("""
                    SELECT p.pubname || E'\\t' || c.relname FROM pg_publication_rel AS r
                        JOIN pg_publication AS p ON p.oid = r.prpubid JOIN pg_class AS c ON c.oid = r.prrelid
                    WHERE c.relnamespace = current_schema()::regnamespace ORDER BY 1""", "the publication %s has the table %s", "take the table out, and add it again afterwards"),
            new Kind(
                    """
                    SELECT a.attname || E'\\t' || c.relname FROM pg_attribute AS a JOIN pg_class AS c ON c.oid = a.attrelid
                    WHERE c.relnamespace = current_schema()::regnamespace AND a.attacl IS NOT NULL ORDER BY 1""",
                    "there are grants on the single column %s of %s",
                    "revoke them, and grant them again afterwards"));

    private static final List<Kind> MYSQL = List.of(
            new Kind("""
                    SELECT CONCAT(constraint_name, '\\t', table_name) FROM information_schema.referential_constraints
                    WHERE constraint_schema = DATABASE()
                      AND (unique_constraint_schema <> DATABASE() OR NOT FIND_IN_SET(LOWER(referenced_table_name), '%s'))
                    ORDER BY 1""", "the foreign key %s from %s to a table that is not Kea's", REMOVE),
            new Kind(
                    """
                    SELECT CONCAT(create_options, '\\t', table_name) FROM information_schema.tables
                    WHERE table_schema = DATABASE() AND table_type = 'BASE TABLE'
                      AND create_options REGEXP '(ENCRYPT(ION|ED)).{0,3}=.{0,3}(Y|ON)' ORDER BY 1""",
                    "there is %s for %s",
                    "the new tables would be made as the database's default says, perhaps in the clear:"
                            + " decrypt the table, and encrypt it again afterwards"));

    List<String> objections() throws SQLException {
        List<String> objections = new ArrayList<>();
        for (Kind kind : dialect == SchemaDialect.POSTGRESQL ? POSTGRESQL : MYSQL) {
            for (String row : sql.texts(kind.query().replace("%s", String.join(",", ours)))) {
                String[] parts = row.split("\t");
                if (ours.contains(parts[1].toLowerCase(Locale.ROOT))) {
                    objections.add(kind.what().formatted(parts[0], parts[1]) + " would be lost: " + kind.advice());
                }
            }
        }
        return objections;
    }
}
