package io.holdfast.store.schema;

import io.holdfast.store.TestDatabase;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.sql.DataSource;

/**
 * A database as Kea 2.2 left it, as far as its tables go: ours with every later change of a column undone, and rows of
 * all kinds. Against what Kea's own scripts make it is held by {@link KeaUpgradeTests}.
 */
final class OlderSchema {

    private static final List<String> NETWORKS =
            List.of("dhcp4_shared_network", "dhcp4_subnet", "dhcp6_shared_network", "dhcp6_subnet");
    private static final List<String> POOLS = List.of("dhcp4_pool", "dhcp6_pool", "dhcp6_pd_pool");

    private OlderSchema() {}

    static DataSource filled(FreshDatabases kind) throws SQLException {
        DataSource database = kind.initialised();
        fill(database, kind);
        return database;
    }

    /** With our schema in it, for {@link #fill}. */
    static TestDatabase place(FreshDatabases kind) {
        return kind.database().withSchema();
    }

    static void fill(DataSource database, FreshDatabases kind) throws SQLException {
        boolean postgresql = kind == FreshDatabases.POSTGRESQL;
        List<String> statements = new ArrayList<>(undone(postgresql));
        statements.addAll(new OlderRows(postgresql).all());
        FreshDatabases.execute(database, statements.toArray(String[]::new));
    }

    private static List<String> undone(boolean postgresql) {
        List<String> statements = new ArrayList<>(List.of(
                "DROP TABLE holdfast_schema_history",
                "DROP TABLE lease6_relay_id",
                "DROP TABLE lease6_remote_id",
                "DROP TABLE lease4_pool_stat",
                "DROP TABLE lease6_pool_stat",
                "DELETE FROM lease_state WHERE state > 2"));
        for (String family : List.of("4", "6")) {
            String key = "fk_option_def_data_type" + family;
            statements.add("ALTER TABLE dhcp" + family + "_option_def DROP "
                    + (postgresql ? "CONSTRAINT " : "FOREIGN KEY ") + key);
            drop(statements, "lease" + family, "pool_id");
            drop(statements, "dhcp" + family + "_options", "cancelled", "client_classes");
            rename(statements, "dhcp" + family + "_client_class", "only_in_additional_list", "only_if_required");
        }
        statements.add("DROP TABLE option_def_data_type");
        drop(statements, "lease4", "relay_id", "remote_id");
        drop(statements, "ipv6_reservations", "excluded_prefix", "excluded_prefix_len");
        drop(statements, "dhcp4_client_class", "offer_lifetime");
        for (String network : NETWORKS) {
            drop(statements, network, "allocator", "ddns_ttl_percent", "ddns_ttl", "ddns_ttl_min", "ddns_ttl_max");
            drop(statements, network, network.startsWith("dhcp4") ? "offer_lifetime" : "pd_allocator");
        }
        for (String table : Stream.of(NETWORKS, POOLS).flatMap(List::stream).toList()) {
            rename(statements, table, "evaluate_additional_classes", "require_client_classes");
            drop(statements, table, "client_classes");
            statements.add("ALTER TABLE " + table + " ADD COLUMN client_class VARCHAR(128)");
        }
        statements.addAll(
                postgresql
                        ? List.of(
                                "ALTER TABLE lease6 ALTER COLUMN address TYPE varchar(39) USING host(address)",
                                "ALTER TABLE ipv6_reservations ALTER COLUMN address TYPE varchar(39) USING host(address)",
                                "DELETE FROM schema_version",
                                "INSERT INTO schema_version VALUES (13, 0)")
                        : List.of(
                                "ALTER TABLE lease6 MODIFY address VARCHAR(39) NOT NULL",
                                "ALTER TABLE ipv6_reservations MODIFY address VARCHAR(39) NOT NULL",
                                "ALTER TABLE lease6 MODIFY duid VARBINARY(128)",
                                "ALTER TABLE lease4 MODIFY client_id VARBINARY(128)",
                                "ALTER TABLE hosts MODIFY dhcp_identifier VARBINARY(128) NOT NULL",
                                "DELETE FROM schema_version",
                                "INSERT INTO schema_version VALUES (14, 0)"));
        // What counted leases would look for tables that there were none of; what they count is no matter here.
        for (String table : List.of("lease4", "lease6")) {
            for (String event : List.of("_ains", "_aupd", "_adel")) {
                statements.add("DROP TRIGGER " + table
                        + (postgresql ? event + " ON " + table : event.toUpperCase(Locale.ROOT)));
            }
        }
        return statements;
    }

    private static void drop(List<String> statements, String table, String... columns) {
        for (String column : columns) {
            statements.add("ALTER TABLE " + table + " DROP COLUMN " + column);
        }
    }

    private static void rename(List<String> statements, String table, String from, String to) {
        statements.add("ALTER TABLE " + table + " RENAME COLUMN " + from + " TO " + to);
    }
}
