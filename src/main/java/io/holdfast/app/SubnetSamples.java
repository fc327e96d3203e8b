package io.holdfast.app;

import io.holdfast.address.Protocol;
import io.holdfast.telemetry.LeaseStatistic;
import io.holdfast.telemetry.StatisticBoard;
import io.holdfast.telemetry.StatisticReading;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricFamilyDescriptor;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Shows the statistics of subnets to Prometheus: {@code holdfast_addresses} and {@code holdfast_prefixes} (total, assigned
 * and so on) and {@code holdfast_lease_events_total}. They are read from the boards when somebody asks; a meter for each
 * would be a dozen objects for every one of ten thousand subnets, made at the start whether anybody asks or not.
 */
final class SubnetSamples implements MultiCollector {

    /** How a gauge is shown; the other lease statistics only ever grow. */
    private record Shown(MetricFamilyDescriptor metric, String state) {}

    private static final MetricFamilyDescriptor ADDRESSES = MetricFamilyDescriptor.gauge("holdfast_addresses")
            .help("Addresses of a subnet's pools, and how many are assigned, declined or registered")
            .labelNames("protocol", "state", "subnet")
            .build();

    private static final MetricFamilyDescriptor PREFIXES = MetricFamilyDescriptor.gauge("holdfast_prefixes")
            .help("Prefixes of a subnet's pools, and how many are assigned")
            .labelNames("protocol", "state", "subnet")
            .build();

    private static final MetricFamilyDescriptor EVENTS = MetricFamilyDescriptor.counter("holdfast_lease_events")
            .help("What happened to leases of a subnet, by the statistic's name in Kea")
            .labelNames("event", "protocol", "subnet")
            .build();

    private static final Map<LeaseStatistic, Shown> GAUGES = Map.of(
            LeaseStatistic.TOTAL_ADDRESSES, new Shown(ADDRESSES, "total"),
            LeaseStatistic.ASSIGNED_ADDRESSES, new Shown(ADDRESSES, "assigned"),
            LeaseStatistic.TOTAL_NAS, new Shown(ADDRESSES, "total"),
            LeaseStatistic.ASSIGNED_NAS, new Shown(ADDRESSES, "assigned"),
            LeaseStatistic.REGISTERED_NAS, new Shown(ADDRESSES, "registered"),
            LeaseStatistic.DECLINED_ADDRESSES, new Shown(ADDRESSES, "declined"),
            LeaseStatistic.TOTAL_PDS, new Shown(PREFIXES, "total"),
            LeaseStatistic.ASSIGNED_PDS, new Shown(PREFIXES, "assigned"));

    /** One protocol's statistics, and which of them are gauges. */
    private record Shelf(StatisticBoard board, Map<String, Shown> gauges) {

        static Shelf of(StatisticBoard board) {
            Map<String, Shown> gauges = new HashMap<>();
            for (LeaseStatistic statistic : LeaseStatistic.of(board.protocol())) {
                Shown shown = GAUGES.get(statistic);
                if (shown != null) {
                    gauges.put(statistic.keaName(board.protocol()), shown);
                }
            }
            return new Shelf(board, gauges);
        }
    }

    private final List<Shelf> shelves;

    SubnetSamples(List<StatisticBoard> boards) {
        this.shelves = boards.stream().map(Shelf::of).toList();
    }

    @Override
    public List<MetricFamilyDescriptor> getMetricFamilyDescriptors() {
        return List.of(ADDRESSES, PREFIXES, EVENTS);
    }

    @Override
    public MetricSnapshots collect() {
        List<GaugeSnapshot.GaugeDataPointSnapshot> addresses = new ArrayList<>();
        List<GaugeSnapshot.GaugeDataPointSnapshot> prefixes = new ArrayList<>();
        List<CounterSnapshot.CounterDataPointSnapshot> events = new ArrayList<>();
        for (Shelf shelf : shelves) {
            Protocol protocol = shelf.board().protocol();
            for (StatisticReading reading : shelf.board().ofSubnets()) {
                Shown gauge = shelf.gauges().get(reading.name().base());
                if (gauge == null) {
                    events.add(event(protocol, reading));
                } else {
                    (gauge.metric() == ADDRESSES ? addresses : prefixes).add(gauge(protocol, gauge.state(), reading));
                }
            }
        }
        return shown(
                new GaugeSnapshot(ADDRESSES.getMetadata(), addresses),
                new GaugeSnapshot(PREFIXES.getMetadata(), prefixes),
                new CounterSnapshot(EVENTS.getMetadata(), events));
    }

    private static GaugeSnapshot.GaugeDataPointSnapshot gauge(
            Protocol protocol, String state, StatisticReading reading) {
        Labels labels = Labels.of("protocol", protocol.label(), "state", state, "subnet", subnet(reading));
        return new GaugeSnapshot.GaugeDataPointSnapshot(reading.value(), labels, null);
    }

    private static CounterSnapshot.CounterDataPointSnapshot event(Protocol protocol, StatisticReading reading) {
        Labels labels =
                Labels.of("event", reading.name().base(), "protocol", protocol.label(), "subnet", subnet(reading));
        return new CounterSnapshot.CounterDataPointSnapshot(reading.value(), labels, null, 0);
    }

    private static String subnet(StatisticReading reading) {
        return Long.toString(reading.name().subnetId());
    }

    /** A metric without samples would be a heading without a text. */
    private static MetricSnapshots shown(MetricSnapshot... all) {
        List<MetricSnapshot> filled = new ArrayList<>();
        for (MetricSnapshot each : all) {
            if (!each.getDataPoints().isEmpty()) {
                filled.add(each);
            }
        }
        return new MetricSnapshots(filled);
    }
}
