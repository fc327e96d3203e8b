package io.holdfast.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.holdfast.availability.BackendBusy;
import io.holdfast.availability.BackendUnavailable;
import io.holdfast.config.BackendSettings;
import io.holdfast.telemetry.Meters;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * One configured database in one use, such as {@code lease}: its pool of connections, and the one place where a
 * {@link SQLException} becomes what it means. Making one does not connect; a database that is away is noticed by the
 * first call. Safe for many threads.
 */
public final class Database implements AutoCloseable {

    /** Deadlocks between servers end with one winner each, so a few rounds suffice even for many of them. */
    private static final int TRIES_WHEN_CONTENDED = 8;

    /** Waiting for somebody's lock has taken its time already; the packets behind it have no more. */
    private static final Duration LONGEST_CONTENTION = Duration.ofSeconds(3);

    /** A lane must not wait longer than its clients do, however long connecting may take in the background. */
    private static final Duration LONGEST_WAIT_FOR_CONNECTION = Duration.ofSeconds(2);

    private final String use;
    private final BackendSettings settings;
    private final Dialect dialect;
    private final FaultListener listener;
    private final Meters meters;
    private final BackendSource source;
    private final HikariDataSource pool;

    /**
     * @param use {@code lease}, {@code hosts-1}: the name in logs and meters
     * @param connections how many the pool keeps open, at least 1
     */
    public Database(
            String use,
            BackendSettings settings,
            Dialect dialect,
            int connections,
            FaultListener listener,
            Meters meters) {
        this.use = use;
        this.settings = settings;
        this.dialect = dialect;
        this.listener = listener;
        this.meters = meters;
        this.source = new BackendSource(settings, dialect, Dialect.Pace.PROMPT);
        this.pool = new HikariDataSource(poolOf(connections));
    }

    private HikariConfig poolOf(int connections) {
        HikariConfig config = new HikariConfig();
        config.setPoolName(use);
        config.setDataSource(source);
        config.setMaximumPoolSize(connections);
        config.setMinimumIdle(connections);
        config.setInitializationFailTimeout(-1);
        config.setConnectionTimeout(waitForConnection().toMillis());
        config.setValidationTimeout(Math.min(Duration.ofSeconds(1).toMillis(), config.getConnectionTimeout()));
        config.setKeepaliveTime(Duration.ofSeconds(30).toMillis());
        return config;
    }

    private Duration waitForConnection() {
        Duration configured = Duration.ofSeconds(Math.max(1, settings.connectTimeout()));
        return configured.compareTo(LONGEST_WAIT_FOR_CONNECTION) < 0 ? configured : LONGEST_WAIT_FOR_CONNECTION;
    }

    public String use() {
        return use;
    }

    public Dialect dialect() {
        return dialect;
    }

    public BackendSettings settings() {
        return settings;
    }

    /** The pool, for its meters and for the schema. */
    public HikariDataSource pool() {
        return pool;
    }

    /** Connections outside the pool, with the time limits of those in it. */
    public DataSource promptSource() {
        return source;
    }

    /** Connections outside the pool whose statements may take any time, for work such as migrations. */
    public DataSource patientSource() {
        return new BackendSource(settings, dialect, Dialect.Pace.PATIENT);
    }

    /** As {@link #patientSource}, without a pool beside it. */
    public static DataSource unpooled(BackendSettings settings, Dialect dialect) {
        return new BackendSource(settings, dialect, Dialect.Pace.PATIENT);
    }

    /**
     * Runs one store operation and measures it. Deadlocks and the like are tried again.
     *
     * @param operation the port's method, as in {@code find}
     * @param rows questions asked or changes wanted
     * @throws BackendUnavailable when the database is away; the listener has been told
     * @throws StoreFailure when the statement is at fault
     */
    public <T extends @Nullable Object> T call(String operation, int rows, SqlWork<T> work) {
        long started = System.nanoTime();
        String outcome = "error";
        try {
            T result = insist(operation, work);
            outcome = "ok";
            return result;
        } catch (BackendUnavailable e) {
            outcome = "unavailable";
            throw e;
        } finally {
            meters.storeCall(operation, outcome, rows, System.nanoTime() - started);
        }
    }

    private <T extends @Nullable Object> T insist(String operation, SqlWork<T> work) {
        long started = System.nanoTime();
        for (int tries = 1; ; tries++) {
            try {
                return once(work);
            } catch (SQLException e) {
                boolean enough =
                        tries == TRIES_WHEN_CONTENDED || System.nanoTime() - started > LONGEST_CONTENTION.toNanos();
                if (enough || !(SqlFault.of(e) instanceof SqlFault.Contended)) {
                    throw failure(operation, e);
                }
            }
        }
    }

    private <T extends @Nullable Object> T once(SqlWork<T> work) throws SQLException {
        try (Connection connection = borrow()) {
            return work.on(connection);
        }
    }

    private Connection borrow() throws SQLException {
        try {
            return pool.getConnection();
        } catch (SQLTransientConnectionException e) {
            // Hikari's own words count connections; why none could be opened is what the reader wants to know.
            if (e.getCause() instanceof SQLException cause) {
                throw unreachable(SqlFault.of(cause).reason(), e);
            }
            if (pool.getHikariPoolMXBean().getActiveConnections() < pool.getMaximumPoolSize()) {
                throw unreachable("no answer within " + waitForConnection().toMillis() + " ms", e);
            }
            throw new BackendBusy(use, describe("all connections are in use"), e);
        }
    }

    private RuntimeException failure(String operation, SQLException e) {
        return switch (SqlFault.of(e)) {
            case SqlFault.Unreachable(String reason) -> unreachable(reason, e);
            case SqlFault.Contended(String reason) ->
                new BackendBusy(use, describe("others are in the way: " + reason), e);
            case SqlFault.Broken(String reason) -> new StoreFailure(describe(operation + " failed: " + reason), e);
        };
    }

    /** All connections go: after a fail-over each of them may lead to a server that takes no changes. */
    private BackendUnavailable unreachable(String reason, SQLException e) {
        pool.getHikariPoolMXBean().softEvictConnections();
        listener.lost(reason);
        return new BackendUnavailable(use, describe(reason), e);
    }

    /**
     * Opens a connection outside the pool and sees whether the server takes changes.
     *
     * @throws BackendUnavailable when it cannot be reached or does not take them; the listener is not told
     */
    public void probe() {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(dialect.takesChanges())) {
            if (!settings.readonly() && !(answer.next() && answer.getBoolean(1))) {
                throw new BackendUnavailable(use, describe("the server is read-only"));
            }
        } catch (SQLException e) {
            throw new BackendUnavailable(use, describe(SqlFault.of(e).reason()), e);
        }
    }

    private String describe(String what) {
        return use + " database (" + settings + "): " + what;
    }

    @Override
    public void close() {
        pool.close();
    }

    @Override
    public String toString() {
        return use + " database (" + settings + ")";
    }
}
