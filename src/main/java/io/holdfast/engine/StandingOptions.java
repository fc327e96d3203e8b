package io.holdfast.engine;

import io.holdfast.config.OptionSet;
import io.holdfast.config.ServerConfig;
import io.holdfast.config.SharedNetwork;
import io.holdfast.config.Subnet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The options that are the same for all clients of a pool, a subnet, a network, made ready once per configuration. */
public final class StandingOptions {

    private final ServerConfig config;
    private final OptionLayer global;
    private final Map<String, OptionLayer> networks = new HashMap<>();

    public StandingOptions(ServerConfig config) {
        this.config = config;
        global = OptionLayer.of(config.options());
        for (SharedNetwork network : config.networks().all()) {
            networks.put(network.name(), OptionLayer.of(network.options()));
        }
    }

    /** For clients that belong to no subnet. */
    public OptionLevels global() {
        return OptionLevels.of(List.of(), global);
    }

    /** @param pools whose options are closer than the subnet's, the closest first */
    public OptionLevels of(Subnet subnet, List<OptionSet> pools) {
        List<OptionLayer> close = new ArrayList<>(pools.size() + 2);
        pools.forEach(pool -> close.add(OptionLayer.of(pool)));
        close.add(OptionLayer.of(subnet.options()));
        SharedNetwork network = config.networks().of(subnet.id());
        OptionLayer around = network == null ? null : networks.get(network.name());
        if (around != null) {
            close.add(around);
        }
        return OptionLevels.of(close, global);
    }
}
