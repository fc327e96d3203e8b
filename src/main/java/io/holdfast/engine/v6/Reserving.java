package io.holdfast.engine.v6;

import io.holdfast.address.IaType;
import io.holdfast.address.Ipv6Prefix;
import io.holdfast.config.Subnet6;
import io.holdfast.host.HostAnswer;
import io.holdfast.host.Reservation;
import io.holdfast.host.Reservation.ReservedLease;
import io.holdfast.lease.Lease6;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What reservations say of addresses and prefixes: which the client of an exchange can have, and which are another's. */
final class Reserving {

    private Reserving() {}

    /**
     * Something that is reserved for the client.
     *
     * @param inSubnet by the subnet's reservation, not by the global one
     */
    record Place(ServedSubnet6 served, IaType type, Ipv6Prefix prefix, boolean inSubnet) {

        ServedSubnet6.Place free() {
            return new ServedSubnet6.Place(served.pools(type, prefix.length()), prefix.network());
        }
    }

    /** In the order in which associations get them: by subnet from where the client is, then what is reserved globally. */
    static List<Place> of(Exchange6 x, IaType type) {
        if (!x.hosts.known()) {
            return List.of();
        }
        Link6 link = x.link();
        List<Place> places = new ArrayList<>();
        for (ServedSubnet6 served : link.from(x.subnet())) {
            Reservation host = x.hosts.own(served.subnet());
            for (ReservedLease lease : link.allows(served, x.classes) ? of(host, type) : List.<ReservedLease>of()) {
                if (isGiven(served, type, lease.prefix())) {
                    places.add(new Place(served, type, lease.prefix(), true));
                }
            }
        }
        for (ReservedLease lease : of(x.hosts.global(x.subnet().subnet()), type)) {
            ServedSubnet6 served =
                    type == IaType.NA ? link.around(lease.prefix().network()) : x.subnet();
            if (served != null) {
                places.add(new Place(served, type, lease.prefix(), false));
            }
        }
        places.removeIf(place -> isInTheWay(link, place));
        return places;
    }

    private static List<ReservedLease> of(@Nullable Reservation host, IaType type) {
        return host == null
                ? List.of()
                : host.leases().stream()
                        .filter(lease -> lease.delegated() == (type == IaType.PD))
                        .toList();
    }

    /** An address has to be on its link. Where reservations are out of the pools, those in them are not looked at. */
    private static boolean isGiven(ServedSubnet6 served, IaType type, Ipv6Prefix prefix) {
        return (type == IaType.PD || served.isOnLink(prefix.network()))
                && !(served.subnet().policy().hosts().outOfPool() && served.isPooled(type, prefix));
    }

    /** What shares addresses with pools, and is not just what they give out, could get two owners. */
    private static boolean isInTheWay(Link6 link, Place place) {
        return link.subnets().stream().anyMatch(served -> served.cuts(place.type(), place.prefix()));
    }

    /** Whether it is reserved for the client in this subnet, or everywhere. */
    static boolean isReserved(Exchange6 x, Subnet6 subnet, IaType type, Ipv6Prefix prefix) {
        return find(x.hosts.own(subnet), type, prefix) != null || isGlobal(x, type, prefix);
    }

    static boolean isReserved(Exchange6 x, Lease6 lease) {
        ServedSubnet6 served = x.link().find(lease.subnetId());
        return served != null && isReserved(x, served.subnet(), lease.type(), lease.prefix());
    }

    static boolean isGlobal(Exchange6 x, IaType type, Ipv6Prefix prefix) {
        return find(x.hosts.global(x.subnet().subnet()), type, prefix) != null;
    }

    private static @Nullable ReservedLease find(@Nullable Reservation host, IaType type, Ipv6Prefix prefix) {
        if (host != null) {
            for (ReservedLease lease : host.leases()) {
                if (lease.delegated() == (type == IaType.PD) && lease.prefix().equals(prefix)) {
                    return lease;
                }
            }
        }
        return null;
    }

    /** What the client must leave alone of its prefix (RFC 6603), as the reservation or else the pool says. */
    static @Nullable Ipv6Prefix excluded(Exchange6 x, Lease6 lease) {
        ReservedLease reserved = find(x.host(), IaType.PD, lease.prefix());
        if (reserved != null) {
            return reserved.excluded();
        }
        ServedSubnet6 served = x.link == null ? null : x.link.find(lease.subnetId());
        return served == null ? null : served.excluded(lease.prefix());
    }

    /** Who has reserved what a client names; absent when that has to be asked first. */
    static @Nullable HostAnswer others(Exchange6 x, IaType type, Ipv6Prefix prefix, Link6 link) {
        ServedSubnet6 around = type == IaType.NA ? link.around(prefix.network()) : null;
        return others(x, Objects.requireNonNullElse(around, x.subnet()).subnet(), type, prefix);
    }

    /**
     * Who has reserved it; absent when that has to be asked first. A prefix need not lie in the subnet whose reservation it
     * is, or that delegates it: all of the link are asked.
     */
    static @Nullable HostAnswer others(Exchange6 x, Subnet6 subnet, IaType type, Ipv6Prefix prefix) {
        if (type == IaType.PD) {
            return x.inquiry
                    .addressHosts()
                    .of(prefix.network(), prefix.length(), x.link().reserving());
        }
        return subnet.policy().hosts().inSubnet()
                ? x.inquiry.addressHosts().of(prefix.network(), prefix.length(), subnet.id())
                : HostAnswer.NOTHING;
    }

    /** The same for what could be given out of a pool: where reservations are out of the pools, nobody has. */
    static @Nullable HostAnswer othersInPool(Exchange6 x, ServedSubnet6 served, IaType type, Ipv6Prefix prefix) {
        return served.subnet().policy().hosts().outOfPool()
                ? HostAnswer.NOTHING
                : others(x, served.subnet(), type, prefix);
    }
}
