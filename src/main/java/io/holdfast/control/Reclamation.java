package io.holdfast.control;

/** Returns all leases that have expired; ends when none is left. */
@FunctionalInterface
public interface Reclamation {

    /** @param remove expired leases are removed; otherwise they are kept as expired-reclaimed for affinity */
    void reclaimAll(boolean remove);
}
