package io.holdfast.host;

/** What became of a change of reservations. */
public enum HostOutcome {
    DONE,
    /** There is no reservation for the identifier in the subnet; nothing was changed. */
    ABSENT,
    /**
     * There is one for the identifier in the subnet already, or, where addresses are to be unique, another one for an
     * address of it; nothing was changed.
     */
    DUPLICATE
}
