package io.holdfast.pipeline;

import io.holdfast.transport.Datagram;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Datagrams that wait for one lane: a ring. When it is full the oldest is dropped, because its client is the likeliest to
 * have asked again already.
 */
final class Inbox {

    private final @Nullable Datagram[] ring;
    private int head;
    private int size;
    private boolean closed;

    Inbox(int capacity) {
        ring = new Datagram[capacity];
    }

    /** Whether a datagram was lost: an older one that had to make room, or this one because the inbox is closed. */
    synchronized boolean put(Datagram datagram) {
        if (closed) {
            return true;
        }
        boolean full = size == ring.length;
        ring[(head + size) % ring.length] = datagram;
        if (full) {
            head = (head + 1) % ring.length;
        } else if (size++ == 0) {
            notify();
        }
        return full;
    }

    /**
     * Moves up to {@code most} datagrams into {@code batch}, oldest first; waits while there are none.
     *
     * @return how many are left, or -1 when the inbox is closed and empty
     */
    synchronized int take(List<Datagram> batch, int most) throws InterruptedException {
        while (size == 0) {
            if (closed) {
                return -1;
            }
            wait();
        }
        for (int n = Math.min(size, most); n > 0; n--) {
            Datagram datagram = ring[head];
            if (datagram != null) {
                batch.add(datagram);
            }
            ring[head] = null;
            head = (head + 1) % ring.length;
            size--;
        }
        return size;
    }

    synchronized int size() {
        return size;
    }

    /** What waits is still handed out; then takers learn that it is over. */
    synchronized void close() {
        closed = true;
        notifyAll();
    }
}
