package io.holdfast.store.memory;

import io.holdfast.address.Ipv6Address;
import io.holdfast.lease.LeaseState;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads lines of one lease file: first the header, then rows. Bytes are read in place; an ordinary row costs two small
 * objects.
 */
final class RowParser {

    private final LeaseFormat format;
    private final int[] starts;
    private final int[] ends;
    private byte[] line = new byte[0];

    /** Columns the header has: fewer than ours in older files, more in newer ones. */
    private int headerColumns;

    RowParser(LeaseFormat format) {
        this.format = format;
        this.starts = new int[format.columns().size()];
        this.ends = new int[format.columns().size()];
    }

    /**
     * @return absent when the header is one of Kea's; else what is wrong with it
     */
    @Nullable
    String header(byte[] buffer, int from, int to) {
        String[] titles = new String(buffer, from, to - from, StandardCharsets.UTF_8).split(",", -1);
        List<? extends LeaseColumn> columns = format.columns();
        for (int i = 0; i < titles.length && i < columns.size(); i++) {
            if (!titles[i].equals(columns.get(i).title())) {
                return "column " + (i + 1) + " should be '" + columns.get(i).title() + "', not '" + titles[i] + "'";
            }
        }
        if (titles.length < format.least()) {
            return "it has " + titles.length + " columns, and a lease file at least " + format.least();
        }
        headerColumns = titles.length;
        return null;
    }

    /** Whether rows of our format may be appended to this file. */
    boolean isCurrentFormat() {
        return headerColumns == starts.length;
    }

    /**
     * Reads the row in {@code buffer} from {@code from} to before {@code to}; a lifetime of 0 means that the address has
     * no lease any more. What the user context tells about relays is not looked at yet ({@link ContextChecker}).
     */
    PackedLease row(byte[] buffer, int from, int to) throws BadRowException {
        line = buffer;
        split(from, to);
        return format.read(this);
    }

    private void split(int from, int to) throws BadRowException {
        int column = 0;
        int start = from;
        for (int at = from; at <= to; at++) {
            if (at == to || line[at] == ',') {
                if (column < starts.length) {
                    starts[column] = start;
                    ends[column] = at;
                }
                column++;
                start = at + 1;
            }
        }
        int least = Math.min(headerColumns, starts.length);
        int most = Math.max(headerColumns, starts.length);
        if (column < least || column > most) {
            throw new BadRowException(
                    "it has " + column + " columns instead of " + (least == most ? "" : least + " to ") + most);
        }
        for (; column < starts.length; column++) {
            starts[column] = -1;
            ends[column] = -1;
        }
    }

    private boolean isMissing(LeaseColumn column) {
        return starts[column.ordinal()] < 0;
    }

    int address4(LeaseColumn column) throws BadRowException {
        int at = starts[column.ordinal()];
        int end = ends[column.ordinal()];
        int bits = 0;
        for (int part = 0; part < 4; part++) {
            int value = 0;
            int digits = 0;
            while (at < end && line[at] >= '0' && line[at] <= '9' && digits < 4) {
                value = value * 10 + line[at++] - '0';
                digits++;
            }
            if (digits == 0 || value > 255 || (part < 3 && (at >= end || line[at++] != '.'))) {
                throw bad(column);
            }
            bits = bits << 8 | value;
        }
        if (at != end) {
            throw bad(column);
        }
        return bits;
    }

    Ipv6Address address6(LeaseColumn column) throws BadRowException {
        int at = starts[column.ordinal()];
        try {
            return Ipv6Address.parse(new String(line, at, ends[column.ordinal()] - at, StandardCharsets.US_ASCII));
        } catch (IllegalArgumentException e) {
            throw bad(column);
        }
    }

    LeaseState state(LeaseColumn column) throws BadRowException {
        return LeaseState.of(number(column, LeaseState.values().length - 1));
    }

    /** Thirty-two bits; the dump of a PostgreSQL database may have them as a signed number. */
    int bits(LeaseColumn column) throws BadRowException {
        int place = column.ordinal();
        if (!isMissing(column) && starts[place] < ends[place] && line[starts[place]] == '-') {
            starts[place]++;
            return (int) -number(column, 1L << 31);
        }
        return (int) number(column, 0xffff_ffffL);
    }

    /** As {@link #number}, but nothing means the same as no such column. */
    long numberIfAny(LeaseColumn column, long most) throws BadRowException {
        return starts[column.ordinal()] == ends[column.ordinal()] ? column.missing() : number(column, most);
    }

    /** Decimal digits. */
    long number(LeaseColumn column, long most) throws BadRowException {
        if (isMissing(column)) {
            return column.missing();
        }
        int at = starts[column.ordinal()];
        int end = ends[column.ordinal()];
        if (at == end || end - at > 18) {
            throw bad(column);
        }
        long number = 0;
        for (; at < end; at++) {
            int digit = line[at] - '0';
            if (digit < 0 || digit > 9) {
                throw bad(column);
            }
            number = number * 10 + digit;
        }
        if (number > most) {
            throw bad(column);
        }
        return number;
    }

    /** Pairs of hexadecimal digits, with colons or without; a single digit between colons stands for itself. */
    byte @Nullable [] hex(LeaseColumn column, int least, int most) throws BadRowException {
        int at = starts[column.ordinal()];
        int end = ends[column.ordinal()];
        if (at == end) {
            return null;
        }
        byte[] bytes = new byte[(end - at + 1) / 2];
        int count = 0;
        while (at < end) {
            int digit = digit(at++, column);
            if (at < end && line[at] != ':') {
                digit = digit << 4 | digit(at++, column);
            }
            bytes[count++] = (byte) digit;
            if (at < end && line[at] == ':' && ++at == end) {
                throw bad(column);
            }
        }
        if (count < least || count > most) {
            throw bad(column);
        }
        return count == bytes.length ? bytes : Arrays.copyOf(bytes, count);
    }

    private int digit(int at, LeaseColumn column) throws BadRowException {
        int digit = Character.digit(line[at], 16);
        if (digit < 0) {
            throw bad(column);
        }
        return digit;
    }

    /** Text with its escapes resolved; absent when empty or missing. */
    byte @Nullable [] text(LeaseColumn column) {
        if (isMissing(column)) {
            return null;
        }
        int at = starts[column.ordinal()];
        int end = ends[column.ordinal()];
        if (at == end) {
            return null;
        }
        byte[] text = new byte[end - at];
        int length = 0;
        while (at < end) {
            int high;
            int low;
            if (line[at] == '&'
                    && at + 4 < end
                    && line[at + 1] == '#'
                    && line[at + 2] == 'x'
                    && (high = Character.digit(line[at + 3], 16)) >= 0
                    && (low = Character.digit(line[at + 4], 16)) >= 0) {
                text[length++] = (byte) (high << 4 | low);
                at += 5;
            } else {
                text[length++] = line[at++];
            }
        }
        return length == text.length ? text : Arrays.copyOf(text, length);
    }

    private BadRowException bad(LeaseColumn column) {
        int at = starts[column.ordinal()];
        int shown = Math.min(ends[column.ordinal()] - at, 60);
        return new BadRowException("its " + column.title() + " is '"
                + new String(line, at, shown, StandardCharsets.US_ASCII).replaceAll("\\p{Cntrl}", "?") + "'");
    }
}
