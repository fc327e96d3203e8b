package io.holdfast.store;

import io.holdfast.address.HardwareAddress;
import io.holdfast.lease.Lease;
import org.jspecify.annotations.Nullable;

/**
 * What rows of both tables have in common. The tables keep no client-last-transaction time: it is expire minus lifetime,
 * or expire itself when the lifetime is infinite. Columns that are NULL read as zero. Kea writes a missing hardware
 * address or client identifier as NULL or as no bytes; both read as absent.
 */
final class LeaseRow {

    private LeaseRow() {}

    static long lastTransaction(long lifetime, long expire) {
        return lifetime == Lease.INFINITE ? expire : expire - lifetime;
    }

    static String hostname(@Nullable String column) {
        return column == null ? "" : column;
    }

    static byte @Nullable [] hardware(Lease lease) {
        HardwareAddress hardware = lease.hardware();
        return hardware == null ? null : hardware.bytes();
    }

    /** Bytes no client can have sent identify nobody: the row can be seen, but not be taken for anybody's. */
    static @Nullable HardwareAddress hardware(int type, byte @Nullable [] bytes) {
        return bytes == null || bytes.length == 0 || bytes.length > HardwareAddress.MAX_BYTES
                ? null
                : HardwareAddress.of(type, bytes);
    }
}
