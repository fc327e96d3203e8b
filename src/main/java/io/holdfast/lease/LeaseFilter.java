package io.holdfast.lease;

import io.holdfast.address.ClientIdentifier;
import io.holdfast.address.HardwareAddress;
import io.holdfast.address.Ipv4Address;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which rows {@link LeaseStore#page} returns: those that pass everything that is given here.
 *
 * @param after only addresses above this one
 * @param subnetIds empty: any
 * @param hostname compared in lower case
 */
public record LeaseFilter(
        @Nullable Ipv4Address after,
        Set<Integer> subnetIds,
        @Nullable HardwareAddress hardware,
        @Nullable ClientIdentifier clientId,
        @Nullable String hostname,
        @Nullable LeaseState state) {

    public static final LeaseFilter ALL = new LeaseFilter(null, Set.of(), null, null, null, null);

    public LeaseFilter after(@Nullable Ipv4Address address) {
        return new LeaseFilter(address, subnetIds, hardware, clientId, hostname, state);
    }

    public LeaseFilter inSubnets(Set<Integer> ids) {
        return new LeaseFilter(after, ids, hardware, clientId, hostname, state);
    }

    public LeaseFilter withHardware(HardwareAddress address) {
        return new LeaseFilter(after, subnetIds, address, clientId, hostname, state);
    }

    public LeaseFilter withClientId(ClientIdentifier id) {
        return new LeaseFilter(after, subnetIds, hardware, id, hostname, state);
    }

    public LeaseFilter withHostname(String name) {
        return new LeaseFilter(after, subnetIds, hardware, clientId, name, state);
    }

    public LeaseFilter inState(LeaseState wanted) {
        return new LeaseFilter(after, subnetIds, hardware, clientId, hostname, wanted);
    }
}
