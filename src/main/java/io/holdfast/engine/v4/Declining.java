package io.holdfast.engine.v4;

import io.holdfast.address.Ipv4Address;
import io.holdfast.engine.Decision;
import io.holdfast.engine.DropReason;
import io.holdfast.lease.Lease4;
import io.holdfast.lease.LeaseChange;
import io.holdfast.lease.LeaseQuestion;
import io.holdfast.lease.LeaseState;

/**
 * DHCPDECLINE (RFC 2131 §4.3.3): the owner has found its address in use. It is kept from everybody for the probation
 * period, without the client's data. Never answered.
 */
final class Declining {

    private static final Decision NO_ADDRESS_NAMED = new Decision.Silence(DropReason.RFC_VIOLATION);
    private static final Decision NOT_ITS_LEASE = new Decision.Silence(DropReason.NOT_ITS_LEASE);

    private final AddressChoice choice;
    private final long probation;

    /** @param probation seconds */
    Declining(AddressChoice choice, long probation) {
        this.choice = choice;
        this.probation = probation;
    }

    Decision decide(Exchange4 x, long now) {
        Ipv4Address address = x.query().requested();
        if (address == null) {
            return NO_ADDRESS_NAMED;
        }
        if (x.verdict.lost != null) {
            x.known.learnRow((Lease4) x.verdict.lost.present());
            x.verdict.withdraw();
        }
        if (!x.known.rowKnown) {
            return x.inquiry.ask(new LeaseQuestion.OfAddress(address));
        }
        Lease4 lease = x.known.row;
        if (lease == null
                || lease.state() != LeaseState.DEFAULT
                || lease.isExpired(now)
                || !ClientLeases.belongs(lease, x.query().identity())) {
            return NOT_ITS_LEASE;
        }
        return x.verdict.change(new LeaseChange.Decline(
                lease, declined(lease.address(), lease.subnetId(), lease.poolId(), probation, now)));
    }

    /** @param probation seconds */
    static Lease4 declined(Ipv4Address address, int subnetId, int poolId, long probation, long now) {
        return new Lease4(
                address,
                null,
                null,
                probation,
                now,
                subnetId,
                false,
                false,
                "",
                LeaseState.DECLINED,
                null,
                null,
                null,
                poolId);
    }

    void committed(Exchange4 x) {
        if (x.known.row != null) {
            choice.declined(x.known.row.subnetId(), x.known.row.address());
        }
    }
}
