package io.holdfast.app;

import io.holdfast.availability.Connectivity;
import io.holdfast.availability.DatabaseWatch;
import io.holdfast.control.BackendStatus;
import io.holdfast.control.ServerFacts;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The state of every backend as meters: {@code holdfast.backend.state}, 1 for the state it is in and 0 for the others, and
 * {@code holdfast.backend.outage}, seconds since it was lost. They follow the configuration from one database to the next.
 */
final class ConnectivityMeters {

    private static final List<String> STATES = List.of("connecting", "connected", "recovering", "abandoned");

    private final Supplier<List<ServerFacts.Backend>> backends;
    private final MeterRegistry registry;
    private final InstantSource clock;
    private final Set<String> known = new HashSet<>();

    ConnectivityMeters(Supplier<List<ServerFacts.Backend>> backends, MeterRegistry registry, InstantSource clock) {
        this.backends = backends;
        this.registry = registry;
        this.clock = clock;
    }

    /** After a configuration came into effect, or could not: uses seen for the first time are shown from now on. */
    synchronized void refresh() {
        for (ServerFacts.Backend backend : backends.get()) {
            String use = backend.watch().identity().use();
            if (known.add(use)) {
                register(use);
            }
        }
    }

    private void register(String use) {
        for (String state : STATES) {
            Gauge.builder("holdfast.backend.state", () -> isIn(use, state) ? 1 : 0)
                    .description("1 for the state a database is in, 0 for the others")
                    .tag("backend", use)
                    .tag("state", state)
                    .register(registry);
        }
        Gauge.builder("holdfast.backend.outage", () -> outage(use))
                .description("Seconds since a database was lost; 0 while it is there")
                .baseUnit("seconds")
                .tag("backend", use)
                .register(registry);
    }

    private boolean isIn(String use, String state) {
        Connectivity present = state(use);
        return present != null && BackendStatus.name(present).equals(state);
    }

    private double outage(String use) {
        Connectivity present = state(use);
        return present == null || present instanceof Connectivity.Connected
                ? 0
                : Math.max(0, clock.millis() - present.since()) / 1000.0;
    }

    private @Nullable Connectivity state(String use) {
        return backends.get().stream()
                .map(ServerFacts.Backend::watch)
                .filter(watch -> watch.identity().use().equals(use))
                .map(DatabaseWatch::state)
                .findFirst()
                .orElse(null);
    }
}
