package io.holdfast.transport;

import io.holdfast.address.HardwareAddress;
import io.holdfast.address.Ipv4Address;
import org.jspecify.annotations.Nullable;

/**
 * A UDP payload to send.
 *
 * @param via the interface to leave by
 * @param hardware when given, the frame goes to this link-level address, past ARP (raw sockets only; others broadcast)
 */
public record Outgoing(
        byte[] data,
        Link via,
        Ipv4Address source,
        Ipv4Address destination,
        int port,
        @Nullable HardwareAddress hardware) {}
