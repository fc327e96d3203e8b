package io.holdfast.engine.v4;

import io.holdfast.address.HardwareAddress;
import io.holdfast.address.Ipv4Address;
import io.holdfast.wire.v4.MessageType4;
import org.jspecify.annotations.Nullable;

/**
 * A reply and where it goes (RFC 2131 §4.1).
 *
 * @param hardware where to send at link level, when the client has no address yet that could be resolved
 */
public record Transmission(
        MessageType4 type,
        byte[] data,
        Ipv4Address source,
        Ipv4Address destination,
        int port,
        @Nullable HardwareAddress hardware) {}
