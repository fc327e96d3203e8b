package io.holdfast.store.mysql;

import com.mysql.cj.jdbc.JdbcConnection;
import io.holdfast.address.IpAddress;
import io.holdfast.address.Ipv4Address;
import io.holdfast.address.Ipv6Address;
import io.holdfast.lease.Lease;
import io.holdfast.lease.LeaseChange;
import io.holdfast.lease.LeaseLimit;
import io.holdfast.store.ChangeBatch;
import io.holdfast.store.LeaseTable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTransactionRollbackException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
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

    private static final String COUNT = ";\nset @holdfast_changed = @holdfast_changed + row_count();\n";

    private static final String BEGIN = "start transaction;\n";
    private static final String RESET = "set @holdfast_changed = 0;\n";

    /** A condition on the commit, without a round trip to hear how many rows there were. */
    private static final String END = """
            set @holdfast_end = if(@holdfast_changed = ?%s, 'commit', 'rollback');
            prepare holdfast_end from @holdfast_end;
            execute holdfast_end;
            select @holdfast_end = 'commit'""";

    private final Connection connection;
    private final MysqlLeases leases;
    private final JdbcConnection driver;
    private final LeaseTable table;
    private final LeaseTexts texts;
    private final ChangeBatch batch;
    private final List<LeaseChange> changes;

    MysqlTransaction(Connection connection, MysqlLeases leases, LeaseTable table, LeaseTexts texts, ChangeBatch batch)
            throws SQLException {
        this.leases = leases;
        this.connection = connection;
        this.driver = connection.unwrap(JdbcConnection.class);
        this.table = table;
        this.texts = texts;
        this.batch = batch;
        this.changes = batch.changes();
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
            List<LeaseLimit> limits = wanted.stream()
                    .flatMap(change -> change.limits().stream())
                    .distinct()
                    .toList();
            return updates.isEmpty() && deletes.isEmpty() && !locked && limits.isEmpty()
                    ? insertOnly(inserts)
                    : changeAndEnd(locked, inserts, updates, deletes, limits);
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
        try (PreparedStatement statement = driver.clientPrepareStatement(texts.insert)) {
            statement.setString(1, JsonRows.next(table, inserts));
            statement.executeUpdate();
            return true;
        }
    }

    private boolean changeAndEnd(
            boolean locked,
            List<LeaseChange> inserts,
            List<LeaseChange> updates,
            List<LeaseChange> deletes,
            List<LeaseLimit> limits)
            throws SQLException {
        String condition = (locked ? "" : texts.asExpected) + COUNT;
        String text = (locked ? "" : BEGIN)
                + RESET
                + (updates.isEmpty() ? "" : texts.update + condition)
                + (deletes.isEmpty() ? "" : texts.delete + condition)
                + (inserts.isEmpty() ? "" : texts.insert + ";\n")
                + END.formatted(limits.isEmpty() ? "" : " and not " + texts.overLimit);
        try (PreparedStatement statement = driver.clientPrepareStatement(text)) {
            int at = 1;
            if (!updates.isEmpty()) {
                statement.setString(at++, JsonRows.expectedAndNext(table, updates));
            }
            if (!deletes.isEmpty()) {
                statement.setString(at++, JsonRows.expected(table, deletes));
            }
            if (!inserts.isEmpty()) {
                statement.setString(at++, JsonRows.next(table, inserts));
            }
            statement.setInt(at++, updates.size() + deletes.size());
            if (!limits.isEmpty()) {
                statement.setString(at, JsonRows.limits(limits));
            }
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
        Map<IpAddress, Lease> present = new HashMap<>();
        String addresses =
                changes.stream().map(change -> literal(change.address())).collect(Collectors.joining(", "));
        try (Statement statement = connection.createStatement()) {
            statement.execute("start transaction");
            try (ResultSet rows = statement.executeQuery(texts.lock.formatted(addresses))) {
                while (rows.next()) {
                    Lease lease = table.read(rows, 0);
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
                    changes.get(i).expected(), present.get(changes.get(i).address()));
        }
        batch.withhold(fits);
        List<LeaseLimit> limits = batch.isLimited() ? batch.limits(fits) : List.of();
        if (!limits.isEmpty()) {
            withholdExcess(limits, fits);
        }
        return fits;
    }

    /** By numbers that others may change yet: the commit has a condition on them, too. */
    private void withholdExcess(List<LeaseLimit> limits, boolean[] fits) throws SQLException {
        Map<LeaseLimit, Long> before = new HashMap<>();
        try {
            List<Long> held = leases.held(
                    connection, limits.stream().map(LeaseLimit::group).toList());
            for (int i = 0; i < limits.size(); i++) {
                before.put(limits.get(i), held.get(i) - batch.gone(fits, limits.get(i)));
            }
        } catch (SQLException e) {
            rollBack(e);
            throw e;
        }
        batch.withholdExcess(fits, limit -> before.getOrDefault(limit, 0L));
    }

    /** Numbers and hexadecimal digits, as safe as parameters. */
    private static String literal(IpAddress address) {
        return switch (address) {
            case Ipv4Address v4 -> Long.toString(v4.toUnsigned());
            case Ipv6Address v6 -> "x'" + HexFormat.of().formatHex(v6.toBytes()) + "'";
        };
    }

    private boolean isExpected(@Nullable Lease expected, @Nullable Lease present) {
        return expected == null || present == null
                ? expected == present
                : MysqlLeases.end(expected.expire()) == MysqlLeases.end(present.expire())
                        && expected.state() == present.state()
                        && table.isSameHolder(expected, present);
    }
}
