package io.holdfast.config.compile;

import io.holdfast.address.IpAddress;
import io.holdfast.config.ServerConfig;
import io.holdfast.config.json.ConfigException;
import io.holdfast.config.json.JsonNode;
import io.holdfast.host.Reservation;

/** Reads one reservation as it is written in a configuration, for what comes by command. */
public final class ReservationReader {

    private final ServerConfig config;

    /** @param config whose protocol, definitions of options and subnets count */
    public ReservationReader(ServerConfig config) {
        this.config = config;
    }

    /**
     * @param reservation the map of a reservation, without {@code subnet-id}
     * @param subnetId 0 for a global one; that of a subnet which need not be in the configuration
     * @param path stands before keywords in messages: {@code reservation}
     * @throws ConfigException with everything that is wrong
     */
    public Reservation read(JsonNode.Dict reservation, int subnetId, String path) throws ConfigException {
        throw new UnsupportedOperationException(config.protocol() + path + subnetId + reservation + IpAddress.class);
    }
}
