package io.holdfast.allocate;

/**
 * Addresses offered and not yet requested, by address and by client, so that none is offered to two clients and a client
 * that asks again gets the same. Outlives configurations. Safe for many threads.
 */
public final class OfferBook {

    public static final int DEFAULT_SECONDS = 30;
    public static final int DEFAULT_SIZE = 100_000;

    /**
     * @param seconds an offer is kept open
     * @param size most offers that are kept; beyond it the oldest are forgotten
     */
    public OfferBook(int seconds, int size) {}
}
