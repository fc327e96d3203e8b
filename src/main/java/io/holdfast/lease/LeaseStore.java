package io.holdfast.lease;

import io.holdfast.address.AddressRange;
import io.holdfast.address.IpAddress;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where the leases of one protocol are kept, those of DHCPv4 or those of DHCPv6. Every call is one batch: one round trip for reading, one transaction for changing. Callers may
 * be many threads. When the store cannot be reached each call throws {@code BackendUnavailable}, and nothing of the
 * batch has happened or will be reported as having happened.
 */
public interface LeaseStore extends AutoCloseable {

    /** The answers in the order of the questions: for each the rows that fit, possibly none. */
    List<List<Lease>> find(List<? extends LeaseQuestion> questions);

    /**
     * The lowest members of {@code range} from {@code from} on that no row shares an address with, at most {@code limit}:
     * a prefix is not free when there is a lease inside it, or around it, whatever the length of that. With {@code reuse}
     * rows that {@link Lease#isVacant are vacant} at {@code now} (seconds since 1970) do not count.
     */
    List<Vacancy> vacancies(AddressRange range, IpAddress from, int limit, boolean reuse, long now);

    /**
     * Carries out all groups in one transaction, each on its own terms: one that finds an address taken does not hinder
     * the others. When this returns, what was applied is durable.
     *
     * @return the outcomes of all changes, in the order of the groups and of the changes in them
     */
    List<ChangeOutcome> commit(List<ChangeGroup> groups);

    /** {@link #commit}, each change on its own terms. */
    default List<ChangeOutcome> apply(List<? extends LeaseChange> changes) {
        return commit(ChangeGroup.each(changes));
    }

    /** Rows that pass the filter, by ascending address, at most {@code limit}. */
    List<Lease> page(LeaseFilter filter, int limit);

    /**
     * Leases in the states default, declined and registered that are expired at {@code now} (seconds since 1970), those that ended
     * first first, at most {@code limit}.
     */
    List<Lease> expired(long now, int limit);

    /**
     * Removes rows in the states expired-reclaimed and released that expired before {@code before} (seconds since
     * 1970), at most {@code limit}.
     *
     * @return how many it removed
     */
    int purge(long before, int limit);

    /**
     * How many leases there are per subnet, pool and type in the states default, declined and registered; those with none
     * may be missing. Databases do not count by pool those that are registered: these stand under pool 0.
     *
     * @param subnetIds only of these; absent: of all
     */
    List<LeaseCount> count(@Nullable Set<Integer> subnetIds);

    /** {@link #count(Set)} of all subnets. */
    default List<LeaseCount> count() {
        return count(null);
    }

    /**
     * How many leases each of these groups has, in the order of the groups. Those that {@link #commit} refuses by their
     * limits are refused by the same numbers, whoever else is changing them.
     */
    List<Long> held(List<LeaseLimit.Group> groups);

    @Override
    void close();
}
