package io.holdfast.allocate;

import io.holdfast.address.IpAddress;
import io.holdfast.address.LeaseHolder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Addresses offered and not yet requested, by address and by client, so that none is offered to two clients and a client
 * that asks again gets the same. Outlives configurations. Safe for many threads.
 */
public final class OfferBook {

    public static final int DEFAULT_SECONDS = 30;
    public static final int DEFAULT_SIZE = 100_000;

    private final int seconds;
    private final int size;
    /** In the order they end, because all are open equally long. */
    private final LinkedHashMap<IpAddress, Offer> byAddress = new LinkedHashMap<>();

    private final Map<LeaseHolder, Offer> byClient = new HashMap<>();
    private final ProbeBook probes = new ProbeBook();

    /**
     * @param seconds an offer is kept open
     * @param size most offers that are kept; beyond it the oldest are forgotten
     */
    public OfferBook(int seconds, int size) {
        if (seconds < 1 || size < 1) {
            throw new IllegalArgumentException("an offer book for " + size + " offers of " + seconds + " seconds");
        }
        this.seconds = seconds;
        this.size = size;
    }

    /** What is known of addresses that are on offer, or are to be. */
    public ProbeBook probes() {
        return probes;
    }

    /**
     * Opens an offer, for as long as this book keeps them from {@code now} on; it takes the place of the client's offer
     * before.
     *
     * @return whether it could: not when the address is on offer to another client
     */
    public synchronized boolean open(Offer offer, long now) {
        Offer present = byAddress.get(offer.address());
        if (present != null && present.until() >= now && !present.client().equals(offer.client())) {
            return false;
        }
        if (present != null) {
            remove(present);
        }
        Offer before = byClient.get(offer.client());
        if (before != null) {
            remove(before);
        }
        if (byAddress.size() >= size) {
            remove(byAddress.firstEntry().getValue());
        }
        Offer open = offer.until(now + seconds);
        byAddress.put(open.address(), open);
        byClient.put(open.client(), open);
        return true;
    }

    /** The client's open offer; absent when it has none. */
    public synchronized @Nullable Offer of(LeaseHolder client, long now) {
        Offer offer = byClient.get(client);
        return offer == null || offer.until() < now ? null : offer;
    }

    /** Ends the client's offer, if it has one; returns it. */
    public synchronized @Nullable Offer close(LeaseHolder client) {
        Offer offer = byClient.get(client);
        if (offer != null) {
            remove(offer);
        }
        return offer;
    }

    /** Ends the offer of an address, whoever has it. */
    public synchronized void close(IpAddress address) {
        Offer offer = byAddress.get(address);
        if (offer != null) {
            remove(offer);
        }
    }

    /** Ends the client's offer of this address, if it has one. */
    public synchronized void close(LeaseHolder client, IpAddress address) {
        Offer offer = byClient.get(client);
        if (offer != null && offer.address().equals(address)) {
            remove(offer);
        }
    }

    /** Ends and returns the offers whose time is over at {@code now}. */
    public synchronized List<Offer> expire(long now) {
        List<Offer> over = new ArrayList<>();
        for (var first = byAddress.firstEntry();
                first != null && first.getValue().until() < now;
                first = byAddress.firstEntry()) {
            over.add(first.getValue());
            remove(first.getValue());
        }
        return over;
    }

    /** How many offers are open, or over and not yet removed. */
    public synchronized int size() {
        return byAddress.size();
    }

    private void remove(Offer offer) {
        byAddress.remove(offer.address());
        byClient.remove(offer.client());
    }
}
