package io.holdfast.store;

import com.zaxxer.hikari.metrics.MetricsTrackerFactory;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * How a database's connections are kept.
 *
 * @param connections how many are kept open, at least 1
 * @param closing closes the connections to a lost server, which may take seconds
 * @param metrics absent: the pool is not measured
 */
public record PoolSettings(
        int connections, Executor closing, @Nullable MetricsTrackerFactory metrics) {

    /** For programs of one thread, which may wait. */
    public static PoolSettings simple(int connections) {
        return new PoolSettings(connections, Runnable::run, null);
    }
}
