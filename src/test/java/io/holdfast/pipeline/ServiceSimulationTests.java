package io.holdfast.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.slf4j.LoggerFactory;

/**
 * Gate, watches and lanes by seed, see {@link Simulation}. Any number of seeds with {@code -Dholdfast.simulation.seeds}, other
 * ones with {@code -Dholdfast.simulation.first}, another length with {@code -Dholdfast.simulation.steps}; one seed that has
 * failed with {@code -Dholdfast.simulation.seeds=1 -Dholdfast.simulation.first=}.
 */
class ServiceSimulationTests {

    private static final long FIRST = Long.getLong("holdfast.simulation.first", 1);
    private static final long SEEDS = Long.getLong("holdfast.simulation.seeds", 1000);
    private static final int STEPS = Integer.getInteger("holdfast.simulation.steps", 2000);
    /** Steps in which everything happens. */
    private static final long ENOUGH = 200_000;

    private static final int SHOWN = 3;
    private static final Logger LOG = (Logger) LoggerFactory.getLogger("io.holdfast");

    private record Outcome(long seed, @Nullable String finding, Map<World.Event, Long> events) {}

    /** Millions of faults are expected here; a finding says what is wrong. */
    @BeforeAll
    static void quiet() {
        LOG.setLevel(Level.OFF);
    }

    @AfterAll
    static void asBefore() {
        LOG.setLevel(null);
    }

    @Test
    void everyInvariantHoldsWhateverHappens(TestReporter reporter) {
        List<Outcome> outcomes = LongStream.range(FIRST, FIRST + SEEDS)
                .parallel()
                .mapToObj(ServiceSimulationTests::run)
                .toList();
        List<Outcome> failed =
                outcomes.stream().filter(outcome -> outcome.finding() != null).toList();
        assertThat(failed.stream()
                        .limit(SHOWN)
                        .map(outcome -> "seed " + outcome.seed() + ", " + outcome.finding())
                        .toList())
                .as("%d of %d seeds fail", failed.size(), SEEDS)
                .isEmpty();
        Map<World.Event, Long> events = new EnumMap<>(World.Event.class);
        outcomes.forEach(outcome -> outcome.events().forEach((event, times) -> events.merge(event, times, Long::sum)));
        reporter.publishEntry(events.toString());
        if (SEEDS * STEPS >= ENOUGH) {
            assertThat(events).as("everything has happened").containsOnlyKeys(World.Event.values());
            assertThat(events.get(World.Event.ACKNOWLEDGED))
                    .as("much has been done")
                    .isGreaterThan(100 * SEEDS);
            assertThat(events.get(World.Event.OUTAGE)).as("much has been lost").isGreaterThan(5 * SEEDS);
        }
    }

    private static Outcome run(long seed) {
        Simulation simulation = new Simulation(seed);
        try {
            return new Outcome(seed, simulation.run(STEPS), simulation.events());
        } catch (RuntimeException | Error e) { // the others must run, too, and this one be told with its seed
            return new Outcome(seed, simulation.broken(e), simulation.events());
        }
    }
}
