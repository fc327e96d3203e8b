package io.holdfast.reclaim;

import io.holdfast.address.AddressRange;
import io.holdfast.address.IpAddress;
import io.holdfast.lease.ChangeGroup;
import io.holdfast.lease.ChangeOutcome;
import io.holdfast.lease.Lease;
import io.holdfast.lease.LeaseCount;
import io.holdfast.lease.LeaseFilter;
import io.holdfast.lease.LeaseLimit;
import io.holdfast.lease.LeaseQuestion;
import io.holdfast.lease.LeaseStore;
import io.holdfast.lease.Vacancy;
import java.util.List;

/** A store in which somebody else is always faster. */
record AlwaysTaken(LeaseStore store) implements LeaseStore {

    @Override
    public List<ChangeOutcome> commit(List<ChangeGroup> groups) {
        return groups.stream()
                .flatMap(group -> group.changes().stream())
                .map(change -> (ChangeOutcome) new ChangeOutcome.Taken(change.expected()))
                .toList();
    }

    @Override
    public List<List<Lease>> find(List<? extends LeaseQuestion> questions) {
        return store.find(questions);
    }

    @Override
    public List<Vacancy> vacancies(AddressRange range, IpAddress from, int limit, boolean reuse, long now) {
        return store.vacancies(range, from, limit, reuse, now);
    }

    @Override
    public List<Long> held(List<LeaseLimit.Group> groups) {
        return store.held(groups);
    }

    @Override
    public List<Lease> page(LeaseFilter filter, int limit) {
        return store.page(filter, limit);
    }

    @Override
    public List<Lease> expired(long now, int limit) {
        return store.expired(now, limit);
    }

    @Override
    public int purge(long before, int limit) {
        return store.purge(before, limit);
    }

    @Override
    public List<LeaseCount> count() {
        return store.count();
    }

    @Override
    public void close() {
        store.close();
    }
}
