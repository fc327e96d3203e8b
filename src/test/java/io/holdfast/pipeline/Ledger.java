package io.holdfast.pipeline;

import io.holdfast.address.HardwareAddress;
import io.holdfast.address.Ipv4Address;
import io.holdfast.lease.Lease;
import io.holdfast.lease.Lease4;
import io.holdfast.lease.LeaseChange;
import io.holdfast.lease.LeaseFilter;
import io.holdfast.lease.LeaseState;
import io.holdfast.lease.LeaseStore;
import io.holdfast.lease.LeaseText;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is durable, kept from the changes alone and beside the store; and who believes to have which address. Each change
 * and each belief is checked when it comes, so that no step needs a look at all of them.
 */
final class Ledger {

    private record Holding(Ipv4Address address, @Nullable HardwareAddress client) {}

    private final Findings findings;
    private final Map<Ipv4Address, Lease4> rows = new HashMap<>();
    private final Map<Ipv4Address, SimulatedClient> believers = new HashMap<>();
    private final Map<Holding, Long> granted = new HashMap<>();
    /** When an address last lost its row, counted in changes. */
    private final Map<Ipv4Address, Long> vacated = new HashMap<>();

    private long changes;

    Ledger(Findings findings) {
        this.findings = findings;
    }

    /** These changes are durable now. */
    void commit(List<LeaseChange> applied, long now) {
        for (LeaseChange change : applied) {
            changes++;
            Ipv4Address address = (Ipv4Address) change.address();
            Lease4 next = (Lease4) change.next();
            Lease4 before = next == null ? rows.remove(address) : rows.put(address, next);
            Lease4 expected = (Lease4) change.expected();
            findings.require(
                    before == null
                            ? expected == null
                            : expected != null
                                    && Objects.equals(before.hardware(), expected.hardware())
                                    && before.expire() == expected.expire()
                                    && before.state() == expected.state(),
                    () -> change + " was carried out on " + text(before));
            boolean ends = change instanceof LeaseChange.Grant || change instanceof LeaseChange.Expire;
            findings.require(
                    !ends || before == null || isOver(before, now), () -> address + " was taken from " + text(before));
            if (next == null) {
                vacated.put(address, changes);
            } else if (next.state() == LeaseState.DEFAULT) {
                granted.merge(new Holding(address, next.hardware()), next.expire(), Math::max);
            }
            checkBelief(address, now);
        }
    }

    /** Whether a lease or a probation is over. The second in which it ends still belongs to it. */
    private static boolean isOver(Lease4 row, long now) {
        return switch (row.state()) {
            case RELEASED, EXPIRED_RECLAIMED -> true;
            case DEFAULT, DECLINED, REGISTERED -> row.lastTransaction() + row.validLifetime() < now;
        };
    }

    /** The store has removed what was kept for clients; finds out what. */
    void resync(LeaseStore store) {
        Map<Ipv4Address, Lease4> left = new HashMap<>();
        store.page(LeaseFilter.ALL, Integer.MAX_VALUE)
                .forEach(row -> left.put((Ipv4Address) row.address(), (Lease4) row));
        for (Iterator<Lease4> it = rows.values().iterator(); it.hasNext(); ) {
            Lease4 row = it.next();
            if (!left.containsKey(row.address())) {
                findings.require(
                        row.state() == LeaseState.RELEASED || row.state() == LeaseState.EXPIRED_RECLAIMED,
                        () -> "purged: " + text(row));
                it.remove();
                vacated.put(row.address(), ++changes);
            }
        }
    }

    @Nullable
    Lease4 row(Ipv4Address address) {
        return rows.get(address);
    }

    /** How many changes there have been: a moment that is told apart from those of the same second. */
    long moment() {
        return changes;
    }

    /** Whether there was no row of this address from that moment on until now. */
    boolean wasFree(Ipv4Address address, long moment) {
        return !rows.containsKey(address) && vacated.getOrDefault(address, -1L) <= moment;
    }

    /** Whether it is durable, or once was, that this client has this address until then. */
    boolean hasGranted(Ipv4Address address, SimulatedClient client, long until) {
        return granted.getOrDefault(new Holding(address, client.hardware()), -1L) >= until;
    }

    /** The client has been told that the address is its own. */
    void believe(SimulatedClient client, Ipv4Address address, long now) {
        SimulatedClient other = believers.put(address, client);
        findings.require(
                other == null || other == client || !other.has(address, now),
                () -> address + " belongs to " + other + " and to " + client);
        checkBelief(address, now);
    }

    private void checkBelief(Ipv4Address address, long now) {
        SimulatedClient client = believers.get(address);
        if (client == null) {
            return;
        }
        if (!client.has(address, now)) {
            believers.remove(address);
            return;
        }
        Lease4 row = rows.get(address);
        findings.require(
                row != null
                        && row.state() == LeaseState.DEFAULT
                        && client.hardware().equals(row.hardware())
                        && row.expire() >= client.until(),
                () -> client + " believes in " + address + ", whose row is " + text(row));
    }

    /** Everything, against the store. */
    void checkAll(LeaseStore store, long now) {
        List<Lease> present = store.page(LeaseFilter.ALL, Integer.MAX_VALUE);
        findings.require(present.size() == rows.size(), () -> present.size() + " rows and not " + rows.size());
        for (Lease each : present) {
            Lease4 row = (Lease4) each;
            Lease4 mine = rows.get(row.address());
            findings.require(
                    mine != null && LeaseText.of(mine).equals(LeaseText.of(row)),
                    () -> text(row) + " and not " + text(mine));
        }
        List.copyOf(believers.keySet()).forEach(address -> checkBelief(address, now));
    }

    /** Leases of a subnet in the states default and declined, or only the declined. */
    long count(int subnet, boolean declinedOnly) {
        return rows.values().stream()
                .filter(row -> row.subnetId() == subnet)
                .filter(row -> row.state() == LeaseState.DECLINED || !declinedOnly && row.state() == LeaseState.DEFAULT)
                .count();
    }

    private static String text(@Nullable Lease4 row) {
        return row == null ? "absent" : LeaseText.of(row);
    }
}
