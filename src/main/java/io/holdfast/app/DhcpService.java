package io.holdfast.app;

import io.holdfast.address.Protocol;
import io.holdfast.allocate.AddressPickers;
import io.holdfast.allocate.OfferBook;
import io.holdfast.allocate.TrackedLeases;
import io.holdfast.app.database.BackendFacts;
import io.holdfast.app.database.Background;
import io.holdfast.app.database.HostBackend;
import io.holdfast.app.database.HostBackends;
import io.holdfast.app.database.HostMeters;
import io.holdfast.app.database.LeaseBackend;
import io.holdfast.app.database.LeaseBackends;
import io.holdfast.app.database.LeaseDatabases;
import io.holdfast.app.database.SchemaRefused;
import io.holdfast.availability.BackendUnavailable;
import io.holdfast.availability.Connectivity;
import io.holdfast.availability.DatabaseWatch;
import io.holdfast.availability.Reason;
import io.holdfast.availability.ServiceGate;
import io.holdfast.config.ServerConfig;
import io.holdfast.control.ServerFacts;
import io.holdfast.engine.Engine;
import io.holdfast.engine.RateBook;
import io.holdfast.host.HostSource;
import io.holdfast.lease.LeaseStore;
import io.holdfast.pipeline.LaneRouter;
import io.holdfast.pipeline.LaneSurroundings;
import io.holdfast.pipeline.Serving;
import io.holdfast.reclaim.Reclaimer;
import io.holdfast.telemetry.Meters;
import io.holdfast.telemetry.StatisticBoard;
import io.holdfast.transport.Outgoing;
import io.holdfast.transport.SocketOpenException;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The DHCP service of one protocol: lease database, lanes and sockets for the configuration in effect, and the way from
 * one configuration to the next. A new one comes into effect whole, or the old one stays: what may fail comes first.
 */
final class DhcpService implements DatabaseWatch.Listener {

    private static final Logger log = LoggerFactory.getLogger(DhcpService.class);

    /** What the service is given. */
    record Surroundings(
            Protocol protocol,
            HoldfastSettings settings,
            Engines engines,
            ServiceGate gate,
            StatisticBoard board,
            Meters meters,
            PacketMeters packetMeters,
            MeterRegistry registry,
            Background background,
            LeaseBackends.Opener databases,
            HostBackends.Opener hostDatabases,
            Supplier<List<ServerFacts.Backend>> configDatabases,
            Sockets.Opener sockets,
            InstantSource clock,
            RandomGenerator random,
            ThreadFactory laneThreads,
            Runnable endProcess) {}

    private final Surroundings around;
    private final OfferBook offers;
    private final RateBook rates = new RateBook(System::nanoTime, RateBook.DEFAULT_CELLS);
    private final LeaseCensus census;
    private final Upkeep upkeep;
    private final LaneSet lanes;
    private final Sockets sockets;
    private final Pings pings;
    private final LeaseBackends backends;
    private final HostBackends hosts;
    private final BackendFacts facts;
    private final ConnectivityMeters connectivity;
    private final HostMeters hostMeters;
    private volatile @Nullable Serving serving;
    private volatile @Nullable ServerConfig config;
    private boolean ended;
    private volatile long configuredAt;
    private volatile boolean applying;

    DhcpService(Surroundings around) {
        this.around = around;
        this.offers = new OfferBook((int) around.settings().offerHold().toSeconds(), OfferBook.DEFAULT_SIZE);
        this.lanes = new LaneSet(this::makeLanes);
        this.upkeep = new Upkeep(around, () -> serving, this::now);
        this.census = new LeaseCensus(
                new LeaseTotals(around.board()), lanes, around.background(), () -> serving, upkeep::reclaimer);
        this.pings = new Pings(offers.probes(), lanes, this::now, around.random());
        this.sockets = new Sockets(around.sockets(), lanes, around.background());
        this.backends = new LeaseBackends(config -> around.databases().open(config, this), this::quiet);
        this.hosts = new HostBackends(around.hostDatabases(), this, this::quiet);
        this.facts = new BackendFacts(backends, hosts, around.configDatabases());
        this.hostMeters = new HostMeters(hosts::current, around.registry());
        this.connectivity = new ConnectivityMeters(this::backends, around.registry(), around.clock());
    }

