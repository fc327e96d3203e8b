package io.holdfast.transport;

import io.holdfast.address.IpAddress;

/**
 * A received UDP payload, {@code data[0, length)}, and how it came. The receiver owns {@code data}.
 *
 * @param link where it came in; its addresses are those listened on
 * @param destination the address it was sent to: one of ours, the broadcast address, or a multicast group
 * @param receivedNanos {@link System#nanoTime()} when it was read from the socket
 */
public record Datagram(
        byte[] data,
        int length,
        Link link,
        IpAddress source,
        int sourcePort,
        IpAddress destination,
        long receivedNanos) {}
