package io.holdfast.pipeline;

import io.holdfast.address.Protocol;
import io.holdfast.availability.ServiceGate;
import io.holdfast.telemetry.Meters;
import io.holdfast.telemetry.PacketStatistic;
import io.holdfast.telemetry.StatisticBoard;
import io.holdfast.transport.Datagram;
import io.holdfast.transport.Outgoing;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The real lanes of one server, which work when they are told to, each as if it were a thread of its own. */
final class SimulatedLanes {

    private record Waiting(SimulatedClient client, Datagram datagram) {}

    private final class SimulatedLane {
        final Lane lane;
        final List<Waiting> waiting = new ArrayList<>();
        boolean atWork;
        boolean mustBeSilent;

        SimulatedLane(int number, Supplier<@Nullable Serving> serving, ServiceGate gate) {
            lane = new Lane(
                    number,
                    1000,
                    new LaneSurroundings(
                            Protocol.DHCP4,
                            serving,
                            gate,
                            this::send,
                            board,
                            meters,
                            world::seconds,
                            () -> world.scheduler.millis() * 1_000_000));
        }

        private void send(List<Outgoing> replies) {
            if (server.isAlive()) {
                world.findings.require(
                        replies.isEmpty() || !mustBeSilent, () -> "clients are answered while the service is off");
                network.deliver(server, replies);
            }
        }
    }

    private final World world;
    private final ServerLife server;
    private final Network network;
    private final StatisticBoard board;
    private final Labels meters = new Labels();
    private final List<SimulatedLane> lanes = new ArrayList<>();
    private int atWork;
    private long handedOver;

    SimulatedLanes(
            World world,
            ServerLife server,
            Network network,
            Supplier<@Nullable Serving> serving,
            ServiceGate gate,
            StatisticBoard board) {
        this.world = world;
        this.server = server;
        this.network = network;
        this.board = board;
        for (int number = 0; number < world.config.lanes(); number++) {
            lanes.add(new SimulatedLane(number, serving, gate));
        }
    }

    void receive(SimulatedClient client, Datagram datagram) {
        world.count(World.Event.RECEIVED);
        client.underWay++;
        lanes.get(LaneRouter.laneOf(Protocol.DHCP4, datagram, lanes.size()))
                .waiting
                .add(new Waiting(client, datagram));
    }

    void workOne() {
        work(lanes.get(world.random.nextInt(lanes.size())));
    }

    void workAll() {
        lanes.forEach(this::work);
    }

    boolean areAtWork() {
        return atWork > 0;
    }

    private void work(SimulatedLane lane) {
        if (lane.atWork || lane.waiting.isEmpty() || !server.isAlive()) {
            return;
        }
        List<Waiting> batch = List.copyOf(lane.waiting);
        lane.waiting.clear();
        lane.atWork = true;
        lane.mustBeSilent = !server.expectedReasons().isEmpty();
        atWork++;
        handedOver += batch.size();
        lane.lane.work(new ArrayList<>(batch.stream().map(Waiting::datagram).toList()));
        atWork--;
        lane.atWork = false;
        batch.forEach(waiting -> waiting.client().underWay--);
    }

    /** The process ends: what waits is lost. */
    void dropAll() {
        for (SimulatedLane lane : lanes) {
            lane.waiting.forEach(waiting -> waiting.client().underWay--);
            lane.waiting.clear();
        }
    }

    /** Every packet has been counted once, as received, and as sent, dropped or rightly left without answer. */
    void checkCounts() {
        long in = statistic(PacketStatistic.RECEIVED);
        long sent = statistic(PacketStatistic.SENT);
        long dropped = statistic(PacketStatistic.RECEIVE_DROP);
        world.findings.require(in == handedOver, () -> handedOver + " packets came, " + in + " are counted");
        world.findings.require(
                in == sent + dropped + meters.silent,
                () -> in + " packets came, " + sent + " went, " + dropped + " are dropped, " + meters.silent
                        + " have no answer");
        world.findings.require(meters.faults == 0, () -> meters.faults + " faults of ours");
    }

    private long statistic(PacketStatistic statistic) {
        return Objects.requireNonNull(board.samples(statistic.keaName(Protocol.DHCP4)))
                .getFirst()
                .value();
    }

    /** Counts what has no statistic. */
    private static final class Labels implements Meters {
        long silent;
        long faults;

        @Override
        public void exchange(String messageType, String outcome, long nanos) {
            silent += outcome.equals("silent") ? 1 : 0;
        }

        @Override
        public void dropped(String reason) {
            faults += reason.equals("internal-error") ? 1 : 0;
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
