package io.holdfast.app.database;

import io.holdfast.address.AddressRange;
import io.holdfast.address.IpAddress;
import io.holdfast.availability.BackendUnavailable;
import io.holdfast.lease.ChangeGroup;
import io.holdfast.lease.ChangeOutcome;
import io.holdfast.lease.Lease;
import io.holdfast.lease.LeaseCount;
import io.holdfast.lease.LeaseFilter;
import io.holdfast.lease.LeaseLimit;
import io.holdfast.lease.LeaseQuestion;
import io.holdfast.lease.LeaseStore;
import io.holdfast.lease.Vacancy;
import io.holdfast.telemetry.Meters;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A store whose calls are measured, for those that do not do it themselves. */
record MeasuredLeaseStore(LeaseStore store, Meters meters) implements LeaseStore {

    @Override
    public List<List<Lease>> find(List<? extends LeaseQuestion> questions) {
        return measured("find", questions.size(), () -> store.find(questions));
    }

    @Override
    public List<Vacancy> vacancies(AddressRange range, IpAddress from, int limit, boolean reuse, long now) {
        return measured("vacancies", limit, () -> store.vacancies(range, from, limit, reuse, now));
    }

    @Override
    public List<ChangeOutcome> commit(List<ChangeGroup> groups) {
        int changes = groups.stream().mapToInt(group -> group.changes().size()).sum();
        return measured("apply", changes, () -> store.commit(groups));
    }

    @Override
    public List<Long> held(List<LeaseLimit.Group> groups) {
        return measured("held", groups.size(), () -> store.held(groups));
    }

    @Override
    public List<Lease> page(LeaseFilter filter, int limit) {
        return measured("page", limit, () -> store.page(filter, limit));
    }

    @Override
    public List<Lease> expired(long now, int limit) {
        return measured("expired", limit, () -> store.expired(now, limit));
    }

    @Override
    public int purge(long before, int limit) {
        return measured("purge", limit, () -> store.purge(before, limit));
    }

    @Override
    public List<LeaseCount> count(@Nullable Set<Integer> subnetIds) {
        return measured("count", 1, () -> store.count(subnetIds));
    }

    @Override
    public void close() {
        store.close();
    }

    private <T> T measured(String operation, int rows, Supplier<T> call) {
        long begin = System.nanoTime();
        String outcome = "error";
        try {
            T result = call.get();
            outcome = "ok";
            return result;
        } catch (BackendUnavailable e) {
            outcome = "unavailable";
            throw e;
        } finally {
            meters.storeCall(operation, outcome, rows, System.nanoTime() - begin);
        }
    }
}
