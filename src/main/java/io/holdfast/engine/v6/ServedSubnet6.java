package io.holdfast.engine.v6;

import io.holdfast.address.AddressRange;
import io.holdfast.address.IaType;
import io.holdfast.address.Ipv6Address;
import io.holdfast.address.Ipv6Prefix;
import io.holdfast.address.Ipv6Range;
import io.holdfast.address.PrefixRange;
import io.holdfast.allocate.PoolSet;
import io.holdfast.classify.ClassGuard;
import io.holdfast.classify.ClientClasses;
import io.holdfast.config.OptionSet;
import io.holdfast.config.PdPool6;
import io.holdfast.config.Pool6;
import io.holdfast.config.PoolGroups;
import io.holdfast.config.PoolPolicy;
import io.holdfast.config.Subnet6;
import io.holdfast.engine.OptionLevels;
import io.holdfast.engine.StandingOptions;
import io.holdfast.lease.Lease6;
import io.holdfast.wire.v6.OptionCode6;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A subnet with what its replies are made of.
 *
 * @param options makes what is configured for clients of its pools ready
 * @param levels what is configured for clients of no pool that has options
 * @param poolLevels the same for each pool that has options, for clients of that pool alone
 * @param addressPools what addresses are picked from, and for whom
 * @param prefixPools what prefixes are picked from; those of each length together, as they are configured
 * @param unicast whether its clients are told to send to our address (RFC 8415 §21.12)
 */
