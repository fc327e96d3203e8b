package io.holdfast.store.postgresql;

import static java.util.Objects.requireNonNull;

import io.holdfast.address.IpAddress;
import io.holdfast.address.Ipv4Address;
import io.holdfast.address.Ipv6Address;
import io.holdfast.lease.Lease;
import io.holdfast.lease.LeaseChange;
import io.holdfast.lease.LeaseLimit;
import io.holdfast.lease.LeaseState;
import io.holdfast.store.ChangeBatch;
import io.holdfast.store.LeaseDialect;
import io.holdfast.store.LeaseLookup;
import io.holdfast.store.LeaseTable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A batch is one statement whose parameters are arrays, one per column, whatever the size of the batch: one text, one
 * plan, one round trip; in auto-commit mode the commit costs no further one.
 */
final class PostgresqlLeases implements LeaseDialect {

    /** Division by zero: a group could not be carried out as a whole. */
    private static final String NOT_WHOLE = "22012";

    private final LeaseTable table;
    private final LeaseTexts texts;

    PostgresqlLeases(LeaseTable table) {
        this.table = table;
        this.texts = new LeaseTexts(table);
    }

    /** What the column {@code expire} holds. */
    static long end(long expire) {
        return Math.clamp(expire, 1, LeaseTexts.LAST_EXPIRE);
    }

    @Override
    public String columns() {
        return texts.columns;
    }

    @Override
    public String addressColumn() {
        return texts.address("l.address");
    }

    @Override
    public String addressParameter() {
        return texts.key("?");
    }

    @Override
    public Object address(IpAddress address) {
        return switch (address) {
            case Ipv4Address v4 -> v4.toUnsigned();
            case Ipv6Address v6 -> v6.toString();
        };
    }

