package io.holdfast.engine.v4;

import io.holdfast.address.ClientIdentity;
import io.holdfast.address.Ipv4Address;
import io.holdfast.address.LeaseHolder;
import io.holdfast.allocate.AddressDesk;
import io.holdfast.allocate.AddressPickers;
import io.holdfast.allocate.Offer;
import io.holdfast.allocate.OfferBook;
import io.holdfast.allocate.Pick;
import io.holdfast.allocate.PoolSet;
import io.holdfast.allocate.PoolUse;
import io.holdfast.classify.ClientClasses;
import io.holdfast.engine.Decision;
import io.holdfast.lease.Lease;
import io.holdfast.lease.Lease4;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds an address for a client and holds it ready, so that no other exchange takes it meanwhile. */
final class AddressChoice {

    private final AddressDesk desk;
    private final AddressSearch search;

    AddressChoice(OfferBook offers, AddressPickers pickers, Reserving reserving) {
        desk = new AddressDesk(offers, pickers, AddressChoice::owns);
        search = new AddressSearch(desk, reserving, this::hold);
    }

    private static boolean owns(Lease lease, LeaseHolder holder) {
        return lease instanceof Lease4 row
                && holder instanceof ClientIdentity client
                && ClientLeases.belongs(row, client);
    }

    /** See {@link AddressDesk#sweep}. */
    void sweep(long now) {
        desk.sweep(now);
    }

    /**
     * The client's open offer, if it can have the address still.
     *
     * @param reserved the address reserved for it; absent when none is
     */
    @Nullable
    Offer standing(Exchange4 x, Reserving.@Nullable Reserved reserved, long now) {
        Offer offer = desk.standing(x.holder(), now);
        if (offer == null || !(offer.address() instanceof Ipv4Address address) || x.isRefused(address)) {
            return null;
        }
        ServedSubnet served = x.allowed(offer.pools().subnetId());
        boolean fits = served != null
                && (served.inPool(address, x.classes)
                        || reserved != null && reserved.address().equals(address));
        return fits ? offer : null;
    }

    /** Keeps a standing offer open for as long as a new one. */
    void prolong(Offer offer, long now) {
        desk.prolong(offer, now);
    }

    /**
     * Holds this address of a subnet for the client.
     *
     * @return whether it could: not when it was refused before, or is on offer to another
     */
    boolean hold(Exchange4 x, ServedSubnet served, Ipv4Address address, @Nullable Lease4 expected, long now) {
        return !x.isRefused(address) && open(x, offer(x, served.pools(), address, expected, 0), now);
    }

    private boolean hold(Exchange4 x, PoolSet pools, Pick.Found found, long now) {
        Ipv4Address address = (Ipv4Address) found.vacancy().address();
        Lease4 former = (Lease4) found.vacancy().former();
        return !x.isRefused(address) && open(x, offer(x, pools, address, former, found.run()), now);
    }

    private boolean open(Exchange4 x, Offer offer, long now) {
        if (!desk.hold(offer, now)) {
            return false;
        }
        x.offer = offer;
        return true;
    }

    private static Offer offer(Exchange4 x, PoolSet pools, Ipv4Address address, @Nullable Lease4 expected, int run) {
        boolean own = expected != null && x.owns(expected);
        List<Lease> surplus = own ? List.of() : surplus(x, address);
        return new Offer(x.holder(), pools, address, expected, surplus, run, 0);
    }

    /** The client's leases that end when it gets this address. */
    static List<Lease> surplus(Exchange4 x, Ipv4Address address) {
        List<Lease4> rows = x.known.clientRows;
        return rows == null || rows.isEmpty() ? List.of() : List.copyOf(ClientLeases.others(x, rows, address));
    }

    /** Picks a vacant address; absent when one is held now, else what has to be done instead. */
    @Nullable
    Decision pick(Exchange4 x, ServedLink link, ServedSubnet from, long now) {
        return search.search(x, link, from, now);
    }

    /** The client's open offer, whether it can have the address or not; absent when it has none. */
    @Nullable
    Offer open(Exchange4 x, long now) {
        return desk.standing(x.holder(), now);
    }

    /** See {@link AddressSearch#lookAhead}. */
    @Nullable
    Decision lookAhead(Exchange4 x, ServedLink link, ServedSubnet selected, long now) {
        return search.lookAhead(x, link, selected, now);
    }

    /** See {@link AddressSearch#putBack}. */
    void putBack(Exchange4 x) {
        search.putBack(x);
    }

    /** The client gets this address, even if it has been offered to another meanwhile. */
    void claim(Exchange4 x, ServedSubnet served, Ipv4Address address, @Nullable Lease4 row, long now) {
        Offer offer = offer(x, served.pools(), address, row, 0);
        desk.claim(offer, now);
        x.offer = offer;
    }

    /** The client has not chosen us: its offer is open to others at once. */
    void abandon(ClientIdentity client, long now) {
        desk.abandon(client, now);
    }

    /** The client's offer has ended in a refusal. */
    void conclude(ClientIdentity client) {
        desk.conclude(client);
    }

    void granted(ClientIdentity client, Lease4 lease) {
        desk.granted(client, PoolSet.of(lease.subnetId()), lease.address());
    }

    /** The offered address is another's: forgets the offer, and avoids meeting the same server again and again. */
    void lost(Exchange4 x, Lease4 present, long now) {
        desk.lost(x.holder(), x.offer, present, now);
        x.refuse(present.address());
        x.offer = null;
    }

    /** The row behind an offer has changed. */
    void expect(Offer offer, Lease4 row, long now) {
        desk.prolong(offer.expecting(row), now);
    }

    void released(ClientIdentity client, int subnetId, Ipv4Address address) {
        desk.released(client, PoolSet.of(subnetId), address);
    }

    void declined(int subnetId, Ipv4Address address) {
        desk.declined(PoolSet.of(subnetId), address);
    }

    /** Of all pools of a subnet that are for clients of these classes. */
    PoolUse use(ServedSubnet served, ClientClasses classes) {
        PoolUse use = PoolUse.NONE;
        for (ServedSubnet.GuardedPools group : served.groups()) {
            if (group.guard().allows(classes)) {
                use = use.plus(desk.use(group.pools()));
            }
        }
        return use;
    }
}
