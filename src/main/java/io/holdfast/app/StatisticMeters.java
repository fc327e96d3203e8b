package io.holdfast.app;

import io.holdfast.telemetry.LeaseStatistic;
import io.holdfast.telemetry.PacketStatistic;
import io.holdfast.telemetry.Sample;
import io.holdfast.telemetry.StatisticBoard;
import io.holdfast.telemetry.StatisticName;
import io.holdfast.telemetry.StatisticReading;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Shows the statistics as meters: {@code holdfast.packets} by Kea's name, and per subnet {@code holdfast.addresses} (total,
 * assigned, declined) and {@code holdfast.lease.events}. What the statistic-* commands reset starts anew here, too.
 */
final class StatisticMeters {

    /** The label of each gauge; the other lease statistics only ever grow. */
    private static final Map<String, String> ADDRESS_STATES = Map.of(
            LeaseStatistic.TOTAL_ADDRESSES.keaName(), "total",
            LeaseStatistic.ASSIGNED_ADDRESSES.keaName(), "assigned",
            LeaseStatistic.DECLINED_ADDRESSES.keaName(), "declined");

    private final StatisticBoard board;
    private final MeterRegistry registry;
    private final Map<StatisticName, Meter> ofSubnets = new HashMap<>();

    StatisticMeters(StatisticBoard board, MeterRegistry registry) {
        this.board = board;
        this.registry = registry;
        for (PacketStatistic statistic : PacketStatistic.values()) {
            FunctionCounter.builder("holdfast.packets", board, b -> value(b, statistic.keaName()))
                    .description("Packets, by the statistic's name in Kea")
                    .tag("statistic", statistic.keaName())
                    .register(registry);
        }
    }

    /** Follows the board after a configuration came into effect: new subnets appear, those gone disappear. */
    synchronized void refresh() {
        Set<StatisticName> present = new HashSet<>();
        for (StatisticReading reading : board.readings()) {
            StatisticName name = reading.name();
            if (!name.isServerWide() && name.poolId() == StatisticName.NONE) {
                present.add(name);
                ofSubnets.computeIfAbsent(name, this::register);
            }
        }
        ofSubnets.entrySet().removeIf(entry -> {
            boolean gone = !present.contains(entry.getKey());
            if (gone) {
                registry.remove(entry.getValue());
            }
            return gone;
        });
    }

    private Meter register(StatisticName name) {
        String subnet = Long.toString(name.subnetId());
        String state = ADDRESS_STATES.get(name.base());
        return state != null
                ? Gauge.builder("holdfast.addresses", board, b -> value(b, name.toString()))
                        .description("Addresses of a subnet's pools, and how many of them are assigned or declined")
                        .tag("subnet", subnet)
                        .tag("state", state)
                        .register(registry)
                : FunctionCounter.builder("holdfast.lease.events", board, b -> value(b, name.toString()))
                        .description("What happened to leases of a subnet, by the statistic's name in Kea")
                        .tag("subnet", subnet)
                        .tag("event", name.base())
                        .register(registry);
    }

    private static double value(StatisticBoard board, String name) {
        @Nullable List<Sample> samples = board.samples(name);
        return samples == null || samples.isEmpty() ? 0 : samples.getFirst().value();
    }
}
