package io.holdfast.availability;

import io.holdfast.telemetry.Meters;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.DoubleSupplier;
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

    /**
     * What all watches of a server share.
     *
     * @param clockMillis milliseconds since 1970
     * @param chance numbers from 0 to below 1, for jitter
     */
    public record Surroundings(
            ServiceGate gate,
            Scheduler scheduler,
            LongSupplier clockMillis,
            DoubleSupplier chance,
            Meters meters,
            Listener listener) {}

    private final BackendIdentity identity;
    private final LossPolicy policy;
    private final Probe probe;
    private final Surroundings around;
    /** Held while the state and the gate change together; never while probing or calling the listener. */
    private final ReentrantLock lock = new ReentrantLock();

    private volatile Connectivity state;
    private boolean closed;

    public DatabaseWatch(BackendIdentity identity, LossPolicy policy, Probe probe, Surroundings around) {
        this.identity = identity;
        this.policy = policy;
        this.probe = probe;
        this.around = around;
        this.state = new Connectivity.Connecting(now());
    }

    public BackendIdentity identity() {
        return identity;
    }

    public LossPolicy policy() {
        return policy;
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
     * @throws BackendUnavailable when it cannot be reached and the policy does not retry at the start; whatever else the
     *     probe throws is not cured by waiting, and thrown in any case
     */
    public void start() {
        try {
            reach();
        } catch (BackendUnavailable e) {
            if (policy.retryOnStartup()) {
                away(text(e), Connectivity.Connecting.class);
                return;
            }
            refused(e);
            throw e;
        } catch (RuntimeException e) {
            refused(e);
            throw e;
        }
        reached();
    }

    /** A caller could not use the database; {@link #lost(String)} unless it is known already. */
    public void lost(BackendUnavailable e) {
        if (!e.isKnown()) {
            lost(text(e));
        }
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
            around.gate().release(this);
        } finally {
            lock.unlock();
        }
    }

    private void refused(RuntimeException e) {
        lock.lock();
        try {
            move(new Connectivity.Refused(text(e)));
        } finally {
            lock.unlock();
        }
    }

    /** From {@code before} into recovery; nothing when the state is another by now. */
    private void away(String error, Class<? extends Connectivity> before) {
        Connectivity earlier;
        Connectivity after;
        lock.lock();
        try {
            if (closed || !before.isInstance(state)) {
                return;
            }
            earlier = state;
            after = move(failure(error));
            if (policy.stopService()) {
                around.gate().hold(this, identity.reason());
            }
        } finally {
            lock.unlock();
        }
        log.error(
                "{}_DB_RECONNECT_LOST_CONNECTION {} database {} is away: {}",
                identity.protocol(),
                before == Connectivity.Connected.class
                        ? identity.kind().lossMessage()
                        : identity.kind().startMessage(),
                identity,
                error);
        switch (after) {
            case Connectivity.Recovering r -> scheduleAt(r.nextAttempt());
            case Connectivity.Abandoned a -> lostForGood(a, earlier);
            case Connectivity.Connected _, Connectivity.Connecting _ ->
                throw new IllegalStateException("a loss led to " + after);
        }
    }

    /** There were to be no tries, or a relapse has used up the last, or was one of a backend given up before. */
    private void lostForGood(Connectivity.Abandoned state, Connectivity earlier) {
        if (!policy.recovers()) {
            givenUp(
                    identity.protocol() + "_FATAL_DB_RECONNECT_DISABLED",
                    identity.protocol() + "_DB_RECONNECT_DISABLED",
                    "recovery is switched off");
        } else if (earlier instanceof Connectivity.Connected(long _, Connectivity.Abandoned _)) {
            trySlowly();
        } else {
            tooOften(state);
        }
    }

    private void scheduleAt(long millis) {
        around.scheduler().after(Duration.ofMillis(Math.max(0, millis - now())), this::attempt);
    }

    private void attempt() {
        if (isClosed()) {
            return;
        }
        try {
            reach();
        } catch (RuntimeException | Error e) { // whatever is wrong, it cannot be used, and the tries must go on
            failed(text(e));
            return;
        }
        reached();
    }

    private void reach() {
        boolean done = false;
        try {
            probe.reach();
            done = true;
        } finally {
            around.meters().backendAttempt(identity.use(), done);
        }
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
            around.gate().release(this);
        } finally {
            lock.unlock();
        }
        if (!(before instanceof Connectivity.Connecting)) {
            back(Duration.ofMillis(Math.max(0, after.since() - before.since())));
        }
    }

    private void back(Duration outage) {
        around.meters().backendRecovered(identity.use(), outage.toMillis());
        log.info(
                "{}_DB_RECONNECT_SUCCEEDED database {} is back after {} ms",
                identity.protocol(),
                identity,
                outage.toMillis());
        try {
            around.listener().recovered(this, outage);
        } catch (RuntimeException e) { // clients are served again, whatever else should have followed
            log.error("after the recovery of database {}: {}", identity, e.getMessage(), e);
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
            after = move(failure(error));
        } finally {
            lock.unlock();
        }
        switch (after) {
            case Connectivity.Recovering r -> tryAgain(r);
            case Connectivity.Abandoned a when before instanceof Connectivity.Recovering -> tooOften(a);
            case Connectivity.Abandoned a -> {
                log.debug("database {} still away after attempt {}: {}", identity, a.attempts(), error);
                trySlowly();
            }
            case Connectivity.Connected _, Connectivity.Connecting _ ->
                throw new IllegalStateException("a failure led to " + after);
        }
    }

    private void tryAgain(Connectivity.Recovering state) {
        long pause = Math.max(0, state.nextAttempt() - now());
        log.info(
                "{} database {} still away after attempt {}: {}; {} next in {} ms, {} left",
                identity.kind().message("RECONNECT_ATTEMPT_FAILED"),
                identity,
                state.attempts(),
                state.lastError(),
                identity.kind().message("RECONNECT_ATTEMPT_SCHEDULE"),
                pause,
                state.left());
        scheduleAt(state.nextAttempt());
    }

    private void tooOften(Connectivity.Abandoned state) {
        String tries = state.attempts() == 1 ? "1 attempt has" : state.attempts() + " attempts have";
        givenUp(
                identity.protocol() + "_FATAL_DB_RECONNECT_FAILED "
                        + identity.kind().message("RECONNECT_FAILED"),
                identity.protocol() + "_DB_RECONNECT_FAILED " + identity.kind().message("RECONNECT_FAILED"),
                tries + " failed, the last with: " + state.lastError());
    }

    private void givenUp(String fatalId, String id, String why) {
        if (policy.exitOnFailure()) {
            log.error("{} database {}: {}; the server ends", fatalId, identity, why);
            around.listener().fatal(this);
        } else {
            log.error(
                    "{} database {}: {}; it is tried again every {} s",
                    id,
                    identity,
                    why,
                    LossPolicy.SLOW_WAIT_MILLIS / 1000);
            trySlowly();
        }
    }

    private void trySlowly() {
        around.scheduler().after(Duration.ofMillis(LossPolicy.SLOW_WAIT_MILLIS), this::attempt);
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
        state = Connectivity.next(state, event, policy, now());
        return state;
    }

    private Connectivity.Failed failure(String error) {
        return new Connectivity.Failed(error, around.chance().getAsDouble());
    }

    private long now() {
        return around.clockMillis().getAsLong();
    }

    private static String text(Throwable e) {
        if (e instanceof BackendUnavailable unavailable) {
            return unavailable.reason();
        }
        return e.getMessage() == null ? e.toString() : e.getMessage();
    }
}
