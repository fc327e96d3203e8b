package io.holdfast.app;

import io.holdfast.telemetry.LeaseStatistic;
import io.holdfast.telemetry.PacketStatistic;
import io.holdfast.telemetry.Sample;
import io.holdfast.telemetry.StatisticBoard;
import io.holdfast.telemetry.StatisticName;
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
 * Shows the statistics of one protocol as meters: {@code holdfast.packets} by Kea's name, and per subnet
 * {@code holdfast.addresses} and {@code holdfast.prefixes} (total, assigned and so on) and {@code holdfast.lease.events}.
 * What the statistic-* commands reset starts anew here, too.
 */
final class StatisticMeters {

    /** How a gauge is shown; the other lease statistics only ever grow. */
    private record Shown(String meter, String state) {}

    private static final String ADDRESSES = "holdfast.addresses";
    private static final String PREFIXES = "holdfast.prefixes";

    private static final Map<LeaseStatistic, Shown> GAUGES = Map.of(
            LeaseStatistic.TOTAL_ADDRESSES, new Shown(ADDRESSES, "total"),
            LeaseStatistic.ASSIGNED_ADDRESSES, new Shown(ADDRESSES, "assigned"),
            LeaseStatistic.TOTAL_NAS, new Shown(ADDRESSES, "total"),
            LeaseStatistic.ASSIGNED_NAS, new Shown(ADDRESSES, "assigned"),
            LeaseStatistic.REGISTERED_NAS, new Shown(ADDRESSES, "registered"),
            LeaseStatistic.DECLINED_ADDRESSES, new Shown(ADDRESSES, "declined"),
            LeaseStatistic.TOTAL_PDS, new Shown(PREFIXES, "total"),
            LeaseStatistic.ASSIGNED_PDS, new Shown(PREFIXES, "assigned"));

    private final StatisticBoard board;
    private final MeterRegistry registry;
    private final Map<String, Shown> gauges = new HashMap<>();
    private final Map<StatisticName, Meter> ofSubnets = new HashMap<>();
    private boolean packetsShown;

    StatisticMeters(StatisticBoard board, MeterRegistry registry) {
        this.board = board;
        this.registry = registry;
        for (LeaseStatistic statistic : LeaseStatistic.of(board.protocol())) {
            Shown shown = GAUGES.get(statistic);
            if (shown != null) {
                gauges.put(statistic.keaName(board.protocol()), shown);
            }
        }
    }

    /** Follows the board after a configuration came into effect: new subnets appear, those gone disappear. */
    synchronized void refresh() {
        showPackets();
        Set<StatisticName> present = new HashSet<>();
        for (StatisticName name : board.names()) {
            if (name.isSubnets()) {
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

    /** A protocol that is not configured shows nothing. */
    private void showPackets() {
        if (packetsShown) {
            return;
        }
        packetsShown = true;
        for (PacketStatistic statistic : PacketStatistic.of(board.protocol())) {
            String name = statistic.keaName(board.protocol());
            FunctionCounter.builder("holdfast.packets", board, b -> value(b, name))
                    .description("Packets, by the statistic's name in Kea")
                    .tag("protocol", board.protocol().label())
                    .tag("statistic", name)
                    .register(registry);
        }
    }

    private Meter register(StatisticName name) {
        String subnet = Long.toString(name.subnetId());
        Shown gauge = gauges.get(name.base());
        return gauge != null
                ? Gauge.builder(gauge.meter(), board, b -> value(b, name.toString()))
                        .description(
                                "What a subnet's pools have, and how much of it is assigned, declined or registered")
                        .tag("protocol", board.protocol().label())
                        .tag("subnet", subnet)
                        .tag("state", gauge.state())
                        .register(registry)
                : FunctionCounter.builder("holdfast.lease.events", board, b -> value(b, name.toString()))
                        .description("What happened to leases of a subnet, by the statistic's name in Kea")
                        .tag("protocol", board.protocol().label())
                        .tag("subnet", subnet)
                        .tag("event", name.base())
                        .register(registry);
    }

    private static double value(StatisticBoard board, String name) {
        @Nullable List<Sample> samples = board.samples(name);
        return samples == null || samples.isEmpty() ? 0 : samples.getFirst().value();
    }
}
