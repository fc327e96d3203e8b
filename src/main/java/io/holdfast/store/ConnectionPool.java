package io.holdfast.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The connections of one database: a pool that is made when first needed and thrown away when the database is lost. So
 * nothing knocks at a lost server but the probe, no connection to a former primary survives, and the first caller after
 * a recovery gets a new connection at once, because a new pool has no pauses left from failing. Safe for many threads.
 */
final class ConnectionPool {

    /** A lane must not wait longer than its clients do, however long connecting may take in the background. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

    private static final Duration VALIDATION = Duration.ofSeconds(1);
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(30);

    private final String name;
    private final Supplier<DataSource> sources;
    private final Duration wait;
    private final PoolSettings settings;
    private final ReentrantLock making = new ReentrantLock();
    private volatile @Nullable HikariDataSource pool;
    private boolean closed;

    /**
     * @param sources asked anew for each pool
     * @param connectTimeout seconds, as configured
     */
    ConnectionPool(String name, Supplier<DataSource> sources, int connectTimeout, PoolSettings settings) {
        this.name = name;
        this.sources = sources;
        this.settings = settings;
        Duration configured = Duration.ofSeconds(Math.max(1, connectTimeout));
        this.wait = configured.compareTo(LONGEST_WAIT) < 0 ? configured : LONGEST_WAIT;
    }

    /**
     * @param current false once the caller belongs to a time before a loss; it has no pool made any more
     * @throws java.sql.SQLTransientConnectionException when there is no connection in time
     */
    Connection borrow(BooleanSupplier current) throws SQLException {
        HikariDataSource present = pool;
        return (present != null ? present : made(current)).getConnection();
    }

    /** Whether callers hold all connections there may be. */
    boolean isExhausted() {
        HikariPoolMXBean numbers = numbers();
        return numbers != null && numbers.getActiveConnections() >= settings.connections();
    }

    /** Whether somebody holds a connection. */
    boolean isInUse() {
        HikariPoolMXBean numbers = numbers();
        return numbers != null && numbers.getActiveConnections() > 0;
    }

    Duration longestWait() {
        return wait;
    }

    /** What the pool says of itself; absent while there is none. */
    @Nullable
    HikariPoolMXBean numbers() {
        HikariDataSource present = pool;
        return present == null ? null : present.getHikariPoolMXBean();
    }

    private HikariDataSource made(BooleanSupplier current) throws SQLException {
        making.lock();
        try {
            if (closed || !current.getAsBoolean()) {
                throw new SQLException("the connections have been closed", "08003");
            }
            HikariDataSource present = pool;
            if (present == null) {
                present = new HikariDataSource(plan());
                pool = present;
            }
            return present;
        } finally {
            making.unlock();
        }
    }

    private HikariConfig plan() {
        HikariConfig config = new HikariConfig();
        config.setPoolName(name);
        config.setDataSource(sources.get());
        config.setMaximumPoolSize(settings.connections());
        config.setMinimumIdle(settings.connections());
        config.setInitializationFailTimeout(-1);
        config.setConnectionTimeout(wait.toMillis());
        config.setValidationTimeout(Math.min(VALIDATION.toMillis(), wait.toMillis()));
        config.setKeepaliveTime(KEEP_ALIVE.toMillis());
        config.setMetricsTrackerFactory(settings.metrics());
        return config;
    }

    /** All connections go; the next caller has a new pool made. */
    void discard() {
        HikariDataSource former = taken();
        if (former != null) {
            settings.closing().execute(former::close);
        }
    }

    void close() {
        making.lock();
        try {
            closed = true;
        } finally {
            making.unlock();
        }
        HikariDataSource former = taken();
        if (former != null) {
            former.close();
        }
    }

    private @Nullable HikariDataSource taken() {
        making.lock();
        try {
            HikariDataSource former = pool;
            pool = null;
            return former;
        } finally {
            making.unlock();
        }
    }
}
