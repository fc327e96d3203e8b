package io.holdfast.store;

import static io.holdfast.lease.LeaseBuilder.lease;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.address.ClientIdentity;
import io.holdfast.address.Ipv4Address;
import io.holdfast.lease.ChangeOutcome;
import io.holdfast.lease.Lease4;
import io.holdfast.lease.LeaseChange;
import io.holdfast.lease.LeaseQuestion;
import io.holdfast.lease.LeaseState;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PostgresqlForeignRowsTests extends ForeignRowsContract {

    @Override
    TestDatabase database() {
        return TestDatabases.postgresql();
    }

    @Override
    String tokyo() {
        return "set time zone 'Asia/Tokyo'";
    }

    @Override
    String epoch() {
        return "select extract(epoch from expire)::int8 from lease4";
    }

    @Override
    String bytes(String hex) {
        return "'\\x" + hex + "'";
    }

    /** Kea's schema lets other programs write fractions of seconds, which a comparison to the second must survive. */
    @Test
    void aRowWithFractionsOfASecondCanBeChanged() {
        database.execute("insert into lease4 (" + COLUMNS + ") values (3221225985, null, null, 3600,"
                + " '2027-01-15 09:00:00.75+00', 7, false, false, '', 0, 0)");
        Lease4 row = (Lease4) store.find(List.of(new LeaseQuestion.OfAddress(Ipv4Address.parse("192.0.2.1"))))
                .getFirst()
                .getFirst();
        assertThat(row.expire()).isEqualTo(1_800_003_600L);
        assertThat(store.apply(List.of(new LeaseChange.Release(row, null)))).containsExactly(ChangeOutcome.APPLIED);
    }

    @ParameterizedTest
    @CsvSource({
        "2050-01-01 00:00:00+00, 2524608000",
        "infinity, 253402300799",
        "-infinity, 1",
        "1969-12-31 00:00:00+00, 1",
    })
    void aRowWithAnEndThatNoOtherProductHoldsCanBeChanged(String expire, long read) {
        database.execute("insert into lease4 (" + COLUMNS + ") values (3221225985, null, null, 3600, '" + expire
                + "', 7, false, false, '', 0, 0)");
        Lease4 row = only();
        assertThat(row.expire()).isEqualTo(read);
        Lease4 next = row.renewed(1_800_000_000L, 60);
        assertThat(store.apply(List.of(new LeaseChange.Renew(row, next)))).containsExactly(ChangeOutcome.APPLIED);
        assertThat(store.apply(List.of(new LeaseChange.Release(next, null)))).containsExactly(ChangeOutcome.APPLIED);
    }

    @ParameterizedTest
    @CsvSource({"-5", "4294967296", "1099511627776"})
    void aRowWithALifetimeNoClientCanHaveCanBeChanged(long lifetime) {
        database.execute("insert into lease4 (" + COLUMNS + ") values (3221225985, null, null, " + lifetime
                + ", '2027-01-15 09:00:00+00', 7, false, false, '', 0, 0)");
        Lease4 row = only();
        assertThat(row.expire()).isEqualTo(1_800_003_600L);
        assertThat(store.apply(List.of(new LeaseChange.Release(row, row.in(LeaseState.RELEASED)))))
                .containsExactly(ChangeOutcome.APPLIED);
    }

    @Test
    void aHardwareAddressTooLongForAnyClientCanBeChanged() {
        database.execute("insert into lease4 (" + COLUMNS + ") values (3221225985, '\\x" + "0a".repeat(21) + "', '\\x"
                + "0b".repeat(256) + "', 3600, '2027-01-15 09:00:00+00', 7, false, false, '', 0, 0)");
        assertThat(store.apply(List.of(new LeaseChange.Release(only(), null)))).containsExactly(ChangeOutcome.APPLIED);
    }

    @Test
    void anEndAfter2038IsKeptToTheSecond() {
        Lease4 lease = lease("192.0.2.1").since(2_147_483_647L).lifetime(3600).build();
        store.apply(List.of(new LeaseChange.Grant(null, lease)));
        assertThat(only().expire()).isEqualTo(2_147_487_247L);
        assertThat(store.expired(2_147_487_248L, 10)).hasSize(1);
    }

    private Lease4 only() {
        return (Lease4) store.find(List.of(new LeaseQuestion.OfAddress(Ipv4Address.parse("192.0.2.1"))))
                .getFirst()
                .getFirst();
    }

    /** The statistics of a new table know nothing; the plans must be right anyway, and stay so while it grows. */
    @Test
    void noStatementReadsTheWholeTable() throws SQLException {
        long before = sequentialScans();
        for (int round = 0; round < 8; round++) {
            List<LeaseChange> grants = new ArrayList<>();
            List<LeaseQuestion> questions = new ArrayList<>();
            List<LeaseChange> renewals = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                Lease4 lease =
                        lease(new Ipv4Address(0x0a000000 + round * 100 + i)).build();
                grants.add(new LeaseChange.Grant(null, lease));
                renewals.add(new LeaseChange.Renew(lease, lease.renewed(lease.expire(), 60)));
                questions.add(new LeaseQuestion.OfAddress(lease.address()));
                questions.add(
                        new LeaseQuestion.OfClient(new ClientIdentity(lease.clientId(), lease.hardware()), List.of(1)));
            }
            store.apply(grants);
            store.find(questions);
            store.apply(renewals);
            store.expired(lease("192.0.2.1").build().expire(), 100);
            store.purge(1, 100);
        }
        assertThat(sequentialScans()).isEqualTo(before);
    }

    private long sequentialScans() throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("select pg_stat_force_next_flush()");
            try (ResultSet rows =
                    statement.executeQuery("select seq_scan from pg_stat_user_tables where relname = 'lease4'")) {
                assertThat(rows.next()).isTrue();
                return rows.getLong(1);
            }
        }
    }
}
