/**
 * Whether each database can be reached, how we get it back, and whether we may serve now.
 *
 * <p>Knows no SQL and makes no threads or clocks: both are handed in. Read {@link io.holdfast.availability.ServiceGate}
 * first.
 */
@NullMarked
package io.holdfast.availability;

import org.jspecify.annotations.NullMarked;
