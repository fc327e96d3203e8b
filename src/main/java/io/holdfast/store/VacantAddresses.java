package io.holdfast.store;

import io.holdfast.address.IpAddress;
import io.holdfast.address.Ipv4Address;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds the gaps between the addresses that are occupied. It reads those in ascending order through the primary key, in
 * growing portions, and stops as soon as it has enough: an empty pool costs one short read, and a pool of a million
 * addresses that is 99 % full a few thousand keys. Doing the walk here is as fast as a window function and the same
 * for all databases.
 */
final class VacantAddresses {

    private static final int FIRST_PORTION = 256;
    private static final int LARGEST_PORTION = 65_536;

    private final String withRow;
    private final String occupied;

    VacantAddresses(LeaseDialect sql) {
        this.withRow = """
                select l.address from lease4 l where l.address between ? and ? order by l.address limit ?""";
        this.occupied = """
                select l.address from lease4 l where l.address between ? and ? and %s order by l.address limit ?""".formatted(sql.occupied());
    }

    List<IpAddress> find(Connection connection, IpAddress from, IpAddress last, int limit, boolean reuse, long now)
            throws SQLException {
        List<IpAddress> free = new ArrayList<>(Math.min(limit, 1024));
        long end = number(last);
        long next = number(from);
        int portion = Math.min(LARGEST_PORTION, Math.max(FIRST_PORTION, limit));
        try (PreparedStatement statement = connection.prepareStatement(reuse ? occupied : withRow)) {
            while (next <= end && free.size() < limit) {
                int at = 1;
                statement.setLong(at++, next);
                statement.setLong(at++, end);
                if (reuse) {
                    statement.setLong(at++, now);
                }
                statement.setInt(at, portion);
                next = walk(statement, next, end, portion, limit, free);
                portion = Math.min(LARGEST_PORTION, portion * 4);
            }
        }
        return free;
    }

    /** Adds the gaps of one portion and returns where the next one begins. */
    private static long walk(
            PreparedStatement statement, long from, long last, int portion, int limit, List<IpAddress> free)
            throws SQLException {
        long next = from;
        int taken = 0;
        try (ResultSet rows = statement.executeQuery()) {
            while (free.size() < limit && rows.next()) {
                long address = rows.getLong(1);
                taken++;
                next = addGap(next, address, limit, free) + 1;
            }
        }
        if (taken < portion && free.size() < limit) {
            next = addGap(next, last + 1, limit, free);
        }
        return next;
    }

    /** Adds the addresses from {@code from} up to but not including {@code end}, as many as are still wanted. */
    private static long addGap(long from, long end, int limit, List<IpAddress> free) {
        for (long address = from; address < end && free.size() < limit; address++) {
            free.add(Ipv4Address.ofUnsigned(address));
        }
        return end;
    }

    private static long number(IpAddress address) {
        return ((Ipv4Address) address).toUnsigned();
    }
}