    @Override
    public void find(Connection connection, LeaseLookup lookup, RowSink sink) throws SQLException {
        String text = lookup.isOfAddresses()
                ? texts.ofAddresses
                : lookup.addresses().isEmpty() ? texts.ofClients : texts.ofBoth;
        try (PreparedStatement statement = connection.prepareStatement(text)) {
            ArrayParameters parameters = new ArrayParameters(connection, statement);
            if (!lookup.clients().isEmpty()) {
                parameters.clients(lookup.clients());
            }
            if (!lookup.duids().isEmpty()) {
                parameters.duids(lookup.duids());
            }
            if (!lookup.addresses().isEmpty()) {
                parameters.addresses(lookup.addresses());
            }
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    sink.row(rows.getInt(1), table.read(rows, 1));
                }
            }
        }
    }

    @Override
    public boolean[] apply(Connection connection, ChangeBatch batch) throws SQLException {
        batch.begin();
        try {
            return execute(connection, batch, true);
        } catch (SQLException e) {
            if (!NOT_WHOLE.equals(e.getSQLState())) {
                throw e;
            }
            return withoutParts(connection, batch);
        }
    }

    /** Leaves out one group after the other until those that are left are carried out as a whole. */
    private boolean[] withoutParts(Connection connection, ChangeBatch batch) throws SQLException {
        boolean[] fits = all(batch);
        connection.setAutoCommit(false);
        try {
            while (true) {
                ChangeBatch rest = batch.only(fits);
                boolean[] applied = rest.changes().isEmpty() ? new boolean[0] : execute(connection, rest, false);
                boolean whole = rest.isWhole(applied);
                rest.withhold(applied);
                if (whole && rest.isLimited()) {
                    whole = withinLimits(connection, rest, applied);
                }
                for (int i = 0, at = 0; i < fits.length; i++) {
                    fits[i] = fits[i] && applied[at++];
                }
                if (whole) {
                    connection.commit();
                    return fits;
                }
                connection.rollback();
            }
        } catch (SQLException | RuntimeException e) {
            rollBack(connection, e);
            throw e;
        } finally {
            connection.setAutoCommit(true);
        }
    }

    /**
     * Whether no limit is exceeded by what has been done in this transaction. What made a number grow holds the row where
     * it stands, so nobody else changes it meanwhile.
     */
    private boolean withinLimits(Connection connection, ChangeBatch batch, boolean[] applied) throws SQLException {
        List<LeaseLimit> limits = batch.limits(applied);
        if (limits.isEmpty()) {
            return true;
        }
        Map<LeaseLimit, Long> before = new HashMap<>();
        List<Long> held =
                held(connection, limits.stream().map(LeaseLimit::group).toList());
        for (int i = 0; i < limits.size(); i++) {
            before.put(limits.get(i), held.get(i) - batch.come(applied, limits.get(i)));
        }
        return batch.withholdExcess(applied, limit -> before.getOrDefault(limit, 0L));
    }

    @Override
    public List<Long> held(Connection connection, List<LeaseLimit.Group> groups) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(texts.held)) {
            new ArrayParameters(connection, statement).groups(groups);
            try (ResultSet rows = statement.executeQuery()) {
                List<Long> held = new ArrayList<>(groups.size());
                while (rows.next()) {
                    held.add(rows.getLong(1));
                }
                return held;
            }
        }
    }

    private static void rollBack(Connection connection, Exception reason) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            reason.addSuppressed(e); // the connection is gone, and the transaction with it
        }
    }

    /** @param whole fail, and change nothing, when only a part of a group could be carried out, or a limit is exceeded */
    private boolean[] execute(Connection connection, ChangeBatch batch, boolean whole) throws SQLException {
        List<Lease> inserts = new ArrayList<>();
        List<Lease> updates = new ArrayList<>();
        List<Lease> updated = new ArrayList<>();
        List<Lease> deleted = new ArrayList<>();
        for (LeaseChange change : batch.changes()) {
            Lease expected = change.expected();
            Lease next = change.next();
            if (expected == null) {
                inserts.add(requireNonNull(next));
            } else if (next == null) {
                deleted.add(expected);
            } else {
                updates.add(next);
                updated.add(expected);
            }
        }
        List<IpAddress> grouped = whole ? grouped(batch) : List.of();
        List<LeaseLimit> limits = whole && batch.isLimited() ? batch.limits(all(batch)) : List.of();
        String text = texts.applying(!inserts.isEmpty(), !updates.isEmpty(), !deleted.isEmpty(), !grouped.isEmpty())
                + (limits.isEmpty() ? "" : texts.withinLimits);
        Set<IpAddress> applied = HashSet.newHashSet(batch.changes().size());
        try (PreparedStatement statement = connection.prepareStatement(text)) {
            ArrayParameters parameters = new ArrayParameters(connection, statement);
            if (!inserts.isEmpty()) {
                parameters.columns(table.columns(), inserts);
            }
            if (!updates.isEmpty()) {
                parameters.columns(table.columns(), updates);
                parameters.columns(table.expected(), updated);
            }
            if (!deleted.isEmpty()) {
                parameters.addressesOf(deleted);
                parameters.columns(table.expected(), deleted);
            }
            if (!grouped.isEmpty()) {
                parameters.number(grouped.size());
                parameters.addresses(grouped, address -> address);
            }
            if (!limits.isEmpty()) {
                parameters.groups(limits.stream().map(LeaseLimit::group).toList());
                parameters.mosts(limits);
            }
            statement.execute(); // both statements, where there are two: one round trip and one transaction
            try (ResultSet rows = statement.getResultSet()) {
                while (rows.next()) {
                    applied.add(table.address(rows, 1));
                }
            }
        }
        boolean[] result = new boolean[batch.changes().size()];
        for (int i = 0; i < result.length; i++) {
            result[i] = applied.contains(batch.changes().get(i).address());
        }
        return result;
    }

    private static boolean[] all(ChangeBatch batch) {
        boolean[] all = new boolean[batch.changes().size()];
        Arrays.fill(all, true);
        return all;
    }

    private static List<IpAddress> grouped(ChangeBatch batch) {
        return batch.groups().stream()
                .flatMapToInt(Arrays::stream)
                .mapToObj(position -> batch.changes().get(position).address())
                .toList();
    }

    @Override
    public String occupied() {
        return "coalesce(l.state, 0) not in (2, 3) and (l.valid_lifetime = 4294967295 or l.expire >= to_timestamp(?))";
    }

    @Override
    public String hasHostname() {
        return "lower(l.hostname) = ?";
    }

    @Override
    public String expired(LeaseState state) {
        return texts.expired(state);
    }

    @Override
    public String purge() {
        return texts.purge();
    }
}
