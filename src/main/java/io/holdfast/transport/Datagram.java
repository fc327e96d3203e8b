package io.holdfast.transport;

import io.holdfast.address.IpAddress;

/**
 * A received UDP payload, {@code data[0, length)}, and how it came. The receiver owns {@code data}.
 *
 * @param link where it came in; its addresses are those listened on
 * @param destination the address it was sent to: one of ours, the broadcast address, or a multicast group
 * @param receivedNanos {@link System#nanoTime()} when it was read from the socket
 * @param served whether it was worked on before, and put aside
 */
public record Datagram(
        byte[] data,
        int length,
        Link link,
        IpAddress source,
        int sourcePort,
        IpAddress destination,
        long receivedNanos,
        boolean served) {

    public Datagram(
            byte[] data,
            int length,
            Link link,
            IpAddress source,
            int sourcePort,
            IpAddress destination,
            long receivedNanos) {
        this(data, length, link, source, sourcePort, destination, receivedNanos, false);
    }

    /** The same, to be worked on anew. */
    public Datagram again() {
        return new Datagram(data, length, link, source, sourcePort, destination, receivedNanos, true);
    }
}
