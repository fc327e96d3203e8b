package io.holdfast.store.memory;

import io.holdfast.address.Protocol;
import io.holdfast.lease.LeaseState;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/** Kea's lease file of one protocol: its columns, and a lease to its row and back. */
sealed interface LeaseFormat permits LeaseFormat4, LeaseFormat6 {

    static LeaseFormat of(Protocol protocol) {
        return switch (protocol) {
            case DHCP4 -> LeaseFormat4.FORMAT;
            case DHCP6 -> LeaseFormat6.FORMAT;
        };
    }

    static byte[] header(List<? extends LeaseColumn> columns) {
        return (columns.stream().map(LeaseColumn::title).collect(Collectors.joining(",")) + "\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** In words. */
    String protocol();

    /** All columns in their order; older files have fewer. */
    List<? extends LeaseColumn> columns();

    /** A file with fewer columns than this is none of ours. */
    int least();

    /** The first line of a file; not to be changed. */
    byte[] header();

    /** The lease of the row that was split last. */
    PackedLease read(RowParser row) throws BadRowException;

    /** Writes all columns, with these in the place of the lease's own. */
    void write(RowBuffer out, PackedLease lease, long lifetime, long expire, LeaseState state);

    /** Whether there is nothing that tells whose it is; Kea takes a row without it for broken, unless it is declined. */
    boolean isNameless(PackedLease lease);

    /** Writes the row that says: this is the lease from now on. */
    default void put(RowBuffer out, PackedLease lease) {
        // A lifetime of 0 means removal to every reader. One second that ends at the same time says what is meant.
        if (lease.lifetime() == 0) {
            write(out, lease, 1, lease.since(), lease.state());
        } else {
            // The file adds even the infinite lifetime to the last transaction, unlike the tables.
            write(out, lease, lease.validLifetime(), lease.since() + lease.validLifetime(), lease.state());
        }
    }

    /** Writes the row that says: this address has no lease any more. */
    default void remove(RowBuffer out, PackedLease former) {
        write(out, former, 0, former.since(), isNameless(former) ? LeaseState.DECLINED : former.state());
    }
}
