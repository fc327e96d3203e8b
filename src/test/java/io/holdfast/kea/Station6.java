package io.holdfast.kea;

import io.holdfast.address.IpAddress;
import io.holdfast.address.Ipv6Address;
import java.util.List;

/** Where packets come from, and where they are sent to. */
public enum Station6 {
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

    private final int wire;
    private final Ipv6Address source;
    private final int port;
    private final Ipv6Address destination;

    Station6(int wire, String source, int port, String destination) {
        this.wire = wire;
        this.source = Ipv6Address.parse(source);
        this.port = port;
        this.destination = Ipv6Address.parse(destination);
    }

    public int wire() {
        return wire;
    }

    public Ipv6Address source() {
        return source;
    }

    /** What it sends from, and has its answers at. */
    public int port() {
        return port;
    }

    public Ipv6Address destination() {
        return destination;
    }

    /** The server's addresses on the wire. */
    public List<IpAddress> server() {
        Ipv6Address near = Ipv6Address.parse(Network6.NEAR_SERVER);
        return wire == 0 ? List.of(near, Ipv6Address.parse(Network6.SERVER)) : List.of(near);
    }
}
