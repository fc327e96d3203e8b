package io.holdfast.lease;

import io.holdfast.address.ClientIdentifier;
import io.holdfast.address.HardwareAddress;
import io.holdfast.address.Ipv4Address;
import org.jspecify.annotations.Nullable;

/**
 * One row of {@code lease4}: an address and who has it until when.
 *
 * @param hardware absent when the client has none, and in declined leases
 * @param validLifetime seconds, 0 to 4294967295; {@link #INFINITE} never expires
 * @param lastTransaction when the client last obtained or extended it, seconds since 1970 (Kea's cltt)
 * @param hostname lower case, empty when there is none
 * @param userContext JSON text
 * @param relayId sub-option 12 of option 82 (RFC 6925)
 * @param remoteId sub-option 2 of option 82 (RFC 3046)
 * @param poolId 0 when the pool has no id
 */
public record Lease4(
        Ipv4Address address,
        @Nullable HardwareAddress hardware,
        @Nullable ClientIdentifier clientId,
        long validLifetime,
        long lastTransaction,
        int subnetId,
        boolean fqdnForward,
        boolean fqdnReverse,
        String hostname,
        LeaseState state,
        @Nullable String userContext,
        byte @Nullable [] relayId,
        byte @Nullable [] remoteId,
        int poolId)
        implements Lease {

    /** The same lease with another lifetime, counted from {@code now} (seconds since 1970). */
    public Lease4 renewed(long now, long lifetime) {
        return new Lease4(
                address,
                hardware,
                clientId,
                lifetime,
                now,
                subnetId,
                fqdnForward,
                fqdnReverse,
                hostname,
                LeaseState.DEFAULT,
                userContext,
                relayId,
                remoteId,
                poolId);
    }

    @Override
    public Lease4 in(LeaseState next) {
        return new Lease4(
                address,
                hardware,
                clientId,
                validLifetime,
                lastTransaction,
                subnetId,
                fqdnForward,
                fqdnReverse,
                hostname,
                next,
                userContext,
                relayId,
                remoteId,
                poolId);
    }

    @Override
    public Lease4 kept() {
        return new Lease4(
                address,
                hardware,
                clientId,
                validLifetime,
                lastTransaction,
                subnetId,
                false,
                false,
                "",
                LeaseState.EXPIRED_RECLAIMED,
                userContext,
                relayId,
                remoteId,
                poolId);
    }
}
