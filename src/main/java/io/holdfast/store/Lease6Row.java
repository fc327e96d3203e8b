package io.holdfast.store;

import static io.holdfast.store.TableColumn.bytes;
import static io.holdfast.store.TableColumn.flag;
import static io.holdfast.store.TableColumn.id;
import static io.holdfast.store.TableColumn.number;
import static io.holdfast.store.TableColumn.text;

import io.holdfast.address.Duid;
import io.holdfast.address.HardwareAddress;
import io.holdfast.address.IaType;
import io.holdfast.address.Ipv6Address;
import io.holdfast.lease.Lease;
import io.holdfast.lease.Lease6;
import io.holdfast.lease.LeaseState;
import io.holdfast.store.TableColumn.Kind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A row of {@code lease6} to a {@link Lease6} and back. */
final class Lease6Row {

    /** Of temporary addresses, which no server gives any longer; Kea 3.2 makes ordinary ones of those it finds. */
    private static final long TEMPORARY = 1;

    private static final TableColumn DUID = bytes("duid", Duid.MAX_BYTES, Lease6Row::duid);
    private static final TableColumn TYPE =
            number("lease_type", lease -> of(lease).type().number());
    private static final TableColumn IAID = new TableColumn(
            "iaid", Kind.INT, 0, lease -> Integer.toUnsignedLong(of(lease).iaid()));

    static final List<TableColumn> COLUMNS = List.of(
            TableColumn.address(),
            DUID,
            number("valid_lifetime", Lease::validLifetime),
            TableColumn.end(),
            id("subnet_id", Lease::subnetId),
            number("pref_lifetime", lease -> of(lease).preferredLifetime()),
            TYPE,
            IAID,
            number("prefix_len", lease -> of(lease).prefixLength()),
            flag("fqdn_fwd", Lease::fqdnForward),
            flag("fqdn_rev", Lease::fqdnReverse),
            text("hostname", 1020, Lease::hostname),
            bytes("hwaddr", HardwareAddress.MAX_BYTES, LeaseRow::hardware),
            new TableColumn("hwtype", Kind.SHORT, 0, lease -> type(lease.hardware())),
            new TableColumn("hwaddr_source", Kind.NUMBER, 0, Lease6Row::source),
            number("state", lease -> lease.state().number()),
            text("user_context", 0, Lease::userContext),
            id("pool_id", Lease::poolId));

    /** Who has it. */
    static final List<TableColumn> HOLDER = List.of(DUID, TYPE, IAID);

    private Lease6Row() {}

    /** @param before how many columns stand before those of {@link #COLUMNS} */
    static Lease6 read(ResultSet rows, int before) throws SQLException {
        long lifetime = rows.getLong(before + 3);
        IaType type = type(rows.getLong(before + 7));
        return new Lease6(
                address(rows, before + 1),
                type,
                prefixLength(type, rows, before + 9),
                duid(rows.getBytes(before + 2)),
                (int) rows.getLong(before + 8),
                rows.getLong(before + 6),
                lifetime,
                LeaseRow.lastTransaction(lifetime, rows.getLong(before + 4)),
                (int) rows.getLong(before + 5),
                rows.getBoolean(before + 10),
                rows.getBoolean(before + 11),
                LeaseRow.hostname(rows.getString(before + 12)),
                hardware(rows, before),
                (int) rows.getLong(before + 15),
                LeaseState.of(rows.getLong(before + 16)),
                rows.getString(before + 17),
                (int) rows.getLong(before + 18));
    }

    static Ipv6Address address(ResultSet rows, int column) throws SQLException {
        return Ipv6Address.of(rows.getBytes(column));
    }

    /** Rows of other programs may have none, or an impossible one. */
    static int prefixLength(IaType type, ResultSet rows, int column) throws SQLException {
        int length = rows.getInt(column);
        return type == IaType.NA || rows.wasNull() || length > Lease6.ADDRESS_LENGTH ? Lease6.ADDRESS_LENGTH : length;
    }

    private static @Nullable HardwareAddress hardware(ResultSet rows, int before) throws SQLException {
        int type = (int) rows.getLong(before + 14) & 0xffff;
        return LeaseRow.hardware(rows.wasNull() ? HardwareAddress.ETHERNET : type, rows.getBytes(before + 13));
    }

    static IaType type(long number) {
        return number == TEMPORARY ? IaType.NA : IaType.of(number);
    }

    private static @Nullable Duid duid(byte @Nullable [] bytes) {
        return bytes == null
                        || bytes.length < Duid.MIN_BYTES
                        || bytes.length > Duid.MAX_BYTES
                        || Arrays.equals(bytes, Lease6.NOBODY.bytes())
                ? null
                : Duid.of(bytes);
    }

    private static byte[] duid(Lease lease) {
        Duid duid = of(lease).duid();
        return (duid == null ? Lease6.NOBODY : duid).bytes();
    }

    private static @Nullable Long type(@Nullable HardwareAddress hardware) {
        return hardware == null ? null : (long) hardware.type();
    }

    private static @Nullable Long source(Lease lease) {
        return lease.hardware() == null ? null : (long) of(lease).hardwareSource();
    }

    private static Lease6 of(Lease lease) {
        return (Lease6) lease;
    }
}
