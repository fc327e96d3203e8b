package io.holdfast.store;

import io.holdfast.address.AddressRange;
import io.holdfast.address.IaType;
import io.holdfast.address.IpAddress;
import io.holdfast.address.Protocol;
import io.holdfast.lease.ChangeGroup;
import io.holdfast.lease.ChangeOutcome;
import io.holdfast.lease.Lease;
import io.holdfast.lease.LeaseChange;
import io.holdfast.lease.LeaseCount;
import io.holdfast.lease.LeaseFilter;
import io.holdfast.lease.LeaseLimit;
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
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Leases in Kea's table {@code lease4} or {@code lease6}. Closing it closes its database. */
public final class SqlLeaseStore implements LeaseStore {

    private static final Logger log = LoggerFactory.getLogger(SqlLeaseStore.class);

    private final Database database;
    private final LeaseTable table;
    private final LeaseDialect sql;
    private final LeasePages pages;
    private final VacantAddresses vacant;

    /** @param protocol whose leases */
    public SqlLeaseStore(Database database, Protocol protocol) {
        this.database = database;
        this.table = LeaseTable.of(protocol);
        this.sql = database.dialect().leases(table);
        this.pages = new LeasePages(table, sql);
        this.vacant = new VacantAddresses(table, sql);
    }

    @Override
    public List<List<Lease>> find(List<? extends LeaseQuestion> questions) {
        LeaseLookup lookup = LeaseLookup.of(table, questions);
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
        @Nullable
        ChangeOutcome[] outcomes = new ChangeOutcome
                [groups.stream().mapToInt(group -> group.changes().size()).sum()];
        for (Rounds.Round round : Rounds.of(groups)) {
            carryOut(round, outcomes);
        }
        return Arrays.stream(outcomes).map(Objects::requireNonNull).toList();
    }

    private void carryOut(Rounds.Round round, @Nullable ChangeOutcome[] outcomes) {
        int[] places = round.places();
        List<LeaseChange> changes = round.batch().changes();
        boolean[] applied = applied(round.batch());
        List<IpAddress> taken = new ArrayList<>();
        for (int i = 0; i < places.length; i++) {
            if (applied[i]) {
                outcomes[places[i]] = ChangeOutcome.APPLIED;
            } else if (round.batch().exceeded().get(changes.get(i)) instanceof LeaseLimit limit) {
                outcomes[places[i]] = new ChangeOutcome.Exceeded(limit);
            } else {
                taken.add(changes.get(i).address());
            }
        }
        if (!taken.isEmpty()) {
            Map<IpAddress, Lease> rows = rowsOf(taken);
            for (int i = 0; i < places.length; i++) {
                if (outcomes[places[i]] == null) {
                    outcomes[places[i]] =
                            new ChangeOutcome.Taken(rows.get(changes.get(i).address()));
                }
            }
        }
    }

    private boolean[] applied(ChangeBatch batch) {
        try {
            return database.call("apply", batch.changes().size(), connection -> sql.apply(connection, batch));
        } catch (StoreFailure e) {
            List<int[]> alone = batch.separately();
            if (alone.size() == 1 || !e.isOfRow()) {
                throw e;
            }
            return oneByOne(batch, alone);
        }
    }

    /**
     * A row the database refuses, such as a text its character set cannot hold, must not cost the other clients of the
     * batch their leases; it counts as taken, with its group. When every row is refused it is not the rows.
     *
     * @param parts the positions of each change that stands alone, and of each group
     */
    private boolean[] oneByOne(ChangeBatch batch, List<int[]> parts) {
        boolean[] applied = new boolean[batch.changes().size()];
        int refused = 0;
        for (int[] part : parts) {
            boolean[] wanted = new boolean[applied.length];
            for (int position : part) {
                wanted[position] = true;
            }
            ChangeBatch alone = batch.only(wanted);
            try {
                boolean[] done = database.call("apply", part.length, connection -> sql.apply(connection, alone));
                for (int i = 0; i < part.length; i++) {
                    applied[part[i]] = done[i];
                }
            } catch (StoreFailure e) {
                log.error(
                        "lease of {} cannot be stored: {}",
                        batch.changes().get(part[0]).address(),
                        e.getMessage());
                if (++refused == parts.size()) {
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
        Gaps gaps = new Gaps(range, from, limit);
        if (!gaps.isWanting()) {
            return List.of();
        }
        List<IpAddress> addresses = database.call("vacancies", limit, connection -> {
            Gaps found = new Gaps(range, from, limit); // the call may be tried again
            vacant.find(connection, found, reuse, now);
            return found.found();
        });
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
    public List<Long> held(List<LeaseLimit.Group> groups) {
        return groups.isEmpty()
                ? List.of()
                : database.call("held", groups.size(), connection -> sql.held(connection, groups));
    }

    @Override
    public List<Lease> page(LeaseFilter filter, int limit) {
        return database.call("page", limit, connection -> pages.read(connection, filter, limit));
    }

    @Override
    public List<Lease> expired(long now, int limit) {
        return database.call("expired", limit, connection -> {
            List<Lease> leases = new ArrayList<>();
            for (LeaseState state : table.runningStates()) {
                leases.addAll(expired(connection, state, now, limit));
            }
            leases.sort(Comparator.comparingLong(Lease::expire));
            return List.copyOf(leases.subList(0, Math.min(limit, leases.size())));
        });
    }

    /** State by state, because that is how PostgreSQL's index is ordered; declined ones are few. */
    private List<Lease> expired(Connection connection, LeaseState state, long now, int limit) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql.expired(state))) {
            statement.setLong(1, now);
            statement.setInt(2, limit);
            return pages.leases(statement);
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
    public List<LeaseCount> count(@Nullable Set<Integer> subnetIds) {
        return database.call("count", 1, connection -> {
            try (PreparedStatement statement = connection.prepareStatement(table.counting(subnetIds));
                    ResultSet rows = statement.executeQuery()) {
                List<LeaseCount> counts = new ArrayList<>();
                while (rows.next()) {
                    LeaseCount count = count(rows);
                    if (subnetIds == null || subnetIds.contains(count.subnetId())) {
                        counts.add(count);
                    }
                }
                return counts;
            }
        });
    }

    private static LeaseCount count(ResultSet rows) throws SQLException {
        long number = rows.getLong(3);
        IaType type = rows.wasNull() ? null : Lease6Row.type(number);
        return new LeaseCount(
                (int) rows.getLong(1), (int) rows.getLong(2), type, LeaseState.of(rows.getLong(4)), rows.getLong(5));
    }

    @Override
    public void close() {
        database.close();
    }
}
