package io.holdfast.telemetry;

/** What a pool is of. */
public enum PoolKind {
    /** Addresses. */
    POOL("pool"),
    /** Prefixes to delegate. */
    PD_POOL("pd-pool");

    private final String keaName;

    PoolKind(String keaName) {
        this.keaName = keaName;
    }

    /** As names of statistics have it. */
    public String keaName() {
        return keaName;
    }
}
