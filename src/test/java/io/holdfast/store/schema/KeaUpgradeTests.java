package io.holdfast.store.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.store.TestDatabase;
import io.holdfast.store.schema.SchemaUpgrade.Manner;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What Kea's own scripts make of a database of Kea 2.2 with rows in it, at every version up to 3.0: our upgrade gives the
 * catalogue of ours and the rows that Kea's own further scripts give.
 */
@Tag("slow")
class KeaUpgradeTests {

    static Stream<Arguments> versions() {
        return Stream.of(FreshDatabases.values()).flatMap(kind -> {
            int newest = kind.ours().major();
            int oldest = kind == FreshDatabases.POSTGRESQL ? 13 : 14;
            return IntStream.range(oldest, newest)
                    .boxed()
                    .flatMap(v -> v == 22 ? Stream.of("22.0", "22.1", "22.2") : Stream.of(v + ".0"))
                    .map(version -> Arguments.of(kind, version));
        });
    }

    @ParameterizedTest
    @MethodSource("versions")
    void ourUpgradeGivesWhatKeasGives(FreshDatabases kind, String version) throws SQLException {
        KeaScripts kea = KeaScripts.given();
        TestDatabase byKea = older(kea, kind, version);
        TestDatabase byUs = older(kea, kind, version);
        DataSource ours = FreshDatabases.source(byUs);
        Map<String, List<String>> before = TableRows.of(ours);

        kea.upgrade(byKea, kind.ours().toString());
        List<String> lines = new ArrayList<>();
        UpgradeOutcome outcome = new SchemaUpgrade(byUs.settings(), Manner.ALONE, lines::add).run(ours);

        assertThat(outcome).as("%s", lines).isInstanceOf(UpgradeOutcome.Upgraded.class);
        CatalogueTests.assertAsWrittenDown(ours, kind);
        Map<String, List<String>> rows = TableRows.of(ours);
        Map<String, List<String>> keas = TableRows.of(FreshDatabases.source(byKea));
        assertThat(rows.keySet()).isEqualTo(keas.keySet());
        for (String table : keas.keySet()) {
            if (table.equals("lease6_relay_id") || table.equals("lease6_remote_id")) {
                // Kea empties them on the way and has them filled again by hand.
                assertThat(rows.get(table)).as(table).hasSameSizeAs(before.getOrDefault(table, List.of()));
            } else {
                assertThat(alike(table, rows.get(table))).as(table).isEqualTo(alike(table, keas.get(table)));
            }
        }
    }

    private static TestDatabase older(KeaScripts kea, FreshDatabases kind, String version) throws SQLException {
        TestDatabase database = kind.database();
        kea.create(database);
        FreshDatabases.execute(
                FreshDatabases.source(database),
                new OlderRows(kind == FreshDatabases.POSTGRESQL).all().toArray(String[]::new));
        kea.upgrade(database, version);
        fillWhatIsNew(database, kind == FreshDatabases.POSTGRESQL);
        return database;
    }

    /** Values in columns and tables that came after Kea 2.2, as far as this version has them. */
    private static void fillWhatIsNew(TestDatabase database, boolean postgresql) throws SQLException {
        try (Connection connection = database.connect()) {
            Sql sql = new Sql(connection);
            Map<String, Map<String, String>> columns =
                    sql.columns(postgresql ? PostgresqlUpgrade.COLUMNS : MysqlUpgrade.COLUMNS);
            sql.execute(
                    postgresql ? "SELECT set_config('kea.disable_audit', 'true', false)" : "SET @disable_audit = 1");
            for (String[] row : NEW_VALUES) {
                if (columns.getOrDefault(row[0], Map.of()).containsKey(row[1])) {
                    sql.execute("UPDATE " + row[0] + " SET " + row[1] + " = " + row[2] + row[3]);
                }
            }
            String address = columns.getOrDefault("lease6_relay_id", Map.of()).getOrDefault("lease_addr", "none");
            String lease = switch (address) {
                case "inet" -> "'2001:db8::1'";
                case "bytea" -> "decode('20010db8000000000000000000000001', 'hex')";
                case "binary" -> "INET6_ATON('2001:db8::1')";
                default -> "";
            };
            if (!lease.isEmpty()) {
                sql.execute(
                        "INSERT INTO lease6_relay_id (relay_id, lease_addr) VALUES ('abc', " + lease + ")",
                        "INSERT INTO lease6_remote_id (remote_id, lease_addr) VALUES ('def', " + lease + ")");
            }
            for (String state : sql.texts("SELECT state FROM lease_state WHERE state > 2")) {
                sql.execute(
                        "UPDATE lease4 SET state = " + state + " WHERE address = 3221225987",
                        "UPDATE lease6 SET state = " + state + " WHERE lease_type = 2");
            }
        }
    }

    private static final String[][] NEW_VALUES = {
        {"lease4", "pool_id", "3", " WHERE address = 3221225985"},
        {"lease4", "relay_id", "'relay'", " WHERE address = 3221225985"},
        {"lease4", "remote_id", "'remote'", " WHERE address = 3221225986"},
        {"lease6", "pool_id", "5", " WHERE lease_type = 0"},
        {"ipv6_reservations", "excluded_prefix_len", "56", " WHERE type = 2"},
        {"dhcp4_options", "cancelled", "true", " WHERE option_id = 103"},
        {"dhcp6_options", "client_classes", "'[ \"a\", \"b\" ]'", " WHERE option_id = 103"},
        {"dhcp4_subnet", "client_classes", "'[ \"a\", \"b\" ]'", " WHERE subnet_id = 7"},
        {"dhcp4_subnet", "offer_lifetime", "77", " WHERE subnet_id = 7"},
        {"dhcp4_subnet", "allocator", "'random'", " WHERE subnet_id = 7"},
        {"dhcp6_shared_network", "pd_allocator", "'flq'", ""},
        {"dhcp6_shared_network", "ddns_ttl", "9", ""},
        {"dhcp4_client_class", "offer_lifetime", "8", " WHERE id = 21"},
    };

    /** Without counters that are nothing, and without what Kea's scripts do by accident. */
    private static List<String> alike(String table, List<String> rows) {
        return rows.stream()
                .filter(row -> !(table.contains("_stat") && row.contains("leases=0")))
                // A class with quotes in its name becomes JSON that is none.
                .map(row -> row.replace("with \\\"quotes\\\"", "with \"quotes\""))
                // On MySQL the time of change becomes that of the upgrade.
                .map(row -> table.equals("dhcp6_subnet") ? row.replaceAll("modification_ts=[^=]* ", "") : row)
                .toList();
    }
}
