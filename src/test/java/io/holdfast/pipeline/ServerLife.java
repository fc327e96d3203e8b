package io.holdfast.pipeline;

import io.holdfast.address.Ipv4Address;
import io.holdfast.address.Protocol;
import io.holdfast.allocate.AddressPickers;
import io.holdfast.allocate.OfferBook;
import io.holdfast.availability.BackendBusy;
import io.holdfast.availability.BackendUnavailable;
import io.holdfast.availability.DatabaseWatch;
import io.holdfast.availability.Reason;
import io.holdfast.config.ServerConfig4;
import io.holdfast.engine.RateBook;
import io.holdfast.engine.v4.Engine4;
import io.holdfast.engine.v4.EngineSettings4;
import io.holdfast.lease.SteeredLeaseStore;
import io.holdfast.reclaim.ReclaimTimer;
import io.holdfast.reclaim.Reclaimer;
import io.holdfast.transport.Datagram;
import io.holdfast.transport.Link;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A server process from its start to its end: real parts but for sockets, threads and clock. Its configuration comes into
 * effect as in the real one; the invariants of its gate, watches and statistics are checked here.
 */
final class ServerLife {

    /** What outlives the process. */
    record Place(Link link, List<WatchedBackend.Database> databases) {

        Ipv4Address address() {
            return link.addresses().getFirst();
        }
    }

    final Place place;
    final OfferNotes offers;
    final SimulatedLanes lanes;
    final LeaseCounts counts;
    final GateUnderTest gate;
    /** What goes wrong with the next call of the lease store. */
    StoreTrouble.@Nullable Kind trouble;

    private final World world;
    private final SteeredLeaseStore store;
    private final DatabaseWatch.Scheduler scheduler;
    private final OfferBook offerBook = new OfferBook(OfferNotes.SECONDS, 10_000);
    private List<WatchedBackend> backends = List.of();
    private @Nullable ReclaimTimer timer;
    private @Nullable Reclaimer reclaimer;
    private @Nullable Serving serving;
    private boolean alive = true;

    ServerLife(World world, Place place, StoreTrouble troubles, Network network) {
        this.world = world;
        this.place = place;
        offers = new OfferNotes(world);
        store = new SteeredLeaseStore(world.store);
        store.fault((operation, done) -> troubles.at(this, operation, done));
        scheduler = (delay, task) -> world.scheduler.after(delay, () -> whileAlive(task));
        gate = new GateUnderTest(world, scheduler);
        counts = new LeaseCounts(world);
        lanes = new SimulatedLanes(world, this, network, () -> serving, gate.gate(), counts.board());
    }

    /** Does something of this process, unless it has ended or ends by it. */
    void whileAlive(Runnable task) {
        if (alive) {
            try {
                task.run();
            } catch (StoreTrouble.Crash e) {
                world.findings.require(!alive, () -> "a crash of another server");
            }
        }
    }

    boolean isAlive() {
        return alive;
    }

    boolean isConfigured() {
        return serving != null;
    }

    boolean exitAskedFor() {
        return backends.stream().anyMatch(WatchedBackend::exitAskedFor);
    }

    /** The process is gone, and with it all that it had in memory. */
    void crash() {
        alive = false;
        backends.forEach(backend -> backend.model.close());
        lanes.dropAll();
    }

    void receive(SimulatedClient.Sending sending, Datagram datagram) {
        if (alive) {
            lanes.receive(sending.client(), datagram);
        }
    }

    /** Somebody uses one of the backends, if only to see whether it is there. */
    void useAny() {
        if (!backends.isEmpty()) {
            backends.get(world.random.nextInt(backends.size())).use();
        }
    }

    SteeredLeaseStore store() {
        return store;
    }

    /** Brings a configuration into effect: all backends anew. If one cannot be reached, nobody is served. */
    void configure(ServerConfig4 config) {
        List<WatchedBackend> former = backends;
        boolean closeFirst = world.random.nextBoolean();
        if (closeFirst) {
            former.forEach(WatchedBackend::close);
        }
        backends = new ArrayList<>();
        boolean reached = true;
        for (WatchedBackend.Database database : place.databases()) {
            if (reached) {
                WatchedBackend backend = new WatchedBackend(
                        database,
                        OutageTerms.draw(world.random),
                        gate.gate(),
                        scheduler,
                        world.scheduler::millis,
                        world.findings,
                        database == leaseDatabase() ? this::leasesAreBack : () -> {});
                backends.add(backend);
                reached = backend.start();
            }
        }
        if (!closeFirst) {
            former.forEach(WatchedBackend::close);
        }
        if (timer != null) {
            timer.close();
        }
        if (reached) {
            serve(config);
        } else {
            world.count(World.Event.UNCONFIGURED);
            backends.forEach(WatchedBackend::close);
            backends = List.of();
            serving = null;
            gate.gate().close(Reason.CONFIGURATION);
        }
    }

    private void serve(ServerConfig4 config) {
        world.count(World.Event.CONFIGURED);
        DatabaseWatch watch = backends.getFirst().watch;
        AddressPickers pickers = new AddressPickers(config, world.random);
        Engine4 engine = new Engine4(
                config, offerBook, pickers, new RateBook(() -> 0, RateBook.DEFAULT_CELLS), EngineSettings4.STANDARD);
        serving = new Serving(
                config, engine, pickers, store, watch, config.hosts().reservations());
        reclaimer = new Reclaimer(Protocol.DHCP4, store, config.reclaim(), counts.board(), world::seconds, () -> 0);
        timer = new ReclaimTimer(reclaimer, config.reclaim(), gate.gate(), watch, scheduler);
        timer.start();
        gate.gate().open(Reason.CONFIGURATION.origin());
        if (watch.isUsable()) {
            counts.due();
        }
    }

    WatchedBackend.Database leaseDatabase() {
        return place.databases().getFirst();
    }

    /** Somebody has called the lease store in vain; whether the watch hears of it is up to whoever called. */
    void leaseCallFailed() {
        if (!backends.isEmpty()) {
            backends.getFirst().model.lost(world.scheduler.millis());
        }
    }

    private void leasesAreBack() {
        world.count(World.Event.OUTAGE);
        counts.due();
    }

    void reclaim() {
        Reclaimer present = reclaimer;
        if (serving != null && present != null) {
            withStore(present::round);
        }
    }

    /** What has to be done while nobody works. */
    void settle() {
        Serving present = serving;
        if (present != null && counts.isDue() && present.leaseWatch().isUsable()) {
            whileAlive(() -> withStore(() -> counts.recount(store)));
        }
    }

    private void withStore(Runnable work) {
        try {
            work.run();
        } catch (BackendBusy e) {
            world.count(World.Event.STORE_FAULT); // it is there; next time
        } catch (BackendUnavailable e) {
            backends.getFirst().watch.lost("away");
        } catch (StoreTrouble.Refusal e) {
            world.count(World.Event.STORE_FAULT);
        }
    }

    /** Why clients are not served, by origin, according to the models. */
    Set<Integer> expectedReasons() {
        return gate.expectedReasons(serving != null, backends);
    }

    /** After each step. */
    void check() {
        if (alive) {
            backends.forEach(WatchedBackend::check);
            gate.check(expectedReasons());
        }
    }

    /** Now and then. */
    void checkCounts() {
        if (alive) {
            counts.check();
            lanes.checkCounts();
        }
    }

    @Override
    public String toString() {
        return place.address() + (alive ? " " + expectedReasons() : " (dead)");
    }
}
