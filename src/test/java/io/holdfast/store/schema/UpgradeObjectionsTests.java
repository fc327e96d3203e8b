package io.holdfast.store.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.config.BackendSettings.Type;
import io.holdfast.store.TestDatabase;
import io.holdfast.store.schema.SchemaUpgrade.Manner;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** What would stop an upgrade, or be lost by it, is said before anything is changed. */
class UpgradeObjectionsTests {

    @ParameterizedTest
    @EnumSource(names = {"MARIADB", "MYSQL"})
    void anotherCollationThanTheDatabasesIsNamedAndCanBeMended(FreshDatabases kind) throws SQLException {
        DataSource database = OlderSchema.filled(kind);
        String name = FreshDatabases.lines(database, "SELECT DATABASE()").getFirst();
        FreshDatabases.execute(database, "ALTER DATABASE " + name + " CHARACTER SET utf8mb4 COLLATE utf8mb4_slovak_ci");
        assertObjection(database, "lease4", "new tables would have that of the database, utf8mb4_slovak_ci");
        FreshDatabases.execute(
                database,
                "ALTER DATABASE " + name + " COLLATE "
                        + FreshDatabases.lines(
                                        database,
                                        "SELECT collation_name FROM information_schema.columns WHERE table_schema = DATABASE()"
                                                + " AND table_name = 'hosts' AND column_name = 'hostname'")
                                .getFirst());
        FreshDatabases.execute(
                database, "ALTER TABLE hosts MODIFY hostname VARCHAR(255) CHARACTER SET latin1 COLLATE latin1_bin");
        assertObjection(database, "texts in hosts have the collation latin1_bin", "CHARACTER SET latin1");

        FreshDatabases.execute(database, "ALTER TABLE hosts MODIFY hostname VARCHAR(255)");
        assertUpgraded(database, kind);
    }

    /** As texts are compared, upper and lower case are the same in most collations; rows must be the same in bytes. */
    @ParameterizedTest
    @EnumSource(names = {"MARIADB", "MYSQL"})
    void rowsAreComparedByteForByteInRanges(FreshDatabases kind) throws SQLException {
        DataSource database = OlderSchema.filled(kind);
        int many = TableCopy.CHUNK + 10;
        FreshDatabases.execute(
                database,
                "CREATE TABLE thousand AS WITH RECURSIVE t AS (SELECT 0 AS n UNION ALL SELECT n + 1 FROM t WHERE n < 999)"
                        + " SELECT n FROM t",
                "INSERT INTO lease4 (address, subnet_id, state, hostname, expire)"
                        + " SELECT 167772160 + n, 5, 0, 'small', '2030-01-01 00:00:00' FROM"
                        + " (SELECT a.n * 1000 + b.n AS n FROM thousand AS a CROSS JOIN thousand AS b) AS numbers WHERE n < "
                        + many);

        UpgradeOutcome outcome = upgrade(database, Manner.AMONG_OTHERS, line -> {
            if (line.startsWith("lease4: " + (many + 3))) {
                FreshDatabases.execute(database, "UPDATE lease4 SET hostname = 'SMALL' WHERE address = 167772170");
            }
        });

        assertThat(said(outcome)).contains("1 rows of lease4 differ").contains("correct it in its table holdfast_old_");
        assertUpgraded(database, kind);
    }

    @ParameterizedTest
    @EnumSource
    void rowsThatReferToNothingAreNamed(FreshDatabases kind) throws SQLException {
        DataSource database = OlderSchema.filled(kind);
        boolean postgresql = kind == FreshDatabases.POSTGRESQL;
        FreshDatabases.execute(
                database,
                postgresql ? "SET session_replication_role = replica" : "SET foreign_key_checks = 0",
                "INSERT INTO dhcp4_options_server (option_id, server_id, modification_ts)"
                        + " VALUES (4711, 1, '2024-01-01 00:00:00')",
                "UPDATE lease4 SET state = 9 WHERE address = 3221225985");
        assertObjection(
                database,
                "dhcp4_options_server: 1 rows refer by option_id to what is not in dhcp4_options, one to \"4711\"",
                "lease4: 1 rows refer by state to what is not in lease_state, one to \"9\"");

        FreshDatabases.execute(
                database,
                "DELETE FROM dhcp4_options_server WHERE option_id = 4711",
                "UPDATE lease4 SET state = 1 WHERE state = 9");
        assertUpgraded(database, kind);
    }

