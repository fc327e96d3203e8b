package io.holdfast.store.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLTransactionRollbackException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** After any changes, in batches and one by one, the counters are what a recount of the leases gives. */
class StatisticsTests {

    private static final int ADDRESSES = 400;
    private static final int ROUNDS = 150;
    private static final String[] CONTEXTS = {
        null,
        "{ }",
        "{ \"ISC\": { \"client-classes\": [ \"gold\" ] } }",
        "{ \"ISC\": { \"client-classes\": [ \"gold\", \"silver\" ], \"relay-agent-info\": { \"sub-options\": \"0x01\" } } }",
    };

    @ParameterizedTest
    @EnumSource
    void countersOfIpv4LeasesAreWhatARecountGives(FreshDatabases kind) throws SQLException {
        DataSource database = kind.initialised();
        Random random = new Random(4);
        try (Connection connection = database.getConnection()) {
            for (int round = 0; round < ROUNDS; round++) {
                change4(connection, random);
                if (round % 10 == 0) {
                    assertCounted4(database, "seed 4, round " + round);
                }
            }
        }
        assertCounted4(database, "seed 4, at the end");
        FreshDatabases.execute(database, "DELETE FROM lease4");
        assertCounted4(database, "without leases");
        assertThat(FreshDatabases.lines(database, "SELECT DISTINCT leases FROM lease4_stat"))
                .containsExactly("0");
    }

    @ParameterizedTest
    @EnumSource
    void countersOfIpv6LeasesAreWhatARecountGives(FreshDatabases kind) throws SQLException {
        DataSource database = kind.initialised();
        Random random = new Random(6);
        try (Connection connection = database.getConnection()) {
            for (int round = 0; round < ROUNDS; round++) {
                change6(connection, kind, random);
            }
        }
        assertThat(FreshDatabases.lines(database, stat("lease6_stat", "subnet_id, lease_type, state")))
                .as("seed 6")
                .isEqualTo(FreshDatabases.lines(
                        database, recount("lease6", "subnet_id, lease_type, state", "state IN (0, 1, 4)")));
        assertThat(FreshDatabases.lines(database, stat("lease6_pool_stat", "subnet_id, pool_id, lease_type, state")))
                .as("seed 6")
                .isEqualTo(FreshDatabases.lines(
                        database, recount("lease6", "subnet_id, pool_id, lease_type, state", "state IN (0, 1)")));
        assertThat(FreshDatabases.lines(database, stat("lease6_stat_by_client_class", "client_class, lease_type")))
                .as("seed 6")
                .isEqualTo(FreshDatabases.lines(database, classes("gold", "lease6"), classes("silver", "lease6")));
    }

    @ParameterizedTest
    @EnumSource
    void concurrentBatchesLeaveTheCountersRight(FreshDatabases kind) throws Exception {
        DataSource database = kind.initialised();
        try (ExecutorService servers = Executors.newFixedThreadPool(4)) {
            List<Callable<Integer>> work = new ArrayList<>();
            for (int server = 0; server < 4; server++) {
                int first = server * ADDRESSES;
                work.add(() -> {
                    int batches = 0;
                    try (Connection connection = database.getConnection()) {
                        for (int batch = 0; batch < 20; batch++) {
                            insertAgainAfterDeadlock(connection, kind, addresses(first + batch * 20, 20), batch);
                            batches++;
                        }
                    }
                    return batches;
                });
            }
            for (Future<Integer> server : servers.invokeAll(work)) {
                assertThat(server.get()).isEqualTo(20);
            }
        }
        assertCounted4(database, "four servers");
    }

    /** Triggers for single rows take the counters in the order of the rows, so MySQL has deadlocks; PostgreSQL must not. */
    private static void insertAgainAfterDeadlock(
            Connection connection, FreshDatabases kind, List<Integer> addresses, int salt) throws SQLException {
        for (int attempt = 1; ; attempt++) {
            try {
                insert4(connection, addresses, salt, null);
                return;
            } catch (SQLTransactionRollbackException e) {
                if (kind == FreshDatabases.POSTGRESQL || attempt == 50) {
                    throw e;
                }
            }
        }
    }

    private static void assertCounted4(DataSource database, String when) throws SQLException {
        assertThat(FreshDatabases.lines(database, stat("lease4_stat", "subnet_id, state")))
                .as(when)
                .isEqualTo(FreshDatabases.lines(database, recount("lease4", "subnet_id, state", "state IN (0, 1)")));
        assertThat(FreshDatabases.lines(database, stat("lease4_pool_stat", "subnet_id, pool_id, state")))
                .as(when)
                .isEqualTo(FreshDatabases.lines(
                        database, recount("lease4", "subnet_id, pool_id, state", "state IN (0, 1)")));
        assertThat(FreshDatabases.lines(database, stat("lease4_stat_by_client_class", "client_class")))
                .as(when)
                .isEqualTo(FreshDatabases.lines(database, classes("gold", "lease4"), classes("silver", "lease4")));
    }

    private static String stat(String table, String key) {
        return "SELECT CONCAT_WS(' ', " + key + ", leases) FROM " + table + " WHERE leases > 0 ORDER BY " + key;
    }

