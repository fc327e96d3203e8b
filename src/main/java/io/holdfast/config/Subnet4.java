package io.holdfast.config;

import io.holdfast.address.IpAddress;
import io.holdfast.address.Ipv4Address;
import io.holdfast.address.Ipv4Prefix;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A subnet with everything it inherits already filled in; only options keep their levels, because each option is looked
 * up on its own.
 *
 * @param pools by ascending address, not overlapping
 * @param offerLifetime seconds an offer is kept in the lease store; 0 for not at all
 * @param options of the subnet itself, without those inherited
 */
public record Subnet4(
        int id,
        Ipv4Prefix prefix,
        List<Pool4> pools,
        Lifetimes lifetimes,
        TeeTimes teeTimes,
        @Nullable String interfaceName,
        List<Ipv4Address> relayAddresses,
        boolean authoritative,
        boolean matchClientId,
        long offerLifetime,
        boolean storeExtendedInfo,
        AllocatorKind allocator,
        BootFields boot,
        OptionSet options,
        SubnetPolicy policy)
        implements Subnet {

    public Subnet4 {
        pools = List.copyOf(pools);
        relayAddresses = List.copyOf(relayAddresses);
    }

    @Override
    public Ipv4Address network() {
        return prefix.network();
    }

    @Override
    public int prefixLength() {
        return prefix.length();
    }

    @Override
    public boolean contains(IpAddress address) {
        return address instanceof Ipv4Address four && prefix.contains(four);
    }

    /** The pool that holds the address; absent when none does. */
    public @Nullable Pool4 poolOf(Ipv4Address address) {
        return Pool.holding(pools, address);
    }

    /** Whom its pools are for; made anew by each call. */
    public PoolGroups poolGroups() {
        return PoolGroups.of(pools, Pool4::policy);
    }
}
