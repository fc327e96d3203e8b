package io.holdfast.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.address.Protocol;
import io.holdfast.telemetry.LeaseStatistic;
import io.holdfast.telemetry.StatisticBoard;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.Label;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SubnetSamplesTests {

    private final StatisticBoard four = new StatisticBoard(Protocol.DHCP4, Clock.systemUTC());
    private final StatisticBoard six = new StatisticBoard(Protocol.DHCP6, Clock.systemUTC());
    private final PrometheusRegistry registry = new PrometheusRegistry();

    SubnetSamplesTests() {
        registry.register(new SubnetSamples(List.of(four, six)));
    }

    @Test
    void nothingIsShownBeforeThereAreSubnets() {
        assertThat(samples()).isEmpty();
        assertThat(registry.scrape()).isEmpty();
    }

    @Test
    void bothProtocolsShareTheirMetrics() {
        four.set(LeaseStatistic.TOTAL_ADDRESSES, 1, 241);
        four.set(LeaseStatistic.ASSIGNED_ADDRESSES, 1, 7);
        four.add(LeaseStatistic.RECLAIMED_LEASES, -2, 3);
        six.set(LeaseStatistic.REGISTERED_NAS, 1, 2);
        six.set(LeaseStatistic.TOTAL_PDS, 1, 256);
        assertThat(samples())
                .containsExactlyInAnyOrder(
                        "holdfast_addresses{protocol=dhcp4,state=total,subnet=1} 241",
                        "holdfast_addresses{protocol=dhcp4,state=assigned,subnet=1} 7",
                        "holdfast_addresses{protocol=dhcp6,state=registered,subnet=1} 2",
                        "holdfast_prefixes{protocol=dhcp6,state=total,subnet=1} 256",
                        "holdfast_lease_events{event=reclaimed-leases,protocol=dhcp4,subnet=4294967294} 3");
    }

    @Test
    void theyFollowTheConfigurationAndTheCommands() {
        four.show(1);
        four.show(2);
        assertThat(samples()).filteredOn(line -> line.contains("state=")).hasSize(6);
        four.set(LeaseStatistic.ASSIGNED_ADDRESSES, 2, 5);
        four.retainSubnets(Set.of(2));
        assertThat(samples())
                .noneMatch(line -> line.contains("subnet=1}"))
                .contains("holdfast_addresses{protocol=dhcp4,state=assigned,subnet=2} 5");
        four.reset("subnet[2].assigned-addresses");
        assertThat(samples()).contains("holdfast_addresses{protocol=dhcp4,state=assigned,subnet=2} 0");
    }

    @Test
    void theirMetricsCanBeAskedForByName() {
        four.show(1);
        assertThat(registry.scrape("holdfast_lease_events"::equals))
                .singleElement()
                .isInstanceOf(CounterSnapshot.class);
        assertThat(registry.scrape("holdfast_addresses"::equals))
                .singleElement()
                .isInstanceOf(GaugeSnapshot.class);
    }

    private List<String> samples() {
        List<String> lines = new ArrayList<>();
        for (MetricSnapshot metric : registry.scrape()) {
            for (DataPointSnapshot sample : metric.getDataPoints()) {
                lines.add(metric.getMetadata().getName() + "{" + labels(sample) + "} " + value(sample));
            }
        }
        return lines;
    }

    private static String labels(DataPointSnapshot sample) {
        return sample.getLabels().stream()
                .map((Label label) -> label.getName() + "=" + label.getValue())
                .collect(Collectors.joining(","));
    }

    private static long value(DataPointSnapshot sample) {
        return switch (sample) {
            case GaugeSnapshot.GaugeDataPointSnapshot gauge -> (long) gauge.getValue();
            case CounterSnapshot.CounterDataPointSnapshot counter -> (long) counter.getValue();
            default -> throw new AssertionError(sample.getClass());
        };
    }
}
