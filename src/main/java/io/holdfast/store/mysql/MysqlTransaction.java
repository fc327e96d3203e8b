package io.holdfast.store.mysql;

import com.mysql.cj.jdbc.JdbcConnection;
import io.holdfast.address.IpAddress;
import io.holdfast.address.Ipv4Address;
import io.holdfast.lease.Lease4;
import io.holdfast.lease.LeaseChange;
import io.holdfast.store.LeaseRow;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTransactionRollbackException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Carries out one batch. At first it is bold: one round trip changes everything and commits if as many rows were changed
 * as were to be. Only when that was rolled back, because somebody else had been faster somewhere, the rows are locked and
 * read, and what fits them is carried out in a second and third round trip; these do not compare again, so that rows of
 * other programs, which the short comparison does not know, can be changed, too.
 */
final class MysqlTransaction {

    private static final int DUPLICATE_KEY = 1062;
    private static final int TRIES = 5;

    private static final String NEXT_COLUMNS = """
            address, hwaddr, client_id, valid_lifetime, expire, subnet_id, fqdn_fwd, fqdn_rev, hostname, state, \
            user_context, relay_id, remote_id, pool_id""";

    private static final String UPDATE = """
            update json_table(?, '$[*]' columns (
                     address bigint path '$[0]' error on error,
                     was_expire bigint path '$[1]' error on error,
                     was_state int path '$[2]' error on error,
                     was_client_id varchar(510) path '$[3]' error on error,
                     was_hwaddr varchar(40) path '$[4]' error on error,
                     hwaddr varchar(40) path '$[6]' error on error,
                     client_id varchar(510) path '$[7]' error on error,
                     valid_lifetime bigint path '$[8]' error on error,
                     expire bigint path '$[9]' error on error,
                     subnet_id bigint path '$[10]' error on error,
                     fqdn_fwd int path '$[11]' error on error,
                     fqdn_rev int path '$[12]' error on error,
                     hostname varchar(2040) path '$[13]' error on error,
                     state int path '$[14]' error on error,
                     user_context longtext path '$[15]' error on error,
                     relay_id varchar(510) path '$[16]' error on error,
                     remote_id varchar(510) path '$[17]' error on error,
                     pool_id bigint path '$[18]' error on error)) c
              straight_join lease4 l force index (primary) on l.address = c.address
               set l.hwaddr = unhex(c.hwaddr), l.client_id = unhex(c.client_id), l.valid_lifetime = c.valid_lifetime,
                   l.expire = from_unixtime(c.expire), l.subnet_id = c.subnet_id, l.fqdn_fwd = c.fqdn_fwd,
                   l.fqdn_rev = c.fqdn_rev, l.hostname = convert(unhex(c.hostname) using utf8mb4), l.state = c.state,
                   l.user_context = convert(unhex(c.user_context) using utf8mb4), l.relay_id = unhex(c.relay_id),
                   l.remote_id = unhex(c.remote_id), l.pool_id = c.pool_id
            """;

    private static final String DELETE = """
            delete l
              from json_table(?, '$[*]' columns (
                     address bigint path '$[0]' error on error,
                     was_expire bigint path '$[1]' error on error,
                     was_state int path '$[2]' error on error,
                     was_client_id varchar(510) path '$[3]' error on error,
                     was_hwaddr varchar(40) path '$[4]' error on error)) c
              straight_join lease4 l force index (primary) on l.address = c.address
            """;

