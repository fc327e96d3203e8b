package io.holdfast.store.schema;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Looks for all that an upgrade could not carry over, before it changes anything. */
record UpgradeObjections(Sql sql, SchemaDialect dialect, UpgradePlan plan, Map<String, Map<String, String>> columns) {

    /** Each a sentence that names the place; none when all can be carried over. */
    List<String> find() throws SQLException {
        boolean postgresql = dialect == SchemaDialect.POSTGRESQL;
        List<String> objections = new ArrayList<>(unknownColumns());
        objections.addAll(foreign(
                "the trigger ",
                postgresql ? FOREIGN_TRIGGERS_POSTGRESQL : FOREIGN_TRIGGERS_MYSQL,
                ": note it down, drop it, and make it again afterwards"));
        objections.addAll(foreign(
                "the foreign key ",
                postgresql ? FOREIGN_KEYS_POSTGRESQL : FOREIGN_KEYS_MYSQL,
                ": drop it, and make it again afterwards"));
        if (postgresql) {
            objections.addAll(foreign("the view ", VIEWS, ": note it down, drop it, and make it again afterwards"));
        }
        objections.addAll(new UpgradeAttachments(sql, dialect, plan.tableNames()).objections());
        objections.addAll(remains());
        objections.addAll(unreadableAddresses());
        objections.addAll(unknownOptionTypes());
        List<String> collations = postgresql ? List.of() : new UpgradeCollations(sql, plan.tableNames()).objections();
        objections.addAll(collations);
        if (collations.isEmpty()) { // else MySQL may be unable to compare
            objections.addAll(new UpgradeReferences(sql, dialect, plan, columns).objections());
        }
        return objections;
    }

    /** What every Kea that can be upgraded has and this one has not, and what would be in the way. */
    private List<String> remains() throws SQLException {
        List<String> objections = new ArrayList<>();
        for (SchemaTable table : plan.tables()) {
            String name = table.name();
            if (!columns.containsKey(name) && !SchemaTable.NEW.contains(name)) {
                objections.add("the table " + name
                        + " is missing, which Kea 2.2 and later have; make it again, as empty" + " as it may be");
            }
            if (columns.containsKey(MysqlUpgrade.PREFIX + name)) {
                objections.add("there is a table " + MysqlUpgrade.PREFIX + name + ", left by another upgrade; drop it"
                        + " when its rows are not needed");
            }
        }
        if (dialect == SchemaDialect.POSTGRESQL
                && sql.count("SELECT COUNT(*) FROM pg_namespace WHERE nspname = '" + PostgresqlUpgrade.ASIDE + "'")
                        > 0) {
            objections.add("there is a schema " + PostgresqlUpgrade.ASIDE
                    + ", the name of which is needed; rename or drop it");
        }
        return objections;
    }

    private List<String> unknownColumns() {
        List<String> unknown = new ArrayList<>();
        for (SchemaTable table : plan.tables()) {
            Map<String, String> old = columns.getOrDefault(table.name(), Map.of());
            for (String column : old.keySet()) {
                if (!UpgradeConversions.accountsFor(table, column, old)) {
                    unknown.add("the column " + table.name() + "." + column
                            + " is not Kea's, and its values would be lost: keep them elsewhere and drop it");
                }
            }
        }
        return unknown;
    }

    private List<String> foreign(String kind, String query, String advice) throws SQLException {
        Set<String> tables = plan.tableNames();
        List<String> objections = new ArrayList<>();
        for (String row : sql.texts(query)) {
            // name, the table that it hangs on, and where it is when that is elsewhere
            String[] parts = row.split("\t");
            boolean ours =
                    parts.length == 2 ? plan.isOurs(parts[0]) : tables.contains(parts[2].toLowerCase(Locale.ROOT));
            if (tables.contains(parts[1].toLowerCase(Locale.ROOT)) && !ours) {
                objections.add(kind + parts[0] + " on " + parts[1] + " is not Kea's" + advice);
            }
        }
        return objections;
    }

    private static final String FOREIGN_TRIGGERS_POSTGRESQL = """
            SELECT t.tgname || E'\\t' || c.relname FROM pg_trigger AS t JOIN pg_class AS c ON c.oid = t.tgrelid
            WHERE NOT t.tgisinternal AND c.relnamespace = current_schema()::regnamespace ORDER BY 1""";

