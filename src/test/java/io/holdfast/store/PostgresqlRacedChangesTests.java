package io.holdfast.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.holdfast.address.Ipv4Address;
import io.holdfast.address.Protocol;
import io.holdfast.lease.ChangeOutcome;
import io.holdfast.lease.Lease;
import io.holdfast.lease.Lease4;
import io.holdfast.lease.LeaseBuilder;
import io.holdfast.lease.LeaseChange;
import io.holdfast.lease.LeaseQuestion;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Somebody else has a row locked when a change comes to it, and then has changed it. What PostgreSQL looks at again then differs
 * from one release to the next: {@code HOLDFAST_TEST_POSTGRESQL_URL} takes these tests to an older one.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PostgresqlRacedChangesTests {

    private static final int WAITING = 20;
    private static final Lease4 RACED = LeaseBuilder.lease("10.0.0.1").build();
    private static final Lease4 BESIDE = LeaseBuilder.lease("10.0.0.2").build();
    private static final Ipv4Address ELSEWHERE = Ipv4Address.parse("10.0.0.3");

    private TestDatabase database;
    private SqlLeaseStore store;

    /** What becomes of the raced row. */
    enum Rival {
        DECLINED("update lease4 set state = 1 where address = 167772161"),
        LONGER("update lease4 set expire = expire + interval '1 second' where address = 167772161"),
        ANOTHERS("update lease4 set client_id = decode('0102', 'hex') where address = 167772161"),
        GONE("delete from lease4 where address = 167772161"),
        WRITTEN_ANEW("delete from lease4 where address = 167772161;"
                + " insert into lease4 (address, hwaddr, valid_lifetime, expire, subnet_id)"
                + " values (167772161, decode('0102', 'hex'), 3600, now(), 1)"),
        ELSEWHERE("update lease4 set address = 167772163 where address = 167772161");

        private final String statement;

        Rival(String statement) {
            this.statement = statement;
        }
    }

    @BeforeAll
    void open() {
        database = TestDatabases.postgresql().withSchema();
        store = new SqlLeaseStore(database.open("lease", 1), Protocol.DHCP4);
    }

    @AfterAll
    void close() {
        store.close();
    }

    @BeforeEach
    void fill() {
        database.execute("delete from lease4");
        assertThat(store.apply(List.of(new LeaseChange.Grant(null, RACED), new LeaseChange.Grant(null, BESIDE))))
                .allMatch(ChangeOutcome.Applied.class::isInstance);
    }

    @ParameterizedTest
    @EnumSource
    void aRenewalChangesNothingElse(Rival rival) throws Exception {
        race(
                rival,
                new LeaseChange.Renew(RACED, RACED.renewed(LeaseBuilder.NOW + 9, 3600)),
                new LeaseChange.Renew(BESIDE, BESIDE.renewed(LeaseBuilder.NOW + 9, 3600)));
    }

    @ParameterizedTest
    @EnumSource
    void aRemovalRemovesNothingElse(Rival rival) throws Exception {
        race(rival, new LeaseChange.Release(RACED, null), new LeaseChange.Release(BESIDE, null));
    }

    private void race(Rival rival, LeaseChange raced, LeaseChange beside) throws Exception {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute(rival.statement);
            List<List<Lease>> left = rows(connection);
            CompletableFuture<List<ChangeOutcome>> outcomes =
                    CompletableFuture.supplyAsync(() -> store.apply(List.of(raced, beside)));
            await().atMost(Duration.ofSeconds(WAITING)).until(this::isWaiting);
            connection.commit();
            assertThat(outcomes.get(WAITING, TimeUnit.SECONDS))
                    .containsExactly(
                            new ChangeOutcome.Taken(
                                    left.getFirst().stream().findFirst().orElse(null)),
                            ChangeOutcome.APPLIED);
            assertThat(rows(connection)).isEqualTo(left);
        }
    }

    /** At the raced address, and where its row may have gone. */
    private List<List<Lease>> rows(Connection connection) throws SQLException {
        List<LeaseQuestion> places =
                List.of(new LeaseQuestion.OfAddress(RACED.address()), new LeaseQuestion.OfAddress(ELSEWHERE));
        Answers answers = new Answers(places.size());
        database.dialect()
                .leases(LeaseTable.LEASE4)
                .find(connection, LeaseLookup.of(LeaseTable.LEASE4, places), answers);
        return answers.lists();
    }

    private boolean isWaiting() throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select exists (select from pg_stat_activity"
                        + " where datname = current_database() and wait_event_type = 'Lock')")) {
            rows.next();
            return rows.getBoolean(1);
        }
    }
}
