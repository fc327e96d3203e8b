package io.holdfast.store.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Our scripts make what is written down in {@code catalogue-*.txt}. That this is what Kea makes is seen by
 * {@code src/test/interop/kea-database.sh}, where Kea is installed.
 */
class CatalogueTests {

    @ParameterizedTest
    @EnumSource
    void tablesIndexesConstraintsTriggersAndRoutinesAreAllThere(FreshDatabases kind) throws SQLException {
        assertAsWrittenDown(kind.initialised(), kind);
    }

    static void assertAsWrittenDown(DataSource database, FreshDatabases kind) throws SQLException {
        String name = kind == FreshDatabases.POSTGRESQL ? "catalogue-postgresql" : "catalogue-mysql";
        String[] queries = kind == FreshDatabases.POSTGRESQL
                ? new String[] {resource(name + ".sql")}
                : new String[] {"SET SESSION group_concat_max_len = 100000", resource(name + ".sql")};

        assertThat(alike(FreshDatabases.lines(database, queries)))
                .containsExactlyInAnyOrderElementsOf(
                        alike(resource(name + ".txt").lines().toList()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "lease_state           | state, name         | 0 default, 1 declined, 2 expired-reclaimed, 3 released, 4 registered",
                "lease6_types          | lease_type, name    | 0 IA_NA, 1 IA_TA, 2 IA_PD",
                "host_identifier_type  | type, name          | 0 hw-address, 1 duid, 2 circuit-id, 3 client-id, 4 flex-id",
                "dhcp_option_scope     | scope_id, scope_name | 0 global, 1 subnet, 2 client-class, 3 host, 4 shared-network, 5 pool, 6 pd-pool",
                "modification          | id, modification_type | 0 create, 1 update, 2 delete",
                "parameter_data_type   | id, name            | 0 integer, 1 real, 2 boolean, 4 string",
                "dhcp4_server          | id, tag             | 1 all",
                "dhcp6_server          | id, tag             | 1 all",
            })
    void numbersHaveTheirMeaning(String table, String columns, String rows) throws SQLException {
        for (FreshDatabases kind : List.of(FreshDatabases.POSTGRESQL, FreshDatabases.MARIADB)) {
            assertThat(FreshDatabases.lines(
                            Shared.of(kind), "SELECT CONCAT_WS(' ', " + columns + ") FROM " + table + " ORDER BY 1"))
                    .as("%s on %s", table, kind)
                    .containsExactly(rows.split(", "));
        }
    }

    /** Kea counts nothing when a change of configuration is written without a revision: it fails, and so does ours. */
    @Test
    void aChangeOfConfigurationIsAuditedUnderItsRevision() throws SQLException {
        DataSource database = FreshDatabases.POSTGRESQL.initialised();
        assertThat(FreshDatabases.lines(
                        database,
                        "SELECT createAuditRevisionDHCP4(now(), 'all', 'a test', false)",
                        "INSERT INTO dhcp4_subnet (subnet_id, subnet_prefix) VALUES (7, '192.0.2.0/24') RETURNING 'made'",
                        "INSERT INTO dhcp4_pool (start_address, end_address, subnet_id)"
                                + " VALUES ('192.0.2.1', '192.0.2.9', 7) RETURNING 'made'",
                        "INSERT INTO dhcp4_options (code, scope_id, pool_id, client_classes)"
                                + " VALUES (3, 5, 1, '[ ]') RETURNING 'made'",
                        // As Kea: what is deleted with its options is written as a whole.
                        "SELECT createAuditRevisionDHCP4(now(), 'all', 'a test', true)",
                        "DELETE FROM dhcp4_subnet RETURNING 'gone'",
                        "SELECT object_type || ' ' || object_id || ' ' || modification_type || ' ' || revision_id"
                                + " FROM dhcp4_audit ORDER BY id",
                        "SELECT count(*) FROM dhcp4_options"))
                .containsSubsequence(
                        "made",
                        "made",
                        "made",
                        "gone",
                        "dhcp4_subnet 7 0 1",
                        "dhcp4_subnet 7 1 1",
                        "dhcp4_subnet 7 2 2",
                        "0");
    }

    @ParameterizedTest
    @EnumSource
    void limitsAreCheckedAgainstTheCounters(FreshDatabases kind) throws SQLException {
        DataSource database = kind.initialised();
        String gold = "'{ \"ISC\": { \"client-classes\": [ \"gold\" ] } }'";
        FreshDatabases.execute(
                database,
                "INSERT INTO lease4 (address, subnet_id, state, user_context) VALUES (1, 7, 0, " + gold
                        + "), (2, 7, 0, " + gold + ")");

        assertThat(FreshDatabases.lines(
                        database,
                        check4("{ \"client-classes\": [ { \"name\": \"gold\", \"address-limit\": 2 } ] }"),
                        check4("{ \"client-classes\": [ { \"name\": \"gold\", \"address-limit\": 3 } ] }"),
                        check4("{ \"client-classes\": [ { \"name\": \"tin\", \"address-limit\": 1 } ],"
                                + " \"subnet\": { \"id\": 7, \"address-limit\": 2 } }"),
                        check4("{ }"),
                        "SELECT checkLease4Limits('{ }')"))
                .containsExactly(
                        "address limit 2 for client class \"gold\", current lease count 2",
                        "",
                        "address limit 2 for subnet ID 7, current lease count 2",
                        "",
                        "");
    }

    private static String check4(String limits) {
        return "SELECT checkLease4Limits('{ \"ISC\": { \"limits\": " + limits + " } }')";
    }

    /** MariaDB shows widths of numbers, and defaults in another way. */
    private static List<String> alike(List<String> lines) {
        return lines.stream()
                .map(line -> line.replaceAll("int\\(\\d+\\)", "int")
                        .replace("CURRENT_TIMESTAMP DEFAULT_GENERATED", "CURRENT_TIMESTAMP")
                        .replace("current_timestamp()", "CURRENT_TIMESTAMP"))
                .toList();
    }

    private static String resource(String name) {
        try (InputStream in = CatalogueTests.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("no resource " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One database of a kind for tests that only read. */
    private static final class Shared {

        private static final DataSource POSTGRESQL = make(FreshDatabases.POSTGRESQL);
        private static final DataSource MARIADB = make(FreshDatabases.MARIADB);

        static DataSource of(FreshDatabases kind) {
            return kind == FreshDatabases.POSTGRESQL ? POSTGRESQL : MARIADB;
        }

        private static DataSource make(FreshDatabases kind) {
            try {
                return kind.initialised();
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
