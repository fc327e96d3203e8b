package io.holdfast.store.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.store.TestDatabase;
import io.holdfast.store.schema.SchemaUpgrade.Manner;
import io.holdfast.store.schema.SchemaVersion.Numbered;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** On MySQL and MariaDB, what an interrupted upgrade left is not trusted when somebody has been there since. */
class InterruptedUpgradeTests {

    private static final Numbered OLD = new Numbered(14, 0);

    private static final String PUT_BACK = "CREATE TABLE schema_version AS SELECT * FROM holdfast_old_schema_version";

    @ParameterizedTest
    @EnumSource(names = {"MARIADB", "MYSQL"})
    void nothingPutAsideYetIsAsIfItHadNeverBegun(FreshDatabases kind) throws SQLException {
        DataSource database = OlderSchema.filled(kind);
        begun(database);
        FreshDatabases.execute(database, "ALTER TABLE lease4 ADD COLUMN customer INT");

        assertThat(reasons(database, Manner.ALONE)).contains("lease4.customer");

        FreshDatabases.execute(database, "ALTER TABLE lease4 DROP COLUMN customer");
        try (Connection server = database.getConnection()) {
            assertThat(server.isValid(1)).isTrue();
            assertThat(reasons(database, Manner.ALONE)).contains("in use");
        }
        assertThat(upgrade(database, Manner.DRY)).isEqualTo(new UpgradeOutcome.Possible(OLD, kind.ours()));
        assertUpgraded(database, kind);
    }

    /** A server that died among the renamings may leave some done, of MariaDB before 10.6. */
    @ParameterizedTest
    @EnumSource(names = {"MARIADB", "MYSQL"})
    void halfPutAsideGoesOn(FreshDatabases kind) throws SQLException {
        DataSource database = OlderSchema.filled(kind);
        DataSource whole = OlderSchema.filled(kind);
        assertUpgraded(whole, kind);
        begun(database);
        FreshDatabases.execute(
                database, "RENAME TABLE schema_version TO holdfast_old_schema_version, lease4 TO holdfast_old_lease4");

        assertUpgraded(database, kind);
        assertThat(TableRows.of(database)).isEqualTo(TableRows.of(whole));
    }

    @ParameterizedTest
    @EnumSource(names = {"MARIADB", "MYSQL"})
    void tablesPutBackAmongThosePutAsideAreNotTouched(FreshDatabases kind) throws SQLException {
        DataSource database = OlderSchema.filled(kind);
        begun(database);
        FreshDatabases.execute(database, "RENAME TABLE schema_version TO holdfast_old_schema_version", PUT_BACK);
        assertRefused(database, "put back since", "14.0");

        FreshDatabases.execute(
                database, "DROP TABLE schema_version", "CREATE TABLE holdfast_old_lease4 AS SELECT * FROM lease4");
        assertRefused(database, "put back since", "lease4");
    }

    @ParameterizedTest
    @EnumSource(names = {"MARIADB", "MYSQL"})
    void upgradedBySomebodyElseBeforeItBeganIsDone(FreshDatabases kind) throws SQLException {
        DataSource database = kind.initialised();
        begun(database);

        assertThat(upgrade(database, Manner.DRY)).isEqualTo(new UpgradeOutcome.UpToDate(kind.ours()));
        assertThat(upgrade(database, Manner.ALONE)).isEqualTo(new UpgradeOutcome.UpToDate(kind.ours()));
        assertThat(new SchemaMigrator(place(kind).settings()).prepare(database))
                .isEqualTo(new SchemaOutcome.Ready(kind.ours()));
    }

    @ParameterizedTest
    @EnumSource(names = {"MARIADB", "MYSQL"})
    void whileCopyingAnyVersionIsSomebodyElses(FreshDatabases kind) throws SQLException {
        DataSource database = cutWhile(kind, "leases counted");
        FreshDatabases.execute(database, "DROP TABLE IF EXISTS schema_version", PUT_BACK);
        assertRefused(database, "put back since", "14.0");

        // As kea-admin db-init does after the tables have been put aside.
        FreshDatabases.execute(database, "UPDATE schema_version SET version = 30, minor = 0");
        assertRefused(database, "put back since", "30.0");

        FreshDatabases.execute(database, "DROP TABLE schema_version");
        assertUpgraded(database, kind);
    }

    @ParameterizedTest
    @EnumSource(names = {"MARIADB", "MYSQL"})
    void whileCopyingAllOldTablesMustBeThere(FreshDatabases kind) throws SQLException {
        DataSource database = cutWhile(kind, "leases counted");
        FreshDatabases.execute(database, "RENAME TABLE holdfast_old_logs TO elsewhere");
        assertRefused(database, "holdfast_old_logs");

        FreshDatabases.execute(
                database,
                "RENAME TABLE elsewhere TO holdfast_old_logs",
                "UPDATE holdfast_old_schema_version SET version = 15");
        assertRefused(database, "have version 15.0, not 14.0");

        FreshDatabases.execute(database, "UPDATE holdfast_old_schema_version SET version = 14");
        try (Connection server = database.getConnection()) {
            assertThat(server.isValid(1)).isTrue();
            assertThat(reasons(database, Manner.ALONE)).contains("in use");
        }
        assertUpgraded(database, kind);
    }

