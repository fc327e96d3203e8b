package io.holdfast.engine.v4;

import io.holdfast.address.ClientIdentifier;
import io.holdfast.address.ClientIdentity;
import io.holdfast.address.Ipv4Address;
import io.holdfast.config.ClientClass;
import io.holdfast.config.Lifetimes;
import io.holdfast.config.Pool4;
import io.holdfast.config.Subnet4;
import io.holdfast.engine.LeaseReuse;
import io.holdfast.lease.Lease;
import io.holdfast.lease.Lease4;
import io.holdfast.lease.LeaseChange;
import io.holdfast.lease.LeaseState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a client gets: the lease as it is to stand, and the change that makes it so. */
final class LeaseTerms {

    private LeaseTerms() {}

    /**
     * Seconds the client gets this address for, by its wish and the bounds of the first of its classes that has some, else of
     * the subnet. A client of BOOTP cannot come back, so that its lease never ends. One of which it cannot be known whether
     * anything is reserved for it is to come back soon, and so are all where nearly everything is in use; but nobody loses
     * anything that it has.
     *
     * @param expected the address's row
     */
    static long lifetime(Exchange4 x, ServedSubnet served, Ipv4Address address, @Nullable Lease4 expected, long now) {
        if (x.bootp) {
            return Lease.INFINITE;
        }
        Lifetimes bounds = lifetimes(x, served.subnet());
        boolean crowded = x.crowded(served, address);
        long full = bounds.grant(x.query().lifetime());
        if (!crowded && !x.uncertain()) {
            return full;
        }
        long left = expected == null || expected.isVacant(now) || !x.owns(expected)
                ? 0
                : expected.isInfinite() ? Lease.INFINITE : expected.expire() - now;
        if (crowded) {
            full = Math.max(bounds.min(), left);
        }
        return !x.uncertain() ? full : Math.min(full, Math.max(left, x.uncertainLifetime()));
    }

    private static Lifetimes lifetimes(Exchange4 x, Subnet4 subnet) {
        for (int i = 0; i < x.classes.size(); i++) {
            ClientClass its = x.classTable().find(x.classes.get(i));
            if (its != null && its.valid() != null) {
                return its.valid();
            }
        }
        return subnet.lifetimes();
    }

    /** The client's lease as it is to be told of when it need not be stored again; absent when it must. */
    static @Nullable Lease4 reused(Exchange4 x, ServedSubnet served, @Nullable Lease4 expected, Lease4 next, long now) {
        if (expected == null || expected.isVacant(now) || !x.owns(expected) || x.verdict.name.made()) {
            return null;
        }
        return LeaseReuse.of(expected, next, served.subnet().policy().caching());
    }

    /** Seconds an offer is stored, 0 for not at all: of the first of the client's classes that says so, else of the subnet. */
    static long offerLifetime(Exchange4 x, ServedSubnet served) {
        for (int i = 0; i < x.classes.size(); i++) {
            ClientClass its = x.classTable().find(x.classes.get(i));
            if (its != null && its.offerLifetime() != null) {
                return its.offerLifetime();
            }
        }
        return served.subnet().offerLifetime();
    }

    /**
     * The lease of {@code address} for the client of {@code x}.
     *
     * @param expected the address's row; what it holds beyond the client's data is kept when it is the client's own
     */
    static Lease4 lease(
            Exchange4 x, ServedSubnet served, Ipv4Address address, @Nullable Lease4 expected, long now, long lifetime) {
        Subnet4 subnet = served.subnet();
        ClientIdentity client = x.query().identity();
        ClientIdentifier clientId = subnet.matchClientId() ? client.clientId() : null;
        Lease4 own = expected != null && x.owns(expected) ? expected : null;
        RelayInformation relay = subnet.storeExtendedInfo() ? x.relay : null;
        String context = own == null ? null : own.userContext();
        byte[] relayId = own == null ? null : own.relayId();
        byte[] remoteId = own == null ? null : own.remoteId();
        if (relay != null) {
            context = relay.putInto(context);
            relayId = relay.relayId() == null ? relayId : relay.relayId();
            remoteId = relay.remoteId() == null ? remoteId : relay.remoteId();
        }
        Pool4 pool = subnet.poolOf(address);
        LeaseName name = LeaseName.of(x, served, pool, address);
        x.verdict.name = name;
        return new Lease4(
                address,
                client.hardware(),
                clientId,
                lifetime,
                now,
                subnet.id(),
                false,
                false,
                name.text(),
                LeaseState.DEFAULT,
                x.limits().putInto(context, x.classes),
                relayId,
                remoteId,
                pool == null ? 0 : pool.id());
    }

    static int poolId(ServedSubnet served, Ipv4Address address) {
        Pool4 pool = served.subnet().poolOf(address);
        return pool == null ? 0 : pool.id();
    }

    static LeaseChange change(Exchange4 x, @Nullable Lease4 expected, Lease4 next, long now) {
        boolean own = expected != null && x.owns(expected);
        if (expected != null && own && !expected.isVacant(now)) {
            return new LeaseChange.Renew(expected, next);
        }
        // As in Kea, one that is over and still counted is renewed as if it had not been.
        boolean counted = own && expected != null && expected.state() == LeaseState.DEFAULT;
        return new LeaseChange.Grant(
                expected, next, counted ? List.of() : x.limits().of(x.classes, next.subnetId(), null));
    }
}
