package io.holdfast.store.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.store.TestDatabase;
import io.holdfast.store.schema.SchemaUpgrade.Manner;
import io.holdfast.store.schema.SchemaVersion.Numbered;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SchemaUpgradeTests {

    private final List<String> lines = new ArrayList<>();

    @ParameterizedTest
    @EnumSource
    void theTablesOfKea22BecomeThoseOfKea30(FreshDatabases kind) throws SQLException {
        DataSource database = OlderSchema.filled(kind);

        assertUpgraded(database, kind);
        CatalogueTests.assertAsWrittenDown(database, kind);
        assertRows(database, kind);
        assertThat(upgrade(database, kind, Manner.ALONE)).isEqualTo(new UpgradeOutcome.UpToDate(kind.ours()));
        assertThat(lines)
                .anyMatch(line -> line.startsWith("dhcp4_global_parameter: 2 rows left out, Kea 3.0 has no such"));
    }

    /** Not a row, and not a number in one, is lost or changed but as the table of conversions says. */
    private static void assertRows(DataSource database, FreshDatabases kind) throws SQLException {
        boolean postgresql = kind == FreshDatabases.POSTGRESQL;
        Map<String, List<String>> rows = TableRows.of(database);
        assertThat(rows.get("lease4")).hasSize(3).anyMatch(row -> row.contains("2025-10-26"));
        assertThat(rows.get("lease6"))
                .anyMatch(row ->
                        row.contains(postgresql ? "address=2001:db8::a" : "address=20010db8" + "0".repeat(23) + "a")
                                && row.contains("duid=000000 "))
                .hasSize(3);
        assertThat(rows.get("ipv6_reservations")).hasSize(2).allMatch(row -> row.contains("excluded_prefix=null"));
        for (String f : List.of("4", "6")) {
            String dhcp = "dhcp" + f;
            assertThat(rows.get(dhcp + "_options")).hasSize(f.equals("4") ? 6 : 7);
            assertThat(texts(database, "SELECT type FROM " + dhcp + "_option_def ORDER BY id"))
                    .containsExactly("8", "254");
            assertThat(texts(
                            database,
                            "SELECT CONCAT_WS(' ', id, name, value, parameter_type) FROM " + dhcp
                                    + "_global_parameter ORDER BY id"))
                    .containsExactly(
                            "1 valid-lifetime 3600 0",
                            "2 reservations-out-of-pool 1 2",
                            "3 ddns-conflict-resolution-mode no-check-with-dhcid 4");
            assertThat(texts(database, "SELECT parameter_id FROM " + dhcp + "_global_parameter_server ORDER BY 1"))
                    .containsExactly("1", "2");
            assertThat(texts(database, "SELECT client_classes FROM " + dhcp + "_subnet ORDER BY subnet_id"))
                    .containsExactly(null, "[ \"with \\\"quotes\\\"\" ]");
            assertThat(texts(database, "SELECT client_classes FROM " + dhcp + "_pool ORDER BY id"))
                    .containsExactly("[ \"gold\" ]", null);
            assertThat(texts(database, "SELECT evaluate_additional_classes FROM " + dhcp + "_shared_network"))
                    .containsExactly("[ \"late\" ]");
            assertThat(texts(database, "SELECT name FROM " + dhcp + "_client_class WHERE only_in_additional_list"))
                    .containsExactly("gold");
            // Copying is no change of the configuration.
            assertThat(rows.get(dhcp + "_audit_revision")).hasSize(2);
            assertThat(texts(database, "SELECT description FROM " + dhcp + "_server ORDER BY id"))
                    .containsExactly("everybody", "at the edge");
        }
        assertThat(texts(database, "SELECT CONCAT_WS(' ', subnet_id, state, leases) FROM lease4_stat ORDER BY 1"))
                .containsExactly("7 0 1", "7 1 1");
        assertThat(texts(
                        database,
                        "SELECT CONCAT_WS(' ', subnet_id, lease_type, state, leases) FROM lease6_stat ORDER BY 1"))
                .containsExactly("7 0 0 1", "7 0 1 1", "9 2 0 1");
        FreshDatabases.execute(database, "DELETE FROM lease4");
        assertThat(texts(database, "SELECT DISTINCT leases FROM lease4_stat")).containsExactly("0");
        FreshDatabases.execute(
                database,
                "INSERT INTO hosts (dhcp_identifier, dhcp_identifier_type, dhcp4_subnet_id) VALUES ('x', 0, 1)");
    }

    /** Whenever it is cut off, all rows are there, servers are told what to do, and the next run comes to the end. */
    @ParameterizedTest
    @EnumSource
    void interruptedAnywhereItLosesNothingAndGoesOn(FreshDatabases kind) throws SQLException {
        DataSource whole = OlderSchema.filled(kind);
        assertUpgraded(whole, kind);
        Map<String, List<String>> expected = TableRows.of(whole);
        int steps = lines.size();
        assertThat(steps).isGreaterThan(20);
        // As tables are put aside, as new ones are there, among the rows, and before the old ones go.
        for (int at : new int[] {1, 2, steps / 2, steps}) {
            TestDatabase place = OlderSchema.place(kind);
            DataSource database = FreshDatabases.source(place);
            OlderSchema.fill(database, kind);
            Map<String, List<String>> before = TableRows.of(database);

            assertThat(upgrade(database, kind, Manner.ALONE, killing(place, at)))
                    .as("killed at step %s", at)
                    .isInstanceOf(UpgradeOutcome.Impossible.class);

            if (kind == FreshDatabases.POSTGRESQL) {
                assertSame(database, before);
            }
            assertThat(new SchemaMigrator(place.settings()).prepare(database))
                    .isInstanceOfSatisfying(
                            SchemaOutcome.Refused.class,
                            refused -> assertThat(refused.reason()).contains("db-upgrade"));
            assertUpgraded(database, kind);
            assertSame(database, expected);
            CatalogueTests.assertAsWrittenDown(database, kind);
        }
    }

    private static void assertSame(DataSource database, Map<String, List<String>> expected) throws SQLException {
        Map<String, List<String>> rows = TableRows.of(database);
        assertThat(rows.keySet()).isEqualTo(expected.keySet());
        expected.forEach((table, lines) -> assertThat(rows.get(table)).as(table).isEqualTo(lines));
    }

    /** Ends everybody else's sessions as the given step is reached. */
    private static Consumer<String> killing(TestDatabase place, int at) {
        int[] steps = {0};
        return _ -> {
            if (++steps[0] == at) {
                try (Connection connection = place.connect()) {
                    Sql sql = new Sql(connection);
                    if (SchemaDialect.of(connection) == SchemaDialect.POSTGRESQL) {
                        sql.texts("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                                + " WHERE datname = current_database() AND pid <> pg_backend_pid()");
                    } else {
                        for (String id : sql.texts("SELECT id FROM information_schema.processlist"
                                + " WHERE db = DATABASE() AND id <> CONNECTION_ID()")) {
                            sql.execute("KILL " + id);
                        }
                    }
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
            }
        };
    }

    @ParameterizedTest
    @EnumSource
    void manyLeasesAreCopiedInPiecesWithProgress(FreshDatabases kind) throws SQLException {
        DataSource database = OlderSchema.filled(kind);
        int many = 2 * TableCopy.CHUNK + 10;
        boolean postgresql = kind == FreshDatabases.POSTGRESQL;
        String numbers = postgresql
                ? "FROM generate_series(1, " + many + ") AS n"
                : "FROM (SELECT a.n * 1000 + b.n AS n FROM thousand AS a CROSS JOIN thousand AS b) AS numbers WHERE n BETWEEN 1"
                        + " AND " + many;
        if (!postgresql) {
            FreshDatabases.execute(
                    database,
                    "CREATE TABLE thousand AS WITH RECURSIVE t AS (SELECT 0 AS n UNION ALL SELECT n + 1 FROM t WHERE n < 999)"
                            + " SELECT n FROM t");
        }
        String hex = postgresql ? "to_hex(n)" : "LOWER(HEX(n))";
        FreshDatabases.execute(
                database,
                "INSERT INTO lease4 (address, subnet_id, state, expire) SELECT 167772160 + n, 5, 0, '2030-01-01 00:00:00' "
                        + numbers,
                "INSERT INTO lease6 (address, subnet_id, lease_type, state) SELECT CONCAT('2001:db8:5::', " + hex
                        + "), 5, 0, 0 " + numbers);

        assertUpgraded(database, kind);

        assertThat(texts(database, "SELECT COUNT(*) FROM lease4 WHERE subnet_id = 5"))
                .containsExactly("" + many);
        assertThat(texts(database, "SELECT leases FROM lease6_stat WHERE subnet_id = 5"))
                .containsExactly("" + many);
        assertThat(lines)
                .contains(
                        "lease4: " + TableCopy.CHUNK + " of " + (many + 3) + " rows",
                        "lease6: " + (many + 3) + " of " + (many + 3) + " rows",
                        "lease6: " + (many + 3) + " rows, compared");
    }

    @ParameterizedTest
    @EnumSource
    void whatCannotBeCarriedOverIsNamedBeforeAnythingIsChanged(FreshDatabases kind) throws SQLException {
        boolean postgresql = kind == FreshDatabases.POSTGRESQL;
        DataSource database = OlderSchema.filled(kind);
        FreshDatabases.execute(
                database,
                "ALTER TABLE lease4 ADD COLUMN customer INT",
                "CREATE TABLE bills (id INT PRIMARY KEY, host "
                        + (postgresql ? "INT" : "INT UNSIGNED, FOREIGN KEY (host)")
                        + " REFERENCES hosts (host_id))",
                postgresql
                        ? "CREATE TRIGGER spy AFTER DELETE ON lease4 FOR EACH ROW EXECUTE FUNCTION func_lease4_adel()"
                        : "CREATE TRIGGER spy AFTER DELETE ON lease4 FOR EACH ROW SET @spied = 1",
                "CREATE VIEW given AS SELECT * FROM lease6",
                postgresql ? "SELECT set_config('kea.disable_audit', 'true', false)" : "SET @disable_audit = 1",
                "UPDATE dhcp4_option_def SET type = 9 WHERE id = 31");
        Map<String, List<String>> before = TableRows.of(database);

        for (Manner manner : List.of(Manner.DRY, Manner.ALONE)) {
            assertThat(upgrade(database, kind, manner))
                    .isInstanceOfSatisfying(UpgradeOutcome.Impossible.class, impossible -> {
                        assertThat(impossible.reasons()).hasSize(postgresql ? 5 : 4);
                        assertThat(String.join("\n", impossible.reasons()))
                                .contains("lease4.customer", "spy on lease4", "on hosts is not Kea's", "has type 9");
                    });
        }
        assertSame(database, before);
        assertThat(new SchemaMigrator(database("x", kind).settings()).version(database))
                .isEqualTo(oldest(kind));
    }

    @ParameterizedTest
    @EnumSource
    void aTriggerThatOnlyLooksLikeKeasIsNotLost(FreshDatabases kind) throws SQLException {
        DataSource database = OlderSchema.filled(kind);
        FreshDatabases.execute(
                database,
                "CREATE TRIGGER dhcp4_mine_ains AFTER INSERT ON dhcp4_pool FOR EACH ROW "
                        + (kind == FreshDatabases.POSTGRESQL
                                ? "EXECUTE FUNCTION modification_ts_update()"
                                : "SET @mine = 1"));
        Map<String, List<String>> before = TableRows.of(database);

        assertThat(upgrade(database, kind, Manner.ALONE))
                .isInstanceOfSatisfying(
                        UpgradeOutcome.Impossible.class,
                        impossible ->
                                assertThat(impossible.reasons().getFirst()).contains("dhcp4_mine_ains", "not Kea's"));
        assertSame(database, before);
    }

    @ParameterizedTest
    @EnumSource
    void anAddressThatIsNoneStopsItBeforeAnythingIsLost(FreshDatabases kind) throws SQLException {
        DataSource database = OlderSchema.filled(kind);
        FreshDatabases.execute(
                database,
                "INSERT INTO lease6 (address, subnet_id, lease_type, state) VALUES ('fe80::zz', 5, 0, 0), ('fe80::1', 5, 0, 0),"
                        + " ('fe80:0::1', 5, 0, 0)");
        Map<String, List<String>> before = TableRows.of(database);

        assertThat(upgrade(database, kind, Manner.ALONE))
                .isInstanceOfSatisfying(
                        UpgradeOutcome.Impossible.class,
                        impossible -> assertThat(String.join(" ", impossible.reasons()))
                                .contains("fe80::zz"));
        assertSame(database, before);

        FreshDatabases.execute(database, "DELETE FROM lease6 WHERE address IN ('fe80::zz', 'fe80:0::1')");
        assertUpgraded(database, kind);
    }

    @ParameterizedTest
    @EnumSource
    void othersAreNotSweptAsideAndADryRunChangesNothing(FreshDatabases kind) throws SQLException {
        DataSource database = OlderSchema.filled(kind);
        try (Connection server = database.getConnection()) {
            assertThat(server.isValid(1)).isTrue();
            assertThat(upgrade(database, kind, Manner.DRY))
                    .isEqualTo(new UpgradeOutcome.Possible(oldest(kind), kind.ours()));
            assertThat(upgrade(database, kind, Manner.ALONE))
                    .isInstanceOfSatisfying(
                            UpgradeOutcome.Impossible.class,
                            impossible ->
                                    assertThat(impossible.reasons().getFirst()).contains("is in use by", "--in-use"));
            assertThat(lines).isEmpty();
            assertThat(upgrade(database, kind, Manner.AMONG_OTHERS))
                    .isEqualTo(new UpgradeOutcome.Upgraded(oldest(kind), kind.ours()));
        }
    }

    @ParameterizedTest
    @EnumSource
    void versionsThatCannotBeUpgradedAreRefusedWithWhatCanBeDone(FreshDatabases kind) throws SQLException {
        DataSource database = kind.initialised();

        assertThat(reason(database, kind, "UPDATE schema_version SET version = 9, minor = 6"))
                .contains("9.6", "kea-admin db-upgrade", "of Kea 2.2 or later");
        assertThat(reason(database, kind, "UPDATE schema_version SET version = 32"))
                .contains("kea-admin db-upgrade", "of Kea 3.2");
        assertThat(reason(database, kind, "UPDATE schema_version SET version = 77"))
                .contains("newer server");
        assertThat(reason(kind.empty(), kind, "SELECT 1")).contains("is empty", "db-init");
        assertThat(reason(kind.empty(), kind, "CREATE TABLE customers (id INT)"))
                .contains("customers");
    }

    private String reason(DataSource database, FreshDatabases kind, String statement) throws SQLException {
        FreshDatabases.execute(database, statement);
        UpgradeOutcome outcome = upgrade(database, kind, Manner.ALONE);
        assertThat(outcome).isInstanceOf(UpgradeOutcome.Impossible.class);
        return String.join(" ", ((UpgradeOutcome.Impossible) outcome).reasons());
    }

    /** What an administrator gave to others, and functions that are not Kea's, stay; numbers go on where they were. */
    @Test
    void onPostgresqlGrantsSequencesOwnersAndForeignFunctionsStay() throws SQLException {
        FreshDatabases kind = FreshDatabases.POSTGRESQL;
        DataSource database = OlderSchema.filled(kind);
        FreshDatabases.execute(
                database,
                "DROP ROLE IF EXISTS reader, keeper",
                "CREATE ROLE reader",
                "CREATE ROLE keeper",
                "GRANT ALL ON SCHEMA public TO keeper",
                ALL_TO_KEEPER,
                "GRANT SELECT ON lease4 TO reader WITH GRANT OPTION",
                "GRANT UPDATE ON hosts_host_id_seq TO PUBLIC",
                "CREATE FUNCTION mine() RETURNS int LANGUAGE sql AS 'SELECT 42'",
                "SELECT setval('hosts_host_id_seq', 4711)");
        try {
            assertUpgraded(database, kind);

            assertThat(texts(database, "SELECT DISTINCT tableowner FROM pg_tables WHERE schemaname = 'public'"))
                    .containsExactly("keeper");
            assertThat(texts(database, "SELECT has_table_privilege('reader', 'lease4', 'SELECT WITH GRANT OPTION')"))
                    .containsExactly("t");
            assertThat(texts(database, "SELECT has_sequence_privilege('reader', 'hosts_host_id_seq', 'UPDATE')"))
                    .containsExactly("t");
            assertThat(texts(database, "SELECT mine()")).containsExactly("42");
            assertThat(texts(database, "SELECT nextval('hosts_host_id_seq')")).containsExactly("4712");
        } finally {
            FreshDatabases.execute(database, "DROP OWNED BY reader, keeper CASCADE", "DROP ROLE reader, keeper");
        }
    }

    private static final String ALL_TO_KEEPER = """
            DO $$
            DECLARE
                command text;
            BEGIN
                FOR command IN
                    SELECT format('ALTER TABLE %I OWNER TO keeper', tablename) FROM pg_tables WHERE schemaname = 'public'
                    UNION ALL
                    SELECT 'ALTER FUNCTION ' || oid::regprocedure || ' OWNER TO keeper' FROM pg_proc
                    WHERE pronamespace = 'public'::regnamespace
                LOOP
                    EXECUTE command;
                END LOOP;
            END $$""";

    @Test
    void aScriptThatEndsWithinAStatementIsAnError() {
        assertThat(new SchemaScript(1, "x", "-- a\nSELECT 1;\n\nDELIMITER //\nBEGIN;\nEND //\nDELIMITER ;\n")
                        .statements())
                .containsExactly("SELECT 1", "BEGIN;\nEND");
        assertThatThrownBy(() -> new SchemaScript(2, "x", "SELECT 1").statements())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("V2");
    }

    private void assertUpgraded(DataSource database, FreshDatabases kind) throws SQLException {
        lines.clear();
        assertThat(upgrade(database, kind, Manner.ALONE))
                .isEqualTo(new UpgradeOutcome.Upgraded(oldest(kind), kind.ours()));
    }

    private static Numbered oldest(FreshDatabases kind) {
        return kind == FreshDatabases.POSTGRESQL ? new Numbered(13, 0) : new Numbered(14, 0);
    }

    private UpgradeOutcome upgrade(DataSource database, FreshDatabases kind, Manner manner) throws SQLException {
        return upgrade(database, kind, manner, lines::add);
    }

    private static UpgradeOutcome upgrade(
            DataSource database, FreshDatabases kind, Manner manner, Consumer<String> progress) throws SQLException {
        return new SchemaUpgrade(database("x", kind).settings(), manner, progress).run(database);
    }

    private static TestDatabase database(String name, FreshDatabases kind) {
        return TestDatabase.at(
                kind == FreshDatabases.POSTGRESQL
                        ? io.holdfast.config.BackendSettings.Type.POSTGRESQL
                        : io.holdfast.config.BackendSettings.Type.MYSQL,
                "db.example.org",
                0,
                name,
                "kea",
                "secret");
    }

    private static List<String> texts(DataSource database, String query) throws SQLException {
        return FreshDatabases.lines(database, query);
    }
}
