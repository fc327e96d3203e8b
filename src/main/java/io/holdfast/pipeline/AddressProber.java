package io.holdfast.pipeline;

import io.holdfast.address.Ipv4Address;
import io.holdfast.allocate.ProbeBook;
import io.holdfast.engine.Decision;
import io.holdfast.transport.Datagram;
import io.holdfast.transport.Echoes;
import java.io.IOException;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pings addresses by one thread, and keeps the packets that wait for that. Whatever happens, each comes back to the lanes,
 * with a result in the book: an address about which nothing can be found out is free, as it would be without all this.
 */
public final class AddressProber implements Prober, AutoCloseable {

    /** Packets that are kept at most. */
    static final int MOST = 1024;

    private static final Logger log = LoggerFactory.getLogger(AddressProber.class);
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final ProbeBook book;
    private final Echoes echoes;
    private final Consumer<Datagram> lanes;
    private final LongSupplier clockSeconds;
    private final LongSupplier nanoClock;
    private final Map<Ipv4Address, Check> checks = new HashMap<>();
    private @Nullable Thread thread;
    private int sequence;
    private boolean closed;

    /** One address that is being pinged. */
    private static final class Check {
        final Decision.Probe wanted;
        final Datagram packet;
        int sent;
        long due;

        Check(Decision.Probe wanted, Datagram packet) {
            this.wanted = wanted;
            this.packet = packet;
        }
    }

    /**
     * @param lanes where the packets go back to
     * @param clockSeconds seconds since 1970
     */
    public AddressProber(
            ProbeBook book,
            Echoes echoes,
            Consumer<Datagram> lanes,
            LongSupplier clockSeconds,
            LongSupplier nanoClock) {
        this.book = book;
        this.echoes = echoes;
        this.lanes = lanes;
        this.clockSeconds = clockSeconds;
        this.nanoClock = nanoClock;
    }

    public void start(ThreadFactory threads) {
        thread = threads.newThread(this::run);
        thread.start();
    }

    @Override
    public synchronized boolean probe(Decision.Probe wanted, Datagram packet) {
        if (closed || checks.size() >= MOST || !book.begin(wanted.address())) {
            return false;
        }
        Check check = new Check(wanted, packet);
        check.due = nanoClock.getAsLong();
        checks.put(wanted.address(), check);
        notifyAll();
        return true;
    }

    /** Whether that could be done. */
    private boolean ping(Check check) {
        check.sent++;
        boolean sent = echoes.send(check.wanted.address(), sequence++);
        check.due = nanoClock.getAsLong() + check.wanted.timeoutMillis() * NANOS_PER_MILLI;
        log.debug(
                "PING_CHECK_CHANNEL_ECHO_REQUEST_{} to address {}, {} of {}",
                sent ? "SENT" : "FAILED",
                check.wanted.address(),
                check.sent,
                check.wanted.requests());
        return sent;
    }

    private void run() {
        try {
            while (awaitWork()) {
                step();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized boolean awaitWork() throws InterruptedException {
        boolean idle = checks.isEmpty();
        while (checks.isEmpty() && !closed) {
            wait();
        }
        if (idle && !closed) {
            echoes.discard(); // else they would leave no room for the answers that are to come
        }
        return !closed;
    }

    /** Asks, and hears who answers and who does not. */
    void step() {
        expire();
        try {
            echoes.receive(this::answered);
        } catch (IOException e) { // whoever waits now is served without an answer, which its timeout sees to
            log.warn("PING_CHECK_CHANNEL_SOCKET_READ_FAILED {}", e.getMessage());
        }
    }

    private synchronized void answered(Ipv4Address from) {
        Check check = checks.remove(from);
        if (check != null) {
            log.info("PING_CHECK_MGR_RECEIVED_ECHO_REPLY from {}: the address is in use, it is not offered", from);
            finish(check, true);
        }
    }

    private synchronized void expire() {
        long now = nanoClock.getAsLong();
        Iterator<Check> each = checks.values().iterator();
        while (each.hasNext()) {
            Check check = each.next();
            if (check.due - now > 0) {
                continue;
            }
            if (check.sent >= check.wanted.requests() || !ping(check)) {
                each.remove();
                finish(check, false);
            }
        }
    }

    private void finish(Check check, boolean inUse) {
        book.found(check.wanted.address(), inUse, clockSeconds.getAsLong());
        lanes.accept(check.packet.again());
    }

    /** Gives everything back that is kept, so that lanes that are to end serve it still. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            checks.values().forEach(check -> finish(check, false));
            checks.clear();
            notifyAll();
        }
        try {
            if (thread != null) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        echoes.close();
    }
}
