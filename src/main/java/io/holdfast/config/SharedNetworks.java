package io.holdfast.config;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The shared networks of one configuration. Immutable. */
public final class SharedNetworks {

    public static final SharedNetworks NONE = new SharedNetworks(List.of());

    private final Map<String, SharedNetwork> byName = new LinkedHashMap<>();
    private final Map<Integer, SharedNetwork> bySubnet = new HashMap<>();

    public SharedNetworks(List<SharedNetwork> networks) {
        for (SharedNetwork network : networks) {
            byName.put(network.name(), network);
            network.subnetIds().forEach(id -> bySubnet.put(id, network));
        }
    }

    /** In the order they are configured. */
    public List<SharedNetwork> all() {
        return List.copyOf(byName.values());
    }

    public @Nullable SharedNetwork named(String name) {
        return byName.get(name);
    }

    /** The network a subnet belongs to; absent when it stands alone. */
    public @Nullable SharedNetwork of(int subnetId) {
        return bySubnet.get(subnetId);
    }
}
