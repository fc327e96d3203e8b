package io.holdfast.engine;

import io.holdfast.classify.ClientClasses;
import io.holdfast.config.ClientClass;
import io.holdfast.config.ServerConfig;
import io.holdfast.host.Reservation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The options that a client has of its own: those of its reservation, and those of its classes. */
public final class ClientOptions {

    private final Map<Integer, OptionLayer> byClass = new HashMap<>();
    private final ReservedOptions reserved;

    public ClientOptions(ServerConfig config) {
        for (ClientClass each : config.classes().all()) {
            if (!each.options().isEmpty()) {
                byClass.put(each.id(), OptionLayer.of(each.options()));
            }
        }
        reserved = new ReservedOptions(config);
    }

    /**
     * The levels of one reply.
     *
     * @param standing those of the pool, the subnet, the network and the global ones
     * @param reservation the one that holds for the client where it is; absent when it has none
     * @param classes all the client is in
     */
    public OptionLevels levels(OptionLevels standing, @Nullable Reservation reservation, ClientClasses classes) {
        OptionLayer own = reservation == null || reservation.options().isEmpty() ? null : reserved.layer(reservation);
        return standing.with(own, ofClasses(classes));
    }

    private List<OptionLayer> ofClasses(ClientClasses classes) {
        if (byClass.isEmpty()) {
            return List.of();
        }
        List<OptionLayer> layers = List.of();
        for (int i = 0; i < classes.size(); i++) {
            OptionLayer layer = byClass.get(classes.get(i));
            if (layer != null) {
                layers = layers.isEmpty() ? new ArrayList<>(4) : layers;
                layers.add(layer);
            }
        }
        return layers;
    }
}
