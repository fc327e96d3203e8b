package io.holdfast.app.database;

import com.zaxxer.hikari.metrics.IMetricsTracker;
import com.zaxxer.hikari.metrics.MetricsTrackerFactory;
import com.zaxxer.hikari.metrics.PoolStats;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.ToIntFunction;

/**
 * HikariCP's meters under its own names, {@code hikaricp.connections} and so on. HikariCP's binding belongs to one pool,
 * but here pools come and go with losses and configurations while the meters of a use must stay; these follow the newest.
 */
public final class PoolMeters implements MetricsTrackerFactory {

    private final MeterRegistry registry;
    private final Map<String, Tracker> trackers = new ConcurrentHashMap<>();

    public PoolMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public IMetricsTracker create(String pool, PoolStats numbers) {
        Tracker tracker = trackers.computeIfAbsent(pool, name -> new Tracker(name, numbers, registry));
        tracker.numbers = numbers;
        return tracker;
    }

    private static final class Tracker implements IMetricsTracker {

        private final Timer acquired;
        private final Timer used;
        private final Timer created;
        private final Counter timeouts;
        private volatile PoolStats numbers;

        Tracker(String pool, PoolStats first, MeterRegistry registry) {
            this.numbers = first;
            this.acquired = timer(registry, pool, "acquire", "Waiting for a connection");
            this.used = timer(registry, pool, "usage", "Holding a connection");
            this.created = timer(registry, pool, "creation", "Opening a connection");
            this.timeouts = Counter.builder("hikaricp.connections.timeout")
                    .description("Waits for a connection that were in vain")
                    .tag("pool", pool)
                    .register(registry);
            gauge(registry, pool, "", "Open connections", PoolStats::getTotalConnections);
            gauge(registry, pool, ".active", "Connections held", PoolStats::getActiveConnections);
            gauge(registry, pool, ".idle", "Connections nobody holds", PoolStats::getIdleConnections);
            gauge(registry, pool, ".pending", "Callers that wait for one", PoolStats::getPendingThreads);
            gauge(registry, pool, ".max", "As many may be open", PoolStats::getMaxConnections);
            gauge(registry, pool, ".min", "As many are kept open", PoolStats::getMinConnections);
        }

        private static Timer timer(MeterRegistry registry, String pool, String name, String description) {
            return Timer.builder("hikaricp.connections." + name)
                    .description(description)
                    .tag("pool", pool)
                    .register(registry);
        }

        private void gauge(
                MeterRegistry registry, String pool, String name, String description, ToIntFunction<PoolStats> number) {
            Gauge.builder("hikaricp.connections" + name, () -> number.applyAsInt(numbers))
                    .description(description)
                    .tag("pool", pool)
                    .register(registry);
        }

        @Override
        public void recordConnectionCreatedMillis(long millis) {
            created.record(millis, TimeUnit.MILLISECONDS);
        }

        @Override
        public void recordConnectionAcquiredNanos(long nanos) {
            acquired.record(nanos, TimeUnit.NANOSECONDS);
        }

        @Override
        public void recordConnectionUsageMillis(long millis) {
            used.record(millis, TimeUnit.MILLISECONDS);
        }

        @Override
        public void recordConnectionTimeout() {
            timeouts.increment();
        }
    }
}
