package io.holdfast.app;

import com.zaxxer.hikari.HikariPoolMXBean;
import io.holdfast.address.Protocol;
import io.holdfast.allocate.AddressPickers;
import io.holdfast.allocate.OfferBook;
import io.holdfast.allocate.PoolSurvey;
import io.holdfast.allocate.TrackedLeases;
import io.holdfast.availability.BackendBusy;
import io.holdfast.availability.BackendUnavailable;
import io.holdfast.availability.Connectivity;
import io.holdfast.availability.DatabaseWatch;
import io.holdfast.availability.Reason;
import io.holdfast.availability.ServiceGate;
import io.holdfast.config.InterfacesConfig;
import io.holdfast.config.ServerConfig;
import io.holdfast.config.ServerConfig4;
import io.holdfast.config.ServerConfig6;
import io.holdfast.config.Subnet;
import io.holdfast.control.ServerFacts;
import io.holdfast.engine.Engine;
import io.holdfast.engine.RateBook;
import io.holdfast.host.HostSource;
import io.holdfast.lease.LeaseStore;
import io.holdfast.pipeline.LaneRouter;
import io.holdfast.pipeline.LaneSurroundings;
import io.holdfast.pipeline.Serving;
import io.holdfast.reclaim.ReclaimTimer;
import io.holdfast.reclaim.Reclaimer;
import io.holdfast.store.Database;
import io.holdfast.telemetry.Meters;
import io.holdfast.telemetry.StatisticBoard;
import io.holdfast.transport.Outgoing;
import io.holdfast.transport.SocketOpenException;
import io.holdfast.transport.TransportSettings;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadFactory;
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

    /** Until leases are counted again, when others were in the way. */
    private static final Duration RECOUNT_WAIT = Duration.ofSeconds(1);

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
            Sockets.Opener sockets,
            InstantSource clock,
            RandomGenerator random,
            ThreadFactory laneThreads,
            Runnable endProcess) {}

    private final Surroundings around;
    private final OfferBook offers;
    private final RateBook rates = new RateBook(System::nanoTime, RateBook.DEFAULT_CELLS);
    private final LeaseTotals totals;
    private final LaneSet lanes;
    private final Sockets sockets;
    private final Pings pings;
    private final LeaseBackends backends;
    private final HostBackends hosts;
    private final ConnectivityMeters connectivity;
    private final HostMeters hostMeters;
    private volatile @Nullable Serving serving;
    private volatile @Nullable ServerConfig config;
    private volatile @Nullable Reclaimer reclaimer;
    private @Nullable ReclaimTimer timer;
    private @Nullable SurveyTimer surveys;
    private boolean ended;
    private volatile long configuredAt;
    private volatile boolean applying;

    DhcpService(Surroundings around) {
        this.around = around;
        this.offers = new OfferBook((int) around.settings().offerHold().toSeconds(), OfferBook.DEFAULT_SIZE);
        this.totals = new LeaseTotals(around.board());
        this.lanes = new LaneSet(this::makeLanes);
        this.pings = new Pings(offers.probes(), lanes, this::now, around.random());
        this.sockets = new Sockets(around.sockets(), lanes, around.background());
        this.backends = new LeaseBackends(config -> around.databases().open(config, this), this::quiet);
        this.hosts = new HostBackends(around.hostDatabases(), this, this::quiet);
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
            Serving amended = begin(next, backend, hosts.current());
            List<Subnet> changed = totals.amended(former, next);
            if (!changed.isEmpty() && backend.watch().isUsable()) {
                recount(amended, () -> totals.recount(next, changed, amended.leases()));
            }
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
            sockets.use(listening(next), former != null && next.interfaces().redetect());
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
                sockets.goBackTo(listening(former));
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
        if (timer != null) {
            timer.close();
        }
        if (surveys != null) {
            surveys.close();
        }
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
        return reclaimer;
    }

    @Nullable
    LeaseBackend backend() {
        return backends.current();
    }

    /** The hosts databases for commands, in the order in which they are searched. */
    List<HostSource> hostSources() {
        return hosts.current().stream().map(HostBackend::source).toList();
    }

    /** The databases in use, or those that could not be. */
    List<ServerFacts.Backend> backends() {
        List<ServerFacts.Backend> all = new ArrayList<>();
        LeaseBackend leases = backends.current();
        DatabaseWatch watch = backends.watch();
        if (watch != null) {
            all.add(new ServerFacts.Backend(
                    watch, leases == null ? null : pool(leases.database(), LeaseDatabases.CONNECTIONS)));
        }
        Map<DatabaseWatch, Database> databases = new IdentityHashMap<>();
        hosts.current().forEach(backend -> databases.put(backend.watch(), backend.database()));
        hosts.watches()
                .forEach(each ->
                        all.add(new ServerFacts.Backend(each, pool(databases.get(each), HostDatabases.CONNECTIONS))));
        return all;
    }

    private static ServerFacts.@Nullable Pool pool(@Nullable Database database, int most) {
        HikariPoolMXBean numbers = database == null ? null : database.pool();
        return numbers == null
                ? null
                : new ServerFacts.Pool(
                        numbers.getTotalConnections(),
                        numbers.getActiveConnections(),
                        numbers.getIdleConnections(),
                        numbers.getThreadsAwaitingConnection(),
                        most);
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
            recount(present);
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
        reclaimBy(next, backend.store());
        surveyBy(next);
        totals.configured(config);
        if (backend.watch().isUsable()) {
            recount(next);
        }
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

    private void recount(Serving present) {
        recount(present, () -> totals.recount(present.config(), present.leases()));
    }

    /** Nobody changes leases of ours meanwhile, so that no change is counted twice or not at all. */
    private void recount(Serving present, Runnable count) {
        Reclaimer beside = reclaimer;
        try {
            if (beside == null) {
                lanes.whileQuiet(count);
            } else {
                beside.between(() -> lanes.whileQuiet(count));
            }
        } catch (BackendBusy e) {
            log.warn("leases could not be counted yet: {}", e.getMessage());
            around.background().after(RECOUNT_WAIT, () -> {
                Serving latest = serving;
                if (latest != null && latest.leaseWatch() == present.leaseWatch()) {
                    recount(latest);
                }
            });
        } catch (BackendUnavailable e) { // it will be counted when the database is back
            present.leaseWatch().lost(e);
        } catch (RuntimeException e) { // clients are served without statistics, too
            log.error("leases could not be counted: {}", e.getMessage(), e);
        }
    }

    private void surveyBy(Serving present) {
        if (surveys != null) {
            surveys.close();
        }
        PoolSurvey survey = new PoolSurvey(() -> pickers(present), present.leases(), this::now);
        surveys = new SurveyTimer(around.protocol(), survey, present.leaseWatch(), around.background());
        surveys.start();
    }

    /** Those in use now, which change with each amendment, while what began with {@code present} goes on. */
    private AddressPickers pickers(Serving present) {
        Serving latest = serving;
        return latest != null && latest.leaseWatch() == present.leaseWatch() ? latest.pickers() : present.pickers();
    }

    private long now() {
        return around.clock().instant().getEpochSecond();
    }

    private void reclaimBy(Serving present, LeaseStore leases) {
        if (timer != null) {
            timer.close();
        }
        Reclaimer next = new Reclaimer(
                around.protocol(),
                new TrackedLeases(leases, () -> pickers(present)),
                present.config().reclaim(),
                around.board(),
                this::now,
                System::nanoTime);
        reclaimer = next;
        timer = new ReclaimTimer(
                next, present.config().reclaim(), around.gate(), present.leaseWatch(), around.background());
        timer.start();
    }

    /** No lane works with the store any more: for the rare change that must close one store before it opens the next. */
    private void quiet() {
        serving = null;
        lanes.awaitQuiet();
        if (timer != null) {
            timer.close();
        }
        if (surveys != null) {
            surveys.close();
        }
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

    /** In DHCPv6 every client has an address from the start. */
    static boolean listensRaw(ServerConfig config) {
        return switch (config) {
            case ServerConfig4 four -> four.interfaces().rawSockets();
            case ServerConfig6 _ -> false;
        };
    }

    private TransportSettings listening(ServerConfig config) {
        InterfacesConfig interfaces = config.interfaces();
        return new TransportSettings(
                around.protocol(),
                interfaces.interfaces(),
                listensRaw(config),
                interfaces.useRouting(),
                around.settings().nativeSockets(),
                around.settings().serverPort(around.protocol()),
                interfaces.requireAllSockets(),
                interfaces.maxSocketRetries(),
                Duration.ofMillis(interfaces.socketRetryWaitMillis()));
    }
}
