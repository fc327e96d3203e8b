package io.holdfast.engine.v6;

import io.holdfast.address.IaIdentity;
import io.holdfast.address.IaType;
import io.holdfast.address.Ipv6Address;
import io.holdfast.address.Ipv6Prefix;
import io.holdfast.allocate.Offer;
import io.holdfast.engine.AllocationFailure;
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
    final List<IaLease6> withdrawn = new ArrayList<>(0);

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

    /** There is nothing to give. */
    void refuse(String text) {
        say(type() == IaType.NA ? StatusCode6.NO_ADDRS_AVAIL : StatusCode6.NO_PREFIX_AVAIL, text);
    }

    /** Where the client would like to be, if that is in a pool; absent when it does not say, or asks in vain. */
    ServedSubnet6.@Nullable Place hint(ServedSubnet6 served) {
        for (IaLease6 wish : ia.leases()) {
            ServedSubnet6.Place place = wish.address().isUnspecified() ? null : served.place(type(), wish.address());
            if (place != null) {
                return place;
            }
        }
        return null;
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

    /** What the client has named and does not get is withdrawn; a prefix of zeros was only a wish for a length. */
    void withdrawRest() {
        Set<Ipv6Prefix> settled = new HashSet<>();
        granted.forEach(lease -> settled.add(lease.prefix()));
        for (IaLease6 named : ia.leases()) {
            Ipv6Prefix place = named.prefix();
            if (!place.network().isUnspecified() && settled.add(place)) {
                withdrawn.add(named);
            }
        }
    }
}
