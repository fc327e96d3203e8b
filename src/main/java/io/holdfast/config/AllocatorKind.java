package io.holdfast.config;

/** How a free address is chosen from a subnet's pools. */
public enum AllocatorKind {
    ITERATIVE,
    RANDOM,
    /** {@code flq}: what has been vacant for longest. */
    FREE_LEASE_QUEUE
}
