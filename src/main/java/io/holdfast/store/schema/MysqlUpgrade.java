package io.holdfast.store.schema;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The upgrade on MySQL and MariaDB, where every definition commits by itself: in stages that a table of ours names, each
 * of which can be begun again. Old tables are renamed and stay untouched until their rows have been copied and compared,
 * so an interruption at any moment loses nothing.
 */
record MysqlUpgrade(Sql sql, Consumer<String> progress) {

    static final String PREFIX = "holdfast_old_";

    /** Names of at most 64 characters allow for the prefix: Kea's longest has 32. */
    static final String STATE = "holdfast_upgrade";

    /** What is being done; each begins with what an interrupted one of the same kind has left. */
    enum Stage {
        /** Old tables get the prefix; as long as the version has none, nothing is changed yet. */
        PUTTING_ASIDE,
        /** Tables without the prefix are new and may be made again at any time. */
        COPYING,
        /** The new tables are complete; those with the prefix may go. */
        CLEANING_UP
    }

    static final String COLUMNS = """
            SELECT table_name, column_name, data_type FROM information_schema.columns
            WHERE table_schema = DATABASE() ORDER BY table_name, ordinal_position""";

    static UpgradePlan plan(Map<String, Map<String, String>> columns) {
        return UpgradePlan.of(SchemaDialect.MYSQL, columns, table -> PREFIX + table);
    }

    /** Columns of the old tables by the names they had, wherever they are at this stage. */
    static Map<String, Map<String, String>> oldColumns(Map<String, Map<String, String>> all, Stage stage) {
        Map<String, Map<String, String>> old = new HashMap<>();
        if (stage == Stage.PUTTING_ASIDE) {
            old.putAll(all);
        }
        all.forEach((table, columns) -> {
            if (table.startsWith(PREFIX)) {
                old.put(table.substring(PREFIX.length()), columns);
            }
        });
        return old;
    }

    /** From here on servers find an upgrade under way. */
    void begin(SchemaVersion.Numbered from) throws SQLException {
        sql.execute(
                "CREATE TABLE IF NOT EXISTS " + STATE + " (id TINYINT NOT NULL PRIMARY KEY, version INT NOT NULL,"
                        + " minor INT NOT NULL, stage VARCHAR(16) NOT NULL) ENGINE = InnoDB",
                // One may be there from an earlier time that came no further than this.
                "REPLACE INTO " + STATE + " (id, version, minor, stage) VALUES (1, " + from.major() + ", "
                        + from.minor() + ", '" + Stage.PUTTING_ASIDE + "')");
    }

    void run(UpgradePlan plan, Stage from) throws SQLException, UpgradeFailed {
        sql.execute("SET SESSION lock_wait_timeout = 30");
        if (from == Stage.PUTTING_ASIDE) {
            putAside(plan);
        }
        if (from != Stage.CLEANING_UP) {
            dropNew(plan);
            freeNames(plan);
            make(plan);
        }
        cleanUp(plan);
    }

    /** One statement: before it nothing is changed, after it all is put aside. */
    private void putAside(UpgradePlan plan) throws SQLException {
        List<String> renamings = new ArrayList<>();
        Set<String> there = tables(sql);
        for (SchemaTable table : plan.tables()) {
            if (there.contains(table.name())) {
                // First the table that servers look at: MariaDB before 10.6 does not undo half of them after a crash.
                renamings.add(
                        table.name().equals(SchemaTable.VERSION) ? 0 : renamings.size(),
                        table.name() + " TO " + PREFIX + table.name());
            }
        }
        if (!renamings.isEmpty()) {
            sql.execute("RENAME TABLE " + String.join(", ", renamings));
        }
        reached(Stage.COPYING);
        progress.accept("old tables are put aside, as " + PREFIX + "...");
    }

