package io.holdfast.engine.v4;

import io.holdfast.address.IpAddress;
import io.holdfast.address.Ipv4Address;
import io.holdfast.config.ServerConfig4;
import io.holdfast.config.Subnet4;
import io.holdfast.engine.Arrival;
import io.holdfast.engine.StandingOptions;
import io.holdfast.wire.MalformedPacketException;
import io.holdfast.wire.v4.Message4;
import io.holdfast.wire.v4.OptionCode4;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which subnet a client belongs to. In this order: what the relay or the client says (RFC 3527, RFC 3011), the relay's
 * address, the client's address or the packet's source when it came by unicast, the interface it came by. Of several
 * subnets that fit, the one with the longest prefix, or the lowest id.
 */
final class SubnetSelection {

    private final ServerConfig4 config;
    private final Map<Integer, ServedSubnet> byId = new HashMap<>();

    SubnetSelection(ServerConfig4 config) {
        this.config = config;
        StandingOptions options = new StandingOptions(config);
        for (Subnet4 subnet : config.subnets()) {
            byId.put(subnet.id(), ServedSubnet.of(subnet, options));
        }
    }

    /** Absent when no subnet fits. */
    @Nullable
    ServedSubnet select(Message4 message, Arrival arrival) throws MalformedPacketException {
        Ipv4Address link = namedLink(message);
        if (link != null) {
            return at(link);
        }
        Ipv4Address relay = message.relayAddress();
        if (!relay.isUnspecified()) {
            List<Subnet4> behind = config.subnetsOfRelay(relay);
            return behind.isEmpty() ? at(relay) : served(behind.getFirst());
        }
        boolean unicast = !arrival.destination().equals(Ipv4Address.BROADCAST);
        if (unicast && !message.clientAddress().isUnspecified()) {
            return at(message.clientAddress());
        }
        if (unicast && !arrival.source().isUnspecified()) {
            ServedSubnet from = at(arrival.source());
            // Kea stops here. A client on our own link that chose to send by unicast is no worse than one that
            // broadcasts.
            return from != null ? from : onInterface(arrival);
        }
        return onInterface(arrival);
    }

    private @Nullable Ipv4Address namedLink(Message4 message) throws MalformedPacketException {
        if (!config.compatibility().ignoreRaiLinkSelection()) {
            byte[] link = message.relayAgentOption(OptionCode4.RelayAgent.LINK_SELECTION);
            if (link != null && link.length != Ipv4Address.BYTES) {
                // Another subnet than the relay meant would be worse than none.
                throw new MalformedPacketException("link selection has " + link.length + " bytes, not 4");
            }
            if (link != null) {
                return specified(Ipv4Address.of(link));
            }
        }
        return specified(message.addressOption(OptionCode4.SUBNET_SELECTION));
    }

    private static @Nullable Ipv4Address specified(@Nullable Ipv4Address address) {
        return address == null || address.isUnspecified() ? null : address;
    }

    private @Nullable ServedSubnet onInterface(Arrival arrival) {
        List<Subnet4> named = config.subnetsOfInterface(arrival.interfaceName());
        if (!named.isEmpty()) {
            return served(named.getFirst());
        }
        return arrival.localAddresses().isEmpty()
                ? null
                : at(arrival.localAddresses().getFirst());
    }

    private @Nullable ServedSubnet at(IpAddress address) {
        Subnet4 subnet = config.subnetOf((Ipv4Address) address);
        return subnet == null ? null : served(subnet);
    }

    private @Nullable ServedSubnet served(Subnet4 subnet) {
        return byId.get(subnet.id());
    }
}
