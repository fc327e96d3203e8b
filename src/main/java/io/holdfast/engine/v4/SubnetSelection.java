package io.holdfast.engine.v4;

import io.holdfast.address.IpAddress;
import io.holdfast.address.Ipv4Address;
import io.holdfast.classify.ClientClasses;
import io.holdfast.config.ServerConfig4;
import io.holdfast.config.SharedNetwork;
import io.holdfast.config.Subnet4;
import io.holdfast.engine.Arrival;
import io.holdfast.engine.StandingOptions;
import io.holdfast.wire.MalformedPacketException;
import io.holdfast.wire.v4.Message4;
import io.holdfast.wire.v4.OptionCode4;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Which subnet a client belongs to. In this order: what the relay or the client says (RFC 3527, RFC 3011), the relay's
 * address, the client's address or the packet's source when it came by unicast, the interface it came by. Of several
 * subnets that fit, the one with the longest prefix, or the lowest id; but none that is not for clients of these classes.
 */
final class SubnetSelection {

    private final ServerConfig4 config;
    private final StandingOptions options;
    /** Made for the first packet each: of many subnets few may be in use, and a change of one makes all of this anew. */
    private final Map<Integer, ServedSubnet> byId = new ConcurrentHashMap<>();

    private final Map<Integer, ServedLink> links = new ConcurrentHashMap<>();
    private final boolean guarded;

    SubnetSelection(ServerConfig4 config) {
        this.config = config;
        this.options = new StandingOptions(config);
        this.guarded = config.subnets().stream()
                        .anyMatch(subnet -> !subnet.policy().guard().anyOf().isEmpty())
                || config.networks().all().stream()
                        .anyMatch(network -> !network.guard().anyOf().isEmpty());
    }

    /** The link of a subnet. */
    ServedLink link(ServedSubnet served) {
        ServedLink link = links.get(served.subnet().id());
        if (link == null) {
            throw new IllegalStateException("subnet " + served.subnet().id() + " is on no link");
        }
        return link;
    }

    private ServedSubnet served(Subnet4 subnet) {
        ServedSubnet present = byId.get(subnet.id());
        return present != null ? present : made(subnet);
    }

    /** With all others of its link, which know each other. */
    private synchronized ServedSubnet made(Subnet4 subnet) {
        ServedSubnet present = byId.get(subnet.id());
        if (present != null) {
            return present;
        }
        SharedNetwork network = config.networks().of(subnet.id());
        List<Subnet4> together =
                network == null ? List.of(subnet) : config.subnets().ofNetwork(network.name());
        List<ServedSubnet> made =
                together.stream().map(each -> ServedSubnet.of(each, options)).toList();
        ServedLink link = new ServedLink(network, made);
        made.forEach(each -> links.put(each.subnet().id(), link));
        made.forEach(each -> byId.put(each.subnet().id(), each)); // whoever finds it finds its link
        return Objects.requireNonNull(byId.get(subnet.id()), "it is in its own network");
    }

    /** Absent when no subnet fits. */
    @Nullable
    ServedSubnet select(Message4 message, Arrival arrival, ClientClasses classes) throws MalformedPacketException {
        Ipv4Address link = namedLink(message);
        if (link != null) {
            return at(link, classes);
        }
        Ipv4Address relay = message.relayAddress();
        if (!relay.isUnspecified()) {
            ServedSubnet behind = first(config.subnetsOfRelay(relay), classes);
            return behind != null ? behind : at(relay, classes);
        }
        boolean unicast = !arrival.destination().equals(Ipv4Address.BROADCAST);
        if (unicast && !message.clientAddress().isUnspecified()) {
            return at(message.clientAddress(), classes);
        }
        if (unicast && !arrival.source().isUnspecified()) {
            ServedSubnet from = at(arrival.source(), classes);
            // Kea stops here. A client on our own link that chose to send by unicast is no worse than one that
            // broadcasts.
            return from != null ? from : onInterface(arrival, classes);
        }
        return onInterface(arrival, classes);
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

    private @Nullable ServedSubnet onInterface(Arrival arrival, ClientClasses classes) {
        ServedSubnet named = first(config.subnetsOfInterface(arrival.interfaceName()), classes);
        if (named != null || arrival.localAddresses().isEmpty()) {
            return named;
        }
        return at(arrival.localAddresses().getFirst(), classes);
    }

    private @Nullable ServedSubnet at(IpAddress address, ClientClasses classes) {
        Subnet4 subnet = guarded
                ? config.subnets().containing(address, each -> isFor(each, classes))
                : config.subnets().containing(address);
        return subnet == null ? null : served(subnet);
    }

    private @Nullable ServedSubnet first(List<Subnet4> subnets, ClientClasses classes) {
        for (int i = 0; i < subnets.size(); i++) {
            if (isFor(subnets.get(i), classes)) {
                return served(subnets.get(i));
            }
        }
        return null;
    }

    private boolean isFor(Subnet4 subnet, ClientClasses classes) {
        ServedSubnet served = served(subnet);
        return link(served).allows(served, classes);
    }
}
