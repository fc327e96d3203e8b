package io.holdfast.store;

import static io.holdfast.store.TableColumn.bytes;
import static io.holdfast.store.TableColumn.flag;
import static io.holdfast.store.TableColumn.id;
import static io.holdfast.store.TableColumn.number;
import static io.holdfast.store.TableColumn.text;

import io.holdfast.address.ClientIdentifier;
import io.holdfast.address.HardwareAddress;
import io.holdfast.address.Ipv4Address;
import io.holdfast.lease.Lease;
import io.holdfast.lease.Lease4;
import io.holdfast.lease.LeaseState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A row of {@code lease4} to a {@link Lease4} and back. */
final class Lease4Row {

    private static final TableColumn HARDWARE = bytes("hwaddr", HardwareAddress.MAX_BYTES, LeaseRow::hardware);
    private static final TableColumn CLIENT_ID = bytes("client_id", ClientIdentifier.MAX_BYTES, Lease4Row::clientId);

    static final List<TableColumn> COLUMNS = List.of(
            TableColumn.address(),
            HARDWARE,
            CLIENT_ID,
            number("valid_lifetime", Lease::validLifetime),
            TableColumn.end(),
            id("subnet_id", Lease::subnetId),
            flag("fqdn_fwd", Lease::fqdnForward),
            flag("fqdn_rev", Lease::fqdnReverse),
            text("hostname", 1020, Lease::hostname),
            number("state", lease -> lease.state().number()),
            text("user_context", 0, Lease::userContext),
            bytes("relay_id", 255, lease -> ((Lease4) lease).relayId()),
            bytes("remote_id", 255, lease -> ((Lease4) lease).remoteId()),
            id("pool_id", Lease::poolId));

    /** Who has it. */
    static final List<TableColumn> HOLDER = List.of(CLIENT_ID, HARDWARE);

    private Lease4Row() {}

    /** @param before how many columns stand before those of {@link #COLUMNS} */
    static Lease4 read(ResultSet rows, int before) throws SQLException {
        long lifetime = rows.getLong(before + 4);
        return new Lease4(
                address(rows, before + 1),
                LeaseRow.hardware(HardwareAddress.ETHERNET, rows.getBytes(before + 2)),
                clientId(rows.getBytes(before + 3)),
                lifetime,
                LeaseRow.lastTransaction(lifetime, rows.getLong(before + 5)),
                (int) rows.getLong(before + 6),
                rows.getBoolean(before + 7),
                rows.getBoolean(before + 8),
                LeaseRow.hostname(rows.getString(before + 9)),
                LeaseState.of(rows.getLong(before + 10)),
                rows.getString(before + 11),
                rows.getBytes(before + 12),
                rows.getBytes(before + 13),
                (int) rows.getLong(before + 14));
    }

    static Ipv4Address address(ResultSet rows, int column) throws SQLException {
        return Ipv4Address.ofUnsigned(rows.getLong(column));
    }

    private static byte @Nullable [] clientId(Lease lease) {
        ClientIdentifier id = ((Lease4) lease).clientId();
        return id == null ? null : id.bytes();
    }

    private static @Nullable ClientIdentifier clientId(byte @Nullable [] bytes) {
        return bytes == null || bytes.length < ClientIdentifier.MIN_BYTES || bytes.length > ClientIdentifier.MAX_BYTES
                ? null
                : ClientIdentifier.of(bytes);
    }
}
