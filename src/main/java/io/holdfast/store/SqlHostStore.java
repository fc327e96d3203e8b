package io.holdfast.store;

import io.holdfast.address.IpAddress;
import io.holdfast.address.Protocol;
import io.holdfast.host.HostIdentifier;
import io.holdfast.host.HostOutcome;
import io.holdfast.host.HostQuestion;
import io.holdfast.host.HostStore;
import io.holdfast.host.Reservation;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reservations in Kea's table {@code hosts} and those that belong to it. Closing it closes its database. */
public final class SqlHostStore implements HostStore {

    private static final String UNIQUE_VIOLATION = "23505";
    private static final int DUPLICATE_KEY = 1062;

    private final Database database;
    private final HostTable table;
    private final HostDialect sql;
    private final HostTexts texts;

    /** @param protocol whose reservations */
    public SqlHostStore(Database database, Protocol protocol) {
        this.database = database;
        this.table = HostTable.of(protocol);
        this.sql = database.dialect().hosts();
        this.texts = new HostTexts(table, sql);
    }

    @Override
    public List<List<Reservation>> find(List<? extends HostQuestion> questions) {
        HostSearch search = new HostSearch(questions);
        if (search.isEmpty()) {
            return questions.stream().map(_ -> List.<Reservation>of()).toList();
        }
        List<List<Reservation>> answers = database.call("find-hosts", questions.size(), connection -> {
            try (PreparedStatement statement = connection.prepareStatement(texts.find)) {
                sql.questions(connection, statement, search);
                return answers(statement, questions.size());
            }
        });
        List<List<Reservation>> sorted = new ArrayList<>(answers.size());
        for (int i = 0; i < answers.size(); i++) {
            sorted.add(sorted(questions.get(i), answers.get(i)));
        }
        return sorted;
    }

    private List<List<Reservation>> answers(PreparedStatement statement, int questions) throws SQLException {
        try (ResultSet rows = statement.executeQuery()) {
            HostRows read = new HostRows(table);
            read.read(rows);
            return read.answers(questions);
        }
    }

    /** As the question has identifiers and subnets, the most important first. */
    private static List<Reservation> sorted(HostQuestion question, List<Reservation> found) {
        if (found.size() < 2) {
            return found;
        }
        return found.stream()
                .sorted(
                        switch (question) {
                            case HostQuestion.OfClient(var identifiers, var subnetIds) ->
                                Comparator.<Reservation>comparingInt(r -> identifiers.indexOf(r.identifier()))
                                        .thenComparingInt(r -> subnetIds.indexOf(r.subnetId()));
                            case HostQuestion.OfAddress(var _, var _, var subnetIds) ->
                                Comparator.<Reservation>comparingInt(r -> subnetIds.indexOf(r.subnetId()));
                        })
                .toList();
    }

    @Override
    public HostOutcome add(Reservation reservation, boolean uniqueAddresses) {
        return change("add-host", uniqueAddresses, edit -> edit.add(reservation, uniqueAddresses));
    }

    @Override
    public HostOutcome update(Reservation reservation, boolean uniqueAddresses) {
        return change("update-host", uniqueAddresses, edit -> edit.update(reservation, uniqueAddresses));
    }

    @Override
    public boolean delete(int subnetId, HostIdentifier identifier) {
        return delete(edit -> edit.rowsOf(subnetId, identifier));
    }

    @Override
    public boolean delete(int subnetId, IpAddress address) {
        return delete(edit -> edit.rowsOf(subnetId, address));
    }

    @FunctionalInterface
    private interface Work<T> {
        T with(HostEdit edit) throws SQLException;
    }

    private boolean delete(Work<Map<Long, Boolean>> choice) {
        return change("delete-host", false, edit -> {
                    Map<Long, Boolean> rows = choice.with(edit);
                    edit.delete(rows);
                    return rows.isEmpty() ? HostOutcome.ABSENT : HostOutcome.DONE;
                })
                == HostOutcome.DONE;
    }

    /**
     * No key of the schema keeps addresses apart. Where they are to be, the transaction is serializable: of two that look
     * for the same address and then give it, one fails, is tried again, and finds the other's.
     */
    private HostOutcome change(String operation, boolean serializable, Work<HostOutcome> work) {
        if (database.settings().readonly()) {
            throw new UnsupportedOperationException(database + " is configured as readonly");
        }
        return database.call(operation, 1, connection -> {
            if (serializable) {
                connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
            }
            try {
                return transaction(connection, work);
            } finally {
                if (serializable) {
                    connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
                }
            }
        });
    }

    private HostOutcome transaction(Connection connection, Work<HostOutcome> work) throws SQLException {
        connection.setAutoCommit(false);
        try {
            HostOutcome outcome = work.with(new HostEdit(connection, table, texts, sql));
            if (outcome == HostOutcome.DONE) {
                connection.commit();
            } else {
                connection.rollback();
            }
            return outcome;
        } catch (SQLException | RuntimeException e) {
            rollBack(connection, e);
            if (e instanceof SQLException refused && isDuplicate(refused)) {
                return HostOutcome.DUPLICATE;
            }
            throw e;
        } finally {
            connection.setAutoCommit(true);
        }
    }

    private static boolean isDuplicate(SQLException e) {
        return UNIQUE_VIOLATION.equals(e.getSQLState()) || e.getErrorCode() == DUPLICATE_KEY;
    }

    private static void rollBack(Connection connection, Exception reason) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            reason.addSuppressed(e); // the connection is gone, and the transaction with it
        }
    }

    @Override
    public List<Reservation> page(@Nullable Integer subnetId, @Nullable String hostname, long afterId, int limit) {
        return database.call("page-hosts", limit, connection -> {
            try (PreparedStatement statement =
                    connection.prepareStatement(texts.page(subnetId != null, hostname != null))) {
                int at = 1;
                if (subnetId != null) {
                    statement.setLong(at++, Integer.toUnsignedLong(subnetId));
                }
                if (hostname != null) {
                    statement.setString(at++, hostname.toLowerCase(Locale.ROOT));
                }
                statement.setLong(at++, afterId);
                statement.setInt(at, limit);
                return answers(statement, 1).getFirst();
            }
        });
    }

    @Override
    public void close() {
        database.close();
    }
}
