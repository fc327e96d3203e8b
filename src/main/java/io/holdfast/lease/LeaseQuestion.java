package io.holdfast.lease;

import io.holdfast.address.ClientIdentity;
import io.holdfast.address.Duid;
import io.holdfast.address.IpAddress;
import java.util.List;

/** Something to find out about leases; see {@link LeaseStore#find}. */
public sealed interface LeaseQuestion {

    /** The row of this address, whatever its state: none or one. */
    record OfAddress(IpAddress address) implements LeaseQuestion {}

    /**
     * DHCPv4: all rows in these subnets, whatever their state, whose client identifier is the client's, or whose hardware
     * address is the client's; in the order of their addresses.
     */
    record OfClient(ClientIdentity client, List<Integer> subnetIds) implements LeaseQuestion {}

    /** DHCPv6: all rows in these subnets, whatever their type, association and state, with this DUID; in the order of their addresses. */
    record OfDuid(Duid duid, List<Integer> subnetIds) implements LeaseQuestion {}
}
