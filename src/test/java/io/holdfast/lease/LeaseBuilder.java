package io.holdfast.lease;

import io.holdfast.address.ClientIdentifier;
import io.holdfast.address.HardwareAddress;
import io.holdfast.address.Ipv4Address;
import org.jspecify.annotations.Nullable;

/** Leases for tests: an ordinary one unless said otherwise. */
public final class LeaseBuilder {

    /** The present of the tests, seconds since 1970; its day is in 2027, so that lifetimes fit every database. */
    public static final long NOW = 1_800_000_000L;

    private Ipv4Address address;
    private @Nullable HardwareAddress hardware;
    private @Nullable ClientIdentifier clientId;
    private long lifetime = 3600;
    private long lastTransaction = NOW;
    private int subnet = 1;
    private boolean forward;
    private boolean reverse;
    private String hostname = "";
    private LeaseState state = LeaseState.DEFAULT;
    private @Nullable String context;
    private byte @Nullable [] relayId;
    private byte @Nullable [] remoteId;
    private int pool;

    private LeaseBuilder(Ipv4Address address) {
        this.address = address;
        client(address.bits());
    }

    /** A lease of one hour from {@link #NOW} in subnet 1, whose client is numbered as its address. */
    public static LeaseBuilder lease(String address) {
        return lease(Ipv4Address.parse(address));
    }

    public static LeaseBuilder lease(Ipv4Address address) {
        return new LeaseBuilder(address);
    }

    /** Begins with everything as in {@code lease}. */
    public static LeaseBuilder like(Lease4 lease) {
        LeaseBuilder b = new LeaseBuilder(lease.address());
        b.hardware = lease.hardware();
        b.clientId = lease.clientId();
        b.lifetime = lease.validLifetime();
        b.lastTransaction = lease.lastTransaction();
        b.subnet = lease.subnetId();
        b.forward = lease.fqdnForward();
        b.reverse = lease.fqdnReverse();
        b.hostname = lease.hostname();
        b.state = lease.state();
        b.context = lease.userContext();
        b.relayId = lease.relayId();
        b.remoteId = lease.remoteId();
        b.pool = lease.poolId();
        return b;
    }

    /** The hardware address and the client identifier of the client with this number. */
    public LeaseBuilder client(int number) {
        hardware = hardwareOf(number);
        clientId = clientIdOf(number);
        return this;
    }

    public static HardwareAddress hardwareOf(int number) {
        return HardwareAddress.ethernet(
                new byte[] {2, 0, (byte) (number >>> 24), (byte) (number >>> 16), (byte) (number >>> 8), (byte) number
                });
    }

    public static ClientIdentifier clientIdOf(int number) {
        return ClientIdentifier.of(new byte[] {
            1, 2, 0, (byte) (number >>> 24), (byte) (number >>> 16), (byte) (number >>> 8), (byte) number
        });
    }

    public LeaseBuilder at(Ipv4Address other) {
        address = other;
        return this;
    }

    public LeaseBuilder hardware(@Nullable HardwareAddress value) {
        hardware = value;
        return this;
    }

    public LeaseBuilder clientId(@Nullable ClientIdentifier value) {
        clientId = value;
        return this;
    }

    public LeaseBuilder lifetime(long seconds) {
        lifetime = seconds;
        return this;
    }

    public LeaseBuilder since(long seconds) {
        lastTransaction = seconds;
        return this;
    }

    /** An hour's lease that ends at this time. */
    public LeaseBuilder until(long seconds) {
        lifetime = 3600;
        lastTransaction = seconds - 3600;
        return this;
    }

    public LeaseBuilder subnet(int id) {
        subnet = id;
        return this;
    }

    public LeaseBuilder pool(int id) {
        pool = id;
        return this;
    }

    public LeaseBuilder fqdn(boolean forwardDone, boolean reverseDone) {
        forward = forwardDone;
        reverse = reverseDone;
        return this;
    }

    public LeaseBuilder hostname(String name) {
        hostname = name;
        return this;
    }

    public LeaseBuilder state(LeaseState value) {
        state = value;
        return this;
    }

    public LeaseBuilder context(@Nullable String json) {
        context = json;
        return this;
    }

    public LeaseBuilder relay(byte @Nullable [] relay, byte @Nullable [] remote) {
        relayId = relay;
        remoteId = remote;
        return this;
    }

    public Lease4 build() {
        return new Lease4(
                address,
                hardware,
                clientId,
                lifetime,
                lastTransaction,
                subnet,
                forward,
                reverse,
                hostname,
                state,
                context,
                relayId,
                remoteId,
                pool);
    }
}
