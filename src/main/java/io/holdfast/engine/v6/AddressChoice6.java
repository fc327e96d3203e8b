package io.holdfast.engine.v6;

import io.holdfast.address.IaIdentity;
import io.holdfast.address.IaType;
import io.holdfast.address.Ipv6Address;
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
import io.holdfast.lease.Lease6;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds an address or a prefix for an association and holds it ready, so that no other exchange takes it meanwhile. */
final class AddressChoice6 {

    private final AddressDesk desk;

    AddressChoice6(OfferBook offers, AddressPickers pickers) {
        desk = new AddressDesk(offers, pickers, AddressChoice6::owns);
    }

    private static boolean owns(Lease lease, LeaseHolder holder) {
        return lease instanceof Lease6 row && holder instanceof IaIdentity ia && KnownLeases.belongs(row, ia);
    }

    /** See {@link AddressDesk#sweep}. */
    void sweep(long now) {
        desk.sweep(now);
    }

    /** The association's open offer with what is known of its row by now, if it still fits its subnet and can be taken. */
    @Nullable
    Offer standing(Exchange6 x, IaBench bench, ServedSubnet6 served, long now) {
        Offer offer = desk.standing(bench.holder, now);
        if (offer == null || offer.pools().subnetId() != served.id()) {
            return null;
        }
        Ipv6Address address = Addresses.of(offer.address());
        if (!served.inPool(bench.type(), address, offer.pools().length()) || x.isRefused(address)) {
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

    /** Whether an association may be given an address with this row. */
    private static boolean isFree(@Nullable Lease row, IaIdentity holder, long now) {
        return row == null || row.isVacant(now) || owns(row, holder);
    }

    /** Keeps a standing offer open for as long as a new one. */
    void prolong(IaBench bench, Offer offer, long now) {
        desk.prolong(offer, now);
        bench.offer = offer;
    }

    /** Holds a place with this row for the association; false when it was refused before or is on offer to another. */
    boolean hold(Exchange6 x, IaBench bench, ServedSubnet6.Place place, @Nullable Lease6 row, long now) {
        return open(x, bench, place, row, 0, now);
    }

    private boolean open(
            Exchange6 x, IaBench bench, ServedSubnet6.Place place, @Nullable Lease row, int run, long now) {
        if (x.isRefused(place.address())) {
            return false;
        }
        Offer offer = new Offer(bench.holder, place.pools(), place.address(), row, List.of(), run, 0);
        if (!desk.hold(offer, now)) {
            return false;
        }
        bench.offer = offer;
        return true;
    }

    /** The association keeps its own running lease, even if that has been offered to another meanwhile. */
    void claim(IaBench bench, ServedSubnet6 served, Lease6 own, long now) {
        PoolSet pools = served.pools(own.type(), own.prefixLength());
        Offer offer = new Offer(bench.holder, pools, own.address(), own, List.of(), 0, 0);
        desk.claim(offer, now);
        bench.offer = offer;
    }

    /**
     * Picks something vacant. Of prefixes, as Kea: of the length the client would like, else larger ones, the nearest
     * first, else smaller ones.
     *
     * @return absent when something is held, or nothing can be: then the bench says why; else what has to be done first
     */
    @Nullable
    Decision pick(Exchange6 x, IaBench bench, ServedSubnet6 served, long now) {
        AllocationFailure failure = AllocationFailure.NO_POOLS;
        for (PoolSet pools : candidates(bench, served)) {
            switch (desk.pick(pools, found -> openFound(x, bench, pools, found, now), now)) {
                case Pick.Found _ -> {
                    return null;
                }
                case Pick.Short(var shortage) -> {
                    return new Decision.Refill(shortage);
                }
                case Pick.Exhausted _ -> failure = AllocationFailure.SUBNET;
                case Pick.NoPools _ -> {}
            }
        }
        bench.failure = failure;
        return null;
    }

    private boolean openFound(Exchange6 x, IaBench bench, PoolSet pools, Pick.Found found, long now) {
        Ipv6Address address = Addresses.of(found.vacancy().address());
        ServedSubnet6.Place place = new ServedSubnet6.Place(pools, address);
        return open(x, bench, place, found.vacancy().former(), found.run(), now);
    }

    private static List<PoolSet> candidates(IaBench bench, ServedSubnet6 served) {
        if (bench.type() == IaType.NA) {
            return List.of(PoolSet.addresses(served.id()));
        }
        List<Integer> lengths = new ArrayList<>(served.delegated());
        int wanted = bench.hintedLength();
        if (wanted > 0) {
            lengths.sort(Comparator.comparing((Integer length) -> length > wanted)
                    .thenComparing(length -> Math.abs(length - wanted)));
        }
        return lengths.stream()
                .map(length -> PoolSet.prefixes(served.id(), length))
                .toList();
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

    private static PoolSet pools(Lease6 lease) {
        return new PoolSet(lease.subnetId(), lease.type(), lease.prefixLength(), 0);
    }
}
