package io.holdfast.transport;

import io.holdfast.address.HardwareAddress;
import io.holdfast.address.IpAddress;
import org.jspecify.annotations.Nullable;

/**
 * A UDP payload to send.
 *
 * @param via the interface to leave by
 * @param source our address; where it is none of those listened on (as the group a request was sent to), the transport
 *     takes one that is: in IPv6 a link-local one
 * @param hardware when given, the frame goes to this link-level address, past ARP (raw sockets of DHCPv4
 *     only; others broadcast)
 */
public record Outgoing(
        byte[] data,
        Link via,
        IpAddress source,
        IpAddress destination,
        int port,
        @Nullable HardwareAddress hardware) {}
