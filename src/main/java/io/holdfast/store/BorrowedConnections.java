package io.holdfast.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connections that callers hold now, and which loss they belong to. When the database is lost, those who still wait
 * for it on another connection must not wait until TCP gives up; and what they then say of it is the echo of the same
 * loss, even if the database is back by then.
 */
final class BorrowedConnections {

    private static final Logger log = LoggerFactory.getLogger(BorrowedConnections.class);

    private final Set<Connection> held = ConcurrentHashMap.newKeySet();
    private final Executor closing;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile int losses;

    /** @param closing ends connections, which may block */
    BorrowedConnections(Executor closing) {
        this.closing = closing;
    }

    /** How many losses there have been. */
    int losses() {
        return losses;
    }

    void hold(Connection connection) {
        held.add(connection);
    }

    void release(Connection connection) {
        held.remove(connection);
    }

    /**
     * A loss was seen by somebody who began when there had been {@code before} losses. False when it is known already.
     * When it is news it is told, before anybody who belongs to the time after it can begin, and everybody else's wait
     * ends.
     */
    boolean isNews(int before, Runnable tell) {
        lock.lock();
        try {
            if (losses != before) {
                return false;
            }
            tell.run();
            losses = before + 1;
        } finally {
            lock.unlock();
        }
        for (Connection connection : held) {
            closing.execute(() -> end(connection));
        }
        return true;
    }

    private static void end(Connection connection) {
        try {
            connection.abort(Runnable::run);
        } catch (SQLException e) { // its holder will see for itself, only later
            log.debug("a connection to a lost database could not be ended: {}", e.getMessage());
        }
    }
}
