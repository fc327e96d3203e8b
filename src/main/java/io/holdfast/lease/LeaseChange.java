package io.holdfast.lease;

import io.holdfast.address.IpAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is to happen to one address. Every change names the row it expects to find ({@code expected}; absent: no row) and
 * the row it leaves ({@code next}; absent: no row). A store carries it out only if the row is still the expected one:
 * same address, holder (client identifier and hardware address; DUID, type and IAID), {@code expire} and state.
 */
public sealed interface LeaseChange {

    @Nullable
    Lease expected();

    @Nullable
    Lease next();

    default IpAddress address() {
        Lease row = next() != null ? next() : expected();
        if (row == null) {
            throw new IllegalStateException("a lease change from nothing to nothing");
        }
        return row.address();
    }

    /** Not to be carried out when it would make the leases of one of these groups more than their limit. */
    default List<LeaseLimit> limits() {
        return List.of();
    }

    /** A client gets an address: one nobody has, or one whose lease is vacant. */
    record Grant(@Nullable Lease expected, Lease next, List<LeaseLimit> limits) implements LeaseChange {

        /** Without limits. */
        public Grant(@Nullable Lease expected, Lease next) {
            this(expected, next, List.of());
        }
    }

    /** A client keeps its address for longer. */
    record Renew(Lease expected, Lease next) implements LeaseChange {}

    /** A client gives its address back. */
    record Release(Lease expected, @Nullable Lease next) implements LeaseChange {}

    /** A client reports that somebody else uses its address. */
    record Decline(Lease expected, Lease next) implements LeaseChange {}

    /** A lease is over: kept for affinity in the state expired-reclaimed, or removed. */
    record Expire(Lease expected, @Nullable Lease next) implements LeaseChange {}

    /** An operator adds, changes or deletes a lease by command. */
    record Amend(@Nullable Lease expected, @Nullable Lease next) implements LeaseChange {}
}
