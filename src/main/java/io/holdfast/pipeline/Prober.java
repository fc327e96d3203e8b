package io.holdfast.pipeline;

import io.holdfast.engine.Decision;
import io.holdfast.transport.Datagram;

/** Finds out beside the lanes whether anybody uses an address. */
public interface Prober {

    /** Where nothing is pinged. */
    Prober NONE = (_, _) -> false;

    /**
     * Keeps the packet until it is known, and has it served anew then. Does not wait.
     *
     * @return false when that is under way for another packet, or too many are kept: then this one is dropped
     */
    boolean probe(Decision.Probe wanted, Datagram packet);
}
