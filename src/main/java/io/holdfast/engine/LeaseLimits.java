package io.holdfast.engine;

import io.holdfast.address.IaType;
import io.holdfast.classify.ClassNames;
import io.holdfast.classify.ClientClasses;
import io.holdfast.config.Limits;
import io.holdfast.config.Limits.Limit;
import io.holdfast.config.ServerConfig;
import io.holdfast.lease.LeaseClasses;
import io.holdfast.lease.LeaseLimit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How many leases the classes of a client and its subnet may have, by one configuration. Where the feature is on, each lease
 * keeps the classes its client was in, for by these they are counted.
 */
public final class LeaseLimits {

    private final ClassNames names;
    private final @Nullable Limits limits;

    public LeaseLimits(ServerConfig config) {
        names = config.classes().classifier().names();
        limits = config.features().limits();
    }

    public boolean isOn() {
        return limits != null;
    }

    /**
     * In Kea's order: those of the classes, then that of the subnet.
     *
     * @param type absent in DHCPv4
     */
    public List<LeaseLimit> of(ClientClasses classes, int subnetId, @Nullable IaType type) {
        if (limits == null || limits.ofClasses().isEmpty() && limits.ofSubnets().isEmpty()) {
            return List.of();
        }
        List<LeaseLimit> all = new ArrayList<>(2);
        for (int i = 0; i < classes.size(); i++) {
            int id = classes.get(i);
            Long most = most(limits.ofClasses().get(id), type);
            if (most != null) {
                String spawned = classes.spawned(id);
                String name = LeaseClasses.counted(spawned == null ? names.name(id) : spawned);
                all.add(new LeaseLimit(new LeaseLimit.OfClass(name, type), most));
            }
        }
        Long most = most(limits.ofSubnets().get(subnetId), type);
        if (most != null) {
            all.add(new LeaseLimit(new LeaseLimit.OfSubnet(subnetId, type), most));
        }
        return all;
    }

    private static @Nullable Long most(@Nullable Limit limit, @Nullable IaType type) {
        return limit == null ? null : type == IaType.PD ? limit.prefixes() : limit.addresses();
    }

    /** The user context of a client's lease with its classes, where they are kept. */
    public @Nullable String putInto(@Nullable String context, ClientClasses classes) {
        if (limits == null) {
            return context;
        }
        List<String> all = new ArrayList<>(classes.size());
        for (int i = 0; i < classes.size(); i++) {
            String spawned = classes.spawned(classes.get(i));
            if (spawned != null && !all.contains(spawned)) {
                all.add(spawned);
            }
            String name = names.name(classes.get(i));
            if (!all.contains(name)) {
                all.add(name);
            }
        }
        return LeaseClasses.putInto(context, all);
    }
}