    private static final String FOREIGN_TRIGGERS_MYSQL = """
            SELECT CONCAT(trigger_name, '\\t', event_object_table) FROM information_schema.triggers
            WHERE trigger_schema = DATABASE() ORDER BY 1""";

    private static final String FOREIGN_KEYS_POSTGRESQL = """
            SELECT k.conname || E'\\t' || target.relname || E'\\t' || origin.relname FROM pg_constraint AS k
                JOIN pg_class AS target ON target.oid = k.confrelid JOIN pg_class AS origin ON origin.oid = k.conrelid
            WHERE k.contype = 'f' AND target.relnamespace = current_schema()::regnamespace ORDER BY 1""";

    private static final String FOREIGN_KEYS_MYSQL = """
            SELECT CONCAT(constraint_name, '\\t', referenced_table_name, '\\t', table_name)
            FROM information_schema.referential_constraints
            WHERE unique_constraint_schema = DATABASE() ORDER BY 1""";

    /** MySQL's views find a table again by its name. */
    private static final String VIEWS = """
            SELECT DISTINCT v.relname || E'\\t' || c.relname || E'\\t' || v.relname FROM pg_depend AS d
                JOIN pg_rewrite AS r ON r.oid = d.objid AND d.classid = 'pg_rewrite'::regclass
                JOIN pg_class AS v ON v.oid = r.ev_class AND v.relkind IN ('v', 'm')
                JOIN pg_class AS c ON c.oid = d.refobjid AND d.refclassid = 'pg_class'::regclass AND c.oid <> v.oid
            WHERE c.relnamespace = current_schema()::regnamespace ORDER BY 1""";

    private List<String> unreadableAddresses() throws SQLException {
        boolean mysql = dialect == SchemaDialect.MYSQL;
        if (!mysql && sql.connection().getMetaData().getDatabaseMajorVersion() < 16) {
            return List.of(); // PostgreSQL names the value itself when it cannot convert it, and undoes all
        }
        String readable = mysql ? "IS_IPV6(address) = 1" : "pg_input_is_valid(address, 'inet')";
        String number = mysql
                ? "IF(IS_IPV6(address), INET6_ATON(address), NULL)"
                : "CASE WHEN pg_input_is_valid(address, 'inet') THEN address::inet END";
        List<String> objections = new ArrayList<>();
        for (String table : List.of("lease6", "ipv6_reservations")) {
            String type = columns.getOrDefault(table, Map.of()).getOrDefault("address", "");
            if (!type.equals("varchar") && !type.equals("character varying")) {
                continue;
            }
            for (String address : sql.texts("SELECT address FROM " + table + " WHERE NOT (" + readable + ") LIMIT 5")) {
                objections.add(
                        table + " has an address that is none of IPv6: \"" + address + "\"; correct or delete it");
            }
            if (table.equals("lease6")) {
                for (String address : sql.texts("SELECT MIN(address) FROM lease6 WHERE " + readable + " GROUP BY "
                        + number + " HAVING COUNT(*) > 1 LIMIT 5")) {
                    objections.add("lease6 has the address " + address + " twice, in two spellings; delete one");
                }
            }
        }
        return objections;
    }

    private List<String> unknownOptionTypes() throws SQLException {
        List<String> objections = new ArrayList<>();
        for (String table : List.of("dhcp4_option_def", "dhcp6_option_def")) {
            if (columns.containsKey(table)) {
                String numbers = dialect == SchemaDialect.POSTGRESQL
                        ? "code || ' of space ' || space || ' has type ' || type"
                        : "CONCAT(code, ' of space ', space, ' has type ', type)";
                for (String option : sql.texts("SELECT " + numbers + " FROM " + table
                        + " WHERE record_types IS NULL AND type NOT IN"
                        + " (0, 1, 2, 3, 4, 5, 6, 7, 8, 10, 11, 12, 13, 14, 15, 16, 17, 254) LIMIT 5")) {
                    objections.add(
                            table + ": option " + option + ", which Kea 3.0 does not have; correct or delete it");
                }
            }
        }
        return objections;
    }
}
