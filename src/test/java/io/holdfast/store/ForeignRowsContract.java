package io.holdfast.store;

import static io.holdfast.lease.LeaseBuilder.NOW;
import static io.holdfast.lease.LeaseBuilder.lease;
import static io.holdfast.lease.LeaseBuilder.like;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.address.Ipv4Address;
import io.holdfast.address.Ipv4Range;
import io.holdfast.address.Protocol;
import io.holdfast.lease.ChangeOutcome;
import io.holdfast.lease.Lease4;
import io.holdfast.lease.LeaseChange;
import io.holdfast.lease.LeaseQuestion;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.TimeZone;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Rows that Kea or an operator wrote, and our rows as they see them; the clocks of both go by different zones. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ForeignRowsContract {

    private static final TimeZone BEFORE = TimeZone.getDefault();
    static final String COLUMNS = "address, hwaddr, client_id, valid_lifetime, expire, subnet_id, fqdn_fwd, fqdn_rev,"
            + " hostname, state, pool_id";

    TestDatabase database;
    SqlLeaseStore store;

    abstract TestDatabase database();

    /** Makes Tokyo the zone of this session. */
    abstract String tokyo();

    /** {@code expire} of all rows in seconds since 1970. */
    abstract String epoch();

    /** Bytes as the product writes them. */
    abstract String bytes(String hex);

    @BeforeAll
    void open() {
        TimeZone.setDefault(TimeZone.getTimeZone("America/St_Johns"));
        database = database().withSchema();
        store = new SqlLeaseStore(database.open("lease", 1), Protocol.DHCP4);
    }

    @BeforeEach
    void empty() {
        database.execute("delete from lease4");
    }

    @AfterAll
    void close() {
        TimeZone.setDefault(BEFORE);
        if (store != null) {
            store.close();
        }
    }

    private Lease4 row(String address) {
        return (Lease4) store.find(List.of(new LeaseQuestion.OfAddress(Ipv4Address.parse(address))))
                .getFirst()
                .getFirst();
    }

    private void assertChangeable(Lease4 row) {
        Lease4 next = like(row).client(5).lifetime(60).since(NOW).build();
        assertThat(store.apply(List.of(new LeaseChange.Grant(row, next)))).containsExactly(ChangeOutcome.APPLIED);
        assertThat(store.apply(List.of(new LeaseChange.Release(next, null)))).containsExactly(ChangeOutcome.APPLIED);
    }

    /** 1800003600 is 2027-01-15 09:00:00 in UTC, and 18:00 in Tokyo. */
    @Test
    void whatKeaWritesByTheWallClockOfItsZoneIsThatInstant() {
        database.execute(
                tokyo(),
                "insert into lease4 (" + COLUMNS + ") values (3221225985, " + bytes("020000000001") + ", "
                        + bytes("01020000000001") + ", 3600, '2027-01-15 18:00:00', 7, false, false, 'h', 0, 0)");
        Lease4 row = row("192.0.2.1");
        assertThat(row.expire()).isEqualTo(1_800_003_600L);
        assertThat(row.lastTransaction()).isEqualTo(1_800_000_000L);
        assertThat(store.expired(1_800_003_600L, 10)).isEmpty();
        assertThat(store.expired(1_800_003_601L, 10)).hasSize(1);
        assertChangeable(row);
    }

    @Test
    void whatWeWriteIsTheSameInstantInAnySession() throws SQLException {
        Lease4 lease = lease("192.0.2.1").build();
        store.apply(List.of(new LeaseChange.Grant(null, lease)));
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(tokyo());
            try (ResultSet rows = statement.executeQuery(epoch())) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getLong(1)).isEqualTo(lease.expire());
            }
        }
    }

    @Test
    void aDeclinedRowWithEmptyIdentitiesIsNobodysAndCanBeChanged() {
        database.execute(
                tokyo(),
                "insert into lease4 (" + COLUMNS + ") values (3221225985, " + bytes("") + ", " + bytes("")
                        + ", 3600, '2027-01-15 18:00:00', 7, false, false, '', 1, 0)");
        Lease4 row = row("192.0.2.1");
        assertThat(row.hardware()).isNull();
        assertThat(row.clientId()).isNull();
        assertChangeable(row);
    }

    @Test
    void aRowWithNullsIsRead() {
        database.execute(
                tokyo(),
                "insert into lease4 (address, valid_lifetime, expire, subnet_id) values"
                        + " (3221225985, 3600, '2027-01-15 18:00:00', 7)");
        Lease4 row = row("192.0.2.1");
        assertThat(row.hostname()).isEmpty();
        assertThat(row.userContext()).isNull();
        assertChangeable(row);
    }

    private void foreign(String columns, String values) {
        database.execute(tokyo(), "insert into lease4 (address, " + columns + ") values (3221225985, " + values + ")");
    }

    private static final String IN_2027 = "'2027-01-15 18:00:00'";

    @Test
    void anIdentityNoClientCanHaveIsNobodysAndTheRowCanBeChanged() {
        foreign(
                "client_id, hwaddr, valid_lifetime, expire, subnet_id",
                bytes("61") + ", null, 3600, " + IN_2027 + ", 7");
        Lease4 row = row("192.0.2.1");
        assertThat(row.clientId()).isNull();
        assertChangeable(row);
    }

    @Test
    void aRowWithoutAnythingButItsAddressCanBeChanged() {
        foreign("state", "null");
        Lease4 row = row("192.0.2.1");
        assertThat(row.isVacant(NOW)).isTrue();
        assertThat(store.vacancies(new Ipv4Range(row.address(), row.address()), row.address(), 1, true, NOW))
                .singleElement()
                .satisfies(vacancy -> assertThat(vacancy.former()).isNotNull());
        assertChangeable(row);
    }

    @Test
    void aRowWithoutAnEndIsOverAndCanBeChanged() {
        foreign("hwaddr, valid_lifetime, expire, subnet_id, state", bytes("020000000001") + ", 3600, null, 7, 0");
        Lease4 row = row("192.0.2.1");
        assertThat(row.isVacant(NOW)).isTrue();
        assertChangeable(row);
    }

    @Test
    void aRowWithoutAStateIsAnOrdinaryLease() {
        foreign(
                "hwaddr, valid_lifetime, expire, subnet_id, state",
                bytes("020000000001") + ", 3600, " + IN_2027 + ", 7, null");
        Lease4 row = row("192.0.2.1");
        assertThat(row.isVacant(NOW)).isFalse();
        assertThat(store.vacancies(new Ipv4Range(row.address(), row.address()), row.address(), 1, true, NOW))
                .isEmpty();
        assertChangeable(row);
    }

    @Test
    void aRowWithoutALifetimeCanBeChangedAndReclaimed() {
        foreign("hwaddr, expire, subnet_id", bytes("020000000001") + ", " + IN_2027 + ", 7");
        Lease4 row = row("192.0.2.1");
        assertThat(row.expire()).isEqualTo(1_800_003_600L);
        assertThat(store.expired(1_800_003_601L, 10)).hasSize(1);
        assertChangeable(row);
    }

    @Test
    void aLifetimeLongerThanTheTimeThatEverWasCanBeChanged() {
        foreign(
                "hwaddr, valid_lifetime, expire, subnet_id",
                bytes("020000000001") + ", 4294967294, " + IN_2027 + ", 7");
        Lease4 row = row("192.0.2.1");
        assertThat(row.expire()).isEqualTo(1_800_003_600L);
        assertThat(row.isVacant(1_800_003_600L)).isFalse();
        assertThat(row.isVacant(1_800_003_601L)).isTrue();
        assertChangeable(row);
    }

    /** One odd row does not cost its neighbours in the batch anything. */
    @Test
    void anOddRowChangesTogetherWithOthers() {
        foreign("client_id, subnet_id", bytes("61") + ", 7");
        Lease4 odd = row("192.0.2.1");
        Lease4 plain = lease("192.0.2.2").build();
        store.apply(List.of(new LeaseChange.Grant(null, plain)));
        assertThat(store.apply(List.of(
                        new LeaseChange.Grant(
                                odd, like(odd).client(5).lifetime(60).since(NOW).build()),
                        new LeaseChange.Release(plain, null),
                        new LeaseChange.Grant(null, lease("192.0.2.3").build()))))
                .containsOnly(ChangeOutcome.APPLIED);
    }

    /** What comes after it on the same connection is durable all the same. */
    @Test
    void aRowInAStateNobodyKnowsLeavesNoTransactionOpen() throws SQLException {
        database.execute("insert into lease_state (state, name) values (9, 'of the future')");
        try {
            database.execute("insert into lease4 (address, valid_lifetime, expire, subnet_id, state) values"
                    + " (3221225986, 3600, '2027-01-15 18:00:00', 7, 9)");
            assertThatThrownBy(() -> store.apply(List.of(
                            new LeaseChange.Grant(null, lease("192.0.2.2").build()))))
                    .hasMessageContaining("9");
            store.apply(List.of(new LeaseChange.Grant(null, lease("192.0.2.1").build())));
            try (Connection connection = database.connect();
                    Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("select count(*) from lease4")) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getInt(1)).isEqualTo(2);
            }
        } finally {
            empty();
            database.execute("delete from lease_state where state = 9");
        }
    }

    @Test
    void aRowTheDatabaseRefusesCostsTheOthersNothing() {
        Lease4 refused = lease("192.0.2.2").hostname("x".repeat(300)).build();
        List<ChangeOutcome> outcomes = store.apply(List.of(
                new LeaseChange.Grant(null, lease("192.0.2.3").build()),
                new LeaseChange.Grant(null, refused),
                new LeaseChange.Grant(null, lease("192.0.2.1").build())));
        assertThat(outcomes.get(0)).isInstanceOf(ChangeOutcome.Applied.class);
        assertThat(outcomes.get(1)).isEqualTo(new ChangeOutcome.Taken(null));
        assertThat(outcomes.get(2)).isInstanceOf(ChangeOutcome.Applied.class);
    }
}
