package io.holdfast.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What of reading and writing configuration differs between database products. */
public interface ConfigDialect {

    /** Statements for the beginning of a transaction that reads whole tables. */
    List<String> beforeReading();

    /** An IPv4 address in a column, as text. */
    String address4(String column);

    /** An IPv6 address in a column of a pool, as text. */
    String address6(String column);

    /** What a column for an IPv4 address is given, for a value that is text. */
    String toAddress4(String value);

    /** What a column for an IPv6 address of a pool is given, for a value that is text. */
    String toAddress6(String value);

    /** What a column with JSON is given, for a value that is text. */
    String toJson(String value);

    /** The column for DHCPv4 over DHCPv6: of {@code interface}, {@code interface_id}, {@code subnet}. */
    String over6(String what);

    /** How a database tells of changes; absent where it cannot. */
    @Nullable
    Bell bell();

    /** A database's own way to tell connections of something. */
    interface Bell {

        /** Tells all who listen, when the transaction is durable. */
        void ring(Connection connection, String subject) throws SQLException;

        /** From now on the connection is told. */
        void listen(Connection connection) throws SQLException;

        /**
         * Waits until it is told.
         *
         * @param subject of what; the rest is let go
         * @return whether it was told of that in the time
         */
        boolean rang(Connection connection, String subject, Duration wait) throws SQLException;
    }

    /**
     * The time of an audit revision, in whole seconds: Kea remembers the last one it has seen rounded to seconds, and overlooks those that are
     * before it then.
     */
    String revisionTime();

    /** The end of a query whose rows nobody else may ask for in this way until the transaction ends. */
    String lockRows();

    /** A call of a stored procedure. */
    String call(String procedure, String arguments);

    /**
     * A statement after which changes of options are, or are no longer, part of one of the subnet or network they are in, of
     * which the audit tells by itself.
     */
    String cascade(boolean on);

    /** A statement after which a session knows of no audit revision any more. */
    String forgetRevision();

    /** A time as whole seconds since 1970. */
    String seconds(String column);

    /** What names that are the same to the database have in common. */
    String sameName(String name);
}
