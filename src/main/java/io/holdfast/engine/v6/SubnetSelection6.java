package io.holdfast.engine.v6;

import io.holdfast.address.Ipv6Address;
import io.holdfast.classify.ClientClasses;
import io.holdfast.config.ServerConfig6;
import io.holdfast.config.SharedNetwork;
import io.holdfast.config.Subnet6;
import io.holdfast.engine.Arrival;
import io.holdfast.engine.StandingOptions;
import io.holdfast.wire.v6.Message6;
import io.holdfast.wire.v6.OptionCode6;
import io.holdfast.wire.v6.Relay6;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Which subnet a client belongs to, as Kea finds it. Behind relays: by the interface-id of the relay nearest to the client
 * that has one, else by the link-address of the nearest that has one that is not link-local: subnets with it in their
 * {@code relay}, else the one it lies in. Without relays: by the interface the packet came by, else by the client's
 * address, else (which Kea does not do) by the interface's own addresses. Of several subnets that fit, the one with the
 * longest prefix, or the lowest id. Subnets for clients of other classes are passed over.
 */
final class SubnetSelection6 {

    private static final Predicate<Subnet6> ANY = subnet -> true;

    private final ServerConfig6 config;
    private final StandingOptions options;
    /** Made for the first packet each: of many subnets few may be in use, and a change of one makes all of this anew. */
    private final Map<Integer, Link6> bySubnet = new ConcurrentHashMap<>();

    private final boolean guarded;

    SubnetSelection6(ServerConfig6 config) {
        this.config = config;
        this.options = new StandingOptions(config);
        this.guarded = config.subnets().stream()
                        .anyMatch(subnet -> !subnet.policy().guard().anyOf().isEmpty())
                || config.networks().all().stream()
                        .anyMatch(network -> !network.guard().anyOf().isEmpty());
    }

    /** Sets the link and the subnet of the exchange; neither when no subnet fits. */
    void select(Exchange6 x) {
        Subnet6 subnet = find(x.query().message(), x.arrival, x.classes);
        x.link = subnet == null ? null : link(subnet);
        x.selected = subnet == null ? null : link(subnet).find(subnet.id());
        x.served = x.selected;
    }

    /** Absent when no subnet fits. */
    @Nullable
    Subnet6 find(Message6 message, Arrival arrival, ClientClasses classes) {
        return find(message, arrival, guarded ? subnet -> allows(subnet, classes) : ANY);
    }

    private Link6 link(Subnet6 subnet) {
        Link6 present = bySubnet.get(subnet.id());
        return present != null ? present : made(subnet);
    }

    /** One for all subnets of a network. */
    private synchronized Link6 made(Subnet6 subnet) {
        Link6 present = bySubnet.get(subnet.id());
        if (present != null) {
            return present;
        }
        SharedNetwork network = config.networks().of(subnet.id());
        if (network == null) {
            Link6 alone = Link6.alone(ServedSubnet6.of(subnet, options));
            bySubnet.put(subnet.id(), alone);
            return alone;
        }
        List<ServedSubnet6> served = config.subnets().ofNetwork(network.name()).stream()
                .map(each -> ServedSubnet6.of(each, options))
                .toList();
        Link6 link = Link6.of(network, served);
        served.forEach(each -> bySubnet.put(each.id(), link));
        return link;
    }

    private boolean allows(Subnet6 subnet, ClientClasses classes) {
        return link(subnet).allows(subnet, classes);
    }

    private @Nullable Subnet6 find(Message6 message, Arrival arrival, Predicate<Subnet6> allowed) {
        Ipv6Address link = link(message.relays());
        byte[] interfaceId = message.relayOption(OptionCode6.INTERFACE_ID);
        if (link == null && interfaceId == null) {
            return direct(arrival, allowed);
        }
        Subnet6 named = interfaceId == null ? null : first(config.subnetsOfInterfaceId(interfaceId), allowed);
        return named != null || link == null ? named : behind(link, allowed);
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

    private @Nullable Subnet6 behind(Ipv6Address link, Predicate<Subnet6> allowed) {
        Subnet6 listed = first(config.subnetsOfRelay(link), allowed);
        return listed != null ? listed : at(link, allowed);
    }

    private @Nullable Subnet6 direct(Arrival arrival, Predicate<Subnet6> allowed) {
        Subnet6 named = first(config.subnetsOfInterface(arrival.interfaceName()), allowed);
        if (named != null) {
            return named;
        }
        Subnet6 from = at(Addresses.of(arrival.source()), allowed);
        for (int i = 0; from == null && i < arrival.localAddresses().size(); i++) {
            from = at(Addresses.of(arrival.localAddresses().get(i)), allowed);
        }
        return from;
    }

    private @Nullable Subnet6 at(Ipv6Address address, Predicate<Subnet6> allowed) {
        return config.subnets().containing(address, allowed);
    }

    private static @Nullable Subnet6 first(List<Subnet6> subnets, Predicate<Subnet6> allowed) {
        for (int i = 0; i < subnets.size(); i++) {
            if (allowed.test(subnets.get(i))) {
                return subnets.get(i);
            }
        }
        return null;
    }
}