    @ParameterizedTest
    @EnumSource
    void missingTablesLeftoversAndForeignKeysToOthersAreNamed(FreshDatabases kind) throws SQLException {
        DataSource database = OlderSchema.filled(kind);
        boolean postgresql = kind == FreshDatabases.POSTGRESQL;
        FreshDatabases.execute(
                database,
                "CREATE TABLE customers (id INT PRIMARY KEY)",
                "ALTER TABLE logs ADD COLUMN customer INT",
                "ALTER TABLE logs ADD CONSTRAINT whose FOREIGN KEY (customer) REFERENCES customers (id)",
                postgresql ? "CREATE SCHEMA holdfast_old" : "CREATE TABLE holdfast_old_logs (id INT)",
                "DROP TABLE lease4_stat_by_client_class");

        assertObjection(
                database,
                "lease4_stat_by_client_class is missing",
                postgresql ? "there is a schema holdfast_old" : "there is a table holdfast_old_logs",
                "the foreign key whose from logs to a table that is not Kea's");
    }

    @Test
    void onPostgresqlPoliciesRulesPublicationsAndColumnGrantsAreNamed() throws SQLException {
        DataSource database = OlderSchema.filled(FreshDatabases.POSTGRESQL);
        FreshDatabases.execute(
                database,
                "ALTER TABLE lease4 ENABLE ROW LEVEL SECURITY",
                "CREATE POLICY mine ON lease4 USING (true)",
                "CREATE RULE quiet AS ON DELETE TO hosts DO INSTEAD NOTHING",
                "CREATE PUBLICATION news FOR TABLE lease6",
                "GRANT SELECT (address) ON lease6 TO PUBLIC");

        assertObjection(
                database,
                "row security is enabled on lease4",
                "the policy mine on lease4",
                "the rule quiet on hosts",
                "the publication news has the table lease6",
                "grants on the single column address of lease6");
    }

    @Test
    void onPostgresqlADryRunLooksAtAddresses() throws SQLException {
        DataSource database = OlderSchema.filled(FreshDatabases.POSTGRESQL);
        FreshDatabases.execute(
                database,
                "INSERT INTO lease6 (address, subnet_id, lease_type, state) VALUES ('fe80::zz', 5, 0, 0), ('fe80::1', 5, 0, 0),"
                        + " ('fe80:0::1', 5, 0, 0)");

        assertObjection(database, "fe80::zz", "twice, in two spellings");
    }

    @ParameterizedTest
    @EnumSource(names = {"MARIADB", "MYSQL"})
    void foreignKeysMayHaveAnyName(FreshDatabases kind) throws SQLException {
        DataSource database = OlderSchema.filled(kind);
        FreshDatabases.execute(
                database,
                "ALTER TABLE lease4 ADD CONSTRAINT `drop ``me``-1` FOREIGN KEY (state) REFERENCES lease_state (state)");

        assertUpgraded(database, kind);
    }

    @Test
    void onPostgresqlNumbersGoOnBeyondThoseGivenByHand() throws SQLException {
        DataSource database = OlderSchema.filled(FreshDatabases.POSTGRESQL);
        FreshDatabases.execute(database, "SELECT setval('hosts_host_id_seq', 1, false)");

        assertUpgraded(database, FreshDatabases.POSTGRESQL);

        assertThat(FreshDatabases.lines(database, "SELECT nextval('hosts_host_id_seq')"))
                .containsExactly("1003");
    }

    @Test
    void onPostgresqlSessionsAreSeenByThoseWhoMayNotLookAtThem() throws SQLException {
        DataSource database = FreshDatabases.POSTGRESQL.empty();
        FreshDatabases.execute(database, "DROP ROLE IF EXISTS looker", "CREATE ROLE looker LOGIN PASSWORD 'looker'");
        try (Connection server = database.getConnection();
                Connection looker = database.getConnection("looker", "looker")) {
            assertThat(server.isValid(1)).isTrue();
            assertThat(UpgradeSessions.others(new Sql(looker), SchemaDialect.POSTGRESQL))
                    .anyMatch(session -> session.startsWith("postgres"));
        } finally {
            FreshDatabases.execute(database, "DROP ROLE looker");
        }
    }