    /**
     * Puts a configuration into effect. When it throws, the one before is in effect again, unless a database of the new
     * one cannot be used: then clients are not served until another configuration comes.
     *
     * @throws BackendUnavailable when a database cannot be reached and is not to be waited for
     * @throws SchemaRefused when one has no tables that we know
     * @throws SocketOpenException when the sockets cannot be opened
     * @throws IllegalStateException after {@link #stop}
     */
    synchronized void apply(ServerConfig next) throws SocketOpenException {
        if (ended) {
            throw new IllegalStateException("the server is ending");
        }
        applying = true;
        try {
            change(next);
        } finally {
            applying = false;
            if (serving != null) {
                backends().forEach(backend -> endIfGivenUp(backend.watch()));
            }
        }
    }

    /**
     * Puts a configuration into effect that differs only in subnets, shared networks, classes and reservations: everything
     * that is open stays open. When it throws, the one before is in effect again.
     *
     * @throws IllegalStateException when the present configuration is not served
     */
    synchronized void amend(ServerConfig next) {
        ServerConfig former = config;
        LeaseBackend backend = backends.current();
        if (ended || former == null || backend == null || serving == null) {
            throw new IllegalStateException("the present configuration is not in effect, set a whole one");
        }
        try {
            census.amended(former, begin(next, backend, hosts.current()));
        } catch (RuntimeException e) {
            goBackTo(former, e);
            throw e;
        }
        config = next;
    }

    private void change(ServerConfig next) throws SocketOpenException {
        ServerConfig former = config;
        try {
            LeaseBackend backend = backends.prepare(next);
            List<HostBackend> reservations = hosts.prepare(next);
            pings.prepare(next);
            lanes.use(next.lanes());
            sockets.use(
                    Listening.of(next, around.settings()),
                    former != null && next.interfaces().redetect());
            serve(next, backend, reservations);
        } catch (BackendUnavailable | SchemaRefused e) {
            stopServing(e, former != null);
            throw e;
        } catch (SocketOpenException | RuntimeException e) { // whatever hindered it, the configuration before must work
            goBackTo(former, e);
            throw e;
        }
        backends.keep();
        hosts.keep();
        pings.keep(next);
        connectivity.refresh();
        hostMeters.refresh();
        config = next;
        around.gate().open(Reason.CONFIGURATION.origin());
    }

    /** As Kea does: all databases are given up, commands are answered, clients are not. */
    private void stopServing(RuntimeException cause, boolean started) {
        around.gate().close(Reason.CONFIGURATION);
        backends.abandon();
        hosts.abandon();
        connectivity.refresh();
        if (!started) {
            return; // the process ends, and says why
        }
        log.error(
                "{}_CONFIG_UNRECOVERABLE_ERROR a database of the new configuration cannot be used, clients"
                        + " are not served until another configuration is set: {}",
                around.protocol(),
                cause.getMessage());
    }

    /** Serves by the former configuration again. What hinders that is told by {@code cause}, and the gate says so. */
    private void goBackTo(@Nullable ServerConfig former, Exception cause) {
        try {
            backends.undo();
            hosts.undo();
            LeaseBackend backend = backends.current();
            if (former != null && backend != null) {
                lanes.use(former.lanes());
                sockets.goBackTo(Listening.of(former, around.settings()));
                serve(former, backend, hosts.current());
                around.gate().open(Reason.CONFIGURATION.origin());
                return;
            }
        } catch (RuntimeException e) { // must not hide the cause
            cause.addSuppressed(e);
            log.error(
                    "{}_CONFIG_UNRECOVERABLE_ERROR the former configuration fails, too: {}",
                    around.protocol(),
                    e.getMessage());
        }
        serving = null;
        around.gate().close(Reason.CONFIGURATION);
    }

