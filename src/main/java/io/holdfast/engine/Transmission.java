package io.holdfast.engine;

import io.holdfast.address.HardwareAddress;
import io.holdfast.address.IpAddress;
import org.jspecify.annotations.Nullable;

/**
 * A reply and where it goes (RFC 2131 §4.1, RFC 8415 §18.3.10).
 *
 * @param type of the message, as in {@code DHCPOFFER} or {@code ADVERTISE}; inside what goes to a relay, that for the client
 * @param source unspecified to leave the choice to the system
 * @param hardware where to send at link level, when the client has no address yet that could be resolved; never for
 *     DHCPv6, whose clients have link-local ones
 */
public record Transmission(
        String type,
        byte[] data,
        IpAddress source,
        IpAddress destination,
        int port,
        @Nullable HardwareAddress hardware) {}
