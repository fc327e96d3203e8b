package io.holdfast.host;

import java.util.List;

/**
 * What is known about a question.
 *
 * @param reservations in the order of their sources, the configuration's first: of two for the same identifier and subnet
 *     the first counts, and the others are not here
 * @param certain false when a database could not be asked and nothing was known of it from before: there may be others
 */
public record HostAnswer(List<Reservation> reservations, boolean certain) {

    /** Nothing is reserved. */
    public static final HostAnswer NOTHING = new HostAnswer(List.of(), true);

    public HostAnswer {
        reservations = List.copyOf(reservations);
    }
}
