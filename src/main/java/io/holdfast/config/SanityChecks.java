package io.holdfast.config;

/**
 * The map {@code sanity-checks}: what is done when a lease file is read with leases that fit no subnet, and with what was
 * stored of relays; the latter also when a lease comes by command.
 */
public record SanityChecks(LeaseChecks leaseChecks, ExtendedInfoChecks extendedInfoChecks) {

    public static final SanityChecks NONE = new SanityChecks(LeaseChecks.NONE, ExtendedInfoChecks.NONE);

    /** Nothing, warn, correct the subnet id, correct or else delete, delete. */
    public enum LeaseChecks {
        NONE,
        WARN,
        FIX,
        FIX_DEL,
        DEL
    }

    /** See {@link ExtendedInfo}. */
    public enum ExtendedInfoChecks {
        NONE,
        FIX,
        STRICT,
        PEDANTIC
    }
}
