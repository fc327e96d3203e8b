package io.holdfast.engine.v4;

import io.holdfast.address.Ipv4Address;
import io.holdfast.config.ReclaimSettings;
import io.holdfast.engine.Decision;
import io.holdfast.engine.DropReason;
import io.holdfast.lease.Lease4;
import io.holdfast.lease.LeaseChange;
import io.holdfast.lease.LeaseQuestion;
import io.holdfast.lease.LeaseState;

/**
 * DHCPRELEASE (RFC 2131 §4.3.4): only the owner's, and never answered. The row stays for a while so that the client can
 * have its address back, if reclaimed leases are kept and removed later at all.
 */
final class Releasing {

    private static final Decision NOT_ITS_LEASE = new Decision.Silence(DropReason.NOT_ITS_LEASE);

    private final AddressChoice choice;
    private final boolean keep;

    Releasing(AddressChoice choice, ReclaimSettings reclaim) {
        this.choice = choice;
        keep = reclaim.holdReclaimed() > 0 && reclaim.flushWait() > 0;
    }

    Decision decide(Exchange4 x) {
        Ipv4Address address = x.query().ciaddr();
        if (address == null) {
            return NOT_ITS_LEASE;
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
                || !ClientLeases.belongs(lease, x.query().identity())) {
            return NOT_ITS_LEASE;
        }
        return x.verdict.change(new LeaseChange.Release(lease, keep && !lease.isInfinite() ? released(lease) : null));
    }

    private static Lease4 released(Lease4 lease) {
        return new Lease4(
                lease.address(),
                lease.hardware(),
                lease.clientId(),
                0,
                lease.lastTransaction(),
                lease.subnetId(),
                lease.fqdnForward(),
                lease.fqdnReverse(),
                lease.hostname(),
                LeaseState.RELEASED,
                lease.userContext(),
                lease.relayId(),
                lease.remoteId(),
                lease.poolId());
    }

    void committed(Exchange4 x) {
        if (x.known.row != null) {
            choice.released(x.holder(), x.known.row.subnetId(), x.known.row.address());
        }
    }
}
