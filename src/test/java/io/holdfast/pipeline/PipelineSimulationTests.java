package io.holdfast.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/**
 * Many clients against two servers on one store that fails at any call, before or after it has done its work, by seed.
 * {@link SimulatedNetwork} checks after every step; the message of a failure begins with its seed.
 */
class PipelineSimulationTests {

    private static final int STEPS = 160;
    private static final Logger LOG = (Logger) LoggerFactory.getLogger("io.holdfast");

    /** Thousands of faults are expected here; a failed check says what is wrong. */
    @BeforeAll
    static void quiet() {
        LOG.setLevel(Level.OFF);
    }

    @AfterAll
    static void asBefore() {
        LOG.setLevel(null);
    }

    @Test
    void nothingIsLostWhateverTheStoreDoes() {
        long acknowledged = 0;
        long faults = 0;
        long outages = 0;
        for (long seed = 1; seed <= 30; seed++) {
            SimulatedNetwork network = run(seed, STEPS);
            acknowledged += network.acknowledged;
            faults += network.faults;
            outages += network.outages();
        }
        assertThat(acknowledged).as("much has been done").isGreaterThan(8_000);
        assertThat(faults).isGreaterThan(400);
        assertThat(outages).isGreaterThan(100);
    }

    @Tag("slow")
    @ParameterizedTest
    @ValueSource(longs = {1_000, 2_000, 3_000, 4_000})
    void nothingIsLostWithManySeeds(long first) {
        for (long seed = first; seed < first + 1000; seed++) {
            run(seed, STEPS);
        }
    }

    private static SimulatedNetwork run(long seed, int steps) {
        SimulatedNetwork network = new SimulatedNetwork(seed);
        int step = 0;
        try {
            for (; step < steps; step++) {
                network.step(step % 100 < 60 ? 0.03 : 0);
            }
            network.calm();
            int served = network.everybody();
            assertThat(served)
                    .as("when all is well again 100 addresses serve 100 clients")
                    .isBetween(90, 100);
            network.checkStatistics();
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError("seed " + seed + " step " + step + ": " + e.getMessage(), e);
        }
        return network;
    }
}
