package io.holdfast.app.database;

import io.holdfast.host.DatabaseHosts;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/**
 * What is asked of hosts databases and what is answered from memory, {@code holdfast.hosts.lookups}, and how much is
 * remembered, {@code holdfast.hosts.remembered}. They follow the configuration; counters begin anew with it.
 */
public final class HostMeters {

    private static final Map<String, ToDoubleFunction<DatabaseHosts>> LOOKUPS = Map.of(
            "fresh",
            DatabaseHosts::fresh,
            "asked",
            DatabaseHosts::asked,
            "stale",
            DatabaseHosts::stale,
            "unknown",
            DatabaseHosts::unknown);

    private static final Map<String, ToDoubleFunction<DatabaseHosts>> REMEMBERED = Map.of(
            "reserved",
            hosts -> hosts.memory().found(),
            "nothing",
            hosts -> hosts.memory().nothing());

    private final Supplier<List<HostBackend>> backends;
    private final MeterRegistry registry;
    private final Set<String> known = new HashSet<>();

    public HostMeters(Supplier<List<HostBackend>> backends, MeterRegistry registry) {
        this.backends = backends;
        this.registry = registry;
    }

    /** After a configuration came into effect: databases seen for the first time are shown from now on. */
    public synchronized void refresh() {
        for (HostBackend backend : backends.get()) {
            if (known.add(backend.hosts().name())) {
                register(backend.hosts().name());
            }
        }
    }

    private void register(String name) {
        LOOKUPS.forEach(
                (result, number) -> FunctionCounter.builder("holdfast.hosts.lookups", backends, all -> of(name, number))
                        .description(
                                "Looking for what is reserved: answered because it had just been asked (fresh), asked of the"
                                        + " database, answered by what was last known while it is away (stale), or not known")
                        .tag("backend", name)
                        .tag("result", result)
                        .register(registry));
        REMEMBERED.forEach((what, number) -> Gauge.builder("holdfast.hosts.remembered", () -> of(name, number))
                .description("Answers of a hosts database that are remembered")
                .tag("backend", name)
                .tag("answer", what)
                .register(registry));
    }

    private double of(String name, ToDoubleFunction<DatabaseHosts> number) {
        return backends.get().stream()
                .map(HostBackend::hosts)
                .filter(hosts -> hosts.name().equals(name))
                .findFirst()
                .map(number::applyAsDouble)
                .orElse(0.0);
    }
}
