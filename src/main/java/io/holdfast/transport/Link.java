package io.holdfast.transport;

import io.holdfast.address.HardwareAddress;
import io.holdfast.address.Ipv4Address;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A network interface as it was when last looked at.
 *
 * @param hardware absent for interfaces without one
 * @param addresses IPv4, in the system's order
 */
public record Link(
        String name,
        int index,
        @Nullable HardwareAddress hardware,
        List<Ipv4Address> addresses,
        boolean up,
        boolean loopback,
        boolean broadcast,
        int mtu) {

    /** Ethernet's: stands in when an interface goes away while it is looked at. */
    public static final int UNKNOWN_MTU = 1_500;

    public Link {
        addresses = List.copyOf(addresses);
    }

    /** The same interface with only these addresses. */
    public Link with(List<Ipv4Address> chosen) {
        return new Link(name, index, hardware, chosen, up, loopback, broadcast, mtu);
    }
}
