package io.holdfast.store;

import io.holdfast.address.Ipv6Address;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** What of the statements for reservations differs between database products. Texts use the alias {@code h} for hosts. */
public interface HostDialect {

    /**
     * A query whose rows are {@code question} and {@code host_id}: each question of a batch with each of the rows that
     * answer it. It goes through the indexes, and its text does not depend on the size of the batch.
     */
    String matches(HostTable table);

    /** Sets the parameters of {@link #matches}, which are the first of the statement. */
    void questions(Connection connection, PreparedStatement statement, HostSearch search) throws SQLException;

    /** What follows {@code join} to look up the rows with this value; it goes through the column's index. */
    String rows(String table, String alias, String column, String expression);

    /** An IPv6 address in a column, as its sixteen bytes. */
    String address6(String column);

    /** A parameter that is an IPv6 address. */
    String address6Parameter();

    /** Its value. */
    Object address6Value(Ipv6Address address);

    /** A condition on the host name in lower case that can use the index; one parameter. */
    String hasHostname();
}
