package io.holdfast.app;

import io.holdfast.availability.Connectivity;
import io.holdfast.control.BackendStatus;
import io.holdfast.control.ServerFacts;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * What is known of each database: up when all are connected. Reads the watches and never asks a database, so that it
 * answers at once in an outage. Not part of readiness or liveness: those follow the gate, and nothing.
 */
final class ConnectivityHealthIndicator implements HealthIndicator {

    private final Supplier<List<ServerFacts.Backend>> backends;
    private final InstantSource clock;

    ConnectivityHealthIndicator(Supplier<List<ServerFacts.Backend>> backends, InstantSource clock) {
        this.backends = backends;
        this.clock = clock;
    }

    @Override
    public Health health() {
        List<ServerFacts.Backend> present = backends.get();
        boolean up = !present.isEmpty()
                && present.stream().allMatch(backend -> backend.watch().state() instanceof Connectivity.Connected);
        Health.Builder health = up ? Health.up() : Health.down();
        for (ServerFacts.Backend backend : present) {
            health.withDetail(backend.watch().identity().use(), BackendStatus.of(backend, clock.millis()));
        }
        return health.build();
    }
}
