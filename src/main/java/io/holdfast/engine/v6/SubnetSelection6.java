package io.holdfast.engine.v6;

import io.holdfast.address.Ipv6Address;
import io.holdfast.config.ServerConfig6;
import io.holdfast.config.Subnet6;
import io.holdfast.engine.Arrival;
import io.holdfast.engine.StandingOptions;
import io.holdfast.wire.v6.Message6;
import io.holdfast.wire.v6.OptionCode6;
import io.holdfast.wire.v6.Relay6;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which subnet a client belongs to, as Kea finds it. Behind relays: by the interface-id of the relay nearest to the client
 * that has one, else by the link-address of the nearest that has one that is not link-local: subnets with it in their
 * {@code relay}, else the one it lies in. Without relays: by the interface the packet came by, else by the client's
 * address, else (which Kea does not do) by the interface's own addresses. Of several subnets that fit, the one with the
 * longest prefix, or the lowest id.
 */
final class SubnetSelection6 {

    private final ServerConfig6 config;
    private final Map<Integer, ServedSubnet6> byId = new HashMap<>();

    SubnetSelection6(ServerConfig6 config) {
        this.config = config;
        StandingOptions options = new StandingOptions(config);
        for (Subnet6 subnet : config.subnets()) {
            byId.put(subnet.id(), ServedSubnet6.of(subnet, options));
        }
    }

    /** Absent when no subnet fits. */
    @Nullable
    ServedSubnet6 select(Message6 message, Arrival arrival) {
        Ipv6Address link = link(message.relays());
        byte[] interfaceId = message.relayOption(OptionCode6.INTERFACE_ID);
        if (link == null && interfaceId == null) {
            return direct(arrival);
        }
        List<Subnet6> named = interfaceId == null ? List.of() : config.subnetsOfInterfaceId(interfaceId);
        if (!named.isEmpty()) {
            return served(named.getFirst());
        }
        return link == null ? null : behind(link);
    }

    private static @Nullable Ipv6Address link(List<Relay6> relays) {
        for (Relay6 relay : relays.reversed()) {
            Ipv6Address link = relay.linkAddress();
            if (!link.isUnspecified() && !link.isLinkLocal()) {
                return link;
            }
        }
        return null;
    }

    private @Nullable ServedSubnet6 behind(Ipv6Address link) {
        List<Subnet6> listed = config.subnetsOfRelay(link);
        return listed.isEmpty() ? at(link) : served(listed.getFirst());
    }

    private @Nullable ServedSubnet6 direct(Arrival arrival) {
        List<Subnet6> named = config.subnetsOfInterface(arrival.interfaceName());
        if (!named.isEmpty()) {
            return served(named.getFirst());
        }
        ServedSubnet6 from = at(Addresses.of(arrival.source()));
        for (int i = 0; from == null && i < arrival.localAddresses().size(); i++) {
            from = at(Addresses.of(arrival.localAddresses().get(i)));
        }
        return from;
    }

    private @Nullable ServedSubnet6 at(Ipv6Address address) {
        Subnet6 subnet = config.subnetOf(address);
        return subnet == null ? null : served(subnet);
    }

    private @Nullable ServedSubnet6 served(Subnet6 subnet) {
        return byId.get(subnet.id());
    }
}
