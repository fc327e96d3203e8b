package io.holdfast.engine.v6;

import io.holdfast.address.IaIdentity;
import io.holdfast.address.IaType;
import io.holdfast.address.Ipv6Address;
import io.holdfast.address.Ipv6Prefix;
import io.holdfast.address.LeaseHolder;
import io.holdfast.allocate.AddressDesk;
import io.holdfast.allocate.AddressPickers;
import io.holdfast.allocate.Offer;
import io.holdfast.allocate.OfferBook;
import io.holdfast.allocate.PoolSet;
import io.holdfast.allocate.PoolUse;
import io.holdfast.classify.ClientClasses;
import io.holdfast.engine.Decision;
import io.holdfast.lease.Lease;
import io.holdfast.lease.Lease6;
import org.jspecify.annotations.Nullable;

/** Finds an address or a prefix for an association and holds it ready, so that no other exchange takes it meanwhile. */
final class AddressChoice6 {

    private final AddressDesk desk;
    private final Picking6 picking;

    AddressChoice6(OfferBook offers, AddressPickers pickers) {
        desk = new AddressDesk(offers, pickers, AddressChoice6::owns);
        picking = new Picking6(desk);
    }

    private static boolean owns(Lease lease, LeaseHolder holder) {
        return lease instanceof Lease6 row && holder instanceof IaIdentity ia && KnownLeases.belongs(row, ia);
    }

    /** See {@link AddressDesk#sweep}. */
    void sweep(long now) {
        desk.sweep(now);
    }

    /** The association's open offer with what is known of its row by now, if the client may have it and it can be taken. */
    @Nullable
    Offer standing(Exchange6 x, IaBench bench, Link6 link, long now) {
        Offer offer = desk.standing(bench.holder, now);
        ServedSubnet6 served = offer == null ? null : link.find(offer.pools().subnetId());
        if (offer == null || served == null || !link.allows(served, x.classes)) {
            return null;
        }
        Ipv6Address address = Addresses.of(offer.address());
        Ipv6Prefix place = new Ipv6Prefix(address, offer.pools().length());
        if (!mayHave(x, bench, served, place) || x.isRefused(address)) {
            return null;
        }
        if (!x.known.has(address)) {
            return offer;
        }
        Lease6 row = x.known.row(address);
        if (isFree(row, bench.holder, now)) {
            return offer.expecting(row);
        }
        if (row != null) {
            desk.lost(bench.holder, offer, row, now);
        }
        return null;
    }

    private static boolean mayHave(Exchange6 x, IaBench bench, ServedSubnet6 served, Ipv6Prefix place) {
        return served.inPool(bench.type(), place.network(), place.length())
                        && served.inPoolFor(x.classes, bench.type(), place)
                || Reserving.isReserved(x, served.subnet(), bench.type(), place);
    }

    /** Whether an association may be given an address with this row. */
    static boolean isFree(@Nullable Lease row, IaIdentity holder, long now) {
        return row == null || row.isVacant(now) || owns(row, holder);
    }

    /** What the association has been offered is reserved for another: it is not to be picked again. */
    void drop(IaIdentity holder) {
        desk.conclude(holder);
    }

    /** Keeps a standing offer open for as long as a new one. */
    void prolong(IaBench bench, Offer offer, long now) {
        desk.prolong(offer, now);
        bench.offer = offer;
    }

    /** Holds a place with this row for the association; false when it was refused before or is on offer to another. */
    boolean hold(Exchange6 x, IaBench bench, ServedSubnet6.Place place, @Nullable Lease6 row, long now) {
        if (x.isRefused(place.address())) {
            return false;
        }
        Offer offer = new Offer(bench.holder, place.pools(), place.address(), row, bench.revoked(), 0, 0);
        if (!desk.hold(offer, now)) {
            return false;
        }
        bench.offer = offer;
        return true;
    }

    /** The association keeps its own running lease, even if that has been offered to another meanwhile. */
    void claim(IaBench bench, Lease6 own, long now) {
        claim(bench, place(own), own, now);
    }

    /** What is reserved for the client is its own, even if it has been offered to another meanwhile. */
    void claim(IaBench bench, ServedSubnet6.Place place, @Nullable Lease6 row, long now) {
        Offer offer = new Offer(bench.holder, place.pools(), place.address(), row, bench.revoked(), 0, 0);
        desk.claim(offer, now);
        bench.offer = offer;
    }

    /** See {@link Picking6}. */
    @Nullable
    Decision pick(Exchange6 x, IaBench bench, Link6 link, long now) {
        return picking.pick(x, bench, link, now);
    }

    /** Whether the association has an open offer, whether it can have that or not. */
    boolean hasOffer(IaBench bench, long now) {
        return desk.standing(bench.holder, now) != null;
    }

    /** See {@link Picking6#lookAhead}. */
    @Nullable
    Decision lookAhead(Exchange6 x, IaBench bench, Link6 link, long now) {
        return picking.lookAhead(x, bench, link, now);
    }

    /** What has been found and was not needed goes back; what was found first will be the next. */
    void giveBackSpares(Exchange6 x) {
        x.spares
                .reversed()
                .forEach(spare -> desk.putBack(spare.pools(), spare.found().vacancy()));
        x.spares.clear();
    }

    /** The client has not chosen us: its offer is open to others at once. */
    void abandon(IaIdentity holder, long now) {
        desk.abandon(holder, now);
    }

    /** What was to be changed has changed otherwise: the offer goes on with the new row, or ends when it is another's. */
    void overtaken(Exchange6 x, Exchange6.Lost lost, long now) {
        Lease present = lost.present();
        Ipv6Address address = Addresses.of(lost.change().address());
        x.known.learn(address, present);
        for (IaBench bench : x.benches) {
            Offer offer = bench.offer;
            if (offer != null && offer.address().equals(address)) {
                if (isFree(present, bench.holder, now)) {
                    desk.prolong(offer.expecting(present), now);
                } else if (present != null) {
                    desk.lost(bench.holder, offer, present, now);
                    x.refuse(address);
                }
            }
        }
    }

    void granted(IaIdentity holder, Lease6 lease) {
        desk.granted(holder, pools(lease), lease.address());
    }

    void released(IaIdentity holder, Lease6 lease) {
        desk.released(holder, pools(lease), lease.address());
    }

    /** Declined, or registered by whoever has it. */
    void occupied(Lease6 lease) {
        desk.declined(pools(lease), lease.address());
    }

    /** Where a lease is. */
    static ServedSubnet6.Place place(Lease6 lease) {
        return new ServedSubnet6.Place(pools(lease), lease.address());
    }

    private static PoolSet pools(Lease6 lease) {
        return new PoolSet(lease.subnetId(), lease.type(), lease.prefixLength(), 0);
    }

    /** Of all pools of a subnet for clients of these classes that delegate prefixes of this length or shorter. */
    PoolUse use(ServedSubnet6 served, int length, ClientClasses classes) {
        PoolUse use = PoolUse.NONE;
        for (ServedSubnet6.GuardedPools each : served.pools(IaType.PD)) {
            if (each.pools().length() <= length && each.guard().allows(classes)) {
                use = use.plus(desk.use(each.pools()));
            }
        }
        return use;
    }
}
