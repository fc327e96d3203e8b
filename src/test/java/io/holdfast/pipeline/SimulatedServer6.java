package io.holdfast.pipeline;

import io.holdfast.address.Ipv6Address;
import io.holdfast.address.Protocol;
import io.holdfast.allocate.AddressPickers;
import io.holdfast.allocate.OfferBook;
import io.holdfast.availability.BackendBusy;
import io.holdfast.availability.BackendUnavailable;
import io.holdfast.availability.DatabaseWatch;
import io.holdfast.availability.LossPolicy;
import io.holdfast.availability.ServiceGate;
import io.holdfast.availability.Watches;
import io.holdfast.config.ServerConfig6;
import io.holdfast.engine.RateBook;
import io.holdfast.engine.v6.Engine6;
import io.holdfast.engine.v6.EngineSettings6;
import io.holdfast.lease.SteeredLeaseStore;
import io.holdfast.reclaim.Reclaimer;
import io.holdfast.telemetry.StatisticBoard;
import io.holdfast.transport.Datagram;
import io.holdfast.transport.Link;
import io.holdfast.transport.Multicast6;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A server of DHCPv6 with real lanes, engine and watch, on a store that fails when it is told to. */
final class SimulatedServer6 {

    /** What can go wrong with one call of the store. */
    enum Trouble {
        /** The connection breaks before anything is done. */
        BEFORE,
        /** All is done, and durable, but the answer does not come. */
        AFTER,
        BUSY,
        BROKEN
    }

    private record Waiting(SimulatedClient6 client, Datagram datagram) {}

    private static final Link LINK = new Link(
            "eth0", 2, null, List.of(), List.of(Ipv6Address.parse("fe80::ffff")), true, false, true, Link.UNKNOWN_MTU);

    private final Simulation6 world;
    private final SteeredLeaseStore store;
    private final ServiceGate gate = new ServiceGate(_ -> {});
    private final DatabaseWatch watch;
    private final StatisticBoard board =
            new StatisticBoard(Protocol.DHCP6, Clock.fixed(Instant.ofEpochSecond(1_800_000_000L), ZoneOffset.UTC));
    private final List<Lane> lanes = new ArrayList<>();
    private final List<List<Waiting>> waiting = new ArrayList<>();
    private final boolean[] atWork;
    /** The gate, when the batch under way began. */
    private final boolean[] wasOpen;

    private final Reclaimer reclaimer;
    private final PacketAccounts accounts = new PacketAccounts(board, Protocol.DHCP6);
    private long received;
    boolean reachable = true;

    @Nullable
    Trouble trouble;

    SimulatedServer6(Simulation6 world, ServerConfig6 config, int laneCount) {
        this.world = world;
        this.store = new SteeredLeaseStore(world.store);
        store.fault(this::at);
        watch = Watches.lease(
                new LossPolicy(true, false, 1000, 2000, false), gate, this::reach, world.scheduler, Watches.DEAF);
        watch.start();
        AddressPickers pickers = new AddressPickers(config, world.random);
        Engine6 engine = new Engine6(
                config,
                new OfferBook(30, 10_000),
                pickers,
                new RateBook(() -> 0, RateBook.DEFAULT_CELLS),
                EngineSettings6.standard(Simulation6.SERVER_ID));
        Serving serving = new Serving(
                config, engine, pickers, store, watch, config.hosts().reservations());
        for (int i = 0; i < laneCount; i++) {
            lanes.add(lane(i, serving));
            waiting.add(new ArrayList<>());
        }
        atWork = new boolean[laneCount];
        wasOpen = new boolean[laneCount];
        reclaimer = new Reclaimer(Protocol.DHCP6, store, config.reclaim(), board, world.scheduler::seconds, () -> 0);
    }

    private Lane lane(int number, Serving serving) {
        return new Lane(
                number,
                10_000,
                new LaneSurroundings(
                        Protocol.DHCP6,
                        () -> serving,
                        gate,
                        replies -> replies.forEach(reply -> world.deliver(reply.data(), wasOpen[number])),
                        board,
                        accounts,
                        world.scheduler::seconds,
                        () -> world.scheduler.millis() * 1_000_000));
    }

    private void reach() {
        if (!reachable) {
            throw new BackendUnavailable("lease6", "down");
        }
    }

    private void at(String operation, boolean done) {
        if (done && operation.equals("apply")) {
            store.lastApplied().forEach(world::committed);
        }
        world.interleave();
        if (!done && !reachable) {
            throw new BackendUnavailable("lease6", "away in " + operation);
        }
        Trouble kind = trouble;
        if (kind == null || done != (kind == Trouble.AFTER)) {
            return;
        }
        trouble = null;
        switch (kind) {
            case BEFORE, AFTER -> {
                reachable = world.random.nextBoolean();
                throw new BackendUnavailable("lease6", "away in " + operation);
            }
            case BUSY -> throw new BackendBusy("lease6", "busy in " + operation, new IllegalStateException());
            case BROKEN -> throw new StoreTrouble.Refusal(operation);
        }
    }

    void receive(SimulatedClient6 client, byte[] data) {
        boolean relayed = client.subnet == 2;
        Datagram datagram = new Datagram(
                data,
                data.length,
                LINK,
                relayed ? Simulation6.RELAY : client.linkLocal(),
                relayed ? 547 : 546,
                Multicast6.RELAYS_AND_SERVERS,
                world.scheduler.millis() * 1_000_000);
        client.underWay++;
        waiting.get(LaneRouter.laneOf(Protocol.DHCP6, datagram, lanes.size())).add(new Waiting(client, datagram));
    }

    void workOne() {
        work(world.random.nextInt(lanes.size()));
    }

    void workAll() {
        for (int lane = 0; lane < lanes.size(); lane++) {
            work(lane);
        }
    }

    private void work(int lane) {
        if (atWork[lane] || waiting.get(lane).isEmpty()) {
            return;
        }
        List<Waiting> batch = List.copyOf(waiting.get(lane));
        waiting.get(lane).clear();
        atWork[lane] = true;
        wasOpen[lane] = gate.isOpen();
        received += batch.size();
        lanes.get(lane)
                .work(new ArrayList<>(batch.stream().map(Waiting::datagram).toList()));
        atWork[lane] = false;
        batch.forEach(done -> done.client().underWay--);
    }

    void reclaim() {
        if (watch.isUsable()) {
            try {
                reclaimer.round();
            } catch (BackendBusy | StoreTrouble.Refusal e) { // the next round tries again
                trouble = null;
            } catch (BackendUnavailable e) {
                watch.lost(e);
            }
        }
    }

    boolean isServing() {
        return gate.isOpen() && watch.isUsable();
    }

    /** See {@link PacketAccounts#check}. */
    void check() {
        accounts.check(received, world.findings);
    }
}
