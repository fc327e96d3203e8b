package io.holdfast.kea;

import io.holdfast.address.Ipv6Address;

/** Where packets come from, and where they are sent to. */
enum Station6 {
    /** A client on a link of the server. */
    CLIENT(0, Network6.NEAR, 546, Network6.ALL_SERVERS),

    /** A client on a link that is nothing's in the configuration. */
    STRANGER(1, Network6.NEAR, 546, Network6.ALL_SERVERS),

    /** A client that sends to the server's own address. */
    UNICAST_CLIENT(0, Network6.FAR, 546, Network6.SERVER),

    /** A client on a link of the server, with an address that it has chosen itself. */
    REGISTRANT(0, Network6.CHOSEN, 546, Network6.ALL_SERVERS),

    /** A relay that has the server's own address. */
    RELAY(0, Network6.FAR, 547, Network6.SERVER),

    /** A relay on a link of the server. */
    NEAR_RELAY(0, Network6.NEAR, 547, Network6.ALL_SERVERS);

    final int wire;
    final Ipv6Address source;
    final int port;
    final Ipv6Address destination;

    Station6(int wire, String source, int port, String destination) {
        this.wire = wire;
        this.source = Ipv6Address.parse(source);
        this.port = port;
        this.destination = Ipv6Address.parse(destination);
    }
}
