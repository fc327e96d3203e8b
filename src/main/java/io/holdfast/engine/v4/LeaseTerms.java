package io.holdfast.engine.v4;

import io.holdfast.address.ClientIdentifier;
import io.holdfast.address.ClientIdentity;
import io.holdfast.address.Ipv4Address;
import io.holdfast.config.Pool4;
import io.holdfast.config.Subnet4;
import io.holdfast.lease.Lease4;
import io.holdfast.lease.LeaseChange;
import io.holdfast.lease.LeaseState;
import org.jspecify.annotations.Nullable;

/** What a client gets: the lease as it is to stand, and the change that makes it so. */
final class LeaseTerms {

    private LeaseTerms() {}

    /** Seconds the client gets, by its wish and the subnet's bounds. */
    static long lifetime(Exchange4 x, Subnet4 subnet) {
        return subnet.lifetimes().grant(x.query().lifetime());
    }

    /**
     * The lease of {@code address} for the client of {@code x}.
     *
     * @param expected the address's row; what it holds beyond the client's data is kept when it is the client's own
     */
    static Lease4 lease(
            Exchange4 x, ServedSubnet served, Ipv4Address address, @Nullable Lease4 expected, long now, long lifetime) {
        Subnet4 subnet = served.subnet();
        ClientIdentity client = x.query().client();
        ClientIdentifier clientId = subnet.matchClientId() ? client.clientId() : null;
        Lease4 own = expected != null && ClientLeases.belongs(expected, client) ? expected : null;
        RelayInformation relay = subnet.storeExtendedInfo() ? x.query().relay() : null;
        String context = own == null ? null : own.userContext();
        byte[] relayId = own == null ? null : own.relayId();
        byte[] remoteId = own == null ? null : own.remoteId();
        if (relay != null) {
            context = relay.putInto(context);
            relayId = relay.relayId() == null ? relayId : relay.relayId();
            remoteId = relay.remoteId() == null ? remoteId : relay.remoteId();
        }
        ClientName name = x.query().name();
        Pool4 pool = subnet.poolOf(address);
        return new Lease4(
                address,
                client.hardware(),
                clientId,
                lifetime,
                now,
                subnet.id(),
                false,
                false,
                name == null ? "" : name.forLease(address),
                LeaseState.DEFAULT,
                context,
                relayId,
                remoteId,
                pool == null ? 0 : pool.id());
    }

    static LeaseChange change(@Nullable Lease4 expected, Lease4 next, ClientIdentity client, long now) {
        return expected != null && !expected.isVacant(now) && ClientLeases.belongs(expected, client)
                ? new LeaseChange.Renew(expected, next)
                : new LeaseChange.Grant(expected, next);
    }
}
