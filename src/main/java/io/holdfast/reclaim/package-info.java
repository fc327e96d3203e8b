/**
 * Returning expired leases, in small batches, beside the traffic.
 *
 * <p>Makes no threads and no clocks: both are handed in. Read {@link io.holdfast.reclaim.Reclaimer} first.
 */
@NullMarked
package io.holdfast.reclaim;

import org.jspecify.annotations.NullMarked;
