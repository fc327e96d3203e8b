package io.holdfast.config;

import io.holdfast.address.IpAddress;
import io.holdfast.classify.ClassGuard;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Subnets on one link. What they inherit from it is filled in there already, the ways to find them as well; only its guard, its
 * additional classes and its options are its own. The subnets themselves are {@link Subnets#ofNetwork}.
 *
 * @param subnetIds by ascending id, unsigned
 * @param interfaceName clients on this local interface belong here
 * @param relayAddresses clients behind these relays belong here
 * @param interfaceId of DHCPv6: clients whose relay sends this belong here; not to be changed
 */
public record SharedNetwork(
        String name,
        List<Integer> subnetIds,
        ClassGuard guard,
        List<Integer> additionalClasses,
        @Nullable String interfaceName,
        List<IpAddress> relayAddresses,
        byte @Nullable [] interfaceId,
        OptionSet options) {

    public SharedNetwork {
        subnetIds = List.copyOf(subnetIds);
        additionalClasses = List.copyOf(additionalClasses);
        relayAddresses = List.copyOf(relayAddresses);
    }
}
