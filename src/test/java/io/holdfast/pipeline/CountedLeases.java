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
import java.util.function.Supplier;

/** A store that counts what it is asked, and how long that takes, while somebody wants to know. For one thread. */
final class CountedLeases implements ForwardingLeaseStore {

    private final LeaseStore store;
    private final Count finds = new Count();
    private final Count searches = new Count();
    private final Count commits = new Count();
    private boolean counting;
    private int taken;

    /** Of calls of one kind. */
    private static final class Count {

        private int calls;
        private int items;
        private long nanos;

        <T> T add(int more, Supplier<T> call) {
            long begin = System.nanoTime();
            T result = call.get();
            nanos += System.nanoTime() - begin;
            calls++;
            items += more;
            return result;
        }

        String describe(int turns) {
            return String.format(
                    Locale.ROOT,
                    "%.2f of %.0f in %.1f ms",
                    calls / (double) turns,
                    items / (double) Math.max(1, calls),
                    nanos / 1e6 / turns);
        }

        void clear() {
            calls = 0;
            items = 0;
            nanos = 0;
        }
    }

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
        List.of(finds, searches, commits).forEach(Count::clear);
        taken = 0;
    }

    String describe(int turns) {
        return String.format(
                Locale.ROOT,
                "a turn: find %s, vacancies %s, commit %s, %.2f taken",
                finds.describe(turns),
                searches.describe(turns),
                commits.describe(turns),
                taken / (double) turns);
    }

    @Override
    public List<List<Lease>> find(List<? extends LeaseQuestion> asked) {
        return counted(finds, asked.size(), () -> store.find(asked));
    }

    @Override
    public List<Vacancy> vacancies(AddressRange range, IpAddress from, int limit, boolean reuse, long now) {
        return counted(searches, limit, () -> store.vacancies(range, from, limit, reuse, now));
    }

    @Override
    public List<ChangeOutcome> commit(List<ChangeGroup> groups) {
        List<ChangeOutcome> outcomes = counted(commits, groups.size(), () -> store.commit(groups));
        if (counting) {
            taken += (int) outcomes.stream()
                    .filter(ChangeOutcome.Taken.class::isInstance)
                    .count();
        }
        return outcomes;
    }

    private <T> T counted(Count count, int items, Supplier<T> call) {
        return counting ? count.add(items, call) : call.get();
    }
}
