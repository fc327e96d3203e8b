/**
 * What a lease is, the changes it can undergo, and the port to where leases are kept.
 *
 * <p>Immutable values and one interface: no SQL, no clock, no threads. Read {@link io.holdfast.lease.LeaseStore} first.
 */
@NullMarked
package io.holdfast.lease;

import org.jspecify.annotations.NullMarked;
