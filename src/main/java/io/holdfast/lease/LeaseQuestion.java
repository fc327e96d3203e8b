package io.holdfast.lease;

import io.holdfast.address.ClientIdentity;
import io.holdfast.address.Ipv4Address;
import java.util.List;

/** Something to find out about leases; see {@link LeaseStore#find}. */
public sealed interface LeaseQuestion {

    /** The row of this address, whatever its state: none or one. */
    record OfAddress(Ipv4Address address) implements LeaseQuestion {}

    /**
     * All rows in these subnets, whatever their state, whose client identifier is the client's, or whose hardware
     * address is the client's; in the order of their addresses.
     */
    record OfClient(ClientIdentity client, List<Integer> subnetIds) implements LeaseQuestion {}
}
