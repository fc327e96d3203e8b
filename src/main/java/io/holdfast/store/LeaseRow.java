package io.holdfast.store;

import io.holdfast.address.ClientIdentifier;
import io.holdfast.address.HardwareAddress;
import io.holdfast.address.Ipv4Address;
import io.holdfast.lease.Lease;
import io.holdfast.lease.Lease4;
import io.holdfast.lease.LeaseState;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code lease4} to a {@link Lease4} and back. The tables keep no client-last-transaction time: it is expire
 * minus lifetime, or expire itself when the lifetime is infinite. Columns that are NULL read as zero. Kea writes a missing hardware address or client
 * identifier as NULL or as no bytes; both read as absent.
 */
public final class LeaseRow {

    private LeaseRow() {}

    /**
     * @param lifetime an expression for {@code l.valid_lifetime}
     * @param expire an expression for {@code l.expire} in whole seconds since 1970
     */
    public static String columns(String lifetime, String expire) {
        return "l.address, l.hwaddr, l.client_id, " + lifetime + ", " + expire
                + ", l.subnet_id, l.fqdn_fwd, l.fqdn_rev, l.hostname, l.state,"
                + " l.user_context, l.relay_id, l.remote_id, l.pool_id";
    }

    /** @param before how many columns stand before those of {@link #columns} */
    public static Lease4 read(ResultSet rows, int before) throws SQLException {
        long lifetime = rows.getLong(before + 4);
        long expire = rows.getLong(before + 5);
        return new Lease4(
                Ipv4Address.ofUnsigned(rows.getLong(before + 1)),
                hardware(rows.getBytes(before + 2)),
                clientId(rows.getBytes(before + 3)),
                lifetime,
                lifetime == Lease4.INFINITE ? expire : expire - lifetime,
                (int) rows.getLong(before + 6),
                rows.getBoolean(before + 7),
                rows.getBoolean(before + 8),
                rows.getString(before + 9) instanceof String name ? name : "",
                LeaseState.of(rows.getLong(before + 10)),
                rows.getString(before + 11),
                rows.getBytes(before + 12),
                rows.getBytes(before + 13),
                (int) rows.getLong(before + 14));
    }

    /**
     * What the column {@code expire} holds for this lease, seconds since 1970; MySQL's begins with second 1.
     *
     * @param last the last second that the column can hold
     */
    public static long expire(Lease lease, long last) {
        return Math.clamp(lease.expire(), 1, last);
    }

    /** Bytes no client can have sent identify nobody: the row can be seen, but not be taken for anybody's. */
    private static @Nullable HardwareAddress hardware(byte @Nullable [] bytes) {
        return bytes == null || bytes.length == 0 || bytes.length > HardwareAddress.MAX_BYTES
                ? null
                : HardwareAddress.ethernet(bytes);
    }

    private static @Nullable ClientIdentifier clientId(byte @Nullable [] bytes) {
        return bytes == null || bytes.length < ClientIdentifier.MIN_BYTES || bytes.length > ClientIdentifier.MAX_BYTES
                ? null
                : ClientIdentifier.of(bytes);
    }
}
