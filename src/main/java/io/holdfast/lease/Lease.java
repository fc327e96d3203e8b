package io.holdfast.lease;

import io.holdfast.address.HardwareAddress;
import io.holdfast.address.IpAddress;
import org.jspecify.annotations.Nullable;

/** An address, or prefix, and who has it until when: a row of {@code lease4} or {@code lease6}. */
public sealed interface Lease permits Lease4, Lease6 {

    long INFINITE = 0xffff_ffffL;

    /** The address; of a prefix, its network. No two leases have the same. */
    IpAddress address();

    /** Absent when the client has none or it is not known, and in declined leases. */
    @Nullable
    HardwareAddress hardware();

    /** Seconds, 0 to 4294967295; {@link #INFINITE} never expires. */
    long validLifetime();

    /** When the client last obtained or extended it, seconds since 1970 (Kea's cltt). */
    long lastTransaction();

    /** An unsigned int. */
    int subnetId();

    boolean fqdnForward();

    boolean fqdnReverse();

    /** Lower case, empty when there is none. */
    String hostname();

    LeaseState state();

    /** JSON text. */
    @Nullable
    String userContext();

    /** 0 when the pool has no id. */
    int poolId();

    /** The same lease in another state. */
    Lease in(LeaseState next);

    /** As it is kept for its client when it is over: names go, so that nobody finds the client under this address. */
    Lease kept();

    /**
     * When the lease ends, seconds since 1970. For an infinite lease it is {@code lastTransaction}, which is also what
     * the tables store as {@code expire}.
     */
    default long expire() {
        return isInfinite() ? lastTransaction() : lastTransaction() + validLifetime();
    }

    default boolean isInfinite() {
        return validLifetime() == INFINITE;
    }

    /** Whether its time is over at {@code now} (seconds since 1970). Kea's rule: an equal second has not expired. */
    default boolean isExpired(long now) {
        return !isInfinite() && expire() < now;
    }

    /** Whether somebody else may be given the address at {@code now}. */
    default boolean isVacant(long now) {
        return state().isOver() || isExpired(now);
    }
}
