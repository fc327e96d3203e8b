package io.holdfast.store;

import io.holdfast.address.IaType;
import io.holdfast.address.IpAddress;
import io.holdfast.address.Ipv6Address;
import io.holdfast.address.Ipv6Prefix;
import io.holdfast.lease.Lease6;
import io.holdfast.lease.LeaseQuestion;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Finds the gaps between the addresses that are occupied. It reads those in ascending order through the primary key, in
 * growing portions, and stops as soon as it has enough: an empty pool costs one short read, and a pool of a million
 * addresses that is 99 % full a few thousand keys. Doing the walk here is as fast as a window function and the same
 * for all databases.
 */
final class VacantAddresses {

    private static final int FIRST_PORTION = 256;
    private static final int LARGEST_PORTION = 65_536;

    private final LeaseTable table;
    private final LeaseDialect sql;

    VacantAddresses(LeaseTable table, LeaseDialect sql) {
        this.table = table;
        this.sql = sql;
    }

    /** @param reuse rows that are vacant at {@code now} occupy nothing */
    void find(Connection connection, Gaps gaps, boolean reuse, long now) throws SQLException {
        if (table == LeaseTable.LEASE6) {
            skipWhatIsAround(connection, gaps, reuse, now);
        }
        int portion = Math.clamp(gaps.limit(), FIRST_PORTION, LARGEST_PORTION);
        String text = select(reuse) + " and l.address between " + sql.addressParameter() + " and "
                + sql.addressParameter() + " order by l.address limit ?";
        try (PreparedStatement statement = connection.prepareStatement(text)) {
            while (gaps.isWanting()) {
                int at = now(statement, reuse, now);
                statement.setObject(at++, sql.address(gaps.next()));
                statement.setObject(at++, sql.address(gaps.end()));
                statement.setInt(at, portion);
                int rows = tell(statement, gaps);
                if (rows < portion) {
                    gaps.finish();
                }
                portion = Math.min(LARGEST_PORTION, portion * 4);
            }
        }
    }

    /**
     * The rows of shorter prefixes around the first member begin below it: there is one place for each length where such
     * a row can be. They are asked for as any addresses are, which no planner can take for a reason to read a whole table.
     */
    private void skipWhatIsAround(Connection connection, Gaps gaps, boolean reuse, long now) throws SQLException {
        Ipv6Address first = (Ipv6Address) gaps.next();
        List<LeaseQuestion> places = IntStream.range(1, gaps.length())
                .mapToObj(length -> Ipv6Prefix.around(first, length).network())
                .distinct()
                .<LeaseQuestion>map(LeaseQuestion.OfAddress::new)
                .toList();
        if (places.isEmpty()) {
            return;
        }
        SortedMap<IpAddress, Lease6> found = new TreeMap<>();
        sql.find(connection, LeaseLookup.of(table, places), (_, lease) -> found.put(lease.address(), (Lease6) lease));
        for (Lease6 lease : found.values()) {
            if (gaps.isWanting() && !(reuse && lease.isVacant(now))) {
                gaps.occupied(lease.address(), lastOf(lease.address(), lease.prefixLength()));
            }
        }
    }

    private String select(boolean reuse) {
        return "select " + sql.addressColumn() + (table == LeaseTable.LEASE6 ? ", l.lease_type, l.prefix_len" : "")
                + " from " + table.title() + " l where " + (reuse ? sql.occupied() : "1 = 1");
    }

    private static int now(PreparedStatement statement, boolean reuse, long now) throws SQLException {
        if (reuse) {
            statement.setLong(1, now);
        }
        return reuse ? 2 : 1;
    }

    /** Returns how many rows there were. */
    private int tell(PreparedStatement statement, Gaps gaps) throws SQLException {
        int count = 0;
        try (ResultSet rows = statement.executeQuery()) {
            while (gaps.isWanting() && rows.next()) {
                count++;
                IpAddress address = table.address(rows, 1);
                gaps.occupied(address, lastOf(address, rows));
            }
        }
        return count;
    }

    private IpAddress lastOf(IpAddress address, ResultSet rows) throws SQLException {
        return address instanceof Ipv6Address network && rows.getLong(2) == IaType.PD.number()
                ? lastOf(network, Lease6Row.prefixLength(IaType.PD, rows, 3))
                : address;
    }

    /** Rows of other programs may begin inside the prefix they are of. */
    private static IpAddress lastOf(Ipv6Address address, int length) {
        return Ipv6Prefix.around(address, length).range().last();
    }
}
