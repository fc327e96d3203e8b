package io.holdfast.store;

import io.holdfast.address.AddressRange;
import io.holdfast.address.IpAddress;
import io.holdfast.lease.ChangeGroup;
import io.holdfast.lease.ChangeOutcome;
import io.holdfast.lease.Lease;
import io.holdfast.lease.LeaseChange;
import io.holdfast.lease.LeaseCount;
import io.holdfast.lease.LeaseFilter;
import io.holdfast.lease.LeaseQuestion;
import io.holdfast.lease.LeaseState;
import io.holdfast.lease.LeaseStore;
import io.holdfast.lease.Vacancy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Leases in Kea's table {@code lease4}. Closing it closes its database. */
public final class SqlLeaseStore implements LeaseStore {

    private static final Logger log = LoggerFactory.getLogger(SqlLeaseStore.class);

    /** Kept by triggers for the states default and declined; counting the others would read the whole table. */
    private static final String COUNT =
            "select subnet_id, pool_id, state, leases from lease4_pool_stat where leases > 0 and state in (0, 1)";

    private final Database database;
    private final LeaseDialect sql;
    private final LeasePages pages;
    private final VacantAddresses vacant;

    public SqlLeaseStore(Database database) {
        this.database = database;
        this.sql = database.dialect().leases();
        this.pages = new LeasePages(sql);
        this.vacant = new VacantAddresses(sql);
    }

    @Override
    public List<List<Lease>> find(List<? extends LeaseQuestion> questions) {
        LeaseLookup lookup = LeaseLookup.of(questions);
        if (lookup.isEmpty()) {
            return new Answers(questions.size()).lists();
        }
        return database.call("find", questions.size(), connection -> {
            Answers answers = new Answers(questions.size());
            sql.find(connection, lookup, answers);
            return answers.lists();
        });
    }

    @Override
    public List<ChangeOutcome> commit(List<ChangeGroup> groups) {
        List<LeaseChange> changes =
                groups.stream().flatMap(group -> group.changes().stream()).toList();
        @Nullable ChangeOutcome[] outcomes = new ChangeOutcome[changes.size()];
        for (int[] round : Rounds.of(changes)) {
            applyRound(changes, round, outcomes);
        }
        return Arrays.stream(outcomes).map(Objects::requireNonNull).toList();
    }

    private void applyRound(List<? extends LeaseChange> changes, int[] round, @Nullable ChangeOutcome[] outcomes) {
        List<LeaseChange> ordered = new ArrayList<>(round.length);
        for (int index : round) {
            ordered.add(changes.get(index));
        }
        boolean[] applied = applied(ordered);
        List<IpAddress> taken = new ArrayList<>();
        for (int i = 0; i < round.length; i++) {
            if (applied[i]) {
                outcomes[round[i]] = ChangeOutcome.APPLIED;
            } else {
                taken.add(ordered.get(i).address());
            }
        }
        if (!taken.isEmpty()) {
            Map<IpAddress, Lease> rows = rowsOf(taken);
            for (int i = 0; i < round.length; i++) {
                if (!applied[i]) {
                    outcomes[round[i]] =
                            new ChangeOutcome.Taken(rows.get(ordered.get(i).address()));
                }
            }
        }
    }

    private boolean[] applied(List<LeaseChange> changes) {
        try {
            return database.call("apply", changes.size(), connection -> sql.apply(connection, changes));
        } catch (StoreFailure e) {
            if (changes.size() == 1 || !e.isOfRow()) {
                throw e;
            }
            return oneByOne(changes);
        }
    }

    /**
     * A row the database refuses, such as a text its character set cannot hold, must not cost the other clients of the
     * batch their leases; it counts as taken. When every row is refused it is not the rows.
     */
    private boolean[] oneByOne(List<LeaseChange> changes) {
        boolean[] applied = new boolean[changes.size()];
        int refused = 0;
        for (int i = 0; i < applied.length; i++) {
            List<LeaseChange> change = List.of(changes.get(i));
            try {
                applied[i] = database.call("apply", 1, connection -> sql.apply(connection, change))[0];
            } catch (StoreFailure e) {
                log.error("lease of {} cannot be stored: {}", changes.get(i).address(), e.getMessage());
                if (++refused == applied.length) {
                    throw e;
                }
            }
        }
        return applied;
    }

    private Map<IpAddress, Lease> rowsOf(List<IpAddress> addresses) {
        Map<IpAddress, Lease> rows = new HashMap<>();
        for (List<Lease> answer :
                find(addresses.stream().map(LeaseQuestion.OfAddress::new).toList())) {
            answer.forEach(lease -> rows.put(lease.address(), lease));
        }
        return rows;
    }

    @Override
    public List<Vacancy> vacancies(AddressRange range, IpAddress from, int limit, boolean reuse, long now) {
        if (limit <= 0 || from.compareTo(range.last()) > 0) {
            return List.of();
        }
        IpAddress start = from.compareTo(range.first()) < 0 ? range.first() : from;
        List<IpAddress> addresses = database.call(
                "vacancies", limit, connection -> vacant.find(connection, start, range.last(), limit, reuse, now));
        if (!reuse || addresses.isEmpty()) {
            return addresses.stream().map(address -> new Vacancy(address, null)).toList();
        }
        Map<IpAddress, Lease> rows = rowsOf(addresses);
        return addresses.stream()
                .map(address -> new Vacancy(address, rows.get(address)))
                .filter(vacancy -> vacancy.former() == null || vacancy.former().isVacant(now))
                .toList();
    }

    @Override
    public List<Lease> page(LeaseFilter filter, int limit) {
        return database.call("page", limit, connection -> pages.read(connection, filter, limit));
    }

    @Override
    public List<Lease> expired(long now, int limit) {
        return database.call("expired", limit, connection -> {
            List<Lease> leases = new ArrayList<>(expired(connection, LeaseState.DEFAULT, now, limit));
            leases.addAll(expired(connection, LeaseState.DECLINED, now, limit));
            leases.sort(Comparator.comparingLong(Lease::expire));
            return List.copyOf(leases.subList(0, Math.min(limit, leases.size())));
        });
    }

    /** State by state, because that is how PostgreSQL's index is ordered; declined ones are few. */
    private List<Lease> expired(Connection connection, LeaseState state, long now, int limit) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql.expired(state))) {
            statement.setLong(1, now);
            statement.setInt(2, limit);
            return LeasePages.leases(statement);
        }
    }

    @Override
    public int purge(long before, int limit) {
        return database.call("purge", limit, connection -> {
            try (PreparedStatement statement = connection.prepareStatement(sql.purge())) {
                statement.setLong(1, before);
                statement.setInt(2, limit);
                return statement.executeUpdate();
            }
        });
    }

    @Override
    public List<LeaseCount> count() {
        return database.call("count", 1, SqlLeaseStore::counts);
    }

    private static List<LeaseCount> counts(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(COUNT);
                ResultSet rows = statement.executeQuery()) {
            List<LeaseCount> counts = new ArrayList<>();
            while (rows.next()) {
                counts.add(new LeaseCount(
                        (int) rows.getLong(1),
                        (int) rows.getLong(2),
                        null,
                        LeaseState.of(rows.getLong(3)),
                        rows.getLong(4)));
            }
            return counts;
        }
    }

    @Override
    public void close() {
        database.close();
    }
}
