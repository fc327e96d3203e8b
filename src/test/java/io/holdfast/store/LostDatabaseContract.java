package io.holdfast.store;

import static io.holdfast.lease.Lease6Builder.lease6;
import static io.holdfast.lease.LeaseBuilder.lease;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.address.Protocol;
import io.holdfast.availability.BackendBusy;
import io.holdfast.availability.BackendUnavailable;
import io.holdfast.lease.ChangeGroup;
import io.holdfast.lease.ChangeOutcome;
import io.holdfast.lease.Lease4;
import io.holdfast.lease.LeaseChange;
import io.holdfast.lease.LeaseFilter;
import io.holdfast.lease.LeaseQuestion;
import io.holdfast.lease.LeaseText;
import io.holdfast.outage.Wire;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** What a database that is cut off, silent, or back again means to callers. */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class LostDatabaseContract {

    private static final Lease4 LEASE = lease("192.0.2.1").build();
    private static final List<LeaseQuestion> QUESTION = List.of(new LeaseQuestion.OfAddress(LEASE.address()));

    private final List<String> told = new CopyOnWriteArrayList<>();
    private TestDatabase real;
    private Wire wire;
    private Database database;
    private SqlLeaseStore store;

    abstract TestDatabase database();

    /** Ends all connections but the one it runs on. */
    abstract void killConnections(TestDatabase real);

    @BeforeAll
    void start() {
        real = database().withSchema();
    }

    @BeforeEach
    void open() {
        real.execute("delete from lease4", "delete from lease6");
        wire = Wire.to(real.settings().host().host(), real.settings().host().port());
        database = real.throughPort(wire.port()).open("lease", 2, telling());
        store = new SqlLeaseStore(database, Protocol.DHCP4);
        told.clear();
    }

    @AfterEach
    void close() {
        store.close();
        wire.close();
    }

    @AfterAll
    void forget() {
        told.clear();
    }

    private FaultListener telling() {
        return new FaultListener() {
            @Override
            public void lost(String error) {
                told.add(error);
            }

            @Override
            public boolean isUsable() {
                return true;
            }
        };
    }

    private void assertUnavailable() {
        assertThatThrownBy(() -> store.find(QUESTION))
                .isInstanceOfSatisfying(
                        BackendUnavailable.class, e -> assertThat(e.backend()).isEqualTo("lease"))
                .hasMessageContaining("lease database (");
        assertThat(told).isNotEmpty();
    }

    /** The pool may need a moment for a new connection. */
    private void assertBack() {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (true) {
            try {
                assertThat(store.find(QUESTION)).hasSize(1);
                return;
            } catch (BackendUnavailable e) {
                assertThat(System.nanoTime()).as(e.getMessage()).isLessThan(deadline);
            }
        }
    }

    @Test
    void aDatabaseThatWasNeverThereIsUnavailableAndServesLater() {
        wire.reset();
        assertUnavailable();
        assertThatThrownBy(database::probe).isInstanceOf(BackendUnavailable.class);
        wire.restore();
        database.probe();
        assertBack();
        assertThat(store.apply(List.of(new LeaseChange.Grant(null, LEASE)))).containsExactly(ChangeOutcome.APPLIED);
    }

    @Test
    void aLostConnectionIsToldAndANewOneIsMade() {
        assertThat(store.apply(List.of(new LeaseChange.Grant(null, LEASE)))).containsExactly(ChangeOutcome.APPLIED);
        wire.reset();
        assertUnavailable();
        assertThatThrownBy(() -> store.apply(List.of(new LeaseChange.Release(LEASE, null))))
                .isInstanceOf(BackendUnavailable.class);
        wire.restore();
        assertBack();
        assertThat(store.find(QUESTION).getFirst()).hasSize(1);
    }

    @Test
    void aSilentServerHoldsNobodyForLong() {
        assertBack();
        wire.blackHole();
        long before = System.nanoTime();
        assertUnavailable();
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(8));
        assertThatThrownBy(database::probe).isInstanceOf(BackendUnavailable.class);
        wire.restore();
        assertBack();
    }

    /** The change is durable, but nobody was told: trying it again finds one's own row and no second owner. */
    @Test
    void anAnswerLostAfterTheCommitIsFoundByTheNextTry() {
        assertBack();
        LeaseChange grant = new LeaseChange.Grant(null, LEASE);
        store.apply(List.of(grant, new LeaseChange.Release(LEASE, null))); // the statement is prepared now
        wire.mute();
        assertThatThrownBy(() -> store.apply(List.of(grant))).isInstanceOf(BackendUnavailable.class);
        wire.restore();
        assertBack();
        ChangeOutcome again = store.apply(List.of(grant)).getFirst();
        assertThat(again).isInstanceOf(ChangeOutcome.Taken.class);
        LeaseText.assertSame(((ChangeOutcome.Taken) again).present(), LEASE);
    }

    /** Of a group whose answer is lost either all is there or nothing, and trying it again settles it. */
    @Test
    void aGroupWhoseAnswerIsLostIsThereWholeOrNotAtAll() {
        try (SqlLeaseStore store6 = new SqlLeaseStore(database, Protocol.DHCP6)) {
            List<LeaseChange> grants = new ArrayList<>();
            for (int i = 1; i <= 3; i++) {
                grants.add(new LeaseChange.Grant(null, lease6("2001:db8::" + i).build()));
            }
            assertBack();
            wire.mute();
            assertThatThrownBy(() -> store6.commit(List.of(new ChangeGroup(grants))))
                    .isInstanceOf(BackendUnavailable.class);
            wire.restore();
            assertBack();
            int there = store6.page(LeaseFilter.ALL, 9).size();
            assertThat(there).isIn(0, 3);
            assertThat(store6.commit(List.of(new ChangeGroup(grants))))
                    .allMatch(outcome -> outcome instanceof ChangeOutcome.Applied == (there == 0));
            assertThat(store6.page(LeaseFilter.ALL, 9)).hasSize(3);
        }
    }

    /** Somebody's open transaction is in the way: that is no loss of the database, and the lane has others to serve. */
    @Test
    void aRowLockedBySomebodyElseHoldsNobodyForLong() throws SQLException {
        store.apply(List.of(new LeaseChange.Grant(null, LEASE)));
        try (SqlLeaseStore patient = new SqlLeaseStore(real.open("lease", 1, telling()), Protocol.DHCP4);
                Connection other = real.connect();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.executeUpdate("update lease4 set hostname = 'locked'");
            long before = System.nanoTime();
            assertThatThrownBy(() -> patient.apply(List.of(new LeaseChange.Release(LEASE, null))))
                    .isInstanceOf(BackendBusy.class);
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(8));
            assertThat(told).isEmpty();
            other.rollback();
        }
        assertThat(store.apply(List.of(new LeaseChange.Release(LEASE, null)))).containsExactly(ChangeOutcome.APPLIED);
    }

    @Test
    void connectionsKilledByTheServerAreReplaced() {
        assertBack();
        killConnections(real);
        assertBack();
    }
}
