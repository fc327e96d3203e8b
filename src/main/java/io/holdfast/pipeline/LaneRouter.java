package io.holdfast.pipeline;

import io.holdfast.address.Protocol;
import io.holdfast.telemetry.PacketStatistic;
import io.holdfast.transport.Datagram;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;

/** Brings each datagram to the lane of its client, so that one client's packets keep their order. */
public final class LaneRouter implements Consumer<Datagram> {

    private final List<Lane> lanes = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final LaneSurroundings around;
    private final int capacity;

    /**
     * @param count of lanes, at least 1
     * @param capacity packets that may wait in each
     */
    public LaneRouter(int count, int capacity, LaneSurroundings around, ThreadFactory threadFactory) {
        this.around = around;
        this.capacity = capacity;
        for (int number = 0; number < count; number++) {
            Lane lane = new Lane(number, capacity, around);
            lanes.add(lane);
            threads.add(threadFactory.newThread(lane));
        }
    }

    public void start() {
        threads.forEach(Thread::start);
    }

    @Override
    public void accept(Datagram datagram) {
        if (lanes.get(laneOf(around.protocol(), datagram, lanes.size())).inbox().put(datagram)) {
            around.statistics().add(PacketStatistic.QUEUE_FULL, 1);
            around.statistics().add(PacketStatistic.RECEIVED, datagram.served() ? 0 : 1);
            around.statistics().add(PacketStatistic.RECEIVE_DROP, 1);
            around.meters().dropped("queue-full");
        }
    }

    public int lanes() {
        return lanes.size();
    }

    /** Packets that may wait in each lane. */
    public int capacity() {
        return capacity;
    }

    /** Packets waiting now in all lanes. */
    public int waiting() {
        return lanes.stream().mapToInt(lane -> lane.inbox().size()).sum();
    }

    /** Waits until no lane works any longer with what {@code serving} gave before this call. */
    public void awaitQuiet() {
        lanes.forEach(Lane::awaitQuiet);
    }

    /** Does something while no lane is at work; packets gather meanwhile. */
    public void whileQuiet(Runnable work) {
        quietFrom(0, work);
    }

    private void quietFrom(int lane, Runnable work) {
        if (lane == lanes.size()) {
            work.run();
        } else {
            lanes.get(lane).whileQuiet(() -> quietFrom(lane + 1, work));
        }
    }

    /** Lets the lanes finish what waits for them, and ends their threads. */
    public void stop() throws InterruptedException {
        lanes.forEach(lane -> lane.inbox().close());
        for (Thread thread : threads) {
            thread.join();
        }
    }

    /** Whatever else its packets hold, a client stays on one. */
    static int laneOf(Protocol protocol, Datagram datagram, int lanes) {
        return Math.floorMod(ClientHash.of(protocol, datagram), lanes);
    }
}
