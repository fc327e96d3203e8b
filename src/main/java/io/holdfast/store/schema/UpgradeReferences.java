package io.holdfast.store.schema;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Rows that refer to rows which are not there, as a dump that was loaded without checks may have left them: the new
 * tables would not take them, and only after all had been put aside.
 */
record UpgradeReferences(Sql sql, SchemaDialect dialect, UpgradePlan plan, Map<String, Map<String, String>> columns) {

    private static final Pattern TABLE =
            Pattern.compile("^CREATE TABLE (\\w+) \\(\\R(.*?)^\\)", Pattern.MULTILINE | Pattern.DOTALL);

    /** As a line of its own, or behind its column. */
    private static final Pattern KEY = Pattern.compile(
            "(?:FOREIGN KEY \\((\\w+)\\)|^ {4}(?!(?:CONSTRAINT|PRIMARY|UNIQUE|FOREIGN|KEY|INDEX)\\b)(\\w+) [^,]*?)\\s+REFERENCES (\\w+) \\((\\w+)\\)",
            Pattern.MULTILINE);

    private record Reference(String table, String column, String target, String key) {}

    List<String> objections() throws SQLException {
        List<String> objections = new ArrayList<>();
        for (Reference reference : references()) {
            String column = dialect.quoted(reference.column());
            String broken = " FROM " + reference.table() + " AS r WHERE " + column
                    + " IS NOT NULL AND NOT EXISTS (SELECT 1 FROM " + reference.target() + " AS t WHERE t."
                    + dialect.quoted(reference.key()) + " = r." + column + ")";
            String value = String.valueOf(sql.value("SELECT MIN(" + column + ")" + broken));
            if (!value.equals("null")) {
                objections.add(reference.table() + ": " + sql.count("SELECT COUNT(*)" + broken)
                        + " rows refer by " + reference.column() + " to what is not in " + reference.target()
                        + ", one to \"" + value + "\"; correct or delete them");
            }
        }
        return objections;
    }

    private List<Reference> references() {
        List<Reference> references = new ArrayList<>();
        for (SchemaScript script : plan.scripts()) {
            Matcher table = TABLE.matcher(script.text());
            while (table.find()) {
                Matcher key = KEY.matcher(table.group(2));
                while (key.find()) {
                    String column = key.group(1) == null ? key.group(2) : key.group(1);
                    Reference reference = new Reference(table.group(1), column, key.group(3), key.group(4));
                    if (matters(reference) && !references.contains(reference)) {
                        references.add(reference);
                    }
                }
            }
        }
        return references;
    }

    /** Not when either side is new or only counted, nor when rows that refer to nothing are left out anyway. */
    private boolean matters(Reference reference) {
        Map<String, String> from = columns.getOrDefault(reference.table(), Map.of());
        boolean both = from.containsKey(reference.column())
                && columns.getOrDefault(reference.target(), Map.of()).containsKey(reference.key());
        boolean copied = plan.tables().stream()
                .anyMatch(table ->
                        table.name().equals(reference.table()) && table.filling() == SchemaTable.Filling.COPIED);
        boolean leftOut = UpgradeConversions.condition(dialect, reference.table(), from)
                .contains("FROM " + reference.target() + ")");
        return both && copied && !leftOut;
    }
}
