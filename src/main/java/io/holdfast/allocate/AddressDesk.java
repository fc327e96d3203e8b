package io.holdfast.allocate;

import io.holdfast.address.IpAddress;
import io.holdfast.address.LeaseHolder;
import io.holdfast.lease.Lease;
import io.holdfast.lease.Vacancy;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Where an address is held ready for a client until it has its lease: keeps the offer book and the pickers in step, so that
 * no address is handed out twice and none is forgotten. Safe for many threads.
 */
public final class AddressDesk {

    private final OfferBook offers;
    private final AddressPickers pickers;
    private final BiPredicate<Lease, LeaseHolder> owns;
    private final AtomicLong swept = new AtomicLong(Long.MIN_VALUE);

    /** @param owns whether a lease, running or over, is this holder's */
    public AddressDesk(OfferBook offers, AddressPickers pickers, BiPredicate<Lease, LeaseHolder> owns) {
        this.offers = offers;
        this.pickers = pickers;
        this.owns = owns;
    }

    /** Returns the addresses of offers that nobody took to the pickers; once a second is enough. */
    public void sweep(long now) {
        long last = swept.get();
        if (last < now && swept.compareAndSet(last, now)) {
            offers.expire(now).forEach(offer -> giveBack(offer, now));
        }
    }

    /** The client's open offer; absent when it has none. */
    public @Nullable Offer standing(LeaseHolder client, long now) {
        return offers.of(client, now);
    }

    /** Keeps a standing offer open for as long as a new one, with what is known of its row now. */
    public void prolong(Offer offer, long now) {
        offers.open(offer, now);
    }

    /** Holds the address of the offer for its client; false when it is on offer to another. */
    public boolean hold(Offer offer, long now) {
        if (!offers.open(offer, now)) {
            return false;
        }
        pickers.strike(offer.pools(), offer.address());
        return true;
    }

    /** The client keeps its own address, even if it has been offered to another meanwhile. */
    public void claim(Offer offer, long now) {
        offers.close(offer.address());
        hold(offer, now);
    }

    /**
     * Picks vacant addresses until {@code holding} one of them succeeds.
     *
     * @return what was held, or why nothing is
     */
    public Pick pick(PoolSet pools, Predicate<Pick.Found> holding, long now) {
        while (true) {
            Pick pick = pickers.pick(pools, now);
            if (!(pick instanceof Pick.Found found)) {
                return pick;
            }
            if (holding.test(found)) {
                pickers.held(pools);
                return found;
            }
        }
    }

    /**
     * Sets a vacant address aside, until it is known whether it can be had. It must come back by {@link #putBack} or
     * {@link #putAway}, unless it is held for somebody.
     */
    public Pick setAside(PoolSet pools, long now) {
        return pickers.lend(pools, now);
    }

    /** The same for a client that may turn out to need none; nothing where few are left. */
    public Pick setAsideAhead(PoolSet pools, long now) {
        return pickers.lendAhead(pools, now);
    }

    /** An address that was set aside is not needed: others may have it. */
    public void putBack(PoolSet pools, Vacancy vacancy) {
        pickers.takeBack(pools, vacancy);
    }

    /** An address that was set aside is not to be picked again, for it is reserved or refused. */
    public void putAway(PoolSet pools, Vacancy vacancy) {
        pickers.forget(pools, vacancy.address());
    }

    /** An address that was set aside could be held. */
    public void used(PoolSet pools) {
        pickers.held(pools);
    }

    /** See {@link AddressPickers#use}. */
    public PoolUse use(PoolSet pools) {
        return pickers.use(pools);
    }

    /** The client has not chosen us: its offer is open to others at once. */
    public void abandon(LeaseHolder client, long now) {
        Offer offer = offers.close(client);
        if (offer != null) {
            giveBack(offer, now);
        }
    }

    /** The client's offer has ended in a refusal. */
    public void conclude(LeaseHolder client) {
        offers.close(client);
    }

    /** The client has its lease, and the pickers must not believe in a vacancy they may have seen meanwhile. */
    public void granted(LeaseHolder client, PoolSet pools, IpAddress address) {
        offers.close(client);
        pickers.strike(pools, address);
    }

    /** The client cannot have what it was offered: {@code present} is another's row there. */
    public void lost(LeaseHolder client, @Nullable Offer offer, Lease present, long now) {
        offers.close(client);
        if (offer != null && offer.run() > 0 && !present.isVacant(now)) {
            pickers.contested(offer.pools(), offer.run());
        }
    }

    /**
     * The client has given it back. It may be on offer to another by now, since that has been durable for a while: then it
     * is not picked for a third.
     */
    public void released(LeaseHolder client, PoolSet pools, IpAddress address) {
        offers.close(client, address);
        pickers.vacated(pools, address, true);
    }

    /** The address is nobody's for a while. */
    public void declined(PoolSet pools, IpAddress address) {
        offers.close(address);
        pickers.strike(pools, address);
    }

    private void giveBack(Offer offer, long now) {
        Lease row = offer.expected();
        if (row == null || row.isVacant(now) && !owns.test(row, offer.client())) {
            pickers.giveBack(offer.pools(), new Vacancy(offer.address(), row));
        }
    }
}
