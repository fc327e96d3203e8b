package io.holdfast.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Lanes wait for reservations: also on a table of which nothing is known yet they are found by the indexes. */
class PostgresqlHostPlanTests {

    private static final String FILL = """
            insert into hosts (dhcp_identifier, dhcp_identifier_type, dhcp4_subnet_id, dhcp6_subnet_id, ipv4_address)
            select decode(lpad(to_hex(n), 12, '0'), 'hex'), 0, 1, 1, n from generate_series(1, 20000) n""";

    private static final String FILL_6 = """
            insert into ipv6_reservations (address, host_id)
            select '2001:db8::'::inet + host_id, host_id from hosts""";

    private static final String TYPES = "(int4[], bytea[], int8[], int8[], int4[], text[], int8[], int8[])";

    @ParameterizedTest
    @EnumSource
    void everyTableIsReadByItsIndexes(HostTable table) throws SQLException {
        TestDatabase given = TestDatabases.postgresql().withSchema();
        for (String each : new String[] {"hosts", "ipv6_reservations", "dhcp4_options", "dhcp6_options"}) {
            given.execute("alter table " + each + " set (autovacuum_enabled = off)");
        }
        given.execute(FILL, FILL_6);
        String plan = plan(given, new HostTexts(table, given.dialect().hosts()).find);
        assertThat(plan)
                .contains("(dhcp_identifier = c.identifier)", "(host_id = h", "options_host1_idx")
                .contains(
                        table == HostTable.HOSTS4 ? "key_dhcp4_ipv4_address_subnet_id" : "key_dhcp6_address_prefix_len")
                .doesNotContain("Seq Scan", "fk_host_identifier_type", "Bitmap");
    }

    private static String plan(TestDatabase given, String query) throws SQLException {
        String text = query;
        for (int parameter = 1; text.contains("?"); parameter++) {
            text = text.replaceFirst("\\?", "\\$" + parameter);
        }
        StringBuilder plan = new StringBuilder();
        try (Database database = given.open("hosts-1", 1);
                Connection connection = database.promptSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("prepare asked" + TYPES + " as " + text);
            try (ResultSet rows =
                    statement.executeQuery("explain execute asked (null, null, null, null, null, null, null, null)")) {
                while (rows.next()) {
                    plan.append(rows.getString(1)).append('\n');
                }
            }
        }
        return plan.toString();
    }
}
