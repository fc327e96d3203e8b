package io.holdfast.pipeline;

import io.holdfast.address.Protocol;
import io.holdfast.availability.ServiceGate;
import io.holdfast.telemetry.StatisticBoard;
import io.holdfast.transport.Datagram;
import io.holdfast.transport.Outgoing;
import java.util.ArrayList;
import java.util.List;
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
                            accounts,
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
    private final PacketAccounts accounts;
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
        this.accounts = new PacketAccounts(board, Protocol.DHCP4);
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

    /** See {@link PacketAccounts#check}. */
    void checkCounts() {
        accounts.check(handedOver, world.findings);
    }
}
