package io.holdfast.lease;

import io.holdfast.address.ClientIdentifier;
import io.holdfast.address.Duid;
import io.holdfast.address.HardwareAddress;
import io.holdfast.address.IaType;
import io.holdfast.address.IpAddress;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which rows {@link LeaseStore#page} returns: those that pass everything that is given here.
 *
 * @param after only addresses above this one
 * @param subnetIds empty: any
 * @param clientId DHCPv4 only
 * @param duid DHCPv6 only
 * @param type DHCPv6 only
 * @param hostname compared in lower case
 */
public record LeaseFilter(
        @Nullable IpAddress after,
        Set<Integer> subnetIds,
        @Nullable HardwareAddress hardware,
        @Nullable ClientIdentifier clientId,
        @Nullable Duid duid,
        @Nullable IaType type,
        @Nullable String hostname,
        @Nullable LeaseState state) {

    public static final LeaseFilter ALL = new LeaseFilter(null, Set.of(), null, null, null, null, null, null);

    public LeaseFilter after(@Nullable IpAddress address) {
        return new LeaseFilter(address, subnetIds, hardware, clientId, duid, type, hostname, state);
    }

    public LeaseFilter inSubnets(Set<Integer> ids) {
        return new LeaseFilter(after, ids, hardware, clientId, duid, type, hostname, state);
    }

    public LeaseFilter withHardware(HardwareAddress address) {
        return new LeaseFilter(after, subnetIds, address, clientId, duid, type, hostname, state);
    }

    public LeaseFilter withClientId(ClientIdentifier id) {
        return new LeaseFilter(after, subnetIds, hardware, id, duid, type, hostname, state);
    }

    public LeaseFilter withDuid(Duid id) {
        return new LeaseFilter(after, subnetIds, hardware, clientId, id, type, hostname, state);
    }

    public LeaseFilter ofType(IaType wanted) {
        return new LeaseFilter(after, subnetIds, hardware, clientId, duid, wanted, hostname, state);
    }

    public LeaseFilter withHostname(String name) {
        return new LeaseFilter(after, subnetIds, hardware, clientId, duid, type, name, state);
    }

    public LeaseFilter inState(LeaseState wanted) {
        return new LeaseFilter(after, subnetIds, hardware, clientId, duid, type, hostname, wanted);
    }
}
