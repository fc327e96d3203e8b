package io.holdfast.pipeline;

import io.holdfast.address.AddressRange;
import io.holdfast.address.IpAddress;
import io.holdfast.lease.ChangeGroup;
import io.holdfast.lease.ChangeOutcome;
import io.holdfast.lease.ForwardingLeaseStore;
import io.holdfast.lease.Lease;
import io.holdfast.lease.LeaseQuestion;
import io.holdfast.lease.LeaseStore;
import io.holdfast.lease.Vacancy;
import java.util.List;
import java.util.Locale;

/** A store that counts what it is asked while somebody wants to know. For one thread. */
final class CountedLeases implements ForwardingLeaseStore {

    private final LeaseStore store;
    private boolean counting;
    private int finds;
    private int questions;
    private int searches;
    private int commits;
    private int taken;

    CountedLeases(LeaseStore store) {
        this.store = store;
    }

    @Override
    public LeaseStore store() {
        return store;
    }

    /** Only what is done in {@code work} counts. */
    void during(Runnable work) {
        counting = true;
        work.run();
        counting = false;
    }

    void clear() {
        finds = 0;
        questions = 0;
        searches = 0;
        commits = 0;
        taken = 0;
    }

    String describe(int turns) {
        return String.format(
                Locale.ROOT,
                "calls a turn: %.2f find (%.0f questions), %.2f vacancies, %.2f commit (%.2f taken)",
                finds / (double) turns,
                questions / (double) turns,
                searches / (double) turns,
                commits / (double) turns,
                taken / (double) turns);
    }

    @Override
    public List<List<Lease>> find(List<? extends LeaseQuestion> asked) {
        if (counting) {
            finds++;
            questions += asked.size();
        }
        return store.find(asked);
    }

    @Override
    public List<Vacancy> vacancies(AddressRange range, IpAddress from, int limit, boolean reuse, long now) {
        if (counting) {
            searches++;
        }
        return store.vacancies(range, from, limit, reuse, now);
    }

    @Override
    public List<ChangeOutcome> commit(List<ChangeGroup> groups) {
        List<ChangeOutcome> outcomes = store.commit(groups);
        if (counting) {
            commits++;
            taken += (int) outcomes.stream()
                    .filter(ChangeOutcome.Taken.class::isInstance)
                    .count();
        }
        return outcomes;
    }
}
