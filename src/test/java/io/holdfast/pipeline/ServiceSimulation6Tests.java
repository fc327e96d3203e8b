package io.holdfast.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.holdfast.wire.v6.MessageType6;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/**
 * Real lanes, engine, watch and reclamation of DHCPv6 against clients and a store that do what they like, by seed. One seed
 * is looked at with {@code -Dholdfast.simulation.first=SEED -Dholdfast.simulation.seeds=1}.
 */
class ServiceSimulation6Tests {

    private static final long FIRST = Long.getLong("holdfast.simulation.first", 1);
    private static final long SEEDS = Math.min(200, Long.getLong("holdfast.simulation.seeds", 200));
    private static final int STEPS = Integer.getInteger("holdfast.simulation.steps", 2000);
    private static final int SHOWN = 3;
    private static final Logger LOG = (Logger) LoggerFactory.getLogger("io.holdfast");

    private record Outcome(long seed, @Nullable String finding, Map<MessageType6, Long> heard) {}

    /** Many faults are expected here; a finding says what is wrong. */
    @BeforeAll
    static void quiet() {
        LOG.setLevel(Level.OFF);
    }

    @AfterAll
    static void asBefore() {
        LOG.setLevel(null);
    }

    @Test
    void everyInvariantHoldsWhateverHappens() {
        List<Outcome> outcomes = LongStream.range(FIRST, FIRST + SEEDS)
                .parallel()
                .mapToObj(ServiceSimulation6Tests::run)
                .toList();
        List<Outcome> failed =
                outcomes.stream().filter(outcome -> outcome.finding() != null).toList();
        assertThat(failed.stream()
                        .limit(SHOWN)
                        .map(outcome -> "seed " + outcome.seed() + ", " + outcome.finding())
                        .toList())
                .as("%d of %d seeds fail", failed.size(), SEEDS)
                .isEmpty();
        Map<MessageType6, Long> heard = new EnumMap<>(MessageType6.class);
        outcomes.forEach(outcome -> outcome.heard().forEach((type, times) -> heard.merge(type, times, Long::sum)));
        assertThat(heard.get(MessageType6.REPLY)).as("much has been done").isGreaterThan(50 * SEEDS);
        assertThat(heard.get(MessageType6.ADVERTISE)).isGreaterThan(10 * SEEDS);
    }

    private static Outcome run(long seed) {
        Simulation6 simulation = new Simulation6(seed);
        return new Outcome(seed, simulation.run(STEPS), simulation.heard);
    }
}
