package io.holdfast.store.postgresql;

import io.holdfast.address.IaType;
import io.holdfast.address.IpAddress;
import io.holdfast.address.Ipv4Address;
import io.holdfast.lease.Lease;
import io.holdfast.lease.LeaseLimit;
import io.holdfast.store.HostSearch;
import io.holdfast.store.LeaseLookup.AddressEntry;
import io.holdfast.store.LeaseLookup.ClientEntry;
import io.holdfast.store.LeaseLookup.DuidEntry;
import io.holdfast.store.TableColumn;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToIntFunction;
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
        addresses(entries, AddressEntry::address);
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

    void duids(List<DuidEntry> entries) throws SQLException {
        ints(entries, DuidEntry::question);
        bytes(entries, entry -> entry.duid().bytes());
        longs(entries, entry -> Integer.toUnsignedLong(entry.subnetId()));
    }

    /** The addresses go as texts, which become numbers in DHCPv4: so an empty array needs no type of its own. */
    void hosts(HostSearch search) throws SQLException {
        ints(search.clients(), HostSearch.ClientEntry::question);
        bytes(search.clients(), entry -> entry.identifier().bytes());
        longs(search.clients(), entry -> (long) entry.identifier().type().number());
        longs(search.clients(), entry -> Integer.toUnsignedLong(entry.subnetId()));
        ints(search.addresses(), HostSearch.AddressEntry::question);
        array(
                "text",
                search.addresses().stream()
                        .map(entry -> entry.address() instanceof Ipv4Address v4
                                ? Long.toString(v4.toUnsigned())
                                : entry.address().toString())
                        .toArray(String[]::new));
        longs(search.addresses(), entry -> (long) entry.length());
        longs(search.addresses(), entry -> Integer.toUnsignedLong(entry.subnetId()));
    }

    /** These columns of the rows. */
    void columns(List<TableColumn> columns, List<? extends Lease> rows) throws SQLException {
        for (TableColumn column : columns) {
            column(column, rows);
        }
    }

    private void column(TableColumn column, List<? extends Lease> rows) throws SQLException {
        Function<Lease, @Nullable Object> value = column.value();
        switch (column.kind()) {
            case ADDRESS -> addresses(rows, Lease::address);
            case NUMBER -> longs(rows, row -> (Long) value.apply(row));
            case SHORT ->
                longs(rows, row -> value.apply(row) instanceof Long number ? (long) number.shortValue() : null);
            case INT -> longs(rows, row -> value.apply(row) instanceof Long number ? (long) number.intValue() : null);
            case END -> longs(rows, row -> PostgresqlLeases.end(row.expire()));
            case FLAG -> booleans(rows, value);
            case BYTES -> bytes(rows, row -> (byte[]) value.apply(row));
            case TEXT -> texts(rows, row -> (byte[]) value.apply(row));
        }
    }

    void addressesOf(List<? extends Lease> rows) throws SQLException {
        addresses(rows, Lease::address);
    }

    /** A type that holds both versions, {@code inet}, has no arrays that the driver sends as binary: they go as texts. */
    <T> void addresses(List<T> rows, Function<T, IpAddress> column) throws SQLException {
        if (column.apply(rows.getFirst()) instanceof Ipv4Address) {
            longs(rows, row -> ((Ipv4Address) column.apply(row)).toUnsigned());
        } else {
            array("text", rows.stream().map(row -> column.apply(row).toString()).toArray(String[]::new));
        }
    }

    /** Class (absent: of a subnet), subnet and type. */
    void groups(List<LeaseLimit.Group> groups) throws SQLException {
        @Nullable String[] classes = new String[groups.size()];
        for (int i = 0; i < classes.length; i++) {
            classes[i] = groups.get(i) instanceof LeaseLimit.OfClass of ? of.name() : null;
        }
        array("text", classes);
        longs(groups, group -> group instanceof LeaseLimit.OfSubnet of ? Integer.toUnsignedLong(of.subnetId()) : 0L);
        longs(groups, group -> {
            IaType type = group.type();
            return type == null ? 0L : (long) type.number();
        });
    }

    void mosts(List<LeaseLimit> limits) throws SQLException {
        longs(limits, LeaseLimit::most);
    }

    void number(long value) throws SQLException {
        statement.setLong(at++, value);
    }

    private <T> void ints(List<T> rows, ToIntFunction<T> column) throws SQLException {
        array("int4", rows.stream().mapToInt(column).toArray());
    }

    private <T> void longs(List<T> rows, Function<T, @Nullable Long> column) throws SQLException {
        @Nullable Long[] values = new Long[rows.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = column.apply(rows.get(i));
        }
        array("int8", values);
    }

    private void booleans(List<? extends Lease> rows, Function<Lease, @Nullable Object> column) throws SQLException {
        boolean[] values = new boolean[rows.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = Boolean.TRUE.equals(column.apply(rows.get(i)));
        }
        array("bool", values);
    }

    private <T> void texts(List<T> rows, Function<T, byte @Nullable []> column) throws SQLException {
        @Nullable String[] values = new String[rows.size()];
        for (int i = 0; i < values.length; i++) {
            byte[] text = column.apply(rows.get(i));
            values[i] = text == null ? null : new String(text, StandardCharsets.UTF_8);
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
