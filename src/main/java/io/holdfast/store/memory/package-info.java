/**
 * The embedded lease store: an image of all leases in memory and, on disk, the lease file that Kea's memfile backend
 * writes and reads.
 *
 * <p>Makes no threads and reads no clock: both are handed in. No SQL. Read {@link
 * io.holdfast.store.memory.MemoryLeaseStore} first.
 */
@NullMarked
package io.holdfast.store.memory;

import org.jspecify.annotations.NullMarked;
