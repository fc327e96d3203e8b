package io.holdfast.availability;

import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
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
    /** Held while the state and the gate change together; never while probing or calling the listener. */
    private final ReentrantLock lock = new ReentrantLock();

    private volatile Connectivity state;
    private boolean closed;

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
        this.state = new Connectivity.Connecting(clockMillis.getAsLong());
    }

    public String backend() {
        return backend;
    }

    public String place() {
        return place;
    }

    public Connectivity state() {
        return state;
    }

    /** Whether calls are worth making: false while it is being recovered. */
    public boolean isUsable() {
        return state instanceof Connectivity.Connected;
    }

    /**
     * Reaches the backend for the first time, on the calling thread. To be called once, before anybody uses the backend.
     *
     * @throws BackendUnavailable when it cannot be reached and the policy does not retry at the start
     */
    public void start() {
        try {
            probe.reach();
        } catch (BackendUnavailable e) {
            if (!policy.retryOnStartup()) {
                throw e;
            }
            away(String.valueOf(e.getMessage()), Connectivity.Connecting.class);
            return;
        }
        reached();
    }

    /**
     * A caller could not use the database. The first to say so starts the recovery; the others change nothing, nor does
     * anybody as long as the database has not been reached.
     */
    public void lost(String error) {
        if (isUsable()) { // most callers of an outage come too late, and need no lock to learn it
            away(error, Connectivity.Connected.class);
        }
    }

    /** No more attempts, and no more reasons in the gate; for orderly ends and reconfigurations. */
    public void close() {
        lock.lock();
        try {
            closed = true;
            gate.release(this);
        } finally {
            lock.unlock();
        }
    }

    /** From {@code before} into recovery; nothing when the state is another by now. */
    private void away(String error, Class<? extends Connectivity> before) {
        Connectivity after;
        lock.lock();
        try {
            if (closed || !before.isInstance(state)) {
                return;
            }
            after = move(new Connectivity.Failed(error));
            if (policy.stopService()) {
                gate.hold(this, Reason.database(origin, backend));
            }
        } finally {
            lock.unlock();
        }
        log.error("DHCP4_DB_RECONNECT_LOST_CONNECTION database {} ({}) is away: {}", backend, place, error);
        if (after instanceof Connectivity.Abandoned) {
            givenUp("DHCP4_FATAL_DB_RECONNECT_DISABLED", "DHCP4_DB_RECONNECT_DISABLED", "recovery is switched off");
        } else {
            scheduler.after(Duration.ZERO, this::attempt);
        }
    }

    private void attempt() {
        if (isClosed()) {
            return;
        }
        try {
            probe.reach();
        } catch (RuntimeException | Error e) { // whatever is wrong, it cannot be used, and the tries must go on
            failed(e.getMessage() == null ? e.toString() : e.getMessage());
            return;
        }
        reached();
    }

    private void reached() {
        Connectivity before;
        Connectivity after;
        lock.lock();
        try {
            if (closed) {
                return;
            }
            before = state;
            after = move(new Connectivity.Reached());
            gate.release(this);
        } finally {
            lock.unlock();
        }
        if (!(before instanceof Connectivity.Connecting)) {
            back(Duration.ofMillis(after.since() - before.since()));
        }
    }

    private void back(Duration outage) {
        log.info(
                "DHCP4_DB_RECONNECT_SUCCEEDED database {} ({}) is back after {} ms", backend, place, outage.toMillis());
        try {
            listener.recovered(this, outage);
        } catch (RuntimeException e) { // clients are served again, whatever else should have followed
            log.error("after the recovery of database {} ({}): {}", backend, place, e.getMessage(), e);
        }
    }

    private void failed(String error) {
        Connectivity before;
        Connectivity after;
        lock.lock();
        try {
            if (closed) {
                return;
            }
            before = state;
            after = move(new Connectivity.Failed(error));
        } finally {
            lock.unlock();
        }
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
            case Connectivity.Abandoned a
            when before instanceof Connectivity.Recovering ->
                givenUp(
                        "DHCP4_FATAL_DB_RECONNECT_FAILED",
                        "DHCP4_DB_RECONNECT_FAILED",
                        a.attempts() + " attempts have failed, the last with: " + error);
            case Connectivity.Abandoned _ -> trySlowly();
            case Connectivity.Connected _, Connectivity.Connecting _ ->
                throw new IllegalStateException("a failure led to " + after);
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
            trySlowly();
        }
    }

    private void trySlowly() {
        scheduler.after(Duration.ofMillis(LossPolicy.SLOW_WAIT_MILLIS), this::attempt);
    }

    private boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    /** With the lock held. */
    private Connectivity move(Connectivity.Event event) {
        state = Connectivity.next(state, event, policy, clockMillis.getAsLong());
        return state;
    }
}
