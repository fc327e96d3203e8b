package io.holdfast.transport;

import io.holdfast.address.HardwareAddress;
import io.holdfast.address.IpAddress;
import io.holdfast.address.Ipv4Address;
import io.holdfast.address.Ipv6Address;
import io.holdfast.address.Protocol;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A network interface as it was when last looked at.
 *
 * @param hardware absent for interfaces without one
 * @param addresses IPv4, in the system's order
 * @param addresses6 IPv6, link-local ones among them, without those that cannot be used because another machine may have
 *     them (RFC 4862 §5.4)
 */
public record Link(
        String name,
        int index,
        @Nullable HardwareAddress hardware,
        List<Ipv4Address> addresses,
        List<Ipv6Address> addresses6,
        boolean up,
        boolean loopback,
        boolean broadcast,
        int mtu) {

    /** Ethernet's: stands in when an interface goes away while it is looked at. */
    public static final int UNKNOWN_MTU = 1_500;

    public Link {
        addresses = List.copyOf(addresses);
        addresses6 = List.copyOf(addresses6);
    }

    /** An interface without IPv6. */
    public Link(
            String name,
            int index,
            @Nullable HardwareAddress hardware,
            List<Ipv4Address> addresses,
            boolean up,
            boolean loopback,
            boolean broadcast,
            int mtu) {
        this(name, index, hardware, addresses, List.of(), up, loopback, broadcast, mtu);
    }

    /** Its addresses of the protocol's version of IP. */
    public List<? extends IpAddress> addresses(Protocol protocol) {
        return switch (protocol) {
            case DHCP4 -> addresses;
            case DHCP6 -> addresses6;
        };
    }

    /** The same interface with only these addresses of the protocol's version of IP. */
    Link with(Protocol protocol, List<IpAddress> chosen) {
        return switch (protocol) {
            case DHCP4 -> with(chosen.stream().map(Ipv4Address.class::cast).toList());
            case DHCP6 -> with6(chosen.stream().map(Ipv6Address.class::cast).toList());
        };
    }

    /** The same interface with only these IPv4 addresses. */
    public Link with(List<Ipv4Address> chosen) {
        return new Link(name, index, hardware, chosen, addresses6, up, loopback, broadcast, mtu);
    }

    /** The same interface with only these IPv6 addresses. */
    public Link with6(List<Ipv6Address> chosen) {
        return new Link(name, index, hardware, addresses, chosen, up, loopback, broadcast, mtu);
    }
}
