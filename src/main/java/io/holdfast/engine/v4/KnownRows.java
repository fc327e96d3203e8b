package io.holdfast.engine.v4;

import io.holdfast.address.IpAddress;
import io.holdfast.address.Ipv4Address;
import io.holdfast.lease.Lease;
import io.holdfast.lease.Lease4;
import io.holdfast.lease.LeaseQuestion;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is known of rows of the lease store, as far as an exchange has found out. For one thread. */
final class KnownRows {

    /** The client's rows on its link, whatever their state; absent while not asked for. */
    @Nullable
    List<Lease4> clientRows;

    /** Whether the row of the wanted address is known, and what it is. */
    boolean rowKnown;

    @Nullable
    Lease4 row;

    /** The row of the address reserved for the client, as far as that was asked for. */
    @Nullable
    Ipv4Address reservedAsked;

    private boolean reservedRowKnown;

    @Nullable
    Lease4 reservedRow;

    /** The question for the row of the address reserved for the client, which is not known before it is answered. */
    LeaseQuestion askReserved(Ipv4Address address) {
        reservedAsked = address;
        reservedRowKnown = false;
        return new LeaseQuestion.OfAddress(address);
    }

    /** Whether the row of this address, as the one reserved for the client, is known. */
    boolean hasReserved(Ipv4Address address) {
        return reservedRowKnown && address.equals(reservedAsked);
    }

    /** Whether this row is known to be as it is in the store: read for this exchange, not for one before. */
    boolean hasRead(@Nullable Lease4 lease) {
        return rowKnown && row == lease
                || clientRows != null && clientRows.stream().anyMatch(each -> each == lease);
    }

    void learn(LeaseQuestion question, List<Lease> answer) {
        List<Lease4> rows = answer.stream().map(Lease4.class::cast).toList();
        switch (question) {
            case LeaseQuestion.OfAddress(var address) -> learn(address, rows.isEmpty() ? null : rows.getFirst());
            case LeaseQuestion.OfClient _ -> clientRows = rows;
            case LeaseQuestion.OfDuid _ -> throw new IllegalStateException("DHCPv4 does not ask for DUIDs");
        }
    }

    private void learn(IpAddress address, @Nullable Lease4 found) {
        if (address.equals(reservedAsked)) {
            reservedRowKnown = true;
            reservedRow = found;
        } else {
            learnRow(found);
        }
    }

    /** The wanted address has this row, or none. */
    void learnRow(@Nullable Lease4 found) {
        rowKnown = true;
        row = found;
    }
}
