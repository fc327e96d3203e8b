package io.holdfast.pipeline;

import io.holdfast.address.Ipv4Address;
import io.holdfast.address.Protocol;
import io.holdfast.allocate.AddressPickers;
import io.holdfast.allocate.OfferBook;
import io.holdfast.availability.BackendUnavailable;
import io.holdfast.availability.DatabaseWatch;
import io.holdfast.availability.HandScheduler;
import io.holdfast.availability.LossPolicy;
import io.holdfast.availability.ServiceGate;
import io.holdfast.availability.Watches;
import io.holdfast.config.ServerConfig4;
import io.holdfast.config.compile.ConfigCompiler;
import io.holdfast.config.json.ConfigException;
import io.holdfast.engine.RateBook;
import io.holdfast.engine.v4.Engine4;
import io.holdfast.engine.v4.EngineSettings4;
import io.holdfast.lease.LeaseStore;
import io.holdfast.lease.SteeredLeaseStore;
import io.holdfast.telemetry.Meters;
import io.holdfast.telemetry.StatisticBoard;
import io.holdfast.transport.Datagram;
import io.holdfast.transport.Link;
import io.holdfast.transport.Outgoing;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;

/** A server of real parts but for its sockets, threads and clock: its lanes work when they are told to. */
final class SimulatedServer {

    static final LossPolicy SERVE = new LossPolicy(false, false, 3, 2000, false);

    final Link link;
    final ServerConfig4 config;
    final SteeredLeaseStore store;
    final HandScheduler scheduler;
    final LossPolicy policy;
    final ServiceGate gate = new ServiceGate(_ -> {});
    final StatisticBoard board =
            new StatisticBoard(Protocol.DHCP4, Clock.fixed(Instant.ofEpochSecond(1_800_000_000L), ZoneOffset.UTC));
    final DatabaseWatch watch;
    final List<Lane> lanes = new ArrayList<>();
    final List<Deque<Datagram>> waiting = new ArrayList<>();
    final Map<String, Integer> labels = new HashMap<>();

    boolean reachable = true;

    SimulatedServer(
            String json,
            Ipv4Address address,
            LeaseStore shared,
            HandScheduler scheduler,
            LossPolicy policy,
            int laneCount,
            long seed,
            BiConsumer<SimulatedServer, List<Outgoing>> sender) {
        this.link = new Link("eth0", 2, null, List.of(address), true, false, true, 1500);
        this.config = compiled(json);
        this.store = new SteeredLeaseStore(shared);
        this.scheduler = scheduler;
        this.policy = policy;
        watch = Watches.lease(policy, gate, this::reach, scheduler, new Listener());
        watch.start();
        AddressPickers pickers = new AddressPickers(config, new SplittableRandom(seed));
        Engine4 engine = new Engine4(
                config, offers, pickers, new RateBook(() -> 0, RateBook.DEFAULT_CELLS), EngineSettings4.STANDARD);
        Serving serving = new Serving(
                config, engine, pickers, store, watch, config.hosts().reservations());
        LaneSurroundings around = new LaneSurroundings(
                Protocol.DHCP4,
                () -> serving,
                gate,
                replies -> sender.accept(this, replies),
                board,
                new Labels(),
                scheduler::seconds,
                () -> scheduler.millis() * 1_000_000,
                (wanted, packet) -> prober.probe(wanted, packet));
        for (int i = 0; i < laneCount; i++) {
            lanes.add(new Lane(i, 10_000, around));
            waiting.add(new ArrayDeque<>());
        }
    }

    private static ServerConfig4 compiled(String json) {
        try {
            return ConfigCompiler.compile(json, "test.json").config();
        } catch (ConfigException e) {
            throw new IllegalArgumentException(e);
        }
    }

    final OfferBook offers = new OfferBook(30, 10_000);
    Prober prober = Prober.NONE;

    Ipv4Address address() {
        return link.addresses().getFirst();
    }

    Datagram datagram(byte[] data) {
        return new Datagram(
                data, data.length, link, Ipv4Address.UNSPECIFIED, 68, Ipv4Address.BROADCAST, scheduler.millis());
    }

    void receive(byte[] data) {
        receive(datagram(data));
    }

    void receive(Datagram datagram) {
        waiting.get(LaneRouter.laneOf(Protocol.DHCP4, datagram, lanes.size())).add(datagram);
    }

    /** Has a lane work on all that waits for it. */
    void work(int lane) {
        List<Datagram> batch = new ArrayList<>(waiting.get(lane));
        waiting.get(lane).clear();
        lanes.get(lane).work(batch);
    }

    long statistic(String name) {
        return Objects.requireNonNull(board.samples(name), name).getFirst().value();
    }

    private void reach() {
        if (!reachable) {
            throw new BackendUnavailable("lease", "still away");
        }
    }

    private static final class Listener implements DatabaseWatch.Listener {
        @Override
        public void recovered(DatabaseWatch back, Duration outage) {}

        @Override
        public void fatal(DatabaseWatch gone) {
            throw new AssertionError("the end was asked for");
        }
    }

    /** Counts by label. */
    private final class Labels implements Meters {
        @Override
        public void exchange(String messageType, String outcome, long nanos) {
            labels.merge("exchange " + outcome, 1, Integer::sum);
        }

        @Override
        public void dropped(String reason) {
            labels.merge(reason, 1, Integer::sum);
        }

        @Override
        public void batch(int lane, int packets, int left) {}

        @Override
        public void storeCall(String operation, String outcome, int rows, long nanos) {}

        @Override
        public void storeRetry(String use, String state) {}

        @Override
        public void backendAttempt(String backend, boolean reached) {}

        @Override
        public void backendRecovered(String backend, long outageMillis) {}
    }
}
