package io.holdfast.availability;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one backend's {@link Connectivity}: hears of losses from those who call the database, has it tried again, closes
 * and opens the gate as the policy says, and logs one line per change of state. Of many callers that fail together one
 * starts the recovery. Attempts run on the scheduler handed in, never on a packet or command thread.
 */
public final class DatabaseWatch {

    private static final Logger log = LoggerFactory.getLogger(DatabaseWatch.class);

    /** Tries to reach the database and checks that it can be used. */
    @FunctionalInterface
    public interface Probe {
        /** @throws BackendUnavailable when it cannot be reached or used now */
        void reach();
    }

    /** Runs a task after a while on a thread where it may block. */
    @FunctionalInterface
    public interface Scheduler {
        void after(Duration delay, Runnable task);
    }

    /** What the rest of the server does when the backend is back, or given up for good. */
    public interface Listener {
        void recovered(DatabaseWatch watch, Duration outage);

        /** The policy says that the process ends; the reason has been logged. */
        void fatal(DatabaseWatch watch);
    }

    private final String backend;
    private final String place;
    private final int origin;
    private final LossPolicy policy;
    private final ServiceGate gate;
    private final Probe probe;
    private final Scheduler scheduler;
    private final LongSupplier clockMillis;
    private final Listener listener;
    private final AtomicReference<Connectivity> state;
    private volatile boolean closed;

    /**
     * @param backend its use, such as {@code lease}
     * @param place for the log, without secrets, such as {@code postgresql kea at db1:5432}
     * @param origin Kea's number of it, see {@link Reason#database}
     */
    public DatabaseWatch(
            String backend,
            String place,
            int origin,
            LossPolicy policy,
            ServiceGate gate,
            Probe probe,
            Scheduler scheduler,
            LongSupplier clockMillis,
            Listener listener) {
        this.backend = backend;
        this.place = place;
        this.origin = origin;
        this.policy = policy;
        this.gate = gate;
        this.probe = probe;
        this.scheduler = scheduler;
        this.clockMillis = clockMillis;
        this.listener = listener;
        this.state = new AtomicReference<>(new Connectivity.Connecting(clockMillis.getAsLong()));
    }

    public String backend() {
        return backend;
    }

    public String place() {
        return place;
    }

    public Connectivity state() {
        return state.get();
    }

    /** Whether calls are worth making: false while it is being recovered. */
    public boolean isUsable() {
        return state.get() instanceof Connectivity.Connected;
    }

    /**
     * Reaches the backend for the first time, on the calling thread.
     *
     * @throws BackendUnavailable when it cannot be reached and the policy does not retry at the start
     */
    public void start() {
        try {
            probe.reach();
            moved(new Connectivity.Reached());
        } catch (BackendUnavailable e) {
            if (!policy.retryOnStartup()) {
                throw e;
            }
            lost(String.valueOf(e.getMessage()));
        }
    }

    /** A caller could not use the database. The first to say so starts the recovery; the others change nothing. */
    public void lost(String error) {
        Connectivity before = state.get();
        if (closed || !(before instanceof Connectivity.Connected || before instanceof Connectivity.Connecting)) {
            return;
        }
        Connectivity after = Connectivity.next(before, new Connectivity.Failed(error), policy, clockMillis.getAsLong());
        if (!state.compareAndSet(before, after)) {
            return;
        }
        if (policy.stopService()) {
            gate.close(Reason.database(origin, backend));
        }
        log.error("DHCP4_DB_RECONNECT_LOST_CONNECTION database {} ({}) is away: {}", backend, place, error);
        if (after instanceof Connectivity.Abandoned) {
            givenUp("DHCP4_FATAL_DB_RECONNECT_DISABLED", "DHCP4_DB_RECONNECT_DISABLED", "recovery is switched off");
        } else {
            scheduler.after(Duration.ZERO, this::attempt);
        }
    }

    /** No more attempts; for orderly ends and reconfigurations. */
    public void close() {
        closed = true;
        gate.open(origin);
    }

    private void attempt() {
        if (closed) {
            return;
        }
        try {
            probe.reach();
        } catch (RuntimeException e) { // whatever is wrong with it, it cannot be used: that is what the tries are for
            failed(String.valueOf(e.getMessage()));
            return;
        }
        if (!closed) {
            moved(new Connectivity.Reached());
        }
    }

    private void failed(String error) {
        Connectivity after = moved(new Connectivity.Failed(error));
        switch (after) {
            case Connectivity.Recovering r -> {
                log.info(
                        "database {} ({}) still away after attempt {}, {} left, next in {} ms: {}",
                        backend,
                        place,
                        r.attempts(),
                        r.left(),
                        policy.waitMillis(),
                        error);
                scheduler.after(Duration.ofMillis(policy.waitMillis()), this::attempt);
            }
            case Connectivity.Abandoned a -> {
                if (a.attempts() == policy.maxTries()) {
                    givenUp(
                            "DHCP4_FATAL_DB_RECONNECT_FAILED",
                            "DHCP4_DB_RECONNECT_FAILED",
                            a.attempts() + " attempts have failed");
                } else {
                    scheduler.after(Duration.ofMillis(LossPolicy.SLOW_WAIT_MILLIS), this::attempt);
                }
            }
            case Connectivity.Connected _, Connectivity.Connecting _ -> {}
        }
    }

    private void givenUp(String fatalId, String id, String why) {
        if (policy.exitOnFailure()) {
            log.error("{} database {} ({}): {}; the server ends", fatalId, backend, place, why);
            listener.fatal(this);
        } else {
            log.error(
                    "{} database {} ({}): {}; it is tried again every {} s",
                    id,
                    backend,
                    place,
                    why,
                    LossPolicy.SLOW_WAIT_MILLIS / 1000);
            scheduler.after(Duration.ofMillis(LossPolicy.SLOW_WAIT_MILLIS), this::attempt);
        }
    }

    private Connectivity moved(Connectivity.Event event) {
        Connectivity before = state.get();
        Connectivity after = Connectivity.next(before, event, policy, clockMillis.getAsLong());
        state.set(after);
        if (after instanceof Connectivity.Connected connected && after != before) {
            gate.open(origin);
            if (!(before instanceof Connectivity.Connecting)) {
                Duration outage = Duration.ofMillis(connected.since() - before.since());
                log.info(
                        "DHCP4_DB_RECONNECT_SUCCEEDED database {} ({}) is back after {} ms",
                        backend,
                        place,
                        outage.toMillis());
                listener.recovered(this, outage);
            }
        }
        return after;
    }
}
