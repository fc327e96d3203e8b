package io.holdfast.store.mysql;

import io.holdfast.address.IaType;
import io.holdfast.address.IpAddress;
import io.holdfast.address.Ipv4Address;
import io.holdfast.address.Ipv6Address;
import io.holdfast.lease.Lease;
import io.holdfast.lease.LeaseChange;
import io.holdfast.lease.LeaseLimit;
import io.holdfast.store.HostSearch;
import io.holdfast.store.LeaseLookup.AddressEntry;
import io.holdfast.store.LeaseLookup.ClientEntry;
import io.holdfast.store.LeaseLookup.DuidEntry;
import io.holdfast.store.LeaseTable;
import io.holdfast.store.TableColumn;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Rows as JSON arrays of arrays. All that is not a number goes as hexadecimal digits, so nothing has to be escaped, and
 * nothing a client sends can be mistaken for syntax.
 */
final class JsonRows {

    private static final HexFormat HEX = HexFormat.of();

    private final StringBuilder text;

    private JsonRows(int expectedLength) {
        text = new StringBuilder(expectedLength).append('[');
    }

    static String addresses(List<AddressEntry> entries) {
        JsonRows rows = new JsonRows(48 * entries.size());
        entries.forEach(entry -> rows.row(row -> {
            row.number(entry.question());
            row.address(entry.address());
        }));
        return rows.end();
    }

    static String clients(List<ClientEntry> entries) {
        JsonRows rows = new JsonRows(64 * entries.size());
        entries.forEach(entry -> rows.row(row -> {
            row.number(entry.question());
            row.bytes(entry.clientId() == null ? null : entry.clientId().bytes());
            row.bytes(entry.hardware() == null ? null : entry.hardware().bytes());
            row.number(Integer.toUnsignedLong(entry.subnetId()));
        }));
        return rows.end();
    }

    static String duids(List<DuidEntry> entries) {
        JsonRows rows = new JsonRows(64 * entries.size());
        entries.forEach(entry -> rows.row(row -> {
            row.number(entry.question());
            row.bytes(entry.duid().bytes());
            row.number(Integer.toUnsignedLong(entry.subnetId()));
        }));
        return rows.end();
    }

    static String hostClients(List<HostSearch.ClientEntry> entries) {
        JsonRows rows = new JsonRows(48 * entries.size());
        entries.forEach(entry -> rows.row(row -> {
            row.number(entry.question());
            row.bytes(entry.identifier().bytes());
            row.number(entry.identifier().type().number());
            row.number(Integer.toUnsignedLong(entry.subnetId()));
        }));
        return rows.end();
    }

    static String hostAddresses(List<HostSearch.AddressEntry> entries) {
        JsonRows rows = new JsonRows(64 * entries.size());
        entries.forEach(entry -> rows.row(row -> {
            row.number(entry.question());
            row.address(entry.address());
            row.number(entry.length());
            row.number(Integer.toUnsignedLong(entry.subnetId()));
        }));
        return rows.end();
    }

    /** Class (null: of a subnet), subnet and type of each group, and the limit. */
    static String limits(List<LeaseLimit> limits) {
        JsonRows rows = new JsonRows(64 * limits.size());
        for (LeaseLimit limit : limits) {
            LeaseLimit.Group group = limit.group();
            IaType type = group.type();
            rows.row(row -> {
                row.bytes(group instanceof LeaseLimit.OfClass of ? of.name().getBytes(StandardCharsets.UTF_8) : null);
                row.number(group instanceof LeaseLimit.OfSubnet of ? Integer.toUnsignedLong(of.subnetId()) : 0);
                row.number(type == null ? 0 : type.number());
                row.number(limit.most());
            });
        }
        return rows.end();
    }

    /** The rows the changes leave, all columns in the order of the table. */
    static String next(LeaseTable table, List<? extends LeaseChange> changes) {
        JsonRows rows = new JsonRows(200 * changes.size());
        for (LeaseChange change : changes) {
            Lease next = change.next();
            if (next != null) {
                rows.row(row -> row.columns(table.columns(), next));
            }
        }
        return rows.end();
    }

    /** Address and what is compared of the rows the changes expect. */
    static String expected(LeaseTable table, List<? extends LeaseChange> changes) {
        JsonRows rows = new JsonRows(100 * changes.size());
        for (LeaseChange change : changes) {
            Lease expected = change.expected();
            if (expected != null) {
                rows.row(row -> row.expected(table, expected));
            }
        }
        return rows.end();
    }

    /** As {@link #expected}, and after it the row the change leaves. */
    static String expectedAndNext(LeaseTable table, List<? extends LeaseChange> changes) {
        JsonRows rows = new JsonRows(300 * changes.size());
        for (LeaseChange change : changes) {
            Lease expected = change.expected();
            Lease next = change.next();
            if (expected != null && next != null) {
                rows.row(row -> {
                    row.expected(table, expected);
                    row.columns(table.columns(), next);
                });
            }
        }
        return rows.end();
    }

    private void expected(LeaseTable table, Lease row) {
        address(row.address());
        columns(table.expected(), row);
    }

    private void columns(List<TableColumn> columns, Lease row) {
        for (TableColumn column : columns) {
            Object value = column.value().apply(row);
            switch (column.kind()) {
                case ADDRESS -> address(row.address());
                case END -> number(MysqlLeases.end(row.expire()));
                case FLAG -> number(Boolean.TRUE.equals(value) ? 1 : 0);
                case NUMBER, SHORT, INT -> numberOrNothing((Long) value);
                case BYTES, TEXT -> bytes((byte[]) value);
            }
        }
    }

    private void row(Consumer<JsonRows> values) {
        text.append('[');
        values.accept(this);
        text.setCharAt(text.length() - 1, ']');
        text.append(',');
    }

    private void address(IpAddress address) {
        switch (address) {
            case Ipv4Address v4 -> number(v4.toUnsigned());
            case Ipv6Address v6 -> bytes(v6.toBytes());
        }
    }

    private void number(long value) {
        text.append(value).append(',');
    }

    private void numberOrNothing(@Nullable Long value) {
        text.append(value).append(','); // null is JSON, too
    }

    private void bytes(byte @Nullable [] value) {
        if (value == null) {
            text.append("null,");
        } else {
            text.append('"');
            HEX.formatHex(text, value);
            text.append("\",");
        }
    }

    private String end() {
        if (text.length() > 1) {
            text.setLength(text.length() - 1);
        }
        return text.append(']').toString();
    }
}
