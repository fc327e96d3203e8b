package io.holdfast.store;

import io.holdfast.address.IpAddress;
import io.holdfast.lease.Lease;
import io.holdfast.lease.LeaseLimit;
import io.holdfast.lease.LeaseState;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** The statements for the leases of one table as one database product likes them best. Texts use the alias {@code l}. */
public interface LeaseDialect {

    /** What {@link LeaseTable#read} reads, in its order. */
    String columns();

    /** What {@link LeaseTable#address} reads. */
    String addressColumn();

    /** A parameter that is compared with {@code l.address}, as in {@code ?}. */
    String addressParameter();

    /** Its value. */
    Object address(IpAddress address);

    /** Looks up everything in one round trip; rows arrive in any order and possibly twice. */
    void find(Connection connection, LeaseLookup lookup, RowSink sink) throws SQLException;

    /**
     * Carries out the changes in one transaction.
     *
     * @return true for those that were applied; the others found another row than expected, or exceed a limit, which
     *     the batch notes, or one of their group did
     */
    boolean[] apply(Connection connection, ChangeBatch batch) throws SQLException;

    /** How many leases each group has, as the transaction that is open on the connection sees them, or any. */
    List<Long> held(Connection connection, List<LeaseLimit.Group> groups) throws SQLException;

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
