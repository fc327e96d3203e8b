package io.holdfast.store.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.store.Database;
import io.holdfast.store.TestDatabases;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

/** What the planner makes of the hot statement on a new table, which has no statistics yet. */
class PlanTests {

    @Test
    void clientsAreFoundByTheirOwnIndexesAndNotByTheirSubnet() throws SQLException {
        try (Database database = TestDatabases.postgresql().withSchema().open("lease", 1);
                Connection connection = database.promptSource().getConnection()) {
            String plan = plan(connection, PostgresqlLeases.OF_CLIENTS);
            assertThat(plan)
                    .contains("lease4_by_client_id_subnet_id", "lease4_by_hwaddr_subnet_id")
                    .doesNotContain("lease4_by_subnet_id", "Seq Scan on lease4");
        }
    }

    private static String plan(Connection connection, String text) throws SQLException {
        String numbered = text;
        for (int parameter = 1; numbered.contains("?"); parameter++) {
            numbered = numbered.replaceFirst("\\?", "\\$" + parameter);
        }
        StringBuilder plan = new StringBuilder();
        try (Statement statement = connection.createStatement()) {
            statement.execute("prepare clients (int4[], bytea[], bytea[], int8[]) as " + numbered);
            ResultSet rows = statement.executeQuery("explain execute clients (null, null, null, null)");
            while (rows.next()) {
                plan.append(rows.getString(1)).append('\n');
            }
        }
        return plan.toString();
    }
}
