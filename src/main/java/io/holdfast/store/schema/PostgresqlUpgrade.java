package io.holdfast.store.schema;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The upgrade on PostgreSQL, in one transaction: whatever fails or is interrupted, the database is as it was.
 *
 * <p>Old tables and functions go into a schema of their own, the scripts make everything anew, rows are copied and
 * compared, and the old schema goes.
 */
record PostgresqlUpgrade(Sql sql, Consumer<String> progress) {

    static final String ASIDE = "holdfast_old";

    static final String COLUMNS = """
            SELECT table_name, column_name, data_type FROM information_schema.columns
            WHERE table_schema = current_schema() ORDER BY table_name, ordinal_position""";

    static UpgradePlan plan(Map<String, Map<String, String>> columns) {
        return UpgradePlan.of(SchemaDialect.POSTGRESQL, columns, table -> ASIDE + "." + table);
    }

    void run(UpgradePlan plan, Map<String, Map<String, String>> columns) throws SQLException, UpgradeFailed {
        Connection connection = sql.connection();
        connection.setAutoCommit(false);
        try {
            replace(plan, columns);
            commit(connection);
        } catch (SQLException | UpgradeFailed | RuntimeException e) {
            try {
                connection.rollback();
            } catch (SQLException lost) {
                e.addSuppressed(lost); // the server rolls back when it has lost us
            }
            throw e;
        }
        connection.setAutoCommit(true);
    }

    /** An answer that is lost says nothing about what became of the transaction. */
    private static void commit(Connection connection) throws SQLException, UpgradeFailed {
        try {
            connection.commit();
        } catch (SQLException e) {
            String state = String.valueOf(e.getSQLState());
            if (state.startsWith("08") || state.startsWith("57P")) {
                throw new UpgradeFailed(
                        "the connection was lost as everything was confirmed (" + e.getMessage() + ")", false);
            }
            throw e;
        }
    }

    private void replace(UpgradePlan plan, Map<String, Map<String, String>> columns)
            throws SQLException, UpgradeFailed {
        putAside(plan, columns);
        for (SchemaScript script : plan.scripts()) {
            sql.execute(script.text());
        }
        progress.accept("new tables are there");
        returnForeignFunctions();
        refuseForeignTriggers();
        switchTriggers(plan, "DISABLE");
        // Rows are looked up by their keys; of new tables the planner knows too little to see that it is best.
        sql.execute("SET LOCAL enable_hashjoin = off", "SET LOCAL enable_mergejoin = off");
        plan.fill(sql, progress);
        sql.execute(sql.texts(SEQUENCES));
        sql.execute(sql.texts(GRANTS));
        switchTriggers(plan, "ENABLE");
        dropOld(plan, columns);
    }

    /** As the owner of the tables, whose the new ones are to be, too. */
    private void putAside(UpgradePlan plan, Map<String, Map<String, String>> columns) throws SQLException {
        sql.execute("SET LOCAL lock_timeout = '30s'");
        String owner = String.valueOf(sql.value(
                "SELECT quote_ident(pg_get_userbyid(relowner)) FROM pg_class WHERE oid = 'schema_version'::regclass",
                List.of()));
        // The owner's search path may begin with a schema of his name.
        sql.execute(sql.texts("SELECT format('SET LOCAL search_path = %I', current_schema())"));
        sql.execute("CREATE SCHEMA " + ASIDE + " AUTHORIZATION " + owner, "SET LOCAL ROLE " + owner);
        // First of all the table that servers look at.
        sql.execute("ALTER TABLE schema_version SET SCHEMA " + ASIDE);
        for (SchemaTable table : plan.tables()) {
            if (columns.containsKey(table.name()) && !table.name().equals(SchemaTable.VERSION)) {
                sql.execute("ALTER TABLE " + table.name() + " SET SCHEMA " + ASIDE);
            }
        }
        sql.execute(sql.texts(FUNCTIONS_ASIDE));
        progress.accept("old tables are put aside");
    }

    private static final String FUNCTIONS_ASIDE = """
            SELECT 'ALTER FUNCTION ' || p.oid::regprocedure || ' SET SCHEMA holdfast_old' FROM pg_proc AS p
            WHERE p.pronamespace = current_schema()::regnamespace AND p.prokind = 'f'
              AND pg_get_userbyid(p.proowner) = current_user
              AND NOT EXISTS (SELECT 1 FROM pg_depend AS d WHERE d.objid = p.oid AND d.deptype = 'e')""";