record ServedSubnet6(
        Subnet6 subnet,
        StandingOptions options,
        OptionLevels levels,
        Map<OptionSet, OptionLevels> poolLevels,
        List<GuardedPools> addressPools,
        List<GuardedPools> prefixPools,
        boolean unicast) {

    /** Pools that are picked from together. */
    record GuardedPools(PoolSet pools, ClassGuard guard) {}

    /** An address or prefix that could be given out, and the pools that it is in. */
    record Place(PoolSet pools, Ipv6Address address) {

        IaType type() {
            return pools.type() == IaType.PD ? IaType.PD : IaType.NA;
        }

        Ipv6Prefix prefix() {
            return new Ipv6Prefix(address, pools.length());
        }

        /** It alone. */
        AddressRange range() {
            return pools.type() == IaType.PD
                    ? new PrefixRange(address, address, pools.length())
                    : new Ipv6Range(address, address);
        }

        /** Whether a row is of the same kind and size, so that what shares an address with one does with the other. */
        boolean isOf(Lease6 row) {
            return pools.type() == row.type() && pools.length() == row.prefixLength();
        }
    }

    static ServedSubnet6 of(Subnet6 subnet, StandingOptions options) {
        Map<OptionSet, OptionLevels> pools = new HashMap<>();
        subnet.pools().forEach(pool -> addLevels(pools, pool.options(), subnet, options));
        subnet.pdPools().forEach(pool -> addLevels(pools, pool.options(), subnet, options));
        OptionLevels levels = options.of(subnet, List.of());
        return new ServedSubnet6(
                subnet,
                options,
                levels,
                Map.copyOf(pools),
                addressPools(subnet),
                prefixPools(subnet),
                levels.offers(OptionCode6.UNICAST));
    }

    private static void addLevels(
            Map<OptionSet, OptionLevels> pools, OptionSet pool, Subnet6 subnet, StandingOptions options) {
        if (!pool.isEmpty()) {
            pools.put(pool, options.of(subnet, List.of(pool)));
        }
    }

    private static List<GuardedPools> addressPools(Subnet6 subnet) {
        PoolGroups groups = subnet.poolGroups();
        PoolSet all = PoolSet.addresses(subnet.id());
        return subnet.pools().stream()
                .map(pool -> groups.of(pool.policy()))
                .distinct()
                .map(group -> new GuardedPools(all.inGroup(group), groups.guard(group)))
                .toList();
    }

    private static List<GuardedPools> prefixPools(Subnet6 subnet) {
        PoolGroups groups = subnet.pdPoolGroups();
        return subnet.pdPools().stream()
                .map(PdPool6::delegatedLength)
                .distinct()
                .flatMap(length -> subnet.pdPools().stream()
                        .filter(pool -> pool.delegatedLength() == length)
                        .map(pool -> groups.of(pool.policy()))
                        .distinct()
                        .map(group -> new GuardedPools(
                                PoolSet.prefixes(subnet.id(), length).inGroup(group), groups.guard(group))))
                .toList();
    }

    int id() {
        return subnet.id();
    }

    boolean isOnLink(Ipv6Address address) {
        return subnet.prefix().contains(address);
    }

    /** Where the pools have this address, or the prefix that it lies in; absent when they do not. */
    @Nullable
    Place place(IaType type, Ipv6Address address) {
        return switch (type) {
            case NA -> subnet.poolOf(address) == null ? null : new Place(PoolSet.addresses(id()), address);
            case PD -> {
                PdPool6 pool = subnet.pdPoolOf(new Ipv6Prefix(address, Lease6.ADDRESS_LENGTH));
                yield pool == null
                        ? null
                        : new Place(
                                PoolSet.prefixes(id(), pool.delegatedLength()),
                                Ipv6Prefix.around(address, pool.delegatedLength())
                                        .network());
            }
        };
    }

    List<GuardedPools> pools(IaType type) {
        return type == IaType.NA ? addressPools : prefixPools;
    }

    /** Whether any pool has prefixes of this length. */
    boolean delegates(int length) {
        return prefixPools.stream().anyMatch(each -> each.pools().length() == length);
    }

    /** Whether it lies in a pool that is for a client in these classes, whatever lengths that gives out. */
    boolean inPoolFor(ClientClasses classes, IaType type, Ipv6Prefix place) {
        PoolPolicy policy = policy(type, place);
        return policy != null && policy.guard().allows(classes);
    }

    /** Of the pool it lies in; absent when it lies in none. */
    @Nullable
    PoolPolicy policy(IaType type, Ipv6Prefix place) {
        if (type == IaType.NA) {
            Pool6 pool = subnet.poolOf(place.network());
            return pool == null ? null : pool.policy();
        }
        PdPool6 pool = subnet.pdPoolOf(place);
        return pool == null ? null : pool.policy();
    }

    /** Whether it lies in a pool, whomever that is for. */
    boolean isPooled(IaType type, Ipv6Prefix place) {
        return policy(type, place) != null;
    }

    /** Whether it shares addresses with pools without being just what they give out. */
    boolean cuts(IaType type, Ipv6Prefix place) {
        return !inPool(type, place.network(), place.length())
                && (subnet.pools().stream().anyMatch(pool -> meets(pool.range(), place))
                        || subnet.pdPools().stream()
                                .anyMatch(pool -> pool.prefix().contains(place) || place.contains(pool.prefix())));
    }

    private static boolean meets(Ipv6Range pool, Ipv6Prefix place) {
        return place.contains(pool.first()) || pool.contains(place.network());
    }

    /** Whether a pool has exactly this address or prefix. */
    boolean inPool(IaType type, Ipv6Address address, int length) {
        Place place = place(type, address);
        return place != null && place.address().equals(address) && place.pools().length() == length;
    }

    /** The pools that a lease of this type and length belongs to, even if none has it. */
    PoolSet pools(IaType type, int length) {
        return type == IaType.NA ? PoolSet.addresses(id()) : PoolSet.prefixes(id(), length);
    }

    /** 0 when no pool has it, or none with an id. */
    int poolId(IaType type, Ipv6Prefix lease) {
        if (type == IaType.NA) {
            Pool6 pool = subnet.poolOf(lease.network());
            return pool == null ? 0 : pool.id();
        }
        PdPool6 pool = subnet.pdPoolOf(lease);
        return pool == null ? 0 : pool.id();
    }

    /** What the client must leave alone of a prefix delegated to it (RFC 6603); absent when nothing. */
    @Nullable
    Ipv6Prefix excluded(Ipv6Prefix delegated) {
        PdPool6 pool = subnet.pdPoolOf(delegated);
        if (pool == null || pool.excluded() == null || delegated.length() != pool.delegatedLength()) {
            return null;
        }
        Ipv6Prefix pattern = pool.excluded();
        Ipv6Address common =
                Ipv6Prefix.around(pattern.network(), delegated.length()).network();
        Ipv6Address own = delegated.network();
        return new Ipv6Prefix(
                new Ipv6Address(
                        own.high() | pattern.network().high() ^ common.high(),
                        own.low() | pattern.network().low() ^ common.low()),
                pattern.length());
    }

    /** What is configured for a client with these leases, without what the client has of its own. */
    OptionLevels levels(List<Lease6> leases) {
        if (poolLevels.isEmpty()) {
            return levels;
        }
        List<OptionSet> pools = new ArrayList<>(leases.size());
        for (Lease6 lease : leases) {
            OptionSet pool = poolOptions(lease);
            if (!pool.isEmpty() && !pools.contains(pool)) {
                pools.add(pool);
            }
        }
        return switch (pools.size()) {
            case 0 -> levels;
            case 1 -> poolLevels.getOrDefault(pools.getFirst(), levels);
            default -> options.of(subnet, pools);
        };
    }

    private OptionSet poolOptions(Lease6 lease) {
        if (lease.type() == IaType.NA) {
            Pool6 pool = subnet.poolOf(lease.address());
            return pool == null ? OptionSet.EMPTY : pool.options();
        }
        PdPool6 pool = subnet.pdPoolOf(lease.prefix());
        return pool == null ? OptionSet.EMPTY : pool.options();
    }
}