    @ParameterizedTest
    @EnumSource
    void timeLimitsOfTheSessionAreLifted(FreshDatabases kind) throws SQLException {
        try (Connection connection = kind.empty().getConnection()) {
            Sql sql = new Sql(connection);
            List<String> limits = switch (kind) {
                case POSTGRESQL ->
                    List.of("statement_timeout", "idle_in_transaction_session_timeout", "transaction_timeout");
                case MARIADB -> List.of("max_statement_time");
                case MYSQL -> List.of("max_execution_time");
            };
            for (String limit : limits) {
                sql.execute("SET SESSION " + limit + " = 5000");
            }
            UpgradeSessions.liftLimits(sql, SchemaDialect.of(connection));
            for (String limit : limits) {
                assertThat(sql.texts(kind == FreshDatabases.POSTGRESQL ? "SHOW " + limit : "SELECT @@SESSION." + limit))
                        .allMatch(value -> Double.parseDouble(value) == 0);
            }
        }
    }

    /** What became of the transaction is not known then. */
    @Test
    void onPostgresqlALostConfirmationIsNeitherSuccessNorFailure() throws SQLException {
        DataSource database = OlderSchema.filled(FreshDatabases.POSTGRESQL);

        UpgradeOutcome outcome = upgrade(
                new DelegatingDataSource(database) {
                    @Override
                    public Connection getConnection() throws SQLException {
                        return losingCommits(super.getConnection());
                    }
                },
                Manner.AMONG_OTHERS,
                _ -> {});

        assertThat(said(outcome))
                .contains("may be upgraded or as it was before", "db-version")
                .doesNotContain("It is as");
        assertThat(upgrade(database, Manner.AMONG_OTHERS, _ -> {}))
                .isEqualTo(new UpgradeOutcome.UpToDate(FreshDatabases.POSTGRESQL.ours()));
    }

    private static Connection losingCommits(Connection real) {
        return (Connection) Proxy.newProxyInstance(
                Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, (_, method, arguments) -> {
                    try {
                        Object result = method.invoke(real, arguments);
                        if (method.getName().equals("commit")) {
                            throw new SQLException("the line is dead", "08006");
                        }
                        return result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    @Test
    void whoLacksPrivilegesIsToldAll() {
        assertThat(SchemaAdvice.forPrivileges(new SQLException("permission denied", "42501")))
                .contains("own the tables", "CREATE on the database");
    }

    private static void assertObjection(DataSource database, String... said) throws SQLException {
        Map<String, List<String>> before = TableRows.of(database);
        for (Manner manner : List.of(Manner.DRY, Manner.AMONG_OTHERS)) {
            assertThat(said(upgrade(database, manner, _ -> {}))).contains(said);
        }
        assertThat(TableRows.of(database)).isEqualTo(before);
    }

    private static String said(UpgradeOutcome outcome) {
        assertThat(outcome).isInstanceOf(UpgradeOutcome.Impossible.class);
        return String.join("\n", ((UpgradeOutcome.Impossible) outcome).reasons());
    }

    private static void assertUpgraded(DataSource database, FreshDatabases kind) throws SQLException {
        assertThat(upgrade(database, Manner.AMONG_OTHERS, _ -> {}))
                .isInstanceOfSatisfying(
                        UpgradeOutcome.Upgraded.class,
                        upgraded -> assertThat(upgraded.to()).isEqualTo(kind.ours()));
    }

    private interface Watcher {
        void saw(String line) throws SQLException;
    }

    private static UpgradeOutcome upgrade(DataSource database, Manner manner, Watcher watcher) throws SQLException {
        Consumer<String> progress = line -> {
            try {
                watcher.saw(line);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        };
        TestDatabase place = TestDatabase.at(Type.MYSQL, "db.example.org", 0, "x", "kea", "secret");
        return new SchemaUpgrade(place.settings(), manner, progress).run(database);
    }
}
