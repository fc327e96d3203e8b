package io.holdfast.app;

import io.holdfast.address.Protocol;
import io.holdfast.telemetry.Meters;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Turns what the server of one protocol measures into meters. Meters are looked up once per label, not once per packet.
 */
final class MicrometerMeters implements Meters {

    private record Labels(String first, String second) {}

    private final String protocol;
    private final MeterRegistry registry;
    private final Map<Labels, Timer> exchanges = new ConcurrentHashMap<>();
    private final Map<String, Counter> drops = new ConcurrentHashMap<>();
    private final Map<Labels, Timer> storeCalls = new ConcurrentHashMap<>();
    private final Map<String, DistributionSummary> storeRows = new ConcurrentHashMap<>();
    private final Map<Labels, Counter> retries = new ConcurrentHashMap<>();
    private final Map<Labels, Counter> attempts = new ConcurrentHashMap<>();
    private final Map<Integer, DistributionSummary> batches = new ConcurrentHashMap<>();
    private final Map<Integer, DistributionSummary> waiting = new ConcurrentHashMap<>();

    MicrometerMeters(Protocol protocol, MeterRegistry registry) {
        this.protocol = protocol.label();
        this.registry = registry;
    }

    @Override
    public void exchange(String messageType, String outcome, long nanos) {
        exchanges
                .computeIfAbsent(
                        new Labels(messageType, outcome),
                        labels -> Timer.builder("holdfast.exchange")
                                .description("From the reception of a packet to the hand-over of its answer")
                                .tag("protocol", protocol)
                                .tag("type", labels.first())
                                .tag("outcome", labels.second())
                                .serviceLevelObjectives(
                                        Duration.ofMillis(1),
                                        Duration.ofMillis(2),
                                        Duration.ofMillis(5),
                                        Duration.ofMillis(10),
                                        Duration.ofMillis(25),
                                        Duration.ofMillis(50),
                                        Duration.ofMillis(100),
                                        Duration.ofMillis(250),
                                        Duration.ofSeconds(1),
                                        Duration.ofSeconds(4))
                                .register(registry))
                .record(nanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public void dropped(String reason) {
        drops.computeIfAbsent(
                        reason,
                        label -> Counter.builder("holdfast.dropped")
                                .description("Packets that got no answer, by reason")
                                .tag("protocol", protocol)
                                .tag("reason", label)
                                .register(registry))
                .increment();
    }

    @Override
    public void batch(int lane, int packets, int left) {
        batches.computeIfAbsent(lane, number -> summary("holdfast.lane.batch", "Packets a lane took at once", number))
                .record(packets);
        waiting.computeIfAbsent(
                        lane, number -> summary("holdfast.lane.waiting", "Packets left waiting behind a batch", number))
                .record(left);
    }

    @Override
    public void storeCall(String operation, String outcome, int rows, long nanos) {
        storeCalls
                .computeIfAbsent(
                        new Labels(operation, outcome),
                        labels -> Timer.builder("holdfast.store")
                                .description("Round trips to the lease store")
                                .tag("protocol", protocol)
                                .tag("operation", labels.first())
                                .tag("outcome", labels.second())
                                .publishPercentileHistogram()
                                .register(registry))
                .record(nanos, TimeUnit.NANOSECONDS);
        storeRows
                .computeIfAbsent(
                        operation,
                        label -> DistributionSummary.builder("holdfast.store.rows")
                                .description("Questions or changes in one round trip")
                                .tag("protocol", protocol)
                                .tag("operation", label)
                                .register(registry))
                .record(rows);
    }

    @Override
    public void storeRetry(String use, String state) {
        retries.computeIfAbsent(
                        new Labels(use, state),
                        labels -> Counter.builder("holdfast.store.retries")
                                .description("Statements tried again because of other transactions, by SQLSTATE")
                                .tag("backend", labels.first())
                                .tag("sqlstate", labels.second())
                                .register(registry))
                .increment();
    }

    @Override
    public void backendAttempt(String backend, boolean reached) {
        attempts.computeIfAbsent(
                        new Labels(backend, reached ? "reached" : "failed"),
                        labels -> Counter.builder("holdfast.backend.attempts")
                                .description("Attempts to reach a database, at the start and after losses")
                                .tag("backend", labels.first())
                                .tag("outcome", labels.second())
                                .register(registry))
                .increment();
    }

    @Override
    public void backendRecovered(String backend, long outageMillis) {
        Timer.builder("holdfast.backend.recovery")
                .description("From the loss of a database to its return")
                .tag("backend", backend)
                .register(registry)
                .record(outageMillis, TimeUnit.MILLISECONDS);
    }

    private DistributionSummary summary(String name, String description, int lane) {
        return DistributionSummary.builder(name)
                .description(description)
                .tag("protocol", protocol)
                .tag("lane", Integer.toString(lane))
                .register(registry);
    }
}
