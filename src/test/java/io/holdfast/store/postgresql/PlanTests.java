package io.holdfast.store.postgresql;

import io.holdfast.lease.LeaseState;
import io.holdfast.store.LeaseTable;
import io.holdfast.store.Plan;
import io.holdfast.store.TableColumn;
import io.holdfast.store.TableState;
import io.holdfast.store.TestDatabase;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What the planner makes of the hot statements. It keeps what it made, so that it must be right whatever is known of the
 * tables: nothing, as when they are new, or that they are empty, which they do not stay.
 */
class PlanTests {

    @ParameterizedTest
    @EnumSource
    void leasesAreLookedUp(TableState state) throws SQLException {
        TestDatabase given = state.database();
        LeaseTexts four = new LeaseTexts(LeaseTable.LEASE4);
        LeaseTexts six = new LeaseTexts(LeaseTable.LEASE6);
        String clients = "int4[], bytea[], bytea[], int8[]";
        Plan.of(given, "int4[], int8[]", four.ofAddresses).looksUpBy("lease4_pkey");
        Plan.of(given, clients, four.ofClients)
                .looksUpBy("lease4_by_client_id_subnet_id", "lease4_by_hwaddr_subnet_id");
        Plan.of(given, clients + ", int4[], int8[]", four.ofBoth)
                .looksUpBy("lease4_by_client_id_subnet_id", "lease4_by_hwaddr_subnet_id", "lease4_pkey");
        Plan.of(given, "int4[], text[]", six.ofAddresses).looksUpBy("lease6_pkey");
        Plan.of(given, "int4[], bytea[], int8[]", six.ofClients).looksUpBy("lease6_by_duid_iaid_subnet_id");
        Plan.of(given, "int4[], bytea[], int8[], int4[], text[]", six.ofBoth)
                .looksUpBy("lease6_by_duid_iaid_subnet_id", "lease6_pkey");
    }

    @ParameterizedTest
    @EnumSource
    void rowsAreChangedWhereTheyAreFound(TableState state) throws SQLException {
        TestDatabase given = state.database();
        for (LeaseTable table : LeaseTable.values()) {
            LeaseTexts texts = new LeaseTexts(table);
            String address = table == LeaseTable.LEASE4 ? "int8[]" : "text[]";
            String whole = types(table.columns(), address);
            String update = whole + ", " + types(table.expected(), address);
            String delete = address + ", " + types(table.expected(), address);
            String key = table.title() + "_pkey";
            Plan.of(given, update, texts.applying(false, true, false, false)).looksUpBy(key);
            Plan.of(given, delete, texts.applying(false, false, true, false)).looksUpBy(key);
            String all = String.join(", ", whole, update, delete, "int8", address);
            Plan.of(given, all, texts.applying(true, true, true, true)).looksUpBy(key);
        }
    }

    private static String types(List<TableColumn> columns, String address) {
        return columns.stream()
                .map(column -> switch (column.kind()) {
                    case ADDRESS -> address;
                    case NUMBER, SHORT, INT, END -> "int8[]";
                    case FLAG -> "bool[]";
                    case BYTES -> "bytea[]";
                    case TEXT -> "text[]";
                })
                .collect(Collectors.joining(", "));
    }

    @ParameterizedTest
    @EnumSource
    void leasesThatHaveEndedAreFoundByTheirEnd(TableState state) throws SQLException {
        TestDatabase given = state.database();
        for (LeaseTable table : LeaseTable.values()) {
            LeaseTexts texts = new LeaseTexts(table);
            String index = table.title() + "_by_state_expire";
            Plan.of(given, "", texts.expired(LeaseState.DEFAULT)).looksUpBy(index);
            Plan.of(given, "", texts.purge()).looksUpBy(index);
        }
    }

    @ParameterizedTest
    @EnumSource
    void vacantAddressesAreLookedForInTheirOrder(TableState state) throws SQLException {
        TestDatabase given = state.database();
        for (LeaseTable table : LeaseTable.values()) {
            PostgresqlLeases sql = new PostgresqlLeases(table);
            String text = "select %s from %s l where %s and l.address between %s and %s order by l.address limit ?"
                    .formatted(
                            sql.addressColumn(),
                            table.title(),
                            sql.occupied(),
                            sql.addressParameter(),
                            sql.addressParameter());
            Plan.of(given, "", text).looksUpBy(table.title() + "_pkey");
        }
    }

    /** With thousands of subnets these tables are no longer small; triggers ask as these statements do. */
    @ParameterizedTest
    @EnumSource
    void countersAreLookedUp(TableState state) throws SQLException {
        TestDatabase given = state.database();
        for (LeaseTable table : LeaseTable.values()) {
            LeaseTexts texts = new LeaseTexts(table);
            String stat = table.title() + "_stat";
            String pool = table.title() + "_pool_stat";
            String ofClass = table.title() + "_stat_by_client_class";
            String type = table == LeaseTable.LEASE4 ? "" : " and stat.lease_type = ?";
            Plan.of(given, "text[], int8[], int8[]", texts.held).looksUpBy(stat + "_pkey", ofClass + "_pkey");
            for (String each : Stream.of(
                            stat + " stat set leases = 1 where stat.subnet_id = ? and stat.state = ?",
                            pool
                                    + " stat set leases = 1 where stat.subnet_id = ? and stat.pool_id = ? and stat.state = ?",
                            ofClass + " stat set leases = 1 where stat.client_class = ?")
                    .toList()) {
                Plan.of(given, "", "update " + each + type).looksUpBy(each.substring(0, each.indexOf(' ')) + "_pkey");
            }
        }
    }
}
