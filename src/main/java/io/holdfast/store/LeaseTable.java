package io.holdfast.store;

import io.holdfast.address.IpAddress;
import io.holdfast.address.Protocol;
import io.holdfast.lease.Lease;
import io.holdfast.lease.LeaseState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The two tables of leases, as far as they differ; the statements are made from this. */
public enum LeaseTable {
    LEASE4("lease4", Lease4Row.COLUMNS, Lease4Row.HOLDER),
    LEASE6("lease6", Lease6Row.COLUMNS, Lease6Row.HOLDER);

    /** With more subnets it is less work to count all. */
    private static final int MOST_NAMED = 1000;

    private final String title;
    private final List<TableColumn> columns;
    private final List<TableColumn> holder;
    private final List<TableColumn> expected;

    LeaseTable(String title, List<TableColumn> columns, List<TableColumn> holder) {
        this.title = title;
        this.columns = columns;
        this.holder = holder;
        this.expected = Stream.concat(
                        columns.stream()
                                .filter(column -> column.name().equals("expire")
                                        || column.name().equals("state")),
                        holder.stream())
                .map(TableColumn::expected)
                .toList();
    }

    static LeaseTable of(Protocol protocol) {
        return switch (protocol) {
            case DHCP4 -> LEASE4;
            case DHCP6 -> LEASE6;
        };
    }

    /** States of leases that end some day and then are to be reclaimed. */
    List<LeaseState> runningStates() {
        return switch (this) {
            case LEASE4 -> List.of(LeaseState.DEFAULT, LeaseState.DECLINED);
            case LEASE6 -> List.of(LeaseState.DEFAULT, LeaseState.DECLINED, LeaseState.REGISTERED);
        };
    }

    /**
     * Subnet, pool, type, state and number of leases, as triggers count them; counting the other states would read the
     * whole table. Registered leases are not counted by pool.
     *
     * @param subnetIds of these, and of others as well if they are too many to name each; absent: of all
     */
    String counting(@Nullable Set<Integer> subnetIds) {
        String where = of(subnetIds);
        return switch (this) {
            case LEASE4 -> """
                select subnet_id, pool_id, null, state, leases from lease4_pool_stat
                 where leases > 0 and state in (0, 1)""" + where;
            case LEASE6 -> """
                select subnet_id, pool_id, lease_type, state, leases from lease6_pool_stat
                 where leases > 0 and state in (0, 1)""" + where + """

                union all
                select subnet_id, 0, lease_type, state, leases from lease6_stat
                 where leases > 0 and state = 4""" + where;
        };
    }

    private static String of(@Nullable Set<Integer> subnetIds) {
        if (subnetIds == null || subnetIds.isEmpty() || subnetIds.size() > MOST_NAMED) {
            return "";
        }
        return subnetIds.stream()
                .map(Integer::toUnsignedString)
                .collect(Collectors.joining(", ", " and subnet_id in (", ")"));
    }

    /** Its name in the database. */
    public String title() {
        return title;
    }

    /** All columns; the first is the key, {@code address}. */
    public List<TableColumn> columns() {
        return columns;
    }

    /**
     * What a change expects to find, besides the address: {@code was_expire}, {@code was_state}, and whose the lease is.
     */
    public List<TableColumn> expected() {
        return expected;
    }

    /** Whether both leases are the same client's, or nobody's. */
    public boolean isSameHolder(Lease one, Lease other) {
        return holder.stream()
                .allMatch(column -> Objects.deepEquals(
                        column.value().apply(one), column.value().apply(other)));
    }

    /** @param before how many columns stand before those of {@link #columns} */
    public Lease read(ResultSet rows, int before) throws SQLException {
        return switch (this) {
            case LEASE4 -> Lease4Row.read(rows, before);
            case LEASE6 -> Lease6Row.read(rows, before);
        };
    }

    /** An address alone, as {@link LeaseDialect#addressColumn} has it. */
    public IpAddress address(ResultSet rows, int column) throws SQLException {
        return switch (this) {
            case LEASE4 -> Lease4Row.address(rows, column);
            case LEASE6 -> Lease6Row.address(rows, column);
        };
    }
}
