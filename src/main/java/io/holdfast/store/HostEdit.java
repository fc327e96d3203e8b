package io.holdfast.store;

import io.holdfast.address.IpAddress;
import io.holdfast.address.Ipv4Address;
import io.holdfast.address.Ipv6Address;
import io.holdfast.host.HostIdentifier;
import io.holdfast.host.HostOption;
import io.holdfast.host.HostOutcome;
import io.holdfast.host.Reservation;
import io.holdfast.host.Reservation.ReservedLease;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Changes reservations of one protocol in the transaction of a connection. A row may be a reservation of the other protocol,
 * too: then only our half of it is changed or taken away.
 */
final class HostEdit {

    private static final long NONE = 0;

    private final Connection connection;
    private final HostTable table;
    private final HostTexts texts;
    private final HostDialect dialect;

    HostEdit(Connection connection, HostTable table, HostTexts texts, HostDialect dialect) {
        this.connection = connection;
        this.table = table;
        this.texts = texts;
        this.dialect = dialect;
    }

    HostOutcome add(Reservation reservation, boolean uniqueAddresses) throws SQLException {
        if (uniqueAddresses && isTaken(reservation, NONE)) {
            return HostOutcome.DUPLICATE;
        }
        try (PreparedStatement statement = connection.prepareStatement(texts.insert, new String[] {"host_id"})) {
            int at = columns(statement, reservation);
            statement.setBytes(at++, reservation.identifier().bytes());
            statement.setInt(at, reservation.identifier().type().number());
            statement.executeUpdate();
            children(reservation, generated(statement));
        }
        return HostOutcome.DONE;
    }

    private static long generated(PreparedStatement statement) throws SQLException {
        try (ResultSet keys = statement.getGeneratedKeys()) {
            if (!keys.next()) {
                throw new SQLException("the new row has no number");
            }
            return keys.getLong(1);
        }
    }

    HostOutcome update(Reservation reservation, boolean uniqueAddresses) throws SQLException {
        Map<Long, Boolean> rows = rowsOf(reservation.subnetId(), reservation.identifier());
        if (rows.isEmpty()) {
            return HostOutcome.ABSENT;
        }
        long id = rows.keySet().iterator().next(); // the key is unique
        if (uniqueAddresses && isTaken(reservation, id)) {
            return HostOutcome.DUPLICATE;
        }
        try (PreparedStatement statement = connection.prepareStatement(texts.update)) {
            statement.setLong(columns(statement, reservation), id);
            statement.executeUpdate();
        }
        deleteChildren(id);
        children(reservation, id);
        return HostOutcome.DONE;
    }

