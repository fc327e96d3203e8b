package io.holdfast.store.memory;

import io.holdfast.address.ClientIdentifier;
import io.holdfast.address.HardwareAddress;
import io.holdfast.address.Ipv4Address;
import io.holdfast.lease.Lease4;
import io.holdfast.lease.LeaseState;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A lease in the form in which the image keeps it: numbers, and one array for everything whose length varies, because a
 * million leases as objects of their own would be several times as large.
 *
 * @param lifetime seconds, as an unsigned int
 * @param since last transaction, seconds since 1970
 * @param flags see {@link #flags}
 * @param parts see {@link PackedParts}
 */
record PackedLease(int address, int subnet, int pool, int lifetime, long since, byte flags, byte[] parts) {

    private static final int STATE = 7;
    private static final int FORWARD = 8;
    private static final int REVERSE = 16;

    static PackedLease of(Lease4 lease) {
        HardwareAddress hardware = lease.hardware();
        ClientIdentifier clientId = lease.clientId();
        String context = lease.userContext();
        return new PackedLease(
                lease.address().bits(),
                lease.subnetId(),
                lease.poolId(),
                (int) lease.validLifetime(),
                lease.lastTransaction(),
                flags(lease.state(), lease.fqdnForward(), lease.fqdnReverse()),
                PackedParts.join(
                        hardware == null ? null : hardware.bytes(),
                        clientId == null ? null : clientId.bytes(),
                        lease.hostname().isEmpty() ? null : lease.hostname().getBytes(StandardCharsets.UTF_8),
                        context == null ? null : context.getBytes(StandardCharsets.UTF_8),
                        lease.relayId(),
                        lease.remoteId()));
    }

    /** State in the lowest three bits, then whether forward and reverse DNS were updated. */
    static byte flags(LeaseState state, boolean forward, boolean reverse) {
        return (byte) (state.number() | (forward ? FORWARD : 0) | (reverse ? REVERSE : 0));
    }

    Lease4 unpack() {
        byte[] hardware = part(PackedParts.HARDWARE);
        byte[] clientId = part(PackedParts.CLIENT_ID);
        byte[] hostname = part(PackedParts.HOSTNAME);
        byte[] context = part(PackedParts.CONTEXT);
        return new Lease4(
                new Ipv4Address(address),
                hardware == null ? null : HardwareAddress.ethernet(hardware),
                clientId == null ? null : ClientIdentifier.of(clientId),
                validLifetime(),
                since,
                subnet,
                forward(),
                reverse(),
                hostname == null ? "" : new String(hostname, StandardCharsets.UTF_8),
                state(),
                context == null ? null : new String(context, StandardCharsets.UTF_8),
                part(PackedParts.RELAY_ID),
                part(PackedParts.REMOTE_ID),
                pool);
    }

    byte @Nullable [] part(int kind) {
        return PackedParts.get(parts, kind);
    }

    long validLifetime() {
        return Integer.toUnsignedLong(lifetime);
    }

    boolean isInfinite() {
        return validLifetime() == Lease4.INFINITE;
    }

    /** As {@link Lease4#expire}. */
    long expire() {
        return isInfinite() ? since : since + validLifetime();
    }

    LeaseState state() {
        return LeaseState.of(flags & STATE);
    }

    boolean forward() {
        return (flags & FORWARD) != 0;
    }

    boolean reverse() {
        return (flags & REVERSE) != 0;
    }

    /** As {@link Lease4#isVacant}. */
    boolean isVacant(long now) {
        LeaseState state = state();
        return state == LeaseState.EXPIRED_RECLAIMED
                || state == LeaseState.RELEASED
                || (!isInfinite() && expire() < now);
    }

    PackedLease inSubnet(int other) {
        return new PackedLease(address, other, pool, lifetime, since, flags, parts);
    }

    /** Whether this is the row that a change expects: the five columns that {@code LeaseChange} names. */
    boolean isThe(Lease4 expected) {
        HardwareAddress hardware = expected.hardware();
        ClientIdentifier clientId = expected.clientId();
        return address == expected.address().bits()
                && expire() == expected.expire()
                && (flags & STATE) == expected.state().number()
                && Arrays.equals(part(PackedParts.HARDWARE), hardware == null ? null : hardware.bytes())
                && Arrays.equals(part(PackedParts.CLIENT_ID), clientId == null ? null : clientId.bytes());
    }
}
