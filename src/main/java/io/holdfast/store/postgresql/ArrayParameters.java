package io.holdfast.store.postgresql;

import io.holdfast.address.Ipv4Address;
import io.holdfast.lease.Lease4;
import io.holdfast.store.LeaseLookup.AddressEntry;
import io.holdfast.store.LeaseLookup.ClientEntry;
import io.holdfast.store.LeaseRow;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/** Sets the parameters of one statement from left to right, each an array with one element per row, sent as binary. */
final class ArrayParameters {

    private final PGConnection connection;
    private final PreparedStatement statement;
    private int at = 1;

    ArrayParameters(Connection connection, PreparedStatement statement) throws SQLException {
        this.connection = connection.unwrap(PGConnection.class);
        this.statement = statement;
    }

    void addresses(List<AddressEntry> entries) throws SQLException {
        ints(entries, AddressEntry::question);
        longs(entries, entry -> ((Ipv4Address) entry.address()).toUnsigned());
    }

    void clients(List<ClientEntry> entries) throws SQLException {
        ints(entries, ClientEntry::question);
        bytes(
                entries,
                entry -> entry.clientId() == null ? null : entry.clientId().bytes());
        bytes(
                entries,
                entry -> entry.hardware() == null ? null : entry.hardware().bytes());
        longs(entries, entry -> Integer.toUnsignedLong(entry.subnetId()));
    }

    /** All columns of the rows, in the order of the table. */
    void next(List<Lease4> rows) throws SQLException {
        addressesOf(rows);
        bytes(rows, ArrayParameters::hardware);
        bytes(rows, ArrayParameters::clientId);
        longs(rows, Lease4::validLifetime);
        longs(rows, row -> LeaseRow.expire(row, PostgresqlLeases.LAST_EXPIRE));
        longs(rows, row -> Integer.toUnsignedLong(row.subnetId()));
        booleans(rows, Lease4::fqdnForward);
        booleans(rows, Lease4::fqdnReverse);
        texts(rows, Lease4::hostname);
        longs(rows, row -> row.state().number());
        texts(rows, Lease4::userContext);
        bytes(rows, Lease4::relayId);
        bytes(rows, Lease4::remoteId);
        longs(rows, row -> Integer.toUnsignedLong(row.poolId()));
    }

    /** What is compared with the present row, besides the address. */
    void expected(List<Lease4> rows) throws SQLException {
        longs(rows, row -> LeaseRow.expire(row, PostgresqlLeases.LAST_EXPIRE));
        longs(rows, row -> row.state().number());
        bytes(rows, ArrayParameters::clientId);
        bytes(rows, ArrayParameters::hardware);
    }

    void addressesOf(List<Lease4> rows) throws SQLException {
        longs(rows, row -> row.address().toUnsigned());
    }

    private static byte @Nullable [] hardware(Lease4 row) {
        return row.hardware() == null ? null : row.hardware().bytes();
    }

    private static byte @Nullable [] clientId(Lease4 row) {
        return row.clientId() == null ? null : row.clientId().bytes();
    }

    private <T> void ints(List<T> rows, ToIntFunction<T> column) throws SQLException {
        array("int4", rows.stream().mapToInt(column).toArray());
    }

    private <T> void longs(List<T> rows, ToLongFunction<T> column) throws SQLException {
        array("int8", rows.stream().mapToLong(column).toArray());
    }

    private <T> void booleans(List<T> rows, Predicate<T> column) throws SQLException {
        boolean[] values = new boolean[rows.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = column.test(rows.get(i));
        }
        array("bool", values);
    }

    private <T> void texts(List<T> rows, Function<T, @Nullable String> column) throws SQLException {
        @Nullable String[] values = new String[rows.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = column.apply(rows.get(i));
        }
        array("text", values);
    }

    private <T> void bytes(List<T> rows, Function<T, byte @Nullable []> column) throws SQLException {
        byte[] @Nullable [] values = new byte[rows.size()][];
        for (int i = 0; i < values.length; i++) {
            values[i] = column.apply(rows.get(i));
        }
        array("bytea", values);
    }

    private void array(String type, Object values) throws SQLException {
        statement.setArray(at++, connection.createArrayOf(type, values));
    }
}
