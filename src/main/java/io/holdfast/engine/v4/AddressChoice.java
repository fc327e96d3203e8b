package io.holdfast.engine.v4;

import io.holdfast.engine.AllocationFailure;
import io.holdfast.address.ClientIdentity;
import io.holdfast.address.Ipv4Address;
import io.holdfast.allocate.AddressPickers;
import io.holdfast.allocate.Offer;
import io.holdfast.allocate.OfferBook;
import io.holdfast.allocate.Pick;
import io.holdfast.allocate.PoolSet;
import io.holdfast.engine.Decision;
import io.holdfast.lease.Lease;
import io.holdfast.lease.Lease4;
import io.holdfast.lease.Vacancy;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Finds an address for a client and holds it ready in the offer book, so that no other exchange takes it meanwhile. */
final class AddressChoice {

    private final OfferBook offers;
    private final AddressPickers pickers;
    private final AtomicLong swept = new AtomicLong(Long.MIN_VALUE);

    AddressChoice(OfferBook offers, AddressPickers pickers) {
        this.offers = offers;
        this.pickers = pickers;
    }

    /** Returns the addresses of offers that nobody took to the pickers; once a second is enough. */
    void sweep(long now) {
        long last = swept.get();
        if (last < now && swept.compareAndSet(last, now)) {
            offers.expire(now).forEach(offer -> giveBack(offer, now));
        }
    }

    /** The client's open offer, if it still fits its subnet. */
    @Nullable
    Offer standing(Exchange4 x, ServedSubnet served, long now) {
        Offer offer = offers.of(x.query().client(), now);
        return offer != null
                        && offer.pools().equals(served.pools())
                        && offer.address() instanceof Ipv4Address address
                        && served.inPool(address)
                        && !x.isRefused(address)
                ? offer
                : null;
    }

    /** Keeps a standing offer open for as long as a new one. */
    void prolong(Offer offer, long now) {
        offers.open(offer, now);
    }

    /**
     * Holds this address for the client.
     *
     * @return whether it could: not when it is outside the pools, refused before, or on offer to another
     */
    boolean hold(Exchange4 x, ServedSubnet served, Ipv4Address address, @Nullable Lease4 expected, long now) {
        return served.inPool(address) && !x.isRefused(address) && open(x, served, address, expected, 0, now);
    }

    private boolean open(
            Exchange4 x, ServedSubnet served, Ipv4Address address, @Nullable Lease4 expected, int run, long now) {
        ClientIdentity client = x.query().client();
        PoolSet pools = served.pools();
        List<Lease4> rows = x.clientRows == null ? List.of() : x.clientRows;
        boolean own = expected != null && ClientLeases.belongs(expected, client);
        List<Lease> surplus =
                own ? List.of() : List.copyOf(ClientLeases.others(rows, client, pools.subnetId(), address));
        Offer offer = new Offer(client, pools, address, expected, surplus, run, 0);
        if (!offers.open(offer, now)) {
            return false;
        }
        pickers.strike(pools, address);
        x.offer = offer;
        return true;
    }

    /** Picks a vacant address; absent when one is held now, else what has to be done instead. */
    @Nullable
    Decision pick(Exchange4 x, ServedSubnet served, long now) {
        while (true) {
            switch (pickers.pick(served.pools(), now)) {
                case Pick.Found(Vacancy vacancy, int run) -> {
                    if (!x.isRefused((Ipv4Address) vacancy.address())
                            && open(x, served, (Ipv4Address) vacancy.address(), (Lease4) vacancy.former(), run, now)) {
                        pickers.held(served.pools());
                        return null;
                    }
                }
                case Pick.Short(var shortage) -> {
                    return new Decision.Refill(shortage);
                }
                case Pick.Exhausted _ -> {
                    x.failure = AllocationFailure.SUBNET;
                    return Engine4.NO_ADDRESS;
                }
                case Pick.NoPools _ -> {
                    x.failure = AllocationFailure.NO_POOLS;
                    return Engine4.NO_ADDRESS;
                }
            }
        }
    }

    /** The client keeps its own address, even if it has been offered to another meanwhile. */
    void claim(Exchange4 x, ServedSubnet served, Lease4 own, long now) {
        offers.close(own.address());
        open(x, served, own.address(), own, 0, now);
    }

    /** The client has not chosen us: its offer is open to others at once. */
    void abandon(ClientIdentity client, long now) {
        Offer offer = offers.close(client);
        if (offer != null) {
            giveBack(offer, now);
        }
    }

    /** The client's offer has ended in a refusal. */
    void conclude(ClientIdentity client) {
        offers.close(client);
    }

    /** The client has its lease, and the pickers must not believe in a vacancy they may have seen meanwhile. */
    void granted(ClientIdentity client, Lease4 lease) {
        offers.close(client);
        pickers.strike(PoolSet.of(lease.subnetId()), lease.address());
    }

    /** The offered address is another's: forgets the offer, and avoids meeting the same server again and again. */
    void lost(Exchange4 x, Lease4 present, long now) {
        Offer offer = x.offer;
        offers.close(x.query().client());
        x.refuse((Ipv4Address) present.address());
        if (offer != null && offer.run() > 0 && !present.isVacant(now)) {
            pickers.contested(offer.pools(), offer.run());
        }
        x.offer = null;
    }

    /** The row behind an offer has changed. */
    void expect(Offer offer, Lease4 row, long now) {
        offers.open(offer.expecting(row), now);
    }

    /** The client has given it back; it may be on offer to another by now, since that has been durable for a while. */
    void released(ClientIdentity client, int subnetId, Ipv4Address address) {
        offers.close(client, address);
        pickers.vacated(PoolSet.of(subnetId));
    }

    void declined(int subnetId, Ipv4Address address) {
        offers.close(address);
        pickers.strike(PoolSet.of(subnetId), address);
    }

    private void giveBack(Offer offer, long now) {
        Lease row = offer.expected();
        boolean own = row instanceof Lease4 lease
                && offer.client() instanceof ClientIdentity client
                && ClientLeases.belongs(lease, client);
        if (row == null || row.isVacant(now) && !own) {
            pickers.giveBack(offer.pools(), new Vacancy(offer.address(), row));
        }
    }
}
