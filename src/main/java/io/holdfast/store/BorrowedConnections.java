package io.holdfast.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connections that callers hold now, and which loss they belong to. When the database is lost, those who still wait
 * for it on another connection must not wait until TCP gives up; and what they then say of it is the echo of the same
 * loss, even if the database is back by then.
 */
final class BorrowedConnections {

    private static final Logger log = LoggerFactory.getLogger(BorrowedConnections.class);
    private static final Executor DIRECT = Runnable::run;

    private final Set<Connection> held = ConcurrentHashMap.newKeySet();
    private final AtomicInteger losses = new AtomicInteger();

    /** How many losses there have been. */
    int losses() {
        return losses.get();
    }

    void hold(Connection connection) {
        held.add(connection);
    }

    void release(Connection connection) {
        held.remove(connection);
    }

    /**
     * A loss was seen by somebody who began when there had been {@code before} losses. False when it is known already;
     * true when it is news: then everybody else's wait ends now.
     */
    boolean isNews(int before) {
        if (!losses.compareAndSet(before, before + 1)) {
            return false;
        }
        for (Connection connection : held) {
            try {
                connection.abort(DIRECT);
            } catch (SQLException e) { // its holder will see for itself, only later
                log.debug("a connection to a lost database could not be ended: {}", e.getMessage());
            }
        }
        return true;
    }
}
