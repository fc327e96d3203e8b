package io.holdfast.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.address.ClientIdentity;
import io.holdfast.address.Ipv4Address;
import io.holdfast.address.Protocol;
import io.holdfast.lease.ChangeGroup;
import io.holdfast.lease.ChangeOutcome;
import io.holdfast.lease.Lease;
import io.holdfast.lease.Lease4;
import io.holdfast.lease.LeaseBuilder;
import io.holdfast.lease.LeaseChange;
import io.holdfast.lease.LeaseQuestion;
import io.holdfast.lease.LeaseState;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * How many rows MySQL and MariaDB read to answer a batch: a few for each question, however many there are in the table. What
 * they plan can only be seen with many rows.
 */
class MysqlReadingTests {

    private static final int ROWS = 1000;
    private static final int BATCH = 50;
    private static final Ipv4Address FIRST = Ipv4Address.parse("10.0.0.0");

    enum Server {
        MARIADB,
        MYSQL;

        TestDatabase database() {
            return switch (this) {
                case MARIADB -> TestDatabases.mariadb();
                case MYSQL -> TestDatabases.mysql();
            };
        }
    }

    private static Ipv4Address address(int number) {
        return new Ipv4Address(FIRST.bits() + number);
    }

    private static Lease4 lease(int number, boolean clientId, boolean hardware) {
        return LeaseBuilder.lease(address(number))
                .hardware(hardware ? LeaseBuilder.hardwareOf(number) : null)
                .clientId(clientId ? LeaseBuilder.clientIdOf(number) : null)
                .build();
    }

    private static List<LeaseQuestion> questions(IntFunction<LeaseQuestion> question) {
        List<LeaseQuestion> questions = new ArrayList<>();
        for (int i = 0; i < BATCH; i++) {
            questions.add(question.apply(ROWS - BATCH / 2 + i)); // half of them have a row
        }
        return questions;
    }

    private static LeaseQuestion ofClient(int number, boolean clientId, boolean hardware) {
        ClientIdentity client = new ClientIdentity(
                clientId ? LeaseBuilder.clientIdOf(number) : null, hardware ? LeaseBuilder.hardwareOf(number) : null);
        return new LeaseQuestion.OfClient(client, List.of(1));
    }

    @ParameterizedTest
    @EnumSource
    void clientsWithoutIdentifierAreNotSoughtAmongAllThatHaveNone(Server server) throws SQLException {
        expectFewReads(server, false, true);
    }

    @ParameterizedTest
    @EnumSource
    void clientsWithoutHardwareAddressAreNotSoughtAmongAllThatHaveNone(Server server) throws SQLException {
        expectFewReads(server, true, false);
    }

    @ParameterizedTest
    @EnumSource
    void clientsWithBothAreFoundByEach(Server server) throws SQLException {
        expectFewReads(server, true, true);
    }

    private static void expectFewReads(Server server, boolean clientId, boolean hardware) throws SQLException {
        TestDatabase given = filled(server, clientId, hardware);
        try (Database database = given.open("lease", 1);
                Connection connection = database.promptSource().getConnection()) {
            LeaseDialect sql = database.dialect().leases(LeaseTable.LEASE4);
            List<LeaseQuestion> ofClients = questions(number -> ofClient(number, clientId, hardware));
            List<LeaseQuestion> ofAddresses = questions(number -> new LeaseQuestion.OfAddress(address(number)));
            List<LeaseQuestion> ofBoth = new ArrayList<>(ofClients);
            ofBoth.addAll(ofAddresses);
            assertThat(reads(connection, () -> find(sql, connection, ofClients, BATCH / 2)))
                    .as("of clients")
                    .isLessThan(10 * BATCH);
            assertThat(reads(connection, () -> find(sql, connection, ofAddresses, BATCH / 2)))
                    .as("of addresses")
                    .isLessThan(10 * BATCH);
            assertThat(reads(connection, () -> find(sql, connection, ofBoth, BATCH)))
                    .as("of both")
                    .isLessThan(20 * BATCH);
        }
    }

    @ParameterizedTest
    @EnumSource
    void changesGoThroughThePrimaryKey(Server server) throws SQLException {
        TestDatabase given = filled(server, false, true);
        try (Database database = given.open("lease", 1);
                Connection connection = database.promptSource().getConnection()) {
            LeaseDialect sql = database.dialect().leases(LeaseTable.LEASE4);
            List<LeaseChange> changes = new ArrayList<>();
            for (int i = 0; i < BATCH; i++) {
                Lease4 old = lease(3 * i, false, true);
                changes.add(new LeaseChange.Expire(old, i % 2 == 0 ? old.in(LeaseState.EXPIRED_RECLAIMED) : null));
                changes.add(new LeaseChange.Grant(null, lease(ROWS + i, false, true)));
            }
            Rounds.Round round = Rounds.of(ChangeGroup.each(changes)).getFirst();
            assertThat(reads(connection, () -> {
                        boolean[] applied = sql.apply(connection, round.batch());
                        assertThat(applied).doesNotContain(false).hasSize(changes.size());
                    }))
                    .isLessThan(30 * BATCH);
        }
    }

    private static void find(LeaseDialect sql, Connection connection, List<LeaseQuestion> questions, int expected)
            throws SQLException {
        Answers answers = new Answers(questions.size());
        sql.find(connection, LeaseLookup.of(LeaseTable.LEASE4, questions), answers);
        List<List<Lease>> lists = answers.lists();
        assertThat(lists.stream().mapToInt(List::size).sum()).isEqualTo(expected);
    }

    private static TestDatabase filled(Server server, boolean clientId, boolean hardware) {
        TestDatabase database = server.database().withSchema();
        List<LeaseChange> changes = new ArrayList<>();
        for (int i = 0; i < ROWS; i++) {
            changes.add(new LeaseChange.Grant(null, lease(i, clientId, hardware)));
        }
        try (SqlLeaseStore store = new SqlLeaseStore(database.open("lease", 1), Protocol.DHCP4)) {
            assertThat(store.apply(changes)).allMatch(ChangeOutcome.Applied.class::isInstance);
        }
        database.execute("analyze table lease4");
        return database;
    }

    @FunctionalInterface
    private interface Work {
        void run() throws SQLException;
    }

    /** Rows that the work made the server read, and entries of indexes; MySQL does not tell of those it passed over. */
    private static long reads(Connection connection, Work work) throws SQLException {
        long before = reads(connection);
        work.run();
        return reads(connection) - before;
    }

    private static long reads(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "show session status where variable_name like 'Handler_read%' or variable_name = 'Handler_icp_attempts'")) {
            long sum = 0;
            while (rows.next()) {
                sum += rows.getLong(2);
            }
            return sum;
        }
    }
}
