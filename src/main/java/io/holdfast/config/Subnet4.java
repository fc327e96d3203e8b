package io.holdfast.config;

import io.holdfast.address.IpAddress;
import io.holdfast.address.Ipv4Address;
import io.holdfast.address.Ipv4Prefix;
import io.holdfast.address.Ipv4Range;
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
        OptionSet options)
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
        int low = 0;
        int high = pools.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            Ipv4Range range = pools.get(middle).range();
            if (address.compareTo(range.first()) < 0) {
                high = middle - 1;
            } else if (address.compareTo(range.last()) > 0) {
                low = middle + 1;
            } else {
                return pools.get(middle);
            }
        }
        return null;
    }
}
