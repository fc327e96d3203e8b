package io.holdfast.allocate;

import io.holdfast.address.AddressRange;
import io.holdfast.config.AllocatorKind;
import io.holdfast.config.PdPool6;
import io.holdfast.config.Pool4;
import io.holdfast.config.Pool6;
import io.holdfast.config.PoolGroups;
import io.holdfast.config.ServerConfig;
import io.holdfast.config.ServerConfig4;
import io.holdfast.config.ServerConfig6;
import io.holdfast.config.Subnet4;
import io.holdfast.config.Subnet6;
import java.util.ArrayList;
import java.util.List;

/** Which pickers a configuration needs: one for each group of pools of each subnet, and for each length of prefixes. */
final class PickerPlans {

    private final List<PickerPlan> plans = new ArrayList<>();

    private PickerPlans() {}

    static List<PickerPlan> of(ServerConfig config) {
        PickerPlans made = new PickerPlans();
        switch (config) {
            case ServerConfig4 four -> four.subnets().forEach(subnet -> made.add(four, subnet));
            case ServerConfig6 six -> six.subnets().forEach(made::add);
        }
        return made.plans;
    }

    /** Of one subnet. */
    static List<PickerPlan> of(Subnet6 subnet) {
        PickerPlans made = new PickerPlans();
        made.add(subnet);
        return made.plans;
    }

    private void add(ServerConfig4 config, Subnet4 subnet) {
        PoolGroups groups = subnet.poolGroups();
        Choosable choosable = Choosable.of(config, subnet);
        for (int group = 0; group < groups.count(); group++) {
            int its = group;
            List<AddressRange> ranges = subnet.pools().stream()
                    .filter(pool -> groups.of(pool.policy()) == its)
                    .<AddressRange>map(Pool4::range)
                    .toList();
            add(PoolSet.of(subnet.id()).inGroup(group), ranges, subnet.allocator(), choosable);
        }
    }

    private void add(Subnet6 subnet) {
        PoolGroups groups = subnet.poolGroups();
        Choosable choosable = Choosable.of(subnet);
        for (int group = 0; group < groups.count(); group++) {
            int its = group;
            List<AddressRange> ranges = subnet.pools().stream()
                    .filter(pool -> groups.of(pool.policy()) == its)
                    .<AddressRange>map(Pool6::range)
                    .toList();
            add(PoolSet.addresses(subnet.id()).inGroup(group), ranges, subnet.allocator(), choosable);
        }
        subnet.pdPools().stream()
                .map(PdPool6::delegatedLength)
                .distinct()
                .forEach(length -> addPrefixes(subnet, length));
    }

    private void addPrefixes(Subnet6 subnet, int length) {
        PoolGroups groups = subnet.pdPoolGroups();
        for (int group = 0; group < groups.count(); group++) {
            int its = group;
            List<AddressRange> ranges = subnet.pdPools().stream()
                    .filter(pool -> pool.delegatedLength() == length && groups.of(pool.policy()) == its)
                    .<AddressRange>map(PdPool6::range)
                    .toList();
            add(PoolSet.prefixes(subnet.id(), length).inGroup(group), ranges, subnet.pdAllocator(), Choosable.ALL);
        }
    }

    private void add(PoolSet pools, List<AddressRange> ranges, AllocatorKind kind, Choosable choosable) {
        if (!ranges.isEmpty()) {
            plans.add(new PickerPlan(pools, ranges, kind, choosable));
        }
    }
}
