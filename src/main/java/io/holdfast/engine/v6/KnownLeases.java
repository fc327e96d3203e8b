package io.holdfast.engine.v6;

import io.holdfast.address.IaIdentity;
import io.holdfast.address.Ipv6Address;
import io.holdfast.lease.Lease;
import io.holdfast.lease.Lease6;
import io.holdfast.lease.LeaseQuestion;
import io.holdfast.lease.LeaseState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What is known of rows of the lease store, as far as an exchange has found out. */
final class KnownLeases {

    /** Each packet of a client has all of its rows read; a router has a few, and whoever has so many gets no more. */
    static final int MOST_OF_CLIENT = 4096;

    private final TreeMap<Ipv6Address, Optional<Lease6>> byAddress = new TreeMap<>();
    private boolean client;
    private int ofClient;

    void learn(LeaseQuestion question, List<Lease> rows) {
        switch (question) {
            case LeaseQuestion.OfAddress(var address) ->
                learn(Addresses.of(address), rows.isEmpty() ? null : rows.getFirst());
            case LeaseQuestion.OfDuid _ -> learnClient(rows);
            case LeaseQuestion.OfClient _ -> throw new IllegalStateException("DHCPv6 asks for DUIDs");
        }
    }

    /** The client's rows in the subnets of its link, all of them. */
    private void learnClient(List<Lease> rows) {
        client = true;
        ofClient = rows.size();
        rows.forEach(row -> learn(Addresses.of(row.address()), row));
    }

    /** The address has this row, or none. */
    void learn(Ipv6Address address, @Nullable Lease row) {
        byAddress.put(address, Optional.ofNullable((Lease6) row));
    }

    /** What is known of this address, and of the client, is found not to hold any more. */
    void forget(Ipv6Address address) {
        client = false;
        byAddress.remove(address);
    }

    /** Whether all rows of the client are known. */
    boolean hasClient() {
        return client;
    }

    /** Whether the client has as many rows as one may have. */
    boolean isCrowded() {
        return ofClient >= MOST_OF_CLIENT;
    }

    boolean has(Ipv6Address address) {
        return byAddress.containsKey(address);
    }

    /** Absent when the address has none, or it is not known. */
    @Nullable
    Lease6 row(Ipv6Address address) {
        Optional<Lease6> row = byAddress.get(address);
        return row == null ? null : row.orElse(null);
    }

    /** Leases of an association in the subnets of a link, running or over. What a client has registered is no lease. */
    List<Lease6> of(IaIdentity holder, Link6 link) {
        List<Lease6> leases = new ArrayList<>(1);
        for (Optional<Lease6> known : byAddress.values()) {
            Lease6 row = known.orElse(null);
            if (row != null && belongs(row, holder) && link.find(row.subnetId()) != null) {
                leases.add(row);
            }
        }
        return leases;
    }

    /** Whether the lease, running or over, is this association's. */
    static boolean belongs(Lease6 lease, IaIdentity holder) {
        return lease.state() != LeaseState.REGISTERED
                && lease.state() != LeaseState.DECLINED
                && holder.equals(lease.holder());
    }
}
