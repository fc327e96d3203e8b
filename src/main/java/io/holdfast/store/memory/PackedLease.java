package io.holdfast.store.memory;

import io.holdfast.address.ClientIdentifier;
import io.holdfast.address.Duid;
import io.holdfast.address.HardwareAddress;
import io.holdfast.address.IaType;
import io.holdfast.address.IpAddress;
import io.holdfast.address.Ipv4Address;
import io.holdfast.address.Ipv6Address;
import io.holdfast.address.Ipv6Prefix;
import io.holdfast.lease.Lease;
import io.holdfast.lease.Lease4;
import io.holdfast.lease.Lease6;
import io.holdfast.lease.LeaseState;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A lease in the form in which the image keeps it: numbers, and one array for everything whose length varies, because a
 * million leases as objects of their own would be several times as large.
 *
 * @param high and {@code low}: see {@link PackedAddress}
 * @param lifetime seconds, as an unsigned int
 * @param since last transaction, seconds since 1970
 * @param flags see {@link #flags}
 * @param parts see {@link PackedParts}
 */
record PackedLease(long high, long low, int subnet, int pool, int lifetime, long since, byte flags, byte[] parts) {

    private static final int STATE = 7;
    private static final int FORWARD = 8;
    private static final int REVERSE = 16;
    private static final int DHCP6 = 32;
    private static final int PREFIX = 64;

    static PackedLease of(Lease lease) {
        return new PackedLease(
                PackedAddress.high(lease.address()),
                PackedAddress.low(lease.address()),
                lease.subnetId(),
                lease.poolId(),
                (int) lease.validLifetime(),
                lease.lastTransaction(),
                flags(lease.state(), lease.fqdnForward(), lease.fqdnReverse(), type(lease)),
                parts(lease));
    }

    private static @Nullable IaType type(Lease lease) {
        return lease instanceof Lease6 v6 ? v6.type() : null;
    }

    private static byte[] parts(Lease lease) {
        byte[] hardware = lease.hardware() == null ? null : lease.hardware().bytes();
        byte[] hostname = lease.hostname().isEmpty() ? null : lease.hostname().getBytes(StandardCharsets.UTF_8);
        byte[] context =
                lease.userContext() == null ? null : lease.userContext().getBytes(StandardCharsets.UTF_8);
        return switch (lease) {
            case Lease4 v4 ->
                PackedParts.join(hardware, identity(v4), hostname, context, v4.relayId(), v4.remoteId(), null);
            case Lease6 v6 ->
                PackedParts.join(
                        hardware,
                        identity(v6),
                        hostname,
                        context,
                        null,
                        null,
                        Association.of(v6).bytes());
        };
    }

    private static byte @Nullable [] identity(Lease4 lease) {
        ClientIdentifier id = lease.clientId();
        return id == null ? null : id.bytes();
    }

    private static byte @Nullable [] identity(Lease6 lease) {
        Duid duid = lease.duid();
        return duid == null || duid.equals(Lease6.NOBODY) ? null : duid.bytes();
    }

    /**
     * State in the lowest three bits, then whether forward and reverse DNS were updated, whether it is of DHCPv6, and
     * whether it is a prefix.
     *
     * @param type absent for DHCPv4
     */
    static byte flags(LeaseState state, boolean forward, boolean reverse, @Nullable IaType type) {
        return (byte) (state.number()
                | (forward ? FORWARD : 0)
                | (reverse ? REVERSE : 0)
                | (type == null ? 0 : DHCP6)
                | (type == IaType.PD ? PREFIX : 0));
    }

    Lease unpack() {
        return type() == null ? unpack4() : unpack6(Association.of(parts));
    }

    private Lease4 unpack4() {
        byte[] hardware = part(PackedParts.HARDWARE);
        byte[] clientId = part(PackedParts.CLIENT_ID);
        return new Lease4(
                (Ipv4Address) address(),
                hardware == null ? null : HardwareAddress.ethernet(hardware),
                clientId == null ? null : ClientIdentifier.of(clientId),
                validLifetime(),
                since,
                subnet,
                forward(),
                reverse(),
                hostname(),
                state(),
                context(),
                part(PackedParts.RELAY_ID),
                part(PackedParts.REMOTE_ID),
                pool);
    }

    private Lease6 unpack6(Association association) {
        byte[] hardware = part(PackedParts.HARDWARE);
        byte[] duid = part(PackedParts.CLIENT_ID);
        return new Lease6(
                (Ipv6Address) address(),
                isPrefix() ? IaType.PD : IaType.NA,
                association.prefixLength(),
                duid == null ? null : Duid.of(duid),
                association.iaid(),
                Integer.toUnsignedLong(association.preferred()),
                validLifetime(),
                since,
                subnet,
                forward(),
                reverse(),
                hostname(),
                hardware == null ? null : HardwareAddress.of(association.hardwareType(), hardware),
                association.hardwareSource(),
                state(),
                context(),
                pool);
    }

    private String hostname() {
        byte[] name = part(PackedParts.HOSTNAME);
        return name == null ? "" : new String(name, StandardCharsets.UTF_8);
    }

    @Nullable
    String context() {
        byte[] context = part(PackedParts.CONTEXT);
        return context == null ? null : new String(context, StandardCharsets.UTF_8);
    }

    byte @Nullable [] part(int kind) {
        return PackedParts.get(parts, kind);
    }

    /** Absent for DHCPv4. */
    @Nullable
    IaType type() {
        return (flags & DHCP6) == 0 ? null : isPrefix() ? IaType.PD : IaType.NA;
    }

    private boolean isPrefix() {
        return (flags & PREFIX) != 0;
    }

    IpAddress address() {
        return (flags & DHCP6) == 0 ? Ipv4Address.ofUnsigned(low) : new Ipv6Address(high, low);
    }

    /** The last address of the prefix, or the address. */
    IpAddress last() {
        return isPrefix()
                ? Ipv6Prefix.around(
                                new Ipv6Address(high, low),
                                Association.of(parts).prefixLength())
                        .range()
                        .last()
                : address();
    }

    long validLifetime() {
        return Integer.toUnsignedLong(lifetime);
    }

    boolean isInfinite() {
        return validLifetime() == Lease.INFINITE;
    }

    /** As {@link Lease#expire}. */
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

    /** As {@link Lease#isVacant}. */
    boolean isVacant(long now) {
        LeaseState state = state();
        return state == LeaseState.EXPIRED_RECLAIMED
                || state == LeaseState.RELEASED
                || (!isInfinite() && expire() < now);
    }

    PackedLease inSubnet(int other) {
        return new PackedLease(high, low, other, pool, lifetime, since, flags, parts);
    }

    PackedLease with(byte[] others) {
        return new PackedLease(high, low, subnet, pool, lifetime, since, flags, others);
    }

    /** Whether this is the row that a change expects: the columns that {@code LeaseChange} names. */
    boolean isThe(Lease expected) {
        return address().equals(expected.address())
                && expire() == expected.expire()
                && (flags & STATE) == expected.state().number()
                && isHolderOf(expected);
    }

    private boolean isHolderOf(Lease expected) {
        byte[] identity = part(PackedParts.CLIENT_ID);
        return switch (expected) {
            case Lease4 v4 ->
                Arrays.equals(identity, identity(v4))
                        && Arrays.equals(
                                part(PackedParts.HARDWARE),
                                v4.hardware() == null ? null : v4.hardware().bytes());
            case Lease6 v6 ->
                Arrays.equals(identity, identity(v6))
                        && type() == v6.type()
                        && Association.of(parts).iaid() == v6.iaid();
        };
    }
}
