package io.holdfast.config;

import io.holdfast.host.HostIdentifier;
import io.holdfast.host.ReservationIndex;
import java.util.List;

/**
 * Where reservations are, and how they are looked up.
 *
 * @param reservations those that the configuration has itself
 * @param identifiers {@code host-reservation-identifiers}: what clients are recognised by, the most important first
 * @param databases {@code hosts-databases}: in the order in which they are searched
 * @param uniqueAddresses {@code ip-reservations-unique}: whether an address is reserved for one client only
 * @param earlyGlobal {@code early-global-reservations-lookup}: global ones are looked up before a subnet is chosen
 */
public record HostPolicy(
        ReservationIndex reservations,
        List<HostIdentifier.Type> identifiers,
        List<BackendSettings> databases,
        boolean uniqueAddresses,
        boolean earlyGlobal) {

    public HostPolicy {
        identifiers = List.copyOf(identifiers);
        databases = List.copyOf(databases);
    }

    /** Whether there can be a reservation at all. */
    public boolean isEmpty() {
        return reservations.isEmpty() && databases.isEmpty();
    }
}
