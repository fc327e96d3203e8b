package io.holdfast.pipeline;

import io.holdfast.engine.Transmission;
import io.holdfast.transport.Datagram;
import io.holdfast.transport.Outgoing;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes all packets that wait, works on them as one {@link Batch}, and sends the answers. While it waits for the database
 * packets gather: they are the next batch, so the batch is as large as the load asks for. Run by one thread.
 */
final class Lane implements Runnable {

    private static final Logger log = LoggerFactory.getLogger(Lane.class);
    static final int MAX_BATCH = 512;

    private final int number;
    private final Inbox inbox;
    private final LaneSurroundings around;
    private final Tally tally;
    private final Drops drops;
    /** Fair, so that a busy lane lets those in who wait for it to be quiet. */
    private final ReentrantLock working = new ReentrantLock(true);

    Lane(int number, int capacity, LaneSurroundings around) {
        this.number = number;
        this.inbox = new Inbox(capacity);
        this.around = around;
        this.tally = new Tally(around.statistics());
        this.drops = new Drops(around.protocol(), tally, around.meters(), around.nanoClock());
    }

    Inbox inbox() {
        return inbox;
    }

    /** Waits until the batch under way, if any, has been answered. */
    void awaitQuiet() {
        working.lock();
        working.unlock();
    }

    /** Does something between two batches. */
    void whileQuiet(Runnable work) {
        working.lock();
        try {
            work.run();
        } finally {
            working.unlock();
        }
    }

    @Override
    public void run() {
        List<Datagram> datagrams = new ArrayList<>(MAX_BATCH);
        try {
            for (int waiting = inbox.take(datagrams, MAX_BATCH);
                    waiting >= 0;
                    waiting = inbox.take(datagrams, MAX_BATCH)) {
                survive(datagrams, waiting);
                datagrams.clear();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A lane must outlive any fault, and want of memory even while telling of it: its clients have no other. */
    private void survive(List<Datagram> datagrams, int waiting) {
        try {
            around.meters().batch(number, datagrams.size(), waiting);
            work(datagrams);
        } catch (RuntimeException | Error e) {
            report(datagrams.size(), e);
        }
    }

    private void report(int packets, Throwable fault) {
        try {
            log.error("{} a batch of {} packets was abandoned", Event.FAULT.id(around.protocol()), packets, fault);
        } catch (RuntimeException | Error e) { // not even that; the next batch may fare better
            fault.addSuppressed(e);
        }
    }

    /** One batch from beginning to end. */
    void work(List<Datagram> datagrams) {
        working.lock();
        try {
            Serving serving = around.serving().get();
            if (serving == null || !around.gate().isOpen()) {
                datagrams.forEach(drops::disabled);
            } else {
                long now = around.clockSeconds().getAsLong();
                Batch batch = new Batch(serving, now, drops, around.prober());
                batch.process(datagrams);
                answer(batch.answered(), now);
            }
        } catch (RuntimeException | Error e) { // see survive
            report(datagrams.size(), e);
        } finally {
            try {
                tally.flush();
            } finally {
                working.unlock();
            }
        }
    }

    private void answer(List<Entry> entries, long now) {
        List<Outgoing> replies = new ArrayList<>(entries.size());
        List<String> outcomes = new ArrayList<>(entries.size());
        for (Entry entry : entries) {
            outcomes.add(write(entry, now, replies));
        }
        around.sender().accept(replies);
        long sent = around.nanoClock().getAsLong();
        for (int i = 0; i < entries.size(); i++) {
            Entry entry = entries.get(i);
            around.meters().exchange(entry.type(), outcomes.get(i), sent - entry.datagram.receivedNanos());
        }
    }

    /** Writes the reply, if there is one; returns the outcome's label. */
    private String write(Entry entry, long now, List<Outgoing> replies) {
        try {
            Transmission reply = entry.exchange.reply(now);
            if (reply == null) {
                return "silent";
            }
            tally.sent(reply.type());
            entry.exchange.failures().forEach(tally::failed); // the reply says so
            entry.exchange.reused().forEach(tally::reused);
            replies.add(new Outgoing(
                    reply.data(),
                    entry.datagram.link(),
                    reply.source(),
                    reply.destination(),
                    reply.port(),
                    reply.hardware()));
            return reply.type();
        } catch (RuntimeException e) { // see Batch.open
            drops.failed(entry.datagram, e);
            return "dropped";
        }
    }
}
