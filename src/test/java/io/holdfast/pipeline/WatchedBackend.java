package io.holdfast.pipeline;

import io.holdfast.address.Protocol;
import io.holdfast.availability.BackendIdentity;
import io.holdfast.availability.BackendUnavailable;
import io.holdfast.availability.Connectivity;
import io.holdfast.availability.DatabaseWatch;
import io.holdfast.availability.ServiceGate;
import io.holdfast.telemetry.Meters;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/** A real watch over a backend that can be taken away, and beside it the model of what it has to do. */
final class WatchedBackend implements DatabaseWatch.Probe, DatabaseWatch.Listener {

    /** A database as a server sees it, whoever watches it. */
    static final class Database {
        final String use;
        final int origin;
        boolean reachable = true;

        Database(String use, int origin) {
            this.use = use;
            this.origin = origin;
        }
    }

    final Database database;
    final DatabaseWatch watch;
    final WatchModel model;
    private final Findings findings;
    private final LongSupplier clock;
    private final Runnable onRecovered;
    private boolean starting;
    private int recoveries;
    private int fatals;

    WatchedBackend(
            Database database,
            OutageTerms terms,
            ServiceGate gate,
            DatabaseWatch.Scheduler scheduler,
            LongSupplier clock,
            Findings findings,
            Runnable onRecovered) {
        this.database = database;
        this.findings = findings;
        this.clock = clock;
        this.onRecovered = onRecovered;
        model = new WatchModel(database.use, terms, findings);
        watch = new DatabaseWatch(
                new BackendIdentity(Protocol.DHCP4, database.use, kind(database.origin), "simulated"),
                terms.policy(),
                this,
                new DatabaseWatch.Surroundings(gate, scheduler, clock, () -> 0.5, Meters.NONE, this));
    }

    private static BackendIdentity.Kind kind(int origin) {
        return Stream.of(BackendIdentity.Kind.values())
                .filter(kind -> kind.origin() == origin)
                .findFirst()
                .orElseThrow();
    }

    /** False when it cannot be reached and is not to be waited for. */
    boolean start() {
        starting = true;
        try {
            watch.start();
            return true;
        } catch (BackendUnavailable e) {
            return false;
        } finally {
            starting = false;
        }
    }

    @Override
    public void reach() {
        if (starting) {
            model.started(database.reachable, clock.getAsLong());
        } else {
            model.attempted(database.reachable, clock.getAsLong());
        }
        if (!database.reachable) {
            if (!starting && model.attempts() % 3 == 0) {
                throw new IllegalStateException("a fault of the driver");
            }
            throw new BackendUnavailable(database.use, "still away");
        }
    }

    /** A statement or the check of idle connections uses the backend. */
    void use() {
        if (!database.reachable) {
            model.lost(clock.getAsLong());
            watch.lost("away");
        }
    }

    void close() {
        model.close();
        watch.close();
    }

    boolean exitAskedFor() {
        return fatals > 0;
    }

    @Override
    public void recovered(DatabaseWatch back, Duration outage) {
        recoveries++;
        onRecovered.run();
    }

    @Override
    public void fatal(DatabaseWatch gone) {
        fatals++;
    }

    void check() {
        long now = clock.getAsLong();
        require(watch.isUsable() == model.up(), "is usable: " + watch.isUsable());
        require(!model.overdue(now), "has not been tried in time");
        require(fatals == model.exits(), "has asked for the end " + fatals + " times");
        require(recoveries == model.recoveries(), "has told of " + recoveries + " recoveries");
        switch (watch.state()) {
            case Connectivity.Connecting _ -> require(false, "is still connecting");
            case Connectivity.Connected _ -> require(model.up(), "is connected");
            case Connectivity.Recovering r ->
                require(
                        r.attempts() == model.attempts() && r.left() == model.left() && r.left() > 0,
                        "tells of other attempts");
            case Connectivity.Abandoned a ->
                require(a.attempts() == model.attempts() && model.left() == 0, "is given up");
        }
    }

    private void require(boolean holds, String what) {
        findings.require(
                holds,
                () -> database.use + " " + what + ", state " + watch.state() + ", but the model has "
                        + (model.up() ? "it up, " : "it down, ") + model.attempts() + " attempts, " + model.exits()
                        + " ends, " + model.recoveries() + " recoveries");
    }
}
