package io.holdfast.lease;

import io.holdfast.address.AddressRange;
import io.holdfast.address.IpAddress;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Another store, but for what is done differently; changes always are. */
public interface ForwardingLeaseStore extends LeaseStore {

    /** The other store. */
    LeaseStore store();

    @Override
    default List<List<Lease>> find(List<? extends LeaseQuestion> questions) {
        return store().find(questions);
    }

    @Override
    default List<Vacancy> vacancies(AddressRange range, IpAddress from, int limit, boolean reuse, long now) {
        return store().vacancies(range, from, limit, reuse, now);
    }

    @Override
    default List<Long> held(List<LeaseLimit.Group> groups) {
        return store().held(groups);
    }

    @Override
    default List<Lease> page(LeaseFilter filter, int limit) {
        return store().page(filter, limit);
    }

    @Override
    default List<Lease> expired(long now, int limit) {
        return store().expired(now, limit);
    }

    @Override
    default int purge(long before, int limit) {
        return store().purge(before, limit);
    }

    @Override
    default List<LeaseCount> count(@Nullable Set<Integer> subnetIds) {
        return store().count(subnetIds);
    }

    @Override
    default void close() {
        store().close();
    }
}
