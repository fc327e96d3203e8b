package io.holdfast.store.memory;

import io.holdfast.lease.LeaseState;

/** Writes rows of Kea's lease file. */
final class LeaseRows {

    private LeaseRows() {}

    /** The row that says: this is the lease from now on. */
    static void put(RowBuffer out, PackedLease lease) {
        // A lifetime of 0 means removal to every reader. One second that ends at the same time says what is meant.
        if (lease.lifetime() == 0) {
            row(out, lease, 1, lease.since(), lease.state());
        } else {
            row(out, lease, lease.validLifetime(), lease.since() + lease.validLifetime(), lease.state());
        }
    }

    /** The row that says: this address has no lease any more. */
    static void remove(RowBuffer out, PackedLease former) {
        // Kea takes a row without any identity for broken, unless the lease is declined.
        boolean nameless = !PackedParts.has(former.parts(), PackedParts.HARDWARE)
                && !PackedParts.has(former.parts(), PackedParts.CLIENT_ID);
        row(out, former, 0, former.since(), nameless ? LeaseState.DECLINED : former.state());
    }

    private static void row(RowBuffer out, PackedLease lease, long lifetime, long expire, LeaseState state) {
        byte[] parts = lease.parts();
        out.addAddress(lease.address());
        out.add(',');
        hex(out, parts, PackedParts.HARDWARE);
        hex(out, parts, PackedParts.CLIENT_ID);
        number(out, lifetime);
        // The file adds even the infinite lifetime to the last transaction, unlike the tables.
        number(out, expire);
        number(out, Integer.toUnsignedLong(lease.subnet()));
        number(out, lease.forward() ? 1 : 0);
        number(out, lease.reverse() ? 1 : 0);
        text(out, parts, PackedParts.HOSTNAME);
        number(out, state.number());
        text(out, parts, PackedParts.CONTEXT);
        out.addNumber(Integer.toUnsignedLong(lease.pool()));
        out.add('\n');
    }

    private static void number(RowBuffer out, long number) {
        out.addNumber(number);
        out.add(',');
    }

    private static void hex(RowBuffer out, byte[] parts, int kind) {
        if (PackedParts.has(parts, kind)) {
            int at = PackedParts.offset(parts, kind);
            int from = at + PackedParts.lengthBytes(kind);
            out.addHex(parts, from, from + PackedParts.length(parts, at, kind));
        }
        out.add(',');
    }

    private static void text(RowBuffer out, byte[] parts, int kind) {
        if (PackedParts.has(parts, kind)) {
            int at = PackedParts.offset(parts, kind);
            int from = at + PackedParts.lengthBytes(kind);
            out.addEscaped(parts, from, from + PackedParts.length(parts, at, kind));
        }
        out.add(',');
    }
}