    private static final String INSERT = """
            insert into lease4 (%s)
            select c.address, unhex(c.hwaddr), unhex(c.client_id), c.valid_lifetime, from_unixtime(c.expire),
                   c.subnet_id, c.fqdn_fwd, c.fqdn_rev, convert(unhex(c.hostname) using utf8mb4), c.state,
                   convert(unhex(c.user_context) using utf8mb4), unhex(c.relay_id), unhex(c.remote_id), c.pool_id
              from json_table(?, '$[*]' columns (
                     address bigint path '$[0]' error on error,
                     hwaddr varchar(40) path '$[1]' error on error,
                     client_id varchar(510) path '$[2]' error on error,
                     valid_lifetime bigint path '$[3]' error on error,
                     expire bigint path '$[4]' error on error,
                     subnet_id bigint path '$[5]' error on error,
                     fqdn_fwd int path '$[6]' error on error,
                     fqdn_rev int path '$[7]' error on error,
                     hostname varchar(2040) path '$[8]' error on error,
                     state int path '$[9]' error on error,
                     user_context longtext path '$[10]' error on error,
                     relay_id varchar(510) path '$[11]' error on error,
                     remote_id varchar(510) path '$[12]' error on error,
                     pool_id bigint path '$[13]' error on error)) c""".formatted(NEXT_COLUMNS);

    private static final String AS_EXPECTED = """
             where l.expire = from_unixtime(c.was_expire) and l.state = c.was_state
               and coalesce(l.client_id, '') = coalesce(unhex(c.was_client_id), '')
               and coalesce(l.hwaddr, '') = coalesce(unhex(c.was_hwaddr), '')""";

    private static final String COUNT = ";\nset @holdfast_changed = @holdfast_changed + row_count();\n";

    private static final String BEGIN = "start transaction;\n";
    private static final String RESET = "set @holdfast_changed = 0;\n";

    /** A condition on the commit, without a round trip to hear how many rows there were. */
    private static final String END = """
            set @holdfast_end = if(@holdfast_changed = ?, 'commit', 'rollback');
            prepare holdfast_end from @holdfast_end;
            execute holdfast_end;
            select @holdfast_end = 'commit'""";

    /** The addresses stand in the text, being numbers: MySQL cannot lock rows that are joined with a JSON table. */
    private static final String LOCK = """
            select %s from lease4 l force index (primary) where l.address in (%%s) for update""".formatted(MysqlLeases.COLUMNS);

    private final Connection connection;
    private final JdbcConnection driver;
    private final List<? extends LeaseChange> changes;

    MysqlTransaction(Connection connection, List<? extends LeaseChange> changes) throws SQLException {
        this.connection = connection;
        this.driver = connection.unwrap(JdbcConnection.class);
        this.changes = changes;
    }

    /** @return which changes were applied */
    boolean[] run() throws SQLException {
        try {
            return carryOut();
        } catch (RuntimeException | Error e) {
            // A transaction left open would swallow what is done next on this connection, which goes back to the pool.
            rollBack(e);
            throw e;
        }
    }

    private boolean[] carryOut() throws SQLException {
        boolean[] fits = new boolean[changes.size()];
        Arrays.fill(fits, true);
        boolean done = attempt(changes, false);
        for (int tries = 1; !done; tries++) {
            if (tries > TRIES) {
                throw new SQLTransactionRollbackException("others insert faster than we look", "40001");
            }
            fits = lockAndCompare();
            done = attempt(fitting(fits), true);
        }
        return fits;
    }

    private List<LeaseChange> fitting(boolean[] fits) {
        List<LeaseChange> fitting = new ArrayList<>();
        for (int i = 0; i < fits.length; i++) {
            if (fits[i]) {
                fitting.add(changes.get(i));
            }
        }
        return fitting;
    }

    /**
     * Whether all of the changes have been made and committed; if not, none has.
     *
     * @param locked the rows are locked by this transaction and are the expected ones
     */
    private boolean attempt(List<? extends LeaseChange> wanted, boolean locked) throws SQLException {
        List<LeaseChange> inserts = new ArrayList<>();
        List<LeaseChange> updates = new ArrayList<>();
        List<LeaseChange> deletes = new ArrayList<>();
        for (LeaseChange change : wanted) {
            (change.expected() == null ? inserts : change.next() == null ? deletes : updates).add(change);
        }
        try {
            return updates.isEmpty() && deletes.isEmpty() && !locked
                    ? insertOnly(inserts)
                    : changeAndEnd(locked, inserts, updates, deletes);
        } catch (SQLException e) {
            rollBack(e);
            if (e.getErrorCode() == DUPLICATE_KEY) {
                return false;
            }
            throw e;
        }
    }

