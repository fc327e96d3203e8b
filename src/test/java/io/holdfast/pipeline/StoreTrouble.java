package io.holdfast.pipeline;

import io.holdfast.availability.BackendBusy;
import io.holdfast.availability.BackendUnavailable;
import io.holdfast.lease.LeaseChange;
import java.time.Duration;
import java.util.List;

/**
 * Stands around every call of every lease store: tells the ledger what is durable, lets other lanes of any server work in
 * the middle, and has things go wrong.
 */
final class StoreTrouble {

    /** What can go wrong with one call. */
    enum Kind {
        /** The connection breaks before anything is done. */
        BEFORE,
        /** All is done, and durable, but the answer does not come. */
        AFTER,
        BUSY,
        /** The database refuses the statement. */
        BROKEN,
        /** Nothing happens for seconds, then the time limit strikes. */
        HANG,
        /** It takes seconds, and succeeds. */
        SLOW,
        CRASH_BEFORE,
        CRASH_AFTER;

        boolean isAfter() {
            return this == AFTER || this == CRASH_AFTER;
        }
    }

    /** The process ends in the middle of whatever it did. */
    static final class Crash extends Error {
        private static final long serialVersionUID = 1L;
    }

    /** The database does not accept a statement. */
    static final class Refusal extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Refusal(String operation) {
            super("refused " + operation);
        }
    }

    private static final int DEEPEST = 2;

    private final World world;
    private int depth;

    StoreTrouble(World world) {
        this.world = world;
    }

    void at(ServerLife server, String operation, boolean done) {
        List<LeaseChange> changes =
                done && operation.equals("apply") ? server.store().lastApplied() : List.of();
        if (done) {
            world.journal.detail(() -> operation + " " + changes + " at " + server);
            note(operation, changes);
        }
        interleave(server, operation);
        if (!server.isAlive()) {
            throw new Crash();
        }
        if (!done && !server.leaseDatabase().reachable) {
            unavailable(server, operation);
        }
        Kind kind = server.trouble;
        if (kind != null && kind.isAfter() == done) {
            server.trouble = null;
            happen(kind, server, operation);
        }
        server.counts.applied(changes);
    }

    private void note(String operation, List<LeaseChange> changes) {
        if (operation.equals("purge")) {
            world.ledger.resync(world.store);
        } else {
            world.ledger.commit(changes, world.seconds());
        }
    }

    /** Not while leases are counted: then no lane is at work. */
    private void interleave(ServerLife server, String operation) {
        if (depth < DEEPEST && !operation.equals("count") && world.random.nextInt(6) == 0) {
            depth++;
            world.anyServer().lanes.workOne();
            depth--;
        }
    }

    private void happen(Kind kind, ServerLife server, String operation) {
        world.count(World.Event.STORE_FAULT);
        world.journal.detail(() -> kind + " in " + operation + " at " + server);
        switch (kind) {
            case BEFORE, AFTER -> breakDown(server, operation);
            case BUSY -> throw new BackendBusy("lease", "busy in " + operation, new IllegalStateException());
            case BROKEN -> throw new Refusal(operation);
            case HANG -> {
                pass(server);
                breakDown(server, operation);
            }
            case SLOW -> pass(server);
            case CRASH_BEFORE, CRASH_AFTER -> {
                world.count(World.Event.CRASH);
                server.crash();
                throw new Crash();
            }
        }
    }

    /** Only a lane waits while time passes: timers have threads of their own, of which the simulation has none. */
    private void pass(ServerLife server) {
        if (depth == 0 && server.lanes.areAtWork() && !world.isTurning()) {
            world.turn(Duration.ofMillis(world.random.nextInt(5000)));
        }
    }

    private void breakDown(ServerLife server, String operation) {
        server.leaseDatabase().reachable = world.random.nextInt(3) == 0;
        unavailable(server, operation);
    }

    private static void unavailable(ServerLife server, String operation) {
        server.leaseCallFailed();
        throw new BackendUnavailable("lease", "away in " + operation);
    }
}
