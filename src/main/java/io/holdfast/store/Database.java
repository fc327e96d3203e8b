package io.holdfast.store;

import com.zaxxer.hikari.HikariPoolMXBean;
import io.holdfast.availability.BackendBusy;
import io.holdfast.availability.BackendUnavailable;
import io.holdfast.config.BackendSettings;
import io.holdfast.telemetry.Meters;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * One configured database in one use, such as {@code lease}: the one place where a {@link SQLException} becomes what it
 * means. Making one does not connect; a database that is away is noticed by the first call. Safe for many threads.
 */
public final class Database implements AutoCloseable {

    /** Deadlocks between servers end with one winner each, so a few rounds suffice even for many of them. */
    private static final int TRIES_WHEN_CONTENDED = 8;

    /** Waiting for somebody's lock has taken its time already; the packets behind it have no more. */
    private static final Duration LONGEST_CONTENTION = Duration.ofSeconds(3);

    private static final String READ_ONLY = "the server is read-only";

    private final String use;
    private final BackendSettings settings;
    private final Dialect dialect;
    private final FaultListener listener;
    private final Meters meters;
    private final BackendSource source;
    private final ConnectionPool pool;
    private final BorrowedConnections borrowed;
    /** Nanoseconds, of the last call that succeeded. */
    private volatile long lastUse = System.nanoTime();

    /** @param use {@code lease}, {@code hosts-1}: the name in logs and meters */
    public Database(
            String use,
            BackendSettings settings,
            Dialect dialect,
            PoolSettings connections,
            FaultListener listener,
            Meters meters) {
        this.use = use;
        this.settings = settings;
        this.dialect = dialect;
        this.listener = listener;
        this.meters = meters;
        this.borrowed = new BorrowedConnections(connections.closing());
        this.source = new BackendSource(settings, dialect, Dialect.Pace.PROMPT);
        this.pool = new ConnectionPool(use, this::telling, settings.connectTimeout(), connections);
    }

    /**
     * For the pool: whoever finds nobody there says so. As long as the pool has other connections that may be a packet
     * lost on the way; those who use them will tell.
     */
    private DataSource telling() {
        int losses = borrowed.losses();
        return source.telling(e -> {
            HikariPoolMXBean numbers = pool.numbers();
            if (numbers == null || numbers.getTotalConnections() == 0) {
                lost(SqlFault.of(e).reason(), losses);
            }
        });
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

    /** How many connections there are, and how they are used; absent while there is no pool. */
    public @Nullable HikariPoolMXBean pool() {
        return pool.numbers();
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
        } catch (BackendBusy e) {
            outcome = "busy";
            throw e;
        } catch (BackendUnavailable e) {
            outcome = "unavailable";
            throw e;
        } finally {
            meters.storeCall(operation, outcome, rows, System.nanoTime() - started);
        }
    }

    private <T extends @Nullable Object> T insist(String operation, SqlWork<T> work) {
        long started = System.nanoTime();
        int losses = borrowed.losses();
        for (int tries = 1; ; tries++) {
            if (!listener.isUsable()) {
                throw BackendUnavailable.known(use, describe("it is away and being waited for"), null);
            }
            try {
                return once(losses, work);
            } catch (SQLException e) {
                SqlFault fault = SqlFault.of(e);
                boolean enough =
                        tries == TRIES_WHEN_CONTENDED || System.nanoTime() - started > LONGEST_CONTENTION.toNanos();
                if (enough || !(fault instanceof SqlFault.Contended)) {
                    throw failure(operation, fault, losses, e);
                }
                meters.storeRetry(use, e.getSQLState() == null ? "none" : e.getSQLState());
            }
        }
    }

    private <T extends @Nullable Object> T once(int losses, SqlWork<T> work) throws SQLException {
        try (Connection connection = borrow(losses)) {
            borrowed.hold(connection);
            try {
                T result = work.on(connection);
                lastUse = System.nanoTime();
                return result;
            } finally {
                borrowed.release(connection);
            }
        }
    }

    private Connection borrow(int losses) throws SQLException {
        long began = System.nanoTime();
        try {
            return pool.borrow(() -> borrowed.losses() == losses);
        } catch (SQLTransientConnectionException e) {
            throw withoutConnection(losses, began, e);
        }
    }

    /**
     * Hikari's own words count connections; why none could be opened is what the reader wants to know. It is a loss only
     * when an attempt has failed, and nobody is served meanwhile: connecting may take its time, and a server that lets no
     * more in, or a packet lost on the way, is no loss to those who are in.
     */
    private RuntimeException withoutConnection(int losses, long began, SQLException e) {
        boolean served = lastUse - began > 0;
        if (!served && e.getCause() instanceof SQLException cause) {
            boolean othersAreIn = !SqlFault.isNobodyThere(cause) && pool.isInUse();
            if (!othersAreIn) {
                return unreachable(SqlFault.of(cause).reason(), losses, e);
            }
        }
        String why = pool.isExhausted() ? "all connections are in use" : "no connection came about";
        return new BackendBusy(
                use, describe(why + " within " + pool.longestWait().toMillis() + " ms"), e);
    }

    private RuntimeException failure(String operation, SqlFault fault, int losses, SQLException e) {
        if (borrowed.losses() != losses) { // whatever it says, its connection was taken away
            return BackendUnavailable.known(use, describe(fault.reason()), e);
        }
        return switch (fault) {
            case SqlFault.Unreachable(String reason) -> unreachable(reason, losses, e);
            case SqlFault.Contended(String reason) ->
                new BackendBusy(use, describe("others are in the way: " + reason), e);
            case SqlFault.Broken(String reason) -> new StoreFailure(describe(operation + " failed: " + reason), e);
        };
    }

    private BackendUnavailable unreachable(String reason, int losses, SQLException e) {
        lost(reason, losses);
        return BackendUnavailable.known(use, describe(reason), e);
    }

    private void lost(String reason, int losses) {
        if (borrowed.isNews(losses, () -> listener.lost(reason))) {
            pool.discard();
        }
    }

    /**
     * Looks at the database if nobody has used it for a while, so that a loss is noticed without traffic.
     *
     * @param forChanges whether it must take changes
     * @throws BackendUnavailable when it is away or takes no changes; the listener has been told
     */
    public void checkIfIdle(Duration quiet, boolean forChanges) {
        if (System.nanoTime() - lastUse >= quiet.toNanos()) {
            call("check", 0, connection -> {
                if (!DatabaseProbe.takesChanges(connection, dialect) && forChanges) {
                    throw new SQLException(READ_ONLY, "25006");
                }
                return true;
            });
        }
    }

    /**
     * Opens a connection outside the pool and sees whether the server takes changes.
     *
     * @throws BackendUnavailable when it cannot be reached or does not take them; the listener is not told
     */
    public void probe() {
        probe(true);
    }

    /** As {@link #probe}, for somebody who only reads: where there is one host, it may be a read-only replica. */
    public void reach() {
        probe(false);
    }

    private void probe(boolean forChanges) {
        try (Connection connection = source.getConnection()) {
            if (forChanges && !DatabaseProbe.takesChanges(connection, dialect)) {
                throw new BackendUnavailable(use, describe(READ_ONLY), READ_ONLY, null);
            }
        } catch (SQLException e) {
            String reason = SqlFault.of(e).reason();
            throw new BackendUnavailable(use, describe(reason), reason, e);
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
