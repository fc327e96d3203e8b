package io.holdfast.classify;

import io.holdfast.address.IpAddress;
import io.holdfast.wire.v4.Message4;
import io.holdfast.wire.v6.Message6;

/** What expressions can read: a message, and how it came. */
public sealed interface PacketFacts {

    /** The interface it came by. */
    String interfaceName();

    IpAddress source();

    IpAddress destination();

    /** Of the message in bytes. */
    int length();

    /** A DHCPv4 message. */
    record Of4(Message4 message, String interfaceName, IpAddress source, IpAddress destination, int length)
            implements PacketFacts {}

    /** A DHCPv6 message with its relays. */
    record Of6(Message6 message, String interfaceName, IpAddress source, IpAddress destination, int length)
            implements PacketFacts {}
}
