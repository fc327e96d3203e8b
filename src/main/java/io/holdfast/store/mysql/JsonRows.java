package io.holdfast.store.mysql;

import io.holdfast.address.Ipv4Address;
import io.holdfast.lease.Lease4;
import io.holdfast.lease.LeaseChange;
import io.holdfast.store.LeaseLookup.AddressEntry;
import io.holdfast.store.LeaseLookup.ClientEntry;
import io.holdfast.store.LeaseRow;
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
        JsonRows rows = new JsonRows(20 * entries.size());
        entries.forEach(entry -> rows.row(row -> {
            row.number(entry.question());
            row.number(((Ipv4Address) entry.address()).toUnsigned());
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

    /** The rows the changes leave, all columns in the order of the table. */
    static String next(List<? extends LeaseChange> changes) {
        JsonRows rows = new JsonRows(160 * changes.size());
        for (LeaseChange change : changes) {
            if (change.next() instanceof Lease4 next) {
                rows.row(row -> row.next(next));
            }
        }
        return rows.end();
    }

    /** Address, expire, state, client identifier and hardware address of the rows the changes expect. */
    static String expected(List<? extends LeaseChange> changes) {
        JsonRows rows = new JsonRows(80 * changes.size());
        for (LeaseChange change : changes) {
            if (change.expected() instanceof Lease4 expected) {
                rows.row(row -> row.expected(expected));
            }
        }
        return rows.end();
    }

    /** What is compared, and after it the row the change leaves. */
    static String expectedAndNext(List<? extends LeaseChange> changes) {
        JsonRows rows = new JsonRows(240 * changes.size());
        for (LeaseChange change : changes) {
            if (change.expected() instanceof Lease4 expected && change.next() instanceof Lease4 next) {
                rows.row(row -> {
                    row.expected(expected);
                    row.next(next);
                });
            }
        }
        return rows.end();
    }

    private void expected(Lease4 row) {
        number(row.address().toUnsigned());
        number(LeaseRow.expire(row, MysqlLeases.LAST_EXPIRE));
        number(row.state().number());
        bytes(row.clientId() == null ? null : row.clientId().bytes());
        bytes(row.hardware() == null ? null : row.hardware().bytes());
    }

    private void next(Lease4 row) {
        number(row.address().toUnsigned());
        bytes(row.hardware() == null ? null : row.hardware().bytes());
        bytes(row.clientId() == null ? null : row.clientId().bytes());
        number(row.validLifetime());
        number(LeaseRow.expire(row, MysqlLeases.LAST_EXPIRE));
        number(Integer.toUnsignedLong(row.subnetId()));
        number(row.fqdnForward() ? 1 : 0);
        number(row.fqdnReverse() ? 1 : 0);
        text(row.hostname());
        number(row.state().number());
        text(row.userContext());
        bytes(row.relayId());
        bytes(row.remoteId());
        number(Integer.toUnsignedLong(row.poolId()));
    }

    private void row(Consumer<JsonRows> values) {
        text.append('[');
        values.accept(this);
        text.setCharAt(text.length() - 1, ']');
        text.append(',');
    }

    private void number(long value) {
        text.append(value).append(',');
    }

    private void text(@Nullable String value) {
        bytes(value == null ? null : value.getBytes(StandardCharsets.UTF_8));
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
