package io.holdfast.app;

import io.holdfast.transport.Datagram;
import io.holdfast.transport.Outgoing;
import io.holdfast.transport.SocketOpenException;
import io.holdfast.transport.Transport;
import io.holdfast.transport.TransportSettings;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The sockets in use, and the change from one set to another. Sending is safe at any time, also during a change. */
final class Sockets {

    private static final Logger log = LoggerFactory.getLogger(Sockets.class);

    /** Opens sockets; a test hands in its own. */
    @FunctionalInterface
    interface Opener {
        Transport open(TransportSettings settings) throws SocketOpenException;
    }

    private final Opener opener;
    private final Consumer<Datagram> handler;
    private @Nullable TransportSettings settings;
    private volatile @Nullable Transport transport;

    Sockets(Opener opener, Consumer<Datagram> handler) {
        this.opener = opener;
        this.handler = handler;
    }

    /**
     * Listens as wanted from now on. Ports can be bound once, so the former sockets are closed first; they are opened
     * again when the new ones cannot be.
     *
     * @param redetect look for interfaces again although nothing else changed
     */
    synchronized void use(TransportSettings wanted, boolean redetect) throws SocketOpenException {
        Transport former = transport;
        if (former != null && wanted.equals(settings)) {
            if (redetect) {
                // Opens what has come and re-opens what has changed; the other sockets go on.
                former.redetect();
            }
            return;
        }
        if (former != null) {
            former.close();
        }
        try {
            open(wanted);
        } catch (SocketOpenException | RuntimeException | Error e) { // whatever it is, nobody else opens them again
            if (former != null && settings != null) {
                restore(settings, e);
            }
            throw e;
        }
    }

    private void open(TransportSettings wanted) throws SocketOpenException {
        Transport opened = opener.open(wanted);
        transport = opened;
        settings = wanted;
        opened.start(handler);
    }

    private void restore(TransportSettings former, Throwable cause) {
        try {
            open(former);
        } catch (SocketOpenException e) {
            cause.addSuppressed(e);
            log.error("DHCP4_OPEN_SOCKETS_FAILED the former sockets cannot be opened again either: {}", e.getMessage());
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
        return present == null ? new Transport.Status("failed", List.of("not open")) : present.status();
    }

    void stopReceiving() {
        Transport present = transport;
        if (present != null) {
            present.stopReceiving();
        }
    }

    synchronized void close() {
        Transport present = transport;
        if (present != null) {
            present.close();
        }
    }
}
