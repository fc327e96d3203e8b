package io.holdfast.transport;

import io.holdfast.address.IpAddress;
import io.holdfast.address.Ipv6Address;
import java.util.List;

/** The groups of RFC 8415 §7.1, and what of an address holds on one link only. */
public final class Multicast6 {

    /** All_DHCP_Relay_Agents_and_Servers: of the link. Clients send here. */
    public static final Ipv6Address RELAYS_AND_SERVERS = Ipv6Address.parse("ff02::1:2");

    /** All_DHCP_Servers: of the site. Relays may send here. */
    public static final Ipv6Address SERVERS = Ipv6Address.parse("ff05::1:3");

    static final List<Ipv6Address> SERVER_GROUPS = List.of(RELAYS_AND_SERVERS, SERVERS);

    private Multicast6() {}

    /** Whether a server joins the groups: where it has a link-local address to answer from. */
    static boolean isListenedOn(Link link) {
        return !link.loopback() && link.addresses6().stream().anyMatch(Ipv6Address::isLinkLocal);
    }

    /** The link's index for link-local addresses and groups of the link, which need it; 0 for all others. */
    static int scope(Ipv6Address address, Link link) {
        boolean groupOfLink = address.isMulticast() && (address.high() >>> 48 & 0xf) <= 2;
        return address.isLinkLocal() || groupOfLink ? link.index() : 0;
    }

    /** The wanted address where it is one that {@code link} is listened on by; else the first that goes with the destination. */
    static Ipv6Address source(Link link, IpAddress wanted, Ipv6Address destination) {
        if (wanted instanceof Ipv6Address six && link.addresses6().contains(six)) {
            return six;
        }
        boolean onLink = scope(destination, link) != 0;
        return link.addresses6().stream()
                .filter(address -> address.isLinkLocal() == onLink)
                .findFirst()
                .orElse(link.addresses6().getFirst());
    }
}
