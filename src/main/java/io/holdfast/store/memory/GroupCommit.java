package io.holdfast.store.memory;

import io.holdfast.availability.BackendUnavailable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes changes of the image durable, many threads' changes by one flush. A thread that has changed the image waits for
 * the flight its rows are on. When none is in the air, it flies itself, with all rows that are there; those that come
 * meanwhile are the next flight. So nobody waits for company, and under load one flush pays for all lanes.
 *
 * <p>All methods are called with the store's lock held. While bytes are written it is not: others may read and change
 * the image. If writing fails, everything that is not on the medium is undone in the image, newest first.
 */
final class GroupCommit {

    private static final Logger log = LoggerFactory.getLogger(GroupCommit.class);

    /** Rows that go to the medium together, and how to take them back. */
    static final class Flight {
        private final RowBuffer rows = new RowBuffer();
        private final List<Undo> undo = new ArrayList<>();
        private boolean landed;
        private @Nullable Throwable failure;
    }

    private record Undo(long high, long low, @Nullable PackedLease former) {}

    /** Something to do with the file alone. */
    interface FileAction {
        void run() throws IOException;
    }

    private final ReentrantLock lock;
    private final Condition landed;
    private final LeaseImage image;
    private final LeaseLog file;
    private final LeaseFormat format;

    private Flight boarding = new Flight();
    private @Nullable Flight inTheAir;
    private boolean flying;
    private long setbacks;
    private long refused;

    GroupCommit(ReentrantLock lock, LeaseImage image, LeaseLog file, LeaseFormat format) {
        this.lock = lock;
        this.landed = lock.newCondition();
        this.image = image;
        this.file = file;
        this.format = format;
    }

    /** The image has this row now, in the place of {@code former}. */
    void put(PackedLease lease, @Nullable PackedLease former) {
        format.put(boarding.rows, lease);
        boarding.undo.add(new Undo(lease.high(), lease.low(), former));
    }

    /** The image has this row no longer. */
    void removed(PackedLease former) {
        format.remove(boarding.rows, former);
        boarding.undo.add(new Undo(former.high(), former.low(), former));
    }

    /**
     * Returns when all changes reported so far are on the medium.
     *
     * @throws BackendUnavailable when they could not be brought there; they are undone
     */
    void await() {
        await(boarding);
    }

    /**
     * Returns when all that the image shows is on the medium, whoever has changed it.
     *
     * @throws BackendUnavailable when it could not be brought there; it is undone
     */
    void awaitOthers() {
        Flight last = boarding.undo.isEmpty() ? inTheAir : boarding;
        if (last != null) {
            await(last);
        }
    }

    private void await(Flight mine) {
        while (!mine.landed) {
            if (flying) {
                landed.awaitUninterruptibly();
            } else {
                fly();
            }
        }
        if (mine.failure != null) {
            throw new BackendUnavailable(
                    MemoryLeaseStore.BACKEND,
                    "the lease file could not be written: " + reason(mine.failure),
                    mine.failure);
        }
    }

    /** Returns when nothing is under way; whether it failed is for those who wait for it. */
    void settle() {
        while (flying || !boarding.undo.isEmpty()) {
            if (flying) {
                landed.awaitUninterruptibly();
            } else {
                fly();
            }
        }
    }

    /** Runs an action on the file between two flights, without the lock. */
    void betweenFlights(FileAction action) throws IOException {
        while (flying) {
            landed.awaitUninterruptibly();
        }
        flying = true;
        lock.unlock();
        try {
            action.run();
        } finally {
            lock.lock();
            flying = false;
            landed.signalAll();
        }
    }

    /** How often changes had to be undone. */
    long setbacks() {
        return setbacks;
    }

    private void fly() {
        Flight flight = boarding;
        boarding = new Flight();
        Throwable failure = null;
        inTheAir = flight;
        flying = true;
        lock.unlock();
        try {
            file.append(flight.rows.content());
        } catch (Throwable e) {
            // Whatever it is: those who wait for this flight must be told.
            failure = e;
        } finally {
            lock.lock();
            inTheAir = null;
            flying = false;
            landed.signalAll();
        }
        if (failure != null) {
            setBack(flight, failure);
        } else if (refused > 0) {
            log.info("the lease file can be written again; {} attempts had failed", refused);
            refused = 0;
        }
        flight.landed = true;
    }

    /** Undoes the flight and everything that came after it and may build on it. */
    private void setBack(Flight flight, Throwable failure) {
        Flight later = boarding;
        boarding = new Flight();
        undo(later);
        undo(flight);
        later.failure = failure;
        later.landed = true;
        flight.failure = failure;
        setbacks++;
        if (refused++ == 0) {
            log.error(
                    "the lease file cannot be written, {} changes are taken back and not acknowledged: {}",
                    flight.undo.size() + later.undo.size(),
                    reason(failure));
        }
    }

    private void undo(Flight flight) {
        for (Undo entry : flight.undo.reversed()) {
            if (entry.former() == null) {
                image.remove(entry.high(), entry.low());
            } else {
                image.put(entry.former());
            }
        }
    }

    private static String reason(Throwable failure) {
        String message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : message;
    }
}
