package io.holdfast.host;

import io.holdfast.address.IpAddress;
import java.util.List;

/** Something to find out about reservations; see {@link HostLookup#find}. */
public sealed interface HostQuestion {

    /** The reservations of a client, known by any of these identifiers, in any of these subnets (0: the global ones). */
    record OfClient(List<HostIdentifier> identifiers, List<Integer> subnetIds) implements HostQuestion {

        public OfClient {
            identifiers = List.copyOf(identifiers);
            subnetIds = List.copyOf(subnetIds);
        }
    }

    /**
     * Who has reserved this address, or a prefix that begins with it, in any of these subnets.
     *
     * @param length of the prefix in bits; 32 or 128 for an address
     */
    record OfAddress(IpAddress address, int length, List<Integer> subnetIds) implements HostQuestion {

        public OfAddress {
            subnetIds = List.copyOf(subnetIds);
        }
    }
}