    @ParameterizedTest
    @EnumSource(names = {"MARIADB", "MYSQL"})
    void theVersionAndTheNextStageComeTogether(FreshDatabases kind) throws SQLException {
        DataSource database = OlderSchema.filled(kind);
        assertThat(upgrade(database, Manner.AMONG_OTHERS, at("leases counted", () -> {
                    FreshDatabases.execute(database, """
                            CREATE TRIGGER full BEFORE UPDATE ON holdfast_upgrade FOR EACH ROW
                            SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'no room'""");
                })))
                .isInstanceOfSatisfying(
                        UpgradeOutcome.Impossible.class,
                        impossible ->
                                assertThat(impossible.reasons().getFirst()).contains("no room"));
        assertThat(FreshDatabases.lines(database, "SELECT version FROM schema_version"))
                .isEmpty();

        FreshDatabases.execute(database, "DROP TRIGGER full");
        assertUpgraded(database, kind);
    }

    @ParameterizedTest
    @EnumSource(names = {"MARIADB", "MYSQL"})
    void cleaningUpNeedsTheNewTables(FreshDatabases kind) throws SQLException {
        DataSource database = cutWhile(kind, "all is there, dropping the old tables");
        FreshDatabases.execute(database, "UPDATE schema_version SET version = 14");
        assertRefused(database, "14.0 though the upgrade was done");
        FreshDatabases.execute(database, "RENAME TABLE schema_version TO elsewhere");
        assertRefused(database, "is gone though the upgrade was done");

        FreshDatabases.execute(
                database, "RENAME TABLE elsewhere TO schema_version", "UPDATE schema_version SET version = 30");
        assertUpgraded(database, kind);
        assertThat(FreshDatabases.lines(database, "SHOW TABLES LIKE 'holdfast%'"))
                .isEmpty();
    }

    /** An upgrade takes its time, and a probe that waited for its end would be the last one. */
    @ParameterizedTest
    @EnumSource(names = {"MARIADB", "MYSQL"})
    @Timeout(30)
    void aServerDoesNotWaitForAnUpgrade(FreshDatabases kind) throws SQLException {
        DataSource database = OlderSchema.filled(kind);
        begun(database);
        try (Connection upgrade = database.getConnection()) {
            SchemaLock.take(upgrade, SchemaDialect.MYSQL);
            assertThat(new SchemaMigrator(place(kind).settings()).prepare(database))
                    .isInstanceOfSatisfying(
                            SchemaOutcome.Refused.class,
                            refused -> assertThat(refused.reason()).contains("is being upgraded"));
        }
    }

    private static void begun(DataSource database) throws SQLException {
        try (Connection connection = database.getConnection()) {
            new MysqlUpgrade(new Sql(connection), _ -> {}).begin(OLD);
        }
    }

    private static DataSource cutWhile(FreshDatabases kind, String step) throws SQLException {
        DataSource database = OlderSchema.filled(kind);
        try (Connection other = database.getConnection()) {
            Sql sql = new Sql(other);
            assertThat(upgrade(database, Manner.AMONG_OTHERS, at(step, () -> {
                        for (String id : sql.texts("SELECT id FROM information_schema.processlist"
                                + " WHERE db = DATABASE() AND id <> CONNECTION_ID()")) {
                            sql.execute("KILL " + id);
                        }
                    })))
                    .isInstanceOf(UpgradeOutcome.Impossible.class);
        }
        return database;
    }

    private interface Doing {
        void run() throws SQLException;
    }

    private static Consumer<String> at(String step, Doing doing) {
        return line -> {
            if (line.equals(step)) {
                try {
                    doing.run();
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
            }
        };
    }

    /** Whether asked in earnest or not, and not a row is another. */
    private static void assertRefused(DataSource database, String... said) throws SQLException {
        Map<String, List<String>> before = TableRows.of(database);
        List<String> tables = FreshDatabases.lines(database, "SHOW TABLES");
        for (Manner manner : Manner.values()) {
            assertThat(reasons(database, manner)).contains(said).contains("holdfast_upgrade", "drop");
        }
        assertThat(TableRows.of(database)).isEqualTo(before);
        assertThat(FreshDatabases.lines(database, "SHOW TABLES")).isEqualTo(tables);
    }

    private static String reasons(DataSource database, Manner manner) throws SQLException {
        UpgradeOutcome outcome = upgrade(database, manner);
        assertThat(outcome).isInstanceOf(UpgradeOutcome.Impossible.class);
        return String.join("\n", ((UpgradeOutcome.Impossible) outcome).reasons());
    }

    /** A session of a test that has just been closed may still be seen for a moment. */
    private static void assertUpgraded(DataSource database, FreshDatabases kind) throws SQLException {
        assertThat(upgrade(database, Manner.AMONG_OTHERS)).isEqualTo(new UpgradeOutcome.Upgraded(OLD, kind.ours()));
    }

    private static UpgradeOutcome upgrade(DataSource database, Manner manner) throws SQLException {
        return upgrade(database, manner, _ -> {});
    }

    private static UpgradeOutcome upgrade(DataSource database, Manner manner, Consumer<String> progress)
            throws SQLException {
        return new SchemaUpgrade(place(FreshDatabases.MYSQL).settings(), manner, progress).run(database);
    }

    private static TestDatabase place(FreshDatabases kind) {
        return TestDatabase.at(
                kind == FreshDatabases.POSTGRESQL
                        ? io.holdfast.config.BackendSettings.Type.POSTGRESQL
                        : io.holdfast.config.BackendSettings.Type.MYSQL,
                "db.example.org",
                0,
                "x",
                "kea",
                "secret");
    }
}
