package io.holdfast.store.schema;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What an upgrade will do with which table, made before anything is changed. */
record UpgradePlan(
        SchemaDialect dialect, List<SchemaScript> scripts, List<SchemaTable> tables, List<TableCopy> copies) {

    /**
     * @param oldColumns of the old tables, by the names they had
     * @param aside gives an old table's name once it is out of the way
     */
    static UpgradePlan of(
            SchemaDialect dialect, Map<String, Map<String, String>> oldColumns, UnaryOperator<String> aside) {
        List<SchemaScript> scripts = SchemaScript.of(dialect);
        List<SchemaTable> tables = SchemaTable.of(scripts);
        List<TableCopy> copies = new ArrayList<>();
        for (SchemaTable table : tables) {
            Map<String, String> columns = oldColumns.get(table.name());
            if (columns != null) {
                copies.add(new TableCopy(dialect, table, aside.apply(table.name()), columns));
            }
        }
        return new UpgradePlan(dialect, scripts, tables, copies);
    }

    Set<String> tableNames() {
        return tables.stream().map(SchemaTable::name).collect(Collectors.toSet());
    }

    /** Whether a trigger is one of Kea's. PostgreSQL's scripts put most names together, so their form has to do. */
    boolean isOurs(String trigger) {
        return dialect == SchemaDialect.POSTGRESQL
                ? TRIGGER_NAME.matcher(trigger).matches()
                : names(TRIGGER).contains(trigger.toLowerCase(Locale.ROOT));
    }

    /** Names of functions and procedures that are Kea's or our own, in lower case. */
    Set<String> routineNames() {
        return names(ROUTINE);
    }

    private Set<String> names(Pattern definition) {
        return scripts.stream()
                .flatMap(script -> definition.matcher(script.text()).results())
                .map(match -> match.group(1).toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
    }

    private static final Pattern TRIGGER_NAME =
            Pattern.compile("(?:lease[46]|dhcp[46]_\\w+)_(?:ains|aupd|adel|bins|bdel|modification_ts_update)");
    private static final Pattern TRIGGER = Pattern.compile("CREATE TRIGGER (\\w+)");
    private static final Pattern ROUTINE = Pattern.compile("CREATE (?:FUNCTION|PROCEDURE) (\\w+)");

    /** Fills the new tables and compares them with the old; triggers must be off. */
    void fill(Sql sql, Consumer<String> progress) throws SQLException, UpgradeFailed {
        for (TableCopy copy : copies) {
            copy.run(sql, progress);
        }
        sql.execute(RECOUNT);
        progress.accept("leases counted");
    }

    private static final List<String> RECOUNT = List.of("""
            INSERT INTO lease4_stat (subnet_id, state, leases)
            SELECT subnet_id, state, COUNT(*) FROM lease4
            WHERE state IN (0, 1) AND subnet_id IS NOT NULL GROUP BY subnet_id, state""", """
            INSERT INTO lease4_pool_stat (subnet_id, pool_id, state, leases)
            SELECT subnet_id, pool_id, state, COUNT(*) FROM lease4
            WHERE state IN (0, 1) AND subnet_id IS NOT NULL GROUP BY subnet_id, pool_id, state""", """
            INSERT INTO lease6_stat (subnet_id, lease_type, state, leases)
            SELECT subnet_id, lease_type, state, COUNT(*) FROM lease6
            WHERE state IN (0, 1, 4) AND subnet_id IS NOT NULL AND lease_type IS NOT NULL
            GROUP BY subnet_id, lease_type, state""", """
            INSERT INTO lease6_pool_stat (subnet_id, pool_id, lease_type, state, leases)
            SELECT subnet_id, pool_id, lease_type, state, COUNT(*) FROM lease6
            WHERE state IN (0, 1) AND subnet_id IS NOT NULL AND lease_type IS NOT NULL
            GROUP BY subnet_id, pool_id, lease_type, state""");
}
