/**
 * Host reservations: what is set aside for a client, and how it is looked up in the configuration and in databases.
 *
 * <p>Knows no subnet but its number. Begin with {@link io.holdfast.host.Reservation} and {@link io.holdfast.host.HostLookup}.
 */
@NullMarked
package io.holdfast.host;

import org.jspecify.annotations.NullMarked;
