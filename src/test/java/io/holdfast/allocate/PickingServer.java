package io.holdfast.allocate;

import io.holdfast.address.IpAddress;
import io.holdfast.config.ServerConfig;
import io.holdfast.lease.ChangeOutcome;
import io.holdfast.lease.Lease;
import io.holdfast.lease.LeaseChange;
import io.holdfast.lease.LeaseStore;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BiFunction;

/** A server that grants leases of one set of pools: its pickers, and the store that tells them. */
final class PickingServer {

    final LeaseStore store;
    private final AddressPickers pickers;
    private final PoolSet pools;
    private final BiFunction<IpAddress, Long, Lease> lease;
    /** For what is vacant in a stretch of the pools. */
    int searches;
    /** At addresses that are believed vacant. */
    int looks;

    /** @param lease that is granted: of an address, and when it ends */
    PickingServer(
            LeaseStore shared, ServerConfig config, PoolSet pools, BiFunction<IpAddress, Long, Lease> lease, int seed) {
        pickers = new AddressPickers(config, new SplittableRandom(seed));
        store = new TrackedLeases(shared, pickers);
        this.pools = pools;
        this.lease = lease;
    }

    void survey(long now) {
        new PoolSurvey(() -> pickers, store, () -> now).run();
    }

    /** Picks until a lease is granted, as an engine would; the address, or why there is none. */
    Object grant(long now) {
        while (true) {
            switch (pickers.pick(pools, now)) {
                case Pick.Found(var vacancy, int run) -> {
                    pickers.held(pools);
                    Lease next = lease.apply(vacancy.address(), now + 1000);
                    ChangeOutcome outcome = store.apply(List.of(new LeaseChange.Grant(vacancy.former(), next)))
                            .getFirst();
                    if (outcome instanceof ChangeOutcome.Applied) {
                        return vacancy.address();
                    }
                    pickers.contested(pools, run);
                }
                case Pick.Short(Shortage shortage) -> {
                    searches += shortage.among().isEmpty() ? 1 : 0;
                    looks += shortage.among().isEmpty() ? 0 : 1;
                    pickers.refill(shortage, shortage.search(store, now));
                }
                case Pick other -> {
                    return other;
                }
            }
        }
    }
}
