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
import io.holdfast.engine.AllocationFailure;
import io.holdfast.engine.Decision;
import io.holdfast.lease.Lease;
import io.holdfast.lease.Lease4;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds an address for a client and holds it ready, so that no other exchange takes it meanwhile. */
final class AddressChoice {

    private final AddressDesk desk;

    AddressChoice(OfferBook offers, AddressPickers pickers) {
        desk = new AddressDesk(offers, pickers, AddressChoice::owns);
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

    /** The client's open offer, if it still fits its subnet. */
    @Nullable
    Offer standing(Exchange4 x, ServedSubnet served, long now) {
        Offer offer = desk.standing(x.query().client(), now);
        return offer != null
                        && offer.pools().subnetId() == served.pools().subnetId()
                        && offer.address() instanceof Ipv4Address address
                        && served.inPool(address)
                        && !x.isRefused(address)
                ? offer
                : null;
    }

    /** Keeps a standing offer open for as long as a new one. */
    void prolong(Offer offer, long now) {
        desk.prolong(offer, now);
    }

    /**
     * Holds this address for the client.
     *
     * @return whether it could: not when it is outside the pools, refused before, or on offer to another
     */
    boolean hold(Exchange4 x, ServedSubnet served, Ipv4Address address, @Nullable Lease4 expected, long now) {
        return served.inPool(address) && !x.isRefused(address) && open(x, offer(x, served, address, expected, 0), now);
    }

    private boolean open(Exchange4 x, Offer offer, long now) {
        if (!desk.hold(offer, now)) {
            return false;
        }
        x.offer = offer;
        return true;
    }

    private static Offer offer(
            Exchange4 x, ServedSubnet served, Ipv4Address address, @Nullable Lease4 expected, int run) {
        ClientIdentity client = x.query().client();
        PoolSet pools = served.pools();
        List<Lease4> rows = x.clientRows == null ? List.of() : x.clientRows;
        boolean own = expected != null && ClientLeases.belongs(expected, client);
        List<Lease> surplus =
                own ? List.of() : List.copyOf(ClientLeases.others(rows, client, pools.subnetId(), address));
        return new Offer(client, pools, address, expected, surplus, run, 0);
    }

    /** Picks a vacant address; absent when one is held now, else what has to be done instead. */
    @Nullable
    Decision pick(Exchange4 x, ServedSubnet served, long now) {
        Pick pick = desk.pick(
                served.pools(),
                found -> !x.isRefused((Ipv4Address) found.vacancy().address()) && open(x, offer(x, served, found), now),
                now);
        return switch (pick) {
            case Pick.Found _ -> null;
            case Pick.Short(var shortage) -> new Decision.Refill(shortage);
            case Pick.Exhausted _ -> failed(x, AllocationFailure.SUBNET);
            case Pick.NoPools _ -> failed(x, AllocationFailure.NO_POOLS);
        };
    }

    private static Offer offer(Exchange4 x, ServedSubnet served, Pick.Found found) {
        return offer(
                x,
                served,
                (Ipv4Address) found.vacancy().address(),
                (Lease4) found.vacancy().former(),
                found.run());
    }

    private static Decision failed(Exchange4 x, AllocationFailure reason) {
        x.failure = reason;
        return Engine4.NO_ADDRESS;
    }

    /** The client keeps its own address, even if it has been offered to another meanwhile. */
    void claim(Exchange4 x, ServedSubnet served, Lease4 own, long now) {
        Offer offer = offer(x, served, own.address(), own, 0);
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
        desk.lost(x.query().client(), x.offer, present, now);
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
}
