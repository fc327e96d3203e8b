package io.holdfast.engine;

/** Why a client got nothing: which of the {@code v4-} or {@code v6-allocation-fail-*} counters to raise beside the sum. */
public enum AllocationFailure {
    /** The subnet's pools are exhausted. */
    SUBNET,
    /** The pools of all subnets of the shared network are exhausted. */
    SHARED_NETWORK,
    /** There are no pools. */
    NO_POOLS,
    /** There are pools, but none for clients of these classes. */
    CLASSES,
    /** The reserved address is another's still, so that the client gets another meanwhile: no failure to give one. */
    RESERVATION_CONFLICT
}
