package io.holdfast.config;

/** How a free address is chosen from a subnet's pools. */
public enum AllocatorKind {
    ITERATIVE,
    RANDOM
}