    /** What is not replaced was not Kea's. */
    private void returnForeignFunctions() throws SQLException {
        String home = String.valueOf(sql.value("SELECT quote_ident(current_schema())", List.of()));
        for (String function : sql.texts("""
                SELECT old.oid::regprocedure FROM pg_proc AS old WHERE old.pronamespace = 'holdfast_old'::regnamespace
                  AND NOT EXISTS (SELECT 1 FROM pg_proc AS new
                                  WHERE new.pronamespace = current_schema()::regnamespace AND new.proname = old.proname)
                """)) {
            sql.execute("ALTER FUNCTION " + function + " SET SCHEMA " + home);
        }
    }

    /** Those whose names only look like Kea's. */
    private void refuseForeignTriggers() throws SQLException, UpgradeFailed {
        List<String> foreign = sql.texts("""
                SELECT old.tgname FROM pg_trigger AS old JOIN pg_class AS t ON t.oid = old.tgrelid
                WHERE t.relnamespace = 'holdfast_old'::regnamespace AND NOT old.tgisinternal
                  AND NOT EXISTS (SELECT 1 FROM pg_trigger AS new JOIN pg_class AS n ON n.oid = new.tgrelid
                                  WHERE n.relnamespace = current_schema()::regnamespace AND new.tgname = old.tgname)""");
        if (!foreign.isEmpty()) {
            throw new UpgradeFailed("the triggers " + String.join(", ", foreign)
                    + " are not Kea's: note them down, drop them, and make them again afterwards");
        }
    }

    private void switchTriggers(UpgradePlan plan, String how) throws SQLException {
        for (SchemaTable table : plan.tables()) {
            sql.execute("ALTER TABLE " + table.name() + " " + how + " TRIGGER USER");
        }
    }

    /** Numbers go on where they were, and beyond those that somebody gave by hand. */
    private static final String SEQUENCES = """
            SELECT format('SELECT setval(%L, greatest(o.last_value, n.most), o.is_called OR n.most >= o.last_value)'
                              || ' FROM holdfast_old.%I AS o, (SELECT coalesce(max(%I), 0) AS most FROM %s) AS n',
                          new.oid::regclass, new.relname, a.attname, d.refobjid::regclass)
            FROM pg_class AS new JOIN pg_class AS old ON old.relname = new.relname AND old.relkind = 'S'
                JOIN pg_depend AS d ON d.classid = 'pg_class'::regclass AND d.objid = new.oid
                     AND d.refclassid = 'pg_class'::regclass AND d.deptype IN ('a', 'i')
                JOIN pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
            WHERE new.relkind = 'S' AND new.relnamespace = current_schema()::regnamespace
              AND old.relnamespace = 'holdfast_old'::regnamespace""";

    private static final String GRANTS = """
            SELECT format('GRANT %s ON %s%I TO %s%s', acl.privilege_type,
                          CASE old.relkind WHEN 'S' THEN 'SEQUENCE ' ELSE '' END, new.relname,
                          CASE acl.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(acl.grantee)) END,
                          CASE WHEN acl.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
            FROM pg_class AS old JOIN pg_class AS new ON new.relname = old.relname AND new.relkind = old.relkind
                CROSS JOIN LATERAL aclexplode(old.relacl) AS acl
            WHERE old.relnamespace = 'holdfast_old'::regnamespace AND new.relnamespace = current_schema()::regnamespace
              AND old.relkind IN ('r', 'S') AND acl.grantee <> old.relowner""";

    private void dropOld(UpgradePlan plan, Map<String, Map<String, String>> columns) throws SQLException {
        progress.accept("all is there, dropping the old tables");
        List<String> old = plan.tables().stream()
                .map(SchemaTable::name)
                .filter(columns::containsKey)
                .map(name -> ASIDE + "." + name)
                .toList();
        // Without CASCADE: nobody else's things are dropped with ours.
        sql.execute("DROP TABLE " + String.join(", ", old));
        sql.execute(
                sql.texts(
                        "SELECT 'DROP FUNCTION ' || oid::regprocedure FROM pg_proc WHERE pronamespace = 'holdfast_old'::regnamespace"));
        sql.execute("DROP SCHEMA " + ASIDE);
    }
}
