package io.holdfast.store.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.store.Database;
import io.holdfast.store.LeaseTable;
import io.holdfast.store.TestDatabase;
import io.holdfast.store.TestDatabases;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

/** What the planner makes of the hot statements on new tables, which have no statistics yet. */
class PlanTests {

    @Test
    void clientsAreFoundByTheirOwnIndexesAndNotByTheirSubnet() throws SQLException {
        assertThat(plan(
                        LeaseTable.LEASE4,
                        new LeaseTexts(LeaseTable.LEASE4).ofClients,
                        "int4[], bytea[], bytea[], int8[]"))
                .contains("lease4_by_client_id_subnet_id", "lease4_by_hwaddr_subnet_id")
                .doesNotContain("lease4_by_subnet_id", "Seq Scan on lease4");
        assertThat(plan(
                        LeaseTable.LEASE6,
                        new LeaseTexts(LeaseTable.LEASE6).ofBoth,
                        "int4[], bytea[], int8[], int4[], text[]"))
                .contains("lease6_by_duid_iaid_subnet_id", "lease6_pkey")
                .doesNotContain("lease6_by_subnet_id", "Seq Scan on lease6");
    }

    /** With many rows and still without statistics, as after a lease file was uploaded. */
    private static final String FILL = """
            insert into lease6 (address, duid, valid_lifetime, expire, subnet_id, lease_type, iaid, prefix_len)
            select '2001:db8::'::inet + n, decode('00030001' || lpad(to_hex(n), 12, '0'), 'hex'), 3600, now(), 1, 0, n, 128
              from generate_series(1, 100000) n""";

    @Test
    void groupsOfChangesGoThroughThePrimaryKey() throws SQLException {
        LeaseTexts texts = new LeaseTexts(LeaseTable.LEASE6);
        String all = "text[], bytea[], int8[], int8[], int8[], int8[], int8[], int8[], int8[], bool[], bool[], text[],"
                + " bytea[], int8[], int8[], int8[], text[], int8[]";
        String expected = ", int8[], int8[], bytea[], int8[], int8[]";
        assertThat(plan(
                        LeaseTable.LEASE6,
                        texts.applying(true, true, true, true),
                        all + ", " + all + expected + ", text[]" + expected + ", int8, text[]"))
                .contains("lease6_pkey")
                .doesNotContain("Seq Scan on lease6", "lease6_by_");
    }

    private static String plan(LeaseTable table, String text, String types) throws SQLException {
        StringBuilder plan = new StringBuilder();
        TestDatabase given = TestDatabases.postgresql().withSchema();
        given.execute("alter table " + table.title() + " set (autovacuum_enabled = off)");
        if (table == LeaseTable.LEASE6) {
            given.execute(FILL);
        }
        try (Database database = given.open("lease", 1);
                Connection connection = database.promptSource().getConnection();
                Statement statement = connection.createStatement()) {
            String numbered = text;
            int parameters = 0;
            while (numbered.contains("?")) {
                numbered = numbered.replaceFirst("\\?", "\\$" + ++parameters);
            }
            statement.execute("prepare asked (" + types + ") as " + numbered);
            ResultSet rows =
                    statement.executeQuery("explain execute asked (null" + ", null".repeat(parameters - 1) + ")");
            while (rows.next()) {
                plan.append(rows.getString(1)).append('\n');
            }
        }
        return plan.toString();
    }
}
