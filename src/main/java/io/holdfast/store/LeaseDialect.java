package io.holdfast.store;

import io.holdfast.lease.Lease;
import io.holdfast.lease.LeaseChange;
import io.holdfast.lease.LeaseState;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** The statements for leases as one database product likes them best. Texts use the alias {@code l} for lease4. */
public interface LeaseDialect {

    /** What {@link LeaseRow} reads, in its order. */
    String columns();

    /** Looks up everything in one round trip; rows arrive in any order and possibly twice. */
    void find(Connection connection, LeaseLookup lookup, RowSink sink) throws SQLException;

    /**
     * Carries out the changes in one transaction.
     *
     * @param changes of different addresses, in ascending order
     * @return true for those that were applied; the others found another row than expected
     */
    boolean[] apply(Connection connection, List<? extends LeaseChange> changes) throws SQLException;

    /** A condition that holds for rows whose address is not vacant; one parameter, seconds since 1970. */
    String occupied();

    /** A condition on the host name in lower case that can use the index; one parameter. */
    String hasHostname();

    /**
     * Finite leases in this state that ended before a time, those that ended first first; parameters: the time (seconds
     * since 1970), how many.
     */
    String expired(LeaseState state);

    /** Removes released and reclaimed leases that ended before a time; parameters: the time, how many. */
    String purge();

    /** Takes the rows found. */
    @FunctionalInterface
    interface RowSink {
        void row(int question, Lease lease);
    }
}
