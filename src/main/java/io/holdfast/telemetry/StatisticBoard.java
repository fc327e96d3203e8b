package io.holdfast.telemetry;

import io.holdfast.address.Protocol;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The statistics of one protocol's server with their latest samples. Names given as text are Kea's, such as
 * {@code subnet[1].pool[0].assigned-addresses}. Server-wide statistics exist from the start, those of subnets and pools
 * from {@link #show} or from their first change.
 */
public final class StatisticBoard implements Statistics {

    /** What counts leases that are there now; the others only ever grow, or tell what is configured. */
    private static final Set<LeaseStatistic> GAUGES = Set.of(
            LeaseStatistic.ASSIGNED_ADDRESSES,
            LeaseStatistic.ASSIGNED_NAS,
            LeaseStatistic.ASSIGNED_PDS,
            LeaseStatistic.DECLINED_ADDRESSES);

    private final Protocol protocol;
    private final List<LeaseStatistic> ofLeases;
    private final Clock clock;
    private final Map<StatisticName, Counter> counters = new ConcurrentHashMap<>();
    private volatile SampleLimit limitOfNew = SampleLimit.DEFAULT;

    public StatisticBoard(Protocol protocol, Clock clock) {
        this.protocol = protocol;
        this.ofLeases = LeaseStatistic.of(protocol);
        this.clock = clock;
        for (PacketStatistic statistic : PacketStatistic.of(protocol)) {
            counter(StatisticName.server(statistic.keaName(protocol)));
        }
        for (LeaseStatistic statistic : ofLeases) {
            if (statistic.global()) {
                counter(server(statistic));
            }
        }
    }

    public Protocol protocol() {
        return protocol;
    }

    @Override
    public void add(PacketStatistic statistic, long amount) {
        counter(StatisticName.server(statistic.keaName(protocol))).add(amount, now());
    }

    @Override
    public void add(LeaseStatistic statistic, int subnetId, long amount) {
        counter(StatisticName.subnet(statistic.keaName(protocol), subnetId)).add(amount, now());
        addToServer(statistic, amount);
    }

    @Override
    public void add(LeaseStatistic statistic, PoolName pool, long amount) {
        if (statistic.of(pool.kind())) {
            counter(StatisticName.pool(statistic.keaName(protocol), pool)).add(amount, now());
        }
    }

    @Override
    public void set(LeaseStatistic statistic, int subnetId, long value) {
        long before = counter(StatisticName.subnet(statistic.keaName(protocol), subnetId))
                .set(value, now());
        if (value != before) {
            addToServer(statistic, value - before);
        }
    }

    @Override
    public void set(LeaseStatistic statistic, PoolName pool, long value) {
        if (statistic.of(pool.kind())) {
            counter(StatisticName.pool(statistic.keaName(protocol), pool)).set(value, now());
        }
    }

    @Override
    public void retainSubnets(Set<Integer> subnetIds) {
        Predicate<StatisticName> gone = name -> !name.isServerWide() && !subnetIds.contains((int) name.subnetId());
        Map<String, LeaseStatistic> gauges = new HashMap<>();
        ofLeases.stream().filter(GAUGES::contains).forEach(gauge -> gauges.put(gauge.keaName(protocol), gauge));
        counters.entrySet().removeIf(entry -> {
            StatisticName name = entry.getKey();
            if (!gone.test(name)) {
                return false;
            }
            LeaseStatistic gauge = name.isSubnets() ? gauges.get(name.base()) : null;
            if (gauge != null) {
                addToServer(gauge, -entry.getValue().value());
            }
            return true;
        });
    }

    /** Lets the statistics of a configured subnet exist, at zero if they are new. */
    public void show(int subnetId) {
        ofLeases.forEach(statistic -> counter(StatisticName.subnet(statistic.keaName(protocol), subnetId)));
    }

    /** Lets the statistics of a configured pool exist, at zero if they are new. */
    public void show(PoolName pool) {
        for (LeaseStatistic statistic : ofLeases) {
            if (statistic.of(pool.kind())) {
                counter(StatisticName.pool(statistic.keaName(protocol), pool));
            }
        }
    }

    /** The samples of one statistic, the newest first; absent when there is no such statistic. */
    public @Nullable List<Sample> samples(String name) {
        Counter counter = find(name);
        return counter == null ? null : counter.samples();
    }

    /** All statistics with their samples by name; {@code serverWide}: without those of subnets and pools. */
    public Map<String, List<Sample>> samples(boolean serverWide) {
        Map<String, List<Sample>> samples = new TreeMap<>();
        counters.forEach((name, counter) -> {
            if (!serverWide || name.isServerWide()) {
                samples.put(name.toString(), counter.samples());
            }
        });
        return samples;
    }

    /** What the statistics of whole subnets stand at, in no order. */
    public List<StatisticReading> ofSubnets() {
        List<StatisticReading> readings = new ArrayList<>();
        counters.forEach((name, counter) -> {
            if (name.isSubnets()) {
                readings.add(new StatisticReading(name, counter.value()));
            }
        });
        return readings;
    }

    /** What all statistics stand at, by subnet, pool and name. */
    public List<StatisticReading> readings() {
        return counters.entrySet().stream()
                .map(entry ->
                        new StatisticReading(entry.getKey(), entry.getValue().value()))
                .sorted(Comparator.comparing(StatisticReading::name, ORDER))
                .toList();
    }

    /** Sets one to zero and forgets its samples; false when there is no such statistic. */
    public boolean reset(String name) {
        Counter counter = find(name);
        if (counter != null) {
            counter.reset(now());
        }
        return counter != null;
    }

    public void resetAll() {
        counters.values().forEach(counter -> counter.reset(now()));
    }

    /** Forgets one until it next changes; false when there is no such statistic. */
    public boolean remove(String name) {
        StatisticName parsed = StatisticName.parse(name);
        return parsed != null && counters.remove(parsed) != null;
    }

    public void removeAll() {
        counters.clear();
    }

    /** Limits the samples of one; false when there is no such statistic. */
    public boolean limit(String name, SampleLimit limit) {
        Counter counter = find(name);
        if (counter != null) {
            counter.limit(limit);
        }
        return counter != null;
    }

    /** Limits the samples of all, present and to come. */
    public void limitAll(SampleLimit limit) {
        limitOfNew = limit;
        counters.values().forEach(counter -> counter.limit(limit));
    }

    /** Limits the samples of those to come: {@code statistic-default-sample-count} and {@code -age}. */
    public void limitNew(SampleLimit limit) {
        limitOfNew = limit;
    }

    private static final Comparator<StatisticName> ORDER = Comparator.comparingLong(StatisticName::subnetId)
            .thenComparing(StatisticName::kind, Comparator.nullsFirst(Comparator.naturalOrder()))
            .thenComparingLong(StatisticName::poolId)
            .thenComparing(StatisticName::base);

    private void addToServer(LeaseStatistic statistic, long amount) {
        if (statistic.global()) {
            counter(server(statistic)).add(amount, now());
        }
    }

    private StatisticName server(LeaseStatistic statistic) {
        return StatisticName.server(statistic.keaName(protocol));
    }

    private @Nullable Counter find(String name) {
        StatisticName parsed = StatisticName.parse(name);
        return parsed == null ? null : counters.get(parsed);
    }

    private Counter counter(StatisticName name) {
        Counter counter = counters.get(name);
        return counter != null ? counter : counters.computeIfAbsent(name, _ -> new Counter(limitOfNew, now()));
    }

    private long now() {
        Instant now = clock.instant();
        return now.getEpochSecond() * 1_000_000 + now.getNano() / 1000;
    }
}
