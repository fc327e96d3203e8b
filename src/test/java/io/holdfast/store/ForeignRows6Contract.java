package io.holdfast.store;

import static io.holdfast.lease.Lease6Builder.duidOf;
import static io.holdfast.lease.Lease6Builder.lease6;
import static io.holdfast.lease.Lease6Builder.like;
import static io.holdfast.lease.LeaseBuilder.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.address.IaType;
import io.holdfast.address.Ipv6Address;
import io.holdfast.address.Ipv6Range;
import io.holdfast.address.Protocol;
import io.holdfast.lease.ChangeGroup;
import io.holdfast.lease.ChangeOutcome;
import io.holdfast.lease.Lease6;
import io.holdfast.lease.LeaseChange;
import io.holdfast.lease.LeaseFilter;
import io.holdfast.lease.LeaseQuestion;
import io.holdfast.lease.LeaseState;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Rows of {@code lease6} that Kea or an operator wrote, and ours as they see them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ForeignRows6Contract {

    private static final String IN_2027 = "'2027-01-15 09:00:00'";

    TestDatabase database;
    SqlLeaseStore store;

    abstract TestDatabase database();

    /** 2001:db8::1 as the product writes it. */
    abstract String address();

    /** Bytes as the product writes them. */
    abstract String bytes(String hex);

    /** Makes UTC the zone of this session. */
    abstract String utc();

    @BeforeAll
    void open() {
        database = database().withSchema();
        store = new SqlLeaseStore(database.open("lease", 1), Protocol.DHCP6);
    }

    @BeforeEach
    void empty() {
        database.execute("delete from lease6");
    }

    @AfterAll
    void close() {
        if (store != null) {
            store.close();
        }
    }

    private Lease6 row() {
        return (Lease6) store.find(List.of(new LeaseQuestion.OfAddress(Ipv6Address.parse("2001:db8::1"))))
                .getFirst()
                .getFirst();
    }

    private Lease6 foreign(String columns, String values) {
        database.execute(
                utc(), "insert into lease6 (address, " + columns + ") values (" + address() + ", " + values + ")");
        return row();
    }

    private void assertChangeable(Lease6 row) {
        Lease6 next = lease6("2001:db8::1").client(5).since(NOW).build();
        Lease6 other = lease6("2001:db8::2").client(5).since(NOW).build();
        assertThat(store.commit(List.of(new ChangeGroup(
                        List.of(new LeaseChange.Grant(row, next), new LeaseChange.Grant(null, other))))))
                .containsOnly(ChangeOutcome.APPLIED);
        assertThat(store.apply(List.of(new LeaseChange.Release(next, null), new LeaseChange.Release(other, null))))
                .containsOnly(ChangeOutcome.APPLIED);
    }

    @Test
    void aRowOfKeaIsReadInEveryColumn() {
        Lease6 row = foreign(
                "duid, valid_lifetime, expire, subnet_id, pref_lifetime, lease_type, iaid, prefix_len, fqdn_fwd,"
                        + " fqdn_rev, hostname, hwaddr, hwtype, hwaddr_source, state, user_context, pool_id",
                bytes("00030001020000000001") + ", 3600, " + IN_2027 + ", 1, 1800, 0, 7, 128, true, false, 'h', "
                        + bytes("020000000007") + ", 6, 2, 0, '{}', 3");
        assertThat(row)
                .isEqualTo(lease6("2001:db8::1")
                        .client(1)
                        .iaid(7)
                        .fqdn(true, false)
                        .hostname("h")
                        .hardware(io.holdfast.address.HardwareAddress.parse("02:00:00:00:00:07"), 2)
                        .context("{}")
                        .pool(3)
                        .duid(io.holdfast.address.Duid.parse("00:03:00:01:02:00:00:00:00:01"))
                        .build());
        assertChangeable(row);
    }

    @Test
    void whatKeaDeclinedIsNobodysAndCanBeChanged() {
        Lease6 row = foreign(
                "duid, valid_lifetime, expire, subnet_id, lease_type, iaid, prefix_len, state",
                bytes("000000") + ", 3600, " + IN_2027 + ", 1, 0, 0, 128, 1");
        assertThat(row.duid()).isNull();
        assertThat(row.state()).isEqualTo(LeaseState.DECLINED);
        assertChangeable(row);
    }

    @Test
    void whatWeDeclineIsWhatKeaTakesForDeclined() throws SQLException {
        Lease6 held = lease6("2001:db8::1").client(1).build();
        Lease6 declined = held.declined(NOW, 60);
        store.apply(List.of(new LeaseChange.Grant(null, held), new LeaseChange.Decline(held, declined)));
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select duid, state, hwaddr, hwtype from lease6")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getBytes(1)).containsExactly(0, 0, 0);
            assertThat(rows.getInt(2)).isEqualTo(1);
            assertThat(rows.getObject(3)).isNull();
            assertThat(rows.getObject(4)).isNull();
        }
    }

    @Test
    void aRowWithoutDuidIsNobodys() {
        Lease6 row = foreign("valid_lifetime, expire, subnet_id, lease_type", "3600, " + IN_2027 + ", 1, 0");
        assertThat(row.duid()).isNull();
        assertThat(row.prefixLength()).isEqualTo(128);
        assertChangeable(row);
    }

    @Test
    void aDuidNoClientCanHaveIsNobodys() {
        Lease6 row = foreign(
                "duid, iaid, valid_lifetime, expire, subnet_id, lease_type",
                bytes("6162") + ", 9, 3600, " + IN_2027 + ", 1, 0");
        assertThat(row.duid()).isNull();
        assertChangeable(row);
    }

    @Test
    void aRowWithoutAnythingButItsAddressCanBeChanged() {
        Lease6 row = foreign("state", "null");
        assertThat(row.type()).isEqualTo(IaType.NA);
        assertThat(row.isVacant(NOW)).isTrue();
        Ipv6Range only = new Ipv6Range(row.address(), row.address());
        assertThat(store.vacancies(only, row.address(), 1, true, NOW))
                .singleElement()
                .satisfies(vacancy -> assertThat(vacancy.former()).isEqualTo(row));
        assertThat(store.page(LeaseFilter.ALL.ofType(IaType.NA), 9)).containsExactly(row);
        assertChangeable(row);
    }

    /** Kea 3.2 makes an ordinary one of it. */
    @Test
    void aTemporaryAddressIsAnAddress() {
        Lease6 row = foreign(
                "duid, iaid, valid_lifetime, expire, subnet_id, lease_type, prefix_len, state",
                bytes("00030001020000000001") + ", 9, 3600, " + IN_2027 + ", 1, 1, 128, 0");
        assertThat(row.type()).isEqualTo(IaType.NA);
        assertThat(store.page(LeaseFilter.ALL.ofType(IaType.NA), 9)).containsExactly(row);
        assertChangeable(row);
    }

    @Test
    void aRowTheDatabaseRefusesCostsItsGroupAndNobodyElse() {
        Lease6 refused = lease6("2001:db8::2").hostname("x".repeat(300)).build();
        List<ChangeOutcome> outcomes = store.commit(List.of(
                new ChangeGroup(List.of(
                        new LeaseChange.Grant(
                                null, lease6("2001:db8::1").client(1).build()),
                        new LeaseChange.Grant(null, refused))),
                new ChangeGroup(List.of(
                        new LeaseChange.Grant(
                                null, lease6("2001:db8::3").client(2).build()),
                        new LeaseChange.Grant(
                                null, lease6("2001:db8::4").client(2).build()))),
                new ChangeGroup(List.of(new LeaseChange.Grant(
                        null, lease6("2001:db8::5").client(3).build())))));
        assertThat(outcomes.subList(0, 2)).containsOnly(new ChangeOutcome.Taken(null));
        assertThat(outcomes.subList(2, 5)).containsOnly(ChangeOutcome.APPLIED);
        assertThat(store.page(LeaseFilter.ALL, 9)).hasSize(3);
    }

    /** Kea's tables for lease queries hang on the rows. */
    @Test
    void aLeaseWithRelaysNotedBesideItCanBeRenewedAndRemoved() {
        Lease6 held = lease6("2001:db8::1").client(1).build();
        store.apply(List.of(new LeaseChange.Grant(null, held)));
        database.execute(
                "insert into lease6_relay_id (relay_id, lease_addr) values (" + bytes("0102") + ", " + address() + ")");
        Lease6 renewed = like(held).since(NOW + 1).build();
        assertThat(store.apply(List.of(new LeaseChange.Renew(held, renewed), new LeaseChange.Release(renewed, null))))
                .containsOnly(ChangeOutcome.APPLIED);
        assertThat(store.find(List.of(new LeaseQuestion.OfDuid(duidOf(1), List.of(1)))))
                .containsExactly(List.of());
    }
}
