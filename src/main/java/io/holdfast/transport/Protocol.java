package io.holdfast.transport;

import io.holdfast.address.IpAddress;
import io.holdfast.address.Ipv4Address;
import io.holdfast.address.Ipv6Address;
import java.util.List;

/** Which of the two protocols the sockets are for. The name begins the identifiers of its log lines. */
public enum Protocol {
    /** RFC 2131, over IPv4. */
    DHCP4(67, 68),
    /** RFC 8415 §7.2, over IPv6. */
    DHCP6(547, 546);

    private final int serverPort;
    private final int clientPort;

    Protocol(int serverPort, int clientPort) {
        this.serverPort = serverPort;
        this.clientPort = clientPort;
    }

    /** Where servers and relays listen. */
    public int serverPort() {
        return serverPort;
    }

    public int clientPort() {
        return clientPort;
    }

    /** Kea's identifiers differ in more than the number. */
    String receiveFailed() {
        return switch (this) {
            case DHCP4 -> "DHCP4_BUFFER_RECEIVE_FAIL";
            case DHCP6 -> "DHCP6_PACKET_RECEIVE_FAIL";
        };
    }

    /** The link's addresses of this protocol's version of IP. */
    List<? extends IpAddress> addresses(Link link) {
        return switch (this) {
            case DHCP4 -> link.addresses();
            case DHCP6 -> link.addresses6();
        };
    }

    /** The link with only these of its addresses of this protocol's version of IP. */
    Link with(Link link, List<IpAddress> chosen) {
        return switch (this) {
            case DHCP4 -> link.with(chosen.stream().map(Ipv4Address.class::cast).toList());
            case DHCP6 ->
                link.with6(chosen.stream().map(Ipv6Address.class::cast).toList());
        };
    }
}
