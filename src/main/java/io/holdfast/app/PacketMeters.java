package io.holdfast.app;

import io.holdfast.telemetry.PacketStatistic;
import io.holdfast.telemetry.Sample;
import io.holdfast.telemetry.StatisticBoard;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Shows the packet statistics of one protocol as meters: {@code holdfast.packets} by Kea's name. What the statistic-*
 * commands reset starts anew here, too.
 */
final class PacketMeters {

    private final StatisticBoard board;
    private final MeterRegistry registry;
    private boolean shown;

    PacketMeters(StatisticBoard board, MeterRegistry registry) {
        this.board = board;
        this.registry = registry;
    }

    /** When a first configuration came into effect: a protocol that is not configured shows nothing. */
    synchronized void show() {
        if (shown) {
            return;
        }
        shown = true;
        for (PacketStatistic statistic : PacketStatistic.of(board.protocol())) {
            String name = statistic.keaName(board.protocol());
            FunctionCounter.builder("holdfast.packets", board, b -> value(b, name))
                    .description("Packets, by the statistic's name in Kea")
                    .tag("protocol", board.protocol().label())
                    .tag("statistic", name)
                    .register(registry);
        }
    }

    private static double value(StatisticBoard board, String name) {
        @Nullable List<Sample> samples = board.samples(name);
        return samples == null || samples.isEmpty() ? 0 : samples.getFirst().value();
    }
}
