package io.holdfast.config;

/** The map {@code sanity-checks}: what is done with leases that fit no subnet when a lease file is read. */
public record SanityChecks(LeaseChecks leaseChecks, ExtendedInfoChecks extendedInfoChecks) {

    /** Nothing, warn, correct the subnet id, correct or else delete, delete. */
    public enum LeaseChecks {
        NONE,
        WARN,
        FIX,
        FIX_DEL,
        DEL
    }

    public enum ExtendedInfoChecks {
        NONE,
        FIX,
        STRICT,
        PEDANTIC
    }
}
