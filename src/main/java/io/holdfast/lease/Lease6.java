package io.holdfast.lease;

import io.holdfast.address.Duid;
import io.holdfast.address.HardwareAddress;
import io.holdfast.address.IaIdentity;
import io.holdfast.address.IaType;
import io.holdfast.address.Ipv6Address;
import io.holdfast.address.Ipv6Prefix;
import org.jspecify.annotations.Nullable;

/**
 * One row of {@code lease6}: an address or a delegated prefix, and which identity association has it until when.
 *
 * @param address of a prefix, its network
 * @param prefixLength 128 for addresses
 * @param duid absent in declined leases, which are nobody's; the tables then hold 00:00:00, as Kea's do
 * @param iaid unsigned
 * @param preferredLifetime seconds, 0 to 4294967295
 * @param validLifetime seconds, 0 to 4294967295; {@link #INFINITE} never expires
 * @param lastTransaction when the client last obtained or extended it, seconds since 1970 (Kea's cltt)
 * @param hostname lower case, empty when there is none
 * @param hardwareSource where the hardware address is from: 0 unknown, else one bit of Kea's
 *     {@code lease_hwaddr_source}
 * @param userContext JSON text
 * @param poolId 0 when the pool has no id
 */
public record Lease6(
        Ipv6Address address,
        IaType type,
        int prefixLength,
        @Nullable Duid duid,
        int iaid,
        long preferredLifetime,
        long validLifetime,
        long lastTransaction,
        int subnetId,
        boolean fqdnForward,
        boolean fqdnReverse,
        String hostname,
        @Nullable HardwareAddress hardware,
        int hardwareSource,
        LeaseState state,
        @Nullable String userContext,
        int poolId)
        implements Lease {

    public static final int ADDRESS_LENGTH = 128;

    /** What Kea's tables and lease files hold in the place of a DUID when there is none; so it is nobody's. */
    public static final Duid NOBODY = Duid.of(new byte[Duid.MIN_BYTES]);

    /** Absent when nobody has it. */
    public @Nullable IaIdentity holder() {
        return duid == null ? null : new IaIdentity(duid, type, iaid);
    }

    /** Of a delegated prefix; an address is one of length 128. */
    public Ipv6Prefix prefix() {
        return new Ipv6Prefix(address, prefixLength);
    }

    /** The same lease with other lifetimes, counted from {@code now} (seconds since 1970). */
    public Lease6 renewed(long now, long preferred, long valid) {
        return new Lease6(
                address,
                type,
                prefixLength,
                duid,
                iaid,
                preferred,
                valid,
                now,
                subnetId,
                fqdnForward,
                fqdnReverse,
                hostname,
                hardware,
                hardwareSource,
                LeaseState.DEFAULT,
                userContext,
                poolId);
    }

    @Override
    public Lease6 in(LeaseState next) {
        return with(duid, iaid, fqdnForward, fqdnReverse, hostname, hardware, next);
    }

    @Override
    public Lease6 kept() {
        return with(duid, iaid, false, false, "", hardware, LeaseState.EXPIRED_RECLAIMED);
    }

    /** Nobody's, because somebody who should not have the address uses it; kept so for {@code seconds} from {@code now}. */
    public Lease6 declined(long now, long seconds) {
        return new Lease6(
                address,
                type,
                prefixLength,
                null,
                0,
                0,
                seconds,
                now,
                subnetId,
                false,
                false,
                "",
                null,
                0,
                LeaseState.DECLINED,
                null,
                poolId);
    }

    private Lease6 with(
            @Nullable Duid owner,
            int ia,
            boolean forward,
            boolean reverse,
            String name,
            @Nullable HardwareAddress mac,
            LeaseState next) {
        return new Lease6(
                address,
                type,
                prefixLength,
                owner,
                ia,
                preferredLifetime,
                validLifetime,
                lastTransaction,
                subnetId,
                forward,
                reverse,
                name,
                mac,
                hardwareSource,
                next,
                userContext,
                poolId);
    }
}
