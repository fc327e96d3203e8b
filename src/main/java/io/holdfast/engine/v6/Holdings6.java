package io.holdfast.engine.v6;

import io.holdfast.address.IaType;
import io.holdfast.address.Ipv6Prefix;
import io.holdfast.host.HostAnswer;
import io.holdfast.lease.Lease6;
import io.holdfast.lease.LeaseState;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The leases of an association on its link.
 *
 * @param running which it may keep
 * @param former which it could have again
 * @param lost which run, and which it must give up: they are reserved for somebody else, or neither for it nor in a pool
 *     for it, or of a subnet that is not
 */
record Holdings6(List<Lease6> running, List<Lease6> former, List<Lease6> lost) {

    /** Absent when it has to be asked first who has reserved them. */
    static @Nullable Holdings6 of(Exchange6 x, IaBench bench, Link6 link, long now) {
        Holdings6 has = new Holdings6(new ArrayList<>(1), new ArrayList<>(0), new ArrayList<>(0));
        boolean open = false;
        for (Lease6 lease : x.known.of(bench.holder, link)) {
            Boolean keeps = keeps(x, link, lease, now);
            if (keeps == null) {
                open = true;
            } else if (!lease.isVacant(now)) {
                (keeps ? has.running : has.lost).add(lease);
            } else if (keeps) {
                has.former.add(lease);
            }
        }
        return open ? null : has;
    }

    private static @Nullable Boolean keeps(Exchange6 x, Link6 link, Lease6 lease, long now) {
        ServedSubnet6 served = link.find(lease.subnetId());
        if (served == null) {
            return false;
        }
        boolean fits = lease.type() == IaType.PD || served.isOnLink(lease.address());
        boolean allowed = link.allows(served, x.classes);
        boolean runs = lease.state() == LeaseState.DEFAULT && !lease.isVacant(now);
        if (runs && fits && !x.hosts.certain()) {
            return true; // it may be reserved for this client: nobody loses an address because a database is away
        }
        if (Reserving.isReserved(x, served.subnet(), lease.type(), lease.prefix())) {
            return fits && allowed || Reserving.isGlobal(x, lease.type(), lease.prefix());
        }
        HostAnswer others = Reserving.others(x, served.subnet(), lease.type(), lease.prefix());
        if (others == null) {
            return null;
        }
        return fits && !x.hosts.othersHave(others) && isInPool(x, link, lease, runs);
    }

    /** A running lease may be of another length than the pool gives out by now. */
    private static boolean isInPool(Exchange6 x, Link6 link, Lease6 lease, boolean runs) {
        Ipv6Prefix prefix = lease.prefix();
        for (ServedSubnet6 served : link.subnets()) {
            if (link.allows(served, x.classes)
                    && served.inPoolFor(x.classes, lease.type(), prefix)
                    && (runs || served.inPool(lease.type(), lease.address(), lease.prefixLength()))) {
                return true;
            }
        }
        return false;
    }

    /** Those that are not reserved for the client end, now that one that is has been found. */
    List<Lease6> unreserved(Exchange6 x) {
        return x.hosts.known()
                ? running.stream()
                        .filter(lease -> !Reserving.isReserved(x, lease))
                        .toList()
                : running;
    }

    List<Lease6> reserved(Exchange6 x) {
        return !x.hosts.known()
                ? List.of()
                : running.stream()
                        .filter(lease -> Reserving.isReserved(x, lease))
                        .toList();
    }
}
