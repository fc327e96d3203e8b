package io.holdfast.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lanes wait while vacant prefixes are looked for: on a new table, too, that must not read every row there is. */
class PostgresqlVacancyPlanTests {

    private static final String FILL = """
            insert into lease6 (address, duid, valid_lifetime, expire, subnet_id, lease_type, iaid, prefix_len)
            select '2001:db8::'::inet + n * 4294967296, decode('00030001' || lpad(to_hex(n), 12, '0'), 'hex'), 3600,
                   now(), 1, 2, n, 96
              from generate_series(1, 20000) n""";

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatIsAroundAPrefixIsLookedUpByThePrimaryKey(boolean reuse) throws SQLException {
        TestDatabase given = TestDatabases.postgresql().withSchema();
        given.execute("alter table lease6 set (autovacuum_enabled = off)");
        given.execute(FILL);
        StringBuilder plan = new StringBuilder();
        try (Database database = given.open("lease", 1);
                Connection connection = database.promptSource().getConnection();
                Statement statement = connection.createStatement()) {
            LeaseDialect sql = database.dialect().leases(LeaseTable.LEASE6);
            String text = new VacantAddresses(LeaseTable.LEASE6, sql).around(59, reuse);
            int parameters = 0;
            while (text.contains("?")) {
                text = text.replaceFirst("\\?", "\\$" + ++parameters);
            }
            statement.execute("prepare asked as " + text);
            ResultSet rows =
                    statement.executeQuery("explain execute asked (null" + ", null".repeat(parameters - 1) + ")");
            while (rows.next()) {
                plan.append(rows.getString(1)).append('\n');
            }
        }
        assertThat(plan.toString()).contains("lease6_pkey").doesNotContain("Seq Scan on lease6", "lease6_by_");
    }
}
