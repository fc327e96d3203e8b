package io.holdfast.config;

/** How a free address is chosen from a subnet's pools. */
public enum AllocatorKind {
    ITERATIVE,
    RANDOM,
    /** {@code flq}: the addresses that are free are kept in a queue; in DHCPv6 only for prefixes. */
    FREE_LEASE_QUEUE
}
