package io.holdfast.allocate;

import io.holdfast.lease.LeaseStore;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Looks through the pools of which pickers want to know what is vacant: beside the traffic, a stretch in each call of the store. */
public final class PoolSurvey {

    private final Supplier<AddressPickers> pickers;
    private final LeaseStore store;
    private final LongSupplier clockSeconds;

    /**
     * @param pickers those in use, asked for in each run
     * @param clockSeconds seconds since 1970
     */
    public PoolSurvey(Supplier<AddressPickers> pickers, LeaseStore store, LongSupplier clockSeconds) {
        this.pickers = pickers;
        this.store = store;
        this.clockSeconds = clockSeconds;
    }

    /**
     * Looks through all that is wanted now. When the store throws, the next run goes on where this one ended.
     *
     * @return how many stretches it looked at
     */
    public int run() {
        int stretches = 0;
        for (AddressPicker picker : pickers.get().all()) {
            for (Shortage wanted = picker.survey(now()); wanted != null; wanted = picker.survey(now())) {
                picker.surveyed(wanted, wanted.search(store, now()), now());
                stretches++;
            }
        }
        return stretches;
    }

    private long now() {
        return clockSeconds.getAsLong();
    }
}
