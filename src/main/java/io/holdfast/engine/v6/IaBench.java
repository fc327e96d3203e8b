package io.holdfast.engine.v6;

import io.holdfast.address.IaIdentity;
import io.holdfast.address.IaType;
import io.holdfast.address.Ipv6Address;
import io.holdfast.address.Ipv6Prefix;
import io.holdfast.allocate.Offer;
import io.holdfast.engine.AllocationFailure;
import io.holdfast.lease.Lease;
import io.holdfast.lease.Lease6;
import io.holdfast.lease.LeaseChange;
import io.holdfast.wire.v6.Ia6;
import io.holdfast.wire.v6.IaLease6;
import io.holdfast.wire.v6.StatusCode6;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One identity association of a packet: what the client says of it, and what has been decided. Made anew for each decision. */
final class IaBench {

    final Ia6 ia;
    final IaIdentity holder;

    /** What the client has or gets. */
    final List<Lease6> granted = new ArrayList<>(1);

    /** What it must use no longer. */
    final List<Ipv6Prefix> withdrawn = new ArrayList<>(0);

    /** Leases of it that end. */
    private final List<Lease6> revoked = new ArrayList<>(0);

    final List<LeaseChange> changes = new ArrayList<>(1);

    /** What the server says of the association; absent when it speaks for itself. */
    @Nullable
    StatusCode6 status;

    String statusText = "";

    /** The offer this bench acts on. */
    @Nullable
    Offer offer;

    @Nullable
    AllocationFailure failure;

    /** Where it failed, unsigned. */
    int failedIn;

    IaBench(Ia6 ia, IaIdentity holder) {
        this.ia = ia;
        this.holder = holder;
    }

    IaType type() {
        return ia.type();
    }

    /** What the client names, as rows of the lease store are called. */
    List<Ipv6Address> named() {
        return ia.leases().stream().map(this::rowOf).toList();
    }

    private Ipv6Address rowOf(IaLease6 named) {
        return type() == IaType.NA ? named.address() : named.prefix().network();
    }

    void say(StatusCode6 code, String text) {
        status = code;
        statusText = text;
    }

    void fail(AllocationFailure why, int subnetId) {
        failure = why;
        failedIn = subnetId;
    }

    /** There is nothing to give. */
    void refuse(String text) {
        say(type() == IaType.NA ? StatusCode6.NO_ADDRS_AVAIL : StatusCode6.NO_PREFIX_AVAIL, text);
    }

    /** Where the client would like to be, if a pool for it has that; absent when it does not say, or asks in vain. */
    ServedSubnet6.@Nullable Place hint(Exchange6 x, Link6 link) {
        for (IaLease6 wish : ia.leases()) {
            ServedSubnet6.Place place = wish.address().isUnspecified() ? null : hint(x, link, wish.address());
            if (place != null) {
                return place;
            }
        }
        return null;
    }

    private ServedSubnet6.@Nullable Place hint(Exchange6 x, Link6 link, Ipv6Address wish) {
        for (ServedSubnet6 served : link.from(x.subnet())) {
            ServedSubnet6.Place place = served.place(type(), wish);
            if (place != null
                    && link.allows(served, x.classes)
                    && served.inPoolFor(x.classes, type(), place.prefix())) {
                return place;
            }
        }
        return null;
    }

    /** A lease of the association ends: it is another's now, or fits no longer. */
    void revoke(Lease6 lease) {
        changes.add(new LeaseChange.Release(lease, null));
        revoked.add(lease);
    }

    /** Of which length the client would like its prefix; 0 when it does not say. */
    int hintedLength() {
        for (IaLease6 wish : ia.leases()) {
            if (type() == IaType.PD && wish.length() > 0 && wish.length() < Lease6.ADDRESS_LENGTH) {
                return wish.length();
            }
        }
        return 0;
    }

    /** What the association gives up. */
    List<Lease> revoked() {
        return List.copyOf(revoked);
    }

    /**
     * What the client has had or named, and does not get, is withdrawn; a prefix of zeros was only a wish for a length.
     */
    void withdrawRest() {
        Set<Ipv6Prefix> settled = new HashSet<>();
        granted.forEach(lease -> settled.add(lease.prefix()));
        for (Lease6 lease : revoked) {
            withdraw(lease.prefix(), settled);
        }
        for (IaLease6 named : ia.leases()) {
            withdraw(named.prefix(), settled);
        }
    }

    private void withdraw(Ipv6Prefix place, Set<Ipv6Prefix> settled) {
        if (!place.network().isUnspecified() && settled.add(place)) {
            withdrawn.add(place);
        }
    }
}
