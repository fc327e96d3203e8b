package io.holdfast.engine.v4;

import io.holdfast.address.Ipv4Address;
import io.holdfast.allocate.PoolSet;
import io.holdfast.classify.ClassGuard;
import io.holdfast.classify.ClientClasses;
import io.holdfast.config.ConfiguredOption;
import io.holdfast.config.Pool4;
import io.holdfast.config.PoolGroups;
import io.holdfast.config.Subnet4;
import io.holdfast.engine.OptionLevels;
import io.holdfast.engine.StandingOptions;
import io.holdfast.wire.v4.OptionCode4;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A subnet with what its replies are made of.
 *
 * @param groups its pools by whom they are for
 * @param hostScope where it is asked who has reserved an address of the subnet: the id alone
 * @param poolLevels for each pool of the subnet, what is configured for its clients; empty when no pool has options
 * @param subnetLevels the same for addresses in no pool
 * @param ipv6Only whether clients that can do without IPv4 are told to (RFC 8925)
 */
record ServedSubnet(
        Subnet4 subnet,
        PoolSet pools,
        List<GuardedPools> groups,
        List<Integer> hostScope,
        List<OptionLevels> poolLevels,
        OptionLevels subnetLevels,
        byte[] mask,
        BootChoice.Fields boot,
        boolean ipv6Only) {

    /** Pools that are picked from together. */
    record GuardedPools(PoolSet pools, ClassGuard guard) {}

    static ServedSubnet of(Subnet4 subnet, StandingOptions options) {
        List<OptionLevels> pools = new ArrayList<>();
        if (subnet.pools().stream().anyMatch(pool -> !pool.options().isEmpty())) {
            subnet.pools().forEach(pool -> pools.add(options.of(subnet, List.of(pool.options()))));
        }
        OptionLevels own = options.of(subnet, List.of());
        ConfiguredOption ipv6Only = subnet.options().find(OptionCode4.IPV6_ONLY_PREFERRED);
        return new ServedSubnet(
                subnet,
                PoolSet.of(subnet.id()),
                groups(subnet),
                List.of(subnet.id()),
                List.copyOf(pools),
                own,
                subnet.prefix().mask().toBytes(),
                BootChoice.Fields.of(subnet.boot()),
                ipv6Only != null && !ipv6Only.neverSend());
    }

    private static List<GuardedPools> groups(Subnet4 subnet) {
        PoolGroups groups = subnet.poolGroups();
        List<GuardedPools> guarded = new ArrayList<>(groups.count());
        for (int group = 0; group < groups.count(); group++) {
            guarded.add(new GuardedPools(PoolSet.of(subnet.id()).inGroup(group), groups.guard(group)));
        }
        return List.copyOf(guarded);
    }

    /** What is configured for a client with this address, without what the client has of its own. */
    OptionLevels levels(Ipv4Address address) {
        List<Pool4> pools = subnet.pools();
        for (int i = 0; i < poolLevels.size(); i++) {
            if (pools.get(i).range().contains(address)) {
                return poolLevels.get(i);
            }
        }
        return subnetLevels;
    }

    /** Whether any pool has the address, whomever that is for. */
    boolean inPool(Ipv4Address address) {
        return subnet.poolOf(address) != null;
    }

    /** Whether a pool for clients of these classes has the address. */
    boolean inPool(Ipv4Address address, ClientClasses classes) {
        Pool4 pool = subnet.poolOf(address);
        return pool != null && pool.policy().guard().allows(classes);
    }

    /** Two are the same when they are of one subnet. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ServedSubnet that && subnet.id() == that.subnet.id();
    }

    @Override
    public int hashCode() {
        return subnet.id();
    }
}
