package io.holdfast.engine.v4;

import io.holdfast.address.ClientIdentity;
import io.holdfast.address.HardwareAddress;
import io.holdfast.address.Ipv4Address;
import io.holdfast.lease.Lease4;
import io.holdfast.lease.LeaseState;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Which leases are a client's. */
final class ClientLeases {

    private ClientLeases() {}

    /**
     * By client identifier when both have one, else by hardware address (RFC 2131 §4.2). Declined leases are nobody's.
     */
    static boolean belongs(Lease4 lease, ClientIdentity client) {
        if (lease.state() == LeaseState.DECLINED) {
            return false;
        }
        if (lease.clientId() != null && client.clientId() != null) {
            return lease.clientId().equals(client.clientId());
        }
        HardwareAddress hardware = lease.hardware();
        return hardware != null && client.hardware() != null && hardware.equals(client.hardware());
    }

    /**
     * The client's lease among those found in subnets whose addresses it can have: the one of the wanted address, else one
     * under its client identifier, else one that still runs, else the latest; absent when it has none.
     */
    static @Nullable Lease4 best(Exchange4 x, List<Lease4> found, @Nullable Ipv4Address wanted, long now) {
        Lease4 best = null;
        long bestRank = -1;
        for (Lease4 lease : found) {
            if (x.allowed(lease.subnetId()) != null && x.owns(lease)) {
                long rank = rank(lease, x.holder(lease.subnetId()), wanted, now);
                if (rank > bestRank) {
                    best = lease;
                    bestRank = rank;
                }
            }
        }
        return best;
    }

    private static long rank(Lease4 lease, ClientIdentity client, @Nullable Ipv4Address wanted, long now) {
        return (lease.address().equals(wanted) ? 1L << 62 : 0)
                | (client.clientId() != null && Objects.equals(lease.clientId(), client.clientId()) ? 1L << 61 : 0)
                | (lease.isVacant(now) ? 0 : 1L << 60)
                | lease.lastTransaction() & (1L << 60) - 1;
    }

    /** The client's leases on its link that are not of {@code kept}. */
    static List<Lease4> others(Exchange4 x, List<Lease4> found, Ipv4Address kept) {
        List<Lease4> others = List.of();
        for (Lease4 lease : found) {
            if (!lease.address().equals(kept) && x.owns(lease)) {
                others = others.isEmpty() ? new ArrayList<>(2) : others;
                others.add(lease);
            }
        }
        return others;
    }
}
