package io.holdfast.engine.v6;

import io.holdfast.address.IaType;
import io.holdfast.address.Ipv6Address;
import io.holdfast.config.ReclaimSettings;
import io.holdfast.engine.Decision;
import io.holdfast.lease.Lease6;
import io.holdfast.lease.LeaseChange;
import io.holdfast.lease.LeaseState;
import io.holdfast.wire.v6.MessageType6;
import io.holdfast.wire.v6.StatusCode6;
import java.util.ArrayList;
import java.util.List;

/**
 * RELEASE and DECLINE (RFC 8415 §18.3.7, §18.3.8): the client gives back what it has, or has found somebody else to use it.
 * Each association hears whether it has anything of what it names. Addresses are looked up by themselves, so that they can
 * be given back from anywhere.
 */
final class Returning {

    private final AddressChoice6 choice;
    private final boolean keep;
    private final long probation;

    /** @param probation seconds a declined address is kept from everybody */
    Returning(AddressChoice6 choice, ReclaimSettings reclaim, long probation) {
        this.choice = choice;
        keep = reclaim.holdReclaimed() > 0 && reclaim.flushWait() > 0;
        this.probation = probation;
    }

    Decision decide(Exchange6 x, long now) {
        boolean release = x.query().duty() == Duty6.RELEASE;
        x.begin();
        if (!release) {
            // Nobody can find a prefix in use on the link.
            x.benches = x.benches.stream()
                    .filter(bench -> bench.type() == IaType.NA)
                    .toList();
        }
        Decision question = x.askUnknown(
                x.benches.stream().flatMap(bench -> bench.named().stream()).toList());
        if (question != null) {
            return question;
        }
        x.benches.forEach(bench -> settle(x, bench, release, now));
        x.verdict.onlyStatus = true;
        x.verdict.say(StatusCode6.SUCCESS, release ? "released" : "declined");
        return x.answer(MessageType6.REPLY);
    }

    private void settle(Exchange6 x, IaBench bench, boolean release, long now) {
        for (Lease6 lease : named(x, bench)) {
            if (release) {
                bench.changes.add(new LeaseChange.Release(lease, keep && !lease.isInfinite() ? released(lease) : null));
            } else if (!lease.isExpired(now)) {
                bench.changes.add(new LeaseChange.Decline(lease, lease.declined(now, probation)));
            }
        }
        if (bench.changes.isEmpty()) {
            bench.say(StatusCode6.NO_BINDING, "this association has none of what it names");
        } else {
            bench.say(StatusCode6.SUCCESS, release ? "released" : "declined");
        }
    }

    /** The leases of the association among those it names, each once. */
    private static List<Lease6> named(Exchange6 x, IaBench bench) {
        List<Lease6> leases = new ArrayList<>();
        for (Ipv6Address address : bench.named()) {
            Lease6 row = x.known.row(address);
            if (row != null
                    && row.state() == LeaseState.DEFAULT
                    && bench.holder.equals(row.holder())
                    && !leases.contains(row)) {
                leases.add(row);
            }
        }
        return leases;
    }

    /** Remembered so that its client can have it back. */
    private static Lease6 released(Lease6 lease) {
        return new Lease6(
                lease.address(),
                lease.type(),
                lease.prefixLength(),
                lease.duid(),
                lease.iaid(),
                0,
                0,
                lease.lastTransaction(),
                lease.subnetId(),
                lease.fqdnForward(),
                lease.fqdnReverse(),
                lease.hostname(),
                lease.hardware(),
                lease.hardwareSource(),
                LeaseState.RELEASED,
                lease.userContext(),
                lease.poolId());
    }

    void committed(Exchange6 x) {
        for (IaBench bench : x.benches) {
            for (LeaseChange change : bench.changes) {
                if (change instanceof LeaseChange.Release(Lease6 lease, var _)) {
                    choice.released(bench.holder, lease);
                } else if (change.next() instanceof Lease6 declined) {
                    choice.occupied(declined);
                }
            }
        }
    }
}