    /** Triggers and foreign keys of the old tables have the names that those of the new ones need. */
    private void freeNames(UpgradePlan plan) throws SQLException {
        drop(
                "TRIGGER",
                sql
                        .texts("SELECT trigger_name FROM information_schema.triggers WHERE trigger_schema = DATABASE()")
                        .stream()
                        .filter(plan::isOurs)
                        .toList());
        for (SchemaTable table : plan.tables()) {
            for (String key : sql.texts("SELECT constraint_name FROM information_schema.referential_constraints"
                    + " WHERE constraint_schema = DATABASE() AND table_name = '" + PREFIX + table.name() + "'")) {
                sql.execute("ALTER TABLE " + PREFIX + table.name() + " DROP FOREIGN KEY " + quoted(key));
            }
        }
    }

    /** What an earlier attempt has made, and routines that are made anew. */
    private void dropNew(UpgradePlan plan) throws SQLException {
        sql.execute("SET SESSION foreign_key_checks = 0");
        Set<String> there = tables(sql);
        drop("TABLE", plan.tableNames().stream().filter(there::contains).toList());
        sql.execute("SET SESSION foreign_key_checks = 1");
        for (String kind : List.of("PROCEDURE", "FUNCTION")) {
            drop(
                    kind,
                    sql
                            .texts(
                                    "SELECT routine_name FROM information_schema.routines WHERE routine_schema = DATABASE()"
                                            + " AND routine_type = '" + kind + "'")
                            .stream()
                            .filter(name -> plan.routineNames().contains(name.toLowerCase(Locale.ROOT)))
                            .toList());
        }
    }

    /** All but the triggers, the rows, the triggers, and the version last of all. */
    private void make(UpgradePlan plan) throws SQLException, UpgradeFailed {
        List<String> triggers = new ArrayList<>();
        List<String> version = new ArrayList<>();
        for (SchemaScript script : plan.scripts()) {
            for (String statement : script.statements()) {
                if (statement.startsWith("CREATE TRIGGER ")) {
                    triggers.add(statement);
                } else if (script == plan.scripts().getLast()) {
                    version.add(statement);
                } else {
                    sql.execute(statement);
                }
            }
        }
        progress.accept("new tables are there");
        String mode = String.valueOf(sql.value("SELECT @@SESSION.sql_mode", List.of()));
        // A number 0 is a number here, not the wish for the next one.
        sql.execute("SET SESSION sql_mode = '" + mode + ",NO_AUTO_VALUE_ON_ZERO'");
        plan.fill(sql, progress);
        sql.execute("SET SESSION sql_mode = '" + mode + "'");
        sql.execute(triggers);
        sql.execute(version.subList(0, version.size() - 1));
        complete(version.getLast());
    }

    /** In one transaction: whoever finds the new version without the next stage knows that it is not ours. */
    private void complete(String versionRow) throws SQLException {
        Connection connection = sql.connection();
        connection.setAutoCommit(false);
        try {
            sql.execute(versionRow);
            reached(Stage.CLEANING_UP);
            connection.commit();
        } catch (SQLException e) {
            try {
                connection.rollback();
            } catch (SQLException lost) {
                e.addSuppressed(lost); // the server rolls back when it has lost us
            }
            throw e;
        }
        connection.setAutoCommit(true);
    }

    private void cleanUp(UpgradePlan plan) throws SQLException {
        progress.accept("all is there, dropping the old tables");
        Set<String> there = tables(sql);
        drop(
                "TABLE",
                plan.tables().stream()
                        .map(table -> PREFIX + table.name())
                        .filter(there::contains)
                        .toList());
        drop("TABLE", List.of(STATE));
    }

    private void reached(Stage stage) throws SQLException {
        sql.execute("UPDATE " + STATE + " SET stage = '" + stage + "'");
    }

    static Set<String> tables(Sql sql) throws SQLException {
        return Set.copyOf(sql.texts("SELECT table_name FROM information_schema.tables"
                + " WHERE table_schema = DATABASE() AND table_type = 'BASE TABLE'"));
    }

    private void drop(String kind, List<String> names) throws SQLException {
        for (String name : names) {
            sql.execute("DROP " + kind + " " + quoted(name));
        }
    }

    private static String quoted(String name) {
        return '`' + name.replace("`", "``") + '`';
    }
}
