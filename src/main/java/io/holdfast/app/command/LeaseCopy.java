package io.holdfast.app.command;

import io.holdfast.lease.ChangeOutcome;
import io.holdfast.lease.Lease;
import io.holdfast.lease.LeaseChange;
import io.holdfast.lease.LeaseFilter;
import io.holdfast.lease.LeaseStore;
import java.util.List;
import java.util.function.Consumer;

/** Copies all leases from one store to another, in the order of their addresses; what is there already stays. */
final class LeaseCopy {

    private static final int PAGE = 1000;
    private static final int PAGES_PER_LINE = 100;

    private final LeaseStore from;
    private final LeaseStore to;
    private final Consumer<String> progress;
    private long copied;
    private long present;

    LeaseCopy(LeaseStore from, LeaseStore to, Consumer<String> progress) {
        this.from = from;
        this.to = to;
        this.progress = progress;
    }

    void run() {
        LeaseFilter filter = LeaseFilter.ALL;
        List<Lease> page = from.page(filter, PAGE);
        for (int pages = 1; !page.isEmpty(); pages++) {
            to.apply(page.stream()
                            .map(lease -> new LeaseChange.Amend(null, lease))
                            .toList())
                    .forEach(this::count);
            if (pages % PAGES_PER_LINE == 0) {
                progress.accept(
                        "  " + copied + " leases copied, at " + page.getLast().address());
            }
            filter = filter.after(page.getLast().address());
            page = from.page(filter, PAGE);
        }
    }

    private void count(ChangeOutcome outcome) {
        switch (outcome) {
            case ChangeOutcome.Applied _ -> copied++;
            case ChangeOutcome.Taken _ -> present++;
            case ChangeOutcome.Exceeded exceeded -> throw exceeded.unasked();
        }
    }

    /** Leases written. */
    long copied() {
        return copied;
    }

    /** Leases left alone because their address had a row already. */
    long present() {
        return present;
    }
}
