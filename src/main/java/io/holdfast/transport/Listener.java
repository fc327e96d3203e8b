package io.holdfast.transport;

import io.holdfast.address.Protocol;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A station at work: its receiving threads, and the guard that keeps senders off closed sockets. */
final class Listener {

    private static final Logger LOG = LoggerFactory.getLogger(Listener.class);

    private final Protocol protocol;
    private final Station station;
    private final List<Thread> running = new ArrayList<>();
    /** Senders share it; closing takes it alone: a closed descriptor's number may soon be another file's. */
    private final ReentrantReadWriteLock guard = new ReentrantReadWriteLock();

    private boolean closed;
    private volatile boolean stopping;
    private volatile boolean broken;

    Listener(Protocol protocol, Station station) {
        this.protocol = protocol;
        this.station = station;
    }

    /** Whether a receiver has ended because its socket is of no more use. */
    boolean broken() {
        return broken;
    }

    /** Whether sockets opened for {@code link} would be these. */
    boolean sameAs(Link link) {
        return station.link().index() == link.index()
                && station.link().addresses(protocol).equals(link.addresses(protocol));
    }

    void start(ThreadFactory threads, Consumer<Datagram> handler) {
        for (Station.Receiver receiver : station.receivers()) {
            Thread thread = threads.newThread(() -> run(receiver, handler));
            thread.setName("receive-" + receiver.name());
            running.add(thread);
            thread.start();
        }
    }

    private void run(Station.Receiver receiver, Consumer<Datagram> handler) {
        try {
            while (!stopping) {
                receiver.receive(handler);
            }
        } catch (IOException e) {
            broken = true;
            LOG.warn(
                    "{} on {}: {}; the sockets will be opened again", receiveFailed(), receiver.name(), e.getMessage());
        } catch (RuntimeException | Error e) {
            broken = true;
            throw e;
        }
    }

    /** False when closed. */
    boolean send(List<Outgoing> replies) {
        guard.readLock().lock();
        try {
            if (closed) {
                return false;
            }
            int failures = station.send(replies);
            if (failures > 0) {
                LOG.debug(
                        "{} of {} answers could not be sent by {}",
                        failures,
                        replies.size(),
                        station.link().name());
            }
            return true;
        } finally {
            guard.readLock().unlock();
        }
    }

    /** Asks the receiving threads to end, without waiting for them. */
    void askToStop() {
        stopping = true;
    }

    void stop() {
        askToStop();
        running.forEach(Listener::join);
        running.clear();
    }

    void close() {
        stop();
        guard.writeLock().lock();
        try {
            if (!closed) {
                closed = true;
                station.close();
            }
        } finally {
            guard.writeLock().unlock();
        }
    }

    /** Waits until the thread has ended; it will, within {@link Station#PATIENCE_MILLIS}. */
    static void join(Thread thread) {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Kea's identifiers differ in more than the number. */
    private String receiveFailed() {
        return switch (protocol) {
            case DHCP4 -> "DHCP4_BUFFER_RECEIVE_FAIL";
            case DHCP6 -> "DHCP6_PACKET_RECEIVE_FAIL";
        };
    }
}
