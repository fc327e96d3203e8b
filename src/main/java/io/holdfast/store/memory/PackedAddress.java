package io.holdfast.store.memory;

import io.holdfast.address.IpAddress;
import io.holdfast.address.Ipv4Address;
import io.holdfast.address.Ipv6Address;

/** Addresses of either version as two numbers; of DHCPv4 the first is 0. */
final class PackedAddress {

    private PackedAddress() {}

    static long high(IpAddress address) {
        return address instanceof Ipv6Address v6 ? v6.high() : 0;
    }

    static long low(IpAddress address) {
        return switch (address) {
            case Ipv4Address v4 -> v4.toUnsigned();
            case Ipv6Address v6 -> v6.low();
        };
    }
}
