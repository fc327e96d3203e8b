package io.holdfast.config;

import io.holdfast.address.Ipv4Address;
import io.holdfast.address.Ipv4Prefix;
import io.holdfast.address.Ipv4Range;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A subnet with everything it inherits already filled in; only options keep their levels, because each option is looked
 * up on its own.
 *
 * @param id 1 to 4294967294, as an unsigned int
 * @param pools by ascending address, not overlapping
 * @param interfaceName clients on this local interface belong here
 * @param relayAddresses clients behind these relays belong here
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
        OptionSet options) {

    public Subnet4 {
        pools = List.copyOf(pools);
        relayAddresses = List.copyOf(relayAddresses);
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
