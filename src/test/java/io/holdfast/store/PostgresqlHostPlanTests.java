package io.holdfast.store;

import java.sql.SQLException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Lanes wait for reservations: whatever is known of their tables, they are found by the indexes. */
class PostgresqlHostPlanTests {

    private static final String TYPES = "int4[], bytea[], int8[], int8[], int4[], text[], int8[], int8[]";

    @ParameterizedTest
    @EnumSource
    void everyTableIsReadByItsIndexes(TableState state) throws SQLException {
        TestDatabase given = state.database();
        find(given, HostTable.HOSTS4)
                .looksUpBy(
                        "key_dhcp4_identifier_subnet_id",
                        "key_dhcp4_ipv4_address_subnet_id",
                        "hosts_pkey",
                        "fk_dhcp4_options_host1_idx");
        find(given, HostTable.HOSTS6)
                .looksUpBy(
                        "key_dhcp6_identifier_subnet_id",
                        "key_dhcp6_address_prefix_len",
                        "hosts_pkey",
                        "fk_dhcp6_options_host1_idx",
                        "fk_ipv6_reservations_host_idx");
    }

    private static Plan find(TestDatabase given, HostTable table) throws SQLException {
        return Plan.of(given, TYPES, new HostTexts(table, given.dialect().hosts()).find);
    }
}
