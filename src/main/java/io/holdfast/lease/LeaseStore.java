package io.holdfast.lease;

import io.holdfast.address.Ipv4Address;
import io.holdfast.address.Ipv4Range;
import java.util.List;

/**
 * Where leases are kept. Every call is one batch: one round trip for reading, one transaction for changing. Callers may
 * be many threads. When the store cannot be reached each call throws {@code BackendUnavailable}, and nothing of the
 * batch has happened or will be reported as having happened.
 */
public interface LeaseStore extends AutoCloseable {

    /** The answers in the order of the questions: for each the rows that fit, possibly none. */
    List<List<Lease4>> find(List<? extends LeaseQuestion> questions);

    /**
     * The lowest addresses of {@code range} from {@code from} on that have no row, at most {@code limit}; with
     * {@code reuse} also those whose row {@link Lease4#isVacant is vacant} at {@code now} (seconds since 1970).
     */
    List<Vacancy> vacancies(Ipv4Range range, Ipv4Address from, int limit, boolean reuse, long now);

    /**
     * Carries out all changes in one transaction, each on its own terms: one that finds its address taken does not
     * hinder the others. When this returns, what was applied is durable.
     *
     * @return the outcomes in the order of the changes
     */
    List<ChangeOutcome> apply(List<? extends LeaseChange> changes);

    /** Rows that pass the filter, by ascending address, at most {@code limit}. */
    List<Lease4> page(LeaseFilter filter, int limit);

    /**
     * Leases in the states default and declined that are expired at {@code now} (seconds since 1970), those that ended
     * first first, at most {@code limit}.
     */
    List<Lease4> expired(long now, int limit);

    /**
     * Removes rows in the states expired-reclaimed and released that expired before {@code before} (seconds since
     * 1970), at most {@code limit}.
     *
     * @return how many it removed
     */
    int purge(long before, int limit);

    /** How many leases there are per subnet and pool in the states default and declined; those with none may be missing. */
    List<LeaseCount> count();

    @Override
    void close();
}
