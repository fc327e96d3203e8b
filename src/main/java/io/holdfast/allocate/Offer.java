package io.holdfast.allocate;

import io.holdfast.address.IpAddress;
import io.holdfast.address.LeaseHolder;
import io.holdfast.lease.Lease;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An address held ready for a client.
 *
 * @param client as leases of the subnet know it
 * @param expected the address's row as it was read: what a grant must find; absent: no row
 * @param surplus the client's leases of other addresses in these pools, which end when it takes this one
 * @param run of the picker that chose the address, see {@link AddressPickers#contested}; 0 when none did
 * @param until end of the offer, seconds since 1970
 */
public record Offer(
        LeaseHolder client,
        PoolSet pools,
        IpAddress address,
        @Nullable Lease expected,
        List<Lease> surplus,
        int run,
        long until) {

    /** The same offer, now that the address has this row. */
    public Offer expecting(@Nullable Lease row) {
        return new Offer(client, pools, address, row, surplus, run, until);
    }

    Offer until(long end) {
        return new Offer(client, pools, address, expected, surplus, run, end);
    }
}
