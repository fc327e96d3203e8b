package io.holdfast.app;

import io.holdfast.availability.DatabaseWatch;
import io.holdfast.transport.Datagram;
import io.holdfast.transport.Outgoing;
import io.holdfast.transport.SocketOpenException;
import io.holdfast.transport.Transport;
import io.holdfast.transport.TransportSettings;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The sockets in use, and the change from one set to another. Sending is safe at any time, also during a change. */
final class Sockets {

    private static final Logger log = LoggerFactory.getLogger(Sockets.class);
    private static final Duration LEAST_WAIT = Duration.ofMillis(100);

    /** Opens sockets; a test hands in its own. */
    @FunctionalInterface
    interface Opener {
        Transport open(TransportSettings settings) throws SocketOpenException;
    }

    private final Opener opener;
    private final Consumer<Datagram> handler;
    private final DatabaseWatch.Scheduler scheduler;
    private @Nullable TransportSettings settings;
    private volatile @Nullable Transport transport;

    /** Why the sockets that are wanted are not open; absent when they are. */
    private volatile @Nullable String missing;

    /** Which wish is the latest: tries for a former one are over. */
    private long wish;

    /** @param scheduler for trying again */
    Sockets(Opener opener, Consumer<Datagram> handler, DatabaseWatch.Scheduler scheduler) {
        this.opener = opener;
        this.handler = handler;
        this.scheduler = scheduler;
    }

    /**
     * Listens as wanted from now on. Ports can be bound once, so the former sockets are closed first; when the new ones
     * cannot be opened, it goes back to them.
     *
     * @param redetect look for interfaces again although nothing else changed
     */
    synchronized void use(TransportSettings wanted, boolean redetect) throws SocketOpenException {
        Transport present = transport;
        if (present != null && wanted.equals(settings)) {
            if (redetect) {
                // Opens what has come and re-opens what has changed; the other sockets go on.
                present.redetect();
            }
            return;
        }
        TransportSettings former = settings;
        closePresent();
        try {
            open(wanted);
            settings = wanted;
        } catch (SocketOpenException | RuntimeException | Error e) { // whatever it is, nobody else opens them again
            if (former != null) {
                reopen(former, wish);
            }
            throw e;
        }
    }

    /** Listens as before again. What cannot be opened now is tried until it can be. */
    synchronized void goBackTo(TransportSettings former) {
        if (!former.equals(settings)) {
            closePresent();
            settings = former;
            reopen(former, wish);
        }
    }

    /** Tries until it has succeeded or something else is wanted: nobody else would open these sockets. */
    private synchronized void reopen(TransportSettings former, long wanted) {
        if (wanted != wish) {
            return;
        }
        String before = missing;
        try {
            open(former.patiently());
            if (before != null) {
                log.info("the sockets are open again");
            }
        } catch (SocketOpenException | RuntimeException e) { // there is nobody to tell but the log
            missing = String.valueOf(e.getMessage());
            if (!missing.equals(before)) {
                log.error(
                        "{}_OPEN_SOCKETS_FAILED {}; tried again every {}",
                        former.protocol(),
                        missing,
                        former.retryWait());
            }
            Duration wait = former.retryWait().compareTo(LEAST_WAIT) < 0 ? LEAST_WAIT : former.retryWait();
            scheduler.after(wait, () -> reopen(former, wanted));
        }
    }

    private void open(TransportSettings wanted) throws SocketOpenException {
        Transport opened = opener.open(wanted);
        transport = opened; // before the first packet, so that its answer gets out
        try {
            opened.start(handler);
        } catch (RuntimeException | Error e) {
            transport = null;
            opened.close();
            throw e;
        }
        missing = null;
    }

    private void closePresent() {
        wish++;
        Transport present = transport;
        transport = null;
        if (present != null) {
            present.close();
        }
    }

    void send(List<Outgoing> replies) {
        Transport present = transport;
        if (present != null) {
            present.send(replies);
        }
    }

    Transport.Status status() {
        Transport present = transport;
        if (present != null) {
            return present.status();
        }
        String why = missing;
        return why == null
                ? new Transport.Status("failed", List.of("not open"), 0)
                : new Transport.Status("retrying", List.of(why), 0);
    }

    synchronized void stopReceiving() {
        wish++;
        Transport present = transport;
        if (present != null) {
            present.stopReceiving();
        }
    }

    synchronized void close() {
        closePresent();
    }
}
