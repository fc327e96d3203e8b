package io.holdfast.config;

import io.holdfast.address.IpAddress;
import io.holdfast.address.Ipv6Address;
import io.holdfast.address.Ipv6Prefix;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A subnet with everything it inherits already filled in; only options keep their levels, because each option is looked
 * up on its own.
 *
 * @param pools by ascending address, not overlapping; pdPools likewise
 * @param preferred absent: five eighths of the valid lifetime that is granted
 * @param interfaceId clients whose relay sends this belong here (RFC 8415 §21.18); not to be changed; the subnet's own,
 *     or that of its shared network
 * @param options of the subnet itself, without those inherited
 */
public record Subnet6(
        int id,
        Ipv6Prefix prefix,
        List<Pool6> pools,
        List<PdPool6> pdPools,
        @Nullable Lifetimes preferred,
        Lifetimes valid,
        TeeTimes teeTimes,
        @Nullable String interfaceName,
        byte @Nullable [] interfaceId,
        List<Ipv6Address> relayAddresses,
        boolean rapidCommit,
        boolean storeExtendedInfo,
        AllocatorKind allocator,
        AllocatorKind pdAllocator,
        OptionSet options,
        SubnetPolicy policy)
        implements Subnet {

    public Subnet6 {
        pools = List.copyOf(pools);
        pdPools = List.copyOf(pdPools);
        relayAddresses = List.copyOf(relayAddresses);
    }

    @Override
    public Ipv6Address network() {
        return prefix.network();
    }

    @Override
    public int prefixLength() {
        return prefix.length();
    }

    @Override
    public boolean contains(IpAddress address) {
        return address instanceof Ipv6Address six && prefix.contains(six);
    }

    /** The pool that holds the address; absent when none does. */
    public @Nullable Pool6 poolOf(Ipv6Address address) {
        return Pool.holding(pools, address);
    }

    /** The pool whose prefix holds the whole of this one, whatever lengths it delegates; absent when none does. */
    public @Nullable PdPool6 pdPoolOf(Ipv6Prefix delegated) {
        for (PdPool6 pool : pdPools) {
            if (pool.prefix().contains(delegated)) {
                return pool;
            }
        }
        return null;
    }

    /** Whom its pools of addresses are for; made anew by each call. */
    public PoolGroups poolGroups() {
        return PoolGroups.of(pools, Pool6::policy);
    }

    /** Whom its pools of prefixes are for, whatever lengths they delegate; made anew by each call. */
    public PoolGroups pdPoolGroups() {
        return PoolGroups.of(pdPools, PdPool6::policy);
    }
}
