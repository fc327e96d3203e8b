package io.holdfast.host;

import io.holdfast.address.IpAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The reservations of one protocol in one database. Every call is one batch: one round trip for reading, one transaction for
 * changing. Safe for many threads. When the database cannot be reached each call throws {@code BackendUnavailable}.
 */
public interface HostStore extends AutoCloseable {

    /** The reservations that answer each question, in the order of the questions. */
    List<List<Reservation>> find(List<? extends HostQuestion> questions);

    /**
     * Adds a reservation.
     *
     * @param uniqueAddresses no other reservation of its subnet may be for an address or prefix of it
     */
    HostOutcome add(Reservation reservation, boolean uniqueAddresses);

    /** Puts a reservation in the place of the one with its identifier and subnet. */
    HostOutcome update(Reservation reservation, boolean uniqueAddresses);

    /** Removes the reservation of this identifier in this subnet; false when there is none. */
    boolean delete(int subnetId, HostIdentifier identifier);

    /** Removes the reservations of this address in this subnet; false when there is none. */
    boolean delete(int subnetId, IpAddress address);

    /**
     * Reservations by ascending number of their rows.
     *
     * @param subnetId only of this subnet; absent: of all
     * @param hostname only with this name, whatever the case; absent: with any
     * @param afterId only with rows of higher numbers
     */
    List<Reservation> page(@Nullable Integer subnetId, @Nullable String hostname, long afterId, int limit);

    @Override
    void close();
}