    /** Finishes what is under way, then closes everything. */
    synchronized void stop() {
        ended = true;
        sockets.stopReceiving();
        pings.close();
        lanes.close();
        upkeep.close();
        sockets.close();
        backends.close();
        hosts.close();
        if (config != null) {
            log.info("{}_SHUTDOWN every answer under way is out and every lease on disk", around.protocol());
        }
    }

    @Nullable
    Serving serving() {
        return serving;
    }

    /** The configuration in effect, or, while none can be served by, the last that was; absent before the first. */
    @Nullable
    ServerConfig config() {
        return config;
    }

    @Nullable
    Reclaimer reclaimer() {
        return upkeep.reclaimer();
    }

    @Nullable
    LeaseBackend backend() {
        return backends.current();
    }

    /** There are other configuration databases: {@link #backends} tells of those seen for the first time. */
    void databasesChanged() {
        connectivity.refresh();
    }

    /** The hosts databases for commands, in the order in which they are searched. */
    List<HostSource> hostSources() {
        return hosts.current().stream().map(HostBackend::source).toList();
    }

    /** The databases in use, or those that could not be. */
    List<ServerFacts.Backend> backends() {
        return facts.all();
    }

    Sockets sockets() {
        return sockets;
    }

    LaneSet lanes() {
        return lanes;
    }

    /** What its databases are called. */
    String use() {
        return LeaseDatabases.use(around.protocol());
    }

    /** When the configuration in effect came into effect, seconds since 1970. */
    long configuredAt() {
        return configuredAt;
    }

    @Override
    public void recovered(DatabaseWatch watch, Duration outage) {
        Serving present = serving;
        if (present != null && present.leaseWatch() == watch) {
            census.all(present);
        }
    }

    @Override
    public void fatal(DatabaseWatch watch) {
        if (!applying) { // a configuration that is just coming may be the cure
            around.endProcess().run();
        }
    }

    private void endIfGivenUp(DatabaseWatch watch) {
        if (watch.policy().exitOnFailure() && watch.state() instanceof Connectivity.Abandoned) {
            around.endProcess().run();
        }
    }

    private void serve(ServerConfig config, LeaseBackend backend, List<HostBackend> reservations) {
        Serving next = begin(config, backend, reservations);
        upkeep.begin(next, backend.store());
        census.configured(next);
        around.packetMeters().show();
    }

    /** When it returns, every packet is served by the configuration. */
    private Serving begin(ServerConfig config, LeaseBackend backend, List<HostBackend> reservations) {
        AddressPickers pickers = pickers(config);
        Engine engine = around.engines().of(config, offers, pickers, rates);
        LeaseStore leases = new TrackedLeases(backend.store(), pickers);
        Serving next = new Serving(
                config, engine, pickers, leases, backend.watch(), HostBackends.lookup(config, reservations));
        serving = next;
        lanes.awaitQuiet();
        configuredAt = now();
        return next;
    }

    /** What is known of pools is kept as long as the leases are the same. */
    private AddressPickers pickers(ServerConfig config) {
        Serving former = serving;
        return former != null && former.config().leaseDatabase().equals(config.leaseDatabase())
                ? former.pickers().following(config)
                : new AddressPickers(config, around.random());
    }

    private long now() {
        return around.clock().instant().getEpochSecond();
    }

    /** No lane works with the store any more: for the rare change that must close one store before it opens the next. */
    private void quiet() {
        serving = null;
        lanes.awaitQuiet();
        upkeep.close();
    }

    private LaneRouter makeLanes(int count, int capacity) {
        LaneSurroundings ofLanes = new LaneSurroundings(
                around.protocol(),
                () -> serving,
                around.gate(),
                this::send,
                around.board(),
                around.meters(),
                this::now,
                System::nanoTime,
                pings);
        return new LaneRouter(count, capacity, ofLanes, around.laneThreads());
    }

    private void send(List<Outgoing> replies) {
        sockets.send(replies);
    }
}
