package io.holdfast.engine.v6;

import io.holdfast.address.IpAddress;
import io.holdfast.address.Ipv6Address;

/** Addresses of the parts that both protocols share, where only IPv6 can be meant. */
final class Addresses {

    private Addresses() {}

    static Ipv6Address of(IpAddress address) {
        if (address instanceof Ipv6Address six) {
            return six;
        }
        throw new IllegalArgumentException(address + " has come to DHCPv6");
    }
}
