package io.holdfast.transport;

import io.holdfast.address.Ipv4Address;

/**
 * A received UDP payload, {@code data[0, length)}, and how it came. The receiver owns {@code data}.
 *
 * @param receivedNanos {@link System#nanoTime()} when it was read from the socket
 */
public record Datagram(
        byte[] data,
        int length,
        Link link,
        Ipv4Address source,
        int sourcePort,
        Ipv4Address destination,
        long receivedNanos) {}