    /** A single statement is a transaction already. */
    private boolean insertOnly(List<LeaseChange> inserts) throws SQLException {
        try (PreparedStatement statement = driver.clientPrepareStatement(INSERT)) {
            statement.setString(1, JsonRows.next(inserts));
            statement.executeUpdate();
            return true;
        }
    }

    private boolean changeAndEnd(
            boolean locked, List<LeaseChange> inserts, List<LeaseChange> updates, List<LeaseChange> deletes)
            throws SQLException {
        String condition = (locked ? "" : AS_EXPECTED) + COUNT;
        String text = (locked ? "" : BEGIN)
                + RESET
                + (updates.isEmpty() ? "" : UPDATE + condition)
                + (deletes.isEmpty() ? "" : DELETE + condition)
                + (inserts.isEmpty() ? "" : INSERT + ";\n")
                + END;
        try (PreparedStatement statement = driver.clientPrepareStatement(text)) {
            int at = 1;
            if (!updates.isEmpty()) {
                statement.setString(at++, JsonRows.expectedAndNext(updates));
            }
            if (!deletes.isEmpty()) {
                statement.setString(at++, JsonRows.expected(deletes));
            }
            if (!inserts.isEmpty()) {
                statement.setString(at++, JsonRows.next(inserts));
            }
            statement.setInt(at, updates.size() + deletes.size());
            return lastAnswer(statement);
        }
    }

    private static boolean lastAnswer(PreparedStatement statement) throws SQLException {
        boolean isRows = statement.execute();
        while (!isRows) {
            if (statement.getUpdateCount() == -1) {
                throw new SQLException("the transaction ended without an answer");
            }
            isRows = statement.getMoreResults();
        }
        try (ResultSet rows = statement.getResultSet()) {
            return rows.next() && rows.getBoolean(1);
        }
    }

    private void rollBack(Throwable reason) {
        try (Statement statement = connection.createStatement()) {
            statement.execute("rollback");
        } catch (SQLException e) {
            reason.addSuppressed(e); // the connection is gone, and the transaction with it
        }
    }

    /** Begins a transaction in which the present rows stay as they are, and says which changes fit them. */
    private boolean[] lockAndCompare() throws SQLException {
        Map<IpAddress, Lease4> present = new HashMap<>();
        String addresses = changes.stream()
                .map(change -> Long.toString(((Ipv4Address) change.address()).toUnsigned()))
                .collect(Collectors.joining(", "));
        try (Statement statement = connection.createStatement()) {
            statement.execute("start transaction");
            try (ResultSet rows = statement.executeQuery(LOCK.formatted(addresses))) {
                while (rows.next()) {
                    Lease4 lease = LeaseRow.read(rows, 0);
                    present.put(lease.address(), lease);
                }
            }
        } catch (SQLException e) {
            rollBack(e);
            throw e;
        }
        boolean[] fits = new boolean[changes.size()];
        for (int i = 0; i < fits.length; i++) {
            fits[i] = isExpected(
                    (Lease4) changes.get(i).expected(),
                    present.get(changes.get(i).address()));
        }
        return fits;
    }

    private static boolean isExpected(@Nullable Lease4 expected, @Nullable Lease4 present) {
        return expected == null || present == null
                ? expected == present
                : LeaseRow.expire(expected, MysqlLeases.LAST_EXPIRE)
                                == LeaseRow.expire(present, MysqlLeases.LAST_EXPIRE)
                        && expected.state() == present.state()
                        && Objects.equals(expected.clientId(), present.clientId())
                        && Objects.equals(expected.hardware(), present.hardware());
    }
}