    private static String recount(String table, String key, String counted) {
        return "SELECT CONCAT_WS(' ', " + key + ", COUNT(*)) FROM " + table + " WHERE " + counted + " GROUP BY " + key
                + " ORDER BY " + key;
    }

    private static String classes(String name, String table) {
        String type = table.equals("lease6") ? "lease_type" : "";
        return "SELECT CONCAT_WS(' ', '" + name + "', " + (type.isEmpty() ? "" : type + ", ") + "COUNT(*)) FROM "
                + table
                + " WHERE state = 0 AND user_context LIKE '%\"" + name + "\"%'"
                + (type.isEmpty() ? " HAVING COUNT(*) > 0" : " GROUP BY lease_type ORDER BY lease_type");
    }

    private static void change4(Connection connection, Random random) throws SQLException {
        int size = 1 + random.nextInt(60);
        List<Integer> chosen = addresses(0, ADDRESSES);
        Collections.shuffle(chosen, random);
        List<Integer> some = chosen.subList(0, size);
        switch (random.nextInt(5)) {
            case 0, 1 -> insert4(connection, absent(connection, "lease4", some), random.nextInt(100), context(random));
            case 2 ->
                run(
                        connection,
                        "UPDATE lease4 SET state = (address + " + random.nextInt(7)
                                + ") % 4, subnet_id = 1 + (address + " + random.nextInt(3)
                                + ") % 3, pool_id = address % 2 WHERE address IN (" + list(some) + ")");
            case 3 ->
                // Classes change only together with the state: what Kea does not count otherwise, we do not either.
                run(
                        connection,
                        "UPDATE lease4 SET state = 2 WHERE address IN (" + list(some) + ")",
                        "UPDATE lease4 SET state = 0, user_context = " + quoted(context(random)) + " WHERE address IN ("
                                + list(some) + ")");
            default -> run(connection, "DELETE FROM lease4 WHERE address IN (" + list(some) + ")");
        }
    }

    private static void insert4(Connection connection, List<Integer> addresses, int salt, @Nullable String context)
            throws SQLException {
        if (addresses.isEmpty()) {
            return;
        }
        StringBuilder rows = new StringBuilder();
        for (int address : addresses) {
            rows.append(rows.isEmpty() ? "" : ", ")
                    .append("(")
                    .append(address)
                    .append(", ")
                    .append(1 + (address + salt) % 3)
                    .append(", ")
                    .append((address + salt) % 4)
                    .append(", ")
                    .append((address + salt) % 2)
                    .append(", ?)");
        }
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO lease4 (address, subnet_id, state, pool_id, user_context) VALUES " + rows)) {
            for (int i = 1; i <= addresses.size(); i++) {
                insert.setString(i, context);
            }
            insert.executeUpdate();
        }
    }

    private static void change6(Connection connection, FreshDatabases kind, Random random) throws SQLException {
        int salt = random.nextInt(100);
        List<Integer> chosen = addresses(0, ADDRESSES);
        Collections.shuffle(chosen, random);
        List<Integer> some = chosen.subList(0, 1 + random.nextInt(60));
        String where = " WHERE valid_lifetime IN (" + list(some) + ")";
        switch (random.nextInt(4)) {
            case 0, 1 -> {
                List<String> rows = new ArrayList<>();
                String context = quoted(context(random));
                for (int lease : absent(connection, "lease6", some)) {
                    String address = "2001:db8::" + Integer.toHexString(lease + 1);
                    rows.add("("
                            + (kind == FreshDatabases.POSTGRESQL
                                    ? "'" + address + "'"
                                    : "INET6_ATON('" + address + "')")
                            + ", " + lease + ", " + (1 + (lease + salt) % 3) + ", " + (lease + salt) % 5 + ", "
                            + lease % 2 + ", " + 2 * ((lease + salt) % 2) + ", " + context + ")");
                }
                if (!rows.isEmpty()) {
                    run(
                            connection,
                            "INSERT INTO lease6 (address, valid_lifetime, subnet_id, state, pool_id, lease_type, user_context)"
                                    + " VALUES " + String.join(", ", rows));
                }
            }
            case 2 ->
                run(
                        connection,
                        "UPDATE lease6 SET state = (valid_lifetime + " + salt + ") % 5, pool_id = valid_lifetime % 2"
                                + where);
            default -> run(connection, "DELETE FROM lease6" + where);
        }
    }

    private static List<Integer> absent(Connection connection, String table, List<Integer> wanted) throws SQLException {
        List<Integer> absent = new ArrayList<>(wanted);
        String key = table.equals("lease4") ? "address" : "valid_lifetime";
        try (Statement statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT " + key + " FROM " + table)) {
            while (rows.next()) {
                absent.remove((Integer) rows.getInt(1));
            }
        }
        return absent;
    }

    private static List<Integer> addresses(int first, int count) {
        List<Integer> addresses = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            addresses.add(first + i);
        }
        return addresses;
    }

    private static @Nullable String context(Random random) {
        return CONTEXTS[random.nextInt(CONTEXTS.length)];
    }

    private static String quoted(@Nullable String text) {
        return text == null ? "NULL" : "'" + text + "'";
    }

    private static String list(List<Integer> numbers) {
        return String.join(", ", numbers.stream().map(String::valueOf).toList());
    }

    private static void run(Connection connection, String... statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.executeUpdate(sql);
            }
        }
    }
}
