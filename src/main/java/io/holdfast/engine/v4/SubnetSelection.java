package io.holdfast.engine.v4;

import io.holdfast.address.Ipv4Address;
import io.holdfast.address.Ipv4Range;
import io.holdfast.config.ServerConfig;
import io.holdfast.config.Subnet4;
import io.holdfast.wire.MalformedPacketException;
import io.holdfast.wire.v4.Message4;
import io.holdfast.wire.v4.OptionCode4;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which subnet a client belongs to. In this order: what the relay or the client says (RFC 3527, RFC 3011), the relay's
 * address, the client's address or the packet's source when it came by unicast, the interface it came by. Of several
 * subnets that fit, the one with the lowest id.
 */
final class SubnetSelection {

    private final boolean ignoreLinkSelection;
    private final Map<Ipv4Address, ServedSubnet> byRelay = new HashMap<>();
    private final Map<String, ServedSubnet> byInterface = new HashMap<>();
    /** The subnet from each address on, up to the next key; null where there is none. */
    private final TreeMap<Long, @Nullable ServedSubnet> byAddress = new TreeMap<>();

    SubnetSelection(ServerConfig config) {
        ignoreLinkSelection = config.compatibility().ignoreRaiLinkSelection();
        OptionLayer global = OptionLayer.of(config.options());
        byAddress.put(0L, null);
        for (Subnet4 subnet : config.subnets()) {
            ServedSubnet served = ServedSubnet.of(subnet, global);
            subnet.relayAddresses().forEach(relay -> byRelay.putIfAbsent(relay, served));
            if (subnet.interfaceName() != null) {
                byInterface.putIfAbsent(subnet.interfaceName(), served);
            }
            cover(subnet.prefix().range(), served);
        }
    }

    /** Claims what no subnet before has claimed. */
    private void cover(Ipv4Range range, ServedSubnet served) {
        long first = range.first().toUnsigned();
        long end = range.last().toUnsigned() + 1;
        split(first);
        split(end);
        List<Long> unclaimed = new ArrayList<>();
        byAddress.subMap(first, end).forEach((start, owner) -> {
            if (owner == null) {
                unclaimed.add(start);
            }
        });
        unclaimed.forEach(start -> byAddress.put(start, served));
    }

    private void split(long at) {
        byAddress.putIfAbsent(at, byAddress.floorEntry(at).getValue());
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
            ServedSubnet behind = byRelay.get(relay);
            return behind != null ? behind : at(relay);
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
        if (!ignoreLinkSelection) {
            byte[] link = message.relayAgentOption(OptionCode4.RelayAgent.LINK_SELECTION);
            if (link != null && link.length == Ipv4Address.BYTES) {
                return specified(Ipv4Address.of(link));
            }
        }
        return specified(message.addressOption(OptionCode4.SUBNET_SELECTION));
    }

    private static @Nullable Ipv4Address specified(@Nullable Ipv4Address address) {
        return address == null || address.isUnspecified() ? null : address;
    }

    private @Nullable ServedSubnet onInterface(Arrival arrival) {
        ServedSubnet named = byInterface.get(arrival.interfaceName());
        if (named != null || arrival.localAddresses().isEmpty()) {
            return named;
        }
        return at(arrival.localAddresses().getFirst());
    }

    private @Nullable ServedSubnet at(Ipv4Address address) {
        return byAddress.floorEntry(address.toUnsigned()).getValue();
    }
}
