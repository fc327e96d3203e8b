package io.holdfast.engine.v4;

import io.holdfast.address.HardwareAddress;
import io.holdfast.address.Ipv4Address;
import io.holdfast.engine.Arrival;
import io.holdfast.wire.v4.MessageType4;
import org.jspecify.annotations.Nullable;

/**
 * Where a reply goes (RFC 2131 §4.1).
 *
 * @param hardware the link-level address, for a client that cannot answer ARP yet
 * @param broadcastFlag whether the relay is to broadcast the reply, whatever the client's flag says
 */
record Destination4(Ipv4Address address, int port, @Nullable HardwareAddress hardware, boolean broadcastFlag) {

    static Destination4 of(Exchange4 x, MessageType4 replyType, Ipv4Address yiaddr, EngineSettings4 settings) {
        Query4 query = x.query();
        if (settings.replyToSource() && !query.relayed() && cameFromAProbe(x.arrival, settings)) {
            return new Destination4(x.source(), x.arrival.sourcePort(), null, false);
        }
        if (query.duty() == Duty.INFORM) {
            return ofInform(x, settings);
        }
        if (query.relayed()) {
            return toRelay(x, settings, replyType == MessageType4.DHCPNAK);
        }
        Ipv4Address ciaddr = query.ciaddr();
        boolean nak = replyType == MessageType4.DHCPNAK;
        boolean byUnicast = !x.arrival.destination().equals(Ipv4Address.BROADCAST);
        // RFC 2131 has every DHCPNAK broadcast. To a client that reached us by unicast, perhaps through routers, only
        // unicast is sure to come; so does Kea.
        if (ciaddr != null && (!nak || byUnicast)) {
            return new Destination4(ciaddr, settings.clientPort(), null, false);
        }
        HardwareAddress hardware = query.message().hardware();
        if (nak || yiaddr.isUnspecified() || query.message().broadcast() || hardware == null) {
            return new Destination4(Ipv4Address.BROADCAST, settings.clientPort(), null, false);
        }
        return new Destination4(yiaddr, settings.clientPort(), hardware, false);
    }

    private static boolean cameFromAProbe(Arrival arrival, EngineSettings4 settings) {
        return !arrival.source().isUnspecified() && arrival.sourcePort() != settings.clientPort();
    }

    /** The client has an address already (RFC 2131 §4.3.5); behind a relay it may not have told it. */
    private static Destination4 ofInform(Exchange4 x, EngineSettings4 settings) {
        Ipv4Address ciaddr = x.query().ciaddr();
        if (ciaddr != null) {
            return new Destination4(ciaddr, settings.clientPort(), null, false);
        }
        return x.query().relayed()
                ? toRelay(x, settings, true)
                : new Destination4(x.source(), settings.clientPort(), null, false);
    }

    /** RFC 8357: a relay with a source port of its own says so in option 82. */
    private static Destination4 toRelay(Exchange4 x, EngineSettings4 settings, boolean broadcastFlag) {
        int port = x.query().relayPort() ? x.arrival.sourcePort() : settings.serverPort();
        return new Destination4(x.query().message().relayAddress(), port, null, broadcastFlag);
    }
}
