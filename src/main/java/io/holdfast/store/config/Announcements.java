package io.holdfast.store.config;

import io.holdfast.address.Protocol;
import io.holdfast.store.ConfigDialect;
import io.holdfast.store.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Listens to a database that tells of changes of its configuration as soon as they are durable. Has a connection of its own;
 * while that is away nothing is told, and once after it is back, in case something was missed.
 */
public final class Announcements implements Runnable, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Announcements.class);

    /** How long it may go on after it is closed. */
    private static final Duration TURN = Duration.ofMillis(250);

    /** Turns after which a connection that says nothing may have been cut. */
    private static final int SILENCE = 40;

    private static final int SECONDS_FOR_A_SIGN = 2;

    /** Seconds between two tries to listen, the longest. */
    private static final int LONGEST_PAUSE = 10;

    private final Database database;
    private final ConfigDialect.Bell bell;
    private final String subject;
    private final Runnable change;
    private final CountDownLatch closed = new CountDownLatch(1);

    /** @param change called on the thread that this runs on */
    public Announcements(Database database, ConfigDialect.Bell bell, Protocol protocol, Runnable change) {
        this.database = database;
        this.bell = bell;
        this.subject = protocol.label();
        this.change = change;
    }

    /** Until it is closed. */
    @Override
    public void run() {
        int pause = 1;
        while (!isClosed()) {
            try (Connection connection = database.promptSource().getConnection()) {
                bell.listen(connection);
                pause = 1;
                change.run();
                hear(connection);
            } catch (SQLException | RuntimeException e) { // the watch over the database tells of outages
                log.atLevel(pause == 1 ? Level.INFO : Level.DEBUG)
                        .log("{} tells of no changes until it can be listened to: {}", database.use(), e.getMessage());
                pause(pause);
                pause = Math.min(LONGEST_PAUSE, 2 * pause);
            }
        }
    }

    private void hear(Connection connection) throws SQLException {
        for (int silent = 0; !isClosed(); silent++) {
            if (bell.rang(connection, subject, TURN)) {
                silent = 0;
                change.run();
            } else if (silent >= SILENCE) {
                if (!connection.isValid(SECONDS_FOR_A_SIGN)) {
                    return;
                }
                silent = 0;
            }
        }
    }

    private boolean isClosed() {
        return closed.getCount() == 0;
    }

    private void pause(int seconds) {
        try {
            closed.await(seconds, TimeUnit.SECONDS);
        } catch (InterruptedException e) { // who interrupts wants it to end
            closed.countDown();
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
