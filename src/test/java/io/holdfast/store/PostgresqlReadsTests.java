package io.holdfast.store;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.holdfast.address.ClientIdentity;
import io.holdfast.address.Ipv4Address;
import io.holdfast.address.Ipv6Address;
import io.holdfast.address.Protocol;
import io.holdfast.lease.ChangeOutcome;
import io.holdfast.lease.Lease;
import io.holdfast.lease.Lease4;
import io.holdfast.lease.Lease6;
import io.holdfast.lease.Lease6Builder;
import io.holdfast.lease.LeaseBuilder;
import io.holdfast.lease.LeaseChange;
import io.holdfast.lease.LeaseQuestion;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A database that was told its tables are empty, and then clients come: it reads what is asked for, and not all. */
class PostgresqlReadsTests {

    private static final int LEASES = 20_000;
    private static final int BATCH = 200;

    @ParameterizedTest
    @EnumSource(names = {"NEVER_ANALYSED", "ANALYSED_WHILE_EMPTY", "ANALYSED_WHEN_EMPTIED"})
    void asManyRowsAreReadAsAreAskedFor(TableState state) throws SQLException {
        TestDatabase given = state.fresh();
        long before = reads(given);
        for (Protocol protocol : Protocol.values()) {
            try (SqlLeaseStore store = new SqlLeaseStore(given.open("lease", 1), protocol)) {
                inBatches(protocol, leases -> {
                    find(store, leases, PostgresqlReadsTests::client);
                    apply(store, leases, lease -> new LeaseChange.Grant(null, lease));
                });
                inBatches(protocol, leases -> {
                    find(store, leases, lease -> new LeaseQuestion.OfAddress(lease.address()));
                    apply(store, leases, lease -> new LeaseChange.Renew(lease, renewed(lease)));
                });
            }
        }
        awaitTheEndOfSessions(given);
        // Each is read once to be found by its address and once to be renewed; not yet there, it was read by nobody.
        long touched = 2L * LEASES * Protocol.values().length;
        assertThat(reads(given) - before).isBetween(touched, 2 * touched);
    }

    private static void inBatches(Protocol protocol, Consumer<List<Lease>> work) {
        for (int first = 0; first < LEASES; first += BATCH) {
            work.accept(IntStream.range(first, first + BATCH)
                    .mapToObj(number -> lease(protocol, number))
                    .toList());
        }
    }

    private static Lease lease(Protocol protocol, int number) {
        return switch (protocol) {
            case DHCP4 ->
                LeaseBuilder.lease(new Ipv4Address(0x0a000000 + number)).build();
            case DHCP6 ->
                Lease6Builder.lease6(new Ipv6Address(0x20010db8_00000000L, number))
                        .client(number)
                        .build();
        };
    }

    private static LeaseQuestion client(Lease lease) {
        return switch (lease) {
            case Lease4 four ->
                new LeaseQuestion.OfClient(new ClientIdentity(four.clientId(), four.hardware()), List.of(1));
            case Lease6 six -> new LeaseQuestion.OfDuid(requireNonNull(six.duid()), List.of(1));
        };
    }

    private static Lease renewed(Lease lease) {
        return switch (lease) {
            case Lease4 four -> four.renewed(LeaseBuilder.NOW + 9, 3600);
            case Lease6 six -> six.renewed(LeaseBuilder.NOW + 9, 1800, 3600);
        };
    }

    private static void find(SqlLeaseStore store, List<Lease> leases, Function<Lease, LeaseQuestion> question) {
        store.find(leases.stream().map(question).toList());
    }

    private static void apply(SqlLeaseStore store, List<Lease> leases, Function<Lease, LeaseChange> change) {
        assertThat(store.apply(leases.stream().map(change).toList())).allMatch(ChangeOutcome.Applied.class::isInstance);
    }

    /** A session's numbers are complete when it has ended. */
    private static void awaitTheEndOfSessions(TestDatabase given) {
        await().atMost(Duration.ofSeconds(20))
                .until(() -> number(
                                given,
                                "select count(*) from pg_stat_activity"
                                        + " where datname = current_database() and pid <> pg_backend_pid()")
                        == 0);
    }

    private static long reads(TestDatabase given) throws SQLException {
        return number(given, """
                select (select sum(seq_tup_read) from pg_stat_user_tables where relname like 'lease%')
                     + (select sum(idx_tup_read) from pg_stat_user_indexes where relname like 'lease%')""");
    }

    private static long number(TestDatabase given, String query) throws SQLException {
        try (Connection connection = given.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
