package io.holdfast.pipeline;

import io.holdfast.address.Ipv4Address;
import io.holdfast.lease.ChangeOutcome;
import io.holdfast.lease.Lease4;
import io.holdfast.lease.LeaseChange;
import io.holdfast.lease.LeaseState;
import io.holdfast.lease.LeaseStore;
import java.util.ArrayList;
import java.util.List;

/** Puts leases into a store, thousands in one transaction. */
final class PoolFilling {

    private static final int TOGETHER = 4000;

    private final LeaseStore store;
    private final long now;
    private final List<LeaseChange> changes = new ArrayList<>();

    PoolFilling(LeaseStore store, long now) {
        this.store = store;
        this.now = now;
    }

    /** A lease that ends after so many seconds. */
    void held(int subnet, int client, int address, int seconds) {
        put(subnet, client, address, seconds, LeaseState.DEFAULT);
    }

    /** The row of a lease that is over, kept for its client. */
    void over(int client, int address) {
        put(1, client, address, 0, LeaseState.EXPIRED_RECLAIMED);
    }

    private void put(int subnet, int client, int address, int seconds, LeaseState state) {
        changes.add(new LeaseChange.Grant(
                null,
                new Lease4(
                        new Ipv4Address(address),
                        MeasuredLane.hardware(client),
                        null,
                        seconds,
                        now,
                        subnet,
                        false,
                        false,
                        "",
                        state,
                        null,
                        null,
                        null,
                        0)));
        if (changes.size() == TOGETHER) {
            finish();
        }
    }

    void finish() {
        if (!store.apply(changes).stream().allMatch(ChangeOutcome.Applied.class::isInstance)) {
            throw new IllegalStateException("not applied");
        }
        changes.clear();
    }
}