    /** Numbers of the rows with this identifier, and whether they are reservations of the other protocol, too. */
    Map<Long, Boolean> rowsOf(int subnetId, HostIdentifier identifier) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(texts.ofIdentifier)) {
            statement.setBytes(1, identifier.bytes());
            statement.setInt(2, identifier.type().number());
            statement.setLong(3, Integer.toUnsignedLong(subnetId));
            return rows(statement);
        }
    }

    /** As above, of this address. */
    Map<Long, Boolean> rowsOf(int subnetId, IpAddress address) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(texts.ofAddress)) {
            switch (address) {
                case Ipv4Address v4 -> statement.setLong(1, v4.toUnsigned());
                case Ipv6Address v6 -> statement.setObject(1, dialect.address6Value(v6));
            }
            statement.setLong(2, Integer.toUnsignedLong(subnetId));
            return rows(statement);
        }
    }

    private static Map<Long, Boolean> rows(PreparedStatement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery()) {
            Map<Long, Boolean> found = new LinkedHashMap<>();
            while (rows.next()) {
                found.put(rows.getLong(1), rows.getBoolean(2));
            }
            return found;
        }
    }

    void delete(Map<Long, Boolean> rows) throws SQLException {
        for (Map.Entry<Long, Boolean> row : rows.entrySet()) {
            deleteChildren(row.getKey());
            with(row.getKey(), row.getValue() ? texts.withdraw : "delete from hosts where host_id = ?");
        }
    }

    /** Options before their host: one of MySQL's two keys between them does not delete them with it. */
    private void deleteChildren(long id) throws SQLException {
        with(id, "delete from " + table.options() + " where host_id = ?");
        if (table == HostTable.HOSTS6) {
            with(id, "delete from ipv6_reservations where host_id = ?");
        }
    }

    private void with(long id, String text) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(text)) {
            statement.setLong(1, id);
            statement.executeUpdate();
        }
    }

    /** Whether another row than this has an address of the reservation. */
    private boolean isTaken(Reservation reservation, long id) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(texts.othersWithAddress)) {
            statement.setLong(3, id);
            if (reservation.address() != null) {
                statement.setLong(1, reservation.address().toUnsigned());
                statement.setLong(2, Integer.toUnsignedLong(reservation.subnetId()));
                return isThere(statement);
            }
            for (ReservedLease lease : reservation.leases()) {
                statement.setObject(1, dialect.address6Value(lease.prefix().network()));
                statement.setInt(2, lease.prefix().length());
                if (isThere(statement)) {
                    return true;
                }
            }
            return false;
        }
    }

    private static boolean isThere(PreparedStatement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery()) {
            return rows.next();
        }
    }

    /** Sets what insertion and update have in common; returns the number of the next parameter. */
    private int columns(PreparedStatement statement, Reservation reservation) throws SQLException {
        int at = 1;
        statement.setString(at++, reservation.hostname());
        statement.setString(at++, reservation.userContext());
        statement.setString(at++, String.join(",", reservation.classes()));
        statement.setLong(at++, Integer.toUnsignedLong(reservation.subnetId()));
        if (table == HostTable.HOSTS4) {
            address(statement, at++, reservation.address());
            address(statement, at++, reservation.nextServer());
            statement.setString(at++, reservation.serverHostname());
            statement.setString(at++, reservation.bootFileName());
        }
        return at;
    }

    private static void address(PreparedStatement statement, int at, @Nullable Ipv4Address address)
            throws SQLException {
        if (address == null || address.isUnspecified()) {
            statement.setNull(at, Types.BIGINT);
        } else {
            statement.setLong(at, address.toUnsigned());
        }
    }

    private void children(Reservation reservation, long id) throws SQLException {
        if (!reservation.options().isEmpty()) {
            try (PreparedStatement statement = connection.prepareStatement(texts.insertOption)) {
                for (HostOption option : reservation.options()) {
                    option(statement, option, id);
                }
                statement.executeBatch();
            }
        }
        if (!reservation.leases().isEmpty()) {
            try (PreparedStatement statement = connection.prepareStatement(texts.insertLease)) {
                for (ReservedLease lease : reservation.leases()) {
                    lease(statement, lease, id);
                }
                statement.executeBatch();
            }
        }
    }

    private static void option(PreparedStatement statement, HostOption option, long id) throws SQLException {
        byte[] payload = option.payload();
        statement.setLong(1, id);
        statement.setInt(2, option.code());
        statement.setBytes(3, payload == null || payload.length == 0 || option.formatted() != null ? null : payload);
        statement.setString(4, option.formatted());
        statement.setString(5, option.space());
        statement.setBoolean(6, option.alwaysSend());
        statement.setBoolean(7, option.neverSend());
        statement.setString(8, option.userContext());
        statement.setString(9, OptionClasses.write(option.classes()));
        statement.addBatch();
    }

    private void lease(PreparedStatement statement, ReservedLease lease, long id) throws SQLException {
        statement.setLong(1, id);
        statement.setObject(2, dialect.address6Value(lease.prefix().network()));
        statement.setInt(3, lease.prefix().length());
        statement.setInt(4, lease.delegated() ? 2 : 0);
        statement.setObject(
                5,
                lease.excluded() == null
                        ? null
                        : dialect.address6Value(lease.excluded().network()));
        statement.setInt(6, lease.excluded() == null ? 0 : lease.excluded().length());
        statement.addBatch();
    }
}
