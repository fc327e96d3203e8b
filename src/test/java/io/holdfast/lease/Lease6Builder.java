package io.holdfast.lease;

import io.holdfast.address.Duid;
import io.holdfast.address.HardwareAddress;
import io.holdfast.address.IaType;
import io.holdfast.address.Ipv6Address;
import io.holdfast.address.Ipv6Prefix;
import org.jspecify.annotations.Nullable;

/** Leases of DHCPv6 for tests: an ordinary one unless said otherwise. */
public final class Lease6Builder {

    private final Ipv6Address address;
    private final IaType type;
    private final int length;
    private @Nullable Duid duid = duidOf(1);
    private int iaid = 1;
    private long preferred = 1800;
    private long lifetime = 3600;
    private long since = LeaseBuilder.NOW;
    private int subnet = 1;
    private boolean forward;
    private boolean reverse;
    private String hostname = "";
    private @Nullable HardwareAddress hardware;
    private int source;
    private LeaseState state = LeaseState.DEFAULT;
    private @Nullable String context;
    private int pool;

    private Lease6Builder(Ipv6Address address, IaType type, int length) {
        this.address = address;
        this.type = type;
        this.length = length;
    }

    /** Of one hour, for association 1 of client 1 in subnet 1, from {@link LeaseBuilder#NOW}. */
    public static Lease6Builder lease6(String address) {
        return lease6(Ipv6Address.parse(address));
    }

    public static Lease6Builder lease6(Ipv6Address address) {
        return new Lease6Builder(address, IaType.NA, Lease6.ADDRESS_LENGTH);
    }

    /** The same of a prefix, such as {@code 2001:db8:1::/48}. */
    public static Lease6Builder prefix(String text) {
        Ipv6Prefix prefix = Ipv6Prefix.parse(text);
        return new Lease6Builder(prefix.network(), IaType.PD, prefix.length());
    }

    public static Lease6Builder like(Lease6 lease) {
        Lease6Builder b = new Lease6Builder(lease.address(), lease.type(), lease.prefixLength());
        b.duid = lease.duid();
        b.iaid = lease.iaid();
        b.preferred = lease.preferredLifetime();
        b.lifetime = lease.validLifetime();
        b.since = lease.lastTransaction();
        b.subnet = lease.subnetId();
        b.forward = lease.fqdnForward();
        b.reverse = lease.fqdnReverse();
        b.hostname = lease.hostname();
        b.hardware = lease.hardware();
        b.source = lease.hardwareSource();
        b.state = lease.state();
        b.context = lease.userContext();
        b.pool = lease.poolId();
        return b;
    }

    public static Duid duidOf(int number) {
        return Duid.of(new byte[] {
            0, 3, 0, 1, 2, 0, (byte) (number >>> 24), (byte) (number >>> 16), (byte) (number >>> 8), (byte) number
        });
    }

    public Lease6Builder client(int number) {
        return duid(duidOf(number));
    }

    public Lease6Builder duid(@Nullable Duid value) {
        duid = value;
        return this;
    }

    public Lease6Builder iaid(int value) {
        iaid = value;
        return this;
    }

    public Lease6Builder preferred(long seconds) {
        preferred = seconds;
        return this;
    }

    public Lease6Builder lifetime(long seconds) {
        lifetime = seconds;
        return this;
    }

    public Lease6Builder since(long seconds) {
        since = seconds;
        return this;
    }

    /** An hour's lease that ends at this time. */
    public Lease6Builder until(long seconds) {
        lifetime = 3600;
        since = seconds - 3600;
        return this;
    }

    public Lease6Builder subnet(int id) {
        subnet = id;
        return this;
    }

    public Lease6Builder pool(int id) {
        pool = id;
        return this;
    }

    public Lease6Builder fqdn(boolean forwardDone, boolean reverseDone) {
        forward = forwardDone;
        reverse = reverseDone;
        return this;
    }

    public Lease6Builder hostname(String name) {
        hostname = name;
        return this;
    }

    public Lease6Builder hardware(@Nullable HardwareAddress value, int from) {
        hardware = value;
        source = from;
        return this;
    }

    public Lease6Builder state(LeaseState value) {
        state = value;
        return this;
    }

    public Lease6Builder context(@Nullable String json) {
        context = json;
        return this;
    }

    public Lease6 build() {
        return new Lease6(
                address, type, length, duid, iaid, preferred, lifetime, since, subnet, forward, reverse, hostname,
                hardware, source, state, context, pool);
    }
}
