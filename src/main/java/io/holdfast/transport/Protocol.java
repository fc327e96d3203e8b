package io.holdfast.transport;

import io.holdfast.address.IpAddress;
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

    /** The link's addresses of this protocol's version of IP. */
    List<? extends IpAddress> addresses(Link link) {
        return switch (this) {
            case DHCP4 -> link.addresses();
            case DHCP6 -> link.addresses6();
        };
    }
}
